"""汇总期: the value of a period as the sum of its finer periods.

A sum is whole only when every finer period is here: one that is missing keeps it open, by name.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kaoji.engine.plan.nodes import Node, Plan
from kaoji.engine.plinth.periods import MONTHS_IN, Grain, Period, part_of
from kaoji.engine.plinth.values import OneOf, Span, Value
from kaoji.engine.score import calc
from kaoji.engine.score.asked import Asked

#: The grains that a longer period may be reported in, the longest first.
GRAINS = (Grain.HALF, Grain.QUARTER, Grain.MONTH)


def gathered(run: Asked, *, node: Node, field: str, subject: str, period: Period) -> Value:
    """The sum over the longest pieces in which anything is reported; else the whole is missing."""
    pieces = _pieces(run, node, field=field, subject=subject, period=period)
    if not pieces:
        return _missing(run, node, field=field, subject=subject, period=period)
    return calc.total(
        _piece(run, node, field=field, subject=subject, period=piece) for piece in pieces
    )


def gathered_so_far(run: Asked, *, node: Node, field: str, subject: str, period: Period) -> Value:
    """The sum over the pieces whose figure is here, of a target as of the figure itself."""
    here = tuple(_reported(run, node, subject=subject, period=period))
    if not here or "" in run.book.doubtful(node.path, subject=subject, period=period):
        return _missing(run, node, field=field, subject=subject, period=period)
    return calc.total(_piece(run, node, field=field, subject=subject, period=one) for one in here)


def _reported(run: Asked, node: Node, *, subject: str, period: Period) -> Iterator[Period]:
    """The pieces, and the pieces of those, whose figure is here or was refused."""
    for piece in _pieces(run, node, field="数值", subject=subject, period=period):
        is_untold = run.book.is_untold(node.path, subject=subject, period=piece)
        figure = run.book.figure(node.path, field="数值", subject=subject, period=piece)
        if is_untold or figure is not None:
            yield piece
        else:
            yield from _reported(run, node, subject=subject, period=piece)


def _pieces(
    run: Asked, node: Node, *, field: str, subject: str, period: Period
) -> tuple[Period, ...]:
    """The longest pieces of the period in which anything is reported; none where nothing is."""
    here = {
        one
        for one in run.book.periods_of(node.path, field=field, subject=subject)
        if one != period and period.contains(one)
    }
    for pieces in _cuts(run.plan, period):
        if any(one in pieces for one in here):
            return pieces
    return ()


def _piece(run: Asked, node: Node, *, field: str, subject: str, period: Period) -> Value:
    if run.book.is_untold(node.path, subject=subject, period=period):
        return _missing(run, node, field=field, subject=subject, period=period)
    figure = run.book.figure(node.path, field=field, subject=subject, period=period)
    if figure is not None:
        return figure.value
    return gathered(run, node=node, field=field, subject=subject, period=period)


def _cuts(plan: Plan, period: Period) -> Iterator[tuple[Period, ...]]:
    """The ways to cut a period: by calendar, or into the named parts of the scheme."""
    own = MONTHS_IN.get(period.grain)
    if period.grain is Grain.YEAR:
        for node in plan.nodes.values():
            if node.stage is not None and node.stage.names:
                yield tuple(part_of(period, name) for name in node.stage.names)
    for grain in GRAINS:
        if own is not None and MONTHS_IN[grain] < own:
            yield period.pieces(grain)


def _missing(run: Asked, node: Node, *, field: str, subject: str, period: Period) -> Value:
    """A whole of which nothing is here may still come in pieces, each within the declared range."""
    value = run.unknown(node, field=field, subject=subject, period=period)
    if not isinstance(value, Span):
        return value
    counts = [Fraction(len(pieces)) for pieces in _cuts(run.plan, period)]
    sums = [calc.multiply(Span(value.low, value.high), count) for count in counts]
    if not sums:
        return value
    return calc.hull((value, *sums), cause=OneOf((), dict.fromkeys(value.ways, 0), tight=False))
