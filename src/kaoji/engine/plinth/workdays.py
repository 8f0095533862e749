"""Working days and deadlines: a calendar of rest and work days, and what falls due when.

Pure: a calendar is handed in as a record, nothing is read from a file or a clock. Counting is by
arithmetic on day numbers (`docs/algorithms/deadlines.md`), never by walking over days.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from operator import attrgetter

from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak

#: Days that can be computed with: the years of `periods.parse_period`.
FIRST_DAY = date(1000, 1, 1)
LAST_DAY = date(9998, 12, 31)
_ORDINALS = range(FIRST_DAY.toordinal(), LAST_DAY.toordinal() + 1)

#: Longest limit that is read as one: a century. Beyond it a figure is a slip of the keyboard.
LONGEST_DAYS = 36525
LONGEST_MONTHS = 1200


class DayKind(StrEnum):
    """What an order makes of a day."""

    REST = "rest"
    WORK = "work"


@dataclass(frozen=True, slots=True)
class Notice:
    """The order that changed a day, as far as it is known: its number, day and address."""

    number: str | None = None
    published_on: date | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """One day of a holiday order: rest, or a weekend day worked in exchange."""

    day: date
    kind: DayKind
    name: str = ""
    notice: Notice = Notice()


@dataclass(frozen=True, slots=True)
class Calendar:
    """The weekday rule (Monday to Friday work) with the days that orders changed.

    `years` are those whose holidays are known; in every other year the weekday rule stands in
    and what is counted there is provisional. Of two entries for one day the later one holds.
    """

    name: str
    specials: tuple[SpecialDay, ...] = ()
    years: frozenset[int] = frozenset()
    title: str = ""
    revision: str = ""
    source: str = ""
    _closed: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _opened: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        latest = {special.day: special for special in self.specials}
        ordered = tuple(latest[day] for day in sorted(latest))
        closed = _exceptions(ordered, kind=DayKind.REST, on_weekend=False)
        opened = _exceptions(ordered, kind=DayKind.WORK, on_weekend=True)
        object.__setattr__(self, "specials", ordered)
        object.__setattr__(self, "_closed", closed)
        object.__setattr__(self, "_opened", opened)

    def special_on(self, day: date) -> SpecialDay | None:
        """The entry for a day that an order names, rest or work."""
        place = bisect_left(self.specials, day, key=attrgetter("day"))
        if place < len(self.specials) and self.specials[place].day == day:
            return self.specials[place]
        return None

    def is_working_day(self, day: date) -> bool:
        ordinal = day.toordinal()
        return self.working_days_through(ordinal) > self.working_days_through(ordinal - 1)

    def working_days_through(self, ordinal: int) -> int:
        """Working days up to and with a day number (`date.toordinal`)."""
        # Day number 1 is a Monday, so whole weeks hold five working days each.
        weeks, rest = divmod(ordinal, 7)
        lost = bisect_right(self._closed, ordinal)
        gained = bisect_right(self._opened, ordinal)
        return 5 * weeks + min(rest, 5) - lost + gained

    def working_days_between(self, after: date, *, last: date) -> int:
        """Working days later than `after`, up to and with `last`; negative when reversed."""
        through = self.working_days_through
        return through(last.toordinal()) - through(after.toordinal())

    def working_day_from(self, start: date, *, steps: int) -> date | None:
        """The working day `steps` after the start (before it when negative); `None` off range.

        No step at all gives the start itself, or the next working day when the start rests.
        """
        ordinal = start.toordinal()
        if steps > 0:
            wanted = self.working_days_through(ordinal) + steps
        else:
            wanted = self.working_days_through(ordinal - 1) + steps + 1
        place = bisect_left(_ORDINALS, wanted, key=self.working_days_through)
        if place == len(_ORDINALS) or self.working_days_through(_ORDINALS[0] - 1) >= wanted:
            return None
        return date.fromordinal(_ORDINALS[place])

    def is_published(self, first: date, *, last: date) -> bool:
        """Tell whether the holidays of every year from the first to the last day are known."""
        return all(year in self.years for year in range(first.year, last.year + 1))


def _exceptions(days: Iterable[SpecialDay], *, kind: DayKind, on_weekend: bool) -> tuple[int, ...]:
    return tuple(
        special.day.toordinal()
        for special in days
        if special.kind is kind and (special.day.weekday() >= 5) is on_weekend
    )


#: Monday to Friday, no year known: what is left when no calendar can be read.
WEEKDAYS_ONLY = Calendar(name="weekdays")


def calendar_of(
    name: str,
    *,
    holidays: Iterable[date] = (),
    swapped_workdays: Iterable[date] = (),
    years: Iterable[int] = (),
) -> Calendar:
    """A calendar from plain lists of days."""
    rests = tuple(SpecialDay(day, DayKind.REST) for day in holidays)
    works = tuple(SpecialDay(day, DayKind.WORK) for day in swapped_workdays)
    return Calendar(name=name, specials=rests + works, years=frozenset(years))


def overlaid(base: Calendar, *, local: Calendar) -> Calendar:
    """The base with a local calendar laid over it: where both name a day, the local one holds."""
    return Calendar(
        name=local.name,
        specials=base.specials + local.specials,
        years=base.years | local.years,
        title=local.title or base.title,
        revision="+".join(part for part in (base.revision, local.revision) if part),
        source=";".join(part for part in (base.source, local.source) if part),
    )


class Counted(StrEnum):
    """In what a limit is counted; a named calendar date (`DATE`) is not counted at all."""

    WORKDAYS = "workdays"
    DAYS = "days"
    MONTHS = "months"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Due:
    """The last day that is on time. Provisional: it hangs on a year not yet published."""

    due_on: date
    counted: Counted
    provisional: bool = False
    moved_from: date | None = None


@dataclass(frozen=True, slots=True)
class Lateness:
    """How late something came, in the limit's own days.

    Late by no working day is possible: what was due on Friday came on Saturday.
    """

    days: int
    is_late: bool
    provisional: bool = False


def due_after_workdays(calendar: Calendar, *, start: date, count: int) -> Due | Problem:
    """N个工作日内: the day of the start is not counted."""
    fault = _fault_of(count, longest=LONGEST_DAYS, start=start)
    if fault is not None:
        return fault
    due_on = calendar.working_day_from(start, steps=count)
    if due_on is None:
        return _out_of_range()
    first = min(start + timedelta(days=1), due_on)
    return Due(due_on, Counted.WORKDAYS, not calendar.is_published(first, last=due_on))


def due_after_days(
    calendar: Calendar, *, start: date, count: int, moves: bool = True
) -> Due | Problem:
    """N日内: natural days without the start; an end on a rest day moves to the next workday."""
    fault = _fault_of(count, longest=LONGEST_DAYS, start=start)
    if fault is not None:
        return fault
    if (LAST_DAY - start).days < count:
        return _out_of_range()
    end = start + timedelta(days=count)
    return _settled(calendar, end=end, counted=Counted.DAYS, moves=moves)


def due_after_months(
    calendar: Calendar, *, start: date, count: int, moves: bool = True
) -> Due | Problem:
    """N个月内: the same day of the month (the month's last where it lacks it), then as days."""
    fault = _fault_of(count, longest=LONGEST_MONTHS, start=start)
    if fault is not None:
        return fault
    end = months_later(start, months=count)
    if end is None:
        return _out_of_range()
    return _settled(calendar, end=end, counted=Counted.MONTHS, moves=moves)


def due_on_date(day: date) -> Due:
    """N月N日前: a named date is itself the last day on time and never moves."""
    return Due(day, Counted.DATE)


def duration_end(
    calendar: Calendar, *, start: date, count: int, counted: Counted = Counted.DAYS
) -> Due | Problem:
    """集中N天: the last day of a stretch whose first day counts; its end never moves."""
    longest = LONGEST_MONTHS if counted is Counted.MONTHS else LONGEST_DAYS
    fault = _fault_of(count, longest=longest, start=start)
    if fault is not None:
        return fault
    if count == 0:
        return Problem(
            "duration-empty", speak("持续时间至少为一天，不能是 0"), speak("写大于 0 的整数")
        )
    end = _stretch_end(calendar, start=start, count=count, counted=counted)
    if end is None:
        return _out_of_range()
    is_provisional = counted is Counted.WORKDAYS and not calendar.is_published(start, last=end)
    return Due(end, counted, is_provisional)


def _stretch_end(calendar: Calendar, *, start: date, count: int, counted: Counted) -> date | None:
    if counted is Counted.WORKDAYS:
        return calendar.working_day_from(start - timedelta(days=1), steps=count)
    if counted is Counted.MONTHS:
        end = months_later(start, months=count)
        # Without a same day in the last month, the month's end already closes the stretch.
        return end if end is None or end.day != start.day else end - timedelta(days=1)
    return start + timedelta(days=count - 1) if (LAST_DAY - start).days >= count - 1 else None


def months_later(start: date, *, months: int) -> date | None:
    """The same day some months later, at most the month's last day; `None` off range."""
    year, index = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        return None
    return date(year, index + 1, min(start.day, monthrange(year, index + 1)[1]))


def lateness(due: Due, *, submitted: date, calendar: Calendar) -> Lateness:
    """Late days: working days for a limit in working days, calendar days for all others."""
    if submitted <= due.due_on:
        return Lateness(0, is_late=False)
    if due.counted is not Counted.WORKDAYS:
        return Lateness((submitted - due.due_on).days, is_late=True)
    days = calendar.working_days_between(due.due_on, last=submitted)
    first = due.due_on + timedelta(days=1)
    return Lateness(
        days, is_late=True, provisional=not calendar.is_published(first, last=submitted)
    )


class Third(StrEnum):
    """上旬 1–10, 中旬 11–20, 下旬 21 to the month's end."""

    FIRST = "上旬"
    MIDDLE = "中旬"
    LAST = "下旬"


@dataclass(frozen=True, slots=True)
class MonthThird:
    """One third of a month; what is owed 某旬前 is due on its last day."""

    first_day: date
    last_day: date

    @property
    def remind_on(self) -> date:
        """The day before the third begins."""
        return self.first_day - timedelta(days=1)


def month_third(third: Third, *, year: int, month: int) -> MonthThird:
    begin = {Third.FIRST: 1, Third.MIDDLE: 11, Third.LAST: 21}[third]
    end = monthrange(year, month)[1] if third is Third.LAST else begin + 9
    return MonthThird(date(year, month, begin), date(year, month, end))


def _settled(calendar: Calendar, *, end: date, counted: Counted, moves: bool) -> Due | Problem:
    if not moves:
        return Due(end, counted)
    due_on = calendar.working_day_from(end, steps=0)
    if due_on is None:
        return _out_of_range()
    is_provisional = not calendar.is_published(end, last=due_on)
    return Due(due_on, counted, is_provisional, moved_from=end if due_on != end else None)


def _fault_of(count: int, *, longest: int, start: date) -> Problem | None:
    if count < 0:
        return Problem(
            "count-negative",
            speak("时限不能是负数：{count}", count=count),
            speak("写 0 或大于 0 的整数"),
        )
    if count > longest:
        return Problem(
            "count-too-large",
            speak("时限 {count} 超过一百年，多半是笔误", count=count),
            speak("写不大于 {longest} 的整数；期限另有写明的日期时直接给出日期", longest=longest),
        )
    return None if FIRST_DAY <= start <= LAST_DAY else _out_of_range()


def _out_of_range() -> Problem:
    return Problem(
        "date-out-of-range",
        speak(
            "起算日或到期日超出可以推算的年份（{first}—{last}）",
            first=FIRST_DAY.year,
            last=LAST_DAY.year,
        ),
        speak("核对日期和时限"),
    )
