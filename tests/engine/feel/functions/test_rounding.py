"""Rounding, steps, clamping and remainders, by hand and against an oracle."""

from __future__ import annotations

from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.plinth.values import UNDEFINED
from tests.engine.feel.running import F, run, unknown

MODES = {
    "四舍五入": ROUND_HALF_UP,
    "五舍六入": ROUND_HALF_DOWN,
    "四舍六入": ROUND_HALF_EVEN,
    "去尾": ROUND_DOWN,
    "进一": ROUND_UP,
    "下整": ROUND_FLOOR,
    "上整": ROUND_CEILING,
}


@given(st.integers(-(10**6), 10**6), st.sampled_from(sorted(MODES)), st.integers(-2, 3))
def test_rounding_as_the_decimal_module(thousandths, name, places):
    number = Decimal(thousandths).scaleb(-3)
    expected = number.quantize(Decimal(1).scaleb(-places), rounding=MODES[name])
    assert run(f"{name}(x, {places})", x=F(thousandths, 1000)) == F(expected)


@given(st.integers(-(10**4), 10**4), st.sampled_from(sorted(MODES)))
def test_without_places_to_whole_numbers(hundredths, name):
    number = F(hundredths, 100)
    assert run(f"{name}(x)", x=number) == run(f"{name}(x, 0)", x=number)


@pytest.mark.parametrize("way", ["四舍五入", "四舍六入", "去尾", "进一"])
def test_round_says_its_way(way):
    for number in (F("2.5"), F("-0.25"), F("1.15")):
        assert run(f'取整(x, 1, "{way}")', x=number) == run(f"{way}(x, 1)", x=number)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('整步(25, 10, "整步")', "2"),
        ('整步(-25, 10, "整步")', "-2"),
        ('整步(30, 10, "整步")', "3"),
        ('整步(25, 10, "按比例")', "2.5"),
        ('整步(1, 3, "按比例")', "1/3"),
        ("取余(7, 3)", "1"),
        ("取余(-7, 3)", "2"),
        ("取余(7, -3)", "-2"),
        ("取余(5.5, 2)", "1.5"),
        ("夹(-1, 0, 1)", "0"),
        ("夹(0.5, 0, 1)", "0.5"),
    ],
)
def test_by_hand(text, expected):
    assert run(text) == F(expected)


def test_no_remainder_by_zero():
    assert run("取余(7, 0)") == UNDEFINED


@pytest.mark.parametrize(
    ("text", "low", "high", "tight"),
    [
        ('取整(x, 0, "四舍五入")', 1, 5, True),
        ('整步(x, 2, "整步")', 0, 2, True),
        ("floor(x)", 1, 4, True),
        ("取余(x, 10)", "1.2", "4.8", True),
        ("取余(x, 4)", 0, 4, False),
        ("取余(x, -4)", -4, 0, False),
        ("夹(x, 2, 3)", 2, 3, True),
        ("夹(3, 2, x)", 2, 3, True),
    ],
)
def test_unknowns(text, low, high, tight):
    found = run(text, x=unknown("1.2", "4.8"))
    assert (found.low, found.high, found.tight) == (F(low), F(high), tight)


def test_an_open_end():
    found = run("取余(x, 4)", x=unknown(None, 3))
    assert (found.low, found.high) == (0, 4)
    assert run("去尾(x, 0)", x=unknown(None, "2.5")).high == 2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('整步(1, 0, "整步")', "step-not-positive"),
        ('整步(1, x, "整步")', "step-not-positive"),
        ("取余(1, x)", "must-be-known"),
        ("夹(1, 3, 2)", "bounds-crossed"),
    ],
)
def test_refusals(text, code):
    with pytest.raises(FeelFailure) as caught:
        run(text, x=unknown(-1, 3))
    assert caught.value.code == code
