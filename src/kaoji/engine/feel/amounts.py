"""Interval arithmetic: numbers and spans in, numbers and spans out.

The law: whatever completes the missing facts, the result lies in the returned span; a span that
says it is tight has both ends reached. `ways` tells how each fact pulls. Two operands reach their
ends together only where every fact they share pulls both the same way; otherwise tightness is
given up. docs/algorithms/intervals.md gives the reasons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import TypeAlias

from kaoji.engine.feel.failure import LONGEST_NUMBER_BITS, guarded, too_large
from kaoji.engine.plinth.exact import ONE, ZERO
from kaoji.engine.plinth.quick import equals
from kaoji.engine.plinth.values import NO_WAYS, Span, Ways

#: A number, known or not.
Amount: TypeAlias = Fraction | Span

#: An end of a span on the extended line: (-1, 0) below all numbers, (0, number), (1, 0) above all.
End: TypeAlias = tuple[int, Fraction]
BOTTOM: End = (-1, ZERO)
TOP: End = (1, ZERO)
_ZERO_END: End = (0, ZERO)


# --- ends -------------------------------------------------------------------------------------


def low_end(amount: Amount) -> End:
    if isinstance(amount, Span):
        return BOTTOM if amount.low is None else (0, amount.low)
    return (0, amount)


def high_end(amount: Amount) -> End:
    if isinstance(amount, Span):
        return TOP if amount.high is None else (0, amount.high)
    return (0, amount)


def finite(end: End) -> Fraction | None:
    """The end as a bound of a span: nothing where it is infinite."""
    return None if end[0] else guarded(end[1])


def spanning(low: End, *, high: End, ways: Ways, tight: bool) -> Span:
    """A span between two ends. Where both are one number, every completion reaches it."""
    return Span(finite(low), finite(high), tight or (low == high and not low[0]), ways)


def _sum_of_ends(one: End, two: End) -> End:
    return (one[0] or two[0], one[1] + two[1])


def _product_of_ends(one: End, two: End) -> End:
    if _ZERO_END in (one, two):
        return _ZERO_END
    if one[0] or two[0]:
        return (_sign_of_end(one) * _sign_of_end(two), ZERO)
    return (0, one[1] * two[1])


def _sign_of_end(end: End) -> int:
    return end[0] or (1 if end[1] > 0 else -1)


# --- ways -------------------------------------------------------------------------------------


def sign_of(amount: Amount) -> int:
    """The sign that all values share (zero counts to either side); 0 when they do not."""
    if low_end(amount) >= _ZERO_END:
        return 1
    return -1 if high_end(amount) <= _ZERO_END else 0


def turned(ways: Ways, *, sign: int) -> Ways:
    """The ways after a step of the given direction."""
    return ways if sign == 1 else {fact: way * sign for fact, way in ways.items()}


def is_still(amount: Span) -> bool:
    """A span of one single value: its facts are missing, but nothing moves."""
    low, high = amount.low, amount.high
    return low is not None and (low is high or (high is not None and equals(low, high)))


def joined(pairs: Iterable[tuple[Amount, int]]) -> tuple[Ways, bool]:
    """Merged ways of (operand, direction of the step), and whether all ends are reached together.

    An unknown without ways is anonymous: beside another unknown nobody can tell whether the two
    depend on the same fact.
    """
    spans = [(amount, sign) for amount, sign in pairs if isinstance(amount, Span)]
    moving = [(amount, sign) for amount, sign in spans if not is_still(amount)]
    merged, meets = merged_ways([turned(amount.ways, sign=sign) for amount, sign in moving])
    for amount, sign in spans:
        for fact, way in amount.ways.items():
            # What does not move may be said to move either way.
            merged.setdefault(fact, way * sign)
    named = len(moving) < 2 or all(amount.ways for amount, _ in moving)
    return merged or NO_WAYS, meets and named and all(amount.tight for amount, _ in moving)


def merged_ways(several: Iterable[Ways]) -> tuple[dict[str, int], bool]:
    """All ways in one; the flag tells that no shared fact pulls two ways or an unknown one."""
    merged: dict[str, int] = {}
    agree = True
    for ways in several:
        for fact, way in ways.items():
            if fact not in merged:
                merged[fact] = way
            elif merged[fact] != way or way == 0:
                merged[fact] = 0
                agree = False
    return merged, agree


# --- the four operations ----------------------------------------------------------------------


def sum_of(amounts: Iterable[Amount]) -> Span:
    """The sum of operands of which at least one is a span."""
    items = tuple(amounts)
    low = high = _ZERO_END
    for item in items:
        low = _sum_of_ends(low, low_end(item))
        high = _sum_of_ends(high, high_end(item))
    ways, tight = joined((item, 1) for item in items)
    return spanning(low, high=high, ways=ways, tight=tight)


def negative(amount: Amount) -> Amount:
    if isinstance(amount, Fraction):
        return -amount
    low = None if amount.high is None else -amount.high
    high = None if amount.low is None else -amount.low
    return Span(low, high, amount.tight, turned(amount.ways, sign=-1))


def product(left: Amount, *, by: Amount) -> Span:
    """Left × by, at least one of them a span: the extremes stand at the corners."""
    corners = [
        _product_of_ends(one, two)
        for one in (low_end(left), high_end(left))
        for two in (low_end(by), high_end(by))
    ]
    ways, tight = joined(((left, sign_of(by)), (by, sign_of(left))))
    return spanning(min(corners), high=max(corners), ways=ways, tight=tight)


def without_zero(amount: Span) -> Amount | None:
    """1 ÷ amount for all its values except zero; None when zero is its only value.

    Where zero is inside or at an end, the quotient has no bound on that side and is not tight.
    """
    low, high = low_end(amount), high_end(amount)
    if low == high == _ZERO_END:
        return None
    ways = turned(amount.ways, sign=-1)
    if low < _ZERO_END < high:
        return Span(None, None, tight=False, ways=turned(ways, sign=0))
    tight = amount.tight and _ZERO_END not in (low, high) and amount.is_bounded
    return spanning(
        _inverse_of_end(high, otherwise=BOTTOM),
        high=_inverse_of_end(low, otherwise=TOP),
        ways=ways,
        tight=tight,
    )


def _inverse_of_end(end: End, *, otherwise: End) -> End:
    if end == _ZERO_END:
        return otherwise
    return _ZERO_END if end[0] else (0, ONE / end[1])


def has_zero(amount: Amount) -> bool:
    """Zero is one of the values that cannot be excluded."""
    return low_end(amount) <= _ZERO_END <= high_end(amount)


def whole_power(base: Amount, *, times: int) -> Amount:
    """Base to a whole power of at least one."""
    if isinstance(base, Fraction):
        return _number_power(base, times)
    if times % 2 == 0 and sign_of(base) == 0:
        return _folded(base, lambda value: _number_power(value, times))
    sign = 1 if times % 2 else sign_of(base)
    return mapped(base, by=lambda value: _number_power(value, times), sign=sign)


def _number_power(base: Fraction, times: int) -> Fraction:
    size = max(base.numerator.bit_length(), base.denominator.bit_length())
    if abs(base) != 1 and base and size * times > 2 * LONGEST_NUMBER_BITS:
        raise too_large()
    return guarded(Fraction(base**times))


# --- steps that never turn, and one that does --------------------------------------------------


def mapped(amount: Amount, *, by: Callable[[Fraction], Fraction], sign: int = 1) -> Amount:
    """A function that never turns, applied to both ends; `sign` is its direction.

    An infinite end stays infinite, so the function must not be bounded on that side.
    """
    if isinstance(amount, Fraction):
        return by(amount)
    low = None if amount.low is None else by(amount.low)
    high = None if amount.high is None else by(amount.high)
    if sign < 0:
        low, high = high, low
    tight = amount.tight or (low is not None and low == high)
    return Span(low, high, tight, turned(amount.ways, sign=sign))


def magnitude(amount: Amount) -> Amount:
    """The absolute value."""
    if isinstance(amount, Fraction):
        return abs(amount)
    sign = sign_of(amount)
    return mapped(amount, by=abs, sign=sign) if sign else _folded(amount, abs)


def _folded(amount: Span, by: Callable[[Fraction], Fraction]) -> Span:
    """An even function over zero: nothing says that zero itself is reached."""
    ways = turned(amount.ways, sign=0)
    if amount.low is None or amount.high is None:
        return Span(ZERO, None, tight=False, ways=ways)
    return Span(ZERO, max(by(amount.low), by(amount.high)), tight=False, ways=ways)


def least(amounts: Iterable[Amount]) -> Span:
    """The minimum of operands of which at least one is a span."""
    return _extreme(tuple(amounts), pick=min)


def greatest(amounts: Iterable[Amount]) -> Span:
    """The maximum of operands of which at least one is a span."""
    return _extreme(tuple(amounts), pick=max)


def _extreme(amounts: tuple[Amount, ...], *, pick: Callable[[Iterable[End]], End]) -> Span:
    ways, tight = joined((amount, 1) for amount in amounts)
    low = pick(low_end(amount) for amount in amounts)
    high = pick(high_end(amount) for amount in amounts)
    return spanning(low, high=high, ways=ways, tight=tight)


def ordered_at(amounts: Iterable[Amount], *, index: int) -> Amount:
    """The value at a place of the ascending order; ends are ordered each for themselves."""
    items = tuple(amounts)
    low = sorted(low_end(item) for item in items)[index]
    high = sorted(high_end(item) for item in items)[index]
    if all(isinstance(item, Fraction) for item in items):
        return low[1]
    ways, tight = joined((item, 1) for item in items)
    return spanning(low, high=high, ways=ways, tight=tight)


def covering(amounts: Iterable[Amount]) -> Span:
    """The smallest span around all the operands; how the facts pull is given up."""
    items = tuple(amounts)
    merged, _ = merged_ways(item.ways for item in items if isinstance(item, Span))
    low, high = min(map(low_end, items)), max(map(high_end, items))
    return spanning(low, high=high, ways=dict.fromkeys(merged, 0), tight=False)
