"""Formulas in words, and groups whose way a condition chooses."""

from __future__ import annotations

import pytest

from kaoji.engine.explain.formula_words import in_words
from kaoji.engine.feel.parse import parse
from tests.engine.explain.telling import derived, row, scored, told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("if 甲 >= 60 then 甲 * 2 else 0", "若 甲 ≥ 60，则 甲 × 2，否则 0"),
        ("(if 甲 > 1 then 2 else 3) + 1", "（若 甲 > 1，则 2，否则 3） + 1"),
        ("(甲 + 乙) / 2 - 1", "（甲 + 乙） ÷ 2 − 1"),
        ("甲 - (乙 - 丙)", "甲 − （乙 − 丙）"),
        ('甲 != null and not(乙 = "省")', "甲 不为空 且 并非（乙 = 「省」）"),
        ("甲 = null or 乙 <= 3", "甲 为空 或 乙 ≤ 3"),
        (
            "if every r in 子项得分率() satisfies r >= 60% then 1 else 0",
            "若 子项得分率()里每个 r 都符合 r ≥ 60%，则 1，否则 0",
        ),
        ("查表(表一, 甲)", "查表(表一, 甲)"),
        ("(甲 or 乙) = 丙", "（甲 或 乙） = 丙"),
        ("(甲 > 3) = (甲 > 90)", "（甲 > 3） = （甲 > 90）"),
        ("-(甲 = 乙)", "−（甲 = 乙）"),
        ("(-甲) ** 2", "（−甲） ** 2"),
        ("(甲 in (1, 2)) = 丙", "（甲 属于 1、2） = 丙"),
        ("(甲 + 乙)[1]", "（甲 + 乙）的第 1 项"),
        ("取整(数: 甲, 位: 2)", "取整(数: 甲, 位: 2)"),
        ("甲[item > 1]", "甲里符合 item > 1 的"),
    ],
)
def test_a_formula_in_words(text, words):
    expression, _notes = parse(text)
    assert in_words(expression) == words


SWITCHED = """\
指标:
  组:
    分值: 100
    合成: if 底线 < 6 then 最小(业务 + 底线, 59) else 业务 + 底线
    指标: {业务: {满分: 90}, 底线: {满分: 10}}
"""


@pytest.mark.parametrize(
    ("base", "said"),
    [
        ("5", "合成的各项：业务 80、底线 5；条件「底线 < 6」成立；按「最小(业务 + 底线, 59)」算。"),
        ("7", "合成的各项：业务 80、底线 7；条件「底线 < 6」不成立；按「业务 + 底线」算。"),
    ],
)
def test_a_condition_that_chooses_is_told_with_what_it_chose(base, said):
    made = scored(SWITCHED, row("甲", "业务", "80"), row("甲", "底线", base))
    assert said in told(made, "组")


def test_the_best_of_the_children_is_no_sum():
    made = scored(
        "指标: {组: {分值: 100, 合成: 最高, 指标: {一: {满分: 50}, 二: {满分: 100}}}}\n",
        row("甲", "一", "45"), row("甲", "二", "80"),
    )  # fmt: skip
    assert told(made, "组")[1:] == ["合成的各项：一 45/50、二 80。", "按「最高」合成，得 90 分。"]


def test_the_rule_of_a_leaf_and_of_a_list_is_told_in_words():
    made = scored(
        "指标: {一: {分值: 100, 单位: 万元, 算式: if 数值 > 5 then 100 else 0}}\n"
        '加分: {条目: {级别: 文本}, 每条: \'if 级别 = "省" then 2 else 1\', 上限: 3}\n',
        row("甲", "一", "9"), row("甲", "加分", 级别="省"),
    )  # fmt: skip
    assert "按算式计算：若 数值 > 5，则 100，否则 0。" in told(made, "一")


def test_each_formula_of_a_list_is_told_whole_whatever_another_is():
    """每条 stands inside 计入 as well, and 2 in both."""
    made = scored(
        "指标: {一: {分值: 100}}\n"
        "加分: {条目: {数: 数}, 每条: 数 - 2, 计入: 数 - 2 >= 2, 汇总: 最高 2 项, 上限: 9}\n",
        row("甲", "一", "9"), row("甲", "加分", 数="6"),
    )  # fmt: skip
    rule = derived(made, "加分").rule
    assert rule.wording == "每条 数 − 2，计入 数 − 2 ≥ 2，最高 2 项"


def test_a_condition_that_is_not_known_chooses_nothing():
    text = """\
事实: {大: {类型: 是否}}
指标:
  组:
    分值: 100
    合成: 'if 大 then 一 + 二 else 最大(一, 二)'
    指标: {一: {满分: 50}, 二: {满分: 50}}
"""
    rows = (row("甲", "一", "30"), row("甲", "二", "20"))
    found = derived(scored(text, *rows), "组")
    assert (found.turns, found.branch) == ((), "")
    assert found.sentences[0].startswith("「组」尚缺数据，在 30 至 50 分之间")
    found = derived(scored(text, *rows, row("甲", "大", "否")), "组")
    assert (found.turns, found.branch) == ((("大", False),), "最大(一, 二)")
