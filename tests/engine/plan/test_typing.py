"""Types of names and fields: units of targets, of groups, of what is no value at all."""

from __future__ import annotations

import pytest

from tests.engine.score.small import codes

FACTS = "事实: {办: {单位: 件, 范围: 1..9}, 人: {单位: 人, 范围: 1..9}, 评: {类型: 文字}}\n"


@pytest.mark.parametrize(
    ("leaf", "found"),
    [
        # A target has the unit of its figure, which adds up with no other unit.
        ("算式: 办.目标 + 人", ["unit-mismatch"]),
        ("算式: 50 * 办.目标 / 办", []),
        ("范围: 1..9, 单位: 件, 算式: 数值 + 目标 + 人", ["unit-mismatch"]),
        ("范围: 1..9, 单位: 件, 算式: 50 * 数值 / 目标, 上限: 100, 无定义: 计零", []),
        ("算式: 评.数值 + 1", ["wrong-type"]),
        ("算式: 丙.系数 + 人", ["unit-mismatch"]),
        ("算式: 10 * 丙.权重", ["undefined-open"]),  # 丙 has points among its siblings
        ("算式: 个数(条(丙))", ["not-a-list"]),
        ("算式: 表一 + 5", ["table-as-value"]),
    ],
)
def test_units_and_types_of_fields(leaf, found):
    text = f"""
    参数: {{表一: {{类型: 表, 键: [量], 必填: 是}}}}
    指标: {{甲: {{分值: 50, {leaf}}}, 组: {{分值: 50, 指标: {{丙: {{分值: 50}}}}}}}}
    """
    told = codes(FACTS + text.replace("\n    ", "\n"))
    assert [one for one in told if one not in ("unused", "range-missing")] == found
