"""A workbook of ten thousand rows and twenty columns: read and held against its declaration, and
given back with its faults marked.

The goal is 10 s for either, held against processor seconds: the clock stands beside. A miss
is printed as it is.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from time import perf_counter, process_time
from typing import TypeVar

import xlsxwriter

from kaoji.web.workbooks import NUMBER, Book, Column, marked, read

T = TypeVar("T")
ROWS, COLUMNS, GOAL = 10_000, 20, 10.0
#: One row in so many has a fault.
FAULTY = 20
BOOK = Book(
    key="bench",
    title="基准",
    columns=(
        Column("unit", "单位", is_required=True),
        *(Column(f"c{place}", f"数{place}", kind=NUMBER, least=0) for place in range(1, COLUMNS)),
    ),
    keys=("unit",),
)


def workbook(rows: int) -> bytes:
    """What somebody sends: every twentieth row with a word where a number should be."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet(BOOK.title)
        for place, column in enumerate(BOOK.columns):
            sheet.write_string(0, place, str(column.title))
        for row in range(1, rows + 1):
            sheet.write_string(row, 0, f"第{row}村")
            for place in range(1, COLUMNS):
                sheet.write_number(row, place, row * place)
            if row % FAULTY == 0:
                sheet.write_string(row, 1 + row % (COLUMNS - 1), "约三百")
    return stream.getvalue()


def timed(name: str, work: Callable[[], T]) -> T:
    """Do it and print how long it took."""
    begun, spent = perf_counter(), process_time()
    made = work()
    took, spent = perf_counter() - begun, process_time() - spent
    missed = "" if spent <= GOAL else "  missed"
    print(f"{name:<28} {took:6.2f} s, processor {spent:6.2f} s{missed}")
    return made


def main(rows: int) -> None:
    """Read and mark one workbook."""
    content = workbook(rows)
    size = f"{rows} × {COLUMNS}"
    reading = timed(f"reading {size}", lambda: read(content, book=BOOK, name="基准.xlsx"))
    if len(reading.faults) != rows // FAULTY:
        raise SystemExit(f"{len(reading.faults)} faults found, {rows // FAULTY} are there")
    timed(
        f"marking {len(reading.faults)} faults",
        lambda: marked(content, sheet=reading.sheet, faults=reading.faults),
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
