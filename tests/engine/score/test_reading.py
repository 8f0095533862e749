"""Facts with their ranges, carried over or by part; rows by their period or their day."""

from __future__ import annotations

import pytest

from kaoji.engine.score.reading import widening
from tests.engine.worlds import period_of, world


@pytest.mark.parametrize(
    ("period", "wider"),
    [
        ("2025-05", ["2025Q2", "2025H1", "2025"]),
        ("2025-08-31", ["2025Q3", "2025H2", "2025"]),
        ("2025Q4", ["2025H2", "2025"]),
        ("2025H1", ["2025"]),
        ("2025中期", ["2025"]),
        ("2025", []),
    ],
)
def test_the_nearest_wider_period_comes_first(period, wider):
    assert [str(one) for one in widening(period_of(period))] == wider


def test_a_figure_is_carried_over_from_the_nearest_period():
    text = """
    事实: {人口: {范围: 0..100, 沿用: 是}}
    指标: {作风: {分值: 100, 周期: {季度: 25%}, 算式: 人口}}
    """
    rows = "甲,人口,10,2025\n甲,人口,20,2025H2\n甲,人口,40,2025Q4"
    here = world(text, f"对象,指标,数值,周期\n{rows}")
    quarters = [here.value(f"作风@2025Q{at}") for at in (1, 2, 3, 4)]
    assert quarters == [10, 10, 20, 40]


LISTED = """
指标:
  重点:
    分值: 100
    周期: {初评: 50%, 总评: 50%}
    期段: {初评: [01-01, 06-30], 总评: [07-01, 12-31]}
    指标:
      业务: {分值: 90}
      作风: {分值: 10, 条目: {}, 每条: 1, 计分: 扣分}
"""
POINTS = "甲,业务,90,2025初评,\n甲,业务,90,2025总评,\n"


@pytest.mark.parametrize(
    ("row", "first", "second"),
    [
        (",2025-06-30", 99, 100),
        (",2025-07-01", 100, 99),
        ("2025初评,", 99, 100),
        ("2025Q1,", 99, 100),  # a quarter inside the part
        ("2025-12,", 100, 99),
    ],
)
def test_rows_fall_in_a_part_by_period_or_day(row, first, second):
    here = world(LISTED, f"对象,指标,数值,周期,日期\n{POINTS}甲,作风,,{row}")
    assert [here.value(f"重点@2025{part}") for part in ("初评", "总评")] == [first, second]


TIMELESS = LISTED.replace("条目: {}, 每条", "不分期: 是, 条目: {}, 每条")
UNDATED = "    期段: {初评: [01-01, 06-30], 总评: [07-01, 12-31]}\n"


@pytest.mark.parametrize("text", [TIMELESS, TIMELESS.replace(UNDATED, "")])
def test_a_row_of_a_list_without_periods_counts_in_every_part(text):
    here = world(text, f"对象,指标,数值,周期,日期\n{POINTS}甲,作风,,,")
    assert [here.value(f"重点@2025{part}") for part in ("初评", "总评")] == [99, 99]
    assert here.value("重点") == 99
    assert not here.problems


def test_a_day_cannot_be_placed_in_parts_without_dates():
    text = LISTED.replace(UNDATED, "")
    here = world(text, f"对象,指标,数值,周期,日期\n{POINTS}甲,作风,,2025初评,")
    assert [here.value(f"重点@2025{part}") for part in ("初评", "总评")] == [99, 100]
    dated = f"对象,指标,数值,周期,日期\n{POINTS}甲,作风,,,2025-03-01"
    assert world(text, dated).codes == {"period-required"}
    assert world(TIMELESS.replace(UNDATED, ""), dated).codes == {"part-without-dates"}


def test_a_row_without_period_or_day_is_the_run_s():
    text = "指标: {业务: {分值: 90}, 作风: {分值: 10, 条目: {}, 每条: 1, 计分: 扣分}}"
    rows = "甲,业务,90,,\n甲,作风,,,\n甲,作风,,2025Q2,\n甲,作风,,2024,\n甲,作风,,,2024-12-31"
    assert world(text, f"对象,指标,数值,周期,日期\n{rows}").value("作风") == 8


def test_rates_of_children_that_apply():
    text = """
    合成: 100 * 最小(子项得分率())
    指标: {一: {满分: 50}, 二: {满分: 10, 不适用: 移出并折合}, 三: {满分: 20}}
    """
    here = world(text, "对象,指标,数值\n甲,一,40\n甲,二,不适用\n甲,三,15")
    assert here.value() == 75


def test_what_no_wider_period_has_either_is_missing():
    text = """
    事实: {人口: {范围: 0..100, 沿用: 是}}
    指标: {作风: {分值: 100, 周期: {季度: 25%}, 算式: 人口}}
    """
    here = world(text, "对象,指标,数值,周期\n甲,人口,20,2025H2")
    assert [here.value(f"作风@2025Q{at}") for at in (3, 4)] == [20, 20]
    assert here.ends("作风@2025Q1") == (0, 100)  # the second half says nothing of the first
    assert here.one().blocking == ("甲:人口@2025Q1", "甲:人口@2025Q2")


def test_judged_points_that_begin_somewhere_end_at_the_full_ones():
    here = world(
        "指标: {甲项: {分值: 10, 范围: 5以上}, 乙项: {分值: 90}}", "对象,指标,数值\n甲,乙项,80"
    )
    assert here.ends("甲项") == (5, 10)


def test_points_that_hang_on_the_very_figure_have_no_end():
    here = world("指标: {甲项: {分值: 数值 * 2}, 乙项: {分值: 50}}", "对象,指标,数值\n甲,乙项,30")
    assert here.ends("甲项") == (0, None)
    assert here.one().blocking == ("甲:甲项@2025",)
