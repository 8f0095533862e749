"""Event lists: rows → works → list. Each row counts 件数 times; a list may still be open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, cast

from kaoji.engine.facts.book import Line
from kaoji.engine.feel.amounts import Amount, ordered_at
from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.plan.context import Spot
from kaoji.engine.plan.nodes import Fold, Node
from kaoji.engine.plinth.exact import ONE, ZERO, exact_text
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.values import Null, OneOf, Span, Value
from kaoji.engine.score import calc
from kaoji.engine.score.made import Made, undecided
from kaoji.engine.score.outcome import StepKind
from kaoji.engine.score.ways.single import taken

if TYPE_CHECKING:
    from kaoji.engine.score.plain import Run

#: With more rows of which it is not known whether they count, nothing is claimed of the list.
MOST_UNSURE = 10


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its work, the value of one, how many times, and whether it counts at all."""

    work: str
    one: Value
    count: Fraction = ONE
    counts: bool | OneOf = True


def fold(run: Run, *, node: Node, spot: Spot) -> Made:
    """The value of each row, gathered; an open list may still grow."""
    way = cast("Fold", node.way)
    lines = run.lines(node.path, subject=spot.subject, period=spot.period)
    made = Made(steps=run.notebook())
    read = (_row(run, line, way=way, spot=spot, made=made) for line in lines)
    rows = [row for row in read if row is not None]
    if way.per_work != "sum":
        rows = _per_work(rows, made=made)
    top = None if way.top is None else _top(run, way, spot=spot)
    value = _over_unsure(rows, way=way.gather, top=top)
    growing = run.growing(node.path, subject=spot.subject, period=spot.period)
    if growing is not None:
        more = _any_row(run, node=node, way=way, spot=spot)
        value = _grown(value, more=more, way=way.gather, is_empty=not rows, name=growing)
    made.note(StepKind.GATHER, label=node.path, value=value, text=way.gather)
    made.value = value
    if way.then is not None:
        taken(spot)
        names: Mapping[str, Value] = {"数值": value}
        there = Spot(run, spot.node, spot.subject, spot.period, notes=spot.notes, names=names)
        made.value = run.amount(way.then, spot=there)
        text = way.then.formula.text
        made.note(
            StepKind.FORMULA, label=node.path, value=made.value, figures=taken(spot), text=text
        )
    return made


# --- rows -----------------------------------------------------------------------------------------


def _row(run: Run, line: Line, *, way: Fold, spot: Spot, made: Made) -> Row | None:
    """One row, or nothing when it does not count."""
    here = Spot(
        run, spot.node, spot.subject, spot.period, record={**line.record, "件数": line.count},
        notes=spot.notes, available_only=spot.available_only,
    )  # fmt: skip
    counts: Value = True
    if way.counted_if is not None:
        counts = run.amount(way.counted_if, spot=here)
        if counts is False:
            figures = taken(here)
            made.note(
                StepKind.ROW, label=line.work, value=ZERO, figures=figures, text="not_counted",
                source=line.row,
            )  # fmt: skip
            return None
    one = counts if isinstance(counts, Null) else run.amount(way.per_row, spot=here)
    if isinstance(one, Null):
        run.fault(spot.subject, problem=_without_value(run, line, spot=spot))
    whole = one if line.count == ONE else calc.multiply(one, line.count)
    made.note(
        StepKind.ROW, label=line.work, value=whole,
        figures=(("每条", one), ("件数", line.count), *taken(here)), source=line.row,
    )  # fmt: skip
    return Row(line.work, one, line.count, counts if isinstance(counts, OneOf) else True)


def _without_value(run: Run, line: Line, *, spot: Spot) -> Problem:
    """The warning on the row that leaves its whole list without a value."""
    spec = run.plan.nodes[spot.node].spec
    fields = () if spec is None else spec.fields
    empty = [f"「{name}」" for name in fields if name not in line.record]
    why = f":没有填{'、'.join(empty)}" if empty else ""
    return Problem(
        "row-without-value",
        f"「{spot.node}」的这一条算不出值{why},整个清单因此无定义",
        f"补填{'、'.join(empty)}" if empty else "核对这一行,或在每条的算式里写明这种情形",
        "warning",
        place=line.row.place,
        path=spot.node,
        coordinate=f"{spot.subject}:{spot.node}@{spot.period}",
    )


def _per_work(rows: list[Row], *, made: Made) -> list[Row]:
    """最高计一次: of the rows of one 事项 only the highest counts; a row without one is its own."""
    works: dict[str, list[Row]] = {}
    for number, row in enumerate(rows):
        works.setdefault(row.work or f"#{number}", []).append(row)
    kept = []
    for work, own in works.items():
        counted = [row for row in own if row.count]
        if len(counted) < 2 or any(row.counts is not True for row in own):
            kept += [replace(row, count=ONE) if row.work else row for row in counted]
            continue
        best = calc.highest(row.one for row in counted)
        whole = calc.total(calc.multiply(row.one, row.count) for row in counted)
        figures = (("不再计", calc.subtract(whole, best)),)
        made.note(StepKind.WORK, label=work, value=best, figures=figures)
        kept.append(Row(work, best))
    return kept


# --- gathering ------------------------------------------------------------------------------------


def _over_unsure(rows: list[Row], *, way: str, top: int | None) -> Value:
    """The list in every case of the rows of which it is not known whether they count."""
    unsure = [row for row in rows if row.counts is not True]
    if not unsure:
        return _gathered(rows, way=way, top=top)
    cause = undecided(row.counts for row in unsure)
    if len(unsure) > MOST_UNSURE:
        return Span(None, None, tight=False, ways=calc.unsure(cause))
    found = []
    for answers in product((True, False), repeat=len(unsure)):
        out = {id(row) for row, counts in zip(unsure, answers, strict=True) if not counts}
        found.append(_gathered([row for row in rows if id(row) not in out], way=way, top=top))
    return calc.hull(found, cause=cause)


def _gathered(rows: Sequence[Row], *, way: str, top: int | None) -> Value:
    counted = [row for row in rows if row.count]
    ones = [row.one for row in counted]
    match way:
        case "highest":
            return calc.highest(ones) if ones else ZERO
        case "lowest":
            return calc.lowest(ones) if ones else ZERO
        case "count":
            return calc.total(row.count for row in counted)
        case "mean":
            return calc.divide(_sum(counted), calc.total(row.count for row in counted))
        case "top":
            return _best(counted, top=top or 0)
        case _:
            return _sum(counted)


def _sum(rows: Sequence[Row]) -> Value:
    return calc.total(
        row.one if row.count == ONE else calc.multiply(row.one, row.count) for row in rows
    )


def _top(run: Run, way: Fold, *, spot: Spot) -> int:
    """How many rows count when only the highest do."""
    value = None if way.top is None else run.amount(way.top, spot=spot)
    if isinstance(value, Fraction) and value.denominator == 1 and value >= 0:
        return int(value)
    text = exact_text(value) if isinstance(value, Fraction) else "还不知道"
    raise FeelFailure("bad-top", f"取最高几项应是非负整数,这里是 {text}", remedy="改正「汇总」")


def _best(rows: Sequence[Row], *, top: int) -> Value:
    """The sum of the highest ones, each as often as it counts."""
    amounts: list[Amount] = []
    for row in rows:
        if not isinstance(row.one, Fraction | Span):
            return _sum(rows) if isinstance(row.one, Null) else _nothing_known(rows)
        amounts += [row.one] * int(min(row.count, Fraction(top)))
    places = range(len(amounts))[::-1][:top]
    return calc.total(ordered_at(amounts, index=place) for place in places)


def _nothing_known(rows: Sequence[Row]) -> Value:
    return Span(None, None, tight=False, ways=calc.unsure(*(row.one for row in rows)))


# --- lists that may still grow --------------------------------------------------------------------


def _any_row(run: Run, *, node: Node, way: Fold, spot: Spot) -> Span:
    """What one more row could be worth: its figures may be anything in their ranges."""
    declared = {} if node.spec is None else {**node.spec.fields, "数值": node.spec.value}
    record = {
        name: run.unknown(node, field=name, subject=spot.subject, period=spot.period)
        for name in declared
    }
    for word in ("事项", "层级", "日期", "文号", "发文机关", "编号", "备注", "佐证"):
        record.setdefault(word, OneOf((), {word: 0}))
    record["件数"] = Span(ONE, None, tight=True, ways={"件数": 1})
    here = Spot(run, spot.node, spot.subject, spot.period, record=record)
    try:
        return calc.span_of(run.amount(way.per_row, spot=here))
    except FeelFailure:
        return Span(None, None, tight=False)


def _grown(value: Value, *, more: Span, way: str, is_empty: bool, name: str) -> Value:
    """What the list may come to; every further row may count any number of times."""
    if isinstance(value, Null) and not (way == "mean" and is_empty):
        return value
    if way == "count":
        return calc.add(value, Span(ZERO, None, tight=True, ways={name: 1}))
    is_gain = more.low is not None and more.low >= 0
    is_loss = more.high is not None and more.high <= 0
    if way in ("highest", "lowest", "mean"):
        row: Value = Span(more.low, more.high, tight=False, ways={name: 0})
        if way != "mean" and not is_empty:
            row = (calc.highest if way == "highest" else calc.lowest)((value, row))
        return calc.hull((row, value), cause=OneOf((True, False), {name: 0}, tight=False))
    growth = Span(
        ZERO if is_gain else None, ZERO if is_loss else None, tight=True,
        ways={name: -1 if is_loss else 1},
    )  # fmt: skip
    return calc.add(value, growth)
