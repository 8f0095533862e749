"""Built-ins whose results are irrational: each takes the decimals to round to, and rounds once.

Over an unknown they are computed at its ends; what lies outside their domain is cut off.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from kaoji.engine.feel import arithmetic, folds, irrational
from kaoji.engine.feel.amounts import Amount, low_end, mapped, sign_of, turned
from kaoji.engine.feel.failure import FeelFailure, domain_failure
from kaoji.engine.feel.functions.model import (
    ABSENT,
    Arguments,
    Builtin,
    Kind,
    Parameter,
    always,
    amount,
    items,
    known,
    like_numbers,
    whole,
)
from kaoji.engine.feel.kinds import NUMBER
from kaoji.engine.feel.show import shown
from kaoji.engine.feel.unknowns import unsure
from kaoji.engine.plinth.exact import ZERO, Rounding, round_to, total
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.plinth.values import Null, Reason, Span, Value

X = Parameter("数", "number", Kind.NUMBER)
PLACES = Parameter("精度", "places", Kind.PLACES)
DEGREE = Parameter("次数", "degree", Kind.NUMBER, is_optional=True, default=Fraction(2))

#: A list of more items has no geometric mean here: the root's degree would be absurd.
MOST_FACTORS = irrational.HIGHEST_DEGREE


def _above(value: Amount, *, least: Fraction, what: str) -> Amount:
    """The part of a number that is not below the domain; a failure when there is none."""
    if low_end(value) >= (0, least):
        return value
    if isinstance(value, Fraction) or (value.high is not None and value.high < least):
        raise domain_failure(speak(what))
    return Span(least, value.high, tight=False, ways=value.ways)


def _root(arguments: Arguments) -> Value:
    degree, places = known(arguments[1], what=marked("根的次数")), whole(arguments[2])
    if degree.denominator != 1:
        raise domain_failure(speak("根的次数{degree}应当是正整数", degree=shown(degree)))
    value = amount(arguments[0])
    if degree % 2 == 0:
        value = _above(value, least=ZERO, what=marked("负数没有偶次方根"))
    return mapped(value, by=lambda x: irrational.root(x, degree=int(degree), places=places))


def _logarithm(value: Amount, *, base: Fraction | None, places: int) -> Value:
    def of(x: Fraction) -> Fraction:
        return irrational.logarithm(x, base=base, places=places)

    sign = -1 if base is not None and base < 1 else 1
    if isinstance(value, Fraction) or low_end(value) > (0, ZERO):
        return mapped(value, by=of, sign=sign)
    if value.high is not None and value.high <= 0:
        raise domain_failure(speak("零和负数没有对数"))
    # Toward zero the logarithm has no bound.
    far = None if value.high is None else of(value.high)
    low, high = (None, far) if sign > 0 else (far, None)
    return Span(low, high, tight=False, ways=turned(value.ways, sign=sign))


def _log(arguments: Arguments) -> Value:
    base = None if arguments[1] is ABSENT else known(arguments[1], what=marked("对数的底"))
    return _logarithm(amount(arguments[0]), base=base, places=whole(arguments[2]))


def _log10(arguments: Arguments) -> Value:
    return _logarithm(amount(arguments[0]), base=Fraction(10), places=whole(arguments[1]))


def _exp(arguments: Arguments) -> Value:
    value, places = amount(arguments[0]), whole(arguments[1])
    raised = mapped(value, by=lambda x: irrational.exponential(x, places=places))
    if isinstance(raised, Span) and raised.low is None:
        return Span(ZERO, raised.high, tight=False, ways=raised.ways)
    return raised


def _power(arguments: Arguments) -> Value:
    base, exponent = amount(arguments[0]), amount(arguments[1])
    if arguments[2] is ABSENT:
        return arithmetic.power(base, exponent)
    places = whole(arguments[2])
    if isinstance(exponent, Span):
        return _corners(base, exponent, places)
    if exponent.denominator == 1:
        exact = arithmetic.power(base, exponent)
        return arithmetic.monotone(exact, lambda x: round_to(x, places=places))
    if isinstance(base, Fraction):
        return irrational.power(base, exponent=exponent, places=places)
    inside = _above(base, least=ZERO, what=marked("负数不能取非整数次方"))
    return _fractional(inside, exponent, places)


def _fractional(base: Amount, exponent: Fraction, places: int) -> Value:
    def of(x: Fraction) -> Fraction:
        return irrational.power(x, exponent=exponent, places=places)

    if exponent > 0 or isinstance(base, Fraction) or base.low:
        mapped_ends = mapped(base, by=of, sign=1 if exponent > 0 else -1)
        if isinstance(mapped_ends, Span) and mapped_ends.low is None:
            return Span(ZERO, mapped_ends.high, tight=False, ways=mapped_ends.ways)
        return mapped_ends
    low = ZERO if not base.high else of(base.high)
    return Span(low, None, tight=False, ways=turned(base.ways, sign=-1))


def _corners(base: Amount, exponent: Span, places: int) -> Value:
    """For positive bases a power never turns in either argument: its extremes are at corners."""
    bases = (base,) if isinstance(base, Fraction) else (base.low, base.high)
    ends = (exponent.low, exponent.high)
    ways = unsure(base, exponent)
    if sign_of(base) != 1 or not all(bases) or None in ends:
        return Span(None, None, tight=False, ways=ways)
    values = [
        irrational.power(x, exponent=y, places=places)
        for x in bases
        for y in ends
        if x is not None and y is not None
    ]
    return Span(min(values), max(values), tight=False, ways=ways)


def _geometric_mean(arguments: Arguments) -> Value:
    numbers, places = items(arguments[0]), whole(arguments[1])
    if not numbers:
        return folds.EMPTY
    if len(numbers) > MOST_FACTORS:
        message = speak("几何均值有{count}项，最多{most}项", count=len(numbers), most=MOST_FACTORS)
        raise FeelFailure("list-too-long", message, remedy=speak("缩短列表"))
    return folds.fold(numbers, by=lambda amounts: _root_of_product(amounts, places))


def _root_of_product(amounts: folds.Amounts, places: int) -> Amount:
    equal = (1,) * len(amounts)
    return _root_of_powers(amounts, equal, places, Rounding.HALF_UP)


def _root_of_powers(
    amounts: folds.Amounts, times: Sequence[int], places: int, mode: Rounding
) -> Amount:
    """The root, of the sum of the exponents, of the product of the numbers to their exponents."""
    factors = [_above(one, least=ZERO, what=marked("几何均值里有负数")) for one in amounts]
    raised = [_raised(factor, times=power) for factor, power in zip(factors, times, strict=True)]
    product = folds.product_of(raised)
    degree = sum(times)
    return mapped(product, by=lambda x: irrational.root(x, degree=degree, places=places, mode=mode))


def _raised(factor: Amount, *, times: int) -> Amount:
    return mapped(factor, by=lambda x: Fraction(x**times))


def _weighted_geometric_mean(arguments: Arguments) -> Value:
    weights = [known(one, what=marked("几何均值的权重")) for one in items(arguments[1])]
    return weighted_geometric_mean(items(arguments[0]), weights=weights, places=whole(arguments[2]))


def weighted_geometric_mean(
    values: Sequence[Value],
    *,
    weights: Sequence[Fraction],
    places: int,
    mode: Rounding = Rounding.HALF_UP,
) -> Value:
    """Numbers to their shares of the weights, multiplied; rounded once from the exact root."""
    if len(values) != len(weights):
        message = speak(
            "几何均值有{numbers}个数、{weights}个权重，个数不同",
            numbers=len(values),
            weights=len(weights),
        )
        raise FeelFailure("lengths-differ", message, remedy=speak("每个数写一个权重"))
    if any(weight < 0 for weight in weights):
        raise domain_failure(speak("几何均值的权重不能是负数"))
    whole_sum = total(weights)
    if not whole_sum:
        return Null(Reason.UNDEFINED, marked("权重之和为零"))
    shares = [weight / whole_sum for weight in weights]
    degree = lcm(*(share.denominator for share in shares))
    if degree > MOST_FACTORS:
        message = speak(
            "几何均值的权重化成整数后合计{sum}，最多{most}", sum=degree, most=MOST_FACTORS
        )
        raise FeelFailure("list-too-long", message, remedy=speak("权重少写几位小数"))
    times = [int(share * degree) for share in shares]
    return folds.fold(values, by=lambda amounts: _root_of_powers(amounts, times, places, mode))


BUILTINS = (
    Builtin(
        "根", ("sqrt", "root"),
        (X, DEGREE, PLACES),
        always(NUMBER), _root,
        "方根，不写次数为平方根，四舍五入到精度；恰好开尽的保持精确",
        "The root (of degree 2 unless said), correctly rounded to places; exact results stay exact",
        {"根(2, 4)": "1.4142", "根(27, 3, 4)": "3"},
    ),
    Builtin(
        "对数", ("ln", "log"),
        (X, Parameter("底", "base", Kind.NUMBER, is_optional=True), PLACES),
        always(NUMBER), _log,
        "对数，不写底为自然对数，四舍五入到精度",
        "The logarithm (natural unless a base is said), correctly rounded to places",
        {"对数(2, 4)": "0.6931", "对数(8, 4, 2)": "1.5"},
    ),
    Builtin(
        "常用对数", ("log10",), (X, PLACES), always(NUMBER), _log10,
        "以10为底的对数，四舍五入到精度",
        "The logarithm to base 10, correctly rounded to places",
        {"log10(1000, 2)": "3"},
    ),
    Builtin(
        "指数", ("exp",), (X, PLACES), always(NUMBER), _exp,
        "e 的乘方，四舍五入到精度",
        "e to a power, correctly rounded to places",
        {"exp(1, 6)": "2.718282"},
    ),
    Builtin(
        "乘方", ("power",),
        (
            Parameter("底", "base", Kind.NUMBER),
            Parameter("次数", "exponent", Kind.NUMBER),
            Parameter("精度", "places", Kind.PLACES, is_optional=True),
        ),
        always(NUMBER), _power,
        "乘方；次数不是整数时必须写精度，四舍五入到精度",
        "A power; with an exponent that is no whole number places must be said",
        {"乘方(2, 10)": "1024", "乘方(2, 0.5, 3)": "1.414"},
    ),
    Builtin(
        "几何均值", ("geomean", "geometric mean"),
        (Parameter("列表", "list", Kind.NUMBERS, shares_unit=True), PLACES),
        like_numbers, _geometric_mean,
        "n 个数之积的 n 次方根，四舍五入到精度",
        "The n-th root of the product of n numbers, correctly rounded to places",
        {"几何均值([2, 8], 2)": "4"},
    ),
    Builtin(
        "加权几何均值", ("weighted geometric mean",),
        (
            Parameter("列表", "list", Kind.NUMBERS, shares_unit=True),
            Parameter("权重", "weights", Kind.NUMBERS),
            PLACES,
        ),
        like_numbers, _weighted_geometric_mean,
        "各数的权重次方之积（权重先除以权重之和），四舍五入到精度",
        "The product of the numbers to their shares of the weights, correctly rounded to places",
        {"加权几何均值([16, 1], [3, 1], 2)": "8"},
    ),
)  # fmt: skip
