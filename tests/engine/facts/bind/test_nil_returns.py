"""无 beside rows of the same list, and below a given result."""

from __future__ import annotations

import pytest

from tests.engine.worlds import bound, codes_of, placed

SCHEME = """
指标: {作风: {分值: 100, 指标: {表彰: {分值: 100, 条目: {}, 每条: 数值 * 10, 范围: 0..5}}}}
"""
HEADER = "对象,指标,周期,数值,日期,事项"


@pytest.mark.parametrize(
    ("nil", "period", "codes"),
    [
        # A row without any time is one of the scored period.
        ("2025", "2025", ["nil-beside-rows"]),
        ("2025Q1", "2025", ["nil-beside-rows"]),
        ("2025Q1", "2025Q1", ["nil-beside-rows"]),
    ],
)
def test_a_row_without_a_time_stands_in_the_scored_period(nil, period, codes):
    book = bound(SCHEME, f"{HEADER}\n甲,表彰,{nil},无,,\n甲,表彰,,2,,创建", period=period)
    assert codes_of(book.problems) == codes
    assert ("甲" in book.refused) is bool(codes)


@pytest.mark.parametrize(
    ("written", "codes"), [("不分期: 是, ", ["nil-beside-rows"]), ("", [])], ids=["all", "dated"]
)
def test_a_row_of_a_list_without_periods_is_beside_the_nil_return_of_the_scored_one(written, codes):
    text = f"""
    事实: {{荣誉: {{类型: 是否, {written}条目: {{}}}}}}
    指标: {{作风: {{分值: 100}}}}
    """
    rows = f"{HEADER}\n甲,荣誉,2025,无,,\n甲,荣誉,2024,,,创建"
    assert codes_of(bound(text, rows).problems) == codes


def test_nothing_to_report_contradicts_a_given_result_above_it():
    facts = f"{HEADER}\n甲,作风,2025,90,,\n甲,表彰,2025,无,,\n乙,作风,2025,90,,\n丙,表彰,2025,无,,"
    book = bound(SCHEME, facts)
    ((code, row, _column),) = placed(book.problems)
    assert (code, row) == ("given-conflict", 3)
    assert set(book.refused) == {"甲"}
