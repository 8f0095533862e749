"""The cells of one `.xls` sheet: its records handed to a builder, texts read as they are kept."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial

from kaoji.engine.facts.readers.builder import SheetBuilder
from kaoji.engine.facts.readers.records import Pieces, Record, unpack_short

#: Kinds of records, by the names of the format's specification.
FORMULA, MUL_RK, R_STRING, MERGED_CELLS, LABEL_SST = 0x06, 0xBD, 0xD6, 0xE5, 0xFD
NUMBER, LABEL, BOOL_ERROR, STRING, RK = 0x203, 0x204, 0x205, 0x207, 0x27E

#: What a formula's result is where it is no number.
_TEXT, _TRUTH, _ERROR = 0, 1, 2


@dataclass(slots=True)
class Texts:
    """How the workbook keeps its texts: by version, code page, and once for all cells."""

    is_version_8: bool = True
    code_page: str = "gb18030"
    shared: list[str] = field(default_factory=list)

    def short(self, raw: bytes) -> str:
        """A text whose length is one byte."""
        return self._text(Pieces((raw,)), code="B")

    def long(self, raw: bytes, *, more: tuple[bytes, ...] = ()) -> str:
        """A text whose length is two bytes; it may go on in further pieces."""
        return self._text(Pieces((raw, *more)), code="H")

    def _text(self, pieces: Pieces, *, code: str) -> str:
        length = pieces.number(code)
        if not self.is_version_8:
            return pieces.take(length).decode(self.code_page, "replace")
        return pieces.characters(length, is_wide=bool(pieces.number("B") & 1))


def fill(builder: SheetBuilder, *, records: Iterable[Record], texts: Texts) -> None:
    """Hand every cell of a sheet to the builder; broken records raise one of `BROKEN_RECORDS`."""
    takers: dict[int, Callable[[Record], object]] = {
        NUMBER: partial(_number, builder),
        RK: partial(_short_number, builder),
        MUL_RK: partial(_many_numbers, builder),
        BOOL_ERROR: partial(_truth_or_error, builder),
        LABEL_SST: partial(_shared_text, builder, texts),
        LABEL: partial(_own_text, builder, texts),
        R_STRING: partial(_own_text, builder, texts),
        MERGED_CELLS: partial(_merges, builder),
    }
    # The text of a formula follows in a record of its own, perhaps after others.
    waiting: tuple[int, int] | None = None
    for record in records:
        if record.kind == FORMULA:
            waiting = _formula(builder, record)
        elif record.kind == STRING and waiting is not None:
            row, column = waiting
            builder.put(row, column=column, text=texts.long(record.body, more=record.more))
            waiting = None
        elif record.kind in takers:
            takers[record.kind](record)


def _spot(record: Record) -> tuple[int, int, int]:
    row, column, style = struct.unpack_from("<HHH", record.body)
    return row, column, style


def _number(builder: SheetBuilder, record: Record) -> None:
    row, column, style = _spot(record)
    (number,) = struct.unpack_from("<d", record.body, 6)
    builder.put_number(row, column=column, number=number, style=style)


def _short_number(builder: SheetBuilder, record: Record) -> None:
    row, column, style = _spot(record)
    number = unpack_short(record.body, at=6)
    builder.put_number(row, column=column, number=number, style=style)


def _many_numbers(builder: SheetBuilder, record: Record) -> None:
    row, first = struct.unpack_from("<HH", record.body)
    for step in range((len(record.body) - 6) // 6):
        (style,) = struct.unpack_from("<H", record.body, 4 + 6 * step)
        number = unpack_short(record.body, at=6 + 6 * step)
        builder.put_number(row, column=first + step, number=number, style=style)


def _truth_or_error(builder: SheetBuilder, record: Record) -> None:
    row, column, _ = _spot(record)
    value, is_error = record.body[6], record.body[7]
    if is_error:
        builder.put_error(row, column=column, code=value)
    else:
        builder.put_truth(row, column=column, value=value)


def _formula(builder: SheetBuilder, record: Record) -> tuple[int, int] | None:
    row, column, style = _spot(record)
    result = record.body[6:14]
    if result[6:] != b"\xff\xff":
        (number,) = struct.unpack("<d", result)
        builder.put_number(row, column=column, number=number, style=style)
    elif result[0] == _TRUTH:
        builder.put_truth(row, column=column, value=result[2])
    elif result[0] == _ERROR:
        builder.put_error(row, column=column, code=result[2])
    return (row, column) if result[6:] == b"\xff\xff" and result[0] == _TEXT else None


def _shared_text(builder: SheetBuilder, texts: Texts, record: Record) -> None:
    row, column, _ = _spot(record)
    (at,) = struct.unpack_from("<I", record.body, 6)
    builder.put(row, column=column, text=texts.shared[at])


def _own_text(builder: SheetBuilder, texts: Texts, record: Record) -> None:
    row, column, _ = _spot(record)
    builder.put(row, column=column, text=texts.long(record.body[6:], more=record.more))


def _merges(builder: SheetBuilder, record: Record) -> None:
    (count,) = struct.unpack_from("<H", record.body)
    for at in range(count):
        first, last, column, _ = struct.unpack_from("<4H", record.body, 2 + 8 * at)
        builder.merge(first, last=last, column=column)
