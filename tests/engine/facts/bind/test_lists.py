"""Rows of event lists and plans: what counts, when, how often, and what each row must say."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from kaoji.engine.plinth.values import Choice
from tests.engine.worlds import bound, codes_of, period_of, placed

SCHEME = """
指标: {作风: {分值: 100}}
序: {级别: [县, 市, 省]}
加分:
  条目: {层级: 级别, 人数: 数, 严重: 是否, 认定: 日期}
  每条: 数值
  上限: 5
减分: {条目: {}, 须认定: 是, 每条: 1, 上限: 5}
事实:
  事故: {类型: 是否, 条目: {死亡: {类型: 数, 必填: 是}}, 计期: 认定, 字段: {认定: {类型: 日期}}}
"""


def lines(book, path, *, subject="甲"):
    return book.lines_of(path, subject=subject)


@pytest.mark.parametrize("column", ["来源", "评分人", "评分人类别", "编号", "佐证", "备注"])
def test_a_declared_field_may_have_the_name_of_a_column_of_the_contract(column):
    scheme = f"指标: {{工作: {{分值: 100}}}}\n事实: {{清单: {{条目: {{{column}: 文字}}}}}}"
    book = bound(scheme, f"对象,指标,日期,{column}\n甲,清单,2025-03-01,网上")
    (line,) = lines(book, "清单")
    assert line.record[column] == "网上"


def test_a_row_has_the_fields_of_the_contract_and_its_own_typed():
    header = "对象,指标,数值,层级,事项,件数,日期,文号,发文机关,编号,佐证,备注,人数,严重,认定,随便"
    row = "甲,加分,2,市,创建,3,2025-03-01,市发〔1〕号,市委,甲1,证书,好,12,是,2025-04-01,不读"
    (line,) = lines(bound(SCHEME, f"{header}\n{row}"), "加分")
    assert line.record == {
        "数值": Fraction(2), "层级": Choice("级别", "市", 1), "事项": "创建",
        "日期": date(2025, 3, 1), "文号": "市发〔1〕号", "发文机关": "市委", "编号": "甲1",
        "佐证": "证书", "备注": "好", "人数": Fraction(12), "严重": True, "认定": date(2025, 4, 1),
    }  # fmt: skip
    assert (line.count, line.work, line.period) == (3, "创建", None)
    assert line.day == date(2025, 3, 1)


@pytest.mark.parametrize(
    ("state", "counts", "code"),
    [("", True, None), ("已认定", True, None), ("confirmed", True, None), ("拟", False, None),
     ("待认定", False, None), ("已撤销", False, None), ("withdrawn", False, None),
     ("定了", False, "unknown-word")],
)  # fmt: skip
def test_only_confirmed_rows_count(state, counts, code):
    book = bound(SCHEME, f"对象,指标,数值,状态\n甲,加分,1,{state}")
    assert bool(lines(book, "加分")) is counts
    assert placed(book.problems) == ([(code, 2, 4)] if code else [])


def test_a_list_that_must_be_confirmed_names_rows_without_a_state():
    book = bound(SCHEME, "对象,指标,数值,编号,状态\n甲,减分,,a,\n甲,减分,,b,已认定\n甲,减分,,c,拟")
    assert placed(book.problems) == [("state-required", 2, 5)]
    assert [line.record["编号"] for line in lines(book, "减分")] == ["b"]


@pytest.mark.parametrize("word", ["无", "零报告", "否", "没有", "nil"])
def test_nothing_to_report_is_no_row_and_asks_for_no_state(word):
    book = bound(SCHEME, f"对象,指标,数值\n甲,减分,{word}")
    assert not lines(book, "减分")
    assert not book.problems
    assert book.nil_returns.keys() == {"减分"}
    assert list(book.nil_returns["减分"]) == [("甲", period_of("2025"))]


@pytest.mark.parametrize("subject", ["*", "组:乡镇", ""])
def test_only_a_subject_itself_has_nothing_to_report(subject):
    book = bound(SCHEME, f"对象,指标,数值\n{subject},减分,无")
    assert not book.nil_returns
    assert not book.problems


@pytest.mark.parametrize(
    ("cells", "period"),
    [("2025Q2,", "2025Q2"), (",2025-05-01", "2025Q2"), (",", "2025"), ("去年,", "2025")],
)
def test_a_nil_return_belongs_to_its_period_else_to_the_run(cells, period):
    text = "指标: {表彰: {分值: 100, 条目: {}, 每条: 1, 周期: {季度: 25%}}}"
    book = bound(text, f"对象,指标,数值,周期,日期\n甲,表彰,无,{cells}")
    assert book.nil_returns.keys() == {"表彰"}
    assert list(book.nil_returns["表彰"]) == [("甲", period_of(period))]


@pytest.mark.parametrize(
    ("nil", "row", "is_contradiction"),
    [
        (",", ",", True), ("2025,", "2025Q2,", True), ("2025Q2,", "2025,", True),
        ("2025Q2,", ",2025-04-01", True), ("2025Q2,", ",2025-07-01", False),
        ("2025Q2,", "2025Q3,", False), ("2025Q2,", ",2025-05-01,拟", False),
    ],
)  # fmt: skip
def test_nothing_to_report_and_a_row_contradict_each_other(nil, row, is_contradiction):
    header = "对象,指标,事项,数值,周期,日期,状态"
    rows = f"甲,加分,,无,{nil},\n甲,加分,迟报,1,{row},\n乙,加分,迟报,1,,,"
    found = bound(SCHEME, f"{header}\n{rows}").refused
    assert {who: codes_of(each) for who, each in found.items()} == (
        {"甲": ["nil-beside-rows"]} if is_contradiction else {}
    )


@pytest.mark.parametrize("word", ["不适用", "n/a", "N/A"])
@pytest.mark.parametrize("path", ["加分", "减分"])  # one reads 数值, the other does not
def test_a_list_that_does_not_apply_is_no_row(path, word):
    book = bound(SCHEME, f"对象,指标,数值,编号\n甲,{path},{word},")
    assert not lines(book, path)
    assert not book.problems
    figure = book.figure(path, field="适用", subject="甲", period=period_of("2025"))
    assert figure.value is False
    assert path in book.set_by_facts


@pytest.mark.parametrize(
    ("subject", "cells", "period"),
    [
        ("甲", "2025Q2,", "2025Q2"),
        ("*", "2025Q2,", "2025Q2"),
        ("甲", ",2025-05-01", "2025Q2"),
        ("甲", "2025,", "2025"),
        ("甲", ",", "2025"),
    ],
)
def test_so_it_is_for_those_and_the_period_of_which_the_row_speaks(subject, cells, period):
    text = "指标: {表彰: {分值: 100, 条目: {}, 每条: 数值, 周期: {季度: 25%}}}"
    book = bound(text, f"对象,指标,数值,周期,日期\n{subject},表彰,不适用,{cells}")
    assert not book.problems
    assert list(book.own("表彰", field="适用", scope=subject)) == [period_of(period)]


@pytest.mark.parametrize("row", ["表彰.适用,否", "作风.适用,否", "表彰,不适用"])
@pytest.mark.parametrize(
    ("cells", "period"),
    [("2025Q2,", "2025Q2"), (",2025-05-01", "2025Q2"), ("2025,2025-05-01", "2025"), (",", "2025")],
)
def test_a_list_is_no_other_than_a_figure_in_what_applies_when(row, cells, period):
    parts = "周期: {季度: 25%}"
    text = (
        f"指标: {{表彰: {{分值: 50, 条目: {{}}, 每条: 1, {parts}}}, 作风: {{分值: 50, {parts}}}}}"
    )
    book = bound(text, f"对象,指标,数值,周期,日期\n甲,{row},{cells}")
    assert not book.problems
    assert list(book.own(row[:2], field="适用", scope="甲")) == [period_of(period)]


@pytest.mark.parametrize(
    ("state", "is_struck", "codes"),
    [("已认定", True, []), ("拟", False, ["not-confirmed"]), ("定了", False, ["unknown-word"])],
)
def test_only_a_confirmed_row_says_so(state, is_struck, codes):
    book = bound(SCHEME, f"对象,指标,数值,状态\n甲,加分,不适用,{state}")
    assert not lines(book, "加分")
    assert book.has_field("加分", field="适用") is is_struck
    assert codes_of(book.problems) == codes


@pytest.mark.parametrize(
    ("path", "cells", "fields"),
    [
        ("加分", "创建,,,", "事项"),
        ("加分", ",市,2,", "层级、件数"),
        ("加分", ",,,12", "人数"),
        ("减分", "迟报,,,", "事项"),
    ],
)
def test_a_row_cannot_say_an_event_and_that_the_list_does_not_apply(path, cells, fields):
    book = bound(SCHEME, f"对象,指标,数值,事项,层级,件数,人数\n甲,{path},不适用,{cells}")
    assert not lines(book, path)
    assert not book.has_field(path, field="适用")
    assert placed(book.problems) == [("not-applicable-beside-event", 2, 3)]
    assert f"又填了{fields}：" in book.problems[0].message
    assert list(book.refused) == ["甲"]


def test_a_list_of_facts_cannot_be_struck():
    book = bound(SCHEME, "对象,指标,数值,死亡\n甲,事故,不适用,")
    assert not lines(book, "事故")
    assert placed(book.problems) == [("not-applicable-to-facts", 2, 3)]


def test_a_list_that_cannot_say_its_period_is_told():
    for per_row in ("数值", "1"):
        text = f"指标: {{表彰: {{分值: 100, 条目: {{}}, 每条: {per_row}, 周期: {{季度: 25%}}}}}}"
        for period, code in (("去年", "bad-period"), ("2025-03", "wrong-grain")):
            for row in ("表彰,不适用", "表彰.适用,否", "表彰.得分,30", "表彰.满分,30"):
                book = bound(text, f"对象,指标,数值,周期\n甲,{row},{period}")
                assert placed(book.problems) == [(code, 2, 4)]
                assert list(book.refused) == ["甲"]


@pytest.mark.parametrize(
    ("count", "expected", "code"),
    [("", 1, None), ("3", 3, None), ("0", 0, None), ("2件", 2, None), ("-1", None, "bad-count"),
     ("1.5", None, "bad-count"), ("不适用", None, "bad-count"), ("几", None, "not-a-number")],
)  # fmt: skip
def test_counts_are_whole_and_not_negative(count, expected, code):
    book = bound(SCHEME, f"对象,指标,数值,件数\n甲,加分,1,{count}")
    assert [line.count for line in lines(book, "加分")] == ([] if expected is None else [expected])
    assert placed(book.problems) == ([(code, 2, 4)] if code else [])


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [("层级", "国", "unknown-word"), ("人数", "多", "not-a-number"), ("严重", "很", "unknown-word"),
     ("认定", "近日", "bad-date"), ("数值", "x", "not-a-number")],
)  # fmt: skip
def test_a_cell_at_fault_keeps_its_row_out(column, cell, code):
    book = bound(SCHEME, f"对象,指标,{column},编号\n甲,加分,{cell},a")
    assert placed(book.problems) == [(code, 2, 3)]
    assert not lines(book, "加分")


@pytest.mark.parametrize("cell", ["", "缺"])
def test_a_required_field_has_to_be_there(cell):
    book = bound(SCHEME, f"对象,指标,认定,死亡\n甲,事故,2025-03-01,{cell}")
    assert placed(book.problems) == [("field-required", 2, 4)]
    assert "死亡" in book.problems[0].message
    assert not lines(book, "事故")


# --- which day counts ----------------------------------------------------------------------------


def test_the_scheme_says_which_day_counts():
    rows = "甲,事故,2024-12-30,2025-01-05,1\n甲,事故,2025-12-30,2026-01-05,1"
    book = bound(SCHEME, f"对象,指标,日期,认定,死亡\n{rows}")
    assert [line.day for line in lines(book, "事故")] == [date(2025, 1, 5), date(2026, 1, 5)]
    assert [one.code for one in book.problems] == ["outside-period"]
    assert "1 行" in book.problems[0].message


def test_without_the_day_that_counts_a_row_belongs_to_the_run():
    (line,) = lines(bound(SCHEME, "对象,指标,日期,死亡\n甲,事故,2024-12-30,1"), "事故")
    assert (line.day, line.period) == (None, period_of("2025"))


@pytest.mark.parametrize(
    ("period", "code"),
    [("2025", None), ("2025-03", None), ("2025Q1", None), ("2025-03-04", None), ("2024", None),
     ("2019Q2", None), ("2024..2026", "wrong-grain"), ("春天", "bad-period")],
)  # fmt: skip
def test_the_period_of_a_row(period, code):
    book = bound(SCHEME, f"对象,指标,数值,周期\n甲,加分,1,{period}")
    assert placed(book.problems) == ([(code, 2, 4)] if code else [])
    assert len(lines(book, "加分")) == (code is None)


STAGED = """
指标:
  表彰:
    分值: 100
    条目: {}
    每条: 10
    周期: {中期评估: 50%, 年终评估: 50%}
    期段: {中期评估: [01-01, 05-31], 年终评估: [07-01, 12-31]}
"""


@pytest.mark.parametrize(
    ("cells", "code"),
    [("2025中期评估,", None), (",2025-03-01", None), ("2025-03,", None), ("2025Q4,", None),
     ("2024,", None), (",2023-06-15", None), ("2025,", "wrong-grain"), ("2025Q2,", "wrong-grain"),
     ("2025H1,", "wrong-grain"), (",2025-06-15", "period-required"), (",", "period-required"),
     ("2025期末,", "wrong-grain")],
)  # fmt: skip
def test_a_row_lies_in_one_of_the_parts(cells, code):
    book = bound(STAGED, f"对象,指标,编号,周期,日期\n甲,表彰,a,{cells}")
    found = [one.code for one in book.problems if one.severity == "error"]
    assert found == ([code] if code else [])
    assert len(lines(book, "表彰")) == (code is None)


def test_a_date_beyond_the_rows_own_period_is_told():
    rows = "甲,加分,1,2025,2026-01-10,a\n甲,加分,1,2025Q1,2025-06-01,b\n甲,加分,1,2024,2024-05-05,c"
    book = bound(SCHEME, f"对象,指标,数值,周期,日期,编号\n{rows}")
    (problem,) = book.problems
    assert (problem.code, problem.severity) == ("date-outside-period", "warning")
    assert (problem.place.row, problem.place.column) == (2, 5)
    assert len(lines(book, "加分")) == 3


# --- rows that are there already -----------------------------------------------------------------


def test_a_number_stands_once_per_subject():
    rows = "甲,加分,1,a\n甲,加分,2,a\n乙,加分,3,a\n甲,减分,,a"
    book = bound(SCHEME, f"对象,指标,数值,编号\n{rows}")
    errors = [one for one in book.problems if one.code == "repeated-id"]
    assert placed(errors) == [("repeated-id", 3, 4)]
    assert "第 2 行" in errors[0].message
    assert [line.record["数值"] for line in lines(book, "加分")] == [1]
    assert len(lines(book, "加分", subject="乙")) == 1


def test_rows_quite_alike_without_a_number_both_count_and_warn():
    rows = (
        "甲,加分,1,创建,2025-01-01,甲\n甲,加分,1,创建,2025-01-01,甲\n甲,加分,1,创建,2025-01-01,乙"
    )
    book = bound(SCHEME, f"对象,指标,数值,事项,日期,说法\n{rows}")
    (problem,) = book.problems
    assert (problem.code, problem.severity, problem.place.row) == ("alike-rows", "warning", 3)
    assert len(lines(book, "加分")) == 3


def test_a_paper_of_two_subjects_is_told():
    rows = (
        "甲,加分,1,县发1号,a\n甲,加分,1,县发1号,b\n"
        "乙,加分,1,县发1号,c\n乙,加分,1,,d\n丙,减分,,县发1号,e"
    )
    book = bound(SCHEME, f"对象,指标,数值,文号,编号\n{rows}")
    shared = [one for one in book.problems if one.code == "shared-document"]
    assert placed(shared) == [("shared-document", 4, 4)]
    assert "甲" in shared[0].message
    assert "第 2 行" in shared[0].message


# --- plans ---------------------------------------------------------------------------------------


PLAN = """
指标:
  重点: {分值: 60, 单位: 公里, 计划: {计分: 按完成比例折算, 列: {牵头: 文字}}}
  作风: {分值: 40}
"""
PLAN_HEADER = "对象,指标,事项,分值,目标,数值,牵头"


def test_a_plan_item_has_its_own_points_target_and_columns():
    (line,) = lines(bound(PLAN, f"{PLAN_HEADER}\n甲,重点,修路,60,10,8,交通局"), "重点")
    found = {key: line.record.get(key) for key in ("分值", "目标", "数值", "牵头", "事项")}
    assert found == {"分值": 60, "目标": 10, "数值": 8, "牵头": "交通局", "事项": "修路"}
    assert line.period == period_of("2025")


def test_what_is_not_set_yet_is_owed_and_no_fault():
    (line,) = lines(bound(PLAN, f"{PLAN_HEADER}\n甲,重点,修路,60,,,"), "重点")
    assert "目标" not in line.record
    assert "数值" not in line.record


def test_an_item_stands_once_per_period():
    rows = "甲,重点,修路,60,10,8,\n甲,重点,修路,40,10,8,\n甲,重点,种树,40,10,8,"
    book = bound(PLAN, f"{PLAN_HEADER}\n{rows}")
    assert placed(book.problems) == [("repeated-item", 3, 3)]
    assert "第 2 行" in book.problems[0].message
    assert [line.work for line in lines(book, "重点")] == ["修路", "种树"]


def test_items_without_a_name_that_are_quite_alike_warn():
    book = bound(PLAN, f"{PLAN_HEADER}\n甲,重点,,60,10,8,\n甲,重点,,60,10,8,")
    assert [one.code for one in book.problems] == ["alike-rows"]


def test_a_pattern_row_sent_back_as_it_was_is_noted():
    book = bound(PLAN, f"{PLAN_HEADER},备注\n甲,重点,,,,,,样行")
    (problem,) = book.problems
    assert (problem.code, problem.severity, problem.place.row) == ("unfilled-row", "note", 2)
    assert not lines(book, "重点")


def test_a_plan_may_say_that_there_is_none():
    book = bound(PLAN, f"{PLAN_HEADER}\n甲,重点,无事,,,无,")
    assert not lines(book, "重点")
    assert not book.problems


def test_a_field_of_the_rows_is_nothing_by_itself():
    book = bound(SCHEME, "对象,指标,数值\n甲,加分.人数,12")
    assert placed(book.problems) == [("unknown-field", 2, 2)]
    assert not book.figures
    assert list(book.doubts) == [("加分", "甲")]
