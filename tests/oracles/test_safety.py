"""安全生产 by hand: a unit from its leaves, edges of days, a county's figures, what is refused."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from tests.oracles import safety
from tests.oracles.common import IncompleteFactsError

UNIT = {
    "subject": "甲乡",
    "class": "乡镇",
    "mark": "92.5",
    "acceptances": [{"failed": True}, {"failed": True, "state": "拟"}, {"failed": False}],
    "taken": "3",
    "during": "rounds",
    "larger": False,
    "accidents": [
        {"day": "2016-08-31", "grade": "一般"},
        {"day": "2016-09-01", "grade": "重大", "count": 2},
    ],
    "findings": [
        {"day": "2016-03-01", "kind": "非法违法", "number": "10", "mended": True},
        {"day": "2016-11-01", "kind": "隐患缺陷", "number": "18", "mended": None, "count": 3},
    ],
    "survey": "2016-04-02",
    "slack": [{"state": "已认定"}],
    "poor": [{"state": "拟"}],
}
COUNTY = {
    "subject": "甲县",
    "counts": {
        "常住人口": "2000",
        "安全生产经费": "5500",
        "高危企业数": "8",
        "参保企业数": "6",
        "生产经营单位数": "0",
        "预案备案数": "0",
        "工矿商贸企业数": "5",
        "标准化达标数": "5",
        "计划执法数": "10",
        "实际执法数": "12",
    },
    "per_head": "3",
    "reward": "250",
    "reports": [
        {"day": "2016-02-29", "true": True},
        {"day": "2016-03-01", "true": True, "count": 2},
        {"day": "2016-06-01", "true": None},
    ],
    "meetings": safety.QUARTERS,
}


def test_a_unit_by_hand():
    # 92.5 less 3; August is between the rounds, the graver accidents wait for a ruling.
    found = safety.unit(UNIT)
    assert (found["total"], found["nodes"]["减分"]) == (Fraction("89.5"), 3)
    assert (found["nodes"]["行动期间一般事故"], found["barred"]) == (0, frozenset())
    assert (found["nodes"]["第一阶段查出"], found["nodes"]["第五阶段查出"]) == (1, 3)
    assert found["proposals"] == {
        "acceptance-rectification": ("proposed", None),
        "larger-accident": ("awaiting_ruling", None),
        "warning": ("proposed", None),
        "accountability": ("awaiting_basis", None),
        "hazards-left": ("proposed", 3),
        "survey-late": ("proposed", 2),
    }


@pytest.mark.parametrize(
    ("change", "barred"),
    [
        ({"during": "whole"}, {"集中行动期间一般事故"}),
        ({"larger": True}, {"集中行动期间一般事故"}),
        ({"poor": [{"state": "已认定"}]}, {"工作不力取消评先"}),
    ],
)
def test_who_is_barred(change, barred):
    found = safety.unit(UNIT | change)
    assert (found["barred"], found["total"]) == (barred, Fraction("89.5"))


def test_a_county_by_hand():
    # 2000×3 less 5500; 6 of 8; nobody owes a plan; 2 reports from March on at 250.
    found = safety.county(COUNTY)
    assert (found["nodes"]["经费缺口"], found["nodes"]["高危企业参保率"]) == (500, 75)
    assert (found["nodes"]["预案备案率"], found["nodes"]["执法覆盖率"]) == (None, 120)
    assert found["proposals"] == {
        "insurance-left": ("proposed", 2),
        "fund-gap": ("proposed", 500),
        "report-reward": ("awaiting_basis", 500),
    }
    assert (found["told"], found["total"]) == (frozenset(), None)


@pytest.mark.parametrize(
    ("day", "phase"), [((2, 29), 0), ((3, 31), 1), ((6, 30), 2), ((8, 31), 3), ((10, 31), 4)]
)
def test_phases_end_on_their_last_day(day, phase):
    assert safety.phase(date(2016, *day)) == phase


def test_what_does_not_fit_is_refused():
    eleventh = [UNIT["findings"][0] | {"number": "11"}]
    with pytest.raises(safety.BadFactsError):
        safety.unit(UNIT | {"findings": eleventh})
    with pytest.raises(safety.BadFactsError):
        safety.county(COUNTY | {"counts": COUNTY["counts"] | {"参保企业数": "9"}})
    with pytest.raises(IncompleteFactsError):
        safety.unit(UNIT | {"survey": None})
