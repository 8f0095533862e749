"""What checking says of a scheme before any fact: what every run knows is no missing fact."""

from __future__ import annotations

from tests.engine.score.small import codes

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
