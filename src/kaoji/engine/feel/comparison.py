"""Comparing values: decided where every completion agrees, otherwise one of true and false.

Numbers, dates and steps of one scale have an order; texts and truths only equality. A step may be
compared with the word of another step of its scale.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, TypeAlias

from kaoji.engine.feel.amounts import BOTTOM, TOP, high_end, low_end, negative, sum_of
from kaoji.engine.feel.failure import FeelFailure, type_failure
from kaoji.engine.feel.logic import logical_and, logical_not
from kaoji.engine.feel.show import described
from kaoji.engine.feel.unknowns import cases, null_of, unsure
from kaoji.engine.plinth.exact import ZERO
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import Choice, Null, OneOf, Span, Value

#: The words of a scale, lowest first; None when the scale is not known.
Words: TypeAlias = Callable[[str], tuple[str, ...] | None]

COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def compare(op: str, left: Value, right: Value, *, words: Words | None = None) -> Value:
    """A comparison by one of = != < <= > >=; with a null operand it is null."""
    if isinstance(left, Span | Fraction) and isinstance(right, Span | Fraction):
        return _numbers(op, left, right)
    if isinstance(left, OneOf) or isinstance(right, OneOf):
        return cases((left, right), evaluate=lambda pair: compare(op, *pair, words=words))
    null = null_of(left, right)
    if null is not None:
        return null
    if op == "=":
        return _equal(left, right, words=words)
    if op == "!=":
        return logical_not(_equal(left, right, words=words))
    return COMPARE[op](*_ordered(left, right, words=words))


def equal(left: Value, right: Value, *, words: Words | None = None) -> Value:
    """Left = right"""
    return compare("=", left, right, words=words)


def is_null(value: Value) -> Value:
    """The value is 不适用 or 无定义."""
    return is_of(value, test=lambda one: isinstance(one, Null))


def is_of(value: Value, *, test: Callable[[Value], bool]) -> Value:
    """Whether a test holds that looks at nothing unknown, such as the kind of the value."""
    if isinstance(value, OneOf):
        if not value.options:
            return OneOf((True, False), value.ways, tight=False)
        return cases((value,), evaluate=lambda only: test(only[0]))
    return test(value)


def _numbers(op: str, left: Fraction | Span, right: Fraction | Span) -> Value:
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return COMPARE[op](left, right)
    difference = sum_of((left, negative(right)))
    low, high = low_end(difference), high_end(difference)
    zero = (0, ZERO)
    if op in ("=", "!="):
        is_met = low == high == zero
        is_free = low > zero or high < zero
        # Whether a span hits one inner value depends on its grain: only an end is sure.
        sure = difference.tight and zero in (low, high)
    else:
        is_met = _always(op, low if op in (">", ">=") else high)
        is_free = not _ever(op, high if op in (">", ">=") else low)
        sure = difference.tight
    if is_met or is_free:
        return is_met if op != "!=" else is_free
    return OneOf((True, False), unsure(difference), tight=sure)


def _always(op: str, worst: tuple[int, Fraction]) -> bool:
    return worst not in (BOTTOM, TOP) and COMPARE[op](worst[1], ZERO)


def _ever(op: str, best: tuple[int, Fraction]) -> bool:
    return best in (BOTTOM, TOP) or COMPARE[op](best[1], ZERO)


def _equal(left: Value, right: Value, *, words: Words | None) -> Value:
    if isinstance(left, tuple) and isinstance(right, tuple):
        return _equal_lists(left, right, words=words)
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        if left.keys() != right.keys():
            return False
        values = tuple(left.values()), tuple(right[name] for name in left)
        return _equal_lists(*values, words=words)
    if isinstance(left, Choice | str) and isinstance(right, Choice | str):
        return _equal_words(left, right, words=words)
    if type(left) is not type(right):
        raise _incomparable(left, right)
    return left == right


def _equal_lists(
    left: tuple[Value, ...], right: tuple[Value, ...], *, words: Words | None
) -> Value:
    if len(left) != len(right):
        return False
    pairs = zip(left, right, strict=True)
    return logical_and(*(same_item(one, other=two, words=words) for one, two in pairs))


def same_item(value: Value, *, other: Value, words: Words | None = None) -> Value:
    """Items of lists: there a null is an item like others, equal to a null."""
    if isinstance(value, OneOf) or isinstance(other, OneOf):
        return cases(
            (value, other),
            evaluate=lambda pair: same_item(pair[0], other=pair[1], words=words),
        )
    if isinstance(value, Null) or isinstance(other, Null):
        return isinstance(value, Null) and isinstance(other, Null)
    return compare("=", value, other, words=words)


def _equal_words(left: Choice | str, right: Choice | str, *, words: Words | None) -> bool:
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    one, two = _ranks(left, right, words=words, must_know=False)
    return one == two


def _ordered(left: Value, right: Value, *, words: Words | None) -> tuple[object, object]:
    if isinstance(left, Choice | str) and isinstance(right, Choice | str):
        if not (isinstance(left, str) and isinstance(right, str)):
            return _ranks(left, right, words=words, must_know=True)
    elif isinstance(left, date) and isinstance(right, date):
        return left, right
    raise _incomparable(left, right)


def _ranks(
    left: Choice | str, right: Choice | str, *, words: Words | None, must_know: bool
) -> tuple[object, object]:
    """Both sides as ranks on their scale; as words where only equality is asked."""
    scale = left.scale if isinstance(left, Choice) else right.scale  # type: ignore[union-attr]
    known = words(scale) if words is not None else None
    if known is None and not must_know:
        return _word(left), _word(right)
    return tuple(_rank(side, scale=scale, known=known) for side in (left, right))  # type: ignore[return-value]


def _word(side: Choice | str) -> str:
    return side if isinstance(side, str) else side.word


def _rank(side: Choice | str, *, scale: str, known: tuple[str, ...] | None) -> int:
    if isinstance(side, Choice):
        if side.scale != scale:
            message = speak(
                "「{word}」在序「{own}」上，另一边在序「{other}」上，不能比较",
                word=side.word,
                own=side.scale,
                other=scale,
            )
            raise type_failure(message)
        return side.rank
    if known is None or side not in known:
        message = speak("序「{scale}」上没有「{word}」这一级", scale=scale, word=side)
        raise FeelFailure("choice-unknown", message, remedy=speak("写成该序里有的词"))
    return known.index(side)


def _incomparable(left: Value, right: Value) -> FeelFailure:
    message = speak("{left}与{right}不能比较", left=described(left), right=described(right))
    return type_failure(message)
