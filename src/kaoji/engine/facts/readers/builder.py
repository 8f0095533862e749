"""Building the rows of a binary workbook's sheet, whose cells may come in any order."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from kaoji.engine.facts.numbers import double_as_decimal
from kaoji.engine.facts.readers import grid
from kaoji.engine.facts.readers.formats import Format, number_text
from kaoji.engine.facts.readers.grid import GridRow
from kaoji.engine.facts.readers.merges import Merge

#: Error values by their number in the records of `.xls` and `.xlsb`.
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


@dataclass(frozen=True, slots=True)
class Styles:
    """What turns a number of a binary workbook into what its cell shows."""

    formats: Sequence[Format] = ()
    is_1904: bool = False

    def text(self, number: float | Fraction, *, style: int) -> tuple[str, str | None]:
        """The text of a number cell, and the code of its fault."""
        shown_as = self.formats[style] if style < len(self.formats) else Format.PLAIN
        return number_text(number, shown_as=shown_as, is_1904=self.is_1904)


class SheetBuilder:
    """Takes cells as they come, rows and columns counted from 0 as the records do."""

    def __init__(self, styles: Styles) -> None:
        self.merges: list[Merge] = []
        self._styles = styles
        self._cells: dict[int, dict[int, str]] = {}
        self._faults: dict[int, dict[int, str]] = {}
        self._left = grid.MOST_CELLS

    @property
    def is_too_large(self) -> bool:
        """More cells came than a table may have; what comes now is left out."""
        return self._left < 0

    def put(self, row: int, *, column: int, text: str) -> None:
        """A cell of text."""
        self._left -= 1
        if column >= grid.MOST_COLUMNS:
            raise ValueError("no such column")
        if text and self._left >= 0:
            self._cells.setdefault(row + 1, {})[column + 1] = text

    def put_number(self, row: int, *, column: int, number: float | Fraction, style: int) -> None:
        """A cell with a number, a date or a share, as its style shows it."""
        text, fault = self._styles.text(number, style=style)
        self.put(row, column=column, text=text)
        if fault:
            self._faults.setdefault(row + 1, {})[column + 1] = fault

    def put_truth(self, row: int, *, column: int, value: int) -> None:
        """A cell that says yes or no."""
        self.put(row, column=column, text="true" if value else "false")

    def put_error(self, row: int, *, column: int, code: int) -> None:
        """A cell whose formula failed."""
        self.put(row, column=column, text=ERRORS.get(code, "#N/A"))

    def merge(self, first: int, *, last: int, column: int) -> None:
        """Cells merged from the first to the last row."""
        self.merges.append(Merge(first + 1, last + 1, column + 1))

    def rows(self) -> deque[GridRow]:
        """All rows in order."""
        return deque(
            GridRow(number, cells, faults=self._faults.get(number, {}))
            for number, cells in sorted(self._cells.items())
        )


def short_number(raw: int, *, double: float) -> Fraction:
    """A number packed into 32 bits: a whole number or half a double, perhaps in hundredths.

    `double` is what the upper thirty bits are as the upper half of a double.
    """
    if raw & 2:
        signed = raw - (1 << 32) if raw & (1 << 31) else raw
        number = Fraction(signed >> 2)
    else:
        number = double_as_decimal(double) or Fraction(0)
    return number / 100 if raw & 1 else number
