"""Quantities: values, targets and fields; rows fill each other in, contradictions are named."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kaoji.engine.plinth.values import NOT_APPLICABLE, Choice
from tests.engine.worlds import bound, period_of, placed

SCHEME = """
指标:
  产值: {分值: 60, 单位: 万元, 计分: 按完成比例折算, 范围: 0..1000, 字段: {基数: {单位: 万元}}}
  作风: {分值: 40}
序: {档次: [差, 中, 好]}
事实:
  信访: {类型: 数, 单位: 件, 零报告: 是}
  达标: {类型: 是否}
  评价: {序: 档次}
  情况: {取值: [甲类, 乙类]}
  发文: {类型: 日期}
  面积: {不分期: 是}
"""


def figures(book, path, name="数值", *, subject="甲"):
    return {
        str(period): figure.value
        for period, figure in book.own(path, field=name, scope=subject).items()
    }


def test_rows_fill_each_other_in():
    book = bound(SCHEME, "对象,指标,数值,目标\n甲,产值,,100\n甲,产值,80,")
    assert figures(book, "产值") == {"2025": Fraction(80)}
    assert figures(book, "产值", "目标") == {"2025": Fraction(100)}
    assert not book.problems


def test_declared_columns_and_common_ones_are_fields():
    book = bound(SCHEME, "对象,指标,数值,基数,分值,说法\n甲,产值,80,70,50,随便")
    assert figures(book, "产值", "基数") == {"2025": Fraction(70)}
    assert figures(book, "产值", "分值") == {"2025": Fraction(50)}
    assert book.set_by_facts == {"产值"}
    assert not book.has_field("产值", field="说法")


def test_units_convert_by_declaration():
    book = bound(SCHEME, "对象,指标,数值,目标(元)\n甲,产值,0.8亿元,1000000")
    assert figures(book, "产值") == {}
    assert placed(book.problems) == [("out-of-range", 2, 3)]
    assert figures(book, "产值", "目标") == {"2025": Fraction(100)}


@pytest.mark.parametrize("text", ["104.2 %", "104.2％", "3‰"])
def test_a_rate_is_no_amount(text):
    book = bound(SCHEME, f"对象,指标,数值\n甲,产值,{text}")
    assert not book.figures
    assert placed(book.problems) == [("unit-mismatch", 2, 3)]
    assert "不是比率" in book.problems[0].message


@pytest.mark.parametrize("text", ["", "缺"])
def test_an_empty_value_is_missing(text):
    book = bound(SCHEME, f"对象,指标,数值\n甲,产值,{text}")
    assert not book.figures
    assert not book.problems


@pytest.mark.parametrize("text", ["不适用", "N/A"])
def test_not_applicable_is_a_value(text):
    book = bound(SCHEME, f"对象,指标,数值\n甲,产值,{text}\n甲,达标,{text}")
    assert figures(book, "产值") == {"2025": NOT_APPLICABLE}
    assert figures(book, "达标") == {"2025": NOT_APPLICABLE}


def test_a_nil_return_is_zero_only_where_it_is_asked_for():
    book = bound(SCHEME, "对象,指标,数值\n甲,信访,零报告\n甲,产值,无")
    assert figures(book, "信访") == {"2025": Fraction(0)}
    assert placed(book.problems) == [("nil-not-asked", 3, 3)]


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("达标", "是", True),
        ("达标", "无", False),
        ("评价", "中", Choice("档次", "中", 1)),
        ("情况", "乙类", "乙类"),
        ("产值", "3/4", Fraction(3, 4)),
    ],
)
def test_words_are_read_by_their_type(key, text, value):
    assert figures(bound(SCHEME, f"对象,指标,数值\n甲,{key},{text}"), key) == {"2025": value}


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [
        ("达标", "也许", "unknown-word"),
        ("评价", "优", "unknown-word"),
        ("情况", "丙类", "unknown-word"),
        ("发文", "昨天", "bad-date"),
        ("产值", "很多", "not-a-number"),
        ("产值", "-1", "out-of-range"),
        ("产值.目标", "-1", "out-of-range"),
        ("作风", "-1", "out-of-range"),
        ("作风", "40.5", "out-of-range"),
        ("作风.适用", "大概", "unknown-word"),
    ],
)
def test_a_cell_at_fault_is_named_by_row_and_column(key, text, code):
    book = bound(SCHEME, f"对象,指标,数值\n甲,{key},{text}")
    assert placed(book.problems) == [(code, 2, 3)]
    assert [one.coordinate for one in book.problems] == [f"甲:{key}"]
    assert book.problems[0].place.file == "facts.csv"


def test_a_target_that_nobody_reads_warns():
    book = bound(SCHEME, "对象,指标,数值,目标\n甲,作风,30,35")
    assert placed(book.problems) == [("unused-target", 2, 4)]
    assert book.problems[0].severity == "warning"
    assert not book.refused


@pytest.mark.parametrize(
    ("key", "first", "second", "code", "severity"),
    [
        ("作风", "30", "30.0", "repeated-fact", "warning"),
        ("作风", "30", "31", "conflicting-facts", "error"),
        ("作风", "30", "不适用", "conflicting-facts", "error"),
        ("达标", "是", "否", "conflicting-facts", "error"),
        ("评价", "中", "好", "conflicting-facts", "error"),
        ("发文", "2025-01-01", "2025-01-02", "conflicting-facts", "error"),
        ("作风", "不适用", "30", "conflicting-facts", "error"),
    ],
)
def test_repeats(key, first, second, code, severity):
    book = bound(SCHEME, f"对象,指标,数值\n甲,{key},{first}\n甲,{key},{second}")
    (problem,) = book.problems
    assert (problem.code, problem.severity, problem.place.row) == (code, severity, 3)
    assert "第 2 行" in problem.message
    if severity == "error":
        assert f"「{first}」" in problem.message
        assert f"「{second}」" in problem.message


def test_whether_a_node_applies_stands_once():
    book = bound(SCHEME, "对象,指标,数值\n甲,作风.适用,是\n甲,作风.适用,1\n甲,作风.适用,0")
    assert placed(book.problems) == [("repeated-fact", 3, 3), ("conflicting-facts", 4, 3)]


def test_other_periods_are_other_facts():
    book = bound(SCHEME, "对象,指标,数值,周期\n甲,作风,30,2025\n甲,作风,31,2024\n甲,作风,32,")
    assert figures(book, "作风") == {"2025": Fraction(30), "2024": Fraction(31)}
    assert placed(book.problems) == [("conflicting-facts", 4, 3)]


def test_a_timeless_fact_has_no_period_whatever_the_row_says():
    book = bound(SCHEME, "对象,指标,数值,周期,日期\n甲,面积,7,2019,\n乙,面积,8,,2018-05-05")
    assert figures(book, "面积") == {"None": Fraction(7)}
    assert figures(book, "面积", subject="乙") == {"None": Fraction(8)}


@pytest.mark.parametrize(("date", "period"), [("2025-03-31", "2025"), ("2024-12-31", "2024")])
def test_a_date_gives_the_period(date, period):
    book = bound(SCHEME, f"对象,指标,数值,日期\n甲,作风,30,{date}")
    assert figures(book, "作风") == {period: Fraction(30)}


# --- judged points of a unit's own scale ----------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "problems"),
    [
        ("甲,作风,45\n甲,作风.分值,45", []),
        ("甲,作风,45\n甲,作风.满分,45", []),
        ("甲,作风.分值,30\n甲,作风,31", [("out-of-range", 3, 3)]),
        ("甲,作风,31\n甲,作风.分值,30", [("out-of-range", 2, 3)]),
        ("甲,作风,31\n乙,作风.分值,30", []),
        ("甲,作风,41\n*,作风.分值,45", []),
    ],
)
def test_points_lie_within_the_units_own_full_ones(rows, problems):
    assert placed(bound(SCHEME, f"对象,指标,数值\n{rows}").problems) == problems


def test_a_declared_range_is_checked_at_once():
    text = "指标: {作风: {分值: 100, 范围: 10..90}}"
    book = bound(text, "对象,指标,数值\n甲,作风,95\n乙,作风,5\n丙,作风,90")
    assert placed(book.problems) == [("out-of-range", 2, 3), ("out-of-range", 3, 3)]


def test_own_points_of_a_part_hold_for_the_part():
    text = "指标: {作风: {分值: 100, 周期: {上半年: 50%, 下半年: 50%}}}"
    rows = "甲,作风,80,2025H1\n甲,作风,80,2025H2\n甲,作风.分值,70,2025H1"
    assert placed(bound(text, f"对象,指标,数值,周期\n{rows}").problems) == [("out-of-range", 2, 3)]


# --- sums of finer periods ------------------------------------------------------------------------


GATHERED = "事实: {入库: {类型: 数, 汇总期: 是}}\n指标: {税收: {分值: 100, 算式: 入库}}"


@pytest.mark.parametrize(
    ("period", "code"),
    [("2025", None), ("2025Q1", None), ("2025H2", None), ("2025-03", None), ("2024-03", None),
     ("2025-03-01", "wrong-grain"), ("2024..2026", "wrong-grain")],
)  # fmt: skip
def test_finer_periods_serve_where_they_are_gathered(period, code):
    book = bound(GATHERED, f"对象,指标,数值,周期\n甲,入库,5,{period}")
    assert [one.code for one in book.problems] == ([code] if code else [])


def test_a_whole_beside_its_pieces_is_told():
    book = bound(
        GATHERED, "对象,指标,数值,周期\n甲,入库,5,2025\n甲,入库,1,2025Q1\n乙,入库,1,2025Q1"
    )
    (problem,) = book.problems
    assert (problem.code, problem.severity) == ("overlapping-periods", "warning")
    assert (problem.place.row, problem.place.column) == (2, 4)
    assert "2025Q1" in problem.message


CARRIED = (
    "事实: {人口: {类型: 数, 沿用: 是}}\n指标: {人均: {分值: 100, 周期: {季度: 25%}, 算式: 人口}}"
)


@pytest.mark.parametrize(
    ("period", "code"),
    [
        ("2025Q1", None),
        ("2025", None),
        ("2025H1", None),
        ("2024", None),
        ("2025-01", "wrong-grain"),
    ],
)
def test_wider_periods_serve_where_they_are_carried_over(period, code):
    book = bound(CARRIED, f"对象,指标,数值,周期\n甲,人口,5,{period}")
    assert [one.code for one in book.problems] == ([code] if code else [])


def test_a_fact_read_by_quarters_needs_its_period():
    text = "指标: {作风: {分值: 100, 周期: {季度: 25%}}}"
    book = bound(
        text, "对象,指标,数值,日期\n甲,作风,5,\n甲,作风,6,2025-05-01\n甲,作风,7,2024-01-01"
    )
    assert placed(book.problems) == [("period-required", 2, None)]
    assert figures(book, "作风") == {"2025Q2": Fraction(6), "2024Q1": Fraction(7)}


def test_a_date_in_no_part_says_so():
    text = """
    指标:
      作风:
        分值: 100
        周期: {中期评估: 50%, 年终评估: 50%}
        期段: {中期评估: [01-01, 05-31], 年终评估: [07-01, 12-31]}
    """
    rows = "甲,作风,5,2025-05-31\n乙,作风,6,2025-06-15\n丙,作风,7,2025-07-01"
    book = bound(text, f"对象,指标,数值,日期\n{rows}")
    assert figures(book, "作风") == {"2025中期评估": Fraction(5)}
    assert figures(book, "作风", subject="丙") == {"2025年终评估": Fraction(7)}
    (problem,) = book.problems
    assert (problem.code, problem.place.row) == ("period-required", 3)
    assert "2025-06-15" in problem.message


def test_periods_of_units_reach_their_cells():
    book = bound(
        "指标: {作风: {分值: 100, 周期: {季度: 25%}}}", "对象,指标,数值,周期\n甲,作风,5,2025Q1"
    )
    assert list(book.own("作风", field="数值", scope="甲")) == [period_of("2025Q1")]


# --- states ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["拟", "已撤销", "proposed"])
def test_a_figure_that_is_not_confirmed_is_told_and_left_out(state):
    book = bound("指标: {工作: {分值: 100}}", f"对象,指标,数值,状态\n甲,工作,90,{state}")
    assert placed(book.problems) == [("not-confirmed", 2, 4)]
    assert book.problems[0].severity == "warning"
    assert not book.has_field("工作", field="数值")


def test_a_state_nobody_knows_is_an_error():
    book = bound("指标: {工作: {分值: 100}}", "对象,指标,数值,状态\n甲,工作,90,也许")
    assert placed(book.problems) == [("unknown-word", 2, 4)]


PERCENTS = """
指标:
  满意度: {分值: 60, 单位: "%", 计分: 按完成比例折算, 范围: 0..100}
  增速: {分值: 20, 单位: "%", 计分: 按完成比例折算, 范围: -100..100}
  合格率: {分值: 20, 计分: 按完成比例折算, 范围: 0..1}
"""


@pytest.mark.parametrize("text", ["0.95", "19/20", "0.5", "0.01"])
def test_a_bare_share_where_percents_stand_is_asked_about(text):
    book = bound(PERCENTS, f"对象,指标,数值\n甲,满意度,{text}")
    (problem,) = book.problems
    assert (problem.code, problem.severity) == ("share-or-percent", "warning")
    assert placed([problem]) == [("share-or-percent", 2, 3)]
    assert figures(book, "满意度") == {"2025": Fraction(text)}


def test_the_question_names_both_readings():
    (problem,) = bound(PERCENTS, "对象,指标,数值\n甲,满意度,0.95").problems
    assert "0.95% 是否应为 95%？" in problem.message
    assert "写 95；" in problem.remedy
    assert "写 0.95%" in problem.remedy


@pytest.mark.parametrize(
    "row",
    [
        "满意度,0",
        "满意度,1",
        "满意度,95",
        "满意度,0.95%",
        "满意度,9.5‰",
        "增速,0.95",
        "合格率,0.95",
    ],
)  # fmt: skip
def test_what_says_its_unit_or_cannot_be_meant_otherwise_is_not_asked_about(row):
    assert not bound(PERCENTS, f"对象,指标,数值\n甲,{row}").problems


def test_a_header_that_names_the_unit_settles_it():
    assert not bound(PERCENTS, "对象,指标,数值(%)\n甲,满意度,0.95").problems
