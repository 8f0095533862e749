"""北京 by hand: a department from its leaves, the cap of the four fields, what is refused."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.oracles import beijing
from tests.oracles.common import IncompleteFactsError

FACTS = {
    "subject": "甲委",
    "points": {"职责任务": "20", "依法行政": "15", "服务中央": "7.5"},
    "marks": {
        "职责任务": "19",
        "领导考评": "13.5",
        "依法行政": "14",
        "能力建设": "4.25",
        "服务中央": "7",
        "服务基层": "12",
        "创新创优": "3",
    },
    "public": "81.25",
    "deductions": {
        "勤政廉政": [{"amount": "1.5"}, {"amount": "9", "state": "拟"}],
        "预算支出": [{"amount": "0.75", "count": 2}],
    },
    "opinions": [{"count": 3}, {"state": "已撤销"}],
}


def test_a_department_by_hand():
    # 32.5 + 18.25 + (7 + 12 + 20 × 81.25 % = 16.25) 35.25 + 3 = 89; less 1.5 + 2×0.75 = 3: 86.
    found = beijing.score(FACTS)
    dimensions = {"履职效率": "32.5", "管理效能": "18.25", "服务效果": "35.25", "创新创优": "3"}
    assert {name: found["nodes"][name] for name in dimensions} == {
        name: Fraction(value) for name, value in dimensions.items()
    }
    assert found["nodes"]["服务效果/公众评价"] == Fraction("16.25")
    assert (found["nodes"]["减分"], found["total"]) == (3, 86)
    assert found["proposals"]["opinions"] == ("proposed", 3)


@pytest.mark.parametrize(
    ("raw", "applied", "waived"),
    [(("19.99", "0"), "19.99", "0"), (("12", "8"), "20", "0"), (("15", "15"), "20", "10")],
)
def test_four_fields_have_one_cap(raw, applied, waived):
    found = beijing.deduction(dict(zip(beijing.FIELDS, map(Fraction, raw), strict=False)))
    assert (found["applied"], found["waived"]) == (Fraction(applied), Fraction(waived))


def test_nothing_falls_below_zero():
    marks = dict.fromkeys(FACTS["marks"], "1")
    heavy = {"安全生产": [{"amount": "60"}]}
    found = beijing.score(FACTS | {"marks": marks, "public": "0", "deductions": heavy})
    assert (found["nodes"]["八项得分"], found["total"]) == (7, 0)


@pytest.mark.parametrize(
    "change",
    [
        {"marks": FACTS["marks"] | {"领导考评": "15.01"}},
        {"public": "100.01"},
        {"points": FACTS["points"] | {"职责任务": "36"}},
    ],
)
def test_figures_beyond_their_points_are_refused(change):
    with pytest.raises(beijing.BadFactsError):
        beijing.score(FACTS | change)


def test_a_missing_mark_is_never_zero():
    marks = {name: value for name, value in FACTS["marks"].items() if name != "服务基层"}
    with pytest.raises(IncompleteFactsError):
        beijing.score(FACTS | {"marks": marks})
