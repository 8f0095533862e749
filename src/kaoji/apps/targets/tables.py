"""The two tables of targets on pages: the units of an indicator, the targets of a unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kaoji.apps.appraisals.figures import shown
from kaoji.apps.targets.actuals import Actuals, growth, of_line, periods_before
from kaoji.apps.targets.enums import Answer, Round
from kaoji.apps.targets.models import Indicator, Line
from kaoji.apps.targets.sums import Together, together

_SHAPES = {
    Answer.NOT_ASKED: "idle",
    Answer.WAITING: "going",
    Answer.ACCEPTED: "done",
    Answer.COUNTERED: "soon",
    Answer.SILENT: "late",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A target with what stands beside it. `figure`: the latest that this reader may see."""

    line: Line
    actuals: tuple[str, ...]
    figure: str
    growth: str
    shape: str
    is_hidden: bool = False

    @property
    def last(self) -> str:
        """What was come to in the period before."""
        return self.actuals[-1] if self.actuals else ""


def rows_of(
    lines: Iterable[Line], *, actuals: Actuals, is_insider: bool, own: frozenset[int]
) -> tuple[Row, ...]:
    """The targets; of other units a unit sees the adopted figure alone."""
    return tuple(_row(one, actuals=actuals, is_insider=is_insider, own=own) for one in lines)


def _row(line: Line, *, actuals: Actuals, is_insider: bool, own: frozenset[int]) -> Row:
    told = of_line(actuals, unit_key=line.unit_id, indicator=line.indicator)
    is_hidden = not is_insider and line.unit_id not in own
    figure = line.adopted or (line.proposal if is_insider else line.sent)
    if is_hidden:
        return Row(line, tuple("" for _one in told), line.adopted, "", "idle", is_hidden=True)
    rise = growth(told[-1], target=figure) if told else ""
    return Row(
        line, tuple(map(shown, told)), figure, rise, _SHAPES[Answer(line.answer)]
    )  # fmt: skip


def sum_of(indicator: Indicator, *, lines: Iterable[Line]) -> Together:
    """All units together: what is adopted, before that what is proposed."""
    is_adopted = indicator.assignment.round == Round.ADOPTED
    figures = (one.adopted if is_adopted else one.proposal for one in lines)
    return together(figures, total=indicator.total)


def heads_of(indicator: Indicator) -> tuple[str, ...]:
    """The periods before as heads of columns."""
    return periods_before(indicator.period)
