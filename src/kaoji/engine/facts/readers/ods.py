"""ODS workbooks, read from their own XML: error cells and per-cent formats are kept.

The format writes equal cells and rows once with a count; empty ones are passed over, filled ones
are laid out as far as a table may reach.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator

from kaoji.engine.facts.readers import grid
from kaoji.engine.facts.readers.archive import DAMAGED, PROTECTED, Archive, open_archive
from kaoji.engine.facts.readers.formats import Format, clock_text, number_text
from kaoji.engine.facts.readers.grid import GridRow, Sheet
from kaoji.engine.facts.readers.merges import Merge, merged_sheet
from kaoji.engine.facts.readers.xml import BROKEN, Event, events
from kaoji.engine.facts.report import Report
from kaoji.engine.plinth.problem import Place, Problem

_TIME = re.compile(r"PT([0-9]+)H([0-9]+)M([0-9]+)(?:[.,][0-9]+)?S")


def read_ods(data: bytes, *, file: str, report: Report) -> Iterator[Sheet]:
    """The sheets of a workbook in their order; a broken part is a problem."""
    archive = open_archive(data)
    if isinstance(archive, Problem):
        report.add(archive.at(Place(file)))
        return
    try:
        found = _parsed(archive)
    except BROKEN:
        found = DAMAGED
    if isinstance(found, Problem):
        report.add(found.at(Place(file)))
        return
    if found.is_too_large:
        report.add(grid.too_many_cells(Place(file)))
    for tab in found.tabs:
        yield from merged_sheet(
            tab.name,
            rows=tab.rows,
            merges=tab.merges,
            file=file,
            report=report,
            is_hidden=tab.style in found.hidden_styles,
        )


def _parsed(archive: Archive) -> _Book | Problem:
    if b"encryption-data" in archive.content("META-INF/manifest.xml"):
        return PROTECTED
    book = _Book()
    with archive.opened("content.xml") as stream:
        book.read(events(stream))
    return book


class _Tab:
    """One sheet while it is read."""

    def __init__(self, name: str, *, style: str) -> None:
        self.name = name
        self.style = style
        self.rows: deque[GridRow] = deque()
        self.merges: list[Merge] = []
        self.row = 0


class _Book:
    """Reads the events of a workbook; numbers that are none raise `ValueError`."""

    def __init__(self) -> None:
        self.tabs: list[_Tab] = []
        self.hidden_styles: set[str] = set()
        self.is_too_large = False
        self._left = grid.MOST_CELLS
        self._style = ""
        self._column = 0
        self._row_count = 1
        self._cells: dict[int, str] = {}
        self._faults: dict[int, str] = {}
        self._cell: dict[str, str] = {}
        self._paragraphs: list[str] = []
        self._aside = 0

    def read(self, events: Iterable[Event]) -> None:
        """Take in all events, or as many as a table may have cells."""
        starts = {
            "style": self._start_style,
            "table-properties": self._properties,
            "table": self._start_table,
            "table-row": self._start_row,
            "table-cell": self._start_cell,
            "covered-table-cell": self._start_cell,
            "annotation": self._start_aside,
            "p": self._start_paragraph,
            "s": self._blanks,
            "tab": self._tab,
            "line-break": self._line_break,
        }
        ends = {
            "table-row": self._end_row,
            "table-cell": self._end_cell,
            "covered-table-cell": self._end_cell,
            "annotation": self._end_aside,
        }
        for name, attributes, text in events:
            if self._paragraphs and not self._aside:
                self._paragraphs[-1] += text
            if attributes is not None:
                begin = starts.get(name)
                if begin is not None:
                    begin(attributes)
            elif name in ends:
                ends[name]()
            if self._left < 0:
                self.is_too_large = True
                return

    def _start_style(self, attributes: dict[str, str]) -> None:
        self._style = attributes.get("name", "")

    def _properties(self, attributes: dict[str, str]) -> None:
        if attributes.get("display") == "false":
            self.hidden_styles.add(self._style)

    def _start_table(self, attributes: dict[str, str]) -> None:
        self.tabs.append(_Tab(attributes.get("name", ""), style=attributes.get("style-name", "")))

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row_count = _count(attributes, name="number-rows-repeated")
        self._column = 0
        self._cells, self._faults = {}, {}

    def _end_row(self) -> None:
        tab = self.tabs[-1]
        if self._cells:
            self._left -= len(self._cells) * self._row_count
            for number in range(self._row_count if self._left >= 0 else 0):
                tab.rows.append(GridRow(tab.row + number + 1, self._cells, faults=self._faults))
        tab.row += self._row_count

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._cell = attributes
        self._paragraphs = []

    def _start_aside(self, _: dict[str, str]) -> None:
        self._aside += 1

    def _end_aside(self) -> None:
        self._aside -= 1

    def _start_paragraph(self, _: dict[str, str]) -> None:
        if not self._aside:
            self._paragraphs.append("")

    def _blanks(self, attributes: dict[str, str]) -> None:
        self._add(" " * min(_count(attributes, name="c"), grid.MOST_COLUMNS))

    def _tab(self, _: dict[str, str]) -> None:
        self._add("\t")

    def _line_break(self, _: dict[str, str]) -> None:
        self._add("\n")

    def _add(self, text: str) -> None:
        if self._paragraphs and not self._aside:
            self._paragraphs[-1] += text

    def _end_cell(self) -> None:
        count = _count(self._cell, name="number-columns-repeated")
        text, fault = _text(self._cell, shown="\n".join(self._paragraphs))
        first, self._column = self._column + 1, self._column + count
        self._paragraphs = []
        if not text and not fault:
            return
        if self._column > grid.MOST_COLUMNS:
            raise ValueError("no such column")
        self._cells |= dict.fromkeys(range(first, self._column + 1), text)
        if fault:
            self._faults |= dict.fromkeys(range(first, self._column + 1), fault)
        rows = _count(self._cell, name="number-rows-spanned")
        if rows > 1:
            tab = self.tabs[-1]
            tab.merges.append(Merge(tab.row + 1, tab.row + rows, first))


def _count(attributes: dict[str, str], *, name: str) -> int:
    count = int(attributes.get(name, "1"))
    if count < 1:
        raise ValueError("no such count")
    return count


def _text(cell: dict[str, str], *, shown: str) -> tuple[str, str | None]:
    if cell.get("calc-value-type") == "error":
        return shown or "#N/A", "formula-error"
    match cell.get("value-type"):
        case "float" | "currency":
            return number_text(cell["value"])
        case "percentage":
            return number_text(cell["value"], shown_as=Format.PERCENT)
        case "date":
            return cell["date-value"].replace("T", " ").removesuffix(" 00:00:00"), None
        case "time":
            return _clock(cell["time-value"]), None
        case "boolean":
            return cell["boolean-value"], None
        case None if "formula" in cell and not shown:
            return "", "formula-without-value"
        case _:
            return cell.get("string-value", shown), None


def _clock(text: str) -> str:
    found = _TIME.fullmatch(text)
    if found is None:
        return text
    hours, minutes, seconds = map(int, found.groups())
    return clock_text(hours * 3600 + minutes * 60 + seconds)
