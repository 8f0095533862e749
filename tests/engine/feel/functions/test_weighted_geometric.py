"""The weighted geometric mean, and roots rounded once in every mode."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.feel.functions.roots import weighted_geometric_mean
from kaoji.engine.feel.irrational import root
from kaoji.engine.plinth.exact import Rounding, round_to
from kaoji.engine.plinth.values import Null, Span
from tests.engine.feel.running import F, run, unknown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # 16^(3/4) · 1^(1/4) = 8
        ("加权几何均值([16, 1], [3, 1], 2)", "8"),
        # weights of 30 % and 10 % are shares of 3/4 and 1/4
        ("加权几何均值([16, 1], [30%, 10%], 2)", "8"),
        # a number without weight does not count, not even zero
        ("加权几何均值([4, 9, 0], [1, 1, 0], 0)", "6"),
        ("加权几何均值([0, 9], [1, 1], 2)", "0"),
        # 2^(1/2) · 3^(1/2) = √6 = 2.449…
        ("weighted geometric mean([2, 3], [1, 1], 3)", "2.449"),
    ],
)
def test_by_hand(text, expected):
    assert run(text) == F(expected)


def test_it_rises_with_every_number():
    found = run("加权几何均值([x, 1], [3, 1], 2)", x=unknown(0, 16))
    assert found == Span(F(0), F(8), tight=True, ways={"x": 1})


def test_without_weight_it_is_undefined():
    assert isinstance(run("加权几何均值([1, 2], [0, 0], 2)"), Null)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("加权几何均值([1, 2], [1], 2)", "lengths-differ"),
        ("加权几何均值([1, 2], [2, -1], 2)", "outside-domain"),
        ("加权几何均值([-1, 2], [1, 1], 2)", "outside-domain"),
        ("加权几何均值([1, 2], [0.12345, 0.87655], 2)", "list-too-long"),
    ],
)
def test_what_has_no_mean(text, code):
    with pytest.raises(FeelFailure) as caught:
        run(text)
    assert caught.value.code == code


def test_weights_have_to_be_known():
    with pytest.raises(FeelFailure) as caught:
        run("加权几何均值([1, 2], [x, 1], 2)", x=unknown(1, 2))
    assert caught.value.code == "must-be-known"


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        # √2 = 1.41421…
        (Rounding.HALF_UP, "1.41"),
        (Rounding.DOWN, "1.41"),
        (Rounding.UP, "1.42"),
        (Rounding.HALF_EVEN, "1.41"),
    ],
)
def test_modes(mode, expected):
    assert root(F(2), degree=2, places=2, mode=mode) == F(expected)


def test_an_exact_tie_is_a_tie():
    # √0.015625 = 0.125
    assert root(F("0.015625"), degree=2, places=2, mode=Rounding.HALF_EVEN) == F("0.12")
    assert root(F("0.015625"), degree=2, places=2, mode=Rounding.HALF_UP) == F("0.13")
    assert root(F("0.015626"), degree=2, places=2, mode=Rounding.HALF_EVEN) == F("0.13")


@given(
    value=st.fractions(0, 1000, max_denominator=1000),
    degree=st.integers(1, 6),
    places=st.integers(-1, 4),
    mode=st.sampled_from(Rounding),
)
def test_the_rounded_root_is_the_rounded_fine_root(value, degree, places, mode):
    # Thirty more digits cut down, and a step up where they do not end: no edge lies between.
    fine = F(10) ** (places + 30)
    size = int(F(10) ** 20)
    below = root(value, degree=degree, places=places + 30, mode=Rounding.DOWN)
    near = below if below**degree == value else below + 1 / fine / size
    assert root(value, degree=degree, places=places, mode=mode) == round_to(
        near, places=places, mode=mode
    )


def test_modes_reach_the_mean():
    mean = weighted_geometric_mean([F(2), F(1)], weights=[F(1), F(1)], places=1, mode=Rounding.UP)
    assert mean == F("1.5")
