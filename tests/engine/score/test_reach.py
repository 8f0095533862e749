"""What checking says of a scheme before any fact: what every run knows is no missing fact."""

from __future__ import annotations

import pytest

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


# --- what may come to nothing ---------------------------------------------------------------------

BONUS = """
指标: {一: {分值: 100}}
派生:
%s
加分: {满分: 3, 算式: if 一 >= 线 then 3 else 0}
"""
REMEDY = "写 无定义: 一个数,或 重摊、移出并折合、计满分、计零;或把范围写成不含零"


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
        f"「加分」所用的派生「{name}」可能算不出来(如分母为零、列表里一项也没有),没有写无定义时怎么办"
    )
    assert problem.remedy == f"在派生「{name}」写 无定义: 一个数;或在「加分」{REMEDY}"
    assert (problem.path, problem.place.line) == ("加分", line)


def test_a_formula_that_may_come_to_nothing_itself_is_named():
    problem = undefined_open("指标: {一: {分值: 100, 范围: 0..9, 算式: 数值 / (数值 - 1)}}")
    assert problem.message.startswith("「一」的算式可能算不出来")
    assert problem.remedy == REMEDY
