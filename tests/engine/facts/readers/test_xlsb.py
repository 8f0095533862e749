"""`.xlsb`: every kind of cell, notes, broken parts, another library's view."""

from __future__ import annotations

import struct

import pytest

from kaoji.engine.facts.readers import grid
from kaoji.engine.facts.readers.xlsb import read_xlsb
from kaoji.engine.facts.report import Report
from tests.engine.facts.books import codes, load, spots, texts, zipped
from tests.engine.facts.readers import xlsb

HEADER = xlsb.row(0) + xlsb.text(0, "对象") + xlsb.text(1, "指标") + xlsb.text(2, "数值")


def fact(cell=b"", *, at=1):
    return HEADER + xlsb.row(at) + xlsb.text(0, "甲") + xlsb.text(1, "k") + cell


def loaded(tmp_path, cells, **options):
    return load(tmp_path / "a.xlsb", xlsb.xlsb({"表": cells}, **options))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (xlsb.cell(1, 2), ""),
        (xlsb.cell(2, 2, struct.pack("<I", 85 << 2 | 2)), "85"),
        (xlsb.cell(2, 2, struct.pack("<I", 85 << 2 | 3), style=1), "85%"),
        (xlsb.cell(4, 2, b"\x01"), "true"),
        (xlsb.cell(5, 2, struct.pack("<d", 0.1 + 0.2)), "0.3"),
        (xlsb.cell(5, 2, struct.pack("<d", 0.855), style=1), "85.5%"),
        (xlsb.cell(5, 2, struct.pack("<d", 42389), style=2), "2016-01-20"),
        # Upper bits of the style are marks of their own.
        (xlsb.cell(5, 2, struct.pack("<d", 0.5), style=0x0100_0001), "50%"),
        (xlsb.text(2, "文字"), "文字"),
        (xlsb.cell(7, 2, struct.pack("<I", 1)), "共享"),
        (xlsb.cell(62, 2, b"\x01" + xlsb.wide("分段") + bytes(8)), "分段"),
        (xlsb.formula(8, 2, xlsb.wide("结果")), "结果"),
        (xlsb.formula(9, 2, struct.pack("<d", 2.5)), "2.5"),
        (xlsb.formula(10, 2, b"\0"), "false"),
    ],
)
def test_cells(tmp_path, cell, expected):
    table = loaded(tmp_path, fact(cell), strings=["x", "共享"])
    assert table.rows[0].text("value") == expected
    assert codes(table) == []
    assert table.sources[0].kind == "xlsb"


@pytest.mark.parametrize(
    ("cell", "text"),
    [(xlsb.cell(3, 2, b"\x07"), "#DIV/0!"), (xlsb.formula(11, 2, b"\x2a"), "#N/A")],
)
def test_error_cells(tmp_path, cell, text):
    table = loaded(tmp_path, fact(cell))
    assert table.rows[0].text("value") == text
    assert spots(table) == [("formula-error", "表", 2, 3)]


def test_merges_calendars_and_hidden_sheets(tmp_path):
    day = xlsb.cell(5, 2, struct.pack("<d", 40927), style=2)
    cells = fact(day) + xlsb.row(2) + xlsb.text(1, "j") + xlsb.merged(1, 2, 0)
    table = loaded(tmp_path, cells, is_1904=1, state=1)
    assert texts(table) == [
        {"subject": "甲", "key": "k", "value": "2016-01-20"},
        {"subject": "甲", "key": "j"},
    ]
    assert codes(table) == ["hidden-sheet"]


def test_macros_are_noted_and_charts_passed_over(tmp_path):
    parts = xlsb.parts({"表": fact()}) | {"xl/vbaProject.bin": b""}
    assert codes(load(tmp_path / "a.xlsb", zipped(parts))) == ["has-macros"]
    assert codes(loaded(tmp_path, fact(), kind="chartsheet")) == ["no-header"]


@pytest.mark.parametrize(
    "cells",
    [
        xlsb.cell(7, 2, struct.pack("<I", 5)),
        xlsb.cell(5, 2, b"ab"),
        xlsb.cell(6, 2, struct.pack("<I", 100) + b"ab"),
        xlsb.text(20000, "x"),
        b"\x05\x7f",
        b"\x05",
    ],
)
def test_a_broken_sheet(tmp_path, cells):
    parts = xlsb.parts({"表": b""}) | {"xl/worksheets/sheet1.bin": fact(cells)}
    table = load(tmp_path / "a.xlsb", zipped(parts))
    assert [(one.code, one.place.sheet) for one in table.problems] == [("damaged-file", "表")]


@pytest.mark.parametrize("part", ["xl/workbook.bin", "xl/styles.bin", "xl/sharedStrings.bin"])
def test_a_broken_part(tmp_path, part):
    parts = xlsb.parts({"表": fact()}) | {part: xlsb.record(19)[:-1] + b"\x7f\x00"}
    assert codes(load(tmp_path / "a.xlsb", zipped(parts))) == ["damaged-file"]


def test_an_archive_that_is_refused():
    report = Report()
    assert list(read_xlsb(b"PK", file="a", report=report)) == []
    assert [one.code for one in report.problems()] == ["damaged-file"]


def test_numbers_of_many_bytes(tmp_path):
    long = "长" * 20_000
    table = loaded(tmp_path, fact(xlsb.text(2, long)))
    assert table.rows[0].text("value") == long
    parts = xlsb.parts({"表": b""}) | {
        "xl/worksheets/sheet1.bin": b"\x81\x81" + b"\x80\x80\x80\x80" + fact(xlsb.text(2, "1"))
    }
    assert load(tmp_path / "b.xlsb", zipped(parts)).rows[0].text("value") == "1"


def test_too_many_cells(tmp_path, monkeypatch):
    monkeypatch.setattr(grid, "MOST_CELLS", 4)
    assert codes(loaded(tmp_path, fact(xlsb.text(2, "1")))) == ["too-many-cells"]


def test_another_library_reads_the_same_texts(tmp_path):
    calamine = pytest.importorskip("python_calamine")
    path = tmp_path / "a.xlsb"
    cells = fact(xlsb.cell(7, 2, struct.pack("<I", 0))) + xlsb.row(5) + xlsb.text(3, "远处")
    path.write_bytes(
        xlsb.xlsb({"表": cells, "二": xlsb.row(0) + xlsb.text(0, "x")}, strings=["共享"])
    )
    book = calamine.load_workbook(path)
    sheets = list(read_xlsb(path.read_bytes(), file="a", report=Report()))
    assert [sheet.name for sheet in sheets] == book.sheet_names
    for sheet in sheets:
        found = book.get_sheet_by_name(sheet.name)
        top, left = found.start
        theirs = {
            (top + down + 1, left + across + 1): cell
            for down, line in enumerate(found.to_python())
            for across, cell in enumerate(line)
            if cell
        }
        assert {
            (one.number, at): text for one in sheet.rows for at, text in one.cells.items()
        } == theirs
