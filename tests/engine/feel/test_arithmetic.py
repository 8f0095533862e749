"""Arithmetic of values: numbers, spans, nulls, possible nulls, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoji.engine.feel import arithmetic as calc
from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.plinth.values import (
    NOT_APPLICABLE,
    UNDEFINED,
    Choice,
    Null,
    OneOf,
    Span,
)
from tests.engine.feel.running import F, unknown

X = unknown(2, 4, fact="x")
Y = unknown(-1, 3, fact="y")
MAYBE_NULL = OneOf((unknown(1, 5, fact="n"), NOT_APPLICABLE), {"n": 0})
NUMBERS = st.fractions(max_denominator=10**6)


@given(NUMBERS, NUMBERS)
def test_known_numbers_are_exact(one, two):
    assert calc.add(one, two) == one + two
    assert calc.subtract(one, two) == one - two
    assert calc.multiply(one, two) == one * two
    assert calc.divide(one, two) == (one / two if two else UNDEFINED)


@pytest.mark.parametrize(
    ("result", "low", "high", "tight", "ways"),
    [
        (calc.add(X, F(1)), 3, 5, True, {"x": 1}),
        (calc.add(X, Y), 1, 7, True, {"x": 1, "y": 1}),
        (calc.subtract(X, Y), -1, 5, True, {"x": 1, "y": -1}),
        (calc.add(X, X), 4, 8, True, {"x": 1}),
        (calc.subtract(X, X), -2, 2, False, {"x": 0}),
        (calc.multiply(X, F(-2)), -8, -4, True, {"x": -1}),
        (calc.multiply(X, F(0)), 0, 0, True, {"x": 1}),
        (calc.multiply(X, Y), -4, 12, True, {"x": 0, "y": 1}),
        (calc.multiply(X, X), 4, 16, True, {"x": 1}),
        (calc.multiply(Y, Y), -3, 9, False, {"y": 0}),
        (calc.multiply(calc.negate(X), X), -16, -4, True, {"x": -1}),
        (calc.divide(X, F(2)), 1, 2, True, {"x": 1}),
        (calc.divide(F(4), X), 1, 2, True, {"x": -1}),
        (calc.divide(F(-4), X), -2, -1, True, {"x": 1}),
        (calc.divide(Y, X), "-1/2", "3/2", True, {"y": 1, "x": 0}),
        (calc.divide(X, X), "1/2", 2, False, {"x": 0}),
        (calc.divide(F(1), calc.negate(X)), "-1/2", "-1/4", True, {"x": 1}),
        (calc.power(X, F(2)), 4, 16, True, {"x": 1}),
        (calc.power(Y, F(2)), 0, 9, False, {"y": 0}),
        (calc.power(Y, F(3)), -1, 27, True, {"y": 1}),
        (calc.power(calc.negate(X), F(2)), 4, 16, True, {"x": 1}),
        (calc.power(X, F(-1)), "1/4", "1/2", True, {"x": -1}),
        (calc.power(Y, F(0)), 1, 1, True, {"y": 0}),
        (calc.absolute(Y), 0, 3, False, {"y": 0}),
        (calc.absolute(calc.negate(X)), 2, 4, True, {"x": 1}),
        (calc.per_cent(X), "1/50", "1/25", True, {"x": 1}),
        (calc.clamp(X, F(0), F(3)), 2, 3, True, {"x": 1}),
        (calc.clamp(X, F(0), F(1)), 1, 1, True, {"x": 1}),
        (calc.monotone(X, lambda x: x // 3 * F(1)), 0, 1, True, {"x": 1}),
        (calc.monotone(X, lambda x: -x, sign=-1), -4, -2, True, {"x": -1}),
    ],
)
def test_spans_by_hand(result, low, high, tight, ways):
    assert (result.low, result.high) == (F(low), F(high))
    assert result.tight is tight
    assert dict(result.ways) == ways


@pytest.mark.parametrize(
    ("result", "low", "high"),
    [
        (calc.add(unknown(None, 3), Y), None, 6),
        (calc.add(unknown(0, None), Y), -1, None),
        (calc.negate(unknown(None, 3)), -3, None),
        (calc.multiply(unknown(0, None), unknown(2, None, fact="y")), 0, None),
        (calc.multiply(unknown(1, None), Y), None, None),
        (calc.multiply(unknown(None, None), F(0)), 0, 0),
        (calc.divide(F(6), unknown(2, None)), 0, 3),
        (calc.divide(F(6), unknown(None, -2)), -3, 0),
        (calc.absolute(unknown(None, 3)), 0, None),
        (calc.power(unknown(None, 3), F(2)), 0, None),
        (calc.clamp(unknown(None, None), F(0), F(9)), 0, 9),
    ],
)
def test_open_ends(result, low, high):
    assert result.low == (None if low is None else F(low))
    assert result.high == (None if high is None else F(high))


def test_an_end_that_is_only_approached_is_not_tight():
    assert not calc.divide(F(6), unknown(2, None)).tight


def test_a_span_of_one_value_stays_unknown_and_clashes_with_nothing():
    still = calc.multiply(X, F(0))
    assert isinstance(still, Span)
    assert calc.add(still, X).tight


def test_unknowns_without_ways_may_be_the_same_fact():
    nameless = Span(F(0), F(1))
    assert calc.add(nameless, F(1)).tight
    assert not calc.add(nameless, nameless).tight


@pytest.mark.parametrize(
    ("below", "low", "high"),
    [(unknown(0, 2), "1/2", None), (unknown(-2, 0), None, "-1/2"), (Y, None, None)],
)
def test_a_divisor_that_may_be_zero_may_give_null(below, low, high):
    found = calc.divide(F(1), below)
    span, null = found.options
    assert null == UNDEFINED
    assert (span.low, span.high) == (low and F(low), high and F(high))
    assert not span.tight
    assert not found.tight
    assert calc.span_of(found) == Span(span.low, span.high, False, {*found.ways} and found.ways)


def test_a_divisor_that_is_zero_whatever_comes():
    assert calc.divide(X, calc.multiply(X, F(0))) == UNDEFINED
    assert calc.divide(X, F(0)).note == "分母为零"
    assert calc.power(F(0), F(-1)) == UNDEFINED


@pytest.mark.parametrize("operation", [calc.add, calc.subtract, calc.multiply, calc.divide])
def test_null_beats_numbers_and_not_applicable_beats_undefined(operation):
    for other in (F(1), X, MAYBE_NULL):
        assert operation(NOT_APPLICABLE, other) == NOT_APPLICABLE
        assert operation(other, NOT_APPLICABLE) == NOT_APPLICABLE
    assert operation(UNDEFINED, F(1)) == UNDEFINED
    assert operation(UNDEFINED, NOT_APPLICABLE) == NOT_APPLICABLE


def test_a_possible_null_stays_possible():
    found = calc.add(MAYBE_NULL, F(1))
    span, null = found.options
    assert (span.low, span.high) == (2, 6)
    assert null == NOT_APPLICABLE
    assert found.tight
    assert set(calc.add(UNDEFINED, MAYBE_NULL).options) == {UNDEFINED, NOT_APPLICABLE}


def test_single_operations_on_null_and_options():
    assert calc.negate(UNDEFINED) == UNDEFINED
    negative = calc.negate(MAYBE_NULL)
    assert (negative.options[0].low, negative.options[0].high) == (-5, -1)


def test_anything_stays_anything():
    assert calc.add(OneOf((), {"q": 0}), X) == OneOf((), {"q": 0, "x": 0}, tight=False)


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: calc.add(F(1), "一"), "wrong-type"),
        (lambda: calc.add(True, F(1)), "wrong-type"),
        (lambda: calc.multiply((F(1),), F(1)), "wrong-type"),
        (lambda: calc.negate("一"), "wrong-type"),
        (lambda: calc.power(F(2), F("0.5")), "places-missing"),
        (lambda: calc.clamp(F(1), F(2), F(0)), "bounds-crossed"),
        (lambda: calc.clamp(X, F(2), F(0)), "bounds-crossed"),
        (lambda: calc.power(F(3), F(10**5)), "number-too-large"),
        (lambda: calc.multiply(F(3**9000), F(3**9000)), "number-too-large"),
        (lambda: calc.add(F(1, 3**9000), F(1, 5**9000)), "number-too-large"),
    ],
)
def test_refusals(call, code):
    with pytest.raises(FeelFailure) as caught:
        call()
    assert caught.value.code == code
    assert caught.value.message


def test_powers_of_one_and_zero_know_no_size():
    assert calc.power(F(-1), F(10**9 + 1)) == -1
    assert calc.power(F(0), F(10**9)) == 0


def test_a_missing_exponent_leaves_nothing_known():
    found = calc.power(F(2), X)
    assert UNDEFINED in found.options
    assert Span(None, None, False, {"x": 0}) in found.options


def test_texts_are_joined():
    assert calc.add("年终", "评估") == "年终评估"


def test_span_of_leaves_out_what_is_no_number():
    assert calc.span_of(F(3)) == Span(F(3), F(3))
    assert calc.span_of(X) == X
    found = calc.span_of(MAYBE_NULL)
    assert (found.low, found.high) == (1, 5)
    assert calc.span_of(UNDEFINED) == Span(None, None, False)
    step = OneOf((Choice("评价", "好", 2), F(4), F(7)), {"c": 0})
    assert (calc.span_of(step).low, calc.span_of(step).high) == (4, 7)


def test_a_note_does_not_make_a_null_another():
    assert Null(UNDEFINED.reason, "别的原因") == UNDEFINED
