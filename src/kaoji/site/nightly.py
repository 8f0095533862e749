"""The nightly work of an installation: a backup that is checked as soon as it is written."""

from __future__ import annotations

from datetime import time, timedelta
from pathlib import Path

from django.conf import settings

from kaoji.site.backup import HALF, SUFFIX, BackupError, make_backup, verify_backup
from kaoji.site.surroundings import said
from kaoji.web import clock
from kaoji.web.jobs.kinds import Kind, Payload, Report, declare

#: So many nights are kept.
KEPT = 14
#: What the queue calls this work.
NAME = "site.backup"
#: What did not verify keeps its bytes for whoever looks into it, but not its name.
SPOILT = ".spoilt"
#: No backup is written for longer.
HALF_LIFE = timedelta(days=1)


def backup_folder() -> Path:
    """Where the nightly backups lie: best on another disk (`KAOJI_BACKUPS`)."""
    return Path(said("BACKUPS", otherwise=str(Path(settings.DATA) / "backups")))


def back_up(_payload: Payload, report: Report) -> None:
    """Write, check, and let the oldest go; a check that fails lets the job fail by name."""
    report(0, 2, "写备份")
    _sweep()
    made = make_backup(backup_folder(), at=clock.now())
    report(1, 2, "核验备份")
    try:
        verify_backup(made.path)
    except BackupError:
        made.path.rename(made.path.with_suffix(SPOILT))
        raise
    for old in _nightly()[:-KEPT]:
        old.unlink()
    report(2, 2, made.path.name)


def last_good() -> Path | None:
    """The newest backup; nothing where there is none yet."""
    return next(iter(_nightly()[::-1]), None)


def _nightly() -> list[Path]:
    return sorted(backup_folder().glob(f"kaoji-*{SUFFIX}"))


def _sweep() -> None:
    """A kill leaves a half-written backup behind, which nobody finishes."""
    for half in backup_folder().glob(f"*{HALF}"):
        if clock.now().timestamp() - half.stat().st_mtime > HALF_LIFE.total_seconds():
            half.unlink(missing_ok=True)


REMEDY = (
    "请在「后台」看失败的种类，查备份所在磁盘的空间和权限，再点「重试」；"
    "也可在服务器上运行 kaoji backup"
)

declare(
    Kind(
        NAME,
        "夜间备份",
        back_up,
        is_whole=False,
        every_day_at=time(2, 0),
        oldest=timedelta(hours=26),
        remedy=REMEDY,
    )
)
