"""Names that stand beside each other: a table that is a parameter is one thing, not two."""

from __future__ import annotations

import pytest

from tests.engine.score.small import codes

TEXT = """
满分: 10
参数: {分: {类型: 表, 键: [量], 规则: [[不超过3, 10]], 其余: 5}}
指标: {甲: {分值: 10, 范围: 0..9, 算式: "查表(分, 数值)"}}
"""


def test_a_table_with_content_under_the_parameters_is_one_name():
    assert codes(TEXT) == []


def test_a_table_without_content_is_a_parameter_of_its_name():
    open_table = TEXT.replace("参数", "表").replace("类型: 表, ", "")
    assert codes(open_table.replace(", 规则: [[不超过3, 10]], 其余: 5", "")) == []


@pytest.mark.parametrize("other", ["派生: {分: 3}", "事实: {分: {范围: 0..1}}"])
def test_another_thing_of_its_name_is_told(other):
    assert "duplicate-name" in codes(f"{TEXT}{other}\n")
