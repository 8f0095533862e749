"""The form: what is coloured, what can be chosen, and that it is read back as the bare table."""

from __future__ import annotations

import openpyxl
import pytest

from kaoji.engine.explain.worksheet import workbook
from kaoji.engine.explain.worksheet.form import write_form
from kaoji.engine.facts import write
from kaoji.engine.facts.load import load_facts
from kaoji.engine.plan.owed import sheet_of
from kaoji.engine.plinth.speech import speaking
from tests.engine.worlds import period_of, plan_of

SCHEME = """
指标:
  财政收入: {分值: 40, 计分: 按完成比例折算, 单位: 万元, 责任单位: 财政局}
  是否办成: {分值: 20, 计分: 是否}
  评议: {分值: 40, 周期: {半年: 50%}, 评分: {评分人: {领导: 50%, 群众: 50%}}}
加分: {条目: {级别: [市, 省], 人数: 数}, 每条: 人数, 上限: 3}
参数:
  办法: {取值: [整步, "按比例,四舍五入"]}
  权表: {类型: 表, 键: [类别], 必填: 是}
"""


def sheet(subjects=("甲", "乙")):
    return sheet_of(plan_of(SCHEME), period=period_of("2025"), subjects=subjects)


@pytest.fixture
def page(tmp_path):
    assert write_form(tmp_path / "form.xlsx", sheet=sheet()) == ()
    return openpyxl.load_workbook(tmp_path / "form.xlsx").active


def cells(page, key):
    """The cells of the first row of a key, by header."""
    headers = [cell.value for cell in page[1]]
    rows = [dict(zip(headers, row, strict=True)) for row in page.iter_rows(min_row=2)]
    return next(row for row in rows if row["指标"].value == key)


def coloured(page, key):
    return {name for name, cell in cells(page, key).items() if cell.fill.fgColor.rgb == "FFFFF8DC"}


def choices(page, key, name):
    cell = cells(page, key)[name]
    found = [
        one.formula1 for one in page.data_validations.dataValidation if cell.coordinate in one.sqref
    ]
    return found[0] if found else None


def test_it_holds_the_bare_table(page):
    made = sheet()
    rows = [tuple(cell.value or "" for cell in row) for row in page.rows]
    assert rows == [made.headers, *made.rows]


def test_it_is_read_back_without_a_problem(tmp_path):
    path = tmp_path / "form.xlsx"
    write_form(path, sheet=sheet())
    table = load_facts(path)
    assert table.problems == ()
    assert [row.text("key") for row in table.rows] == [row[2] for row in sheet().rows]


def test_what_is_to_be_filled_in_is_coloured(page):
    assert coloured(page, "财政收入") == {"数值", "目标"}
    assert coloured(page, "是否办成") == {"数值"}
    assert {"对象", "周期", "评分人类别", "评分人", "数值"} <= coloured(page, "评议")
    assert {"对象", "级别", "人数", "文号", "日期"} <= coloured(page, "加分")
    assert coloured(page, "办法") == {"数值"}
    assert coloured(page, "权表") == set()


def test_words_can_be_chosen(page):
    assert choices(page, "是否办成", "数值") == '"是,否"'
    assert choices(page, "评议", "周期") == '"2025H1,2025H2"'
    assert choices(page, "评议", "评分人类别") == '"领导,群众"'
    assert choices(page, "加分", "级别") == '"市,省"'
    assert choices(page, "加分", "状态") == '"拟,已认定,已撤销"'
    assert choices(page, "财政收入", "数值") is None


def test_every_unit_has_the_choice(page):
    (rule,) = [one for one in page.data_validations.dataValidation if one.formula1 == '"是,否"']
    assert str(rule.sqref) == "D4:D5"
    assert rule.errorStyle == "warning"  # 不适用 may be written all the same


def test_two_inputs_that_english_calls_alike_are_not_taken_for_each_other(tmp_path):
    text = (
        "指标: {财政: {分值: 100}}\n"
        "加分: {条目: {级别: [市, 省]}, 每条: 1}\n"
        "事实: {bonus: {范围: 0..9}}\n"
    )
    with speaking("en"):
        made = sheet_of(plan_of(text), period=period_of("2025"), subjects=("甲",))
        write_form(tmp_path / "form.xlsx", sheet=made)
    filled = openpyxl.load_workbook(tmp_path / "form.xlsx").active
    level = [cell.value for cell in filled[1]].index("级别")
    colours = {  # of the list's row, which says nil, and of the row of the figure
        row[made.headers.index("数值")].value: row[level].fill.fgColor.rgb
        for row in filled.iter_rows(min_row=2)
        if row[made.headers.index("指标")].value == "bonus"
    }
    assert colours == {"nil": "FFFFF8DC", None: "00000000"}


def test_words_with_a_comma_are_not_offered_in_pieces(page):
    assert choices(page, "办法", "数值") is None


def test_the_header_stays_and_columns_are_wide_enough(page):
    assert page.freeze_panes == "D2"
    assert page.print_title_rows == "$1:$1"
    headers = [cell.value for cell in page[1]]
    letter = openpyxl.utils.get_column_letter(headers.index("指标") + 1)
    assert page.column_dimensions[letter].width >= 10  # 财政收入, 是否办成
    assert page.page_setup.orientation == "landscape"
    assert "&P" in page.oddFooter.center.text


def test_numbers_of_documents_stay_as_typed(page):
    assert cells(page, "加分")["文号"].number_format == "@"
    assert cells(page, "财政收入")["更正"].number_format == "@"
    assert cells(page, "加分")["人数"].number_format == "General"


def test_no_name_becomes_a_formula(tmp_path):
    path = tmp_path / "form.xlsx"
    write_form(path, sheet=sheet(subjects=("=1+1", "+甲", "@x", "http://x")))
    for row in openpyxl.load_workbook(path).active.rows:
        assert {cell.data_type for cell in row} <= {"s", "n"}
        assert not any(cell.hyperlink for cell in row)


def test_a_form_that_no_sheet_can_hold_goes_on_in_the_next(tmp_path, monkeypatch):
    monkeypatch.setattr(write, "MOST_SHEET_ROWS", 4)
    path = tmp_path / "form.xlsx"
    assert write_form(path, sheet=sheet()) == ()
    assert len(load_facts(path).rows) == len(sheet().rows)
    assert len(openpyxl.load_workbook(path).sheetnames) > 1


def test_a_text_that_no_cell_can_hold_is_told_and_nothing_is_written(tmp_path):
    (problem,) = write_form(tmp_path / "f.xlsx", sheet=sheet(subjects=("甲" * 32768,)))
    assert problem.code == "cell-too-long"
    assert "第 2 行第 1 格" in problem.message
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("98.55", True), ("-0.50", True), ("0", True), ("1/3", False), ("", False), ("缺", False),
        ("1,200", False), ("007", False), (".5", False), ("１", False), ("+1", False),
        ("123456789012345", True), ("1234567890123456", False), ("0.0000000000000001", True),
    ],
)  # fmt: skip
def test_which_figures_a_cell_holds(text, expected):
    assert workbook.is_held(text) is expected
