"""Weighted means, variances, deviations and ranks."""

from __future__ import annotations

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.plinth.values import UNDEFINED, OneOf, Span
from tests.engine.feel.running import F, run, unknown

NUMBERS = st.lists(st.fractions(-100, 100, max_denominator=10), min_size=2, max_size=7)
X = unknown(0, 10)


@given(NUMBERS)
def test_variances_as_the_library_says(numbers):
    values = tuple(numbers)
    assert run("总体方差(列)", 列=values) == statistics.pvariance(numbers)
    assert run("样本方差(列)", 列=values) == statistics.variance(numbers)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("总体标准差([2, 4, 4, 4, 5, 5, 7, 9], 3)", "2"),
        ("样本标准差([1, 2], 4)", "0.7071"),
        ("加权均值([90, 80], [3, 1])", "87.5"),
        ("加权均值([90, 80], [60%, 40%])", "86"),
        ("总体方差([7])", "0"),
    ],
)
def test_by_hand(text, expected):
    assert run(text) == F(expected)


@pytest.mark.parametrize("text", ["样本方差([7])", "样本标准差([7], 2)", "总体方差([])",
                                  "加权均值([1, 2], [0, 0])", "加权均值([], [])"])  # fmt: skip
def test_undefined(text):
    found = run(text)
    assert found == UNDEFINED
    assert found.note


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("总体方差([x, 4])", 0, 9),
        ("总体方差([x, 20])", 25, 100),
        ("总体方差([x, 0, 30])", "1400/9", 200),
        ("样本方差([x, 4])", 0, 18),
        ("总体标准差([x, 20], 2)", 5, 10),
    ],
)
def test_variance_of_unknowns(text, low, high):
    found = run(text, x=X)
    assert (found.low, found.high, found.tight) == (F(low), F(high), False)


def test_variance_of_many_unknowns_has_a_plainer_bound():
    several = tuple(unknown(0, 2, fact=str(index)) for index in range(12))
    found = run("总体方差(列)", 列=several)
    assert (found.low, found.high) == (0, 1)
    # The middle of all is 4/3; from there (11 × 16/9 + 676/9) / 12.
    found = run("总体方差(列)", 列=(*several[:11], X))
    assert (found.low, found.high) == (0, F(71, 9))


def test_variance_with_an_open_end():
    found = run("总体方差([x, 4])", x=unknown(6, None))
    assert (found.low, found.high) == (1, None)
    assert run("总体方差([x, y])", x=unknown(None, None), y=unknown(None, None)).low == 0


def test_weighted_mean_of_unknowns():
    found = run("加权均值([x, 20], [1, 3])", x=X)
    assert (found.low, found.high, found.tight) == (15, F("17.5"), True)
    weight = unknown(1, 3, fact="w")
    found = run("加权均值([10, 20], [w, 1])", w=weight)
    assert (found.low, found.high, found.tight) == (10, 20, False)
    narrow = run("加权均值([10, 20], [w, 1])", w=unknown("1.9", "2.1", fact="w"))
    assert (narrow.low, narrow.high) > (10, 10)
    assert narrow.high < 20


@pytest.mark.parametrize(
    ("text", "note"),
    [("加权均值([1, 2], [0, 0])", "权重之和为零"), ("加权均值([n, 2], [0, 0])", "")],
)
def test_why_a_weighted_mean_is_undefined(text, note):
    assert run(text, n=UNDEFINED).note == note


def test_weights_that_may_all_be_zero():
    found = run("加权均值([10, 20], [w, 0])", w=unknown(0, 3, fact="w"))
    span, null = found.options
    assert (span.low, span.high, null) == (10, 20, UNDEFINED)


def test_weights_that_may_be_negative_bound_nothing():
    found = run("加权均值([10, 20], [w, 1])", w=unknown(-3, 3, fact="w"))
    assert found.options == (Span(None, None, False, found.options[0].ways), UNDEFINED)


def test_values_that_may_be_null_keep_their_null():
    maybe = OneOf((F(10), UNDEFINED), {"m": 0})
    found = run("加权均值([m, 20], [w, 1])", m=maybe, w=unknown(1, 3, fact="w"))
    assert UNDEFINED in found.options


RANKS = '名次({}, [90, 80, 80, 70], "{}", "{}")'


@pytest.mark.parametrize(
    ("x", "way", "order", "expected"),
    [
        (90, "竞争", "降", "1"), (80, "竞争", "降", "2"), (70, "竞争", "降", "4"),
        (90, "密集", "降", "1"), (80, "密集", "降", "2"), (70, "密集", "降", "3"),
        (90, "平均", "降", "1"), (80, "平均", "降", "2.5"), (70, "平均", "降", "4"),
        (90, "竞争", "升", "4"), (80, "竞争", "升", "2"), (70, "密集", "升", "1"),
        (75, "竞争", "降", "4"), (75, "平均", "降", "4"),
    ],
)  # fmt: skip
def test_ranks_by_hand(x, way, order, expected):
    assert run(RANKS.format(x, way, order)) == F(expected)


@pytest.mark.parametrize(
    ("way", "low", "high"), [("竞争", 3, 4), ("密集", 3, 4), ("平均", "3.5", "4.5")]
)
def test_two_before_two_level_and_one_unknown(way, low, high):
    found = run(f'名次(1, [9, 8, 1, 1, x], "{way}", "降")', x=X)
    assert (found.low, found.high) == (F(low), F(high))


def test_the_first_of_nobody():
    assert run('名次(5, [], "竞争", "降")') == 1


@pytest.mark.parametrize(
    ("way", "low", "high"), [("竞争", 2, 4), ("密集", 2, 4), ("平均", 2, "4.5")]
)
def test_ranks_of_unknowns(way, low, high):
    found = run(f'名次(x, [20, x, 5, y, 0], "{way}", "降")', x=X, y=unknown(0, 3, fact="y"))
    assert (found.low, found.high) == (low, F(high))


def test_an_unknown_is_level_with_itself():
    assert run('名次(x, [x, 20], "平均", "降")', x=X) == Span(F(2), F(2), True, {"x": 0})


def test_many_certain_ones_before_may_be_level_in_dense_ranks():
    found = run('名次(1, [x, y], "密集", "降")', x=unknown(5, 9), y=unknown(5, 9, fact="y"))
    assert (found.low, found.high) == (2, 3)


def test_lengths_must_agree():
    with pytest.raises(FeelFailure) as caught:
        run("加权均值([1, 2], [1])")
    assert caught.value.code == "lengths-differ"
