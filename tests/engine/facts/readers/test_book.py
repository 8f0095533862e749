"""Which reader a file goes to: by its content, whatever its name says."""

from __future__ import annotations

import zipfile

import pytest

from kaoji.engine.facts.readers.book import open_book
from kaoji.engine.facts.report import Report
from tests.engine.facts.books import codes, header_row, load, row, text_cell, texts, xlsx, zipped
from tests.engine.facts.readers import biff

ROWS = header_row() + row(*map(text_cell, ("甲", "k", "1")), at=2)
ROW = {"subject": "甲", "key": "k", "value": "1"}


#: The first part of an OpenDocument file is its type, not packed.
TEXT_DOCUMENT = zipped(
    {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b""},
    method=zipfile.ZIP_STORED,
)


def kind(data, *, name="a.csv"):
    return open_book(data, file=name, report=Report()).kind


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.et", "a.csv", "a"])
def test_a_workbook_under_any_name(tmp_path, name):
    table = load(tmp_path / name, xlsx(ROWS))
    assert texts(table) == [ROW]
    assert table.sources[0].kind == "xlsx"


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.csv"])
def test_a_text_under_any_name(tmp_path, name):
    table = load(tmp_path / name, "对象,指标,数值\n甲,k,1\n")
    assert texts(table) == [ROW]
    assert table.sources[0].kind == "csv"


def test_kinds():
    assert kind(biff.xls({"表": b""})) == "xls"
    assert kind(zipped({"xl/workbook.bin": b""})) == "xlsb"
    assert kind(zipped({"elsewhere/workbook.xml": b""})) == "xlsx"
    assert kind(zipped({"content.xml": b""})) == "ods"
    assert kind(b"PAR1") == "parquet"
    assert kind(b'{"a": 1}') == "jsonl"
    assert kind(b"[1]", name="a.jsonl") == "jsonl"
    assert kind(b"[1]", name="a.csv") == "csv"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (zipped({"word/document.xml": b"x", "[Content_Types].xml": b""}), "Word"),
        (zipped({"ppt/presentation.xml": b"x"}), "演示"),
        (zipped({"OFD.xml": b"x", "Doc_0/Document.xml": b""}), "OFD"),
        (zipped({"readme.txt": b"x"}), "压缩包"),
        (TEXT_DOCUMENT, "文字"),
        (b"%PDF-1.7", "PDF"),
        (b"<html><table>", "网页"),
        (b"\xef\xbb\xbf \r\n<TABLE>", "网页"),
        (b"<!DOCTYPE html>", "网页"),
        (b"<?xml version='1.0'?>", "XML"),
        (b"\x89PNG\r\n", "图片"),
        (b"\xff\xd8\xff\xe0", "图片"),
        (b"Rar!\x1a", "压缩包"),
        (b"\x1f\x8b\x08", "压缩包"),
        (b"{\\rtf1", "Word"),
        (biff.compound("WordDocument", b"x" * 100), "Word"),
        (biff.compound("Something", b"x" * 100), "别的"),
    ],
)
def test_what_is_no_table(tmp_path, data, what):
    table = load(tmp_path / "a.xlsx", data)
    assert codes(table) == ["not-a-table"]
    assert what in table.problems[0].message
    assert table.problems[0].remedy
    assert table.problems[0].place.file == str(tmp_path / "a.xlsx")


def test_an_archive_that_cannot_be_opened(tmp_path):
    table = load(tmp_path / "a.xlsx", b"PK\x03\x04 nothing")
    assert codes(table) == ["damaged-file"]
    assert table.sources[0].kind == "unknown"
