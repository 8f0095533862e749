"""Periods: each is one object; written, shifted, a year back, out of the calendar."""

from __future__ import annotations

import copy
import pickle
from dataclasses import replace
from datetime import date

import pytest

from kaoji.engine.plinth import periods
from kaoji.engine.plinth.periods import Grain, Period, parse_period, part_of

QUARTER = Period(Grain.QUARTER, 2016, 2)


def test_one_period_is_one_object():
    year = Period(Grain.YEAR, 2016)
    assert parse_period("2016Q2") is QUARTER
    assert parse_period("2016年第二季度") is QUARTER
    assert year.pieces(Grain.QUARTER)[1] is QUARTER
    assert part_of(year, "二季度") is QUARTER
    assert QUARTER.shifted(3).shifted(-3) is QUARTER
    assert replace(QUARTER, index=3).shifted(-1) is QUARTER


def test_copies_are_the_same_object():
    assert copy.copy(QUARTER) is QUARTER
    assert copy.deepcopy(QUARTER) is QUARTER
    assert pickle.loads(pickle.dumps(QUARTER)) is QUARTER


def test_what_is_no_longer_remembered_is_still_equal(monkeypatch):
    monkeypatch.setattr(periods, "_KNOWN", dict(periods._KNOWN))
    monkeypatch.setattr(periods, "_MOST_KNOWN", 0)
    other = Period(Grain.QUARTER, 2016, 2)
    assert other is not QUARTER
    assert other == QUARTER
    assert {QUARTER: 1}[other] == 1


def test_different_periods_differ():
    others = {
        QUARTER,
        Period(Grain.QUARTER, 2016, 3),
        Period(Grain.QUARTER, 2017, 2),
        Period(Grain.HALF, 2016, 2),
        Period(Grain.DAY, 2016, 2, 1),
        Period(Grain.PART, 2016, part="年终"),
        Period(Grain.PART, 2016, part="中期"),
        Period(Grain.SPAN, 2016, last_year=2018),
        Period(Grain.SPAN, 2016, last_year=2019),
    }
    assert len(others) == 9
    assert QUARTER.index == 2
    assert str(QUARTER) == "2016Q2"


@pytest.mark.parametrize(
    ("text", "steps", "moved"),
    [
        ("2025", -1, "2024"),
        ("2025H1", -1, "2024H2"),
        ("2025Q4", 1, "2026Q1"),
        ("2025-01", -13, "2023-12"),
        ("2025-03-01", -1, "2025-02-28"),
        ("2024-12-31", 1, "2025-01-01"),
        ("2013..2015", -1, "2012..2014"),
        ("2025年终", -1, "2024年终"),
    ],
)
def test_steps(text, steps, moved):
    period = parse_period(text)
    assert str(period.shifted(steps)) == moved
    assert period.shifted(steps).shifted(-steps) == period


@pytest.mark.parametrize(
    ("text", "years", "earlier"),
    [
        ("2025Q3", 1, "2024Q3"),
        ("2025-02", 3, "2022-02"),
        ("2025-03-15", 2, "2023-03-15"),
        ("2013..2015", 1, "2012..2014"),
        ("2025中期", 1, "2024中期"),
        # A year without the day has the last one of its February.
        ("2024-02-29", 1, "2023-02-28"),
        ("2024-02-29", 4, "2020-02-29"),
    ],
)
def test_years_back(text, years, earlier):
    found = parse_period(text).years_back(years)
    assert str(found) == earlier
    assert found.first_day <= found.last_day


@pytest.mark.parametrize(
    "text",
    ["0999", "9999", "2015..2013", "2025-13", "2025-00", "2025-02-29", "2025-06-31", ""],
)
def test_what_is_no_period(text):
    assert parse_period(text) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025Q2", date(2025, 4, 1), date(2025, 6, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-06-30", date(2025, 6, 30), date(2025, 6, 30)),
        ("2013..2015", date(2013, 1, 1), date(2015, 12, 31)),
        ("2025年终", date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_first_and_last_day(text, first, last):
    period = parse_period(text)
    assert (period.first_day, period.last_day) == (first, last)
    assert period.covers(first)
    assert period.covers(last)


def test_pieces_of_a_period():
    year = Period(Grain.YEAR, 2025)
    assert [str(one) for one in year.pieces(Grain.HALF)] == ["2025H1", "2025H2"]
    assert [str(one) for one in parse_period("2025H2").pieces(Grain.QUARTER)] == [
        "2025Q3", "2025Q4",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "do_overlap"),
    [
        ("2024", "2025", False), ("2025", "2025Q2", True), ("2025Q1", "2025Q2", False),
        ("2025H1", "2025-06", True), ("2025-06-30", "2025Q3", False),
        ("2023..2025", "2025Q3", True), ("2025年终", "2025Q1", True),
        ("2025年终", "2025年中", True), ("2024年终", "2025年终", False),
    ],
)  # fmt: skip
def test_what_may_have_a_day_in_common(one, other, do_overlap):
    first, second = parse_period(one), parse_period(other)
    assert first.overlaps(second) is second.overlaps(first) is do_overlap
