"""卫生系统 by hand: content on its points, papers on the day, what follows and what never does."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.oracles import weisheng

FACTS = {
    "subject": "甲院",
    "class": "医疗卫生单位",
    "points": {"患者满意": "40", "职工满意": "25"},
    "seats": "1",
    "ruled": False,
    "content": {
        "患者满意": {"good": "30", "valid": "40"},
        "职工满意": {"good": "9", "valid": "10"},
        "社会满意": {"good": "1", "valid": "5"},
    },
    "joined": True,
    "papers": [
        {"paper": "实施方案", "day": (3, 16)},
        {"paper": "实施方案", "day": (3, 15)},
        {"paper": "成员名单", "day": (3, 2), "state": "拟"},
        {"paper": "综合分析报告", "day": (5, 21)},
    ],
    "works": [{"work": "集中排查", "day": (4, 1)}, {"work": "综合分析报告", "day": (5, 2)}],
    "promises": [{"way": "媒体"}],
    "found": [
        {"origin": "明察暗访", "mended": False, "count": 2},
        {"origin": "自查", "mended": True},
    ],
    "survey": {"named": "2", "valid": "3"},
    "practice": [{"amount": "2.5", "count": 2}, {"amount": "9", "state": "已撤销"}],
}


def test_a_unit_by_hand():
    # 40 × 3/4 = 30, 25 × 9/10 = 22.5, 35 × 1/5 = 7.
    found = weisheng.score(FACTS)
    assert found["total"] == Fraction("59.5")
    assert (found["nodes"]["职工满意"], found["nodes"]["反向测评率"]) == (
        Fraction("22.5"),
        Fraction(200, 3),
    )
    assert found["told"] == frozenset()
    assert found["proposals"] == {
        "late-filing": ("proposed", 2),
        "self-check-gap": ("proposed", 4),
        "rectification": ("proposed", 2),
        "investigation": ("proposed", 2),
        "reverse-survey": ("proposed", Fraction(200, 3)),
        "licence-check": ("proposed", 5),
        "suspension": ("not_executable", None),
        "off-post": ("not_executable", None),
        "measures": ("awaiting_ruling", None),
        "head-accountable": ("awaiting_ruling", None),
    }


def test_nobody_asked_leaves_the_points_to_the_rest():
    nobody = FACTS["content"] | {"患者满意": {"good": "0", "valid": "0"}}
    assert weisheng.contents(FACTS | {"content": nobody})["总分"] == Fraction("29.5") * 100 / 60


@pytest.mark.parametrize(
    ("day", "stage"),
    [("02-28", None), ("03-01", "思想动员"), ("04-30", "自查整改"), ("12-31", "检查问责")],
)
def test_stages_hold_both_their_ends(day, stage):
    assert weisheng.stage(day) == stage


def test_who_does_not_join_leaves_the_seat_to_the_next():
    best = FACTS | {"subject": "乙院", "joined": False}
    best["content"] = {key: {"good": "9", "valid": "9"} for key in FACTS["content"]}
    found = weisheng.group([FACTS, best])
    assert found["decision"]["proposed"] == ["甲院"]
    assert found["subjects"]["乙院"]["rank"] == 1
    assert "commendation" in found["subjects"]["甲院"]["proposals"]


@pytest.mark.parametrize(
    "change",
    [
        {"points": {"患者满意": "60", "职工满意": "40"}},
        {"content": FACTS["content"] | {"社会满意": {"good": "6", "valid": "5"}}},
    ],
)
def test_what_the_text_does_not_admit_is_refused(change):
    with pytest.raises(weisheng.BadFactsError):
        weisheng.score(FACTS | change)
