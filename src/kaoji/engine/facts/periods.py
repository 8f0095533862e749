"""Which period a row belongs to: its 周期, else the period of its 日期, else the run's own.

A year's fact never serves a quarter, nor the reverse, unless the key says 沿用 or 汇总.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from kaoji.engine.facts.cells import shown
from kaoji.engine.facts.expected import Expected
from kaoji.engine.facts.table import FactRow
from kaoji.engine.facts.told import listed, path_told
from kaoji.engine.plinth.periods import Grain, Period, parse_period
from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.model import Carry, RowKind

#: The first and last day (month-day) of each named part that has dates.
PartDates: TypeAlias = Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class PeriodFault:
    """Why a row has no period."""

    code: str
    message: str
    remedy: str

    def problem(self, place: Place) -> Problem:
        """The fault as a problem at the row's period cell."""
        return Problem(self.code, self.message, self.remedy, place=place)


def period_of_row(
    row: FactRow,
    *,
    day: date | None,
    expected: Expected,
    run: Period,
    part_dates: PartDates,
) -> Period | PeriodFault | None:
    """The row's period; `None` for a timeless key."""
    text = row.text("period")
    if text:
        return _written(text, expected=expected, run=run, part_dates=part_dates)
    spec = expected.spec
    if spec is not None and spec.timeless:
        return None
    if spec is not None and spec.row_kind is RowKind.EVENT and day is not None:
        return _of_event(day, expected=expected, run=run, part_dates=part_dates)
    if day is not None:
        return dated_period(day, expected=expected, part_dates=part_dates)
    return _unsaid(expected, run=run)


def _written(
    text: str, *, expected: Expected, run: Period, part_dates: PartDates
) -> Period | PeriodFault | None:
    period = parse_period(text)
    if period is None:
        return PeriodFault(
            "bad-period",
            speak("「{text}」不是周期", text=shown(text)),
            speak("写成 2016、2016H1、2016Q2、2016-06 或 2016年终"),
        )
    if _is_beyond(period, text=text, expected=expected):
        return PeriodFault(
            "bad-period",
            speak("没有「{text}」这个周期", text=shown(text)),
            speak("一年有四个季度（Q1 至 Q4）、两个半年（H1、H2）；写成其中一个"),
        )
    spec = expected.spec
    if spec is not None and spec.timeless:
        return None
    if spec is not None and spec.row_kind is RowKind.EVENT:
        serves = _counts_somewhere(period, expected=expected, run=run, part_dates=part_dates)
    else:
        serves = _serves(period, expected=expected)
    return period if serves else _wrong_grain(period, expected)


#: Written like a quarter or a half of a year, but none that a year has.
_LIKE_A_PIECE = re.compile(r"\d{4}(?:[QqHh]\d+|年?第?[\d一二三四五六七八九十]+季度?|年?.半年)")


def _is_beyond(period: Period, *, text: str, expected: Expected) -> bool:
    """A quarter or half that does not exist reads like a named part; unless one is called so."""
    if period.grain is not Grain.PART or period.part in {each.part for each in expected.asked}:
        return False
    return _LIKE_A_PIECE.fullmatch(text.strip()) is not None


def _counts_somewhere(
    period: Period, *, expected: Expected, run: Period, part_dates: PartDates
) -> bool:
    """A row of a list lies wholly in one of the periods asked for, or in another year."""
    if not expected.asked or not (run.contains(period) or period.contains(run)):
        return True
    return any(
        each.contains(period) or lies_in_part(period, part=each, part_dates=part_dates)
        for each in expected.asked
    )


def lies_in_part(period: Period, *, part: Period, part_dates: PartDates) -> bool:
    """Whether a calendar period lies between the dates of a named part."""
    ends = part_dates.get(part.part)
    if ends is None or part.grain is not Grain.PART or period.grain is Grain.PART:
        return False
    return day_in_part(period.first_day, part=part, ends=ends) and day_in_part(
        period.last_day, part=part, ends=ends
    )


def day_in_part(day: date, *, part: Period, ends: tuple[str, str]) -> bool:
    """Whether a day lies between the dates of a named part of its year."""
    return day.year == part.year and ends[0] <= f"{day:%m-%d}" <= ends[1]


def _serves(period: Period, *, expected: Expected) -> bool:
    """The period is one that is asked for, or one of the same kind in another year."""
    asked = expected.asked
    if not asked or period in asked:
        return True
    alike = {(each.grain, each.part) for each in asked}
    if (period.grain, period.part) in alike:
        return True
    carry = expected.spec.carry if expected.spec is not None else Carry.NONE
    # The periods asked for, as they are in the year of the row.
    then = [each.years_back(each.year - period.year) for each in asked]
    if carry is Carry.CARRY:
        return any(period.contains(each) for each in then)
    if carry is Carry.GATHER:
        return period.grain is not Grain.DAY and any(each.contains(period) for each in then)
    return False


def _wrong_grain(period: Period, expected: Expected) -> PeriodFault:
    return PeriodFault(
        "wrong-grain",
        speak(
            "「{path}」按 {asked} 填报，这一行写的是 {period}",
            path=path_told(expected.path),
            asked=_listed(expected.asked),
            period=period,
        ),
        speak("改写周期；确要沿用或汇总，请在方案里写明「沿用」或「汇总期」"),
    )


def _listed(periods: Iterable[Period]) -> str:
    names = sorted(str(period) for period in periods)
    first = listed(names[:12])
    if len(names) <= 12:
        return first
    return speak("{first} 等 {count} 个周期", first=first, count=len(names))


def _of_event(
    day: date, *, expected: Expected, run: Period, part_dates: PartDates
) -> PeriodFault | None:
    """A dated event finds its period by its date when it is read; there has to be one."""
    if not expected.asked or not run.covers(day):
        return None
    period = dated_period(day, expected=expected, part_dates=part_dates)
    return period if isinstance(period, PeriodFault) else None


def dated_period(day: date, *, expected: Expected, part_dates: PartDates) -> Period | PeriodFault:
    """The period asked for in which a day lies, or one like it in another year."""
    for period in expected.asked:
        if period.grain is Grain.PART:
            ends = part_dates.get(period.part)
            if ends is not None and day_in_part(day, part=period, ends=ends):
                return period
        elif period.covers(day):
            return period
    grains = {period.grain for period in expected.asked} - {Grain.PART, Grain.SPAN}
    if len(grains) == 1:
        return _around(day, grain=grains.pop())
    return PeriodFault(
        "period-required",
        speak("日期 {day} 说不清属于哪个周期（{asked}）", day=day, asked=_listed(expected.asked)),
        speak("在「周期」列写明"),
    )


def _around(day: date, *, grain: Grain) -> Period:
    """The period of a grain that a day of another year lies in."""
    if grain is Grain.DAY:
        return Period(grain, day.year, day.month, day.day)
    year = Period(Grain.YEAR, day.year)
    if grain is Grain.YEAR:
        return year
    return next(piece for piece in year.pieces(grain) if piece.covers(day))


def _unsaid(expected: Expected, *, run: Period) -> Period | PeriodFault | None:
    if not expected.asked or run in expected.asked:
        return run
    return PeriodFault(
        "period-required",
        speak(
            "「{path}」按 {asked} 填报，这一行没有写周期",
            path=path_told(expected.path),
            asked=_listed(expected.asked),
        ),
        speak("在「周期」列写明"),
    )
