"""Rates by hand: shares of something and of nothing, what is left, what is refused."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.oracles import rates
from tests.oracles.common import IncompleteFactsError

VISITS = {
    "subject": "甲村",
    "sort": "visits",
    "counts": {
        "在册户数": "50",
        "已走访户数": "48",
        "已收集户数": "45",
        "意见条数": "20",
        "已反馈条数": "15",
        "已解释条数": "3",
    },
    "days": "2016-09-02",
    "later": [{"state": "拟"}],
}
REVIEWS = {
    "subject": "甲委",
    "sort": "reviews",
    "counts": {
        "发放份数": "20",
        "收回份数": "16",
        "有效份数": "12",
        "满意份数": "9",
        "应点评人数": "5",
        "征求意见书份数": "90",
    },
    "problems": [{"aspect": "业务工作", "public": True}, {"aspect": "业务工作", "count": 2}],
    "comments": [{"promise": True, "public": False, "count": 3}],
    "opinions": [{"channel": "走访调研", "answer": "转办"}, {"channel": "征求意见书"}],
}
BALLOT = {"aspect": "履行职责", "rater": rates.INSIDE, "good": "3", "fair": "2", "valid": "8"}
REPORTS = {
    "subject": "甲科",
    "sort": "reports",
    "counts": {"综合评议名次": "4", "综合评议单位数": "9"},
    "ballots": [BALLOT, BALLOT | {"rater": rates.OUTSIDE, "good": "1", "fair": "0", "valid": "4"}],
    "meetings": [{"form": "向中层干部", "count": 2}, {"form": "相互", "public": False}],
}
LAW = {
    "subject": "甲县",
    "sort": "law",
    "counts": dict.fromkeys(
        (*(name for chain in rates.CHAINS for name in chain), *rates.ENDINGS, *rates.AID), "2"
    )
    | dict.fromkeys((*rates.NOTARY, "执法单位数", "执法单位报送", "法制局报送"), "6")
    | {"复议收到": "9", "复议受理": "8", "自查得分": "90", "考核得分": "92"},
    "quota": {"unit": "1", "office": "10", "months": "2"},
    "others": [{"count": 1}],
    "files": [{"mended": True}, {"mended": None, "count": 4}],
}


def test_visits_by_hand():
    # 48, 45 of 50; 15 of 20; two days late; the later visit is only planned.
    found = rates.visits(VISITS)
    assert (found["nodes"]["入户走访率"], found["nodes"]["意见收集率"]) == (96, 90)
    assert (found["nodes"]["意见整改和反馈率"], found["grade"]) == (75, rates.MISSED)
    assert found["told"] == {"requirement-warning"}
    amounts = {code: amount for code, (_state, amount) in found["proposals"].items()}
    assert amounts == {
        "visits-left": 2,
        "opinions-left": 5,
        "answers-left": 5,
        "first-round-late": 2,
    }


def test_three_reviews_by_hand():
    # 16 of 20, 12 of 16, 9 of 12; three problems of one aspect, two of them not public.
    found = rates.reviews(REVIEWS)
    nodes = found["nodes"]
    assert (nodes["回收率"], nodes["有效率"], nodes["满意率"]) == (80, 75, 75)
    assert (nodes["查摆问题数"], nodes["涉及方面数"], nodes["没有公开的问题"]) == (3, 1, 2)
    assert found["proposals"]["comments-left"] == ("proposed", 2)
    assert found["proposals"]["comments-not-public"] == ("proposed", 3)
    assert "promises-left" not in found["proposals"]
    assert found["proposals"]["opinions-left"] == ("proposed", 1)


def test_reports_by_hand():
    # 5 of 8 inside, 1 of 4 outside: 6 of 12 together; nobody asked about the other aspects.
    found = rates.reports(REPORTS)
    nodes = found["nodes"]
    assert (nodes["内部满意率"], nodes["社会满意率"]) == (Fraction("62.5"), 25)
    assert (nodes["综合满意率"], nodes["履行职责满意率"]) == (50, 50)
    assert (nodes["廉洁自律满意率"], nodes["没有公示的场次"]) == (None, 2)
    assert found["told"] == {"requirement-unlocked", "requirement-warning"}
    assert set(found["proposals"]) == {"publish-report", "direction"}


def test_the_work_of_the_law_by_hand():
    # 2 + 2 + 2 + 1 = 7 of 8 closed; 6 of 20 sent; 6 of 6×1×2.
    found = rates.law(LAW)
    nodes = found["nodes"]
    assert (nodes["复议办结"], nodes["复议未结"], nodes["复议维持率"]) == (7, 1, 25)
    assert (nodes["法制局完成率"], nodes["法制局还差"], nodes["单位完成率"]) == (30, 14, 50)
    assert (nodes["援助案件"], nodes["公证案件"], nodes["审查率"]) == (4, 18, 100)
    assert found["proposals"] == {
        "quota-short": ("proposed", 14),
        "files-left": ("proposed", 4),
        "self-check": ("proposed", -2),
    }


@pytest.mark.parametrize(
    ("facts", "change"),
    [
        (VISITS, {"已走访户数": "51"}),
        (VISITS, {"已收集户数": "49"}),
        (REVIEWS, {"满意份数": "13"}),
        (REVIEWS, {"应点评人数": "2"}),
        (REVIEWS, {"征求意见书份数": "0"}),
        (REPORTS, {"综合评议名次": "10"}),
        (LAW, {"复议受理": "6"}),
        (LAW, {"证件发放": "3"}),
    ],
)
def test_facts_that_the_text_does_not_admit_are_refused(facts, change):
    with pytest.raises(rates.BadFactsError):
        rates.group([facts | {"counts": facts["counts"] | change}])


def test_a_rate_of_nothing_is_none_and_does_not_pass():
    counts = dict.fromkeys(VISITS["counts"], "0")
    found = rates.visits(VISITS | {"counts": counts})
    assert (found["nodes"]["入户走访率"], found["grade"]) == (None, rates.MISSED)


def test_a_missing_count_is_never_zero():
    with pytest.raises(IncompleteFactsError):
        rates.visits(VISITS | {"counts": VISITS["counts"] | {"意见条数": None}})
