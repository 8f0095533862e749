"""Event lists: rows → works → list. Each row counts 件数 times; a list may still be open."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import product
from math import prod
from typing import TYPE_CHECKING, cast

from kaoji.engine.facts.book import Line
from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.plan.context import Spot
from kaoji.engine.plan.nodes import Fold, Node
from kaoji.engine.plinth.exact import ONE, ZERO, exact_text
from kaoji.engine.plinth.names import spoken_field, spoken_path
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import UNDEFINED, Null, OneOf, Span, Value
from kaoji.engine.score import calc
from kaoji.engine.score.made import Made, undecided
from kaoji.engine.score.outcome import StepKind
from kaoji.engine.score.ways.growth import Growth, grown, growth_of
from kaoji.engine.score.ways.rows import (
    Gathering,
    Row,
    as_if,
    by_work,
    gathered,
    merged,
    nulls_of,
)
from kaoji.engine.score.ways.single import taken

if TYPE_CHECKING:
    from kaoji.engine.score.plain import Run

#: With more answers to whether its rows count than of ten open rows, nothing is claimed of a list.
MOST_ANSWERS = 1024

#: Where nothing is known of a condition: it holds, does not hold or has no definition.
ANY_ANSWER = (True, False, UNDEFINED)


def fold(run: Run, *, node: Node, spot: Spot) -> Made:
    """The value of each row, gathered; an open list may still grow."""
    way = cast("Fold", node.way)
    lines = run.lines(node.path, subject=spot.subject, period=spot.period)
    made = Made(steps=run.notebook())
    read = (_row(run, line, way=way, spot=spot, made=made) for line in lines)
    rows = [row for row in read if row is not None]
    how = _how(run, way, spot=spot)
    if how.is_once_per_work:
        _tell_works(rows, made=made)
    name = run.growing(node.path, subject=spot.subject, period=spot.period)
    growth = None if name is None else growth_of(run, node=node, way=way, spot=spot, name=name)
    value = _over_unsure(rows, how=how, growth=growth)
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
        notes=spot.notes, available_only=spot.available_only, may_join=spot.may_join,
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
    empty = tuple(name for name in fields if name not in line.record)
    message, remedy = _said_of_row(spoken_path(spot.node), empty=empty)
    return Problem(
        "row-without-value",
        message,
        remedy,
        "warning",
        place=line.row.place,
        path=spot.node,
        coordinate=f"{spot.subject}:{spot.node}@{spot.period}",
    )


def _said_of_row(node: str, *, empty: tuple[str, ...]) -> tuple[str, str]:
    """The message and the remedy of a row that has no value."""
    if not empty:
        message = speak("「{node}」的这一条算不出值，整个清单因此无定义", node=node)
        return message, speak("核对这一行，或在每条的算式里写明这种情形")
    fields = speak("、").join(speak("「{name}」", name=spoken_field(one)) for one in empty)
    message = speak(
        "「{node}」的这一条算不出值：没有填{fields}，整个清单因此无定义", node=node, fields=fields
    )
    return message, speak("补填{fields}", fields=fields)


def _tell_works(rows: list[Row], *, made: Made) -> None:
    """What 最高计一次 waives of each work; nothing where it is open which of its rows count."""
    for own in by_work(row for row in rows if row.count):
        if len(own) < 2 or any(row.counts is not True for row in own):
            continue
        best = merged(own).one
        whole = calc.total(calc.multiply(row.one, row.count) for row in own)
        figures = (("不再计", calc.subtract(whole, best)),)
        made.note(StepKind.WORK, label=own[0].work, value=best, figures=figures)


# --- gathering ------------------------------------------------------------------------------------


def _over_unsure(rows: list[Row], *, how: Gathering, growth: Growth | None) -> Value:
    """The list in every case of the rows of which it is not known whether they count."""
    unsure = [row for row in rows if row.counts is not True]
    if not unsure:
        return _come_to(rows, how=how, growth=growth)
    answers = [calc.options_of(row.counts) or ANY_ANSWER for row in unsure]
    cause = undecided(row.counts for row in unsure)
    if prod(map(len, answers)) > MOST_ANSWERS:
        return _nothing_known(rows, how=how, growth=growth)
    found = []
    for given in product(*answers):
        answer = iter(given)
        case = [row if row.counts is True else as_if(row, answer=next(answer)) for row in rows]
        counted = [row for row in case if row is not None]
        found.append(_come_to(counted, how=how, growth=growth))
    return calc.hull(found, cause=cause)


def _come_to(rows: list[Row], *, how: Gathering, growth: Growth | None) -> Value:
    """The list when it is known which of its rows count; further ones may come."""
    return gathered(rows, how=how) if growth is None else grown(rows, how=how, growth=growth)


def _nothing_known(rows: list[Row], *, how: Gathering, growth: Growth | None) -> Value:
    """Any number; and 无定义 where the list may come to that."""
    values = [value for row in rows for value in (row.one, row.counts)]
    cause = undecided((*values, *(() if growth is None else (growth.row,))))
    number = Span(None, None, tight=False, ways=calc.unsure(cause))
    nulls = [null for value in values for null in nulls_of(value)]
    nulls += () if growth is None else growth.nulls
    if how.way == "mean":
        nulls.append(UNDEFINED)
    return calc.hull((number, *nulls), cause=cause) if nulls and how.way != "count" else number


def _how(run: Run, way: Fold, *, spot: Spot) -> Gathering:
    top = 0 if way.top is None else _top(run, way, spot=spot)
    return Gathering(way.gather, top=top, is_once_per_work=way.per_work != "sum")


def _top(run: Run, way: Fold, *, spot: Spot) -> int:
    """How many rows count when only the highest do."""
    value = None if way.top is None else run.amount(way.top, spot=spot)
    if isinstance(value, Fraction) and value.denominator == 1 and value >= 0:
        return int(value)
    text = exact_text(value) if isinstance(value, Fraction) else speak("还不知道")
    message = speak("取最高几项应是非负整数，这里是 {text}", text=text)
    raise FeelFailure("bad-top", message, remedy=speak("改正「汇总」"))
