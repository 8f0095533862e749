"""汇总期: finer periods add up to a longer one, the longest pieces first."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.engine.score.small import codes
from tests.engine.worlds import world

TEXT = """
事实: {产值: {范围: 0..100, 汇总期: 是}}
指标: {经济: {分值: 100, 算式: 产值 / 10}}
"""


def gathered(rows, *, text=TEXT, period="2025"):
    return world(text, "对象,指标,周期,数值\n" + "\n".join(rows), period=period)


def rows(**figures):
    return [f"甲,产值,2025{at.replace('M', '-')},{figure}" for at, figure in figures.items()]


@pytest.mark.parametrize(
    ("figures", "total"),
    [
        ({"H1": 30, "H2": 40}, 7),
        ({"Q1": 1, "Q2": 2, "Q3": 3, "Q4": 4}, 1),
        ({f"M{month:02d}": month for month in range(1, 13)}, "7.8"),
        # A piece that is not here itself is the sum of its own pieces.
        ({"H1": 30, "Q3": 5, "Q4": 5}, 4),
        ({"H1": 30, **{f"M{month:02d}": 1 for month in range(7, 13)}}, "3.6"),
        ({"Q1": 10, "M04": 1, "M05": 2, "M06": 3, "Q3": 10, "Q4": 10}, "3.6"),
    ],
)
def test_pieces_add_up(figures, total):
    here = gathered(rows(**figures))
    assert here.value() == Fraction(total)
    assert not here.problems


def test_what_is_reported_for_the_whole_is_the_whole():
    assert gathered([*rows(H1=30), "甲,产值,2025,50"]).value() == 5


def test_a_missing_piece_keeps_the_sum_open_by_name():
    here = gathered(rows(Q1=10, Q2=10, Q4=10))
    # Each piece that is not here lies in the range of a figure: 30 … 130, a tenth of it in points;
    # Q3 may still come in three months, each of them up to 100.
    assert here.ends() == (3, 33)
    assert here.one().blocking == ("甲:产值@2025Q3",)


def test_with_nothing_here_the_whole_may_come_in_any_pieces():
    here = gathered(["乙,产值,2025,50"])
    assert here.one("乙").total == 5
    here = gathered(["甲,产值,2024,50"])
    assert here.ends() == (0, 120)  # a tenth of twelve months of 100 each
    assert here.value().tight is False


def test_a_quarter_gathers_its_months_only():
    text = TEXT.replace("产值 / 10", "产值")
    months = [f"甲,产值,2025-{month:02d},{month}" for month in range(1, 7)]
    assert gathered(months, text=text, period="2025Q2").value() == 4 + 5 + 6


def test_a_month_has_no_pieces():
    here = gathered(["甲,产值,2025-01,5"], text=TEXT, period="2025-02")
    assert here.ends() == (0, 10)


def test_a_named_part_has_no_pieces():
    text = """
    指标:
      经济:
        {分值: 100, 范围: 0..100, 汇总期: 是, 算式: 数值, 周期: {中期评估: 50%, 年终评估: 50%}}
    """
    here = gathered(["甲,经济,2025中期评估,60"], text=text)
    assert here.ends() == (30, 80)
    assert here.one().blocking == ("甲:经济@2025年终评估",)


def test_named_parts_are_pieces_of_the_year():
    text = """
    事实: {产值: {范围: 0..100, 汇总期: 是}}
    指标: {经济: {分值: 100, 周期: {中期评估: 50%, 年终评估: 50%}, 算式: 产值}, 加: {分值: 0}}
    派生: {全年: {算式: 产值}}
    """
    here = gathered(["甲,产值,2025中期评估,60", "甲,产值,2025年终评估,30"], text=text)
    assert here.value("经济") == 45
    assert here.value("全年") == 90


def test_only_numbers_are_gathered():
    text = (
        "事实: {有: {类型: 是否, 汇总期: 是}}\n指标: {甲: {分值: 100, 算式: 'if 有 then 1 else 2'}}"
    )
    assert codes(text) == ["conflicting-keys"]


def test_a_column_that_is_no_number_is_waited_for():
    text = """
    事实: {产值: {范围: 0..100, 汇总期: 是, 字段: {达标: 是否}}}
    指标: {经济: {分值: 100, 算式: "if 产值.达标 then 90 else 60"}}
    """
    here = gathered(["甲,产值,2025H1,30", "甲,产值,2025H2,40"], text=text)
    assert here.ends() == (60, 90)
    assert here.one().blocking == ("甲:产值.达标@2025",)


AVAILABLE = """
指标: {产值: {分值: 100, 范围: 0..100, 汇总期: 是, 缺: 以已到者计, 算式: 数值 / 10}}
"""


def test_of_what_is_here_only_nothing_at_all_is_no_sum():
    some = gathered(["甲,产值,2025Q1,30", "甲,产值,2025Q2,20"], text=AVAILABLE)
    assert some.value("产值") == 5
    none = gathered(["甲,产值,2024,50"], text=AVAILABLE)
    # Not zero: twelve months of up to 100 may still come, a tenth of each in points.
    assert none.ends("产值") == (0, 120)
    assert none.one().blocking == ("甲:产值@2025",)
