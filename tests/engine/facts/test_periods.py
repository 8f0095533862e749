"""Periods of rows: by 周期, else by the date, in the run's year and in others."""

from __future__ import annotations

from tests.engine.worlds import bound, placed, world

LEAF = "指标: {甲: {分值: 100, 范围: 0..100}}"


def periods(rows, *, period, text=LEAF):
    book = bound(text, f"对象,指标,数值,日期\n{rows}", period=period)
    assert not book.problems, placed(book.problems)
    return {str(at): one.value for at, one in book.figures["一"]["甲", "数值"].items()}


def test_a_day_of_another_period_has_a_period_of_its_own():
    assert periods("一,甲,5,2025-06-29\n一,甲,6,2025-06-30", period="2025-06-30") == {
        "2025-06-29": 5, "2025-06-30": 6,
    }  # fmt: skip
    assert periods("一,甲,5,2024-12-31\n一,甲,6,2025-06-30", period="2025") == {
        "2024": 5, "2025": 6,
    }  # fmt: skip
    assert periods("一,甲,5,2024-12-31\n一,甲,6,2025-06-30", period="2025Q2") == {
        "2024Q4": 5, "2025Q2": 6,
    }  # fmt: skip


def test_a_fact_without_periods_says_nothing_of_earlier_years():
    """面积 has no period, so of last year nothing is known and the first value holds."""
    text = """
    事实: {面积: {范围: 1..9, 不分期: 是}, 产值: {范围: 1..9, 首期: 3}}
    指标: {甲: {分值: 100, 算式: 产值 / 面积 + 上年(产值)}}
    """
    here = world(text, "对象,指标,数值,周期\n一,面积,2,\n一,产值,6,2025")
    assert here.value("甲", "一") == 6


def test_a_result_without_periods_and_a_figure_below_it_contradict_each_other():
    text = "指标: {甲: {分值: 100, 范围: 0..100, 不分期: 是, 算式: 数值 * 1}}"
    here = world(text, "对象,指标,数值\n一,甲.得分,5\n一,甲,6")
    assert here.codes == {"given-conflict"}
