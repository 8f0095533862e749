"""The preview of a table: its rows as read, what each column is taken to mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from kaoji.engine.drafting.layout import MEANINGS, Layout, Meaning, heads_of
from kaoji.engine.drafting.sheet import Cell, Table, letters_of
from kaoji.engine.plinth.speech import speak

#: A page shows so many rows; the rest is read as they are.
MOST_SHOWN = 150
MEANING_WORDS = tuple((str(key), speak(word)) for key, word in MEANINGS.items())


class Head(NamedTuple):
    """A column: its letters, what its head says, what it is taken to mean."""

    column: int
    letters: str
    heads: str
    meaning: str


class Row(NamedTuple):
    """A row of the preview: above the head, in it, data, or below."""

    number: int
    part: str
    cells: tuple[Cell | None, ...]


def preview(table: Table, *, layout: Layout) -> dict[str, Any]:
    """What the page of the mapping shows."""
    heads = heads_of(table, first=layout.head_first, last=layout.head_last)
    columns = tuple(
        Head(at, letters_of(at), " ".join(heads[at]), str(layout.meanings.get(at, Meaning.UNUSED)))
        for at in table.columns
    )
    shown = table.rows[:MOST_SHOWN]
    rows = tuple(_row(table, number=one, layout=layout) for one in shown)
    return {"columns": columns, "rows": rows, "rest": len(table.rows) - len(shown)}


def _row(table: Table, *, number: int, layout: Layout) -> Row:
    if number < layout.head_first:
        part = "above"
    elif number <= layout.head_last:
        part = "head"
    else:
        part = "data" if number <= layout.last else "below"
    cells = tuple(table.cell(number, column=at) for at in table.columns)
    return Row(number, part, cells)


def meanings_from(posted: Mapping[str, str], *, layout: Layout) -> dict[int, Meaning]:
    """What was chosen for each column; what was not, stays."""
    known = set(Meaning)
    return {
        at: Meaning(told) if (told := posted.get(f"m-{at}", "")) in known else one
        for at, one in layout.meanings.items()
    }
