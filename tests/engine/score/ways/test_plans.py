"""Plan items: what is missing of one, or of all, never becomes a false bound."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kaoji.engine.feel.parse import parse
from kaoji.engine.score.ways.unplanned import scales_with_points
from tests.engine.worlds import world

SCHEME = """
指标:
  甲: {{分值: 100, 单位: 万元, 计划: {{{how}, 个数: 0..3, 分值合计: 100}}}}
"""
RATIO = "计分: 按完成比例折算"
OVER = "计分: {按完成比例折算: {封顶: 120%}}"
FREE = "算式: 分值 * 数值 / 目标"
JUDGED = "计分: 直接评分"


def spans(how, *rows):
    """The bounds of the node, and whether they are tight."""
    facts = "对象,指标,事项,分值,数值,目标\n甲局,甲,甲事,50,1000,1000\n" + "\n".join(rows)
    return _bounds(world(SCHEME.format(how=how), facts).value("甲", "甲局"))


def _bounds(value):
    if isinstance(value, Fraction):
        return value
    return value.low, value.high, value.tight


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        (RATIO, (50, 100, True)),  # 50 + 0 .. 50: a figure is in 万元, not in points
        (OVER, (50, 110, True)),  # up to 120 % of 50
        (FREE, (None, None, True)),  # nothing bounds the figure
    ],
)
def test_a_missing_figure_of_an_item(how, expected):
    assert spans(how, "甲局,甲,乙事,50,,2000") == expected


@pytest.mark.parametrize(
    ("how", "expected"),
    [(RATIO, (50, 100, False)), (OVER, (50, 110, False)), (FREE, (None, None, False))],
)
def test_a_missing_target_of_an_item(how, expected):
    assert spans(how, "甲局,甲,乙事,50,500,") == expected


def test_judged_points_of_an_item_lie_between_none_and_all():
    facts = "对象,指标,事项,分值,数值\n甲局,甲,甲事,60,55\n甲局,甲,乙事,40,"
    value = world(SCHEME.format(how=JUDGED), facts).value("甲", "甲局")
    assert _bounds(value) == (55, 95, True)


def test_a_formula_over_targets_reads_them():
    assert spans(FREE, "甲局,甲,乙事,50,900,1000") == 95  # 50 + 45


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        (RATIO, (0, 100, False)), (OVER, (0, 120, False)), (FREE, (None, None, False)),
        ("算式: 数值 / 目标 + 1", (None, None, False)), (JUDGED, (0, 100, True)),
    ],
)  # fmt: skip
def test_a_plan_that_is_not_here(how, expected):
    here = world(SCHEME.format(how=how), "", subjects="对象,类\n甲局,单位")
    assert _bounds(here.value("甲", "甲局")) == expected


@pytest.mark.parametrize(
    ("text", "scales"),
    [
        ("分值 * 数值 / 目标", True), ("满分 * 夹(数值 / 目标, 0, 1)", True), ("-分值", True),
        ("最小(分值, 分值 * 数值)", True), ("if 数值 > 0 then 分值 else 0", True),
        ("分值 - 数值", False), ("数值 / 分值", False), ("if 分值 > 5 then 分值 else 0", False),
        ("分值 * 分值", False), ("取整(分值, 0)", False), ("分值 ** 2", False), ("10", False),
    ],
)  # fmt: skip
def test_what_grows_with_the_points(text, scales):
    expression, _problems = parse(text)
    assert scales_with_points(expression) is scales


def test_a_unit_may_have_planned_nothing():
    facts = "对象,指标,数值\n甲局,甲,无"
    scheme = SCHEME.format(how=RATIO).rstrip()[:-1] + ", 零报告: 是, 无定义: 计零}"
    here = world(scheme, facts)
    assert _bounds(here.value("甲", "甲局")) == 0
    assert not here.codes
    assert world(scheme.replace("0..3", "1..3"), facts).codes == {"plan-item-count"}


def test_a_plan_whose_items_are_worth_a_fixed_share_is_bounded_and_still_owed():
    here = world(SCHEME.format(how="算式: 分值 * 0.6"), "", subjects="对象,类\n甲局,单位")
    assert _bounds(here.value("甲", "甲局")) == (60, 60, True)
    assert here.one("甲局").blocking == ("甲局:甲@2025",)
