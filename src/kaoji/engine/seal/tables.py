"""Facts and subjects as lines, and back: the same rows in the same order under the same names.

Of a file only its name is kept, never its folder. A line `{"layout": …}` names the columns of the
rows behind it; a row is `[line, row, [texts]]`, with `true` behind it where the row is faulty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePath
from typing import Any

from kaoji.engine.facts.table import Cell, FactRow, FactTable, RowCells, SubjectRow
from kaoji.engine.plinth.problem import Place, Problem, Severity
from kaoji.engine.seal import shapes

Record = Mapping[str, Any]


def fact_records(table: FactTable) -> Iterator[object]:
    """The lines of a facts table."""
    names: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    current: object = None
    before: FactRow | None = None
    for row in table.rows:
        if before is None or not _is_laid_out_like(row, before):
            names, more = tuple(row.cells), tuple(row.extra)
            layout = (row.place.file, row.place.sheet, names, more, row.units)
            if layout != current:
                current = layout
                yield {"layout": _layout(row, names=names, more=more)}
        before = row
        texts = [*_texts(row.cells, names), *_texts(row.extra, more)]
        record: list[object] = [row.place.line, row.place.row, texts]
        yield [*record, True] if row.is_faulty else record
    for problem in table.problems:
        yield {"problem": problem_record(problem)}


def _is_laid_out_like(row: FactRow, before: FactRow) -> bool:
    """Whether a row surely comes of the same sheet; what is not sure is compared name by name."""
    cells, extra = row.cells, row.extra
    return (
        type(cells) is RowCells
        and type(extra) is RowCells
        and cells.has_columns_of(before.cells)
        and extra.has_columns_of(before.extra)
        and row.units is before.units
        and row.place.file == before.place.file
        and row.place.sheet == before.place.sheet
    )


def _layout(row: FactRow, *, names: tuple[str, ...], more: tuple[str, ...]) -> Record:
    return {
        "cells": list(names),
        "extra": list(more),
        "file": own_name(row.place.file),
        "sheet": row.place.sheet,
        "units": dict(row.units),
    }


def _texts(cells: Mapping[str, Cell], names: Iterable[str]) -> Iterable[str]:
    if type(cells) is RowCells:  # without making a cell of each, or asking an abstract class
        return cells.every_text()
    return (cells[name].text for name in names)


def own_name(file: str | None) -> str | None:
    """The name of a file without its folder."""
    return None if file is None else PurePath(file).name


def fact_table(records: Iterable[Any]) -> FactTable:
    """The facts table of lines. Raises KeyError, TypeError or ValueError where they are none."""
    rows: list[FactRow] = []
    problems: list[Problem] = []
    layout: _Layout | None = None
    for record in records:
        if isinstance(record, list) and layout is not None:
            rows.append(layout.row(*record))
        elif "layout" in record:
            layout = _Layout(record["layout"])
        else:
            problems.append(problem_of(record["problem"]))
    return FactTable(tuple(rows), problems=tuple(problems))


class _Layout:
    """The columns of the rows that follow."""

    def __init__(self, told: Record) -> None:
        names, more = shapes.texts(told["cells"]), shapes.texts(told["extra"])
        self._known = {name: at for at, name in enumerate(names)}
        self._extra = {name: at for at, name in enumerate(more, start=len(names))}
        self._columns = tuple(range(1, len(names) + len(more) + 1))
        self._units: Mapping[str, str] = shapes.text_map(told["units"])
        self._file, self._sheet = (shapes.maybe_text(told[one]) for one in ("file", "sheet"))

    def row(
        self, line: int | None, number: int | None, texts: Sequence[str], *faulty: bool
    ) -> FactRow:
        """One row."""
        columns = self._columns
        if len(texts) != len(columns):
            message = f"{len(texts)} texts for {len(columns)} columns"
            raise ValueError(message)
        own = shapes.texts(texts)
        line, number = shapes.maybe_whole(line), shapes.maybe_whole(number)
        place = Place(self._file, line, None, self._sheet, number)
        known = RowCells(self._known, texts=own, columns=columns, place=place)
        extra = RowCells(self._extra, texts=own, columns=columns, place=place)
        return FactRow(place, known, extra, self._units, is_faulty=bool(faulty))


# --- subjects -------------------------------------------------------------------------------------


def subject_records(rows: Iterable[SubjectRow]) -> Iterator[object]:
    """The lines of a subjects table."""
    for row in rows:
        yield {
            "attributes": dict(row.attributes),
            "from": None if row.valid_from is None else row.valid_from.isoformat(),
            "group": row.group,
            "id": row.id,
            "kind": row.kind,
            "name": row.name,
            "parent": row.parent,
            "to": None if row.valid_to is None else row.valid_to.isoformat(),
        }


def subject_rows(records: Iterable[Any]) -> tuple[SubjectRow, ...]:
    """The subjects table of lines. Raises KeyError, TypeError or ValueError where it is none."""
    return tuple(_subject_row(one, number=number) for number, one in enumerate(records, start=1))


def _subject_row(told: Any, *, number: int) -> SubjectRow:  # noqa: ANN401 - what a file says
    names = ("id", "name", "kind", "group", "parent")
    return SubjectRow(
        **{name: shapes.text(told[name]) for name in names},
        valid_from=_day(told["from"]),
        valid_to=_day(told["to"]),
        attributes=shapes.text_map(told["attributes"]),
        place=Place(row=number),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


# --- problems -------------------------------------------------------------------------------------


def problem_record(problem: Problem) -> Record:
    """A problem without the folder of its file."""
    return {**problem.as_json(), "file": own_name(problem.place.file)}


def problem_of(told: Record) -> Problem:
    """The problem of a record. Raises KeyError or TypeError where it is none."""
    line, column, row = (shapes.maybe_whole(told[name]) for name in ("line", "column", "row"))
    place = Place(
        shapes.maybe_text(told["file"]), line, column, shapes.maybe_text(told["sheet"]), row
    )
    severity: Severity = "error"
    if told["severity"] in ("warning", "note"):
        severity = told["severity"]
    return Problem(
        code=shapes.text(told["code"]),
        message=shapes.text(told["message"]),
        remedy=shapes.text(told["remedy"]),
        severity=severity,
        place=place,
        path=shapes.maybe_text(told["path"]),
        coordinate=shapes.maybe_text(told["coordinate"]),
    )
