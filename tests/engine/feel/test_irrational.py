"""Roots, powers, logarithms: correctly rounded, by oracles that know nothing of decimals.

A root is judged by powers of whole numbers; exp and ln by their series, summed in fractions.
"""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.feel.irrational import (
    exact_root,
    exponential,
    logarithm,
    power,
    root,
    whole_root,
)
from kaoji.engine.plinth.exact import round_to

POSITIVE = st.fractions(Fraction(1, 1000), 1000, max_denominator=1000)


#: The series are summed in decimals of so many places, each term cut: far more than is asked.
DIGITS = 60


def cut(x):
    return round_to(x, places=DIGITS)


def exp_series(x):
    """E to a power, by squaring e to a small one."""
    doublings = 0
    while abs(x) > 1:
        x, doublings = x / 2, doublings + 1
    total = term = Fraction(1)
    for index in range(1, 60):
        term = cut(term * x / index)
        total += term
    for _ in range(doublings):
        total = cut(total * total)
    return total


def ln_series(x):
    """The logarithm as 2 artanh((x-1)/(x+1)), after halving to between 1/2 and 2."""
    twos = 0
    while x > 2:
        x, twos = x / 2, twos + 1
    while x < Fraction(1, 2):
        x, twos = x * 2, twos - 1
    return 2 * artanh(cut((x - 1) / (x + 1))) + twos * 2 * artanh(cut(Fraction(1, 3)))


def artanh(z):
    total, power_of_z = Fraction(0), z
    for odd in range(1, 131, 2):
        total += cut(power_of_z / odd)
        power_of_z = cut(power_of_z * z * z)
    return total


@given(st.fractions(0, 10**6), st.integers(1, 9), st.integers(-2, 8))
def test_a_root_is_the_nearest_decimal(x, degree, places):
    found = root(x, degree=degree, places=places)
    half = Fraction(1, 2) / Fraction(10) ** places
    assert (found / half).denominator == 1
    assert found < half or (found - half) ** degree <= x
    assert x < (found + half) ** degree


@given(st.integers(0, 10**200), st.integers(1, 80))
def test_a_whole_root_is_cut_down(number, degree):
    found = whole_root(number, degree=degree)
    assert found**degree <= number < (found + 1) ** degree


@pytest.mark.parametrize("degree", [2, 3, 5, 40])
@pytest.mark.parametrize("base", [7, 10**9 + 7, 3**40])
def test_whole_roots_at_the_very_edge(degree, base):
    assert whole_root(base**degree, degree=degree) == base
    assert whole_root(base**degree - 1, degree=degree) == base - 1


@pytest.mark.parametrize(
    ("value", "degree", "places", "expected"),
    [
        ("4", 2, 0, "2"),
        ("2", 2, 4, "1.4142"),
        ("2.25", 2, 0, "2"),  # 1.5, half up
        ("6.25", 2, 0, "3"),  # 2.5, half up
        ("-27", 3, 2, "-3"),
        ("-15.625", 3, 0, "-3"),  # -2.5, half away from zero
        ("250000", 2, -2, "500"),
        ("0", 2, 3, "0"),
        ("5", 1, 0, "5"),
    ],
)
def test_roots_by_hand(value, degree, places, expected):
    assert root(Fraction(value), degree=degree, places=places) == Fraction(expected)


@pytest.mark.parametrize(("value", "degree"), [("-1", 2), ("4", 0), ("4", 5000)])
def test_roots_that_do_not_exist(value, degree):
    with pytest.raises(FeelFailure) as caught:
        root(Fraction(value), degree=degree, places=2)
    assert caught.value.code == "outside-domain"


@given(st.fractions(-20, 20, max_denominator=50), st.integers(0, 25))
def test_exp_agrees_with_its_series(x, places):
    assert exponential(x, places=places) == round_to(exp_series(x), places=places)


@given(POSITIVE, st.integers(0, 25))
def test_ln_agrees_with_its_series(x, places):
    assert logarithm(x, base=None, places=places) == round_to(ln_series(x), places=places)


@given(st.fractions(Fraction(1, 20), 20, max_denominator=20), POSITIVE, st.integers(0, 12))
def test_a_logarithm_to_a_base_is_a_quotient(base, x, places):
    if base == 1:
        base = Fraction(3)
    found = logarithm(x, base=base, places=places)
    exact = ln_series(x) / ln_series(base)
    # The series is good to far more digits; only an exact tie could part them.
    assert abs(found - exact) <= Fraction(1, 2 * 10**places) + Fraction(1, 10**30)


@pytest.mark.parametrize(
    ("value", "base", "places", "expected"),
    [
        ("1000", "10", 5, "3"),
        ("0.001", "10", 0, "-3"),
        ("2", "4", 0, "1"),  # 0.5, half up
        ("8", "4", 0, "2"),  # 1.5, half up
        ("8", "4", 3, "1.5"),
        ("0.5", "4", 0, "-1"),  # -0.5, half away from zero
        ("8", "0.25", 2, "-1.5"),
        ("27/8", "9/4", 1, "1.5"),
        ("1", "7", 2, "0"),
        ("2", "10", 4, "0.301"),
        ("2", "0.1", 4, "-0.301"),
    ],
)
def test_logarithms_by_hand(value, base, places, expected):
    assert logarithm(Fraction(value), base=Fraction(base), places=places) == Fraction(expected)


def test_a_base_next_to_one_needs_more_digits():
    near = 1 + Fraction(1, 10**40)
    found = logarithm(1 + Fraction(2, 10**40), base=near, places=3)
    assert found == 2


@pytest.mark.parametrize(
    ("base", "exponent", "places", "expected"),
    [
        ("2", "0.5", 3, "1.414"),
        ("4", "1.5", 2, "8"),
        ("6.25", "0.5", 0, "3"),  # 2.5, half up
        ("8/27", "-1/3", 1, "1.5"),
        ("0", "0.5", 2, "0"),
        ("1", "0.37", 2, "1"),
        ("1", "1/7919", 2, "1"),
        ("2", "3", 0, "8"),
        ("1.005", "2", 2, "1.01"),
        ("-2", "3", 1, "-8"),
        ("2", "-2", 2, "0.25"),
    ],
)
def test_powers_by_hand(base, exponent, places, expected):
    found = power(Fraction(base), exponent=Fraction(exponent), places=places)
    assert found == Fraction(expected)


@given(POSITIVE, st.fractions(-3, 3, max_denominator=12), st.integers(0, 10))
def test_a_power_is_the_root_of_a_whole_power(base, exponent, places):
    whole = base ** abs(exponent.numerator)
    if exponent < 0:
        whole = 1 / whole
    assert power(base, exponent=exponent, places=places) == root(
        whole, degree=exponent.denominator, places=places
    )


@given(POSITIVE, st.fractions(-2, 2, max_denominator=10**6), st.integers(0, 15))
def test_a_power_of_high_degree_agrees_with_the_series(base, exponent, places):
    exact = exp_series(exponent * ln_series(base))
    found = power(base, exponent=exponent, places=places)
    assert abs(found - exact) <= Fraction(1, 2 * 10**places) + Fraction(1, 10**30)


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: power(Fraction(-2), exponent=Fraction(1, 2), places=2), "outside-domain"),
        (lambda: power(Fraction(0), exponent=Fraction(-1, 2), places=2), "outside-domain"),
        (lambda: power(Fraction(0), exponent=Fraction(-2), places=2), "outside-domain"),
        (lambda: power(Fraction(3), exponent=Fraction(10**6), places=2), "number-too-large"),
        (lambda: power(Fraction(9), exponent=Fraction(10**9, 7), places=2), "number-too-large"),
        (lambda: logarithm(Fraction(0), base=None, places=2), "outside-domain"),
        (lambda: logarithm(Fraction(2), base=Fraction(1), places=2), "outside-domain"),
        (lambda: logarithm(Fraction(2), base=Fraction(-1), places=2), "outside-domain"),
        (lambda: logarithm(Fraction(3**3000), base=None, places=2), "number-too-large"),
        (lambda: exponential(Fraction(20_000), places=2), "number-too-large"),
    ],
)
def test_refusals(call, code):
    with pytest.raises(FeelFailure) as caught:
        call()
    assert caught.value.code == code


def test_exp_far_from_zero():
    assert exponential(Fraction(0), places=0) == 1
    assert exponential(Fraction(-10_000), places=5) == 0
    assert exponential(Fraction(-10), places=4) == Fraction(0)
    assert exponential(Fraction(-10), places=5) == Fraction(5, 10**5)


@pytest.mark.parametrize("step", [-1, 0, 1, 2])
def test_a_value_next_to_a_rounding_edge_asks_for_more_digits(step):
    tie = Fraction(5, 1000)
    near = exponential(tie, places=45) + Fraction(step, 10**45)
    is_above = near > cut(exp_series(tie))
    assert logarithm(near, base=None, places=2) == (Fraction(1, 100) if is_above else 0)


@given(POSITIVE, st.integers(2, 9))
def test_exact_roots_are_recognised(x, degree):
    assert exact_root(x**degree, degree=degree) == x
    assert exact_root(x**degree * 2, degree=degree) is None
