"""Single changes that cannot be told: no figure stands alone for the points."""

from __future__ import annotations

from tests.engine.explain.telling import row, scored
from tests.engine.explain.test_distance import distance

GRADES = "等次: {优秀: {不低于: 90}, 良好: {不低于: 75}, 一般: 其余}\n"


def levers(text, *rows, name="甲"):
    """The points and the figure of each lever, by name."""
    found = distance(scored(text + GRADES, *rows), name)
    return {
        one.name: (one.after, None if one.fact is None else one.fact.after) for one in found.levers
    }


def test_where_subjects_read_each_other_only_the_distance_is_told():
    text = (
        "事实: {量: {}}\n指标: {一: {分值: 50}, 二: {分值: 50, 算式: '50 * 量 / 最大(同组(量))'}}\n"
    )
    made = scored(
        text + GRADES,
        row("甲", "一", "45"), row("甲", "量", "8"), row("乙", "一", "50"), row("乙", "量", "10"),
    )  # fmt: skip
    # 45 + 50 × 8/10 = 85; 一 could rise to 50, yet what 甲 changes others may feel.
    assert (distance(made).up.distance, distance(made).levers) == (5, ())


def test_a_total_that_jumps_over_the_line_has_no_exact_change():
    text = "指标:\n  组: {分值: 100, 合成: 'if 一 >= 40 then 95 else 80', 指标: {一: {满分: 50}}}\n"
    assert levers(text, row("甲", "一", "30")) == {}


def test_under_a_rounded_total_the_change_is_the_one_that_meets_the_line_exactly():
    # 85 and 5 more are 90 without any rounding; half of it, 87.5, is rounded to 88, still below.
    text = "取整: 0位\n指标: {一: {分值: 50}, 二: {分值: 50}}\n"
    assert levers(text, row("甲", "一", "45"), row("甲", "二", "40")) == {
        "一": (50, None), "二": (45, None),
    }  # fmt: skip


def test_points_by_steps_name_no_figure():
    # 40 of 50 in the band from 60 on; one hundredth more of 70 gains nothing.
    text = (
        "指标: {一: {分值: 50, 计分: {分档: 档}, 单位: 件}, 二: {分值: 50}}\n"
        '表: {档: {档: {">=90": 50, ">=60": 40, 其余: 0}, 单位: 分}}\n'
    )
    assert levers(text, row("甲", "一", "70"), row("甲", "二", "45")) == {
        "一": (45, None), "二": (50, None),
    }  # fmt: skip


def test_points_that_do_not_follow_a_straight_line_name_no_figure():
    # 5² + 50 = 75: 一 lacks 15 and would need √40.
    text = "指标: {一: {分值: 50, 算式: 数值 * 数值, 单位: 件, 范围: 0..7}, 二: {分值: 50}}\n"
    assert levers(text, row("甲", "一", "5"), row("甲", "二", "50")) == {"一": (40, None)}


def test_points_of_a_formula_over_other_facts_name_no_figure_of_their_own():
    # 45 + 50 × 8/10 = 85: 二 lacks 5 of its 50 points, which no figure of its own gives.
    text = (
        "事实: {量: {}}\n指标: {一: {分值: 50, 范围: 0..45}, 二: {分值: 50, 算式: 50 * 量 / 10}}\n"
    )
    assert levers(text, row("甲", "一", "45"), row("甲", "量", "8")) == {
        "一": (50, None), "二": (45, None),
    }  # fmt: skip
