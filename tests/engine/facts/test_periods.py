"""Periods of rows: by 周期, else by the date, in the run's year and in others."""

from __future__ import annotations

import pytest

from tests.engine.worlds import bound, placed, world

LEAF = "指标: {甲: {分值: 100, 范围: 0..100}}"


def periods(rows, *, period, text=LEAF):
    book = bound(text, f"对象,指标,数值,日期\n{rows}", period=period)
    assert not book.problems, placed(book.problems)
    own = book.own("甲", field="数值", scope="一")
    return {str(at): one.value for at, one in own.items()}


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


def faults(rows, *, text=LEAF, period="2025"):
    book = bound(text, f"对象,指标,数值,周期,日期\n{rows}", period=period)
    return [(one.code, one.message) for one in book.problems]


def test_a_text_that_is_no_period():
    assert faults("一,甲,5,去年,") == [("bad-period", "「去年」不是周期")]


@pytest.mark.parametrize("text", ["2024Q5", "2025q0", "2024H3", "2024年第五季度"])
def test_a_quarter_that_no_year_has(text):
    assert faults(f"一,甲,5,{text},") == [("bad-period", f"没有「{text}」这个周期")]


def test_a_part_that_is_called_like_a_quarter_is_a_part():
    text = "指标: {甲: {分值: 100, 范围: 0..100, 周期: {Q5: 100%}}}"
    here = world(text, "对象,指标,数值,周期\n一,甲,5,2025Q5")
    assert here.value("甲", "一") == 5


def test_a_period_of_what_has_none_is_not_asked():
    text = "事实: {面积: {范围: 1..9, 不分期: 是}}\n指标: {甲: {分值: 100, 算式: 面积}}"
    assert world(text, "对象,指标,数值,周期\n一,面积,2,2019Q3").value("甲", "一") == 2


MONTHS = "指标: {甲: {分值: 100, 范围: 0..100, 周期: {月: 均值}}}"


def test_a_row_of_the_wrong_grain_is_told_what_is_asked():
    (fault,) = faults("一,甲,5,2025Q1,", text=MONTHS)
    months = "、".join(f"2025-{month:02}" for month in range(1, 13))
    assert fault == ("wrong-grain", f"「甲」按 {months} 填报，这一行写的是 2025Q1")


def test_more_than_twelve_periods_are_counted():
    """A quarter beside the months makes thirteen."""
    text = """
    事实: {量: {范围: 0..9}}
    指标:
      甲: {分值: 50, 周期: {月: 均值}, 指标: {甲一: {分值: 50, 算式: 量}}}
      乙: {分值: 50, 周期: {季度: 25%}, 指标: {乙一: {分值: 50, 算式: 量}}}
    """
    ((code, message),) = faults("一,量,5,2025,", text=text)
    assert code == "wrong-grain"
    # 12 months and 4 quarters, in the order of their names
    assert "2025-01、2025-02" in message
    assert message.endswith(" 等 16 个周期 填报，这一行写的是 2025")


def test_a_day_in_no_part_cannot_be_placed():
    text = "指标: {甲: {分值: 100, 范围: 0..100, 周期: {中期: 50%, 年终: 50%}}}"
    assert faults("一,甲,5,,2025-06-30", text=text) == [
        ("period-required", "日期 2025-06-30 说不清属于哪个周期（2025中期、2025年终）"),
    ]


def test_a_row_without_period_or_date_of_parts():
    text = "指标: {甲: {分值: 100, 范围: 0..100, 周期: {中期: 50%, 年终: 50%}}}"
    assert faults("一,甲,5,,", text=text) == [
        ("period-required", "「甲」按 2025中期、2025年终 填报，这一行没有写周期"),
    ]


def test_quarters_that_are_gathered_serve_the_year_a_day_does_not():
    text = "事实: {入库: {类型: 数, 汇总期: 是}}\n指标: {税收: {分值: 100, 算式: 入库}}"
    assert faults("一,入库,5,2025Q1,", text=text) == []
    assert [code for code, _ in faults("一,入库,5,2025-03-31,", text=text)] == ["wrong-grain"]
