"""Groups: children in points or weights, the best, worst or mean of them, or an expression."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import cast

from kaoji.engine.explain.formulas.spot import fraction_of
from kaoji.engine.explain.formulas.terms import (
    NoFormulaError,
    Term,
    added,
    greatest,
    least,
    literal,
    mean_of,
    over,
    times,
)
from kaoji.engine.explain.formulas.translate import translated
from kaoji.engine.explain.formulas.ways.asked import Asked
from kaoji.engine.plan.nodes import Join
from kaoji.engine.scheme.model import Combine
from kaoji.engine.score.outcome import Outcome, StepKind


def joined(asked: Asked) -> Term:
    """A group of children."""
    way = cast("Join", asked.at.node.way)
    if way.formula is not None:
        for path in way.children:
            asked.walk.line_at(asked.at, path=path)
        at = replace(asked.at, noted=asked.noted(StepKind.COMBINE))
        return translated(way.formula.formula.expression, at=at)
    if way.combine in (Combine.SUM, Combine.WEIGHTED):
        return _summed(asked, way=way)
    return _picked(asked, way=way)


def _summed(asked: Asked, *, way: Join) -> Term:
    at = asked.at
    known = at.run.shares(at.node, way=way, subject=at.subject, period=at.period)
    parts: list[Term] = []
    for path, share, is_as_is in zip(way.children, known.shares, known.as_is, strict=True):
        child = asked.walk.line_at(at, path=path, share=share)
        if asked.is_out(path):
            continue
        figure = child.figure
        if not is_as_is:
            figure = over(times(figure, right=child.share_cell), right=child.full_cell)
        parts.append(figure)
    made = added(parts)
    if way.combine is Combine.WEIGHTED:
        made = times(made, right=at.full())
    elif known.whole != known.full:
        made = over(times(made, right=at.full()), right=literal(fraction_of(known.whole)))
    return _rescaled(made, outcome=asked.outcome)


def _rescaled(made: Term, *, outcome: Outcome) -> Term:
    """What was taken out, made up for by the rest: the factor stands in the formula."""
    for step in outcome.steps:
        before = dict(step.figures).get("之前")
        if step.kind is StepKind.RESCALED and isinstance(before, Fraction) and before:
            made = times(made, right=literal(fraction_of(step.value) / before))
    return made


def _picked(asked: Asked, *, way: Join) -> Term:
    lines = [(path, asked.walk.line_at(asked.at, path=path)) for path in way.children]
    rates = [
        over(line.figure, right=line.full_cell) for path, line in lines if not asked.is_out(path)
    ]
    pick = _PICKS.get(way.combine)
    if pick is None or not rates:
        raise NoFormulaError
    return times(pick(rates), right=asked.at.full())


_PICKS: Mapping[Combine, Callable[[Sequence[Term]], Term]] = {
    Combine.HIGHEST: greatest,
    Combine.LOWEST: least,
    Combine.MEAN: mean_of,
}
