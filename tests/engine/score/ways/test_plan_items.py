"""Plan items: number, points, sums, targets that are not set yet."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.engine.worlds import codes_of, world

TEXT = """
指标:
  重点: {分值: 30, 范围: 0以上, 计划: {计分: 按完成比例折算, 个数: 2..3, 分值合计: 100}}
"""
HEADER = "对象,指标,事项,分值,数值,目标\n"


def rows(*lines):
    return HEADER + "\n".join(f"甲,重点,{line}" for line in lines)


ROAD, POWER = "修路,60,8,10", "架桥,40,2,2"


def test_items_on_the_node_s_scale():
    assert world(TEXT, rows(ROAD, POWER)).value("重点") == Fraction("26.4")


@pytest.mark.parametrize(
    ("lines", "code", "said"),
    [
        ([ROAD], "plan-item-count", "列了 1 项，至少 2 项"),
        ([ROAD, POWER, "甲,,1,1", "乙,,1,1"], "plan-item-count", "列了 4 项，至多 3 项"),
        ([ROAD, "架桥,,2,2"], "plan-points-missing", "有 1 项没有写分值"),
        ([ROAD, "架桥,39.5,2,2"], "plan-points-sum", "各项分值合计 99.5，应为 100"),
    ],
)
def test_what_the_scheme_states_of_the_items(lines, code, said):
    problems = world(TEXT, rows(*lines)).one().problems
    assert problems[0].code == code
    assert said in problems[0].message


def test_without_any_points_all_items_weigh_the_same():
    here = world(TEXT, rows("修路,,8,10", "架桥,,2,2"))
    assert codes_of(here.one().problems) == []
    assert here.value("重点") == 27  # (0.8 + 1)/2 of 30


def test_a_figure_that_is_missing_lies_in_its_range():
    text = TEXT.replace("0以上", "0..20").replace(
        "按完成比例折算", "{按完成比例折算: {封顶: 100%}}"
    )
    here = world(text, rows("修路,60,,10", POWER))
    assert here.ends("重点") == (12, 30)
    assert here.one().blocking == ("甲:重点[修路]@2025",)


def test_a_target_that_is_not_set_leaves_all_points_open():
    here = world(TEXT, rows("修路,60,8,", POWER))
    assert here.ends("重点") == (12, 30)
    assert here.one().blocking == ("甲:重点[修路].目标@2025",)


def test_without_items_the_node_is_open():
    here = world(TEXT + "  作风: {分值: 70}\n", HEADER + "甲,作风,,,50,")
    assert here.ends() == (50, 80)


JUDGED = "指标: {重点: {分值: 30, 计划: {计分: 直接评分}}}"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["修路,60,60,", "架桥,40,0,"], ()),
        (["修路,60,60.5,", "架桥,40,0,"], ("60.5", "60")),
        (["修路,60,60,", "架桥,40,-1,"], ("-1", "0")),
        (["修路,,100,", "架桥,,40,"], ()),  # without any points each is out of a hundred
        (["修路,,101,", "架桥,,40,"], ("101", "100")),
        (["修路,60,,", "架桥,40,40,"], ()),
    ],
)
def test_a_mark_is_no_more_than_the_points_of_its_item(lines, said):
    problems = world(JUDGED, rows(*lines)).one().problems
    assert codes_of(problems) == (["out-of-range"] if said else [])
    assert all(word in problems[0].message for word in said)
    assert all(one.coordinate == "甲:重点@2025" for one in problems)


YES_NO = "指标: {重点: {分值: 100, 无定义: 计零, 计划: {计分: 是否}}}"
ASKED = "对象,指标,事项,分值,数值\n甲,重点,修路,60,{road}\n甲,重点,架桥,40,{bridge}\n"


@pytest.mark.parametrize(
    ("road", "bridge", "points"), [("是", "是", 100), ("是", "否", 60), ("否", "否", 0)]
)
def test_items_that_are_done_or_not_are_told_by_yes_and_no(road, bridge, points):
    """否 says that this item is not done; it is no 无 for the whole plan."""
    here = world(YES_NO, ASKED.format(road=road, bridge=bridge))
    assert (here.value("重点"), here.codes) == (points, set())


def test_a_number_is_no_answer_for_such_an_item():
    assert "unknown-word" in world(YES_NO, ASKED.format(road="是", bridge="3")).codes


def test_a_plan_without_items_is_still_told_by_nothing():
    rows = "对象,指标,事项,分值,数值\n甲,重点,,,无\n乙,重点,修路,60,是\n乙,重点,,,否\n"
    here = world(YES_NO, rows)
    assert "nil-beside-rows" in {one.code for one in here.one("乙").problems}
    assert (here.value("重点"), here.one("甲").problems) == (0, ())
