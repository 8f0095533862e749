"""Arithmetic over values, known or not: exact where known, sound bounds where not.

The public face of numbers and logic: what the compiler and the plain evaluator compute with.
Null operands give null (不适用 wins over 无定义); an operand of another type is a failure, never
a silent null.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from kaoji.engine.feel.amounts import (
    Amount,
    has_zero,
    magnitude,
    mapped,
    negative,
    product,
    sum_of,
    whole_power,
    without_zero,
)
from kaoji.engine.feel.comparison import compare, equal, is_null
from kaoji.engine.feel.failure import FeelFailure, guarded, too_large, type_failure
from kaoji.engine.feel.folds import highest, lowest, mean, total
from kaoji.engine.feel.logic import logical_and, logical_not, logical_or, select
from kaoji.engine.feel.show import described, shown
from kaoji.engine.feel.unknowns import cases, hull, is_open, null_of, options_of, unsure
from kaoji.engine.plinth.exact import HUNDRED, ONE
from kaoji.engine.plinth.quick import TooLongError, clamped, is_below, over, plus, times
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.plinth.values import UNDEFINED, Null, OneOf, Reason, Span, Value

__all__ = [
    "DIVISION_BY_ZERO", "absolute", "add", "clamp", "compare", "divide", "equal", "guarded",
    "highest", "hull", "is_null", "is_open", "logical_and", "logical_not", "logical_or", "lowest",
    "mean", "monotone", "multiply", "negate", "null_of", "options_of", "per_cent", "power",
    "select", "shown", "span_of", "subtract", "total", "unsure",
]  # fmt: skip

DIVISION_BY_ZERO = Null(Reason.UNDEFINED, marked("分母为零"))


def add(left: Value, right: Value) -> Value:
    """Left + right; two texts are joined."""
    if isinstance(left, str) and isinstance(right, str):
        return left + right
    return _numeric(left, right, sign="+", by=_add)


def subtract(left: Value, right: Value) -> Value:
    """Left - right"""
    return _numeric(left, right, sign="-", by=_subtract)


def multiply(left: Value, right: Value) -> Value:
    """Left × right"""
    return _numeric(left, right, sign="×", by=_multiply)


def divide(left: Value, right: Value) -> Value:
    """Left ÷ right; by zero it is 无定义"""
    return _numeric(left, right, sign="÷", by=_divide)


def power(left: Value, right: Value) -> Value:
    """Left to a whole power; other powers are irrational and need 乘方 with its places."""
    return _numeric(left, right, sign="**", by=_power)


def negate(value: Value) -> Value:
    """-value"""
    return _single(value, by=negative)


def absolute(value: Value) -> Value:
    """|value|"""
    return _single(value, by=magnitude)


def per_cent(value: Value) -> Value:
    """A hundredth of the value."""
    return divide(value, HUNDRED)


def clamp(value: Value, low: Value, high: Value) -> Value:
    """The value, at least `low` and at most `high`."""
    if isinstance(low, Fraction) and isinstance(high, Fraction):
        if isinstance(value, Fraction):
            return clamp_number(value, low, high)
        if is_below(high, low):
            raise _crossed(low, high)
    return highest((low, lowest((value, high))))


def clamp_number(value: Fraction, low: Fraction, high: Fraction) -> Fraction:
    """A known number, at least `low` and at most `high`."""
    found = clamped(value, low=low, high=high)
    if found is None:
        raise _crossed(low, high)
    return found


def _crossed(low: Fraction, high: Fraction) -> FeelFailure:
    message = speak("下限{low}大于上限{high}", low=shown(low), high=shown(high))
    return FeelFailure("bounds-crossed", message, remedy=speak("调换上下限，或检查它们的来源"))


def monotone(value: Value, function: Callable[[Fraction], Fraction], *, sign: int = 1) -> Value:
    """Apply a function that nowhere turns and is nowhere bounded; `sign` is its direction."""
    return _single(value, by=lambda amount: mapped(amount, by=function, sign=sign))


def span_of(value: Value) -> Span:
    """The bounds of a number, known or not; what is not a number in it is left out."""
    numbers = [option for option in options_of(value) if isinstance(option, Span | Fraction)]
    if not numbers:
        return Span(None, None, tight=False, ways=unsure(value))
    found = hull(numbers, cause=value if isinstance(value, OneOf) else None)
    return found if isinstance(found, Span) else _exact_span(found)


def _exact_span(value: Value) -> Span:
    number = value if isinstance(value, Fraction) else None
    return Span(number, number, tight=number is not None)


# --- how operands are read ----------------------------------------------------------------------


def _numeric(
    left: Value, right: Value, *, sign: str, by: Callable[[Amount, Amount], Value]
) -> Value:
    if isinstance(left, Span | Fraction) and isinstance(right, Span | Fraction):
        return by(left, right)
    if isinstance(left, OneOf) or isinstance(right, OneOf):
        return cases((left, right), evaluate=lambda pair: _numeric(*pair, sign=sign, by=by))
    null = null_of(left, right)
    if null is not None:
        return null
    wrong = right if isinstance(left, Span | Fraction) else left
    raise type_failure(speak("{what}不能作「{sign}」运算", what=described(wrong), sign=sign))


def _single(value: Value, *, by: Callable[[Amount], Value]) -> Value:
    if isinstance(value, Span | Fraction):
        return by(value)
    if isinstance(value, OneOf):
        return cases((value,), evaluate=lambda only: _single(only[0], by=by))
    if isinstance(value, Null):
        return value
    raise type_failure(speak("{what}不是数，不能运算", what=described(value)))


# --- numbers and spans ----------------------------------------------------------------------------


def _exact(
    operation: Callable[[Fraction, Fraction], Fraction], left: Fraction, right: Fraction
) -> Fraction:
    try:
        return operation(left, right)
    except TooLongError:
        raise too_large() from None


def _add(left: Amount, right: Amount) -> Value:
    if type(left) is Fraction and type(right) is Fraction:
        return _exact(plus, left, right)
    return sum_of((left, right))


def _subtract(left: Amount, right: Amount) -> Value:
    return _add(left, negative(right))


def _multiply(left: Amount, right: Amount) -> Amount:
    if type(left) is Fraction and type(right) is Fraction:
        return _exact(times, left, right)
    return product(left, by=right)


def _divide(left: Amount, right: Amount) -> Value:
    if isinstance(right, Fraction):
        return _multiply(left, over(ONE, right)) if right else DIVISION_BY_ZERO
    inverse = without_zero(right)
    if inverse is None:
        return DIVISION_BY_ZERO
    quotient = _multiply(left, inverse)
    return hull((quotient, DIVISION_BY_ZERO), cause=_maybe(right)) if has_zero(right) else quotient


def _maybe(value: Span) -> OneOf:
    """An unsure yes or no that hangs on the facts of a span."""
    return OneOf((True, False), unsure(value), tight=False)


def _power(base: Amount, exponent: Amount) -> Value:
    if not isinstance(exponent, Fraction):
        # A missing exponent may be fractional or negative: nothing is known of the result.
        return hull((_unbounded(base, exponent), UNDEFINED), cause=_maybe(exponent))
    if exponent.denominator != 1:
        message = speak("次数{exponent}不是整数，结果可能是无理数", exponent=shown(exponent))
        raise FeelFailure(
            "places-missing", message, remedy=speak("写成 乘方(底, 次数, 精度: 位数)")
        )
    times = int(exponent)
    if times == 0:
        return ONE if isinstance(base, Fraction) else _one(base)
    raised = whole_power(base, times=abs(times))
    return raised if times > 0 else _divide(ONE, raised)


def _one(base: Span) -> Span:
    return Span(ONE, ONE, tight=True, ways=unsure(base))


def _unbounded(*amounts: Amount) -> Span:
    return Span(None, None, tight=False, ways=unsure(*amounts))
