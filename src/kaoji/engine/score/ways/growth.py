"""Lists that may still grow: what any number of further rows may make of them.

A further row counts any number of times and may be of any work. Its worth lies between the two
ends of what one row may be worth; nothing else is known of it. So what is claimed must hold for
every number of rows: docs/algorithms/intervals.md tells why each bound does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.plan.context import Spot
from kaoji.engine.plan.nodes import Fold, Node
from kaoji.engine.plinth.exact import ONE, ZERO
from kaoji.engine.plinth.values import NO_WAYS, Null, OneOf, Span, Value, Ways, ways_of
from kaoji.engine.score import calc
from kaoji.engine.score.ways.rows import (
    Gathering,
    Row,
    counting,
    gathered,
    nulls_of,
    number_of,
)

if TYPE_CHECKING:
    from kaoji.engine.score.plain import Run


@dataclass(frozen=True, slots=True)
class Growth:
    """What a list still waits for (`name`), and what one further row may be worth."""

    name: str
    worth: Span
    nulls: tuple[Null, ...] = ()
    #: The facts outside the row that its worth, or whether it counts, hangs on.
    ways: Ways = field(default_factory=lambda: NO_WAYS)

    @property
    def is_gain(self) -> bool:
        """No further row takes anything away."""
        return self.worth.low is not None and self.worth.low >= 0

    @property
    def is_loss(self) -> bool:
        """No further row adds anything."""
        return self.worth.high is not None and self.worth.high <= 0

    @property
    def row(self) -> Span:
        """A further row, of which it is open whether it comes."""
        return Span(self.worth.low, self.worth.high, tight=False, ways=self._unsure)

    @property
    def cause(self) -> OneOf:
        """Whether further rows come decides."""
        return OneOf((True, False), self._unsure, tight=False)

    @property
    def _unsure(self) -> Ways:
        return {self.name: 0, **dict.fromkeys(self.ways, 0)}

    def sum_of_rows(self) -> Span:
        """What further rows come to together: nothing, or any sum of such rows."""
        low, high = ZERO if self.is_gain else None, ZERO if self.is_loss else None
        # Of rows that may go either way more rows are neither more points nor fewer.
        way = -1 if self.is_loss else int(self.is_gain)
        return Span(low, high, tight=self.worth.tight, ways={self.name: way, **self.ways})

    def number_of_rows(self) -> Span:
        """How often further rows may count."""
        ways = {self.name: 1, **dict.fromkeys(self.ways, 0)}
        return Span(ZERO, None, tight=self.worth.tight, ways=ways)


# --- one further row ------------------------------------------------------------------------------


def growth_of(run: Run, *, node: Node, way: Fold, spot: Spot, name: str) -> Growth:
    """What one more row could be worth: its figures may be anything in their ranges."""
    record = _any_record(run, node=node, spot=spot)
    here = Spot(run, spot.node, spot.subject, spot.period, record=record)
    try:
        counts: Value = True if way.counted_if is None else run.amount(way.counted_if, spot=here)
        one = run.amount(way.per_row, spot=here)
    except FeelFailure:
        return Growth(name, Span(None, None, tight=False))
    own = {fact for value in record.values() for fact in ways_of(value)}
    hangs_on = {**dict(calc.unsure(one)), **dict(ways_of(one)), **dict(calc.unsure(counts))}
    outside = {fact: pull for fact, pull in hangs_on.items() if fact not in own}
    worth = calc.span_of(one)
    # Under a condition a row of the very highest worth may be one that does not count.
    worth = replace(worth, tight=worth.tight and counts is True)
    return Growth(name, worth, nulls=(*nulls_of(one), *nulls_of(counts)), ways=outside)


def _any_record(run: Run, *, node: Node, spot: Spot) -> Mapping[str, Value]:
    declared = {} if node.spec is None else {**node.spec.fields, "数值": node.spec.value}
    record = {
        name: run.unknown(node, field=name, subject=spot.subject, period=spot.period)
        for name in declared
    }
    for word in ("事项", "层级", "日期", "文号", "发文机关", "编号", "备注", "佐证"):
        record.setdefault(word, OneOf((), {word: 0}))
    record["件数"] = Span(ONE, None, tight=True, ways={"件数": 1})
    return record


# --- all further rows -----------------------------------------------------------------------------


def grown(rows: Sequence[Row], *, how: Gathering, growth: Growth) -> Value:
    """What a list of rows that all count may come to."""
    value = gathered(rows, how=how)
    counted = counting(rows, how=how)
    if isinstance(value, Null) and counted:
        numbers: Value = value
    else:
        numbers = _grown(value, rows=counted, how=how, growth=growth)
    if how.way == "count" or not growth.nulls:
        return numbers
    return calc.hull((numbers, *growth.nulls), cause=growth.cause)


def _grown(value: Value, *, rows: list[Row], how: Gathering, growth: Growth) -> Value:
    match how.way:
        case "count":
            return calc.add(value, growth.number_of_rows())
        case "highest" | "lowest" | "mean":
            around = _one_of_all(rows, how=how, growth=growth)
        case "top":
            around = _best_of_all(rows, how=how, growth=growth)
        case _:
            return _sum_of_all(value, rows=rows, how=how, growth=growth)
    return calc.hull((value, around), cause=growth.cause)


def _one_of_all(rows: list[Row], *, how: Gathering, growth: Growth) -> Value:
    """The list where further rows come, and works of the list rise: it lies among them."""
    if not rows:
        return growth.row
    risen = gathered(_risen_works(rows, how=how, growth=growth), how=how)
    match how.way:
        case "highest":
            return calc.highest((risen, growth.row))
        case "lowest":
            return calc.lowest((risen, growth.row))
        case _:
            return calc.hull((risen, growth.row), cause=growth.cause)


def _best_of_all(rows: list[Row], *, how: Gathering, growth: Growth) -> Value:
    """The best places: those taken may go to better rows, further rows fill those that are free."""
    free = max(ZERO, how.top - number_of(rows))
    risen = [_risen(row, growth=growth) for row in rows]
    return calc.add(gathered(risen, how=how), calc.multiply(growth.row, free))


def _sum_of_all(value: Value, *, rows: list[Row], how: Gathering, growth: Growth) -> Value:
    """A further row of a work replaces a lower one: so even losses may make the sum rise."""
    if growth.is_loss and how.is_once_per_work:
        value = gathered(_risen_works(rows, how=how, growth=growth), how=how)
    return calc.add(value, growth.sum_of_rows())


def _risen_works(rows: list[Row], *, how: Gathering, growth: Growth) -> list[Row]:
    """The rows, those of a work with a further row of it in their place where that is higher."""
    if not how.is_once_per_work:
        return rows
    return [_risen(row, growth=growth) if row.work else row for row in rows]


def _risen(row: Row, *, growth: Growth) -> Row:
    risen = calc.highest((row.one, growth.row))
    return replace(row, one=calc.hull((row.one, risen), cause=growth.cause))
