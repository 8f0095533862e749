"""What components show, as records that views build."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a deadline's strip: `6/15 一`, then a count or a reason. Kinds: counted rest
    today due.
    """

    label: str
    says: str
    kind: str = "counted"


@dataclass(frozen=True, slots=True)
class Station:
    """A station of a state path. States: done now ahead."""

    word: str
    state: str
    day: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """What happened; newest first. States: done going."""

    fact: str
    more: str = ""
    state: str = "done"


@dataclass(frozen=True, slots=True)
class Tab:
    """One of several views of a thing, with how much is in it."""

    word: Any
    href: str
    count: int | None = None
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of an entry grid.

    States: filled locked editing error warning missing zero not_due. An editable one has a `name`
    for its input; `label` says row and column to whoever cannot see them.
    """

    state: str
    text: str = ""
    name: str = ""
    label: str = ""
