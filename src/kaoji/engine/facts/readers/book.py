"""Which reader a file goes to: told by its content, never by its name alone.

`.et` and `.xls` share one container; a Word file renamed `.xlsx` is told apart and refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePath
from types import MappingProxyType
from typing import NamedTuple, Protocol

from kaoji.engine.facts.readers.archive import open_archive
from kaoji.engine.facts.readers.csv_text import read_csv
from kaoji.engine.facts.readers.grid import Sheet, not_a_table
from kaoji.engine.facts.readers.json_lines import read_json_lines
from kaoji.engine.facts.readers.ods import read_ods
from kaoji.engine.facts.readers.parquet import read_parquet
from kaoji.engine.facts.readers.xls import read_xls
from kaoji.engine.facts.readers.xlsb import read_xlsb
from kaoji.engine.facts.readers.xlsx import read_xlsx
from kaoji.engine.facts.report import Report
from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import marked, speak


class Reader(Protocol):
    """Turns the bytes of a file into its sheets and reports what it cannot read."""

    def __call__(self, data: bytes, *, file: str, report: Report) -> Iterator[Sheet]: ...


class Book(NamedTuple):
    """A file by its content: the kind's name and its sheets."""

    kind: str
    sheets: Iterator[Sheet]


_READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "csv": read_csv,
        "jsonl": read_json_lines,
        "xlsx": read_xlsx,
        "parquet": read_parquet,
        "ods": read_ods,
        "xls": read_xls,
        "xlsb": read_xlsb,
    }
)


def open_book(data: bytes, *, file: str, report: Report) -> Book:
    """Choose the reader by the first bytes; what is no table is a problem and has no sheets."""
    kind = _kind(data, file=file)
    if isinstance(kind, Problem):
        report.add(kind.at(Place(file)))
        return Book("unknown", iter(()))
    return Book(kind, _READERS[kind](data, file=file, report=report))


def _kind(data: bytes, *, file: str) -> str | Problem:
    if data.startswith(b"PK"):
        return _zip_kind(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "xls"
    if data.startswith(b"PAR1"):
        return "parquet"
    for mark, what in _OTHERS.items():
        if data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(mark):
            return not_a_table(speak(what))
    if PurePath(file).suffix.lower() in {".jsonl", ".ndjson", ".json"} or _has_object(data):
        return "jsonl"
    return "csv"


def _has_object(data: bytes) -> bool:
    return data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def _zip_kind(data: bytes) -> str | Problem:
    archive = open_archive(data)
    if isinstance(archive, Problem):
        return archive
    names = archive.names()
    last_names = {PurePath(name).name for name in names}
    if "workbook.bin" in last_names:
        return "xlsb"
    if "workbook.xml" in last_names:
        return "xlsx"
    if "content.xml" in archive:
        return not_a_table(speak("文字文档")) if _MIME_TEXT in data[:512] else "ods"
    for folder, what in _OFFICE.items():
        if any(name.startswith(folder) for name in names):
            return not_a_table(speak(what))
    return not_a_table(speak("压缩包"))


#: The first part of an OpenDocument file is its type, unpacked.
_MIME_TEXT = b"application/vnd.oasis.opendocument.text"
_OFFICE = {
    "word/": marked("Word 文档"),
    "ppt/": marked("演示文稿"),
    "doc_": marked("OFD 版式文件"),
    "ofd.xml": marked("OFD 版式文件"),
}
_OTHERS = {
    b"%pdf": marked("PDF 文件"),
    b"<!doctype": marked("网页"),
    b"<html": marked("网页"),
    b"<table": marked("网页"),
    b"<?xml": marked("XML 文件"),
    b"\x89png": marked("图片"),
    b"\xff\xd8\xff": marked("图片"),
    b"gif8": marked("图片"),
    b"rar!": marked("压缩包"),
    b"7z\xbc\xaf": marked("压缩包"),
    b"\x1f\x8b": marked("压缩包"),
    b"{\\rtf": marked("Word 文档"),
}
