"""The panels of a cycle's scheme: what it says of raters, of the scale, and of one's own unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.facts.enums import ListKind
from kaoji.apps.facts.shapes import RATER_CLASS, VALUE, ListAsked, RowColumn
from kaoji.apps.facts.sheets import lists_asked_by, plan_of_pack, scored_in
from kaoji.engine.plan.nodes import Poll
from kaoji.engine.plinth.names import spoken_path


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel in a period."""

    key: str
    period: str
    clause: str
    classes: tuple[str, ...]
    options: tuple[str, ...]
    low: str
    high: str
    own_unit_may_rate: bool

    @property
    def code(self) -> str:
        """As a form names it."""
        return f"{self.period}|{self.key}"


def panels_of(cycle: Cycle) -> tuple[Panel, ...]:
    """Every panel that the pinned scheme asks for within the cycle's year."""
    scheme = cycle.scheme
    asked = lists_asked_by(
        scheme.pack,
        digest=scheme.digest,
        period=scored_in(scheme, period=cycle.period),
        owner=scheme.organisation_id,
    )
    plan = plan_of_pack(scheme.pack, scheme.digest, scheme.organisation_id)
    may_rate = {
        spoken_path(path): node.way.own_unit_may_rate
        for path, node in plan.nodes.items()
        if isinstance(node.way, Poll)
    }
    ballots = (one for one in asked if one.kind == ListKind.BALLOT)
    return tuple(panel for one in ballots for panel in _panels(one, may_rate=may_rate))


def _panels(asked: ListAsked, *, may_rate: dict[str, bool]) -> Iterator[Panel]:
    columns: dict[str, RowColumn] = {one.name: one for one in asked.columns}
    value, classes = columns[VALUE], columns[RATER_CLASS]
    for period in asked.periods:
        yield Panel(
            asked.key,
            period,
            clause=asked.clause,
            classes=tuple(classes.options),
            options=tuple(value.options),
            low=value.low,
            high=value.high,
            own_unit_may_rate=may_rate.get(asked.key, False),
        )
