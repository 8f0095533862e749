"""What every reader hands on: sheets of rows, each row its filled cells by column number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import speak

NO_FAULTS: Mapping[int, str] = MappingProxyType({})

#: Limits of one file. Beyond them it is no table that people fill in, or it is an attack.
MOST_BYTES = 300 * 1024 * 1024
MOST_ROWS = 2_000_000
MOST_CELLS = 20_000_000
#: The last column that any spreadsheet knows (XFD), its last row, and the longest text of a cell.
MOST_COLUMNS = 16_384
LAST_ROW = 1_048_576
LONGEST_CELL = 32_767
#: Cells that a file gets by writing "this row again": a few bytes ask for as many as they like.
MOST_REPEATED_CELLS = 200_000


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row: its number from 1, its filled cells as raw texts by column number from 1.

    `line` is the line of the file where there are lines. `faults` are cells that hold something
    which is no text: column → the code of the problem. `filled` are columns whose text stands in
    a merged cell further up. `width` counts the fields where the file itself counts them.
    """

    number: int
    cells: Mapping[int, str]
    line: int | None = None
    faults: Mapping[int, str] = field(default_factory=lambda: NO_FAULTS)
    filled: frozenset[int] = frozenset()
    width: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; `headers` where the format itself names the columns, else they are looked for."""

    name: str | None
    rows: Iterable[GridRow]
    headers: tuple[str, ...] | None = None
    is_hidden: bool = False


def too_many_rows(place: Place) -> Problem:
    """The file has more rows than a table may have."""
    return Problem(
        "too-many-rows",
        speak("超过了 {most} 行，从这一行起没有读", most=MOST_ROWS),
        speak("分成几个文件，一起给出"),
        place=place,
    )


def too_many_cells(place: Place) -> Problem:
    """The file has more cells than a table may have."""
    return Problem(
        "too-many-cells",
        speak("超过了 {most} 格，从这里起没有读", most=MOST_CELLS),
        speak("删去没有用的列，或分成几个文件，一起给出"),
        place=place,
    )


def beyond_sheet(place: Place) -> Problem:
    """The file counts rows or columns that no sheet has."""
    return Problem(
        "beyond-sheet",
        speak(
            "超出了工作表的 {rows} 行、{columns} 列，从这一行起没有读",
            rows=LAST_ROW,
            columns=MOST_COLUMNS,
        ),
        speak("核对文件来源；用表格软件打开，删去表外多余的行和列后另存"),
        place=place,
    )


def too_many_repeats(place: Place) -> Problem:
    """The file repeats rows more often than a table does."""
    return Problem(
        "too-many-cells",
        speak("写着重复的行，摊开后超过了 {most} 格，从这一行起没有读", most=MOST_REPEATED_CELLS),
        speak("删去整行相同的重复行，或另存为 .xlsx"),
        place=place,
    )


def not_a_table(what: str) -> Problem:
    """The file is by its content something else; `what` is spoken already."""
    return Problem(
        "not-a-table",
        speak("按内容看这是{what}，不是表格", what=what),
        speak("用表格软件打开后另存为 .xlsx，或给出别的文件"),
    )
