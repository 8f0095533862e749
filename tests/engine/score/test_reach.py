"""What checking says of a scheme before any fact: what every run knows is no missing fact."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kaoji.engine.plinth.values import Span
from kaoji.engine.score.probe import sample_of
from tests.engine.score.small import codes, loaded

ANCHORS = """
表: {锚: {键: [点], 值: {低: 1, 高: %s}}}
派生: {锚点: '查表(锚, 属性(业))'}
指标: {甲: {分值: 100, 范围: 0..10, 无定义: 计零, 算式: '插值(数值, [[锚点, 60], [9, 100]])'}}
"""


def test_anchors_by_a_column_are_known_when_it_counts():
    assert codes(ANCHORS % 3) == []


def test_an_anchor_that_is_a_missing_fact_is_told():
    text = """
    事实: {锚: {范围: 0..5}}
    指标: {甲: {分值: 100, 范围: 0..10, 算式: '插值(数值, [[锚, 60], [9, 100]])'}}
    """
    assert codes(text) == ["must-be-known"]


def test_a_group_is_not_blamed_for_a_fact_that_is_bounded_in_its_part():
    text = """
    参数: {每项: 待定}
    指标: {甲: {分值: 100, 单位: 万元, 范围: 0以上, 计分: 按完成比例折算}}
    加分: {条目: {}, 每条: 每项, 上限: 2}
    """
    assert codes(text) == []


def test_points_by_class_are_a_range():
    text = """
    参数: {经济分: {分类: {甲类: 60, 乙类: 40}}}
    指标: {甲: {分值: 经济分}, 乙: {分值: 100 - 经济分}}
    """
    assert codes(text) == []


@pytest.mark.parametrize(("each", "found"), [("0", ["idle-limit"]), ("1 / 数值", []), ("1", [])])
def test_the_cap_of_a_list_is_idle_only_where_its_amounts_are_known_to_stay_below(each, found):
    """A row's amount may be any number, or none where it is divided by zero: the cap may count."""
    text = f"""
    指标: {{甲: {{分值: 100}}}}
    加分: {{条目: {{}}, 每条: "{each}", 上限: 5, 无定义: 计零}}
    """
    assert codes(text) == found


def test_a_catch_all_line_is_no_dead_line():
    text = """
    事实: {量: {范围: 0..100}, 业: 文字}
    表:
      分: {键: [量, 业], 规则: [[不超过3, 工, 8], [不超过3, 农, 6], ["-", "-", 3]]}
    指标: {甲: {分值: 100, 算式: "查表(分, 量, 业)"}}
    """
    assert codes(text) == []
    dead = text.replace("[不超过3, 工, 8], ", '["-", "-", 8], [不超过3, 工, 8], ')
    assert "band-unreachable" in codes(dead)


# --- limits, tables and parameters that are known before any fact ---------------------------------


@pytest.mark.parametrize(
    ("limit", "found"),
    [
        ("上限: 60", ["idle-limit"]),
        ("上限: 50", ["idle-limit"]),
        ("上限: 49.9", []),
        ("下限: 10", ["idle-limit"]),
        ("下限: 50", []),
        ("下限: 51", []),
    ],
)
def test_limits_around_a_constant(limit, found):
    assert codes(f"指标: {{甲: {{分值: 100, 算式: 50, {limit}}}}}\n") == found


def test_a_cap_of_judged_points_at_their_full_mark_is_idle():
    assert codes("指标: {甲: {分值: 100, 上限: 100}}\n") == ["idle-limit"]
    assert codes("指标: {甲: {分值: 100, 上限: 99}}\n") == []


@pytest.mark.parametrize(("words", "found"), [("[省, 市]", []), ("[省, 市, 县]", ["band-gap"])])
def test_bands_over_words(words, found):
    text = f"""
    满分: 10
    事实: {{级: {{取值: {words}}}}}
    表: {{分: {{键: [级], 规则: [[省, 10], [市, 5]]}}}}
    指标: {{甲: {{分值: 10, 算式: "查表(分, 级)"}}}}
    """
    assert codes(text) == found


@pytest.mark.parametrize(
    ("key", "found"),
    [("4", ["band-unreachable"]), ("6", ["band-gap", "band-unreachable"])],
)
def test_bands_that_are_looked_up_by_a_constant(key, found):
    text = f"""
    满分: 10
    表: {{分: {{键: [量], 规则: [[不超过3, 10], [不超过5, 5]]}}}}
    指标: {{甲: {{分值: 10, 算式: "查表(分, {key})"}}}}
    """
    assert codes(text) == found


@pytest.mark.parametrize("stated", ["分类: {甲类: 高, 乙类: 低}", "取值: [高, 低], 必填: 是"])
def test_a_parameter_that_is_a_word(stated):
    text = f"""
    参数: {{档: {{类型: 文字, {stated}}}}}
    指标: {{甲: {{分值: 100, 算式: 'if 档 = "高" then 100 else 50', 上限: 100}}}}
    """
    assert codes(text) == ["idle-limit"]
    assert codes(text.replace("上限: 100", "上限: 99")) == []


@pytest.mark.parametrize("fact", ["{取值: [工, 农]}", "文字"])
def test_a_point_of_a_line_by_a_missing_word_is_told(fact):
    text = f"""
    事实: {{业: {fact}}}
    指标:
      甲:
        分值: 100
        范围: 0..10
        算式: '插值(数值, [[if 业 = "工" then 1 else 2, 60], [9, 100]])'
    """
    assert codes(text) == ["must-be-known"]


def test_what_never_applies_is_asked_for_a_rule():
    assert codes("指标: {甲: {分值: 50, 适用: 1 > 2}, 乙: {分值: 50}}\n") == ["not-applicable-open"]


def test_a_failing_limit_of_a_panel_is_told():
    text = """
    指标:
      甲: {分值: 100, 评分: {评分人: {评委: {权重: 100%, 最少: 1}}}, 上限: "夹(5, 9, 1)"}
    """
    assert codes(text) == ["bounds-crossed"]


# --- what may come to nothing ---------------------------------------------------------------------

BONUS = """
指标: {一: {分值: 100}}
派生:
%s
加分: {满分: 3, 算式: if 一 >= 线 then 3 else 0}
"""
REMEDY = "写 无定义: 一个数，或 重摊、移出并折合、计满分、计零；或把范围写成不含零"


def undefined_open(text):
    (problem,) = [one for one in loaded(text)[1] if one.code == "undefined-open"]
    return problem


@pytest.mark.parametrize(
    ("derived", "name", "line"),
    [
        ("""  线: {算式: '分位(全体(一), 0.75, "线性")', 单位: 分}""", "线", 9),
        # What it is made of has its own 无定义; the list of it has not.
        (
            """  线: {算式: '分位(全体(底), 0.75, "线性")', 单位: 分}
  底: {算式: 比 + 一, 单位: 分}
  比: {算式: 一 / 最大(全体(一)), 单位: 分, 无定义: 0}""",
            "线",
            9,
        ),
        ("  线: {算式: 中 * 2, 单位: 分}\n  中: {算式: 均值(全体(一)), 单位: 分}", "中", 10),
        ("  线: {算式: 中 * 2, 单位: 分}\n  中: {算式: 60 / (一 - 一), 单位: 分}", "中", 10),
    ],
)
def test_the_derived_value_that_may_come_to_nothing_is_named(derived, name, line):
    problem = undefined_open(BONUS % derived)
    assert problem.message == (
        f"「加分」所用的派生「{name}」可能算不出来（如分母为零、列表里一项也没有），没有写无定义时怎么办"
    )
    assert problem.remedy == f"在派生「{name}」写 无定义: 一个数；或在「加分」{REMEDY}"
    assert (problem.path, problem.place.line) == ("加分", line)


def test_a_formula_that_may_come_to_nothing_itself_is_named():
    problem = undefined_open("指标: {一: {分值: 100, 范围: 0..9, 算式: 数值 / (数值 - 1)}}")
    assert problem.message.startswith("「一」的算式可能算不出来")
    assert problem.remedy == REMEDY


def test_what_reads_a_node_that_never_applies_waits_for_the_facts():
    text = """
    指标:
      甲: {分值: 50, 适用: 1 > 2, 不适用: 移出并折合}
      乙: {分值: 50, 算式: 甲.得分 + 1, 上限: 50, 下限: 0}
    """
    assert codes(text) == []


@pytest.mark.parametrize(("cap", "found"), [(39, []), (41, ["idle-limit"])])
def test_judged_plan_items_come_to_the_full_points_at_most(cap, found):
    text = f"""
    指标: {{重点: {{分值: 40, 上限: {cap}, 计划: {{计分: 直接评分}}}}, 其他: {{分值: 60}}}}
    """
    assert codes(text) == found


def test_a_sample_of_what_is_known_is_itself():
    assert sample_of(Fraction(3)) == 3
    assert sample_of("好") == "好"
    assert sample_of(Span(Fraction(2), Fraction(6), ways={})) == 4
