"""`.xls` and old `.et` workbooks (BIFF 8 and 5), read from their own records.

Written here rather than left to a general reader: those show an error cell as empty and 85% as
0.85, and the one at hand ends the whole process over a single broken byte.
"""

from __future__ import annotations

import codecs
import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from kaoji.engine.facts.readers import grid
from kaoji.engine.facts.readers.archive import damaged, protected
from kaoji.engine.facts.readers.builder import SheetBuilder, Styles
from kaoji.engine.facts.readers.compound import open_container
from kaoji.engine.facts.readers.formats import format_of
from kaoji.engine.facts.readers.grid import Sheet, not_a_table
from kaoji.engine.facts.readers.merges import merged_sheet
from kaoji.engine.facts.readers.records import BROKEN_RECORDS, Pieces, Record
from kaoji.engine.facts.readers.xls_sheet import Texts, fill
from kaoji.engine.facts.report import Report
from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import speak

#: Kinds of records, by the names of the format's specification.
EOF, DATE_MODE, FILE_PASS, CODE_PAGE = 0x0A, 0x22, 0x2F, 0x42
BOUND_SHEET, XF, SST, FORMAT, BOF = 0x85, 0xE0, 0xFC, 0x41E, 0x809

_VERSION_8 = 0x600
_HAS_RUNS, _HAS_MORE, _IS_WIDE = 8, 4, 1


@dataclass(frozen=True, slots=True)
class _Tab:
    name: str
    start: int
    is_hidden: bool


@dataclass(slots=True)
class _Book:
    """What the first substream says of the whole workbook."""

    texts: Texts = field(default_factory=Texts)
    is_1904: bool = False
    is_locked: bool = False
    tabs: list[_Tab] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=dict)
    numbers: list[int] = field(default_factory=list)

    def styles(self) -> Styles:
        formats = [format_of(self.codes.get(number), number=number) for number in self.numbers]
        return Styles(formats, is_1904=self.is_1904)


def read_xls(data: bytes, *, file: str, report: Report) -> Iterator[Sheet]:
    """The sheets of a workbook in their order; a broken part is a problem."""
    try:
        opened = _opened(data)
    except BROKEN_RECORDS:
        opened = damaged()
    if isinstance(opened, Problem):
        report.add(opened.at(Place(file)))
        return
    stream, book = opened
    styles = book.styles()
    for tab in book.tabs:
        place = Place(file, sheet=tab.name)
        builder = SheetBuilder(styles)
        try:
            fill(builder, records=records(stream, start=tab.start), texts=book.texts)
        except BROKEN_RECORDS:
            report.add(damaged().at(place))
            continue
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


def _opened(data: bytes) -> tuple[bytes, _Book] | Problem:
    container = open_container(data)
    if "encryptedpackage" in container:
        return protected()
    name = next((name for name in ("workbook", "book") if name in container), None)
    if name is None:
        is_letter = "worddocument" in container
        return not_a_table(speak("Word 文档") if is_letter else speak("别的文件"))
    stream = container.stream(name)
    book = _book(stream)
    return protected() if book.is_locked else (stream, book)


def records(stream: bytes, *, start: int) -> Iterator[Record]:
    """The records of one substream, each with what continues it; charts inside are passed over."""
    at, depth = start, 0
    while at + 4 <= len(stream):
        kind, body, at = _next(stream, at=at)
        more = []
        while at + 4 <= len(stream) and stream[at : at + 2] == b"\x3c\x00":
            _, further, at = _next(stream, at=at)
            more.append(further)
        depth += kind == BOF
        if depth == 1:
            yield Record(kind, body, tuple(more))
        if kind == EOF:
            depth -= 1
            if depth <= 0:
                return


def _next(stream: bytes, *, at: int) -> tuple[int, bytes, int]:
    kind, length = struct.unpack_from("<HH", stream, at)
    return kind, stream[at + 4 : at + 4 + length], at + 4 + length


def _book(stream: bytes) -> _Book:
    book = _Book()
    takers = {
        BOF: _take_version,
        FILE_PASS: _take_lock,
        DATE_MODE: _take_calendar,
        CODE_PAGE: _take_code_page,
        BOUND_SHEET: _take_tab,
        XF: _take_style,
        FORMAT: _take_format,
        SST: _take_strings,
    }
    for record in records(stream, start=0):
        taker = takers.get(record.kind)
        if taker is not None:
            taker(record, book)
        if book.is_locked:
            break
    return book


def _take_version(record: Record, book: _Book) -> None:
    (version,) = struct.unpack_from("<H", record.body)
    book.texts.is_version_8 = version >= _VERSION_8


def _take_lock(_: Record, book: _Book) -> None:
    book.is_locked = True


def _take_calendar(record: Record, book: _Book) -> None:
    book.is_1904 = record.body[:1] == b"\x01"


def _take_code_page(record: Record, book: _Book) -> None:
    (page,) = struct.unpack_from("<H", record.body)
    # 936 is what Chinese systems write; GB 18030 reads all of it and more.
    name = "gb18030" if page == 936 else f"cp{page}"
    with suppress(LookupError):
        book.texts.code_page = codecs.lookup(name).name


def _take_tab(record: Record, book: _Book) -> None:
    start, state, kind = struct.unpack_from("<IBB", record.body)
    name = book.texts.short(record.body[6:])
    if kind == 0:
        book.tabs.append(_Tab(name, start, is_hidden=bool(state & 3)))


def _take_style(record: Record, book: _Book) -> None:
    (number,) = struct.unpack_from("<H", record.body, 2)
    book.numbers.append(number)


def _take_format(record: Record, book: _Book) -> None:
    (number,) = struct.unpack_from("<H", record.body)
    texts = book.texts
    read = texts.long if texts.is_version_8 else texts.short
    book.codes[number] = read(record.body[2:])


def _take_strings(record: Record, book: _Book) -> None:
    pieces = Pieces((record.body, *record.more))
    pieces.take(4)
    count = pieces.number("I")
    strings = book.texts.shared
    # Some writers count more strings than they write.
    while len(strings) < count and not pieces.is_at_end:
        strings.append(_shared_string(pieces))


def _shared_string(pieces: Pieces) -> str:
    length, flags = pieces.number("H"), pieces.number("B")
    runs = pieces.number("H") if flags & _HAS_RUNS else 0
    aside = pieces.number("I") if flags & _HAS_MORE else 0
    text = pieces.characters(length, is_wide=bool(flags & _IS_WIDE))
    pieces.skip(4 * runs + aside)
    return text
