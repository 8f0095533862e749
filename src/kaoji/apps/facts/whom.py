"""Whom to ask of a unit: who does the work. Whoever answers for it is asked only where nobody does
the work, or where it is late.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kaoji.apps.facts.queries import Contact
from kaoji.web.roles import Role


@dataclass(frozen=True, slots=True)
class Line:
    """Who is asked first, and who stands behind them."""

    first: frozenset[Role]
    behind: frozenset[Role] = frozenset()

    @property
    def roles(self) -> frozenset[Role]:
        return self.first | self.behind


HEADS = frozenset({Role.SUPPLIER_HEAD, Role.OFFICE_DIRECTOR})
FILLING = Line(frozenset({Role.DATA_SUPPLIER, Role.OFFICE_CLERK}), HEADS)
SIGNING = Line(HEADS)
CONFIRMING = Line(frozenset({Role.UNIT_LIAISON}), frozenset({Role.UNIT_HEAD}))
#: All who may be asked anything.
ANYBODY = FILLING.roles | CONFIRMING.roles


def whom_to_ask(
    people: Iterable[Contact], *, unit_key: int, line: Line, is_late: bool
) -> tuple[Contact, ...]:
    """Those of one unit, each once, as they stand in `people`."""
    here = [one for one in people if one.unit_key == unit_key]
    first = [one for one in here if one.role in line.first]
    behind = [one for one in here if one.role in line.behind]
    found = [*first, *behind] if is_late or not first else first
    return tuple({one.name: one for one in reversed(found)}.values())[::-1]
