"""The records that the loaders hand out: cells, fact rows, subject rows, the whole table.

A row keeps its texts in one tuple and makes `Cell` objects when asked, so that two million rows
fit in memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from kaoji.engine.plinth.problem import Place, Problem

NO_UNITS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its cleaned text ('' when empty) and where it stands."""

    text: str
    place: Place


class RowCells(Mapping[str, Cell]):
    """The cells of one row by column name, made on demand from the row's shared texts."""

    __slots__ = ("_columns", "_place", "positions", "texts")

    def __init__(
        self,
        positions: Mapping[str, int],
        *,
        texts: tuple[str, ...],
        columns: tuple[int, ...],
        place: Place,
    ) -> None:
        self.positions = positions
        self.texts = texts
        self._columns = columns
        self._place = place

    def __getitem__(self, name: str) -> Cell:
        position, row = self.positions[name], self._place
        place = Place(row.file, row.line, self._columns[position], row.sheet, row.row, row.via)
        return Cell(self.texts[position], place)

    def __contains__(self, name: object) -> bool:
        return name in self.positions

    def __iter__(self) -> Iterator[str]:
        return iter(self.positions)

    def __len__(self) -> int:
        return len(self.positions)

    def __repr__(self) -> str:
        return repr({name: self.texts[at] for name, at in self.positions.items()})

    def has_columns_of(self, other: object) -> bool:
        """Whether both are rows of one sheet, with the very same columns."""
        return type(other) is RowCells and other.positions is self.positions

    def every_text(self) -> Iterator[str]:
        """The texts of all columns, in the order of their names."""
        return map(self.texts.__getitem__, self.positions.values())


class FactRow(NamedTuple):
    """One row of a facts table.

    `cells` are the columns of the contract by English key (only those that the table has),
    `extra` the further ones by their header as written. `units` are the units that the headers
    of this row's own sheet name, by the same names. A faulty row had an error in one of its
    cells or in its header: it is kept, but no result may rest on it.
    """

    place: Place
    cells: Mapping[str, Cell]
    extra: Mapping[str, Cell]
    units: Mapping[str, str] = NO_UNITS
    is_faulty: bool = False

    def text(self, key: str) -> str:
        """The text of a column of the contract, '' where the table has no such column."""
        cells = self.cells
        if type(cells) is RowCells:
            position = cells.positions.get(key)
            return "" if position is None else cells.texts[position]
        cell = cells.get(key)
        return "" if cell is None else cell.text

    def cell(self, key: str) -> Cell:
        """The cell of a column of the contract; a missing column is an empty one."""
        cells = self.cells
        return cells[key] if key in cells else Cell("", self.place)


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """One row of the subjects table; `valid_to` is the last day it holds.

    `attributes` has every column: those of the contract under their Chinese header, the further
    ones under their header as written.
    """

    id: str
    name: str
    kind: str
    group: str
    parent: str
    valid_from: date | None
    valid_to: date | None
    attributes: Mapping[str, str]
    place: Place

    def holds_on(self, day: date) -> bool:
        """Tell whether the row is in force on the day."""
        starts = self.valid_from is None or self.valid_from <= day
        return starts and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: its name, the SHA-256 of its bytes, and what it turned out to be."""

    name: str
    sha256: str
    kind: str


@dataclass(frozen=True, slots=True)
class FactTable:
    """All rows of all files, in order; `columns` are English keys, then further headers.

    `units` names a unit only where every sheet agrees on it: `FactRow.units` is what counts.
    """

    rows: tuple[FactRow, ...] = ()
    columns: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    sources: tuple[Source, ...] = ()
    units: Mapping[str, str] = field(default_factory=lambda: NO_UNITS)
