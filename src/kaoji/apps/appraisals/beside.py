"""What other rooms show beside a unit's result: rooms above this one say so when they are ready."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kaoji.apps.appraisals.models import Cycle
from kaoji.web.actor import Actor


@dataclass(frozen=True, slots=True)
class Beside:
    """A line with a link: what it is, where it stands."""

    word: str
    told: str
    href: str


#: Of a unit in a cycle what somebody may see, with a fixed number of queries.
Showing = Callable[[Actor, Cycle, int], Iterable[Beside]]
_SHOWN: dict[str, Showing] = {}


def show_beside_results(room: str, *, showing: Showing) -> None:
    """Said once by a room, when it is ready."""
    _SHOWN[room] = showing


def beside(actor: Actor, *, cycle: Cycle, unit_key: int | None) -> tuple[Beside, ...]:
    """Everything that rooms show of a unit in a cycle."""
    if unit_key is None:
        return ()
    return tuple(one for room in sorted(_SHOWN) for one in _SHOWN[room](actor, cycle, unit_key))
