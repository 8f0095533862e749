"""Folds of lists: known, unknown, null, possibly null, empty."""

from __future__ import annotations

import statistics
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoji.engine.feel import folds
from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.plinth.values import NOT_APPLICABLE, UNDEFINED, Choice, OneOf, Span
from tests.engine.feel.running import F, unknown

X = unknown(2, 4, fact="x")
Y = unknown(-1, 3, fact="y")
MAYBE_NULL = OneOf((unknown(1, 5, fact="n"), UNDEFINED), {"n": 0})
NUMBERS = st.lists(st.fractions(max_denominator=100), min_size=1, max_size=8)


@given(NUMBERS)
def test_known_lists_as_the_library_says(numbers):
    assert folds.total(numbers) == sum(numbers)
    assert folds.mean(numbers) == F(sum(numbers), len(numbers))
    assert folds.lowest(numbers) == min(numbers)
    assert folds.highest(numbers) == max(numbers)
    assert folds.median(numbers) == statistics.median(numbers)


@pytest.mark.parametrize(
    ("share", "expected"), [("0", 10), ("0.25", "17.5"), ("0.5", 25), ("1/3", 20), ("1", 40)]
)
def test_quantiles_by_hand(share, expected):
    found = folds.quantile([F(30), F(10), F(40), F(20)], share=F(share))
    assert found == F(expected)


@pytest.mark.parametrize(
    ("result", "low", "high", "tight"),
    [
        (folds.total([X, Y, F(1)]), 2, 8, True),
        (folds.mean([X, Y]), "1/2", "7/2", True),
        (folds.lowest([X, Y, F(2)]), -1, 2, True),
        (folds.highest([X, Y, F(3)]), 3, 4, True),
        (folds.median([X, Y, F(1)]), 1, 3, True),
        (folds.median([X, F(3)]), "5/2", "7/2", True),
        (folds.multiplied([X, F(2), X]), 8, 32, True),
        (folds.quantile([X, F(0), F(10)], share=F(1, 4)), 1, 2, True),
    ],
)
def test_unknown_items(result, low, high, tight):
    assert (result.low, result.high, result.tight) == (F(low), F(high), tight)


def test_an_open_end_matters_only_where_it_decides():
    least = folds.lowest([unknown(None, 3), F(5)])
    assert (least.low, least.high) == (None, 3)
    least = folds.lowest([unknown(0, None), F(5)])
    assert (least.low, least.high) == (0, 5)
    middle = folds.median([unknown(None, None), F(1), F(2)])
    assert (middle.low, middle.high) == (1, 2)


def test_empty_lists():
    assert folds.total([]) == 0
    for found in (folds.mean([]), folds.lowest([]), folds.highest([]), folds.median([])):
        assert found == UNDEFINED
    assert folds.multiplied([]) == UNDEFINED
    assert folds.mean([]).note == "列表是空的"


def test_nulls():
    assert folds.total([F(1), UNDEFINED, X]) == UNDEFINED
    assert folds.total([UNDEFINED, NOT_APPLICABLE]) == NOT_APPLICABLE
    assert folds.total([MAYBE_NULL, NOT_APPLICABLE]) == NOT_APPLICABLE


def test_possible_nulls():
    found = folds.total([MAYBE_NULL, F(1)])
    span, null = found.options
    assert (span.low, span.high, null) == (2, 6, UNDEFINED)
    other = OneOf((F(1), NOT_APPLICABLE), {"m": 0})
    assert set(folds.total([MAYBE_NULL, other]).options[1:]) == {UNDEFINED, NOT_APPLICABLE}
    assert set(folds.total([other, UNDEFINED]).options) == {UNDEFINED, NOT_APPLICABLE}


def test_an_item_that_is_surely_null():
    reasons = OneOf((UNDEFINED, NOT_APPLICABLE), {"m": 0})
    assert set(folds.total([reasons, F(1)]).options) == {UNDEFINED, NOT_APPLICABLE}


def test_an_item_among_several_numbers():
    found = folds.total([OneOf((F(1), F(4)), {"k": 0}), F(1)])
    assert found == Span(F(2), F(5), True, {"k": 0})


def test_an_item_of_which_nothing_is_known():
    assert folds.total([OneOf((), {"q": 0}), F(1)]) == OneOf((), {"q": 0}, tight=False)


BAD, FAIR, GOOD = (Choice("评价", word, rank) for rank, word in enumerate(("差", "中", "好")))


def test_extremes_of_dates_and_steps():
    days = [date(2016, 5, 1), date(2015, 6, 1)]
    assert folds.lowest(days) == days[1]
    assert folds.highest(days) == days[0]
    assert folds.lowest([GOOD, BAD, FAIR]) == BAD
    assert folds.highest([GOOD, BAD, FAIR]) == GOOD
    assert folds.highest([BAD, UNDEFINED]) == UNDEFINED


def test_extremes_of_unknown_steps():
    several = [OneOf((BAD, FAIR), {str(k): 0}) for k in range(12)]
    found = folds.highest([*several, BAD])
    assert set(found.options) == {BAD, FAIR}
    assert folds.highest([*several, GOOD]) == GOOD


@pytest.mark.parametrize(
    "call",
    [
        lambda: folds.total([F(1), "二"]),
        lambda: folds.total([OneOf(("一", F(2)), {"k": 0})]),
        lambda: folds.lowest([BAD, F(1)]),
        lambda: folds.lowest([BAD, Choice("层级", "省", 2)]),
        lambda: folds.lowest([date(2016, 1, 1), BAD]),
    ],
)
def test_mixed_lists_are_refused(call):
    with pytest.raises(FeelFailure) as caught:
        call()
    assert caught.value.code == "wrong-type"


@pytest.mark.parametrize("share", ["-0.1", "1.01"])
def test_a_quantile_outside_the_list(share):
    with pytest.raises(FeelFailure) as caught:
        folds.quantile([F(1)], share=F(share))
    assert caught.value.code == "outside-domain"


def test_sums_that_grow_beyond_measure():
    with pytest.raises(FeelFailure) as caught:
        folds.total([F(1, 3**9000), F(1, 5**9000)])
    assert caught.value.code == "number-too-large"
    with pytest.raises(FeelFailure):
        folds.multiplied([F(3**9000)] * 2)
