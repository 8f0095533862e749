"""Merged cells: what stands in the first of them holds for every row that they cover.

A name merged over five rows belongs to all five; left empty it would mean *all subjects*.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from kaoji.engine.facts.readers import grid
from kaoji.engine.facts.readers.grid import GridRow, Sheet
from kaoji.engine.facts.report import Report
from kaoji.engine.plinth.problem import Place


class Merge(NamedTuple):
    """Merged cells over several rows: rows and first column from 1, both rows included."""

    first: int
    last: int
    column: int


class _Open(NamedTuple):
    last: int
    text: str


def merged_sheet(
    name: str,
    *,
    rows: deque[GridRow],
    merges: Iterable[Merge],
    file: str,
    report: Report,
    is_hidden: bool = False,
) -> Iterator[Sheet]:
    """The sheet with its merged cells laid out; none, and a problem, where they are too many."""
    tall = [merge for merge in merges if merge.last > merge.first]
    if sum(merge.last - merge.first for merge in tall) > grid.MOST_CELLS:
        report.add(grid.too_many_cells(Place(file, sheet=name)))
    else:
        yield Sheet(name, with_merges(rows, merges=tall), is_hidden=is_hidden)


def with_merges(rows: deque[GridRow], *, merges: Iterable[Merge]) -> Iterator[GridRow]:
    """The rows in order, each given what merged cells further up say; the queue is used up."""
    starting: dict[int, list[Merge]] = {}
    for merge in merges:
        starting.setdefault(merge.first, []).append(merge)
    open_ones: dict[int, _Open] = {}
    while rows:
        row = rows.popleft()
        if open_ones:
            row = _filled(row, open_ones=open_ones)
        for merge in starting.get(row.number, ()):
            text = row.cells.get(merge.column, "")
            if text:
                open_ones[merge.column] = _Open(merge.last, text)
        yield row


def _filled(row: GridRow, *, open_ones: dict[int, _Open]) -> GridRow:
    for column in [at for at, one in open_ones.items() if one.last < row.number]:
        del open_ones[column]
    missing = {at: one.text for at, one in open_ones.items() if at not in row.cells}
    if not missing or not row.cells:
        return row
    cells = {**row.cells, **missing}
    return replace(row, cells=cells, filled=frozenset(missing))
