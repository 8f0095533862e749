"""Panels: the marks of each class of raters, and how their means weigh.

Marks stand in the sheet of data by how often each was given: nobody is told who gave it.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TypeAlias, cast

from kaoji.engine.explain.formulas.ledger import Entry
from kaoji.engine.explain.formulas.lines import Line
from kaoji.engine.explain.formulas.spot import Standing, fraction_of, whole_number
from kaoji.engine.explain.formulas.terms import (
    NoFormulaError,
    Several,
    Term,
    added,
    literal,
    minus,
    over,
    times,
)
from kaoji.engine.explain.formulas.ways.asked import MOST_ROWS, Asked
from kaoji.engine.facts.book import Ballot
from kaoji.engine.plan.nodes import Poll, PollClass
from kaoji.engine.plinth.exact import HUNDRED, ONE, ZERO
from kaoji.engine.plinth.names import spoken_coordinate
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import Value
from kaoji.engine.score.outcome import StepKind

#: Points, and how many ballots gave them.
Mark: TypeAlias = tuple[Fraction, Fraction]


def polled(asked: Asked) -> Term:
    """Weighted classes of raters on a scale of their own."""
    at, way = asked.at, cast("Poll", asked.at.node.way)
    ballots = at.run.book.ballots_of(at.node.path, subject=at.subject, period=at.period)
    if len(ballots) > MOST_ROWS:
        raise NoFormulaError
    lines = [_class(asked, one=one, ballots=ballots) for one in way.classes]
    whole = added([times(line.figure, right=line.share_cell) for line in lines])
    share = Several(tuple(line.share_cell for line in lines)).sum()
    if share.number != ONE:
        whole = over(whole, right=share)
    best = HUNDRED if way.scale_full is None else at.value(way.scale_full.formula.expression)
    return over(times(whole, right=at.full()), right=literal(fraction_of(best)))


def _class(asked: Asked, *, one: PollClass, ballots: Sequence[Ballot]) -> Line:
    """The line of one class: its mean mark, and beside it its weight."""
    at = asked.at
    line = asked.below(one.name)
    weight = at.run.amount(one.weight, spot=asked.walk.spot(at))
    line.share = weight if isinstance(weight, Fraction) else None
    steps = (step for step in asked.outcome.steps if step.kind is StepKind.BALLOTS)
    value = {step.label: step.value for step in steps}[one.name]
    marks = _marks(asked, [ballot for ballot in ballots if ballot.rater_class == one.name])
    asked.walk.fill(line, value=value, make=lambda: _gathered(at, one=one, marks=marks))
    return line


def _marks(asked: Asked, ballots: Sequence[Ballot]) -> Sequence[Mark]:
    """Points and number of the valid ballots."""
    scale = cast("Poll", asked.at.node.way).scale or {}
    found = []
    for ballot in ballots:
        points: Value = ballot.answer
        if isinstance(ballot.answer, str):
            amount = scale.get(ballot.answer)
            if amount is None:
                continue
            points = asked.at.run.amount(amount, spot=asked.walk.spot(asked.at))
        if isinstance(points, Fraction) and ballot.count:
            found.append((points, ballot.count))
    return found


def _gathered(at: Standing, *, one: PollClass, marks: Sequence[Mark]) -> Term:
    way = cast("Poll", at.node.way)
    if way.gather == "mean":
        return _mean(at, one=one, marks=marks)
    each = [points for points, count in marks for _one in range(whole_number(literal(count)))]
    if len(each) > MOST_ROWS:
        raise NoFormulaError
    block = at.ledger.block([_entry(at, one=one, points=points) for points in each])
    if way.gather == "median":
        return block.median()
    cut = ONE if way.trim is None else at.value(way.trim.formula.expression)
    return _trimmed(block, ends=whole_number(literal(fraction_of(cut))))


def _trimmed(block: Several, *, ends: int) -> Term:
    """The mean without so many of the highest and of the lowest."""
    rest = block.sum()
    if ends:
        rest = minus(rest, right=block.sum_of_highest(ends))
        rest = minus(rest, right=block.sum_of_lowest(ends))
    return over(rest, right=literal(Fraction(len(block.terms) - 2 * ends)))


def _mean(at: Standing, *, one: PollClass, marks: Sequence[Mark]) -> Term:
    tally: dict[Fraction, Fraction] = {}
    for points, count in sorted(marks, reverse=True):
        tally[points] = tally.get(points, ZERO) + count
    if not tally:
        raise NoFormulaError
    entries = [_entry(at, one=one, points=points, count=count) for points, count in tally.items()]
    values, counts = at.ledger.counted_block(entries)
    pairs = zip(values.terms, counts.terms, strict=True)
    whole = added([times(value, right=count) for value, count in pairs])
    text = f"SUMPRODUCT({values.range},{counts.range})"
    return over(Term(text, whole.value, whole.error), right=counts.sum())


def _entry(
    at: Standing, *, one: PollClass, points: Fraction, count: Fraction | None = None
) -> Entry:
    where = spoken_coordinate(f"{at.subject}:{at.node.path}@{at.period}")
    name = speak("{rater_class}的票", rater_class=one.name)
    return Entry(at.subject, name, points, count=count, coordinate=where)
