"""The nightly work of an installation: a backup that is checked as soon as it is written."""

from __future__ import annotations

from datetime import time
from pathlib import Path

from django.conf import settings

from kaoji.site.backup import SUFFIX, make_backup, verify_backup
from kaoji.site.surroundings import said
from kaoji.web import clock
from kaoji.web.jobs.kinds import Kind, Payload, Report, declare

#: So many nights are kept.
KEPT = 14
#: What the queue calls this work.
NAME = "site.backup"


def backup_folder() -> Path:
    """Where the nightly backups lie: best on another disk (`KAOJI_BACKUPS`)."""
    return Path(said("BACKUPS", otherwise=str(Path(settings.DATA) / "backups")))


def back_up(_payload: Payload, report: Report) -> None:
    """Write, check, and let the oldest go; a check that fails lets the job fail by name."""
    report(0, 2, "写备份")
    made = make_backup(backup_folder(), at=clock.now())
    report(1, 2, "核验备份")
    verify_backup(made.path)
    for old in _nightly()[:-KEPT]:
        old.unlink()
    report(2, 2, made.path.name)


def last_good() -> Path | None:
    """The newest backup; nothing where there is none yet."""
    return next(iter(_nightly()[::-1]), None)


def _nightly() -> list[Path]:
    return sorted(backup_folder().glob(f"kaoji-*{SUFFIX}"))


declare(Kind(NAME, "夜间备份", back_up, is_whole=False, every_day_at=time(2, 0)))
