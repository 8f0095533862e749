"""Roots, powers, logarithms and exponentials, correctly rounded to decimal places, without floats.

Roots are whole-number roots of scaled numbers, so the answer is exact by construction. The rest is
enclosed between two bounds and computed with more digits until both round to the same decimal
(Ziv's strategy). It ends because a value that is not rational never sits on a rounding edge, and
the rational ones are recognised first and computed exactly.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from math import isqrt
from typing import TypeAlias

from kaoji.engine.feel.failure import (
    LONGEST_NUMBER_BITS,
    FeelFailure,
    domain_failure,
    guarded,
    too_large,
)
from kaoji.engine.plinth.exact import ONE, ZERO, Rounding, round_to
from kaoji.engine.plinth.speech import speak

#: Arguments longer than this, in bits, are refused: nothing sensible has so many digits.
LONGEST_ARGUMENT_BITS = 4_000
#: Highest degree of a root taken by whole numbers; higher ones go by logarithms.
HIGHEST_DEGREE = 2_000
#: e to this is the longest number allowed; the square of it bounds the precision of the decimals.
LARGEST_EXPONENT = 13_800
HALF = Fraction(1, 2)

Bounds: TypeAlias = tuple[Fraction, Fraction]


def root(
    value: Fraction, *, degree: int, places: int, mode: Rounding = Rounding.HALF_UP
) -> Fraction:
    """The real root, rounded once at the last place; of negatives only odd degrees."""
    if degree < 1:
        raise domain_failure(speak("根的次数{degree}应当是正整数", degree=degree))
    if degree > HIGHEST_DEGREE:
        raise domain_failure(speak("根的次数{degree}太大", degree=degree))
    if value < 0 and degree % 2 == 0:
        raise domain_failure(speak("负数没有偶次方根"))
    # In steps of half the last place: every rounding edge is a whole step, so what lies between
    # two of them rounds as the middle does.
    scale = Fraction(10) ** places * 2
    doubled = scale**degree * abs(value)
    size = whole_root(doubled.numerator // doubled.denominator, degree=degree)
    steps = Fraction(size) if Fraction(size) ** degree == doubled else size + HALF
    return round_to((steps if value >= 0 else -steps) / scale, places=places, mode=mode)


def whole_root(number: int, *, degree: int) -> int:
    """The greatest whole number whose power does not exceed `number`."""
    if degree == 1 or number < 2:
        return number
    if degree == 2:
        return isqrt(number)
    bits = number.bit_length()
    if bits <= degree:
        return 1
    guess = _first_guess(number, degree=degree, bits=bits)
    while True:
        better = ((degree - 1) * guess + number // guess ** (degree - 1)) // degree
        if better >= guess:
            return guess
        guess = better


def _first_guess(number: int, *, degree: int, bits: int) -> int:
    """Not below the root, and near it: the root of the leading half of the digits, moved up."""
    spare = bits // degree // 2
    if spare <= degree.bit_length() + 2:
        return 1 << (bits // degree + 1)
    return (whole_root(number >> (degree * spare), degree=degree) + 1) << spare


def exact_root(value: Fraction, *, degree: int) -> Fraction | None:
    """The root when it is rational; `value` is positive."""
    top = whole_root(value.numerator, degree=degree)
    below = whole_root(value.denominator, degree=degree)
    found = Fraction(top, below)
    return found if found**degree == value else None


def power(base: Fraction, *, exponent: Fraction, places: int) -> Fraction:
    """Base to any rational power, rounded to places."""
    degree = exponent.denominator
    if degree == 1:
        return round_to(_whole_power(base, int(exponent)), places=places)
    if base < 0:
        raise domain_failure(speak("负数不能取非整数次方"))
    if base == 0:
        if exponent < 0:
            raise domain_failure(speak("零不能取负数次方"))
        return ZERO
    _check_size(base)
    # A number of n bits is no perfect power of a higher degree than n, unless it is 1.
    rational = exact_root(base, degree=degree) if degree <= LONGEST_ARGUMENT_BITS else None
    if base == 1 or rational is not None:
        exact = _whole_power(rational if rational is not None else ONE, exponent.numerator)
        return round_to(exact, places=places)
    return _settled(lambda digits: _power_bounds(base, exponent, digits), places=places)


def _whole_power(base: Fraction, times: int) -> Fraction:
    if base == 0 and times < 0:
        raise domain_failure(speak("零不能取负数次方"))
    size = max(base.numerator.bit_length(), base.denominator.bit_length())
    if abs(base) != 1 and base and size * abs(times) > 2 * LONGEST_NUMBER_BITS:
        raise too_large()
    return guarded(Fraction(base**times))


def logarithm(value: Fraction, *, base: Fraction | None, places: int) -> Fraction:
    """The logarithm to a base (None: natural), rounded to places."""
    if value <= 0:
        raise domain_failure(speak("零和负数没有对数"))
    _check_size(value)
    if value == 1:
        return ZERO
    if base is None:
        return _settled(lambda digits: ln_bounds(value, digits=digits), places=places)
    if base <= 0 or base == 1:
        raise domain_failure(speak("对数的底应当大于零且不等于一"))
    _check_size(base)
    rational = _rational_logarithm(value, base)
    if rational is not None:
        return round_to(rational, places=places)
    return _settled(lambda digits: _quotient_of_logarithms(value, base, digits), places=places)


def exponential(value: Fraction, *, places: int) -> Fraction:
    """E to a power, rounded to places."""
    if value == 0:
        return ONE
    if value > LARGEST_EXPONENT:
        raise too_large()
    if value < -3 * (max(places, 0) + 2):
        # e³ > 10, so this is below a hundredth of the last place.
        return ZERO
    _check_size(value)
    return _settled(lambda digits: exp_bounds(value, digits=digits), places=places)


def _check_size(value: Fraction) -> None:
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > LONGEST_ARGUMENT_BITS:
        message = speak("对数、指数或方根里的数太长")
        raise FeelFailure("number-too-large", message, remedy=speak("先对它取整"))


# --- Ziv's strategy -----------------------------------------------------------------------------


def _settled(bounds: Callable[[int], Bounds], *, places: int) -> Fraction:
    """Ask for closer bounds until both round to the same decimal."""
    digits = max(places, 0) + 20
    while True:
        low, high = bounds(digits)
        rounded = round_to(low, places=places)
        if rounded == round_to(high, places=places):
            return rounded
        digits *= 2


def _context(digits: int) -> Context:
    return Context(prec=digits, rounding=ROUND_HALF_EVEN, Emin=-(10**9), Emax=10**9, traps=[])


def _decimal(value: Fraction, context: Context) -> Decimal:
    return context.divide(Decimal(value.numerator), Decimal(value.denominator))


def ln_bounds(value: Fraction, *, digits: int) -> Bounds:
    """Two bounds of the natural logarithm, about so many digits apart.

    The argument is off by half a unit in its last digit, which moves the logarithm by less than
    10^(1-digits); the decimal logarithm itself is correctly rounded.
    """
    context = _context(digits)
    found = Fraction(_decimal(value, context).ln(context))
    slack = Fraction(10) ** (1 - digits) * (2 + abs(found))
    return found - slack, found + slack


def exp_bounds(value: Fraction, *, digits: int) -> Bounds:
    """Two bounds of e to a power; the error of the argument grows with its size."""
    context = _context(digits)
    found = Fraction(_decimal(value, context).exp(context))
    slack = found * Fraction(10) ** (1 - digits) * (2 + 2 * abs(value))
    return found - slack, found + slack


def _power_bounds(base: Fraction, exponent: Fraction, digits: int) -> Bounds:
    logarithms = ln_bounds(base, digits=digits)
    low, high = sorted(exponent * bound for bound in logarithms)
    if low > LARGEST_EXPONENT:
        raise too_large()
    return exp_bounds(low, digits=digits)[0], exp_bounds(high, digits=digits)[1]


def _quotient_of_logarithms(value: Fraction, base: Fraction, digits: int) -> Bounds:
    """Bounds of ln value / ln base; wide while the divisor is not told from zero."""
    tops, belows = ln_bounds(value, digits=digits), ln_bounds(base, digits=digits)
    if belows[0] <= 0 <= belows[1]:
        return _quotient_of_logarithms(value, base, digits * 2)
    corners = [top / below for top in tops for below in belows]
    return min(corners), max(corners)


def _rational_logarithm(value: Fraction, base: Fraction) -> Fraction | None:
    """The logarithm when it is rational: both are then powers of one common number."""
    stem, times = _stem_of(value)
    base_stem, base_times = _stem_of(base)
    if stem == base_stem:
        return Fraction(times, base_times)
    return Fraction(-times, base_times) if stem * base_stem == 1 else None


def _stem_of(value: Fraction) -> tuple[Fraction, int]:
    """The number of which `value` is the highest whole power, and the power."""
    times = 1
    degree = 2
    while degree < max(value.numerator.bit_length(), value.denominator.bit_length()) + 1:
        found = exact_root(value, degree=degree)
        if found is None:
            degree += 1
        else:
            value, times = found, times * degree
    return value, times
