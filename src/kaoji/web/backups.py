"""Backups as the rooms see them. Where they lie and how one is restored, the installation knows:
its settings name the keeper (`BACKUP_KEEPER`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from kaoji.web.jobs.kinds import Report


class RehearsalError(Exception):
    """A backup could not be restored into a copy: the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup that is kept."""

    name: str
    made_at: datetime
    byte_count: int
    verified_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """A table or file of a backup beside what came of it: digests, and the rows of a table."""

    name: str
    rows: int | None
    said: str
    found: str


@dataclass(frozen=True, slots=True)
class Keeper:
    """`kept`: the backups, newest first. `rehearse`: restore the one of a name into a copy that is
    thrown away, and compare.
    """

    kept: Callable[[], tuple[Kept, ...]]
    rehearse: Callable[[str, Report], tuple[Compared, ...]]


def keeper() -> Keeper:
    """Whoever keeps the backups of this installation."""
    found: Keeper = import_string(settings.BACKUP_KEEPER)
    return found
