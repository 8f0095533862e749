"""A workbook as cells with their addresses, kept so that it can be stored and read again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from kaoji.engine.facts.clean import clean
from kaoji.engine.facts.readers.book import open_book
from kaoji.engine.facts.readers.grid import GridRow, Sheet
from kaoji.engine.facts.report import Report
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak

#: A table of indicators is read by people: what has more rows is something else.
MOST_ROWS = 2_000
MOST_COLUMNS = 60


class Cell(NamedTuple):
    """A filled cell; `is_filled`: its text stands in a merged cell further up."""

    row: int
    column: int
    text: str
    is_filled: bool = False

    @property
    def address(self) -> str:
        return address(self.row, column=self.column)


@dataclass(frozen=True)
class Table:
    """The cells of one sheet in reading order."""

    name: str
    cells: tuple[Cell, ...]

    @cached_property
    def by_place(self) -> Mapping[tuple[int, int], Cell]:
        """Cells by row and column."""
        return {(one.row, one.column): one for one in self.cells}

    @cached_property
    def own_cells(self) -> tuple[Cell, ...]:
        """Those that hold their text themselves."""
        return tuple(one for one in self.cells if not one.is_filled)

    @cached_property
    def columns(self) -> tuple[int, ...]:
        return tuple(sorted({one.column for one in self.cells}))

    @cached_property
    def rows(self) -> tuple[int, ...]:
        return tuple(sorted({one.row for one in self.cells}))

    def cell(self, row: int, *, column: int) -> Cell | None:
        return self.by_place.get((row, column))

    def text(self, row: int, *, column: int) -> str:
        found = self.cell(row, column=column)
        return "" if found is None else found.text

    def row(self, number: int) -> tuple[Cell, ...]:
        """The cells of one row."""
        return tuple(
            found for column in self.columns if (found := self.cell(number, column=column))
        )

    def as_json(self) -> dict[str, Any]:
        """As a record that JSON can hold."""
        return {"name": self.name, "cells": [list(one) for one in self.cells]}


def table_of(told: Mapping[str, Any]) -> Table:
    """A table out of what `as_json` made."""
    return Table(str(told["name"]), tuple(Cell(*one) for one in told["cells"]))


class Tables(NamedTuple):
    """What a file holds: its sheets with cells, and what was wrong with reading it."""

    tables: tuple[Table, ...]
    problems: tuple[Problem, ...]


def read_tables(content: bytes, *, file: str) -> Tables:
    """Read every sheet of a workbook; what cannot be read is a problem."""
    report = Report()
    tables = tuple(
        table
        for sheet in open_book(content, file=file, report=report).sheets
        if (table := _table(sheet)).cells
    )
    problems = (*report.problems(), *(one for table in tables for one in _too_large(table)))
    if not tables and not problems:
        problems = (_empty(),)
    return Tables(tables, problems)


def _table(sheet: Sheet) -> Table:
    cells = tuple(cell for row in sheet.rows for cell in _cells(row))
    return Table(sheet.name or speak("表"), cells)


def _cells(row: GridRow) -> Iterable[Cell]:
    for column in sorted(row.cells):
        text = clean(row.cells[column])
        if text or column in row.faults:
            told = text or speak("（公式没有存下结果）")
            yield Cell(row.number, column, told, column in row.filled)


def _too_large(table: Table) -> Iterable[Problem]:
    if len(table.rows) > MOST_ROWS or len(table.columns) > MOST_COLUMNS:
        yield Problem(
            "not-an-indicator-table",
            speak(
                "工作表「{name}」有 {rows} 行、{columns} 列，不像考核指标表",
                name=table.name,
                rows=len(table.rows),
                columns=len(table.columns),
            ),
            speak("只留下指标表那几页，另存后再传"),
        )


def _empty() -> Problem:
    return Problem("empty-table", speak("文件里一格也没有填"), speak("核对选的是不是这份文件"))


def letters_of(column: int) -> str:
    """The letters of a column: 1 is A."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, *, column: int) -> str:
    """A cell's address as the spreadsheet names it."""
    return f"{letters_of(column)}{row}"
