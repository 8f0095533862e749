"""The page of a cycle's targets: rounds as a path, indicators with their sums, units with what they
owe.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.queries import is_insider
from kaoji.apps.targets.enums import Answer, Round
from kaoji.apps.targets.models import Assignment, Change, Indicator, Line
from kaoji.apps.targets.permissions import APPRAISED
from kaoji.apps.targets.sums import Together
from kaoji.apps.targets.tables import sum_of
from kaoji.web.actor import Actor
from kaoji.web.parts import Station


@dataclass(frozen=True, slots=True)
class OfIndicator:
    """An indicator: how many targets are proposed, answered how, and the sum of all."""

    indicator: Indicator
    count: int
    proposed: int
    countered: int
    sum: Together


@dataclass(frozen=True, slots=True)
class OfUnit:
    """A unit: how many of its targets wait for an answer, and whether it is late."""

    unit_key: int
    name: str
    count: int
    waiting: int
    countered: int
    silent: int
    is_late: bool
    is_own: bool
    is_told: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """Both, as somebody may see them, and requests to change that are under way."""

    indicators: tuple[OfIndicator, ...]
    units: tuple[OfUnit, ...]
    changes: tuple[Change, ...]

    @property
    def late(self) -> tuple[str, ...]:
        """The units whose days are over."""
        return tuple(one.name for one in self.units if one.is_late)


def stations_of(assignment: Assignment) -> tuple[Station, ...]:
    """The rounds: done, now, ahead."""
    rounds = list(Round)
    now = rounds.index(Round(assignment.round))
    return tuple(
        Station(
            str(one.label),
            "done"
            if at < now or assignment.round == Round.ADOPTED
            else "now"
            if at == now
            else "ahead",
            day=_day(assignment) if at == now else "",
        )
        for at, one in enumerate(rounds)
    )


def _day(assignment: Assignment) -> str:
    day = assignment.due_on or assignment.adopted_on
    if day is None:
        return ""
    shown = date_format(day, "n月j日")
    return _("{day}前").format(day=shown) if assignment.due_on else shown


def overview_of(actor: Actor, *, assignment: Assignment, today: date) -> Overview:
    """Everything for insiders; for a unit its own, and of indicators what was adopted."""
    insider, own = is_insider(actor), actor.units_with(APPRAISED)
    found = Line.objects.filter(indicator__assignment=assignment)
    lines = list(found.select_related("indicator").order_by("indicator__order", "order"))
    is_late = assignment.due_on is not None and assignment.due_on < today
    units = _units(lines, is_late=is_late, own=own)
    changes = Change.objects.filter(line__indicator__assignment=assignment)
    if not insider:
        units = tuple(one for one in units if one.is_own)
        changes = changes.filter(line__unit__in=own)
    sees = insider or assignment.round == Round.ADOPTED
    told = changes.select_related("line__indicator")
    return Overview(_indicators(assignment, lines=lines) if sees else (), units, tuple(told))


def _indicators(assignment: Assignment, *, lines: list[Line]) -> tuple[OfIndicator, ...]:
    found = []
    for indicator, group in groupby(lines, key=lambda one: one.indicator):
        held = list(group)
        indicator.assignment = assignment
        found.append(
            OfIndicator(
                indicator,
                len(held),
                sum(bool(one.proposal) for one in held),
                sum(one.answer == Answer.COUNTERED for one in held),
                sum_of(indicator, lines=held),
            )
        )
    return tuple(found)


def _units(lines: list[Line], *, is_late: bool, own: frozenset[int]) -> tuple[OfUnit, ...]:
    ordered = sorted(lines, key=lambda one: (one.order, one.indicator.order))
    found = []
    for (_order, key, name), group in groupby(
        ordered, key=lambda one: (one.order, one.unit_id, one.name)
    ):
        answers = [one.answer for one in group]
        waiting = answers.count(Answer.WAITING)
        found.append(
            OfUnit(
                key, name, len(answers), waiting, answers.count(Answer.COUNTERED),
                answers.count(Answer.SILENT),
                is_late and waiting > 0,
                key in own,
                answers.count(Answer.NOT_ASKED) < len(answers),
            )
        )  # fmt: skip
    return tuple(found)
