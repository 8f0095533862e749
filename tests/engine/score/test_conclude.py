"""Without a total the grade is the result: what cannot change it is not waited for."""

from __future__ import annotations

import pytest

from tests.engine.score.small import scored, whole

TEXT = """
总分: 无
序: {档: [差, 中, 好]}
事实: {甲: 档, 乙: 档, 丙: 档}
派生: {差项: '个数([甲, 乙, 丙][item = "差"])'}
等次: {优: {情形: 差项 = 0}, 良: {情形: 差项 <= 1}, 差: 其余}
"""


@pytest.mark.parametrize(
    ("first", "status", "grade"), [("差", "final", "差"), ("好", "incomplete", None)]
)
def test_a_decided_grade_is_final(first, status, grade):
    found = scored(TEXT, facts=f"对象,指标,数值\n一,甲,{first}\n一,乙,差")
    assert (found["一"]["status"], found["一"]["grade"]) == (status, grade)


def test_of_an_earlier_period_only_what_is_known_is_listed():
    text = """
    事实: {产值: {范围: 1..100, 首期: 50}}
    指标: {甲: {分值: 100, 算式: 产值 / 上年(产值), 无定义: 计零}}
    """
    rows = "一,产值,40,2024\n一,产值,20,2025\n二,产值,30,2025"
    found = scored(text, facts=f"对象,指标,数值,周期\n{rows}\n二,甲,5,2024")
    assert found["一"]["nodes"]["产值@2024"]["exact"] == "40"
    # 二 has a result for 2024 and no figure.
    assert "产值@2024" not in found["二"]["nodes"]
    assert found["二"]["nodes"]["甲"]["interval"] == {"worst": "0.3", "best": "30", "tight": True}


# --- members whose facts are at fault -------------------------------------------------------------

SEATS = """
指标: {甲: {分值: 100}}
等次: {先进: {不低于: 90, 名额: 25%, 名额取整: 四舍五入, 并列: 提请 领导小组}, 合格: 其余}
"""


def test_a_refused_member_keeps_seats_and_places_of_the_others_open():
    rows = "对象,指标,数值\n一,甲,95\n二,甲,92\n三,甲,91\n三,甲,99"
    found = scored(SEATS, facts=rows)
    assert found["三"]["status"] == "refused"
    assert found["三"]["grade"] is None
    # Of 三 nothing is known: 一 may be first or second, and there is one seat for three.
    assert found["一"]["status"] == "final"
    assert (found["一"]["rank"], found["一"]["rank_range"]) == (None, [1, 2])
    assert (found["一"]["grade"], found["一"]["grades_possible"]) == (None, ["先进", "合格"])
    assert found["二"]["grade"] == "合格"


def test_a_refused_member_counts_in_the_number_of_seats():
    result = whole(SEATS, facts="对象,指标,数值\n一,甲,95\n二,甲,80\n三,甲,91\n三,甲,99")
    (decision,) = result["decisions"]
    assert (decision["share"], decision["seats"]) == ({"exact": "0.25", "raw": "0.75"}, 1)
    assert decision["proposed"] == []
    assert decision["tied"] == []


KEPT = """
指标: {甲: {分值: 100}}
等次:
  先进:
    不低于: 80
    名额: 2
    并列: 提请 县委
    递补: 空缺
    取消评先情形: [{名称: 事故, 机关: 委}]
  合格: 其余
"""


def test_a_seat_that_stays_empty_is_not_offered_to_those_who_are_level():
    rows = "对象,指标,数值\n一,甲,95\n一,事故,\n二,甲,90\n三,甲,90\n四,甲,85"
    (decision,) = whole(KEPT, facts=rows)["decisions"]
    assert (decision["seats"], decision["proposed"], decision["tied"]) == (2, [], ["二", "三"])
    assert decision["seats_open"] == 1
    assert "一占着名次而不能得，空出 1 个，不递补" in decision["warnings"]


def test_of_a_refused_member_only_its_fault_is_told():
    text = KEPT.replace("名额: 2", "名额: 1")
    result = whole(text, facts="对象,指标,数值\n一,甲,95\n二,甲,90\n二,甲,91")
    assert [one for one in result["problems"] if one["coordinate"] == "二"] == []
