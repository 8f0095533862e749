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
