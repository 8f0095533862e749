"""Archives: nothing is unpacked that claims to be, or turns out to be, beyond the limits."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from kaoji.engine.facts.readers import archive as module
from kaoji.engine.facts.readers.archive import DAMAGE, Archive, damaged, open_archive, protected
from kaoji.engine.plinth.problem import Problem
from tests.engine.facts.books import codes, header_row, load, xlsx_parts, zipped


def code(data):
    found = open_archive(data)
    assert isinstance(found, Problem)
    return found.code


def test_parts_are_found_in_any_case_and_with_either_slash():
    opened = open_archive(zipped({"XL\\Workbook.xml": b"a", "/b.xml": b"b"}))
    assert isinstance(opened, Archive)
    assert opened.names() == ("xl/workbook.xml", "b.xml")
    assert "xl/workbook.xml" in opened
    assert "B.XML" in opened
    assert opened.content("xl/WORKBOOK.xml") == b"a"
    assert opened.content("c") == b""


def test_too_many_entries():
    assert code(zipped({f"{at}": b"" for at in range(2001)})) == "archive-too-large"
    assert isinstance(open_archive(zipped({f"{at}": b"" for at in range(2000)})), Archive)


def test_too_high_a_ratio():
    zeros = bytes(2 * 1024 * 1024)
    found = open_archive(zipped({"a": zeros}))
    assert isinstance(found, Problem)
    assert (found.code, "倍" in found.message) == ("archive-too-large", True)
    assert isinstance(open_archive(zipped({"a": zeros}, method=zipfile.ZIP_STORED)), Archive)
    assert isinstance(open_archive(zipped({"a": bytes(900_000)})), Archive)


def test_too_large_when_unpacked(monkeypatch):
    monkeypatch.setattr(module, "MOST_BYTES", 100)
    found = open_archive(zipped({"a": bytes(60), "b": bytes(60)}))
    assert isinstance(found, Problem)
    assert (found.code, "MB" in found.message) == ("archive-too-large", True)


def test_a_workbook_that_is_a_bomb(tmp_path):
    parts = xlsx_parts(header_row()) | {"xl/worksheets/sheet1.xml": b"<x>" + b" " * 5_000_000}
    table = load(tmp_path / "a.xlsx", zipped(parts))
    assert codes(table) == ["archive-too-large"]


def lying(data, *, declared):
    """The same archive with another unpacked size in its directory and before the part."""
    raw = bytearray(data)
    local, central = raw.index(b"PK\x03\x04"), raw.index(b"PK\x01\x02")
    raw[local + 22 : local + 26] = struct.pack("<I", declared)
    raw[central + 24 : central + 28] = struct.pack("<I", declared)
    return bytes(raw)


def test_a_part_larger_than_it_declares_is_not_unpacked_further():
    opened = open_archive(lying(zipped({"a": bytes(100_000)}), declared=10))
    assert isinstance(opened, Archive)
    with pytest.raises(DAMAGE), opened.opened("a") as stream:  # noqa: PT012
        while len(stream.read(64)) == 64:
            pass


def test_a_lying_workbook_is_damaged(tmp_path):
    parts = xlsx_parts(header_row())
    first = {"xl/worksheets/sheet1.xml": parts.pop("xl/worksheets/sheet1.xml")}
    table = load(tmp_path / "a.xlsx", lying(zipped(first | parts), declared=20))
    assert codes(table) == ["damaged-file"]


def test_a_locked_archive():
    raw = bytearray(zipped({"a": b"x"}))
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    assert open_archive(bytes(raw)) == protected()


def test_no_archive():
    assert open_archive(b"PK\x03\x04 and nothing more") == damaged()


def test_a_cut_archive():
    data = zipped({"a": bytes(1000)}, method=zipfile.ZIP_STORED)
    assert open_archive(data[: len(data) // 2]) == damaged()


def test_an_unknown_way_of_packing(tmp_path):
    raw = bytearray(zipped(xlsx_parts(header_row())))
    at = raw.index(b"PK\x01\x02")
    raw[8:10] = raw[at + 10 : at + 12] = struct.pack("<H", 99)
    assert codes(load(tmp_path / "a.xlsx", bytes(raw))) == ["damaged-file"]


def test_parts_come_as_streams():
    opened = open_archive(zipped({"a": b"xyz"}))
    assert isinstance(opened, Archive)
    with opened.opened("A") as stream:
        assert isinstance(stream, io.BufferedIOBase)
        assert stream.read(2) == b"xy"
