"""ODS: repeated cells, spans, error values, per cents; remarks on cells are no text of theirs."""

from __future__ import annotations

import pytest

from kaoji.engine.facts.readers import grid
from kaoji.engine.facts.readers.ods import read_ods
from kaoji.engine.facts.report import Report
from tests.engine.facts.books import codes, load, spots, zipped

NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)
STYLE = '<style:style style:name="ta1"><style:table-properties table:display="{}"/></style:style>'


def text_cell(text, more=""):
    return f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p></table:table-cell>'  # noqa: E501


def row(*cells, more=""):
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


HEADER = row(*map(text_cell, ("对象", "指标", "数值")))


def ods(rows, *, display="true", more=None):
    content = (
        f"<office:document-content {NAMES}>{STYLE.format(display)}"
        f'<office:spreadsheet><table:table table:name="表" table:style-name="ta1">{rows}</table:table>'  # noqa: E501
        "</office:spreadsheet></office:document-content>"
    )
    return zipped({"content.xml": content} | (more or {}))


def fact(*cells):
    return row(text_cell("甲"), text_cell("k"), *cells)


def typed(kind, **attributes):
    more = " ".join(
        f'office:{name.replace("_", "-")}="{text}"' for name, text in attributes.items()
    )
    return f'<table:table-cell office:value-type="{kind}" {more}/>'


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (typed("float", value="85"), "85"),
        (typed("float", value="0.30000000000000004"), "0.3"),
        (typed("currency", value="12.5"), "12.5"),
        (typed("percentage", value="0.855"), "85.5%"),
        (typed("date", date_value="2016-01-20"), "2016-01-20"),
        (typed("date", date_value="2016-01-20T10:11:12"), "2016-01-20 10:11:12"),
        (typed("date", date_value="2016-01-20T00:00:00"), "2016-01-20"),
        (typed("time", time_value="PT30H04M05S"), "30:04:05"),
        (typed("time", time_value="P1D"), "P1D"),
        (typed("boolean", boolean_value="true"), "true"),
        (typed("string", string_value="写在属性里"), "写在属性里"),
        (text_cell("一</text:p><text:p>二"), "一\n二"),
        (text_cell('甲<text:s text:c="2"/>乙<text:tab/>丙<text:line-break/>丁'), "甲  乙 丙\n丁"),
        (text_cell("甲<text:span>乙</text:span>丙"), "甲乙丙"),
        ("<table:table-cell/>", ""),
        (
            '<table:table-cell office:value-type="string"><office:annotation><text:p>评<text:s/>语'  # noqa: ISC004
            "</text:p></office:annotation><text:p>正文</text:p></table:table-cell>",
            "正文",
        ),
    ],
)
def test_cells(tmp_path, cell, expected):
    table = load(tmp_path / "a.ods", ods(HEADER + fact(cell)))
    assert table.rows[0].text("value") == expected
    assert codes(table) == []
    assert table.sources[0].kind == "ods"


@pytest.mark.parametrize(
    ("cell", "text", "code"),
    [
        (
            '<table:table-cell office:value-type="string" calcext:value-type="error">'  # noqa: ISC004
            "<text:p>Err:502</text:p></table:table-cell>",
            "Err:502",
            "formula-error",
        ),
        (
            '<table:table-cell office:value-type="string" calcext:value-type="error"/>',
            "#N/A",
            "formula-error",
        ),
        ('<table:table-cell table:formula="of:=1/0"/>', "", "formula-without-value"),
        (typed("float", value="NaN"), "NaN", "not-finite"),
    ],
)
def test_cells_that_hold_no_data(tmp_path, cell, text, code):
    table = load(tmp_path / "a.ods", ods(HEADER + fact(cell)))
    assert table.rows[0].text("value") == text
    assert spots(table) == [(code, "表", 2, 3)]


def test_repeated_cells_and_rows(tmp_path):
    rows = (
        HEADER
        + row(text_cell("甲", 'table:number-columns-repeated="2"'), typed("float", value="1"))
        + row("<table:table-cell/>", more='table:number-rows-repeated="1000"')
        + row(
            text_cell("乙"),
            text_cell("k"),
            typed("float", value="2"),
            '<table:table-cell table:number-columns-repeated="16000"/>',
            more='table:number-rows-repeated="2"',
        )
    )
    table = load(tmp_path / "a.ods", ods(rows))
    assert [(one.place.row, one.text("subject"), one.text("key")) for one in table.rows] == [
        (2, "甲", "甲"),
        (1003, "乙", "k"),
        (1004, "乙", "k"),
    ]


def test_names_that_span_rows(tmp_path):
    covered = "<table:covered-table-cell/>"
    rows = HEADER + row(text_cell("甲", 'table:number-rows-spanned="2"'), text_cell("a"))
    table = load(tmp_path / "a.ods", ods(rows + row(covered, text_cell("b")) + fact()))
    assert [one.text("subject") for one in table.rows] == ["甲", "甲", "甲"]
    assert [one.text("key") for one in table.rows] == ["a", "b", "k"]


def test_a_hidden_sheet(tmp_path):
    table = load(tmp_path / "a.ods", ods(HEADER + fact(), display="false"))
    assert codes(table) == ["hidden-sheet"]


def test_a_protected_workbook(tmp_path):
    more = {"META-INF/manifest.xml": "<manifest:encryption-data/>"}
    assert codes(load(tmp_path / "a.ods", ods(HEADER, more=more))) == ["password-protected"]


@pytest.mark.parametrize(
    "rows",
    [
        "<table:table-row>",
        row(typed("float", value="x")),
        row(typed("float")),
        row(text_cell("x", 'table:number-columns-repeated="0"')),
        row(text_cell("x", 'table:number-columns-repeated="x"')),
    ],
)
def test_a_broken_workbook(tmp_path, rows):
    assert codes(load(tmp_path / "a.ods", ods(HEADER + rows))) == ["damaged-file"]


def test_an_encoding_that_nobody_knows(tmp_path):
    part = "<?xml version='1.0' encoding='x-bogus'?><a/>"
    assert codes(load(tmp_path / "a.ods", zipped({"content.xml": part}))) == ["damaged-file"]


def test_an_archive_that_is_refused(tmp_path):
    table = load(tmp_path / "a.ods", ods(HEADER, more={"x": bytes(3_000_000)}))
    assert codes(table) == ["archive-too-large"]


def test_too_many_cells(tmp_path, monkeypatch):
    monkeypatch.setattr(grid, "MOST_CELLS", 7)
    many = row(text_cell("甲"), more='table:number-rows-repeated="1000000"')
    table = load(tmp_path / "a.ods", ods(HEADER + many))
    assert codes(table) == ["too-many-cells"]


@pytest.mark.parametrize("count", ["1048576", "19000000", "9" * 4300])
def test_rows_beyond_the_sheet(tmp_path, count):
    rows = HEADER + row(text_cell("甲"), more=f'table:number-rows-repeated="{count}"')
    table = load(tmp_path / "a.ods", ods(rows))
    assert spots(table) == [("beyond-sheet", "表", 2, None)]
    assert "1048576" in table.problems[0].message
    assert table.problems[0].place.file == str(tmp_path / "a.ods")


def test_empty_rows_may_be_counted_to_the_end_and_beyond(tmp_path):
    blank = row("<table:table-cell/>", more=f'table:number-rows-repeated="{"9" * 4300}"')
    assert codes(load(tmp_path / "a.ods", ods(HEADER + fact() + blank + blank))) == []
    table = load(tmp_path / "b.ods", ods(HEADER + blank + blank + fact()))
    assert spots(table) == [("beyond-sheet", "表", 1_048_576, None)]


@pytest.mark.parametrize("count", ["16384", "20000", "9" * 4300])
def test_columns_beyond_the_sheet(tmp_path, count):
    rows = (
        HEADER
        + fact()
        + row(text_cell("甲"), text_cell("x", f'table:number-columns-repeated="{count}"'))
    )
    table = load(tmp_path / "a.ods", ods(rows + fact()))
    assert spots(table) == [("beyond-sheet", "表", 3, None)]
    assert [one.place.row for one in table.rows] == [2]


def test_a_row_repeated_more_often_than_a_table_does(tmp_path):
    # 2 cells a row: 100,001 rows are 100,000 repeats, 200,000 cells; one more is too many.
    most = row(text_cell("甲"), text_cell("k"), more='table:number-rows-repeated="{}"')
    table = load(tmp_path / "a.ods", ods(HEADER + fact() + most.format(100_002) + fact()))
    assert spots(table) == [("too-many-cells", "表", 3, None)]
    assert "200000" in table.problems[0].message
    assert len(table.rows) == 1


def test_repeats_are_counted_over_all_rows(tmp_path, monkeypatch):
    monkeypatch.setattr(grid, "MOST_REPEATED_CELLS", 4)
    twice = row(text_cell("甲"), text_cell("k"), more='table:number-rows-repeated="2"')
    assert codes(load(tmp_path / "a.ods", ods(HEADER + twice + twice))) == []
    table = load(tmp_path / "b.ods", ods(HEADER + twice + twice + twice))
    assert spots(table) == [("too-many-cells", "表", 6, None)]


def test_a_span_beyond_the_sheet_ends_with_it(tmp_path):
    span = row(text_cell("甲", f'table:number-rows-spanned="{"9" * 4300}"'), text_cell("a"))
    rows = HEADER + span + row("<table:covered-table-cell/>", text_cell("b"))
    assert [one.text("subject") for one in load(tmp_path / "a.ods", ods(rows)).rows] == ["甲", "甲"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("长" * 32_767, []),
        ("长" * 32_768, [("cell-too-long", "表", 2, 3)]),
        ('甲<text:s text:c="32765"/>乙', []),
        ('甲<text:s text:c="32766"/>乙', [("cell-too-long", "表", 2, 3)]),
        ('甲<text:s text:c="99999999999"/>乙', [("cell-too-long", "表", 2, 3)]),
        ("甲" + '<text:s text:c="16384"/>' * 1000, [("cell-too-long", "表", 2, 3)]),
    ],
)
def test_the_longest_text_of_a_cell(tmp_path, text, expected):
    table = load(tmp_path / "a.ods", ods(HEADER + fact(text_cell(text)), more={"x": ""}))
    assert spots(table) == expected


def test_a_header_cut_within_its_blanks_is_told(tmp_path):
    """Cut to 32,767 characters only 备注 and blanks are left, and 备注 is an honest header."""
    cell = text_cell('备注<text:s text:c="40000"/>乙')
    rows = row(*map(text_cell, ("对象", "指标", "数值")), cell) + fact()
    assert spots(load(tmp_path / "a.ods", ods(rows))) == [("cell-too-long", "表", 1, 4)]


def test_an_archive_that_cannot_be_opened():
    report = Report()
    assert list(read_ods(b"PK", file="a", report=report)) == []
    assert [one.code for one in report.problems()] == ["damaged-file"]
