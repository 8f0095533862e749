"""Periods: each is one object, however it comes about; and equal where it is not."""

from __future__ import annotations

import copy
import pickle
from dataclasses import replace

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
