"""牡丹江 by hand: an office from its leaves, what is left out, what is refused."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.oracles import mudanjiang
from tests.oracles.common import IncompleteFactsError

FACTS = {
    "subject": "甲处",
    "year": 2008,
    "points": {"规费征收": "20", "客运站建设": "10", "学习考核": "5", "群众满意": "15"},
    "fees": {"target": "400", "actual": "500"},
    "stations": {"target": "4", "actual": "3"},
    "exam": "70",
    "content": {"good": "9", "valid": "10"},
    "others": [
        {"item": "治超", "points": "30", "mode": "按量", "target": "50", "actual": "40"},
        {"item": "档案", "points": "10", "mode": "按质", "actual": "8.5"},
    ],
    "bonuses": [{"amount": "2", "count": 2}, {"amount": "5", "state": "拟"}],
    "self": {"base": "90", "bonus": "4"},
    "quarters": mudanjiang.QUARTERS,
    "late": [{"count": 2}],
}


def test_an_office_by_hand():
    # 20 + 7.5 + 3.5 + 13.5 + (30×40/50 = 24) + 8.5 = 77; 2×2 = 4: 81, less 94 it says of itself.
    found = mudanjiang.score(FACTS)
    assert found["nodes"]["责任目标/其他目标"] == Fraction("32.5")
    assert (found["nodes"]["责任目标"], found["nodes"]["加分"], found["total"]) == (77, 4, 81)
    assert found["nodes"]["核验差额"] == -13
    assert (found["nodes"]["规费完成率"], found["nodes"]["规费超收"]) == (125, 100)
    assert found["proposals"] == {
        "difference": ("proposed", -13),
        "rectification": ("proposed", 2),
        "penalty": ("not_executable", None),
    }
    assert found["told"] == frozenset()


def test_what_is_left_out_leaves_its_points_to_the_rest():
    # Without fees 57 of 70; without anybody asked 63.5 of 75; without both 43.5 of 55.
    nobody = {"content": {"good": "0", "valid": "0"}}
    later = {"year": 2009}
    assert mudanjiang.base(FACTS | later)["责任目标"] == Fraction(57 * 90, 70)
    assert mudanjiang.base(FACTS | nobody)["责任目标"] == Fraction(127 * 90, 150)
    assert mudanjiang.base(FACTS | later | nobody)["责任目标"] == Fraction(87 * 90, 110)


@pytest.mark.parametrize(
    "change",
    [
        {"stations": {"target": "0", "actual": "1"}},
        {"content": {"good": "11", "valid": "10"}},
        {"others": FACTS["others"][:1]},
        {"others": [FACTS["others"][0], FACTS["others"][1] | {"actual": "10.5"}]},
        {"points": FACTS["points"] | {"规费征收": "60"}},
    ],
)
def test_facts_that_the_text_does_not_admit_are_refused(change):
    with pytest.raises(mudanjiang.BadFactsError):
        mudanjiang.score(FACTS | change)


def test_a_missing_figure_is_never_zero():
    with pytest.raises(IncompleteFactsError):
        mudanjiang.score(FACTS | {"exam": None})


YEAR = {
    "subject": "甲处",
    "year": 2009,
    "points": {"岗位责任": "50", "管理台账": "20", "队伍素质": "30"},
    "ledgers": [{"ledger": "企业"}, {"ledger": "企业"}, {"ledger": "车辆", "state": "拟"}],
    "works": {
        "制度和流程": [{"item": "许可", "points": "6", "mark": "5", "joint": True}],
        "队伍素质": [
            {"item": "学习", "points": "8", "mark": "8", "joint": True},
            {"item": "纪律", "points": "4", "mark": "1", "joint": False},
        ],
        "信息化": [{"item": "联网", "points": "10", "mark": "7.5", "joint": True}],
    },
    "self": "100",
    "before": "60",
    "faults": [{"count": 2}, {}],
    "absences": [],
}


def test_a_year_of_efficiency_by_hand():
    # 20×1/4 = 5, 30×5/6 = 25, 30×9/12 = 22.5, 20×7.5/10 = 15: 67.5.
    found = mudanjiang.efficiency(YEAR)
    fields = {"岗位责任": 30, "队伍素质": Fraction("22.5"), "信息化": 15, "总分": Fraction("67.5")}
    assert {name: found["nodes"][name] for name in fields} == fields
    assert (found["nodes"]["比上年"], found["nodes"]["核验差额"]) == (
        Fraction("7.5"),
        Fraction("-32.5"),
    )
    assert found["told"] == {"requirement-warning"}
    assert found["proposals"] == {
        "difference": ("proposed", Fraction("-32.5")),
        "improvement": ("proposed", Fraction("32.5")),
        "documents": ("proposed", 3),
    }


@pytest.mark.parametrize(
    "change",
    [
        {"points": YEAR["points"] | {"队伍素质": "50"}},
        {"points": YEAR["points"] | {"管理台账": "50"}},
        {"works": YEAR["works"] | {"信息化": [{"points": "5", "mark": "5.1", "joint": True}]}},
    ],
)
def test_marks_beyond_their_points_are_refused(change):
    with pytest.raises(mudanjiang.BadFactsError):
        mudanjiang.efficiency(YEAR | change)
