"""Results of other cycles that go into a run, as a room above this one brings them: sections,
staff and projects feed the units they belong to. This room never knows that one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from kaoji.apps.appraisals.beside import Beside
from kaoji.apps.appraisals.models import Cycle, Run, Standing
from kaoji.apps.facts.brought import Brought
from kaoji.web.actor import Actor


@dataclass(frozen=True, slots=True)
class Fed:
    """What others' results add to the tables of a run.

    `rows`: facts with their origin; `above`: what stands over a unit (上级), by its key; `others`:
    names and kinds of those who are named but not appraised here.
    """

    rows: tuple[Brought, ...] = ()
    above: Mapping[int, str] = field(default_factory=dict)
    others: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """Whence an input of a unit came: its key, and the result of the other cycle."""

    key: str
    line: Beside


@dataclass(frozen=True, slots=True)
class Behind:
    """Results that were taken have changed: what happened, and which units would change; or
    (`is_open`) nothing was taken for an input that the scheme wants to be fed.
    """

    told: str
    units: tuple[str, ...]
    href: str
    is_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Feeding:
    """What the room does. `taken`: remember what a run was made of; `on_cycle`: lines of the page
    of a cycle; `behind`: how a run is behind; `origins`: whence a unit's inputs came.
    """

    fed: Callable[[Actor, Cycle], Fed]
    taken: Callable[[Run], None]
    on_cycle: Callable[[Actor, Cycle], Iterable[Beside]]
    behind: Callable[[Run], Iterable[Behind]]
    origins: Callable[[Actor, Standing], Iterable[Origin]]


_FEEDING: list[Feeding] = []


def feed_runs(feeding: Feeding) -> None:
    """Said once by the room, when it is ready."""
    _FEEDING[:] = [feeding]


def fed_to(actor: Actor, *, cycle: Cycle) -> Fed:
    """What goes into a run of the cycle beside its own facts."""
    return next((one.fed(actor, cycle) for one in _FEEDING), Fed())


def remember_taken(run: Run) -> None:
    """Keep what a run that was just asked for is made of."""
    for one in _FEEDING:
        one.taken(run)


def lines_on(actor: Actor, *, cycle: Cycle) -> tuple[Beside, ...]:
    """What the page of a cycle says of it."""
    return tuple(line for one in _FEEDING for line in one.on_cycle(actor, cycle))


def behind(run: Run) -> tuple[Behind, ...]:
    """Results that were taken into a run and have changed since."""
    return tuple(line for one in _FEEDING for line in one.behind(run))


def origins_of(actor: Actor, *, standing: Standing) -> tuple[Origin, ...]:
    """The results of other cycles behind a unit's result, as far as somebody may see them."""
    return tuple(line for one in _FEEDING for line in one.origins(actor, standing))
