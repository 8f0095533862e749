"""`.xlsb` workbooks: the archive of an `.xlsx` with binary records for its parts."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from kaoji.engine.facts.readers import grid
from kaoji.engine.facts.readers.archive import Archive, damaged, open_archive
from kaoji.engine.facts.readers.builder import SheetBuilder, Styles
from kaoji.engine.facts.readers.formats import Format, format_of
from kaoji.engine.facts.readers.grid import Sheet
from kaoji.engine.facts.readers.merges import merged_sheet
from kaoji.engine.facts.readers.records import (
    BROKEN_RECORDS,
    Record,
    unpack_short,
    wide_string,
)
from kaoji.engine.facts.readers.relations import main_part, related_parts
from kaoji.engine.facts.readers.xlsx import notes_on
from kaoji.engine.facts.readers.xml import BROKEN
from kaoji.engine.facts.report import Report
from kaoji.engine.plinth.problem import Place, Problem

#: Kinds of records, by the names of the format's specification.
ROW_HDR, CELL_RK, CELL_ERROR, CELL_BOOL, CELL_REAL, CELL_ST, CELL_ISST = 0, 2, 3, 4, 5, 6, 7
FMLA_STRING, FMLA_NUM, FMLA_BOOL, FMLA_ERROR, CELL_R_STRING = 8, 9, 10, 11, 62
SST_ITEM, FMT, XF, WB_PROP, BUNDLE_SH, MERGE_CELL = 19, 44, 47, 153, 156, 176
BEGIN_CELL_XFS, END_CELL_XFS = 617, 618

_WORKBOOK = "xl/workbook.bin"


class _Tab(NamedTuple):
    name: str
    part: str
    is_hidden: bool


class _Book(NamedTuple):
    tabs: list[_Tab]
    styles: Styles
    strings: list[str]


def read_xlsb(data: bytes, *, file: str, report: Report) -> Iterator[Sheet]:
    """The sheets of a workbook in their order; a broken part is a problem."""
    archive = open_archive(data)
    if isinstance(archive, Problem):
        report.add(archive.at(Place(file)))
        return
    for note in notes_on(archive):
        report.add(note.at(Place(file)))
    try:
        book = _book(archive)
    except (*BROKEN, *BROKEN_RECORDS):
        report.add(damaged().at(Place(file)))
        return
    for tab in book.tabs:
        yield from _sheet(archive, tab=tab, book=book, file=file, report=report)


def _sheet(
    archive: Archive, *, tab: _Tab, book: _Book, file: str, report: Report
) -> Iterator[Sheet]:
    place = Place(file, sheet=tab.name)
    builder = SheetBuilder(book.styles)
    try:
        _fill(builder, data=archive.content(tab.part), strings=book.strings)
    except (*BROKEN, *BROKEN_RECORDS):
        report.add(damaged().at(place))
        return
    if builder.is_too_large:
        report.add(grid.too_many_cells(place))
    yield from merged_sheet(
        tab.name,
        rows=builder.rows(),
        merges=builder.merges,
        file=file,
        report=report,
        is_hidden=tab.is_hidden,
    )


def _book(archive: Archive) -> _Book:
    main = main_part(archive, default=_WORKBOOK)
    related = related_parts(archive, part=main)
    by_kind = dict(related.values())
    tabs: list[_Tab] = []
    is_1904 = False
    for record in _records(archive.content(main)):
        if record.kind == WB_PROP:
            is_1904 = bool(record.body[0] & 1)
        elif record.kind == BUNDLE_SH:
            (state,) = struct.unpack_from("<I", record.body)
            relation = wide_string(record.body, at=8)
            name = wide_string(record.body, at=12 + 2 * len(relation))
            kind, part = related[relation]
            if kind == "worksheet":
                tabs.append(_Tab(name, part, is_hidden=state != 0))
    formats = _formats(archive.content(by_kind.get("styles", "")))
    shared = archive.content(by_kind.get("sharedStrings", ""))
    strings = [
        wide_string(record.body, at=1) for record in _records(shared) if record.kind == SST_ITEM
    ]
    return _Book(tabs, Styles(formats, is_1904=is_1904), strings)


def _formats(data: bytes) -> list[Format]:
    codes: dict[int, str] = {}
    formats: list[Format] = []
    is_for_cells = False
    for kind, body, _ in _records(data):
        if kind in {BEGIN_CELL_XFS, END_CELL_XFS}:
            is_for_cells = kind == BEGIN_CELL_XFS
        elif kind == FMT:
            codes[struct.unpack_from("<H", body)[0]] = wide_string(body, at=2)
        elif kind == XF and is_for_cells:
            (number,) = struct.unpack_from("<H", body, 2)
            formats.append(format_of(codes.get(number), number=number))
    return formats


def _records(data: bytes) -> Iterator[Record]:
    at = 0
    while at < len(data):
        kind, at = _number(data, at=at, longest=2)
        length, at = _number(data, at=at, longest=4)
        body = data[at : at + length]
        if len(body) < length:
            raise ValueError("the record is cut off")
        yield Record(kind, body)
        at += length


def _number(data: bytes, *, at: int, longest: int) -> tuple[int, int]:
    """A number in groups of seven bits, the low ones first, and where it ends."""
    value = 0
    for step in range(longest):
        byte = data[at + step]
        value |= (byte & 0x7F) << (7 * step)
        if not byte & 0x80:
            return value, at + step + 1
    return value, at + longest


def _fill(builder: SheetBuilder, *, data: bytes, strings: list[str]) -> None:
    row = 0
    for kind, body, _ in _records(data):
        if kind == ROW_HDR:
            (row,) = struct.unpack_from("<I", body)
        elif kind in {CELL_RK, CELL_REAL, FMLA_NUM}:
            _put_number(builder, row=row, kind=kind, body=body)
        elif kind in {CELL_ST, CELL_ISST, FMLA_STRING, CELL_R_STRING}:
            text = _text(kind, body=body, strings=strings)
            builder.put(row, column=_column(body), text=text)
        elif kind in {CELL_ERROR, FMLA_ERROR}:
            builder.put_error(row, column=_column(body), code=body[8])
        elif kind in {CELL_BOOL, FMLA_BOOL}:
            builder.put_truth(row, column=_column(body), value=body[8])
        elif kind == MERGE_CELL:
            first, last, column = struct.unpack_from("<3I", body)
            builder.merge(first, last=last, column=column)


def _column(body: bytes) -> int:
    column: int = struct.unpack_from("<I", body)[0]
    return column


def _put_number(builder: SheetBuilder, *, row: int, kind: int, body: bytes) -> None:
    (style,) = struct.unpack_from("<I", body, 4)
    is_short = kind == CELL_RK
    number = unpack_short(body, at=8) if is_short else struct.unpack_from("<d", body, 8)[0]
    builder.put_number(row, column=_column(body), number=number, style=style & 0xFF_FFFF)


def _text(kind: int, *, body: bytes, strings: list[str]) -> str:
    if kind == CELL_ISST:
        position: int = struct.unpack_from("<I", body, 8)[0]
        return strings[position]
    return wide_string(body, at=9 if kind == CELL_R_STRING else 8)
