"""Making an installation ready: its folder, its tables, its static files. Done before any worker.

Two processes that switch a fresh SQLite file to its write-ahead log at the same time can lock each
other out, so one process prepares and only then the others start.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from kaoji.site.faults import OperatingError
from kaoji.site.tables import applied_steps, unknown_steps


def set_up(*, settings_module: str) -> None:
    """Start Django with the settings, unless the surroundings name others."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings_module)
    django.setup()


def prepare(*, with_static_files: bool, renews: bool = False) -> tuple[str, ...]:
    """Make everything ready; the steps that were taken, in words.

    Tables of an older version are left to `kaoji upgrade`, unless all in them is invented.
    """
    folder = Path(settings.DATA)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    taken = []
    with _alone(folder):
        if not renews:
            refuse_other_tables(or_none=True)
        missing = missing_migrations()
        if missing:
            call_command("migrate", interactive=False, verbosity=0)
            taken.append(f"数据表更新 {len(missing)} 步")
        if with_static_files:
            call_command("collectstatic", interactive=False, verbosity=0)
            taken.append("页面文件就绪")
    return tuple(taken)


def refuse_other_tables(*, or_none: bool = False) -> None:
    """Nothing runs on the tables of another version; `or_none`: none at all will do."""
    applied = applied_steps()
    if or_none and not applied:
        return
    if unknown_steps(applied):
        raise OperatingError("数据表比程序新：程序换旧了，请装回原来的版本")
    if missing_migrations():
        raise OperatingError("数据表比程序旧：请先运行一次 kaoji upgrade（它先备份，再更新）")


def missing_migrations() -> tuple[str, ...]:
    """Steps that the tables still lack, by name."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return tuple(str(migration) for migration, _backwards in plan)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Of several processes that begin at once, one prepares and the others wait."""
    with (folder / "preparing.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
