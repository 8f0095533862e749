"""Shares that facts set for a unit: they must add up for every unit that has any."""

from __future__ import annotations

import pytest

from tests.engine.worlds import codes_of, world

WEIGHTS = "指标: {甲项: {权重: 50%}, 乙项: {权重: 50%}}"
POINTS = "满分: 100\n指标: {甲项: {分值: 60}, 乙项: {分值: 40}}"


def marks(*lines):
    return "对象,指标,数值\n一,甲项,30\n一,乙项,30\n二,甲项,30\n二,乙项,30\n" + "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "lines", "code", "said"),
    [
        (
            WEIGHTS,
            ["一,甲项.权重,70%"],
            "unit-weights-sum",
            "合计 120%，应为 100%：甲项 70%、乙项 50%",
        ),
        (
            POINTS,
            ["一,乙项.分值,39.5"],
            "unit-points-sum",
            "合计 99.5，应为 100：甲项 60、乙项 39.5",
        ),
    ],
)
def test_what_does_not_add_up_refuses_the_unit_that_set_it(text, lines, code, said):
    here = world(text, marks(*lines))
    (problem,) = here.one("一").problems
    assert problem.code == code
    assert said in problem.message
    assert here.one("二").problems == ()


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (WEIGHTS, ["一,甲项.权重,70%", "一,乙项.权重,30%"]),
        (POINTS, ["一,甲项.分值,70", "一,乙项.分值,30"]),
        # Nothing is stated that they would have to add up to.
        ("指标: {甲项: {分值: 60}, 乙项: {分值: 40}}", ["一,甲项.分值,70"]),
    ],
)
def test_what_adds_up(text, lines):
    here = world(text, marks(*lines))
    assert codes_of(here.one("一").problems) == []


def test_a_share_that_is_owed_is_waited_for():
    text = "合成: 加权\n指标: {甲项: {}, 乙项: {}}"
    here = world(text, marks("一,甲项.权重,70%", "二,甲项.权重,70%", "二,乙项.权重,20%"))
    assert codes_of(here.one("一").problems) == []
    assert codes_of(here.one("二").problems) == ["unit-weights-sum"]


GROUPED = "指标: {组: {%s指标: {甲项: {分值: 60}, 乙项: {分值: 40}}}}"


@pytest.mark.parametrize(
    ("text", "lines", "found"),
    [
        (GROUPED % "分值: 100, ", ["一,甲项.分值,70"], ["unit-points-sum"]),
        (GROUPED % "满分: 100, ", ["一,甲项.分值,70"], ["unit-points-sum"]),
        (GROUPED % "", ["一,甲项.分值,70"], []),
        (GROUPED % "", ["一,甲项.分值,70", "一,组.满分,100"], ["unit-points-sum"]),
        (GROUPED % "", ["一,甲项.分值,70", "一,组.满分,110"], []),
    ],
)
def test_points_add_up_to_what_is_stated_of_their_group(text, lines, found):
    assert codes_of(world(text, marks(*lines)).one("一").problems) == found


OPEN_WEIGHTS = """
参数: {甲重: {默认: 60%%, 范围: 0..1}}
指标: {甲项: {权重: 甲重}, 乙项: {权重: %s}}
"""
OPEN_POINTS = """
参数: {甲分: {默认: 60, 范围: 0..100}}
%s指标: {甲项: {分值: 甲分}, 乙项: {分值: 40}}
"""


@pytest.mark.parametrize(
    ("text", "lines", "found"),
    [
        (OPEN_WEIGHTS % "40%", [], []),
        (OPEN_WEIGHTS % "40%", ["*,甲重,70%"], ["unit-weights-sum"]),
        (OPEN_WEIGHTS % "1 - 甲重", ["*,甲重,70%"], []),
        (OPEN_WEIGHTS % "1 - 甲重", ["一,甲项.权重,70%"], ["unit-weights-sum"]),
        (OPEN_POINTS % "", [], []),
        (OPEN_POINTS % "", ["*,甲分,50"], ["unit-points-sum"]),
        (OPEN_POINTS % "满分: 90\n", ["*,甲分,50"], []),
        (OPEN_POINTS % "满分: 甲分 + 40\n", ["*,甲分,50"], []),
        (OPEN_POINTS % "满分: 甲分 + 30\n", ["*,甲分,50"], ["unit-points-sum"]),
    ],
)
def test_shares_that_are_formulas_are_added_up_when_their_parameters_are_known(text, lines, found):
    assert codes_of(world(text, marks(*lines)).one("一").problems) == found


def test_only_the_units_with_a_sum_of_their_own_are_refused():
    here = world(OPEN_WEIGHTS % "40%", marks("一,甲重,70%"))
    assert codes_of(here.one("一").problems) == ["unit-weights-sum"]
    assert here.one("二").problems == ()


def test_a_scheme_without_a_total_adds_nothing_up():
    text = "总分: 无\n" + OPEN_POINTS % ""
    assert codes_of(world(text, marks("*,甲分,50")).one("一").problems) == []
