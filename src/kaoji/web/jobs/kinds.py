"""The kinds of jobs: each room declares its own in `jobs.py`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any

#: Told how many of how many are done, and a word on it.
Report = Callable[[int, int, str], None]
Payload = Mapping[str, Any]
Work = Callable[[Payload, Report], None]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of job. One that `is_whole` runs in one transaction with the note that it is done:
    whatever kills it, its effects are there once or not at all. One that is not shows its progress
    and must bear being begun again.

    `oldest`: how long ago a daily one may have ended well before it is told, with the `remedy`.
    """

    name: str
    word: str
    work: Work
    is_whole: bool = True
    most_tries: int = 5
    every_day_at: time | None = None
    oldest: timedelta | None = None
    remedy: str = ""


_KINDS: dict[str, Kind] = {}


def declare(kind: Kind) -> Kind:
    """Make a kind known; a name stands for one kind."""
    if _KINDS.setdefault(kind.name, kind) is not kind:
        raise ValueError(f"the job {kind.name} is declared twice")
    return kind


def kind_of(name: str) -> Kind | None:
    """The kind of a name; nothing where no room declares it (any more)."""
    return _KINDS.get(name)


def daily_kinds() -> tuple[Kind, ...]:
    """The kinds that the clock asks for every day."""
    return tuple(kind for kind in _KINDS.values() if kind.every_day_at is not None)
