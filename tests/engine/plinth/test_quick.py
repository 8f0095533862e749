"""The quick operations agree with those of `Fraction`, digit for digit and in lowest terms."""

from __future__ import annotations

from fractions import Fraction
from math import gcd

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoji.engine.plinth import quick

WHOLE = st.one_of(st.integers(-60, 60), st.integers(-(10**30), 10**30))
BELOW = st.one_of(st.integers(1, 60), st.sampled_from([10, 100, 10**6, 2**40, 3**25]))
NUMBERS = st.builds(Fraction, WHOLE, BELOW)


def is_same(found, expected):
    """The same integers above and below the line; equality alone would not see a common factor."""
    assert type(found) is Fraction
    assert (found.numerator, found.denominator) == (expected.numerator, expected.denominator)
    assert gcd(found.numerator, found.denominator) == 1
    assert hash(found) == hash(expected)
    return True


@given(NUMBERS, NUMBERS)
def test_the_four_operations(left, right):
    assert is_same(quick.plus(left, right), left + right)
    assert is_same(quick.minus(left, right), left - right)
    assert is_same(quick.times(left, right), left * right)
    if right:
        assert is_same(quick.over(left, right), left / right)


@given(NUMBERS, NUMBERS)
def test_the_order(left, right):
    assert quick.equals(left, right) is (left == right)
    assert quick.equals(left, left + 0)
    assert quick.is_below(left, right) is (left < right)
    assert not quick.is_below(left, left)


@given(st.lists(NUMBERS, min_size=1, max_size=8))
def test_lists(numbers):
    assert is_same(quick.total(numbers), sum(numbers, Fraction(0)))
    assert quick.least(numbers) is min(numbers)
    assert quick.greatest(numbers) is max(numbers)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_a_clamped_number(value, one, other):
    low, high = sorted((one, other))
    assert quick.clamped(value, low=low, high=high) == max(low, min(value, high))
    assert quick.between(low=low, high=high)(value) == max(low, min(value, high))
    if low < high:
        assert quick.clamped(value, low=high, high=low) is None


def test_by_hand():
    assert is_same(quick.plus(Fraction(1, 6), Fraction(1, 10)), Fraction(4, 15))
    assert is_same(quick.minus(Fraction(1, 6), Fraction(1, 6)), Fraction(0))
    assert is_same(quick.times(Fraction(-4, 9), Fraction(3, 8)), Fraction(-1, 6))
    assert is_same(quick.over(Fraction(4, 9), Fraction(-2, 3)), Fraction(-2, 3))


def test_nothing_is_divided_by_zero():
    with pytest.raises(ZeroDivisionError):
        quick.over(Fraction(1), Fraction(0))


LONG = Fraction(2 ** (quick.LONGEST_BITS - 1))


@pytest.mark.parametrize(
    "operation",
    [
        lambda: quick.plus(LONG, LONG),
        lambda: quick.minus(-LONG, LONG),
        lambda: quick.times(LONG, Fraction(2)),
        lambda: quick.over(LONG, Fraction(1, 2)),
        lambda: quick.over(1 / LONG, Fraction(2)),
        lambda: quick.times(1 / LONG, Fraction(1, 2)),
    ],
)
def test_no_number_grows_beyond_all_measure(operation):
    with pytest.raises(quick.TooLongError):
        operation()


def test_the_longest_number_is_no_fault():
    assert is_same(quick.plus(LONG, LONG - 1), 2 * LONG - 1)
    assert is_same(quick.times(LONG, Fraction(1, 2)), LONG / 2)
