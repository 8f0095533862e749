"""Where things stand on a sheet: the row of heads, the column of each key, whatever was moved."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kaoji.engine.facts.clean import clean
from kaoji.engine.facts.readers.grid import GridRow, Sheet
from kaoji.web.workbooks.declare import ROW_HEAD, Book, Column

#: Titles and notes may stand above the heads, but no more than this.
DEEPEST_HEAD = 20
_BEHIND = re.compile(r"[（(][^（）()]*[)）]$|[*＊:：]$")


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet, read: its rows have cleaned texts."""

    name: str
    rows: tuple[GridRow, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The row of heads; the place of each column found, of the hidden keys, of what is unknown."""

    head_row: int
    places: Mapping[str, int]
    row_place: int
    unknown: tuple[str, ...]


def grid_of(sheet: Sheet) -> Grid:
    """A sheet with all its rows; heads that the format names itself stand above."""
    rows = tuple(sheet.rows)
    if sheet.headers:
        named = GridRow(0, dict(enumerate(sheet.headers, start=1)))
        rows = (named, *rows)
    return Grid(sheet.name or "", rows)


def layout_of(grid: Grid, *, book: Book) -> Layout | None:
    """The row near the top that names most columns; none where less than half are named."""
    best: Layout | None = None
    before: GridRow | None = None  # heads merged over two rows are named by both; the lower counts
    for row in grid.rows[:DEEPEST_HEAD]:
        found = _named(row, above=before, book=book)
        is_below = best is not None and before is not None and best.head_row == before.number
        most = len(best.places) if best is not None else 0
        if best is None or len(found.places) > most or (is_below and len(found.places) == most):
            best = found
        before = row
    return best if best is not None and 2 * len(best.places) >= len(book.columns) else None


def _named(row: GridRow, *, above: GridRow | None, book: Book) -> Layout:
    places: dict[str, int] = {}
    unknown, row_place, group = [], 0, ""
    groups = above.cells if above is not None else {}
    names = {plain(one.group) for one in book.columns if one.group}
    for place in range(1, max(row.cells, default=0) + 1):
        over = plain(groups.get(place, ""))
        group = over or group
        text = clean(row.cells.get(place, ""))
        if text == ROW_HEAD:
            row_place = place
        elif text:
            column = _meant(text, group=group if group in names else "", book=book, taken=places)
            if column is None:
                unknown.append(text)
            else:
                places[column.key] = place
    return Layout(row.number, places=places, row_place=row_place, unknown=tuple(unknown))


def _meant(text: str, *, group: str, book: Book, taken: Mapping[str, int]) -> Column | None:
    """The column that a head names: by its title, and by the group above where two share one."""
    wanted = plain(text)
    fit = [
        one
        for one in book.columns
        if one.key not in taken and wanted in (plain(one.title), plain(one.group + one.title))
    ]
    if len(fit) > 1:
        return next((one for one in fit if plain(one.group) == group), fit[0])
    return fit[0] if fit else None


def plain(text: str) -> str:
    """A head without blanks, unit, star and colon."""
    bare = "".join(clean(text).split())
    while True:
        shorter = _BEHIND.sub("", bare)
        if shorter in (bare, ""):
            return bare.casefold()
        bare = shorter
