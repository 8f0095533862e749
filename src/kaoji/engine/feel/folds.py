"""Folding lists of numbers: sums, means, extremes, middles, quantiles, known or not.

A list with a null gives that null. A list whose items may be null gives what may come out: the
fold of the numbers, or the null.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from kaoji.engine.feel.amounts import Amount, greatest, least, ordered_at, product, sum_of
from kaoji.engine.feel.failure import domain_failure, guarded, type_failure
from kaoji.engine.feel.show import described, shown
from kaoji.engine.feel.unknowns import anything, cases, hull, null_of, options_of
from kaoji.engine.plinth import quick
from kaoji.engine.plinth.exact import ONE, ZERO
from kaoji.engine.plinth.exact import total as exact_total
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.plinth.values import Choice, Null, OneOf, Reason, Span, Value

EMPTY = Null(Reason.UNDEFINED, marked("列表是空的"))

_NUMBERS_ONLY = {Fraction}

Amounts: TypeAlias = Sequence[Amount]
Fold: TypeAlias = Callable[[Amounts], Value]


def total(values: Iterable[Value]) -> Value:
    """The sum; 0 of an empty list, where FEEL says null: no events are no points."""
    items = tuple(values)
    if items and _is_known(items):
        return guarded(exact_total(items))
    return fold(items, by=_total, empty=ZERO)


def mean(values: Iterable[Value]) -> Value:
    """The mean; 无定义 of an empty list."""
    return fold(values, by=_mean)


def multiplied(values: Iterable[Value]) -> Value:
    """The product; 无定义 of an empty list."""
    return fold(values, by=product_of)


def lowest(values: Iterable[Value]) -> Value:
    """The least of numbers, dates or steps of one scale; 无定义 of an empty list."""
    return _extreme(tuple(values), by=_least, pick=min)


def highest(values: Iterable[Value]) -> Value:
    """The greatest of numbers, dates or steps of one scale; 无定义 of an empty list."""
    return _extreme(tuple(values), by=_greatest, pick=max)


def median(values: Iterable[Value]) -> Value:
    """The middle value, or the mean of the two in the middle."""
    return fold(values, by=lambda amounts: _quantile(amounts, Fraction(1, 2)))


def quantile(values: Iterable[Value], *, share: Fraction) -> Value:
    """The value below which a share of the ordered list lies, straight between two neighbours."""
    if not ZERO <= share <= ONE:
        raise domain_failure(speak("分位{share}不在0到1之间", share=shown(share)))
    return fold(values, by=lambda amounts: _quantile(amounts, share))


# --- reading a list -----------------------------------------------------------------------------


def fold(values: Iterable[Value], *, by: Fold, empty: Value = EMPTY) -> Value:
    """Fold a list of numbers that may be unknown, or null, or possibly null."""
    items = tuple(values)
    if not items:
        return empty
    if _is_known(items):
        return by(items)  # type: ignore[arg-type]
    sure = null_of(*items)
    if sure is not None and sure.reason is Reason.NOT_APPLICABLE:
        return sure
    read = _read(items)
    if read.is_open:
        return anything(*items)
    outcomes: list[Value] = [*read.nulls]
    if not read.has_null:
        outcomes.insert(0, by(read.amounts))
    if not read.causes:
        return outcomes[0]
    return hull(outcomes, cause=tuple(read.causes))


@dataclass(slots=True)
class _Reading:
    """What a list of numbers consists of: numbers, sure and possible nulls, what decides."""

    amounts: list[Amount] = field(default_factory=list)
    nulls: list[Null] = field(default_factory=list)
    causes: list[OneOf] = field(default_factory=list)
    has_null: bool = False
    is_open: bool = False


def _read(items: Iterable[Value]) -> _Reading:
    read = _Reading()
    for item in items:
        options = options_of(item)
        nulls = [option for option in options if isinstance(option, Null)]
        numbers = [option for option in options if not isinstance(option, Null)]
        read.is_open = read.is_open or not options
        read.has_null = read.has_null or (bool(nulls) and not numbers)
        read.nulls += nulls
        if isinstance(item, OneOf) and (nulls or not numbers):
            # An item that is surely null counts as sure; its reason may still be open.
            read.causes.append(item)
        if numbers:
            cause = item if isinstance(item, OneOf) else None
            read.amounts.append(_amount(hull(numbers, cause=cause)))
    return read


def _amount(value: Value) -> Amount:
    if isinstance(value, Span | Fraction):
        return value
    raise type_failure(speak("列表里的{what}不是数", what=described(value)))


# --- the folds of numbers -------------------------------------------------------------------------


def _is_known(amounts: Sequence[Value]) -> bool:
    return set(map(type, amounts)) == _NUMBERS_ONLY


def _total(amounts: Sequence[Amount]) -> Amount:
    if _is_known(amounts):
        return guarded(exact_total(amounts))
    return sum_of(amounts)


def _mean(amounts: Sequence[Amount]) -> Amount:
    whole = _total(amounts)
    share = Fraction(1, len(amounts))
    return whole * share if isinstance(whole, Fraction) else product(whole, by=share)


def product_of(amounts: Sequence[Amount]) -> Amount:
    """The product of numbers, known or not."""
    result: Amount = ONE
    for amount in amounts:
        if isinstance(result, Fraction) and isinstance(amount, Fraction):
            result = guarded(result * amount)
        else:
            result = product(result, by=amount)
    return result


def _least(amounts: Sequence[Amount]) -> Amount:
    return quick.least(amounts) if _is_known(amounts) else least(amounts)  # type: ignore[arg-type]


def _greatest(amounts: Sequence[Amount]) -> Amount:
    return quick.greatest(amounts) if _is_known(amounts) else greatest(amounts)  # type: ignore[arg-type]


def _quantile(amounts: Sequence[Amount], share: Fraction) -> Amount:
    position = share * (len(amounts) - 1)
    below = position.numerator // position.denominator
    rest = position - below
    low = ordered_at(amounts, index=below)
    if not rest:
        return low
    high = ordered_at(amounts, index=below + 1)
    if isinstance(low, Fraction) and isinstance(high, Fraction):
        return low + (high - low) * rest
    return _between(low, high, rest)


def _between(low: Amount, high: Amount, rest: Fraction) -> Span:
    """A point between two neighbours of one order: both move the same way with every item."""
    parts = (product(low, by=ONE - rest), product(high, by=rest))
    around = sum_of(parts)
    ways = {**parts[0].ways, **parts[1].ways}
    return Span(around.low, around.high, parts[0].tight and parts[1].tight, ways)


# --- extremes of other ordered values ---------------------------------------------------------


def _extreme(
    items: tuple[Value, ...],
    *,
    by: Callable[[Sequence[Amount]], Amount],
    pick: Callable[..., Value],
) -> Value:
    options = [option for item in items for option in options_of(item)]
    if not any(isinstance(option, date | Choice) for option in options):
        return fold(items, by=by)
    return _ordered_extreme(items, pick=pick)


def _ordered_extreme(items: tuple[Value, ...], *, pick: Callable[..., Value]) -> Value:
    null = null_of(*items)
    if null is not None:
        return null
    if any(isinstance(item, OneOf) for item in items):
        return _extreme_of_cases(items, pick=pick)
    days = [item for item in items if isinstance(item, date)]
    if len(days) == len(items):
        return pick(days)
    steps = [item for item in items if isinstance(item, Choice)]
    if len(steps) == len(items) and len({step.scale for step in steps}) == 1:
        return pick(steps, key=lambda step: step.rank)
    raise type_failure(speak("列表里的值种类不一，不能比出最小或最大"))


def _extreme_of_cases(items: tuple[Value, ...], *, pick: Callable[..., Value]) -> Value:
    """Pair by pair, so that long lists need no more cases than the options of two."""
    result = items[0]
    for item in items[1:]:
        result = cases((result, item), evaluate=lambda pair: _ordered_extreme(pair, pick=pick))
    return result
