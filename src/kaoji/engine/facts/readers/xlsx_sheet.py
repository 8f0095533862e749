"""One worksheet of an XLSX workbook: its XML events turned into rows, merges and problems."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kaoji.engine.facts.readers import grid
from kaoji.engine.facts.readers.cell_text import CellText
from kaoji.engine.facts.readers.formats import Format, number_text
from kaoji.engine.facts.readers.grid import GridRow
from kaoji.engine.facts.readers.merges import Merge
from kaoji.engine.facts.readers.xml import Event
from kaoji.engine.plinth.problem import NOWHERE, Problem

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Parts:
    """What the sheets of a workbook share: strings, formats by style, the calendar."""

    strings: Sequence[str]
    formats: Sequence[Format]
    is_1904: bool = False


class SheetParser:
    """Reads one sheet; a reference that no sheet can have raises `ValueError`."""

    def __init__(self, parts: Parts) -> None:
        self.rows: deque[GridRow] = deque()
        self.merges: list[Merge] = []
        self.problems: list[Problem] = []
        self._parts = parts
        self._row = 0
        self._cells: dict[int, str] = {}
        self._faults: dict[int, str] = {}
        self._column = 0
        self._columns: dict[str, int] = {}
        self._cell: dict[str, str] = {}
        self._value = ""
        self._inline = CellText()
        self._is_formula = False
        self._is_reading_aid = False
        self._cell_count = 0

    def read(self, events: Iterable[Event]) -> None:
        """Take in all events of the sheet, or as many as a table may have cells."""
        starts = {
            "row": self._start_row,
            "c": self._start_cell,
            "f": self._start_formula,
            "mergeCell": self._merge,
            "rPh": self._start_reading_aid,
        }
        ends = {
            "row": self._end_row,
            "c": self._end_cell,
            "v": self._end_value,
            "t": self._end_text,
            "rPh": self._end_reading_aid,
        }
        for name, attributes, text in events:
            if attributes is not None:
                begin = starts.get(name)
                if begin is not None:
                    begin(attributes)
            else:
                end = ends.get(name)
                if end is not None:
                    end(text)
            if self._cell_count > grid.MOST_CELLS:
                self._end_row("")
                self.problems.append(grid.too_many_cells(NOWHERE))
                return

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
        if not 1 <= self._row <= grid.LAST_ROW:
            raise ValueError("no such row")
        self._column = 0

    def _end_row(self, _: str) -> None:
        if self._cells:
            self.rows.append(GridRow(self._row, self._cells, faults=self._faults))
            self._cells, self._faults = {}, {}

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        self._column = self._column_of(reference) if reference else self._column + 1
        self._cell = attributes
        self._value = ""
        self._inline.clear()
        self._is_formula = False
        self._cell_count += 1

    def _column_of(self, reference: str) -> int:
        letters = reference.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            column = self._columns[letters] = column_number(letters)
        return column

    def _start_formula(self, _: dict[str, str]) -> None:
        self._is_formula = True

    def _end_value(self, text: str) -> None:
        self._value = text

    def _end_text(self, text: str) -> None:
        if not self._is_reading_aid:
            self._inline.add(text)

    def _start_reading_aid(self, _: dict[str, str]) -> None:
        self._is_reading_aid = True

    def _end_reading_aid(self, _: str) -> None:
        self._is_reading_aid = False

    def _end_cell(self, _: str) -> None:
        text, fault = self._text(self._cell.get("t", "n"))
        if text or fault:
            self._cells[self._column] = text
        if fault:
            self._faults[self._column] = fault

    def _text(self, kind: str) -> tuple[str, str | None]:
        if kind == "inlineStr":
            inline, fault = self._inline.taken()
            return plain_string(inline), fault
        if kind == "str":
            return plain_string(self._value), None
        if not self._value.strip():
            return "", "formula-without-value" if self._is_formula else None
        match kind:
            case "s":
                return self._parts.strings[_index(self._value)], None
            case "b":
                return "true" if self._value.strip() == "1" else "false", None
            case "n":
                return self._number()
            case "d":
                return self._value.replace("T", " ").removesuffix(" 00:00:00"), None
            case _:
                return self._value, None

    def _number(self) -> tuple[str, str | None]:
        style = _index(self._cell.get("s") or "0")
        formats = self._parts.formats
        shown_as = formats[style] if style < len(formats) else Format.PLAIN
        return number_text(self._value, shown_as=shown_as, is_1904=self._parts.is_1904)

    def _merge(self, attributes: dict[str, str]) -> None:
        first, _, last = attributes["ref"].partition(":")
        top, bottom = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last or first)
        if top is None or bottom is None:
            raise ValueError("no such range")
        self.merges.append(Merge(int(top[2]), int(bottom[2]), column_number(top[1])))


def column_number(letters: str) -> int:
    """The number of a column by its letters: A is 1, XFD the last."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + "ABCDEFGHIJKLMNOPQRSTUVWXYZ".index(letter) + 1
    if not 1 <= number <= grid.MOST_COLUMNS:
        raise ValueError("no such column")
    return number


def plain_string(text: str) -> str:
    """A string of the file with `_x000D_` and its like turned back into characters."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _index(text: str) -> int:
    index = int(text)
    if index < 0:
        raise ValueError("no such entry")
    return index
