"""深圳 by hand: a year of marks, cards of ours and of others, titles that are won and lost."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.oracles import shenzhen
from tests.oracles.common import IncompleteFactsError

OURS = {"issuer": "市城管局", "heard": True}
FACTS = {
    "subject": "甲街道",
    "class": "街道",
    "months": ["80", "82.5", *["90"] * 9, "85.5"],
    "red": {"clear": False, "cards": "3", "late": True},
    "reports": [{"verdict": "属实", "count": 4}, {"verdict": "不属实"}],
    "yellows": [
        OURS | {"outcome": "按期完成"},
        OURS | {"outcome": "整改中", "state": "拟"},
        {"issuer": "市安委会", "heard": True, "outcome": "逾期未完成"},
    ],
    "reds": [],
    "title": "达标",
    "accepted": [],
    "rechecked": [{"verdict": "不合格"}],
    "team": [{"side": "业务部门"}, {"side": "纪检部门"}],
    "ways": [{"way": "明查"}, {"way": "暗检"}],
    "quarters": [{"quarter": one} for one in shenzhen.QUARTERS],
    "sections": [{"prize": "罚款"}],
}


def test_a_unit_by_hand():
    # 80 + 82.5 + 810 + 85.5 = 1058, over twelve 529/6; 4 complaints less one card are 3.
    found = shenzhen.score(FACTS)
    assert (found["total"], found["nodes"]["已评合计"]) == (Fraction(529, 6), 1058)
    assert found["proposals"] == {
        "publish-details": ("proposed", None),
        "yellow-card": ("proposed", 3),
        "persons-responsible": ("proposed", None),
        "section-fine": ("not_executable", None),
        "withdraw-plate": ("proposed", None),
    }
    assert found["told"] == {"requirement-warning"}


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ({"yellows": [OURS | {"outcome": "整改中"}] * 2}, None),
        ({"yellows": [OURS | {"outcome": "整改中"}] * 3}, "awaiting_ruling"),
        ({"yellows": [OURS | {"outcome": "逾期完成"}]}, "awaiting_ruling"),
        ({"yellows": [OURS | {"outcome": "逾期完成"}], "reds": [OURS]}, None),
    ],
)
def test_when_a_red_card_is_proposed(change, state):
    assert shenzhen.score(FACTS | change)["proposals"].get("red-card", (None,))[0] == state


@pytest.mark.parametrize(
    ("kind", "passed", "title"),
    [
        ("街道", None, "无"),
        ("村", None, "达标"),
        ("村", "标兵", "标兵"),
        ("执法队", "达标", "达标"),
    ],
)
def test_a_plate_is_withdrawn_only_where_the_text_says_so(kind, passed, title):
    accepted = [{"title": passed, "verdict": "合格"}] if passed else []
    assert shenzhen.title(FACTS | {"class": kind, "accepted": accepted}) == title


def test_plates_are_counted_within_a_class():
    others = [
        FACTS | {"subject": f"{n}", "rechecked": [], "title": t} for n, t in enumerate("无达")
    ]
    others[1]["title"] = "达标"
    found = shenzhen.group([FACTS, *others, FACTS | {"subject": "村", "class": "村"}])["subjects"]
    assert found["甲街道"]["nodes"]["达标覆盖率"] == Fraction(100, 3)
    assert found["村"]["nodes"]["持牌单位数"] == 1
    assert {one["rank"] for one in found.values()} == {1}


def test_the_higher_title_is_for_villages():
    with pytest.raises(shenzhen.BadFactsError):
        shenzhen.title(FACTS | {"accepted": [{"title": "标兵", "verdict": "不合格"}]})


def test_a_year_of_eleven_months_is_none():
    eleven = [*FACTS["months"][:11], None]
    assert shenzhen.so_far(eleven)["已评均值"] == Fraction("972.5") / 11
    with pytest.raises(IncompleteFactsError):
        shenzhen.year(eleven)
