"""`kaoji upgrade`: the tables become those of the program that is installed now, all or nothing.

A backup is made first. SQLite's file is brought up to date as a copy that takes its place when
everything has gone well; PostgreSQL does all steps in one transaction. Whatever goes wrong on the
way, even the power, the tables are as they were and the older program can go on with them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from kaoji.site import tables
from kaoji.site.backup import Summary, make_backup
from kaoji.site.faults import OperatingError
from kaoji.site.preparing import missing_migrations
from kaoji.site.running import alone

COPY = ".upgrading"


class UpgradeError(OperatingError):
    """The tables were not brought up to date, and are as they were: why, and what to do."""


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What was done: the backup that was made before (none of an empty installation), the steps."""

    saved: Summary | None
    steps: tuple[str, ...]


def upgrade(*, folder: Path, at: datetime) -> Upgrade:
    """Back up into the folder, then bring the tables up to date; while nothing else runs."""
    with alone(Path(settings.DATA)):
        _refuse_newer_tables()
        missing = missing_migrations()
        if not missing:
            return Upgrade(None, ())
        saved = make_backup(folder, at=at) if tables.applied_steps() else None
        try:
            with _all_or_nothing():
                call_command("migrate", interactive=False, verbosity=0)
        except Exception as fault:
            raise UpgradeError(_told(fault, saved=saved)) from fault
        return Upgrade(saved, missing)


def _refuse_newer_tables() -> None:
    if tables.unknown_steps(tables.applied_steps()):
        raise UpgradeError("数据表比程序新：程序换旧了，请装回原来的版本")


def _told(fault: Exception, *, saved: Summary | None) -> str:
    then = "装回原来的版本就能照旧使用"
    if saved is not None:
        then += f"；升级前的备份在 {saved.path}"
    return f"没有升级，数据和原来一样（{type(fault).__name__}：{fault}）。{then}。"


@contextmanager
def _all_or_nothing() -> Iterator[None]:
    if connection.vendor == "sqlite":
        with _on_a_copy():
            yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            # A check that waits for the end would forbid to change the table it is about.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield


@contextmanager
def _on_a_copy() -> Iterator[None]:
    """Inside, the connection is to a copy; it takes the place of the file if nothing is raised."""
    whole = Path(connection.settings_dict["NAME"])
    copy = whole.with_name(whole.name + COPY)
    _remove(copy)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(copy)])
    try:
        _turn_to(copy)
        yield
        _turn_to(whole)
        _refuse_other_users(whole)
        _swap(copy, whole=whole)
    finally:
        _turn_to(whole)
        _remove(copy)


def _turn_to(path: Path) -> None:
    """Whoever closes a file last, takes what stands in its log into it."""
    connection.close()
    connection.settings_dict["NAME"] = str(path)


def _refuse_other_users(whole: Path) -> None:
    """The log of a file stays as long as somebody has it open."""
    connection.ensure_connection()
    connection.close()
    if _log_of(whole).exists():
        raise DatabaseError("另有程序打开着数据库文件：关掉它再升级")


def _swap(copy: Path, *, whole: Path) -> None:
    if _log_of(copy).exists():
        raise DatabaseError("另有程序打开着正在升级的副本：关掉它再升级")
    copy.chmod(whole.stat().st_mode)
    _sync(copy)
    copy.replace(whole)
    _sync(whole.parent)


def _log_of(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def _remove(copy: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        copy.with_name(copy.name + end).unlink(missing_ok=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
