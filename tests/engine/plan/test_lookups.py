"""Keys of tables that are whole numbers wherever the table is looked up."""

from __future__ import annotations

import pytest

from kaoji.engine.plan.lookups import counted_keys
from kaoji.engine.plan.lower import make_plan
from tests.engine.worlds import plan_of, scheme_of

TEXT = """
满分: 10
事实: {{人数: {{单位: 人}}, 面积: {{单位: 平方米}}, 事故: {{条目: {{}}}}}}
派生: {{半数: {{算式: 人数 / 2}}, 户数: {{单位: 户, 算式: 人数 * 1}}}}
参数: {{定额: {{单位: 件, 默认: 3}}, 比例: 0.5}}
表: {{分: {{键: [量, 数], 规则: [[不超过3, 不超过3, 10]], 其余: 2}}}}
指标: {{甲: {{分值: 10, 算式: "查表(分, {keys})"}}}}
"""


@pytest.mark.parametrize(
    ("keys", "whole"),
    [
        ("人数, 面积", {0}),
        ("面积, 件数合计(事故)", {1}),
        ("人数, 定额", {0, 1}),
        ("半数, 比例", set()),
        ("户数, 人数", {0, 1}),
        ("人数 + 1, 定额", {1}),
    ],
)
def test_whole_keys(keys, whole):
    assert counted_keys(plan_of(TEXT.format(keys=keys))) == {"分": whole}


def test_a_table_that_is_not_named_has_no_keys():
    """The binder tells that a table is named by its name; nothing else is said of it."""
    scheme = scheme_of(TEXT.format(keys="人数, 定额").replace("查表(分,", "查表(1 + 1,"))
    assert counted_keys(make_plan(scheme)[0]) == {}


def test_every_look_up_counts():
    plan = plan_of(TEXT.format(keys="人数, 定额) + 查表(分, 面积, 定额"))
    assert counted_keys(plan) == {"分": {1}}
