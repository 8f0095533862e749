"""From the rows of a sheet to records of cleaned cells, with a problem for each bad cell."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import chain

from kaoji.engine.facts.cells import cell_problem
from kaoji.engine.facts.clean import clean
from kaoji.engine.facts.columns import Columns
from kaoji.engine.facts.header import FoundHeader, find_header, names_enough
from kaoji.engine.facts.layout import Layout, first_told, lay_out
from kaoji.engine.facts.numbers import is_formula_error
from kaoji.engine.facts.readers import grid
from kaoji.engine.facts.readers.grid import GridRow, Sheet
from kaoji.engine.facts.report import Report
from kaoji.engine.facts.table import FactRow, RowCells
from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import speak

_FOOTNOTE = re.compile(
    r"(?:注|备注|附注|说明|填表说明|填表人|填报人|制表人?|审核人?|复核人?|负责人|单位负责人|联系人"
    r"|联系电话|填表日期|填报日期)\s*[:：].*",
    re.DOTALL,
)
#: How many different texts are remembered: names repeat in every row, figures do not.
_POOL = 100_000


class TextPool:
    """Cleans texts and shares equal ones; remembers which of them no cell should hold."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self.suspects: dict[str, str] = {}

    def text(self, raw: str) -> str:
        """The cleaned text."""
        found = self._texts.get(raw)
        if found is not None:
            return found
        text = clean(raw)
        code = _suspicion(text, raw=raw)
        if code:
            self.suspects[text] = code
        if len(self._texts) >= _POOL:
            self._texts.clear()
        self._texts[raw] = text
        return text


def _suspicion(text: str, *, raw: str) -> str | None:
    if "\0" in raw:
        return "embedded-nul"
    if "\ufffd" in text:
        return "bad-character"
    if len(text) > grid.LONGEST_CELL:
        return "cell-too-long"
    return "formula-error" if is_formula_error(text) else None


class RowReader:
    """Reads the rows of one file, sheet after sheet, until the file's row limit."""

    def __init__(
        self, file: str, *, columns: Columns, report: Report, declared: Collection[str] = ()
    ) -> None:
        self._file = file
        self._columns = columns
        self._report = report
        self._declared = declared
        self._pool = TextPool()
        self._rows_left = grid.MOST_ROWS
        self._cells_left = grid.MOST_CELLS
        self._layouts: list[Layout] = []

    @property
    def layouts(self) -> tuple[Layout, ...]:
        """The layout of each sheet that had a header, as it is at the sheet's end."""
        return tuple(self._layouts)

    def rows(self, sheet: Sheet) -> Iterator[FactRow]:
        """The records of one sheet; a sheet without a header has none and is noted."""
        rows = iter(sheet.rows)
        first = next(rows, None)
        if first is None and not sheet.headers:
            return
        found = self._header(sheet, rows=rows if first is None else chain([first], rows))
        if found is None:
            place = Place(self._file, sheet=sheet.name)
            self._report.add(_without_header(sheet.name, place=place))
            return
        if sheet.is_hidden:
            self._report.add(_hidden(sheet.name, place=Place(self._file, sheet=sheet.name)))
        yield from self._records(sheet, found=found)

    def _header(self, sheet: Sheet, *, rows: Iterator[GridRow]) -> FoundHeader | None:
        if sheet.headers is None:
            return find_header(rows, columns=self._columns)
        texts = {at: clean(text) for at, text in enumerate(sheet.headers, start=1)}
        if not names_enough(texts, columns=self._columns):
            return None
        return FoundHeader(texts, GridRow(0, texts), rows)

    def _records(self, sheet: Sheet, *, found: FoundHeader) -> Iterator[FactRow]:
        layout = lay_out(
            found.texts,
            columns=self._columns,
            place=self._place(found.row, sheet=sheet),
            width=found.row.width,
            report=self._report,
            declared=self._declared,
        )
        if self._has_endless_name(found.row, place=self._place(found.row, sheet=sheet)):
            layout = replace(layout, is_faulty=True)
        self._layouts.append(layout)
        header = self._cells(found.row)
        for row in found.rows:
            cells = self._cells(row)
            place = self._place(row, sheet=sheet)
            if not (cells or row.faults) or self._is_no_data(cells, header=header, place=place):
                continue
            if not self._has_room(layout, place=place):
                return
            if not cells.keys() <= set(layout.columns):
                layout = self._widened(layout, cells=cells, place=place)
                self._layouts[-1] = layout
            yield self._record(row, layout=layout, cells=cells, place=place)

    def _has_endless_name(self, row: GridRow, *, place: Place) -> bool:
        faults = [
            cell_problem("cell-too-long", text=text, place=replace(place, column=at))
            for at, text in row.cells.items()
            if len(text) > grid.LONGEST_CELL or row.faults.get(at) == "cell-too-long"
        ]
        for fault in first_told(faults, place=place):
            self._report.add(fault)
        return bool(faults)

    def _has_room(self, layout: Layout, *, place: Place) -> bool:
        self._rows_left -= 1
        self._cells_left -= len(layout.columns)
        if self._rows_left < 0:
            self._report.add(grid.too_many_rows(place))
        elif self._cells_left < 0:
            self._report.add(grid.too_many_cells(place))
        return min(self._rows_left, self._cells_left) >= 0

    def _cells(self, row: GridRow) -> dict[int, str]:
        pool = self._pool
        return {at: text for at, raw in row.cells.items() if (text := pool.text(raw))}

    def _place(self, row: GridRow, *, sheet: Sheet) -> Place:
        return Place(self._file, line=row.line, sheet=sheet.name, row=row.number or None)

    def _is_no_data(
        self, cells: Mapping[int, str], *, header: dict[int, str], place: Place
    ) -> bool:
        if cells == header:
            self._report.add(_repeated_header(place))
            return True
        if len(cells) == 1 and _FOOTNOTE.fullmatch(next(iter(cells.values()))):
            self._report.add(_footnote(place))
            return True
        return False

    def _widened(self, layout: Layout, *, cells: Mapping[int, str], place: Place) -> Layout:
        columns = sorted(cells.keys() - set(layout.columns))
        faults = [
            cell_problem("unnamed-column", text=cells[at], place=replace(place, column=at))
            for at in columns
            if at <= layout.width
        ]
        for fault in first_told(faults, place=place):
            self._report.add(fault)
        return layout.with_unnamed(columns)

    def _record(
        self, row: GridRow, *, layout: Layout, cells: Mapping[int, str], place: Place
    ) -> FactRow:
        before = self._report.error_count
        self._check(row, layout=layout, cells=cells, place=place)
        texts = tuple([cells.get(at, "") for at in layout.columns])
        return FactRow(
            place,
            RowCells(layout.known, texts=texts, columns=layout.columns, place=place),
            RowCells(layout.extra, texts=texts, columns=layout.columns, place=place),
            layout.units,
            is_faulty=layout.is_faulty or self._report.error_count > before,
        )

    def _check(
        self, row: GridRow, *, layout: Layout, cells: Mapping[int, str], place: Place
    ) -> None:
        for at, code in row.faults.items():
            self._fault(code, text=cells.get(at, ""), place=place, at=at)
        if self._pool.suspects:
            for at in cells.keys() - row.faults.keys():
                suspicion = self._pool.suspects.get(cells[at])
                if suspicion is not None:
                    self._fault(suspicion, text=cells[at], place=place, at=at)
        beyond = min((at for at in cells if at > layout.width), default=None)
        if beyond is not None:
            self._fault("ragged-row", text=cells[beyond], place=place, at=beyond)
        for at in row.filled & layout.numbers:
            self._fault("merged-value", text=cells[at], place=place, at=at)

    def _fault(self, code: str, *, text: str, place: Place, at: int) -> None:
        self._report.add(cell_problem(code, text=text, place=replace(place, column=at)))


def _without_header(name: str | None, *, place: Place) -> Problem:
    return Problem(
        "sheet-without-header",
        speak("工作表「{name}」的前 30 行里没有约定的列名，没有读", name=name)
        if name
        else speak("这张表的前 30 行里没有约定的列名，没有读"),
        speak("若其中有数据，请在数据上方写上列名，如 对象、指标、数值"),
        severity="note",
        place=place,
    )


def _hidden(name: str | None, *, place: Place) -> Problem:
    return Problem(
        "hidden-sheet",
        speak("工作表「{name}」是隐藏的，其中的数据也读了", name=name),
        speak("若不该计入，请删去这张工作表"),
        severity="warning",
        place=place,
    )


def _repeated_header(place: Place) -> Problem:
    message = speak("这一行与表头相同，是重复的表头，没有当作数据")
    return _no_data("repeated-header", message=message, place=place)


def _footnote(place: Place) -> Problem:
    message = speak("这一行只有一格，像是表下的说明，没有当作数据")
    return _no_data("footnote", message=message, place=place)


def _no_data(code: str, *, message: str, place: Place) -> Problem:
    remedy = speak("若是数据，请改写")
    return Problem(code, message, remedy, severity="note", place=place)
