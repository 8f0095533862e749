"""The rows of an event list: one work merged into one row, all of them gathered into one value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from kaoji.engine.feel.amounts import Amount, ordered_at
from kaoji.engine.plinth.exact import ONE, ZERO
from kaoji.engine.plinth.values import UNDEFINED, Null, OneOf, Span, Value
from kaoji.engine.score import calc
from kaoji.engine.score.made import undecided


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its work, the value of one, how many times, and whether it counts at all."""

    work: str
    one: Value
    count: Fraction = ONE
    counts: bool | OneOf = True


@dataclass(frozen=True, slots=True)
class Gathering:
    """How the rows of a list become its value."""

    way: str
    top: int = 0
    #: 最高计一次: of the rows of one 事项 only the highest counts.
    is_once_per_work: bool = False


# --- works ----------------------------------------------------------------------------------------


def by_work(rows: Iterable[Row]) -> list[list[Row]]:
    """The rows of each 事项 together; a row without one is its own."""
    works: dict[str | int, list[Row]] = {}
    for number, row in enumerate(rows):
        works.setdefault(row.work or number, []).append(row)
    return list(works.values())


def merged(rows: Sequence[Row]) -> Row:
    """The rows of one 事项, all of which count, as one: the highest of them, once."""
    if not rows[0].work:
        return rows[0]
    return Row(rows[0].work, rows[0].one if len(rows) == 1 else calc.highest(_ones(rows)))


# --- gathering ------------------------------------------------------------------------------------


def gathered(rows: Iterable[Row], *, how: Gathering) -> Value:
    """The value of rows that all count; of no row 0, but a mean of none is 无定义."""
    counted = counting(rows, how=how)
    match how.way:
        case "highest":
            return calc.highest(_ones(counted)) if counted else ZERO
        case "lowest":
            return calc.lowest(_ones(counted)) if counted else ZERO
        case "count":
            return number_of(counted)
        case "mean":
            return calc.divide(_sum(counted), number_of(counted))
        case "top":
            return _best(counted, top=how.top)
        case _:
            return _sum(counted)


def counting(rows: Iterable[Row], *, how: Gathering) -> list[Row]:
    """The rows as they enter the list: those of 件数 0 are none, those of a work are one."""
    counted = [row for row in rows if row.count]
    return [merged(own) for own in by_work(counted)] if how.is_once_per_work else counted


def number_of(rows: Iterable[Row]) -> Fraction:
    """How many rows there are, each as often as it counts."""
    return sum((row.count for row in rows), start=ZERO)


def _ones(rows: Iterable[Row]) -> list[Value]:
    return [row.one for row in rows]


def _sum(rows: Iterable[Row]) -> Value:
    return calc.total(
        row.one if row.count == ONE else calc.multiply(row.one, row.count) for row in rows
    )


def _best(rows: Sequence[Row], *, top: int) -> Value:
    """The sum of the highest ones, each as often as it counts."""
    if any(isinstance(row.one, Null) for row in rows):
        return _sum(rows)
    amounts: list[Amount] = []
    for row in rows:
        number = row.one if isinstance(row.one, Span | Fraction) else calc.span_of(row.one)
        amounts += [number] * int(min(row.count, Fraction(top)))
    places = range(len(amounts))[::-1][:top]
    best = calc.total(ordered_at(amounts, index=place) for place in places)
    nulls = [null for row in rows for null in nulls_of(row.one)]
    return calc.hull((best, *nulls), cause=undecided(_ones(rows))) if nulls else best


# --- what may have no value -----------------------------------------------------------------------


def nulls_of(value: Value) -> tuple[Null, ...]:
    """The nulls that a value may be; what may be anything may have no definition."""
    options = calc.options_of(value) or (UNDEFINED,)
    return tuple(one for one in options if isinstance(one, Null))


def as_if(row: Row, *, answer: Value) -> Row | None:
    """The row when it is known whether it counts; without an answer it has no value either."""
    if answer is False:
        return None
    return replace(row, one=answer if isinstance(answer, Null) else row.one, counts=True)
