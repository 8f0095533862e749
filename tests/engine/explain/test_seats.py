"""Distances at the edges: the holder of a seat level with oneself, figures that are open."""

from __future__ import annotations

from tests.engine.explain.telling import row, scored
from tests.engine.explain.test_distance import distance, sentences


def test_the_holder_of_the_seat_is_level_by_the_first_key():
    text = (
        "指标: {一: {分值: 50}, 二: {分值: 50}}\n"
        "等次: {优秀: {不低于: 60, 名额: 1, 顺序: [总分, 一], 并列: 同进}, 一般: 其余}\n"
    )
    made = scored(
        text, row("甲", "一", "45"), row("甲", "二", "40"), row("乙", "一", "40"),
        row("乙", "二", "45"),
    )  # fmt: skip
    # Both have 85; 甲 has more of 一.
    assert sentences(made, "乙")[0] == "「优秀」最后一个名额由 甲 占，「总分」同为 85。"


def test_a_grade_that_is_certain_while_points_are_missing_has_no_distance():
    # 70 of 一 alone reach 60; 二 may still add up to 30.
    grades = "等次: {优秀: {不低于: 60}, 一般: 其余}\n"
    made = scored("指标: {一: {分值: 70}, 二: {分值: 30}}\n" + grades, row("甲", "一", "70"))
    assert made.result.subjects[0].verdict.grades_possible == ("优秀",)
    assert distance(made) is None


TWO = "指标: {一: {分值: 100}}\n事实: {量: {}, 底: {}}\n派生: {增: 量 / 底}\n"


def test_a_holder_without_the_figure_of_the_key_is_not_compared():
    text = TWO + "等次: {优秀: {不低于: 60, 名额: 1, 顺序: [增], 并列: 同进}, 一般: 其余}\n"
    made = scored(
        text, row("甲", "一", "80"), row("甲", "量", "4"), row("甲", "底", "1"),
        row("乙", "一", "90"), row("乙", "量", "4"), row("乙", "底", "0"),
    )  # fmt: skip
    # Whoever has no growth stands behind; it has no number that could be told.
    found = distance(made, "乙")
    assert (found.figure, found.up, found.seat) == (90, None, None)
