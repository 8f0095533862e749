"""The periods that the rows of a table speak of, to choose one where the run names none."""

from __future__ import annotations

from datetime import date

from kaoji.engine.facts.expected import Expected
from kaoji.engine.facts.numbers import read_date
from kaoji.engine.facts.table import FactRow, FactTable
from kaoji.engine.plinth.periods import MONTHS_IN, Grain, Period, parse_period


def periods_in(table: FactTable, *, grain: Grain, scheme: str = "") -> tuple[Period, ...]:
    """The periods of a grain that rows name by 周期 or 日期, in order of time.

    Rows that belong to another scheme (`scheme` is ours) do not count.
    """
    found: set[Period] = set()
    for row in table.rows:
        period = period_named(row) if row.text("scheme") in ("", scheme) else None
        if period is not None:
            found.update(_of_grain(period, grain=grain))
    return tuple(sorted(found, key=lambda one: one.first_day))


def period_named(row: FactRow) -> Period | None:
    """The period that a row names by its 周期, else the day of its 日期."""
    if row.text("period"):
        return parse_period(row.text("period"))
    day = read_date(row.text("date")) if row.text("date") else None
    return parse_period(day.isoformat()) if isinstance(day, date) else None


def doubted_period(row: FactRow, *, expected: Expected | None) -> Period | None:
    """The time that a row surely speaks of, whatever else is wrong with it; `None`: any.

    A date says the year, for what is reported by it may serve all of that. It says nothing of a key
    that nobody knows, is timeless or goes by another date.
    """
    named, spec = period_named(row), None if expected is None else expected.spec
    if named is None or (spec is not None and spec.timeless):
        return None
    if row.text("period"):
        return named
    goes_by_it = expected is not None and (spec is None or not spec.date_field)
    return named.own_year if goes_by_it else None


def _of_grain(period: Period, *, grain: Grain) -> tuple[Period, ...]:
    year = period.own_year
    if period.grain is Grain.SPAN:
        return ()
    if period.grain is Grain.PART or grain not in MONTHS_IN or grain is Grain.YEAR:
        return (year,)
    return tuple(piece for piece in year.pieces(grain) if piece.contains(period))
