"""The right side of `in`: ranges, comparisons, lists and single values, as closures."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TypeAlias

from kaoji.engine.feel.comparison import COMPARE, Words, compare, same_item
from kaoji.engine.feel.frame import Frame, Program
from kaoji.engine.feel.logic import logical_and, logical_or
from kaoji.engine.plinth.values import Null, OneOf, Value

Test: TypeAlias = Callable[[Frame, Value], Value]


def belongs(operand: Program, *, tests: tuple[Test, ...]) -> Program:
    """The operand meets at least one of the tests."""
    if len(tests) == 1:
        only = tests[0]
        return lambda frame: only(frame, operand(frame))

    def run(frame: Frame) -> Value:
        value = operand(frame)
        found: Value = False
        for test in tests:
            found = logical_or(found, test(frame, value))
            if found is True:
                return True
        return found

    return run


def inside(low: Program, *, high: Program, closed: tuple[bool, bool], words: Words | None) -> Test:
    """The value lies between two ends, which belong to the range where it is closed."""
    above = ">=" if closed[0] else ">"
    below = "<=" if closed[1] else "<"

    def test(frame: Frame, value: Value) -> Value:
        least, most = low(frame), high(frame)
        if type(value) is Fraction and type(least) is Fraction and type(most) is Fraction:
            return COMPARE[above](value, least) and COMPARE[below](value, most)
        return logical_and(
            compare(above, value, least, words=words), compare(below, value, most, words=words)
        )

    return test


def equals(wanted: Program, *, words: Words | None) -> Test:
    """The value equals the wanted one, or is an item of it when that is a list.

    A list belongs to a list of lists, and otherwise to the list that equals it.
    """

    def test(frame: Frame, value: Value) -> Value:
        want = wanted(frame)
        if not isinstance(want, tuple):
            return compare("=", value, want, words=words)
        if isinstance(value, Null):
            return value
        if isinstance(value, tuple):
            want = tuple(item for item in want if isinstance(item, tuple)) or (want,)
        return logical_or(*(same_item(value, other=item, words=words) for item in want))

    return test


def is_uncertain(value: Value) -> bool:
    """A condition that some completions meet and others may not."""
    return isinstance(value, OneOf) and (not value.options or True in value.options)
