"""What may be: the hull of several possible values, and operations run over every possibility.

A `OneOf` lists what a value may be. An option may itself be a span, so that "a number of this
range, or 无定义" is said exactly. Beyond `MOST_CASES` combinations a value may be anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import product as combinations
from math import prod

from kaoji.engine.feel.amounts import Amount, covering, is_still, merged_ways
from kaoji.engine.plinth.values import (
    NO_WAYS,
    NOT_APPLICABLE,
    UNDEFINED,
    Null,
    OneOf,
    Reason,
    Span,
    Value,
    Ways,
    is_unknown,
    ways_of,
)

MOST_CASES = 64

#: Stands for "anything may be", nulls included.
NULLS = (NOT_APPLICABLE, UNDEFINED)


def null_of(*values: Value) -> Null | None:
    """The null among operands: 不适用 wins over 无定义."""
    found: Null | None = None
    for value in values:
        if isinstance(value, Null):
            if value.reason is Reason.NOT_APPLICABLE:
                return value
            found = found or value
    return found


def unsure(*values: Value) -> Ways:
    """The facts that values depend on, every direction given up."""
    merged, _ = merged_ways(map(all_ways, values))
    return dict.fromkeys(merged, 0) or NO_WAYS


def unbounded(*causes: Value) -> Span:
    """A number that hangs on these values, and of which no bound can be proved."""
    return Span(None, None, tight=False, ways=unsure(*causes))


def all_ways(value: Value) -> Ways:
    """The facts that a value depends on, those inside lists, records and options included."""
    if isinstance(value, OneOf):
        return {**unsure(*value.options), **value.ways}
    if type(value) is Fraction or isinstance(value, Span | Null):  # most: a record is slow to tell
        return ways_of(value)
    if isinstance(value, tuple):
        return unsure(*value)
    if isinstance(value, Mapping):
        return unsure(*value.values())
    return ways_of(value)


def is_open(value: Value) -> bool:
    """Something in the value is still unknown, at whatever depth."""
    if isinstance(value, Span | OneOf | Null):
        return is_unknown(value)
    if isinstance(value, Mapping):
        return any(map(is_open, value.values()))
    if isinstance(value, tuple):
        return any(map(is_open, value))
    return is_unknown(value)


def is_sure(value: Value) -> bool:
    """Every option or end of the value is reached by some completion."""
    if isinstance(value, tuple):
        return all(map(is_sure, value))
    return value.tight if isinstance(value, Span | OneOf) else True


def options_of(value: Value) -> tuple[Value, ...]:
    """What a value may be: itself, or its options (none: anything)."""
    return value.options if isinstance(value, OneOf) else (value,)


def anything(*causes: Value) -> OneOf:
    return OneOf((), unsure(*causes), tight=False)


# --- hull -------------------------------------------------------------------------------------


def hull(values: Iterable[Value], *, cause: Value | None = None) -> Value:
    """One of the values holds; `cause` is the unknown (or a tuple of unknowns) that decides.

    Numbers give a span around them, everything else a `OneOf`. Tight only where the cause is sure
    of all its options and decides by facts of which the values themselves are free.
    """
    given = tuple(values)
    flat = _flat(given)
    if flat is None:
        return anything(cause or (), *given)
    numbers, others = flat
    if cause is None and len(numbers) + len(others) == 1:
        return numbers[0] if numbers else others[0]
    causes = _causes(cause, given)
    amount = _amount_over(numbers, causes=causes) if numbers else None
    if not others:
        return amount if amount is not None else anything(*causes)
    if amount is None and len(others) == 1:
        return others[0]
    options = others if amount is None else (_plain(amount), *others)
    if len(options) > MOST_CASES:
        return anything(*causes, *given)
    return OneOf(options, unsure(*causes, *options), tight=all(map(is_sure, causes)))


def _causes(cause: Value | None, given: tuple[Value, ...]) -> tuple[Value, ...]:
    """All that decides. What chooses among values that hang on the same facts is not sure."""
    inner = tuple(value for value in given if not isinstance(value, Span) and is_open(value))
    if cause is None:
        return inner
    apart = all_ways(cause).keys().isdisjoint(unsure(*inner))
    return (cause, *inner) if apart else (OneOf((), all_ways(cause), tight=False), *inner)


def _flat(values: Iterable[Value]) -> tuple[list[Amount], tuple[Value, ...]] | None:
    """Numbers, and all other values once each; None when anything may be."""
    numbers: list[Amount] = []
    others: list[Value] = []
    for value in values:
        if isinstance(value, OneOf):
            inner = _flat(value.options) if value.options else None
            if inner is None:
                return None
            numbers += inner[0]
            others += (one for one in inner[1] if not _has(others, one))
        elif isinstance(value, Span | Fraction):
            if value not in numbers:
                numbers.append(value)
        elif not _has(others, value):
            others.append(value)
    return numbers, tuple(others)


def _has(values: Sequence[Value], wanted: Value) -> bool:
    return any(same(value, other=wanted) for value in values)


def same(value: Value, *, other: Value) -> bool:
    """The very same value: of one type, unlike Python, to which 1 and true are equal."""
    if isinstance(value, tuple) and isinstance(other, tuple):
        pairs = zip(value, other, strict=False)
        return len(value) == len(other) and all(same(one, other=two) for one, two in pairs)
    return type(value) is type(other) and value == other


def _amount_over(numbers: list[Amount], *, causes: tuple[Value, ...]) -> Span:
    deciding = unsure(*causes)
    spans = [number for number in numbers if isinstance(number, Span)]
    moving = [span for span in spans if not is_still(span)]
    pulls, _ = merged_ways(span.ways for span in spans)
    agreeing = _agreeing(span.ways for span in moving)
    ways = {fact: 0 if fact in deciding else agreeing.get(fact, 0) for fact in pulls}
    free = not any(fact in deciding for span in moving for fact in span.ways)
    known = bool(deciding) and all(span.ways for span in moving)
    reached = all(map(is_sure, causes)) and all(span.tight for span in moving)
    around = covering(numbers)
    tight = reached and free and (known or not moving)
    return Span(around.low, around.high, tight or is_still(around), {**deciding, **ways})


def _agreeing(several: Iterable[Ways]) -> dict[str, int]:
    """Directions in which branches pull alike; a fact pulling two ways has none."""
    found: dict[str, int] = {}
    for ways in several:
        for fact, way in ways.items():
            found[fact] = way if found.get(fact, way) == way else 0
    return found


def _plain(amount: Span) -> Amount:
    """A number that is the same in every case may stand as itself beside other options."""
    if amount.low is not None and is_still(amount):
        return amount.low
    return amount


# --- cases ------------------------------------------------------------------------------------


def cases(values: tuple[Value, ...], *, evaluate: Callable[[tuple[Value, ...]], Value]) -> Value:
    """Run an operation for every combination of options and take the hull of the results."""
    causes = tuple(value for value in values if isinstance(value, OneOf))
    choices = [options_of(value) for value in values]
    if not prod(map(len, choices)) <= MOST_CASES or not all(choices):
        return anything(*values)
    results = [evaluate(combination) for combination in combinations(*choices)]
    return hull(results, cause=_deciding(causes, values))


def _deciding(causes: tuple[OneOf, ...], values: tuple[Value, ...]) -> Value:
    """The unknowns that choose together; shared facts forbid some of the combinations."""
    fixed = [all_ways(value) for value in values if not isinstance(value, OneOf)]
    facts = [all_ways(value) for value in causes]
    count = sum(map(len, facts)) + sum(map(len, fixed))
    apart = len({fact for ways in (*facts, *fixed) for fact in ways}) == count
    named = all(facts) or sum(map(is_open, values)) == 1
    if apart and named:
        return causes
    return tuple(OneOf(cause.options, cause.ways, tight=False) for cause in causes)
