"""The working days of a year, readable: each day with its reason and the paper that says so."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kaoji.apps.organisation.calendar import with_local_days
from kaoji.apps.organisation.models import LocalDay
from kaoji.apps.organisation.queries.found import found
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.workdays import Calendar, DayKind, Due, SpecialDay, due_after_workdays
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar: whether one works, why, by which paper; `mark` is one or two signs."""

    day: date
    is_working: bool
    mark: str = ""
    reason: str = ""
    paper: str = ""
    is_local: bool = False

    @property
    def kind(self) -> str:
        """How the page shows it."""
        return "work" if self.is_working else "rest"


@dataclass(frozen=True, slots=True)
class Month:
    """A month as weeks from Monday; days of other months are empty."""

    number: int
    weeks: tuple[tuple[Day | None, ...], ...]
    working_count: int


@dataclass(frozen=True, slots=True)
class Spell:
    """Neighbouring days of one order, as one line: what, from, to, by which paper."""

    first: date
    last: date
    day: Day

    @property
    def count(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Year:
    """A year of working days. Not `is_published`: its holidays are not known yet."""

    number: int
    months: tuple[Month, ...]
    spells: tuple[Spell, ...]
    working_count: int
    is_published: bool
    revision: str


@dataclass(frozen=True, slots=True)
class Proof:
    """When a limit ends and why: every day from the start, counted or not."""

    start: date
    count: int
    due_on: date
    is_provisional: bool
    days: tuple[tuple[Day, int | None], ...]
    revision: str


def local_days_of(actor: Actor) -> QuerySet[LocalDay]:
    """The local days, in order."""
    days: QuerySet[LocalDay] = LocalDay.objects.of(actor).order_by("day")
    return days


def local_day_of(actor: Actor, *, key: int) -> LocalDay:
    """A local day by its key."""
    local_day: LocalDay = found(LocalDay.objects.of(actor), key=key)
    return local_day


def year_of(actor: Actor, *, year: int) -> Year:
    """A whole year."""
    local = {one.day: one for one in LocalDay.objects.of(actor)}
    calendar = with_local_days(local.values())
    months = tuple(
        _month(calendar, year=year, number=number, local=local) for number in range(1, 13)
    )
    return Year(
        number=year,
        months=months,
        spells=_spells(months),
        working_count=sum(month.working_count for month in months),
        is_published=year in calendar.years,
        revision=calendar.revision,
    )


def month_of(actor: Actor, *, year: int, month: int) -> Month:
    """One month."""
    local = {one.day: one for one in LocalDay.objects.of(actor)}
    return _month(with_local_days(local.values()), year=year, number=month, local=local)


def _month(calendar: Calendar, *, year: int, number: int, local: dict[date, LocalDay]) -> Month:
    count = monthrange(year, number)[1]
    days = [_day(calendar, day=date(year, number, one), local=local) for one in range(1, count + 1)]
    before = date(year, number, 1).weekday()
    cells: list[Day | None] = [None] * before + [*days]
    cells += [None] * (-len(cells) % 7)
    weeks = tuple(tuple(cells[start : start + 7]) for start in range(0, len(cells), 7))
    return Month(number, weeks, sum(day.is_working for day in days))


def _day(calendar: Calendar, *, day: date, local: dict[date, LocalDay]) -> Day:
    is_working = calendar.is_working_day(day)
    special = calendar.special_on(day)
    if special is None:
        reason = "" if is_working else _("周末")
        return Day(day, is_working, mark="" if is_working else _("休"), reason=reason)
    return Day(
        day,
        is_working,
        mark=_mark(special, is_working=is_working),
        reason=_reason(special),
        paper=special.notice.number or "",
        is_local=day in local,
    )


def _mark(special: SpecialDay, *, is_working: bool) -> str:
    if special.kind is DayKind.WORK:
        return _("班")
    return special.name[:2] if special.name and not is_working else _("休")


def _reason(special: SpecialDay) -> str:
    if special.kind is DayKind.WORK:
        return _("{name}调休上班").format(name=special.name)
    return _("{name}放假").format(name=special.name)


def _spells(months: tuple[Month, ...]) -> tuple[Spell, ...]:
    """Days that an order names; neighbours under one order are one line."""
    spells: list[Spell] = []
    for month in months:
        for day in (one for week in month.weeks for one in week if one is not None):
            if not day.reason or day.reason == _("周末"):
                continue
            last = spells[-1] if spells else None
            if last and _continues(last, day=day):
                spells[-1] = Spell(last.first, day.day, last.day)
            else:
                spells.append(Spell(day.day, day.day, day))
    return tuple(spells)


def _continues(spell: Spell, *, day: Day) -> bool:
    same = (spell.day.reason, spell.day.paper, spell.day.is_working)
    return spell.last + timedelta(days=1) == day.day and same == (
        day.reason,
        day.paper,
        day.is_working,
    )


def due_in(actor: Actor, *, start: date, count: int) -> Proof:
    """The last day of a limit in working days (the day of the start is not counted), proven."""
    local = {one.day: one for one in LocalDay.objects.of(actor)}
    calendar = with_local_days(local.values())
    due = due_after_workdays(calendar, start=start, count=count)
    if isinstance(due, Problem):
        raise Refused(due.code, reason=due.message, remedy=due.remedy, field="count")
    return Proof(
        start=start,
        count=count,
        due_on=due.due_on,
        is_provisional=due.provisional,
        days=_counted(calendar, start=start, due=due, local=local),
        revision=calendar.revision,
    )


def _counted(
    calendar: Calendar, *, start: date, due: Due, local: dict[date, LocalDay]
) -> tuple[tuple[Day, int | None], ...]:
    days: list[tuple[Day, int | None]] = [(_day(calendar, day=start, local=local), 0)]
    length = (due.due_on - start).days
    number = 0
    for step in range(1, length + 1):
        day = _day(calendar, day=start + timedelta(days=step), local=local)
        number += day.is_working
        days.append((day, number if day.is_working else None))
    return tuple(days)
