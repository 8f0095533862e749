"""Parquet through pyarrow, which only offices with such files install.

Decimals and texts are taken as they are, doubles as their shortest decimals; nested values are
refused cell by cell.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from kaoji.engine.facts.readers.archive import damaged, too_large
from kaoji.engine.facts.readers.formats import number_text
from kaoji.engine.facts.readers.grid import MOST_BYTES, GridRow, Sheet
from kaoji.engine.facts.report import Report
from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import speak

#: Rows decoded at one time.
_PART = 8_192
_SECONDS = re.compile(r"(?<=:\d\d)\.0+(?=Z?$)")

#: Objects of a library that declares no types.
_Arrow: TypeAlias = Any
#: One cell: its text, and the code of its fault.
_Cell: TypeAlias = tuple[str, str | None]


def parquet_missing() -> Problem:
    """The library that such files need is not here."""
    return Problem(
        "parquet-not-installed",
        speak("读写 Parquet 文件要用 pyarrow，这里没有安装"),
        speak("安装 kaoji[parquet]，或改用 .csv、.xlsx"),
    )


def read_parquet(data: bytes, *, file: str, report: Report) -> Iterator[Sheet]:
    """The one sheet of a Parquet file; rows count from 1, for there is no header row."""
    try:
        from pyarrow import parquet
    except ImportError:
        report.add(parquet_missing().at(Place(file)))
        return
    try:
        table = _opened(parquet, data=data)
    except Exception:  # noqa: BLE001 - whatever the library throws at broken bytes
        report.add(damaged().at(Place(file)))
        return
    if table is None:
        report.add(too_large().at(Place(file)))
        return
    rows = _rows(table, file=file, report=report)
    yield Sheet(None, rows, headers=tuple(table.schema_arrow.names))


def _opened(parquet: _Arrow, *, data: bytes) -> _Arrow:
    """The file with its texts as dictionaries, so that a text repeated often is held once."""
    found = parquet.ParquetFile(io.BytesIO(data))
    meta = found.metadata
    sizes = (meta.row_group(at).total_byte_size for at in range(meta.num_row_groups))
    if sum(sizes) > MOST_BYTES:
        return None
    texts = [field.name for field in found.schema_arrow if str(field.type) in _TEXTS]
    return parquet.ParquetFile(io.BytesIO(data), read_dictionary=texts)


_TEXTS = {"string", "large_string"}


def _rows(table: _Arrow, *, file: str, report: Report) -> Iterator[GridRow]:
    number = 0
    try:
        for batch in table.iter_batches(batch_size=_PART):
            columns = [_cells(column) for column in batch.columns]
            for cells in zip(*columns, strict=True):
                number += 1
                yield _row(cells, number=number)
    except Exception:  # noqa: BLE001 - whatever the library throws at broken bytes
        report.add(damaged().at(Place(file, row=number + 1)))


def _row(cells: tuple[_Cell, ...], *, number: int) -> GridRow:
    return GridRow(
        number,
        {at: text for at, (text, _) in enumerate(cells, start=1) if text},
        faults={at: fault for at, (_, fault) in enumerate(cells, start=1) if fault},
    )


def _cells(column: _Arrow) -> list[_Cell]:
    from pyarrow import types

    kind = column.type
    if types.is_dictionary(kind):
        words = _cells(column.dictionary)
        return [("", None) if at is None else words[at] for at in column.indices.to_pylist()]
    if types.is_nested(kind):
        cells: dict[bool, _Cell] = {True: ("", None), False: ("[…]", "nested-value")}
        return [cells[one is None] for one in column.to_pylist()]
    if types.is_binary(kind) or types.is_large_binary(kind):
        return [((one or b"").decode("utf-8", "replace"), None) for one in column.to_pylist()]
    texts = [text or "" for text in _cast(column)]
    if types.is_floating(kind):
        return [number_text(text) if text else ("", None) for text in texts]
    if types.is_timestamp(kind) or types.is_time(kind):
        return [(_SECONDS.sub("", text).removesuffix(" 00:00:00"), None) for text in texts]
    return [(text, None) for text in texts]


def _cast(column: _Arrow) -> list[str | None]:
    import pyarrow as pa
    from pyarrow import compute

    zone = getattr(column.type, "tz", None)
    if zone not in {None, "UTC"}:
        # An instant is a day only where it was written down.
        column = compute.local_timestamp(column)
    texts: list[str | None] = column.cast(pa.string()).to_pylist()
    return texts
