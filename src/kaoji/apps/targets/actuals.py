"""What units have actually come to: locked figures of up to three earlier periods, exact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from kaoji.apps.appraisals.figures import exact, hundredths
from kaoji.apps.facts.enums import DisputeOutcome, Mark, TaskState
from kaoji.apps.facts.models import Figure
from kaoji.apps.facts.shapes import VALUE
from kaoji.apps.facts.sheets import period_before
from kaoji.apps.targets.models import Assignment, Indicator
from kaoji.web.actor import Actor

#: How many earlier periods stand beside a target.
BACK = 3
#: By unit, key and period.
Actuals = dict[tuple[int, str, str], str]


def periods_before(period: str) -> tuple[str, ...]:
    """The periods of the same kind before, the oldest first."""
    found: list[str] = []
    for _ in range(BACK):
        period = period_before(period)
        if period:
            found.insert(0, period)
    return tuple(found)


def actuals_of(
    actor: Actor,
    *,
    assignment: Assignment,
    indicators: Iterable[Indicator],
    unit_key: int | None = None,
) -> Actuals:
    """Locked figures of the units of a cycle; what is under dispute is none."""
    wanted = {(one.key, before) for one in indicators for before in periods_before(one.period)}
    found = (
        Figure.objects.of(actor)
        .filter(
            scheme_key=assignment.cycle.scheme.scheme_key,
            key__in={key for key, _period in wanted},
            period__in={period for _key, period in wanted},
            field=VALUE,
            task__state=TaskState.LOCKED,
            unit__in=assignment.cycle.units.values("unit"),
        )
        .exclude(disputes__outcome=DisputeOutcome.OPEN)
        .exclude(mark=Mark.MISSING)
    )
    if unit_key is not None:
        found = found.filter(unit=unit_key)
    return {
        (one.unit_id, one.key, one.period): one.typed if one.mark != Mark.VALUE else one.value
        for one in found
        if (one.key, one.period) in wanted
    }


def of_line(actuals: Actuals, *, unit_key: int, indicator: Indicator) -> tuple[str, ...]:
    """A unit's figures in the periods before, empty where none is locked."""
    return tuple(_of(actuals, unit_key=unit_key, indicator=indicator))


def _of(actuals: Actuals, *, unit_key: int, indicator: Indicator) -> Iterator[str]:
    for period in periods_before(indicator.period):
        yield actuals.get((unit_key, indicator.key, period), "")


def growth(last: str, *, target: str) -> str:
    """How much more than last time, in percent for the eye; nothing where one of both is no number
    or the last is not above zero.
    """
    then, now = exact(last), exact(target)
    if then is None or now is None or then <= 0:
        return ""
    return f"{hundredths((now / then - 1) * Fraction(100))}%"
