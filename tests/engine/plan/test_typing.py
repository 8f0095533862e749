"""Types of names and fields: units of targets, of groups, of what is no value at all."""

from __future__ import annotations

import pytest

from tests.engine.score.small import codes, loaded

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
        ("算式: 个数(条(组))", ["not-a-list"]),
        ("算式: 个数(条())", ["wrong-argument-count"]),
        # Words here and numbers there: what the key says is known only when it is scored.
        ("算式: '查表(混, 评) + 5'", []),
        ("算式: '查表(词, 评) + 1'", ["wrong-type"]),
        ("范围: 1..9, 单位: 件, 适用: 目标 > 人, 不适用: 计满分", ["unit-mismatch"]),
        ("范围: 1..9, 单位: 人, 适用: 目标 > 人, 不适用: 计满分", []),
    ],
)
def test_units_and_types_of_fields(leaf, found):
    text = f"""
    参数: {{表一: {{类型: 表, 键: [量], 必填: 是}}}}
    表: {{混: {{键: [评], 值: {{甲: 1, 乙: 好}}}}, 词: {{键: [评], 值: {{甲: 差, 乙: 好}}}}}}
    指标: {{甲: {{分值: 50, {leaf}}}, 组: {{分值: 50, 指标: {{丙: {{分值: 50}}}}}}}}
    """
    told = codes(FACTS + text.replace("\n    ", "\n"))
    assert [one for one in told if one not in ("unused", "range-missing")] == found


def test_a_step_of_a_scale_is_no_number():
    text = """
    序: {评价: [差, 好]}
    事实: {评: {类型: 评价}}
    派生: {丁: {类型: 数, 算式: 评}}
    指标: {甲: {分值: 100, 算式: 丁}}
    """
    (found,) = [one for one in loaded(text)[1] if one.code == "wrong-type"]
    assert found.path == "丁"
    assert found.remedy == "要等级的派生写 类型: 评价；要数就写 序号(…)"


def test_a_score_where_a_figure_is_meant_is_asked_about():
    """丙 alone is its points: in the ratio they stay, and the sum is odd."""
    text = """
    派生: {数: 60 * 办 / 最大(全体(丙)) + 40 * 办 / 最大(全体(办))}
    指标: {丙: {分值: 100, 单位: 件, 范围: 1..9, 算式: 数值 * 10}}
    """
    (found,) = [
        one
        for one in loaded(FACTS + text.replace("\n    ", "\n"))[1]
        if one.code == "unit-mismatch"
    ]
    assert found.remedy.startswith("若要的是填报的数，写 K.数值")


@pytest.mark.parametrize(
    ("written", "near"),
    [("lookup(表一, 办)", "look up"), ("last years(办)", "last year"), ("查标(表一, 办)", "查表")],
)
def test_a_misspelt_form_is_met_with_the_nearest_in_its_language(written, near):
    text = f"""
    表: {{表一: {{键: [办], 档: {{5以上: 1, 其余: 0}}}}}}
    指标: {{甲: {{分值: 100, 算式: "{written}"}}}}
    """
    problems = loaded(FACTS + text.replace("\n    ", "\n"))[1]
    found = [one for one in problems if one.code == "unknown-function"]
    assert [one.remedy for one in found] == [f"是不是「{near}」？"]


WORKS = """
指标: {甲: {分值: 100}}
减分:
  条目: {事由: 文字}
  每条: 1
  校验: [{条件: '%s', 说明: 一事一条, 每条: 是}]
"""


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ("个数(条(减分)[item.事项 = 事项]) = 1", ["compared-with-itself"]),
        ("个数(条(减分)[事由 = item.事由]) = 1", ["compared-with-itself"]),
        ("个数(条(减分)[事由 != 事由]) = 0", ["compared-with-itself"]),
        ("事由 = 事由", ["compared-with-itself"]),
        ("个数(条(减分)[item.事项 = item.事由]) = 1", []),
        ('个数(条(减分)[事项 = "a"]) = 1', []),
        ("合计(for 项 in 条(减分) return if 项.事项 = 事项 then 1 else 0) = 1", []),
        ("some 项 in 条(减分) satisfies 项.事由 = 事由", []),
    ],
)
def test_a_comparison_of_a_value_with_itself_is_a_slip(condition, found):
    """A name in the brackets of a filter is the item's, though the row has one of that name."""
    told = codes(WORKS % condition)
    assert [one for one in told if one == "compared-with-itself"] == found


def test_the_remedy_says_how_to_compare_with_the_row():
    _, problems = loaded(WORKS % "个数(条(减分)[item.事项 = 事项]) = 1")
    (problem,) = [one for one in problems if one.code == "compared-with-itself"]
    assert problem.severity == "warning"
    assert "return if 项.事项 = 事项" in problem.remedy
