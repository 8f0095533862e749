"""Writing tables: CSV, XLSX, Parquet and JSON lines, all of text, none of it ever a formula.

What is written reads back the same: a text that a spreadsheet would compute gets an apostrophe
in CSV, which our own reader takes off again; elsewhere cells are typed as text.
"""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol, TypeAlias

from kaoji.engine.facts.readers.csv_text import SHIELDED
from kaoji.engine.facts.readers.parquet import parquet_missing
from kaoji.engine.plinth.exact import parse_exact
from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import speak

if TYPE_CHECKING:
    from xlsxwriter import Workbook

#: What a worksheet holds at most.
MOST_SHEET_ROWS = 1_048_576
LONGEST_CELL = 32_767

Row: TypeAlias = Sequence[str]
Writer: TypeAlias = Callable[[Path, Row, Iterable[Row]], Problem | None]

#: Rows of a Parquet file that are held at one time.
_PART = 10_000
#: A fixed date, for a file written twice from the same facts shall be the same file.
CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - the format knows no time zone
#: Half a pair, and the two signs that XML does not know: no file can hold them.
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufffe\uffff]")


def write_table(path: Path, *, headers: Row, rows: Iterable[Row]) -> tuple[Problem, ...]:
    """Write a table in the format that the suffix names; the file appears whole or not at all."""
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        return (_unknown_suffix(path),)
    return write_whole(path, fill=lambda one: writer(one, _plain(headers), map(_plain, rows)))


@contextmanager
def new_workbook(path: Path) -> Iterator[Workbook]:
    """A workbook in which no text is ever a formula; the file is written when it is complete."""
    import xlsxwriter

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, dict(TEXTS_ONLY)) as workbook:
        yield workbook
    path.write_bytes(content.getbuffer())


def _of_disk(error: BaseException | None) -> OSError | None:
    """What the disk has said: libraries wrap it in errors of their own, one around the other."""
    while error is not None and not isinstance(error, OSError):
        error = error.__cause__ or error.__context__
    return error


def write_whole(path: Path, *, fill: Callable[[Path], Problem | None]) -> tuple[Problem, ...]:
    """Have a file filled under a passing name; it takes its own when nothing went wrong.

    The passing name cannot be foreseen and is made for us alone, so that nothing planted under it
    is followed; what is in the file lies on the disk before it has its name.
    """
    passing = path.with_name(f".kaoji-{secrets.token_hex(8)}.part")
    try:
        os.close(os.open(passing, _MADE_BY_US, _AS_OTHERS))
        problem = fill(passing)
        if problem is None:
            _on_disk(passing)
            passing.replace(path)
    except Exception as error:
        disk = _of_disk(error)
        if disk is None:
            raise
        problem = _unwritable(disk)
    finally:
        with suppress(OSError):
            passing.unlink(missing_ok=True)
    return () if problem is None else (problem.at(Place(str(path))),)


#: The file must not be there yet, and nothing that stands for another is followed.
_MADE_BY_US = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0)
#: As readable as any new file: the umask takes from it.
_AS_OTHERS = 0o666
#: What the system says when there is no room.
_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})


def _on_disk(path: Path) -> None:
    """Wait until the file is on the disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def csv_lines(headers: Row, *, rows: Iterable[Row]) -> Iterator[str]:
    """The lines of a CSV file, for a stream that is no file; the byte-order mark is not here."""
    for row in chain([headers], rows):
        buffer = io.StringIO()
        csv.writer(buffer).writerow([shielded(text) for text in row])
        yield buffer.getvalue()


def shielded(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would compute it."""
    if not SHIELDED.match(text) or parse_exact(text.removesuffix("%")) is not None:
        return text
    if text == "%":  # a unit of measure alone
        return text
    return f"'{text}"


def _plain(row: Row) -> Row:
    return [plain_text(text) for text in row]


def plain_text(text: str) -> str:
    """The text without what no file can hold."""
    return _NO_CHARACTER.sub("\ufffd", text)


def _write_csv(path: Path, headers: Row, rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        file.writelines(csv_lines(headers, rows=rows))


def _write_json_lines(path: Path, headers: Row, rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            named = dict(zip(headers, row, strict=True))
            file.write(json.dumps(named, ensure_ascii=False) + "\n")


def _write_xlsx(path: Path, headers: Row, rows: Iterable[Row]) -> Problem | None:
    stream = iter(rows)
    with new_workbook(path) as workbook:
        workbook.set_properties({"created": CREATED})
        ahead = list(islice(stream, 1))
        while True:
            sheet_rows = chain([headers], ahead, islice(stream, MOST_SHEET_ROWS - 1 - len(ahead)))
            problem = _fill(workbook.add_worksheet(), rows=sheet_rows)
            ahead = list(islice(stream, 1))
            if problem is not None or not ahead:
                return problem


#: How workbooks are made: a text stays a text, whatever it begins with.
TEXTS_ONLY = MappingProxyType(
    {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
)


class _Worksheet(Protocol):
    def write_string(self, row: int, column: int, text: str) -> int: ...


def _fill(worksheet: _Worksheet, *, rows: Iterable[Row]) -> Problem | None:
    for number, row in enumerate(rows):
        for at, text in enumerate(row):
            if len(text) > LONGEST_CELL:
                return too_long(Place(row=number + 1, column=at + 1))
            if text:
                worksheet.write_string(number, at, unmarked(text))
    return None


def unmarked(text: str) -> str:
    """The text for a worksheet: the library takes `<r>…</r>` for markup and would not escape it."""
    return f"\u200b{text}" if text.startswith("<r>") and text.endswith("</r>") else text


def _write_parquet(path: Path, headers: Row, rows: Iterable[Row]) -> Problem | None:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        return parquet_missing()
    schema = pa.schema([(name, pa.string()) for name in headers])
    stream = iter(rows)
    with path.open("wb") as file, parquet.ParquetWriter(file, schema) as writer:
        while part := list(islice(stream, _PART)):
            columns = [[row[at] for row in part] for at in range(len(headers))]
            writer.write_table(pa.table(columns, schema=schema))
    return None


_WRITERS: Mapping[str, Writer] = MappingProxyType(
    {
        ".csv": _write_csv,
        ".xlsx": _write_xlsx,
        ".parquet": _write_parquet,
        ".jsonl": _write_json_lines,
        ".ndjson": _write_json_lines,
    }
)


def _unknown_suffix(path: Path) -> Problem:
    return Problem(
        "unknown-suffix",
        speak("不知道「{name}」是什么格式", name=path.suffix or path.name),
        speak("文件名以这些之一结尾：{known}", known=" ".join(_WRITERS)),
        place=Place(str(path)),
    )


def _unwritable(error: OSError) -> Problem:
    if error.errno in _FULL:
        return Problem(
            "cannot-write",
            speak("磁盘满了，没有写出；原来有这个文件的，原样未动"),
            speak("腾出空间再来一次"),
        )
    return Problem(
        "cannot-write",
        speak("写不了这个文件：{error}", error=error.strerror or error),
        speak("核对文件夹是否存在、有没有写的权限、磁盘是否已满"),
    )


def too_long(place: Place) -> Problem:
    """A text that no cell of a worksheet can hold."""
    return Problem(
        "cell-too-long",
        speak(
            "第 {row} 行第 {column} 格超过了工作表一格的 {most} 个字符，没有写出",
            row=place.row,
            column=place.column,
            most=LONGEST_CELL,
        ),
        speak("改用 .csv 或 .parquet"),
    )
