"""`kaoji score -o x.xlsx`: the result as it lies on a desk."""

from __future__ import annotations

import zipfile

import openpyxl
import pytest

from kaoji.engine.explain.overview import CSV_HEADERS
from kaoji.engine.facts import write
from tests.cli import english_county
from tests.cli.county import FACTS, SCHEME, SUBJECTS, call

HEADERS = [
    "对象", "名称", "组别", "状态", "经济", "评价", "加分", "得分（公布）", "得分（精确）", "等次",
    "原等次", "名次", "区间下限", "上限", "尚缺", "备注",
]  # fmt: skip


def scored(county, *words, scheme=None, facts=None, subjects=None):
    """The workbook of a scoring."""
    path = county.folder / "result.xlsx"
    told = call(
        "score", scheme or county.scheme, "--facts", facts or county.facts,
        "--subjects", subjects or county.subjects, "--period", "2025", "-o", str(path), *words,
    )  # fmt: skip
    assert told.out == ""
    return openpyxl.load_workbook(path), told


def rows(page):
    return [list(row) for row in page.iter_rows(min_row=3, values_only=True)]


def of(page, subject):
    headers = [cell.value for cell in page[2]]
    return next(dict(zip(headers, row, strict=True)) for row in rows(page) if row[0] == subject)


def test_the_first_page_is_the_ranking_with_its_parts(county):
    book, told = scored(county)
    assert (told.code, book.sheetnames) == (0, ["结果", "名额", "问题"])
    assert told.err.splitlines()[-1].endswith("（3 行）")
    page = book["结果"]
    assert page["A1"].value == "云县乡镇考核 · 2025.1 版 · 2025"
    assert [cell.value for cell in page[2]] == HEADERS
    # 40 + 18 = 58; (90 × 60% + 80 × 40%) × 40% = 34.4; 2.
    assert list(of(page, "甲乡").values()) == [
        "甲乡", "甲乡", "山区", "已定", 58, 34.4, 2, 94.4, "94.4", "优秀", None, "暂1", None, None,
        None, None,
    ]  # fmt: skip


def test_figures_are_numbers_with_the_places_of_the_scheme(county):
    page = scored(county)[0]["结果"]
    (row,) = [row for row in page.iter_rows(min_row=3) if row[0].value == "甲乡"]
    total, exact = row[7], row[8]
    assert (total.data_type, total.value, total.number_format) == ("n", 94.4, "0.00")
    assert (exact.data_type, exact.value) == ("s", "94.4")


def test_a_figure_is_written_digit_by_digit(county):
    scored(county)
    with zipfile.ZipFile(county.folder / "result.xlsx") as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<v>94.40</v>" in sheet
    assert "<v>34.40</v>" in sheet


def test_an_incomplete_unit_has_its_bounds_and_what_it_waits_for(county):
    row = of(scored(county)[0]["结果"], "丙乡")
    assert row["状态"] == "未完成"
    assert (row["得分（公布）"], row["得分（精确）"]) == (None, None)
    assert (row["区间下限"], row["上限"]) == (50, 90)  # 18 + 32, and at most 40 more
    assert "经济/财政收入" in row["尚缺"]
    assert (row["经济"], row["评价"]) == ("缺", 32)


def test_quotas_have_a_page(county):
    page = scored(county)[0]["名额"]
    assert [cell.value for cell in page[2]][:6] == ["事项", "组别", "基数", "名额", "推算", "拟列"]
    (row,) = rows(page)
    assert row[0] == "优秀"
    assert row[2:4] == [3, 1]  # 3 × 50% = 1.5, rounded down
    assert row[5] == "甲乡"


def test_problems_have_a_page(county):
    facts = county.write("bad.csv", FACTS.replace("乙乡,2025,信访,0", "乙乡,2025,信访,约0"))
    book, told = scored(county, facts=facts)
    assert told.code == 1
    assert [cell.value for cell in book["问题"][2]] == [
        "级别", "问题", "何处", "文件", "工作表", "哪一格", "说明", "怎么办", "编码",
    ]  # fmt: skip
    (row,) = [row for row in rows(book["问题"]) if row[-1] == "not-a-number"]
    assert row[:6] == ["错误", "不是数", "乙乡:信访", "bad.csv", None, "第 8 行第 4 列"]
    assert of(book["结果"], "乙乡")["状态"] == "数据有误"
    assert of(book["结果"], "乙乡")["得分（公布）"] is None


def test_a_problem_names_sheet_and_cell_and_no_folder(county):
    path = county.folder / "facts.xlsx"
    lines = [
        line.split(",") for line in FACTS.replace("乙乡,2025,信访,0", "乙乡,2025,信访,x").split()
    ]
    book = openpyxl.Workbook()
    book.active.title = "填报"
    for line in lines:
        book.active.append(line)
    book.save(path)
    made, _told = scored(county, facts=str(path))
    (row,) = [row for row in rows(made["问题"]) if row[-1] == "not-a-number"]
    assert row[3:6] == ["facts.xlsx", "填报", "D8"]
    told = [str(cell.value) for sheet in made for cells in sheet.iter_rows() for cell in cells]
    assert not any(str(county.folder) in text for text in told)


def test_a_long_text_makes_its_row_high(county):
    facts = county.write(
        "bad.csv", FACTS.replace("乙乡,2025,信访,0", "乙乡,2025,信访," + "约" * 60)
    )
    page = scored(county, facts=facts)[0]["问题"]
    (at,) = [cells[0].row for cells in page.iter_rows(min_row=3) if "约约" in str(cells[6].value)]
    assert page.row_dimensions[at].height >= 45


def test_a_veto_shows_the_grade_before_and_why(county):
    facts = county.write(
        "veto.csv", FACTS + "甲乡,,黄牌,,,,,,2025-06-01,安发〔2025〕1号,安委会,,\n"
    )
    veto = "否决: {黄牌: {机关: 安委会, 领域: 安全, 依据: 第七条, 效果: [{封顶: 合格}]}}\n"
    scheme = county.write("veto.yaml", SCHEME.replace("结果运用:", f"{veto}结果运用:"))
    book, told = scored(county, scheme=scheme, facts=facts)
    assert told.code == 0, told.err
    row = of(book["结果"], "甲乡")
    assert (row["等次"], row["原等次"]) == ("合格", "优秀")
    assert "黄牌" in row["备注"]


def test_it_is_ready_to_be_printed(county):
    for page in scored(county)[0]:
        assert page.page_setup.orientation == "landscape"
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert "&P" in page.oddFooter.center.text
        assert page.print_title_rows == "$1:$2"
        assert page.freeze_panes.endswith("3")


def test_what_is_too_wide_for_a4_is_printed_on_a3(county):
    book = scored(county)[0]
    assert book["结果"].page_setup.paperSize == 8  # sixteen columns, two of them long
    assert book["名额"].page_setup.paperSize == 9


def test_columns_are_wide_enough_for_what_stands_in_them(county):
    page = scored(county)[0]["结果"]
    assert page.column_dimensions["H"].width >= 10  # 得分（公布）
    assert page.column_dimensions["O"].width >= 20  # 尚缺


def test_headers_speak_the_language_of_the_scheme(county):
    scheme, facts, subjects = (
        county.write(name, text)
        for name, text in (
            ("en.yaml", english_county.SCHEME),
            ("en.csv", english_county.FACTS),
            ("who.csv", english_county.SUBJECTS),
        )
    )
    book, _told = scored(county, scheme=scheme, facts=facts, subjects=subjects)
    assert book.sheetnames == ["result", "seats", "problems"]
    assert book["result"]["A1"].value == "Appraisal of townships · version 2025.1 · 2025"
    assert [cell.value for cell in book["result"][2]] == [
        "subject", "name", "group", "status", "Economy", "Review", "bonus", "total (published)",
        "total (exact)", "grade", "grade before", "rank", "lowest", "highest", "missing",
        "remarks",
    ]  # fmt: skip
    assert of(book["result"], "Denby")["status"] == "incomplete"
    assert "&P of &N" in book["result"].oddFooter.center.text


def test_the_language_of_the_call_changes_nothing_of_it(county):
    assert scored(county, "--lang", "en")[0].sheetnames == ["结果", "名额", "问题"]


@pytest.mark.parametrize("name", ["=1+1", "+1", "@SUM(A1)", "http://x", "007", "<r>x</r>"])
def test_no_name_becomes_a_formula_or_a_number(county, name):
    subjects = county.write("who.csv", SUBJECTS.replace("甲乡,,", f"甲乡,{name},"))
    book, _told = scored(county, subjects=subjects)
    for page in book:
        for row in page.iter_rows():
            for cell in row:
                assert cell.data_type in {"s", "n"}
                assert cell.hyperlink is None
    row = next(row for row in rows(book["结果"]) if row[0] == "甲乡")
    assert row[1].lstrip("\u200b") == name


def test_what_no_worksheet_holds_is_written_as_the_bare_table(county, monkeypatch):
    monkeypatch.setattr(write, "MOST_SHEET_ROWS", 4)
    page = scored(county)[0].worksheets[0]
    assert [cell.value for cell in page[1]] == list(CSV_HEADERS)
    assert [row[0].value for row in page.iter_rows(min_row=2)] == ["甲乡", "乙乡", "丙乡"]


def test_the_same_result_is_the_same_file(county):
    path = county.folder / "result.xlsx"
    scored(county)
    first = path.read_bytes()
    scored(county)
    assert path.read_bytes() == first


SHEETED = """\
方案: 填报
编号: asked
版本: "1"
施行: 2025-01-01
依据: 办法
对象: {类: [乡镇, 部门]}
参数:
  基数: {类型: 数, 必填: 是, 范围: 0..9, 分类: {乡镇: 3}, 依据: 一}
  倍数: {类型: 数, 必填: 是, 范围: 0..9, 依据: 一}
指标:
  经济:
    分值: 60
    责任单位: 统计局
    依据: 一
    指标:
      财政: {分值: 40, 依据: 一, 责任单位: 财政局}
      招商: {分值: 20, 依据: 一, 适用: 属性(类) = "乡镇", 不适用: 重摊}
  城管: {分值: 40, 依据: 一, 适用: 属性(类) = "部门", 不适用: 计满分, 指标: {卫生: {分值: 40 - 基数 * 0 - 倍数 * 0, 依据: 一}}}
"""  # noqa: E501 - a scheme as it is written


def asked_rows(county, *more):
    scheme = county.write("asked.yaml", SHEETED)
    told = call("sheet", scheme, "--period", "2025", "--csv", *more)
    assert told.code == 0, told.err
    head, *rows = [line.split(",") for line in told.out.splitlines()]
    columns = [head.index(name) for name in ("对象", "指标", "来源")]
    return [tuple(row[at] for at in columns) for row in rows]


class TestSheet:
    def test_a_leaf_that_does_not_apply_is_not_asked_for(self, county):
        """Nor is what stands below a group that does not; the group's supplier is its leaves'."""
        units = county.write("two.csv", "对象,类\n甲乡,乡镇\n乙局,部门\n")
        assert asked_rows(county, "--subjects", units)[:4] == [
            ("甲乡", "经济/财政", "财政局"),
            ("乙局", "经济/财政", "财政局"),
            ("甲乡", "经济/招商", "统计局"),
            ("乙局", "城管/卫生", ""),
        ]

    def test_without_subjects_every_leaf_is_asked_for(self, county):
        asked = [key for _subject, key, _source in asked_rows(county)]
        assert asked[:3] == ["经济/财政", "经济/招商", "城管/卫生"]

    def test_a_parameter_by_class_is_asked_for_where_it_is_open(self, county):
        asked = [(who, key) for who, key, _source in asked_rows(county)]
        assert asked[3:] == [("组:部门", "基数"), ("", "倍数")]

    def test_a_parameter_with_a_value_for_every_class_is_not_asked_for(self, county, monkeypatch):
        text = SHEETED.replace("{乡镇: 3}", "{乡镇: 3, 部门: 4}")
        monkeypatch.setitem(globals(), "SHEETED", text)
        asked = [(who, key) for who, key, _source in asked_rows(county)]
        assert asked[3:] == [("", "倍数")]
