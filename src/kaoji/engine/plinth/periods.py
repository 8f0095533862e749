"""Periods of appraisal: years, halves, quarters, months, days, spans and named parts.

Written as in the facts table: `2016 2016H1 2016Q2 2016-06 2016-06-30 2013..2015 2016年终`.
A named part (中期, 年终) belongs to its year and has no dates unless the scheme gives them.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import assert_never


class Grain(StrEnum):
    """How long a period is."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    MONTH = "month"
    DAY = "day"
    PART = "part"
    SPAN = "span"


MONTHS_IN = {Grain.YEAR: 12, Grain.HALF: 6, Grain.QUARTER: 3, Grain.MONTH: 1}
PER_YEAR = {grain: 12 // months for grain, months in MONTHS_IN.items()}


#: How many periods are remembered; tables may name any number of parts.
_MOST_KNOWN = 100_000
_KNOWN: dict[tuple[Grain, int, int, int, str, int], Period] = {}


@dataclass(frozen=True, slots=True)
class Period:
    """One period; `index` counts from 1 within the year, `part` names a named part.

    Periods are looked up all the time. So each is one object as long as it is remembered, and
    most look-ups end before the fields are compared.
    """

    grain: Grain
    year: int
    index: int = 1
    day: int = 0
    part: str = ""
    last_year: int = 0
    place: int = field(init=False, repr=False, compare=False)  # roughly in time

    def __post_init__(self) -> None:
        object.__setattr__(self, "place", (self.year * 400 + self.index) * 32 + self.day)

    def __new__(  # noqa: PYI034, PLR0917 - as the fields, which the record sets itself
        cls,
        grain: Grain,
        year: int,
        index: int = 1,
        day: int = 0,
        part: str = "",
        last_year: int = 0,
    ) -> Period:
        key = (grain, year, index, day, part, last_year)
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        return _KNOWN.get(key) or _KNOWN.setdefault(key, object.__new__(cls))

    def __reduce__(self) -> tuple[type[Period], tuple[Grain, int, int, int, str, int]]:
        """A copy, or what comes back from a file, is again one with its equals."""
        key = (self.grain, self.year, self.index, self.day, self.part, self.last_year)
        return Period, key

    def __hash__(self) -> int:
        """The same in every process, so that sets of periods keep their order."""
        return self.place

    def __str__(self) -> str:
        year = f"{self.year:04d}"
        match self.grain:
            case Grain.YEAR:
                return year
            case Grain.HALF:
                return f"{year}H{self.index}"
            case Grain.QUARTER:
                return f"{year}Q{self.index}"
            case Grain.MONTH:
                return f"{year}-{self.index:02d}"
            case Grain.DAY:
                return f"{year}-{self.index:02d}-{self.day:02d}"
            case Grain.PART:
                return year + self.part
            case Grain.SPAN:
                return f"{year}..{self.last_year:04d}"
            case never:
                assert_never(never)

    @property
    def first_day(self) -> date:
        """The first day; a named part counts as its whole year."""
        if self.grain is Grain.DAY:
            return date(self.year, self.index, self.day)
        months = MONTHS_IN.get(self.grain, 12)
        return date(self.year, (self.index - 1) * months + 1, 1)

    @property
    def last_day(self) -> date:
        """The last day; a named part counts as its whole year."""
        if self.grain is Grain.DAY:
            return self.first_day
        if self.grain is Grain.SPAN:
            return date(self.last_year, 12, 31)
        months = MONTHS_IN.get(self.grain, 12)
        month = self.index * months if self.grain in MONTHS_IN else 12
        return date(self.year, month, monthrange(self.year, month)[1])

    def covers(self, day: date) -> bool:
        """Tell whether the day lies in the period."""
        return self.first_day <= day <= self.last_day

    def contains(self, other: Period) -> bool:
        """Tell whether the other period lies wholly inside this one (a part in its year)."""
        if self.grain is Grain.PART or other.grain is Grain.PART:
            return self == other or (
                self.grain in (Grain.YEAR, Grain.SPAN)
                and self.first_day <= other.first_day <= self.last_day
            )
        return self.first_day <= other.first_day and other.last_day <= self.last_day

    def overlaps(self, other: Period) -> bool:
        """Tell whether the two may have a day in common (a named part counts as its year)."""
        return self.first_day <= other.last_day and other.first_day <= self.last_day

    def pieces(self, grain: Grain) -> tuple[Period, ...]:
        """Cut a year, half or quarter into its periods of a finer calendar grain."""
        return _pieces(self, grain)

    def shifted(self, steps: int) -> Period:
        """The period `steps` later (earlier when negative); a part moves by years."""
        if self.grain is Grain.DAY:
            day = self.first_day + timedelta(days=steps)
            return Period(Grain.DAY, day.year, day.month, day.day)
        if self.grain is Grain.SPAN:
            return Period(Grain.SPAN, self.year + steps, last_year=self.last_year + steps)
        per_year = PER_YEAR.get(self.grain, 1)
        position = self.year * per_year + (self.index - 1) + steps
        year, index = divmod(position, per_year)
        return Period(self.grain, year, index + 1, part=self.part)

    def years_back(self, years: int) -> Period:
        """The same period of an earlier year; of a 29 February the last day of that month."""
        per_year = 1 if self.grain is Grain.SPAN else PER_YEAR.get(self.grain, 1)
        if self.grain is Grain.DAY:
            last = monthrange(self.year - years, self.index)[1]
            return Period(Grain.DAY, self.year - years, self.index, min(self.day, last))
        return self.shifted(-years * per_year)

    @property
    def own_year(self) -> Period:
        """The calendar year that the period lies in."""
        return Period(Grain.YEAR, self.year)


@lru_cache(maxsize=4096)
def _pieces(whole: Period, grain: Grain) -> tuple[Period, ...]:
    """The same pieces are the same objects, so that looking them up is quick."""
    own, wanted = MONTHS_IN[whole.grain], MONTHS_IN[grain]
    count = own // wanted
    first = (whole.index - 1) * count + 1
    return tuple(Period(grain, whole.year, first + step) for step in range(count))


_SHAPES = (
    (Grain.SPAN, re.compile(r"(?P<year>\d{4})\.\.(?P<last>\d{4})")),
    (Grain.DAY, re.compile(r"(?P<year>\d{4})-(?P<index>\d{2})-(?P<day>\d{2})")),
    (Grain.MONTH, re.compile(r"(?P<year>\d{4})-(?P<index>\d{2})")),
    (Grain.MONTH, re.compile(r"(?P<year>\d{4})年(?P<index>\d{1,2})月份?")),
    (Grain.QUARTER, re.compile(r"(?P<year>\d{4})[Qq](?P<index>[1-4])")),
    (Grain.QUARTER, re.compile(r"(?P<year>\d{4})年?第?(?P<index>[一二三四1-4])季度")),
    (Grain.HALF, re.compile(r"(?P<year>\d{4})[Hh](?P<index>[12])")),
    (Grain.HALF, re.compile(r"(?P<year>\d{4})年?(?P<index>[上下])半年")),
    (Grain.YEAR, re.compile(r"(?P<year>\d{4})年?(?:度|全年)?")),
    (Grain.PART, re.compile(r"(?P<year>\d{4})(?P<part>[^\W\d_][\w·—-]*)")),
)
_INDEX_WORDS = {"一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2}


@lru_cache(maxsize=4096)
def parse_period(text: str) -> Period | None:
    """Read a period as written in the facts table; `None` when it is not one."""
    text = text.strip()
    for grain, shape in _SHAPES:
        found = shape.fullmatch(text)
        if found is not None:
            return _period(grain, found.groupdict())
    return None


def _period(grain: Grain, parts: dict[str, str]) -> Period | None:
    year = int(parts["year"])
    raw = parts.get("index", "1")
    index = _INDEX_WORDS.get(raw) or int(raw)
    day = int(parts.get("day", 0))
    last = int(parts.get("last", 0))
    if not 1000 <= year <= 9998 or (grain is Grain.SPAN and last < year):
        return None
    if index > PER_YEAR.get(grain, 12) or index < 1:
        return None
    if grain is Grain.DAY and not 1 <= day <= monthrange(year, index)[1]:
        return None
    part = parts.get("part", "")
    return Period(grain, year, index, day, part, last)


_PART_WORDS = {
    "上半年": (Grain.HALF, 1), "下半年": (Grain.HALF, 2),
    "一季度": (Grain.QUARTER, 1), "二季度": (Grain.QUARTER, 2),
    "三季度": (Grain.QUARTER, 3), "四季度": (Grain.QUARTER, 4),
    "H1": (Grain.HALF, 1), "H2": (Grain.HALF, 2),
    "Q1": (Grain.QUARTER, 1), "Q2": (Grain.QUARTER, 2),
    "Q3": (Grain.QUARTER, 3), "Q4": (Grain.QUARTER, 4),
    **{f"{month}月": (Grain.MONTH, month) for month in range(1, 13)},
}  # fmt: skip


@lru_cache(maxsize=4096)
def part_of(year: Period, name: str) -> Period:
    """The part of a year that a scheme names: a half, quarter or month, else a named part."""
    grain, index = _PART_WORDS.get(name, (Grain.PART, 1))
    return Period(grain, year.year, index, part=name if grain is Grain.PART else "")
