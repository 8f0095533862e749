"""Numbers read, rounded and printed exactly, checked against the standard library's decimals."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoji.engine.plinth.exact import (
    LONGEST_NUMBER,
    Rounding,
    exact_text,
    fixed_text,
    parse_decimal,
    parse_exact,
    round_quotient,
    round_to,
)

DECIMAL_MODES = {
    Rounding.HALF_UP: ROUND_HALF_UP,
    Rounding.HALF_EVEN: ROUND_HALF_EVEN,
    Rounding.DOWN: ROUND_DOWN,
    Rounding.UP: ROUND_UP,
}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("85", Fraction(85)),
        ("-12.50", Fraction(-25, 2)),
        ("+0.1", Fraction(1, 10)),
        (".5", Fraction(1, 2)),
        ("-.05", Fraction(-1, 20)),
        ("0.30", Fraction(3, 10)),
        ("3/4", Fraction(3, 4)),
        (" -6 / 4 ", Fraction(-3, 2)),
        ("0/7", Fraction(0)),
    ],
)
def test_what_is_a_number(text, number):
    assert parse_exact(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "5.",
        "1e3",
        "1,000",
        "--1",
        "1/0",
        "1/-2",
        "1.5/2",
        "3/",
        "/3",
        "1/2/3",
        "无",
        "0x1",
    ],
)
def test_what_is_none(text):
    assert parse_exact(text) is None


def test_longest_numbers():
    assert parse_decimal("9" * LONGEST_NUMBER) == 10**60 - 1
    assert parse_decimal("9" * (LONGEST_NUMBER + 1)) is None
    assert LONGEST_NUMBER == 60
    assert parse_exact("1/" + "9" * 118) == Fraction(1, 10**118 - 1)
    assert parse_exact("1/" + "9" * 119) is None
    assert parse_decimal("3/4") is None


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("0", "0"),
        ("-3", "-3"),
        ("1/2", "0.5"),
        ("-1/4", "-0.25"),
        ("1/5", "0.2"),
        ("1/25", "0.04"),
        ("3/40", "0.075"),  # three twos, one five
        ("1/250", "0.004"),  # one two, three fives
        ("7/2", "3.5"),
        ("1/3", "1/3"),
        ("-7/6", "-7/6"),
        ("1/30", "1/30"),
        ("100", "100"),
    ],
)
def test_exact_texts(number, text):
    assert exact_text(Fraction(number)) == text
    assert parse_exact(text) == Fraction(number)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-999, max_value=999))
def test_an_exact_text_reads_back(number):
    text = exact_text(Fraction(number))
    assert Fraction(text) == Fraction(number)
    assert "." not in text or not text.endswith("0")
    assert text != "-0"


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-99, max_value=99),
    st.integers(0, 4),
    st.sampled_from(Rounding),
)
def test_rounding_agrees_with_decimals(number, places, mode):
    expected = number.quantize(Decimal(1).scaleb(-places), rounding=DECIMAL_MODES[mode])
    assert round_to(Fraction(number), places=places, mode=mode) == Fraction(expected)
    printed = fixed_text(Fraction(number), places=places, mode=mode)
    assert printed == f"{expected or abs(expected):f}"


@pytest.mark.parametrize(
    ("number", "places", "rounded"),
    [("1250", -2, 1300), ("1249", -2, 1200), ("-1250", -2, -1300), ("15", -1, 20), ("4", -1, 0)],
)
def test_tens_and_hundreds(number, places, rounded):
    assert round_to(Fraction(number), places=places) == rounded


@pytest.mark.parametrize(
    ("top", "below", "mode", "whole"),
    [
        (7, 2, Rounding.HALF_EVEN, 4),
        (5, 2, Rounding.HALF_EVEN, 2),
        (-5, 2, Rounding.HALF_UP, -3),
        (-5, 2, Rounding.DOWN, -2),
        (-1, 9, Rounding.UP, -1),
        (0, 9, Rounding.UP, 0),
        (9, 9, Rounding.UP, 1),
    ],
)
def test_quotients(top, below, mode, whole):
    assert round_quotient(top, below, mode) == whole


@pytest.mark.parametrize(
    ("number", "places", "text"),
    [
        ("0.05", 2, "0.05"),
        ("-0.004", 2, "0.00"),
        ("-0.05", 1, "-0.1"),
        ("7", 0, "7"),
        ("7", 2, "7.00"),
    ],
)
def test_fixed_texts(number, places, text):
    assert fixed_text(Fraction(number), places=places) == text
