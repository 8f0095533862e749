"""Piecewise linear curves: a value between two anchors lies straight between their values.

Outside the anchors the curve is flat. Over an unknown the turning points are the anchors.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

from kaoji.engine.feel.amounts import Amount, covering, product, sum_of, turned
from kaoji.engine.feel.failure import FeelFailure, type_failure
from kaoji.engine.feel.functions.model import (
    Arguments,
    Builtin,
    Given,
    Kind,
    Parameter,
    amount,
    items,
)
from kaoji.engine.feel.kinds import ListType, NumberType, Type
from kaoji.engine.feel.show import described, shown
from kaoji.engine.feel.unknowns import cases, null_of, unsure
from kaoji.engine.plinth.exact import ONE
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import OneOf, Span, Value

Point: TypeAlias = tuple[Fraction, Amount]


def interpolated(arguments: Arguments) -> Value:
    flat = tuple(value for pair in items(arguments[1]) for value in _pair(pair))
    if any(isinstance(value, OneOf) for value in flat):
        return cases((arguments[0], *flat), evaluate=lambda chosen: _curve(chosen[0], chosen[1:]))
    return _curve(arguments[0], flat)


def _pair(value: Value) -> tuple[Value, Value]:
    if isinstance(value, tuple) and len(value) == 2:
        return value
    message = speak("插值的折点应当是[x, y]，这里是{found}", found=shown(value))
    raise type_failure(message)


def _curve(at: Value, flat: Sequence[Value]) -> Value:
    null = null_of(at, *flat)
    if null is not None:
        return null
    points = tuple((_anchor(x), _level(y)) for x, y in zip(flat[::2], flat[1::2], strict=True))
    if not points:
        message, remedy = speak("插值没有折点"), speak("至少写一个折点[x, y]")
        raise FeelFailure("points-missing", message, remedy=remedy)
    if any(left >= right for (left, _), (right, _) in pairwise(points)):
        message = speak("插值的折点没有按 x 从小到大排列，或有重复")
        raise FeelFailure("points-unordered", message, remedy=speak("按 x 从小到大写，每个 x 一次"))
    value = amount(at)
    return _at(value, points) if isinstance(value, Fraction) else _over(value, points)


def _anchor(value: Value) -> Fraction:
    if isinstance(value, Fraction):
        return value
    if isinstance(value, Span):
        message = speak("插值折点的 x 不能是缺的数")
        raise FeelFailure("must-be-known", message, remedy=speak("把它写成常数或参数"))
    raise type_failure(speak("插值折点的 x 应当是数，这里是{found}", found=described(value)))


def _level(value: Value) -> Amount:
    if isinstance(value, Span | Fraction):
        return value
    raise type_failure(speak("插值折点的 y 应当是数，这里是{found}", found=described(value)))


def _at(x: Fraction, points: Sequence[Point]) -> Amount:
    if x <= points[0][0]:
        return points[0][1]
    for (left, low), (right, high) in pairwise(points):
        if x <= right:
            share = (x - left) / (right - left)
            return _mixed(low, high, share)
    return points[-1][1]


def _mixed(low: Amount, high: Amount, share: Fraction) -> Amount:
    if isinstance(low, Fraction) and isinstance(high, Fraction):
        return low + (high - low) * share
    return sum_of((_times(low, ONE - share), _times(high, share)))


def _times(value: Amount, factor: Fraction) -> Amount:
    return value * factor if isinstance(value, Fraction) else product(value, by=factor)


def _over(x: Span, points: Sequence[Point]) -> Span:
    """All levels that the unknown can meet: at its ends and at the anchors between them."""
    first = points[0][1] if x.low is None else _at(x.low, points)
    last = points[-1][1] if x.high is None else _at(x.high, points)
    inner = [
        level
        for place, level in points
        if (x.low is None or x.low < place) and (x.high is None or place < x.high)
    ]
    levels = [first, *inner, last]
    known = [level for level in levels if isinstance(level, Fraction)]
    if len(known) < len(levels):
        around = covering(levels)
        return Span(around.low, around.high, tight=False, ways=unsure(x, *levels))
    return _along(x, known)


def _along(x: Span, levels: Sequence[Fraction]) -> Span:
    """The levels in order of x: rising, falling, or turning on the way."""
    low, high = min(levels), max(levels)
    steps = list(pairwise(levels))
    rises = all(one <= two for one, two in steps)
    falls = all(one >= two for one, two in steps)
    way = 1 if rises else -1 if falls else 0
    ends = {levels[0], levels[-1]}
    tight = (x.tight and {low, high} <= ends) or low == high
    return Span(low, high, tight, turned(x.ways, sign=way))


def _result(given: Given) -> Type:
    """The unit of the levels, where all points are written out and agree on it."""
    points = given.types[1]
    listed = points.items if isinstance(points, ListType) else None
    units = {_unit_of_level(point) for point in listed or ()}
    return NumberType(units.pop()) if len(units) == 1 else NumberType()


def _unit_of_level(point: Type) -> str | None:
    parts = point.items if isinstance(point, ListType) else None
    level = parts[1] if parts is not None and len(parts) == 2 else None
    return level.unit if isinstance(level, NumberType) else None


BUILTINS = (
    Builtin(
        "插值", ("interpolate",),
        (
            Parameter("数", "n", Kind.NUMBER),
            Parameter("折点", "points", Kind.POINTS),
        ),
        _result, interpolated,
        "折点之间按直线折算；超出两端取端点的值。x 从小到大",
        "Straight between anchors [x, y], flat outside; x ascending",
        {"插值(75, [[60, 0], [80, 10], [100, 12]])": "7.5", "插值(50, [[60, 0], [80, 10]])": "0"},
    ),
)  # fmt: skip
