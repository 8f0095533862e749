"""Who uses an installation: many parts may run side by side, upgrading and restoring stand alone.

Told by a lock on a file, which no kill leaves behind; where the database is PostgreSQL, parts on
other machines are found by their connections.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from kaoji.site.faults import OperatingError

#: What our connections call themselves.
NAME = "kaoji"
LOCK = "running.lock"

_OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND application_name = %s AND pid <> pg_backend_pid()
"""


class BusyError(OperatingError):
    """Somebody else uses the installation in a way that does not go together."""


@contextmanager
def running(folder: Path) -> Iterator[None]:
    """A part runs; several may."""
    with _held(folder, fcntl.LOCK_SH, told="正在升级或恢复：等它结束再启动"):
        yield


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else runs, and nobody begins meanwhile."""
    busy = "考绩还在运行：先停下所有 kaoji serve（systemctl stop kaoji），再来一次"
    with _held(folder, fcntl.LOCK_EX, told=busy):
        if _has_others():
            raise BusyError(f"{busy}；还有别的机器连着数据库")
        yield


@contextmanager
def _held(folder: Path, kind: int, *, told: str) -> Iterator[None]:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / LOCK).open("a") as file:
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
        except BlockingIOError as fault:
            raise BusyError(told) from fault
        yield


def _has_others() -> bool:
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute(_OTHERS, [NAME])
        return bool(cursor.fetchone()[0])
