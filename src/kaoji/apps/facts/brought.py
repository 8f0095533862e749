"""What rooms above this one settle and bring: adopted targets, items of approved plans. It is
exported beside what was collected, with its source, and is not asked for again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kaoji.apps.facts.models import PinnedScheme
from kaoji.web.actor import Actor


@dataclass(frozen=True, slots=True)
class Brought:
    """A figure that stands: whose, what, in which field, its exact text, and its source."""

    unit_key: int
    unit_name: str
    key: str
    period: str
    field: str
    value: str
    source: str
    #: Where it is a fact of another scheme, which feeds this one: its 编号.
    scheme: str = ""


#: Told by a room: what it brings for a pinned scheme in the periods of a year.
Bring = Callable[[Actor, PinnedScheme, str], Iterable[Brought]]

_ROOMS: dict[str, Bring] = {}


def bring(room: str, *, told: Bring) -> None:
    """Said once by a room, when it is ready."""
    if _ROOMS.setdefault(room, told) is not told:
        raise ValueError(f"{room} brings figures already")


def brought(actor: Actor, *, scheme: PinnedScheme, year: str) -> tuple[Brought, ...]:
    """What all rooms bring, room by room in the order of their names."""
    return tuple(one for room in sorted(_ROOMS) for one in _ROOMS[room](actor, scheme, year))


@dataclass(frozen=True, slots=True)
class BroughtItem:
    """An item of a unit's own plan that stands: its columns by name, but for the figure that is
    collected later.
    """

    unit_key: int
    unit_name: str
    key: str
    period: str
    item: str
    values: Mapping[str, str]
    source: str


#: Told by a room: the items of plans that it brings for a pinned scheme in the periods of a year.
BringItems = Callable[[Actor, PinnedScheme, str], Iterable[BroughtItem]]

_ITEMS: dict[str, BringItems] = {}


def bring_items(room: str, *, told: BringItems) -> None:
    """Said once by a room, when it is ready."""
    if _ITEMS.setdefault(room, told) is not told:
        raise ValueError(f"{room} brings items already")


def brought_items(actor: Actor, *, scheme: PinnedScheme, year: str) -> tuple[BroughtItem, ...]:
    """What all rooms bring, room by room in the order of their names."""
    return tuple(one for room in sorted(_ITEMS) for one in _ITEMS[room](actor, scheme, year))
