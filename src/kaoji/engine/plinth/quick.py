"""The four operations and the order of exact numbers, without the detours of `Fraction`.

`Fraction` looks at the types of both sides, asks properties and brings to lowest terms anew. Here
both sides are fractions in lowest terms, and the result is in lowest terms by construction
(Knuth, TAOCP 4.5.1): only common divisors that can exist are looked for. The two slots that hold
a fraction's integers are read and set directly, here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from math import gcd
from typing import Any

#: No numerator or denominator grows longer, in bits: beyond it a formula has run away.
LONGEST_BITS = 20_000
_LIMIT = 1 << LONGEST_BITS
_LEAST = -_LIMIT

_made: Any = object.__new__


class TooLongError(ArithmeticError):
    """A number has grown beyond all measure."""


def coprime(top: int, below: int) -> Fraction:
    """The fraction of two integers that have no common divisor; `below` is above zero.

    Raises TooLongError when either of them has grown too long.
    """
    if not _LEAST < top < _LIMIT or below >= _LIMIT:
        raise TooLongError
    made = _made(Fraction)
    made._numerator = top
    made._denominator = below
    return made  # type: ignore[no-any-return]


def plus(left: Any, right: Any) -> Fraction:
    """Left + right, two fractions."""
    below, other = left._denominator, right._denominator
    common = gcd(below, other)
    if common == 1:
        return coprime(left._numerator * other + right._numerator * below, below * other)
    part = below // common
    top = left._numerator * (other // common) + right._numerator * part
    again = gcd(top, common)
    if again == 1:
        return coprime(top, part * other)
    return coprime(top // again, part * (other // again))


def minus(left: Any, right: Any) -> Fraction:
    """Left - right, two fractions."""
    below, other = left._denominator, right._denominator
    common = gcd(below, other)
    if common == 1:
        return coprime(left._numerator * other - right._numerator * below, below * other)
    part = below // common
    top = left._numerator * (other // common) - right._numerator * part
    again = gcd(top, common)
    if again == 1:
        return coprime(top, part * other)
    return coprime(top // again, part * (other // again))


def times(left: Any, right: Any) -> Fraction:
    """Left × right, two fractions."""
    top, below = left._numerator, left._denominator
    other_top, other_below = right._numerator, right._denominator
    common = gcd(top, other_below)
    if common != 1:
        top //= common
        other_below //= common
    common = gcd(other_top, below)
    if common != 1:
        other_top //= common
        below //= common
    top *= other_top
    below *= other_below
    if not _LEAST < top < _LIMIT or below >= _LIMIT:
        raise TooLongError
    made = _made(Fraction)
    made._numerator = top
    made._denominator = below
    return made  # type: ignore[no-any-return]


def over(left: Any, right: Any) -> Fraction:
    """Left ÷ right, two fractions.

    Raises ZeroDivisionError when the right one is zero.
    """
    top, below = left._numerator, left._denominator
    other_below, other_top = right._numerator, right._denominator
    if other_below <= 0:
        if not other_below:
            raise ZeroDivisionError
        other_top, other_below = -other_top, -other_below
    common = gcd(top, other_below)
    if common != 1:
        top //= common
        other_below //= common
    common = gcd(other_top, below)
    if common != 1:
        other_top //= common
        below //= common
    top *= other_top
    below *= other_below
    if not _LEAST < top < _LIMIT or below >= _LIMIT:
        raise TooLongError
    made = _made(Fraction)
    made._numerator = top
    made._denominator = below
    return made  # type: ignore[no-any-return]


def equals(left: Any, right: Any) -> bool:
    """Left = right, two fractions."""
    # In lowest terms one number has one spelling.
    is_equal: bool = left._numerator == right._numerator
    return is_equal and bool(left._denominator == right._denominator)


def is_below(left: Any, right: Any) -> bool:
    """Left < right, two fractions."""
    return left._numerator * right._denominator < right._numerator * left._denominator  # type: ignore[no-any-return]


def clamped(value: Any, *, low: Any, high: Any) -> Fraction | None:
    """The value, at least `low` and at most `high`; nothing where they are crossed."""
    low_top, low_below = low._numerator, low._denominator
    high_top, high_below = high._numerator, high._denominator
    if high_top * low_below < low_top * high_below:
        return None
    top, below = value._numerator, value._denominator
    if top * low_below < low_top * below:
        return low  # type: ignore[no-any-return]
    if high_top * below < top * high_below:
        return high  # type: ignore[no-any-return]
    return value  # type: ignore[no-any-return]


def between(*, low: Any, high: Any) -> Callable[[Any], Fraction]:
    """The same for edges that stay as they are and are not crossed."""
    low_top, low_below = low._numerator, low._denominator
    high_top, high_below = high._numerator, high._denominator

    def clamped_there(value: Any) -> Fraction:
        top, below = value._numerator, value._denominator
        if top * low_below < low_top * below:
            return low  # type: ignore[no-any-return]
        if high_top * below < top * high_below:
            return high  # type: ignore[no-any-return]
        return value  # type: ignore[no-any-return]

    return clamped_there


def total(values: Iterable[Any]) -> Fraction:
    """Sum exactly, bringing to lowest terms once per distinct denominator, not once per term."""
    tops: dict[int, int] = {}
    for value in values:
        below = value._denominator
        tops[below] = tops.get(below, 0) + value._numerator
    top, bottom = 0, 1
    for below, part in tops.items():
        if bottom % below == 0:
            top += part * (bottom // below)
            continue
        common = gcd(bottom, below)
        factor = below // common
        top = top * factor + part * (bottom // common)
        bottom *= factor
    return Fraction(top, bottom)


def least(values: Iterable[Fraction]) -> Fraction:
    """The first of the least; there is at least one."""
    items = iter(values)
    found = next(items)
    for value in items:
        if is_below(value, found):
            found = value
    return found


def greatest(values: Iterable[Fraction]) -> Fraction:
    """The first of the greatest; there is at least one."""
    items = iter(values)
    found = next(items)
    for value in items:
        if is_below(found, value):
            found = value
    return found
