"""Sums and the surplus over the total of the body above are exact; what is no number is told."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoji.apps.targets.actuals import growth, periods_before
from kaoji.apps.targets.sums import together

cents = st.integers(min_value=-(10**12), max_value=10**12)


@given(st.lists(cents), cents)
def test_the_sum_and_the_surplus_are_exact(figures, total):
    told = [f"{'-' if one < 0 else ''}{abs(one) // 100}.{abs(one) % 100:02}" for one in figures]
    found = together(told, total=str(total))
    assert found.sum == Fraction(sum(figures), 100)
    assert found.surplus == Fraction(sum(figures), 100) - total
    assert found.left == 0


def test_the_surplus_is_shown_in_figures_and_percent():
    found = together(["400.1", "500", "不适用", "450"], total="1300")
    assert (found.shown, found.surplus_shown, found.percent_shown) == ("1350.1", "+50.1", "+3.85%")
    assert found.is_more
    assert not found.is_short


def test_what_is_still_to_come_is_counted_and_never_zero():
    found = together(["400", "", ""], total="1300")
    assert (found.left, found.surplus_shown, found.percent_shown) == (2, "−900", "−69.23%")
    assert not found.is_short
    assert together(["400"], total="1300").is_short
    assert together(["400"], total="").surplus is None
    assert together(["5"], total="0").percent_shown == ""


@pytest.mark.parametrize(
    ("last", "target", "told"),
    [("80", "100", "25.00%"), ("3", "4", "33.33%"), ("100", "95", "−5.00%"), ("0", "5", ""),
     ("不适用", "5", ""), ("80", "", ""), ("-3", "4", "")],
)  # fmt: skip
def test_growth_is_of_numbers_above_zero(last, target, told):
    assert growth(last, target=target) == told


def test_three_periods_of_the_same_kind_come_before():
    assert periods_before("2026年终评估") == ("2023年终评估", "2024年终评估", "2025年终评估")
    assert periods_before("2026Q1") == ("2025Q2", "2025Q3", "2025Q4")
