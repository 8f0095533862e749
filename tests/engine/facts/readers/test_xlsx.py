"""XLSX: what people see in a cell is what is read, and what is no data is told."""

from __future__ import annotations

import datetime  # noqa: ICN001

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from kaoji.engine.facts.load import load_facts
from kaoji.engine.facts.readers import grid
from kaoji.engine.facts.readers.xlsx import read_xlsx
from kaoji.engine.facts.readers.xlsx_sheet import column_number, plain_string
from kaoji.engine.facts.report import Report
from tests.engine.facts.books import (
    codes,
    header_row,
    load,
    row,
    spots,
    text_cell,
    texts,
    xlsx,
    xlsx_parts,
    zipped,
)

STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="0.0%"/>'
    '<numFmt numFmtId="165" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
    '<cellXfs><xf/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="165"/></cellXfs>'
)


def fact(*cells, at=2):
    return row(text_cell("甲"), text_cell("k"), *cells, at=at)


def value(tmp_path, cell, **options):
    """The text of one value cell, and the codes of its problems."""
    table = load(tmp_path / "a.xlsx", xlsx(header_row() + fact(cell), **options))
    return table.rows[0].text("value"), codes(table)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("<c><v>85</v></c>", "85"),
        ('<c t="n"><v>0.30000000000000004</v></c>', "0.3"),
        ("<c><v>1E-3</v></c>", "0.001"),
        ("<c><v>-0</v></c>", "0"),
        ('<c s="1"><v>0.855</v></c>', "85.5%"),
        ('<c s="2"><v>42389</v></c>', "2016-01-20"),
        ('<c s="3"><v>42522</v></c>', "2016-06"),
        ('<c s=""><v>5</v></c>', "5"),
        ('<c s="99"><v>5</v></c>', "5"),
        ('<c t="b"><v>1</v></c>', "true"),
        ('<c t="b"><v>0</v></c>', "false"),
        ('<c t="d"><v>2016-01-20T00:00:00</v></c>', "2016-01-20"),
        ('<c t="d"><v>2016-01-20T10:11:12</v></c>', "2016-01-20 10:11:12"),
        ('<c t="str"><f>A1</f><v>一_x000D_二</v></c>', "一\n二"),
        ('<c t="str"><f>A1</f><v></v></c>', ""),
        ("<c><f>1+1</f><v>2</v></c>", "2"),
        ('<c t="s"><v>0</v></c>', "共享"),
        ('<c t="s"><v>1</v></c>', "分两段"),
        ('<c t="s"><v>2</v></c>', ""),
        ('<c t="inlineStr"><is><r><t>分</t></r><r><t>段</t></r></is></c>', "分段"),
        ('<c t="inlineStr"><is><t>东</t><rPh><t>dong</t></rPh><t>京</t></is></c>', "东京"),
        ("<c/>", ""),
    ],
)
def test_cells(tmp_path, cell, expected):
    strings = (
        "<si><t>共享</t></si><si><r><t>分</t></r><rPh><t>fen</t></rPh><r><t>两段</t></r></si><si/>"
    )
    assert value(tmp_path, cell, styles=STYLES, strings=strings) == (expected, [])


@pytest.mark.parametrize(
    ("cell", "text", "code"),
    [
        ('<c t="e"><v>#DIV/0!</v></c>', "#DIV/0!", "formula-error"),
        ('<c t="e"><f>1/0</f><v>#REF!</v></c>', "#REF!", "formula-error"),
        ("<c><f>1/0</f></c>", "", "formula-without-value"),
        ("<c><f>1/0</f><v></v></c>", "", "formula-without-value"),
        ("<c><v>NaN</v></c>", "NaN", "not-finite"),
        ('<c s="2"><v>60</v></c>', "60", "bad-date"),
    ],
)
def test_cells_that_hold_no_data(tmp_path, cell, text, code):
    data = xlsx(header_row() + fact(cell), styles=STYLES)
    table = load(tmp_path / "a.xlsx", data)
    assert table.rows[0].text("value") == text
    assert spots(table) == [(code, "表1", 2, 3)]
    assert table.rows[0].is_faulty


def test_the_calendar_of_1904(tmp_path):
    cell = '<c s="2"><v>40927</v></c>'
    found = value(tmp_path, cell, styles=STYLES, calendar=' date1904="1"')
    assert found == ("2016-01-20", [])


def test_positions_may_be_left_out_or_jump(tmp_path):
    rows = header_row() + row(
        text_cell("甲", at="A9"), text_cell("k"), text_cell("1", at="C9"), at=9
    )
    table = load(tmp_path / "a.xlsx", xlsx(rows + row(text_cell("乙"), text_cell("k"))))
    assert [(one.place.row, one.text("subject"), one.text("value")) for one in table.rows] == [
        (9, "甲", "1"),
        (10, "乙", ""),
    ]
    assert table.rows[0].cells["value"].place.column == 3


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="0"/>',
        '<row r="x"/>',
        '<row r="1048577"/>',
        '<row><c r="XFE1"><v>1</v></c></row>',
        '<row><c r="-1"><v>1</v></c></row>',
        '<row><c t="s"><v>5</v></c></row>',
        '<row><c t="s"><v>-1</v></c></row>',
        '<row><c t="s"><v>x</v></c></row>',
        '<row><c s="-1"><v>1</v></c></row>',
        "<row><c><v>x</v></c></row>",
        "<row>",
    ],
)
def test_a_broken_sheet_is_told_and_the_others_are_read(tmp_path, rows):
    good = header_row() + fact(text_cell("1"))
    table = load(tmp_path / "a.xlsx", xlsx(rows, good, strings="<si/>"))
    assert [(one.code, one.place.sheet) for one in table.problems] == [("damaged-file", "表1")]
    assert len(table.rows) == 1


@pytest.mark.parametrize("reference", ["A1:B", "", "1:2"])
def test_broken_merges(tmp_path, reference):
    after = f'<mergeCells><mergeCell ref="{reference}"/></mergeCells>'
    assert codes(load(tmp_path / "a.xlsx", xlsx(header_row(), after=after))) == ["damaged-file"]


def test_merged_names_hold_for_all_their_rows(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for line in (
        ["对象", "指标", "数值"],
        ["甲", "a", 1],
        [None, "b", 2],
        [None, "c", 3],
        ["乙", "a", 4],
    ):
        sheet.append(line)
    sheet.merge_cells("A2:A4")
    book.save(tmp_path / "a.xlsx")
    table = load_facts(tmp_path / "a.xlsx")
    assert [one.text("subject") for one in table.rows] == ["甲", "甲", "甲", "乙"]
    assert table.problems == ()


def test_a_merged_figure_belongs_to_no_row(tmp_path):
    after = '<mergeCells><mergeCell ref="C2:C3"/><mergeCell ref="A9"/></mergeCells>'
    rows = header_row() + fact(text_cell("5")) + fact(at=3)
    table = load(tmp_path / "a.xlsx", xlsx(rows, after=after))
    assert spots(table) == [("merged-value", "表1", 3, 3)]
    assert [one.is_faulty for one in table.rows] == [False, True]


def test_a_header_of_two_merged_rows(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:F1", "某县 2016 年考核数据")
        for column, name in ((0, "对象"), (1, "指标"), (5, "备注")):
            sheet.merge_range(1, column, 2, column, name)
        sheet.merge_range("C2:D2", "考核数据")
        sheet.write("E2", "发文")
        sheet.write_row("C3", ["数值（万元）", "目标", "机关"])
        sheet.write_row("A4", ["甲", "k", 1.5, 2, "县政府", "好"])
    table = load_facts(path)
    assert texts(table) == [
        {
            "subject": "甲",
            "key": "k",
            "value": "1.5",
            "target": "2",
            "issuer": "县政府",
            "note": "好",
        }
    ]
    assert table.units == {"value": "万元"}
    assert table.problems == ()


def test_macros_and_links_are_noted(tmp_path):
    more = {"xl/vbaProject.bin": b"", "xl/externalLinks/externalLink1.xml": b"<x/>"}
    table = load(tmp_path / "a.xlsm", xlsx(header_row() + fact(text_cell("1")), more=more))
    assert [(one.code, one.severity) for one in table.problems] == [
        ("has-macros", "note"),
        ("has-external-links", "note"),
    ]
    assert len(table.rows) == 1


def test_a_chart_sheet_is_passed_over(tmp_path):
    parts = xlsx_parts(header_row() + fact(text_cell("1")), "<chart")
    relations = parts["xl/_rels/workbook.xml.rels"]
    at = relations.rindex("relationships/worksheet")
    parts["xl/_rels/workbook.xml.rels"] = relations[:at] + relations[at:].replace(
        "relationships/worksheet", "relationships/chartsheet", 1
    )
    assert codes(load(tmp_path / "a.xlsx", zipped(parts))) == []


@pytest.mark.parametrize(
    "part",
    ["xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"],
)
def test_a_broken_part_of_the_book(tmp_path, part):
    parts = xlsx_parts(header_row() + fact(text_cell("1"))) | {part: "<x"}
    assert codes(load(tmp_path / "a.xlsx", zipped(parts))) == ["damaged-file"]


def test_a_sheet_that_is_not_there(tmp_path):
    parts = xlsx_parts(header_row())
    del parts["xl/worksheets/sheet1.xml"]
    assert codes(load(tmp_path / "a.xlsx", zipped(parts))) == ["damaged-file"]


def test_a_book_whose_root_tells_nothing(tmp_path):
    parts = xlsx_parts(header_row() + fact(text_cell("1")))
    del parts["_rels/.rels"]
    assert codes(load(tmp_path / "a.xlsx", zipped(parts))) == []


@pytest.mark.parametrize("share", [1, 3, 10, 50, 90, 99])
def test_a_cut_workbook(tmp_path, share):
    data = xlsx(header_row() + fact(text_cell("1")))
    table = load(tmp_path / "a.xlsx", data[: len(data) * share // 100])
    assert codes(table) == ["damaged-file"]
    assert table.rows == ()


def test_an_archive_that_cannot_be_opened():
    report = Report()
    assert list(read_xlsx(b"PK", file="a", report=report)) == []
    assert [one.code for one in report.problems()] == ["damaged-file"]


def test_rows_without_cells(tmp_path):
    table = load(tmp_path / "a.xlsx", xlsx(header_row() + row(at=2) + fact(at=3)))
    assert [one.place.row for one in table.rows] == [3]


def test_a_document_type_is_refused(tmp_path):
    parts = xlsx_parts(header_row())
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]>' + parts["xl/worksheets/sheet1.xml"]
    data = zipped(parts | {"xl/worksheets/sheet1.xml": bomb})
    assert codes(load(tmp_path / "a.xlsx", data)) == ["damaged-file"]


def test_too_many_cells(tmp_path, monkeypatch):
    monkeypatch.setattr(grid, "MOST_CELLS", 7)
    rows = header_row() + fact(text_cell("1")) + fact(text_cell("2"), at=3) + fact(at=4)
    table = load(tmp_path / "a.xlsx", xlsx(rows))
    assert "too-many-cells" in codes(table)
    assert table.problems[0].place.sheet == "表1"


@pytest.mark.parametrize(
    ("letters", "number"), [("A", 1), ("z", 26), ("AA", 27), ("IV", 256), ("XFD", 16384)]
)
def test_columns_by_letter(letters, number):
    assert column_number(letters) == number


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("a_x000A_b", "a\nb"),
        ("_x005F_x0041_", "_x0041_"),
        ("_xZZZZ_", "_xZZZZ_"),
        ("_x41_", "_x41_"),
    ],
)
def test_escapes(written, expected):
    assert plain_string(written) == expected


CELL = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**14), 10**14),
    st.floats(-1e12, 1e12).map(lambda one: float(f"{one:.12g}")),
    st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=20),
    st.datetimes(datetime.datetime(1901, 1, 1), datetime.datetime(9999, 1, 1)).map(  # noqa: DTZ001
        lambda one: one.replace(microsecond=0)
    ),
    st.dates(datetime.date(1901, 1, 1), datetime.date(9999, 1, 1)),
)


def plain(cell):
    """What another library read, as text."""
    match cell:
        case None:
            return ""
        case bool():
            return str(cell).lower()
        case datetime.datetime():
            return cell.isoformat(" ", timespec="seconds").removesuffix(" 00:00:00")
        case datetime.date():
            return cell.isoformat()
        case int() | float():
            return f"{cell:.15g}"
        case _:
            return cell


def as_number(text):
    """A number where it is one; NaN is no number, nor equal to itself."""
    try:
        number = float(text)
    except ValueError:
        return text
    return number if number == number else text  # noqa: PLR0124


@given(rows=st.lists(st.lists(CELL, min_size=1, max_size=6), min_size=1, max_size=6))
def test_another_library_reads_the_same_cells(tmp_path_factory, rows):
    """Written by one library, read by a second one and by us: the same grid."""
    calamine = pytest.importorskip("python_calamine")
    path = tmp_path_factory.mktemp("x") / "a.xlsx"
    book = openpyxl.Workbook()
    for cells in rows:
        book.active.append(cells)
    for line in book.active.iter_rows():
        for cell in line:
            if cell.data_type == "f":
                cell.data_type = "s"
    book.save(path)
    (sheet,) = read_xlsx(path.read_bytes(), file="a", report=Report())
    ours = {(one.number, at): text for one in sheet.rows for at, text in one.cells.items()}
    found = calamine.load_workbook(path).get_sheet_by_index(0)
    top, left = found.start or (0, 0)
    theirs = {
        (top + down + 1, left + across + 1): plain(cell)
        for down, line in enumerate(found.to_python())
        for across, cell in enumerate(line)
    }
    theirs = {spot: as_number(text) for spot, text in theirs.items() if text}
    assert {spot: as_number(text) for spot, text in ours.items()} == theirs


def test_a_text_in_many_pieces_that_is_too_long(tmp_path):
    pieces = "<r><t>{}</t></r>".format("长" * 99) * 331
    cell = f'<c t="inlineStr"><is>{pieces}</is></c>'
    rows = header_row() + row(text_cell("甲"), text_cell("k"), cell)
    table = load(tmp_path / "a.xlsx", xlsx(rows))
    # 99 × 331 = 32,769, two more than a cell holds.
    assert spots(table) == [("cell-too-long", "表1", 2, 3)]
