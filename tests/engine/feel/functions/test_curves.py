"""Piecewise linear curves over numbers and unknowns."""

from __future__ import annotations

import pytest

from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.feel.functions import FUNCTIONS
from kaoji.engine.feel.functions.model import Given
from kaoji.engine.feel.kinds import ANY, TRUTH, ListType, NumberType
from kaoji.engine.plinth.values import NOT_APPLICABLE, UNDEFINED, OneOf
from tests.engine.feel.running import F, run, unknown

HILL = "[[0, 0], [5, 10], [10, 8]]"


@pytest.mark.parametrize(
    ("at", "expected"),
    [("-3", "0"), ("0", "0"), ("2.5", "5"), ("5", "10"), ("6", "9.6"), ("10", "8"), ("99", "8")],
)
def test_by_hand(at, expected):
    assert run(f"插值(x, {HILL})", x=F(at)) == F(expected)


def test_one_anchor_is_flat():
    assert run("插值(7, [[5, 3]])") == 3


@pytest.mark.parametrize(
    ("low", "high", "expected", "tight", "way"),
    [
        (1, 4, ("2", "8"), True, 1),
        (6, 9, ("8.4", "9.6"), True, -1),
        (1, 7, ("2", "10"), False, 0),
        (4, 20, ("8", "10"), False, 0),
        (-5, -1, ("0", "0"), True, 1),
        (0, 5, ("0", "10"), True, 1),
        (None, 2, ("0", "4"), True, 1),
        (5, None, ("8", "10"), True, -1),
        (None, None, ("0", "10"), False, 0),
    ],
)
def test_an_unknown_place(low, high, expected, tight, way):
    found = run(f"插值(x, {HILL})", x=unknown(low, high))
    assert (found.low, found.high) == tuple(map(F, expected))
    assert (found.tight, dict(found.ways)) == (tight, {"x": way})


def test_a_curve_with_a_dip_meets_both_ends_without_a_direction():
    found = run("插值(x, [[0, 0], [1, 5], [2, 3], [3, 9]])", x=unknown(0, 3))
    assert (found.low, found.high, found.tight, dict(found.ways)) == (0, 9, True, {"x": 0})


def test_unknown_levels():
    level = unknown(4, 6, fact="y")
    found = run("插值(2.5, [[0, 0], [5, y]])", y=level)
    assert (found.low, found.high, found.tight) == (2, 3, True)
    assert run("插值(9, [[0, 0], [5, y]])", y=level) == level
    both = run("插值(x, [[0, 1], [5, y]])", x=unknown(0, 5), y=level)
    assert (both.low, both.high, both.tight) == (1, 6, False)


def test_possible_nulls_among_the_levels():
    maybe = OneOf((F(10), UNDEFINED), {"m": 0})
    assert set(run("插值(1, [[0, 0], [2, m]])", m=maybe).options) == {F(5), UNDEFINED}
    assert run("插值(1, [[0, n], [2, 4]])", n=NOT_APPLICABLE) == NOT_APPLICABLE


SCORE, PLAIN = NumberType("分"), NumberType()


def point(*types):
    return ListType(ANY, items=types)


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (ListType(ANY, items=(point(PLAIN, SCORE), point(PLAIN, SCORE))), SCORE),
        (ListType(ANY, items=(point(SCORE, PLAIN), point(PLAIN, SCORE))), PLAIN),
        (ListType(ANY, items=(point(SCORE), point(SCORE, TRUTH), SCORE)), PLAIN),
        (ListType(ANY, items=(point(SCORE, SCORE, SCORE),)), PLAIN),
        (ListType(ANY, items=()), PLAIN),
        (ListType(ANY), PLAIN),
        (ListType(ANY, items=(ListType(SCORE),)), PLAIN),
        (ANY, PLAIN),
    ],
)
def test_the_unit_is_that_of_the_levels(points, expected):
    given = Given(PLAIN, (PLAIN, points))
    assert FUNCTIONS["插值"].result(given) == expected


@pytest.mark.parametrize(
    ("points", "code"),
    [
        ("[]", "points-missing"),
        ("[1, 2]", "wrong-type"),
        ("[[1, 2, 3]]", "wrong-type"),
        ("[['一', 2]]", "wrong-type"),
        ("[[1, '二']]", "wrong-type"),
        ("[[2, 1], [1, 2]]", "points-unordered"),
        ("[[1, 1], [1, 2]]", "points-unordered"),
        ("[[x, 1], [9, 2]]", "must-be-known"),
    ],
)
def test_refusals(points, code):
    with pytest.raises(FeelFailure) as caught:
        run(f"插值(1, {points})", x=unknown(0, 3))
    assert caught.value.code == code
