"""What somebody owes when handing over a post. Rooms above say what is open in them.

A room registers a source when its application is ready; this room asks them all and knows none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from kaoji.apps.organisation.models import Holding


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing that is open: where, what, and until when."""

    room: str
    what: str
    due_on: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


Source = Callable[[Holding, date], Iterable[Owed]]

_SOURCES: list[Source] = []


def tell_owed(source: Source) -> None:
    """Make a source known; called once, when its room is ready."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def owed_by(holding: Holding, *, on: date) -> tuple[Owed, ...]:
    """Everything that is open with the holder of a post on a day."""
    return tuple(item for source in _SOURCES for item in source(holding, on))
