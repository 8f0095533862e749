"""Built-ins of statistics: weighted mean, variances and deviations, rank among a list.

Their bounds over unknowns are sound; variance has a turning point, so it is never called tight.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from itertools import product as combinations

from kaoji.engine.feel import arithmetic, folds
from kaoji.engine.feel.amounts import Amount, covering, high_end, low_end
from kaoji.engine.feel.comparison import compare
from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.feel.functions.model import (
    Arguments,
    Builtin,
    Given,
    Kind,
    Parameter,
    always,
    amount,
    items,
    like_numbers,
    text,
    whole,
)
from kaoji.engine.feel.irrational import root
from kaoji.engine.feel.kinds import NUMBER, Type
from kaoji.engine.feel.unit_rules import raised
from kaoji.engine.feel.unknowns import hull, unsure
from kaoji.engine.plinth.exact import ONE, ZERO
from kaoji.engine.plinth.exact import total as exact_total
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.plinth.values import Null, OneOf, Reason, Span, Value, Ways

#: Up to so many unknown items every corner is looked at; beyond, a simpler bound is taken.
MOST_CORNERS = 8

NUMBERS = Parameter("列表", "list", Kind.NUMBERS, shares_unit=True)
RANK_WAYS = {"竞争": "competition", "密集": "dense", "平均": "average"}
PLACES = Parameter("精度", "places", Kind.PLACES)
TOO_FEW = Null(Reason.UNDEFINED, marked("样本少于两项"))
NO_WEIGHT = Null(Reason.UNDEFINED, marked("权重之和为零"))


# --- weighted mean ------------------------------------------------------------------------------


def _weighted_mean(arguments: Arguments) -> Value:
    values, weights = items(arguments[0]), items(arguments[1])
    if len(values) != len(weights):
        message = speak(
            "加权均值有{numbers}个数、{weights}个权重，个数不同",
            numbers=len(values),
            weights=len(weights),
        )
        raise FeelFailure("lengths-differ", message, remedy=speak("每个数写一个权重"))
    parts = [arithmetic.multiply(one, weight) for one, weight in zip(values, weights, strict=True)]
    above, below = folds.total(parts), folds.total(weights)
    if isinstance(below, Fraction) and not below and not isinstance(above, Null):
        return NO_WEIGHT
    mean = arithmetic.divide(above, below)
    return _inside_hull(mean, values=values, weights=weights)


def _inside_hull(mean: Value, *, values: Sequence[Value], weights: Sequence[Value]) -> Value:
    """With weights that are unknown but never negative the mean stays among the values."""
    if not any(isinstance(weight, Span) for weight in weights) or not _are_shares(weights):
        return mean
    numbers = [value for value in values if isinstance(value, Span | Fraction)]
    if not isinstance(mean, Span | OneOf) or len(numbers) < len(values):
        return mean
    around = covering(numbers)
    inside = Span(around.low, around.high, tight=False, ways=unsure(mean, *values, *weights))
    if isinstance(mean, Span):
        return _narrower(mean, inside)
    nulls = [option for option in mean.options if isinstance(option, Null)]
    return hull((inside, *nulls), cause=mean)


def _are_shares(weights: Sequence[Value]) -> bool:
    return all(
        isinstance(weight, Span | Fraction) and low_end(weight) >= (0, ZERO) for weight in weights
    )


def _narrower(one: Span, other: Span) -> Span:
    """Both hold, so their common part does."""
    low, high = max(low_end(one), low_end(other)), min(high_end(one), high_end(other))
    is_same = (low, high) == (low_end(one), high_end(one))
    if is_same:
        return one
    return Span(
        None if low[0] else low[1], None if high[0] else high[1], tight=False, ways=one.ways
    )


# --- variance -----------------------------------------------------------------------------------


def variance(values: Sequence[Value], *, is_sample: bool) -> Value:
    """The mean square distance from the mean; of a sample divided by n - 1."""
    if is_sample and len(values) < 2:
        return TOO_FEW
    divisor = len(values) - is_sample
    return folds.fold(values, by=lambda amounts: _squares(amounts, Fraction(1, divisor)))


def _squares(amounts: Sequence[Amount], share: Fraction) -> Amount:
    known = [one for one in amounts if isinstance(one, Fraction)]
    if len(known) == len(amounts):
        return _spread(known) * share
    high = _widest(amounts)
    low = _narrowest(amounts)
    ways = unsure(*amounts)
    return Span(low * share, None if high is None else high * share, tight=low == high, ways=ways)


def _spread(numbers: Sequence[Fraction]) -> Fraction:
    """The sum of square distances from the mean."""
    mean = exact_total(numbers) / len(numbers)
    return exact_total((number - mean) ** 2 for number in numbers)


def _widest(amounts: Sequence[Amount]) -> Fraction | None:
    """Spread is convex in each item, so it is greatest at a corner."""
    ends = [(low_end(one), high_end(one)) for one in amounts]
    if any(low[0] or high[0] for low, high in ends):
        return None
    pairs = [(low[1], high[1]) for low, high in ends]
    open_count = sum(low != high for low, high in pairs)
    if open_count <= MOST_CORNERS:
        choices = [(low,) if low == high else (low, high) for low, high in pairs]
        return max(_spread(corner) for corner in combinations(*choices))
    # The distance from any fixed point is at least the distance from the mean.
    middle = exact_total(low + high for low, high in pairs) / (2 * len(pairs))
    return exact_total(max((low - middle) ** 2, (high - middle) ** 2) for low, high in pairs)


def _narrowest(amounts: Sequence[Amount]) -> Fraction:
    """The least spread: every item as near as it can come to one point, the best of all points.

    The sum of squares of those distances is convex and piecewise quadratic; between two
    neighbouring ends its lowest point is the mean of the ends that still stand off.
    """
    ends = [(low_end(one), high_end(one)) for one in amounts]
    places = sorted({end[1] for pair in ends for end in pair if not end[0]})
    if not places:
        return ZERO
    candidates = {*places}
    for left, right in pairwise(places):
        off = [low[1] for low, _ in ends if low >= (0, right)]
        off += [high[1] for _, high in ends if high <= (0, left)]
        if off:
            candidates.add(min(max(exact_total(off) / len(off), left), right))
    return min(exact_total(_gap(pair, place) ** 2 for pair in ends) for place in candidates)


def _gap(ends: tuple[tuple[int, Fraction], tuple[int, Fraction]], place: Fraction) -> Fraction:
    low, high = ends
    if low > (0, place):
        return low[1] - place
    return place - high[1] if high < (0, place) else ZERO


def _variance(*, is_sample: bool) -> Callable[[Arguments], Value]:
    return lambda given: variance(items(given[0]), is_sample=is_sample)


def _deviation(*, is_sample: bool) -> Callable[[Arguments], Value]:
    def run(arguments: Arguments) -> Value:
        places = whole(arguments[1])
        square = variance(items(arguments[0]), is_sample=is_sample)
        return arithmetic.monotone(square, lambda x: root(x, degree=2, places=places))

    return run


def _square_unit(given: Given) -> Type:
    return raised(given.shared, power=2)


# --- rank -----------------------------------------------------------------------------------------


def _rank(arguments: Arguments) -> Value:
    """1 + how many stand before; over unknowns: who certainly does, who possibly does."""
    way, order = text(arguments[2]), text(arguments[3])
    value = amount(arguments[0])
    return folds.fold(
        items(arguments[1]), by=lambda others: _rank_among(value, others, way, order), empty=ONE
    )


def _rank_among(value: Amount, others: Sequence[Amount], way: str, order: str) -> Amount:
    op = ">" if order == "降" else "<"
    if way == "密集":
        others = _distinct(others)
    before = [one is not value and compare(op, one, value) for one in others]
    level = [one is value or compare("=", one, value) for one in others]
    if all(isinstance(one, Fraction) for one in (value, *others)):
        return ONE + before.count(True) + _shared_place(way, level.count(True))
    surely = _surely_before(way, before, others)
    return _rank_bounds(way, before, level, surely=surely, ways=unsure(value, *others))


def _surely_before(way: str, before: Sequence[Value], others: Sequence[Amount]) -> int:
    """How many places are surely taken: in dense ranks unknown items may yet be level."""
    count = before.count(True)
    if way != "密集":
        return count
    pairs = zip(before, others, strict=True)
    known = sum(stands is True and isinstance(one, Fraction) for stands, one in pairs)
    return max(known, min(count, 1))


def _shared_place(way: str, level: int) -> Fraction:
    """In 平均 those level with each other share the mean of their places."""
    return Fraction(max(level - 1, 0), 2) if way == "平均" else ZERO


def _rank_bounds(
    way: str, before: Sequence[Value], level: Sequence[Value], *, surely: int, ways: Ways
) -> Span:
    possibly = sum(one is not False for one in before)
    low, high = ONE + surely, ONE + possibly
    if way == "平均":
        low += _shared_place(way, level.count(True))
        high += _shared_place(
            way, sum(b is False and o is not False for b, o in zip(before, level, strict=True))
        )
    return Span(low, max(low, high), tight=low == high, ways=ways)


def _distinct(values: Sequence[Amount]) -> tuple[Amount, ...]:
    """Each known number once; an unknown may equal any, so it stays."""
    known = dict.fromkeys(value for value in values if isinstance(value, Fraction))
    return (*known, *(value for value in values if not isinstance(value, Fraction)))


BUILTINS = (
    Builtin(
        "加权均值", ("weighted mean",),
        (NUMBERS, Parameter("权重", "weights", Kind.NUMBERS)),
        like_numbers, _weighted_mean,
        "各数乘权重之和，除以权重之和；权重之和为零时无定义",
        "Sum of numbers times weights over the sum of weights; 无定义 where that is zero",
        {"加权均值([90, 80], [3, 1])": "87.5"},
    ),
    Builtin(
        "总体方差", ("population variance",), (NUMBERS,), _square_unit,
        _variance(is_sample=False),
        "与均值之差的平方的平均（除以 n）",
        "Mean square distance from the mean (over n)",
        {"总体方差([2, 4, 6])": "8/3"},
    ),
    Builtin(
        "总体标准差", ("population stddev",), (NUMBERS, PLACES), like_numbers,
        _deviation(is_sample=False),
        "总体方差的平方根，四舍五入到精度",
        "Square root of the population variance, correctly rounded to places",
        {"总体标准差([2, 4, 6], 4)": "1.633"},
    ),
    Builtin(
        "样本方差", ("sample variance",), (NUMBERS,), _square_unit,
        _variance(is_sample=True),
        "除以 n-1 的方差；少于两项时无定义",
        "Variance over n - 1; 无定义 of less than two",
        {"样本方差([2, 4, 6])": "4"},
    ),
    Builtin(
        "样本标准差", ("stddev",), (NUMBERS, PLACES), like_numbers,
        _deviation(is_sample=True),
        "样本方差的平方根，四舍五入到精度（FEEL 的 stddev，另写精度）",
        "Square root of the sample variance, correctly rounded to places (FEEL's stddev)",
        {"样本标准差([2, 4, 6], 4)": "2"},
    ),
    Builtin(
        "名次", ("rank",),
        (
            Parameter("数", "n", Kind.NUMBER, shares_unit=True),
            NUMBERS,
            Parameter("方式", "way", Kind.WORD, words=RANK_WAYS),
            Parameter("方向", "order", Kind.WORD, words={"降": "desc", "升": "asc"}),
        ),
        always(NUMBER), _rank,
        "在列表里排第几。竞争：1、2、2、4；密集：1、2、2、3；平均：1、2.5、2.5、4。降：大的在前",
        "Rank in the list: competition 1 2 2 4, dense 1 2 2 3, average 1 2.5 2.5 4; desc: "
        "greatest first",
        {
            '名次(80, [90, 80, 80, 70], "竞争", "降")': "2",
            '名次(80, [90, 80, 80, 70], "平均", "降")': "2.5",
        },
    ),
)  # fmt: skip
