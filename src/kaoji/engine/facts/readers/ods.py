"""ODS workbooks, read from their own XML: error cells and per-cent formats are kept.

The format writes equal cells and rows once with a count; empty ones are passed over, filled ones
are laid out as far as a sheet reaches, and no oftener than a table repeats itself.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kaoji.engine.facts.readers import grid
from kaoji.engine.facts.readers.archive import Archive, damaged, open_archive, protected
from kaoji.engine.facts.readers.cell_text import CellText
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
        found = damaged()
    if isinstance(found, Problem):
        report.add(found.at(Place(file)))
        return
    if found.stopped:
        report.add(found.stopped.at(replace(found.stopped.place, file=file)))
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
        return protected()
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
        self.stopped: Problem | None = None
        self._left = grid.MOST_CELLS
        self._repeats_left = grid.MOST_REPEATED_CELLS
        self._style = ""
        self._column = 0
        self._row_count = 1
        self._cells: dict[int, str] = {}
        self._faults: dict[int, str] = {}
        self._cell: dict[str, str] = {}
        self._shown = CellText()
        self._paragraph_count = 0
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
            if text:
                self._add(text)
            if attributes is not None:
                begin = starts.get(name)
                if begin is not None:
                    begin(attributes)
            elif name in ends:
                ends[name]()
            if self.stopped:
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
        if self._cells and self._has_room(tab):
            for number in range(tab.row + 1, tab.row + self._row_count + 1):
                tab.rows.append(GridRow(number, self._cells, faults=self._faults))
        tab.row = min(tab.row + self._row_count, grid.LAST_ROW)

    def _has_room(self, tab: _Tab) -> bool:
        self._left -= len(self._cells) * self._row_count
        self._repeats_left -= len(self._cells) * (self._row_count - 1)
        place = Place(sheet=tab.name, row=min(tab.row + 1, grid.LAST_ROW))
        if tab.row + self._row_count > grid.LAST_ROW:
            self.stopped = grid.beyond_sheet(place)
        elif self._left < 0:
            self.stopped = grid.too_many_cells(place)
        elif self._repeats_left < 0:
            self.stopped = grid.too_many_repeats(place)
        return self.stopped is None

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._cell = attributes
        self._begin_text()

    def _begin_text(self) -> None:
        self._shown.clear()
        self._paragraph_count = 0

    def _start_aside(self, _: dict[str, str]) -> None:
        self._aside += 1

    def _end_aside(self) -> None:
        self._aside -= 1

    def _start_paragraph(self, _: dict[str, str]) -> None:
        if not self._aside:
            if self._paragraph_count:
                self._shown.add("\n")
            self._paragraph_count += 1

    def _blanks(self, attributes: dict[str, str]) -> None:
        self._add(" " * min(_count(attributes, name="c"), grid.LONGEST_CELL + 1))

    def _tab(self, _: dict[str, str]) -> None:
        self._add("\t")

    def _line_break(self, _: dict[str, str]) -> None:
        self._add("\n")

    def _add(self, text: str) -> None:
        if self._paragraph_count and not self._aside:
            self._shown.add(text)

    def _end_cell(self) -> None:
        count = _count(self._cell, name="number-columns-repeated")
        shown, too_long = self._shown.taken()
        text, fault = (shown, too_long) if too_long else _text(self._cell, shown=shown)
        first, self._column = self._column + 1, self._column + count
        self._begin_text()
        if not text and not fault:
            return
        if self._column > grid.MOST_COLUMNS:
            tab = self.tabs[-1]
            self.stopped = grid.beyond_sheet(Place(sheet=tab.name, row=tab.row + 1))
            return
        self._cells |= dict.fromkeys(range(first, self._column + 1), text)
        if fault:
            self._faults |= dict.fromkeys(range(first, self._column + 1), fault)
        rows = _count(self._cell, name="number-rows-spanned")
        if rows > 1:
            tab = self.tabs[-1]
            tab.merges.append(Merge(tab.row + 1, tab.row + rows, first))


def _count(attributes: dict[str, str], *, name: str) -> int:
    """A count, no higher than one beyond the end of a sheet: sums stay numbers that print."""
    count = int(attributes.get(name, "1"))
    if count < 1:
        raise ValueError("no such count")
    return min(count, grid.LAST_ROW + 1)


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
