"""Without a total the grade is the result: what cannot change it is not waited for."""

from __future__ import annotations

import pytest

from tests.engine.score.small import scored

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
