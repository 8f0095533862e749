"""The rows of a list as markup. Two hundred rows of a template are slow: what is the same for a
whole column is put together once, and the cells are joined here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from kaoji.web.lists.declare import Column

if TYPE_CHECKING:
    from kaoji.web.lists.answer import Cell, Table

#: From the name of a column's own template and a cell to markup.
Shown = Callable[[str, "Cell"], str]

_HEAD = '<th scope="row" role="rowheader"'


def rows_of(table: Table, *, shown: Shown) -> SafeString:
    """All rows of a page of a list."""
    openings = [_opening(column) for column in table.listing.columns]
    lines = ("".join(_cells(line, openings, shown)) for line in table.lines)
    rows = "\n".join(f'<tr role="row">{line}</tr>' for line in lines)
    return mark_safe(rows)  # noqa: S308 - every value has been escaped


def _opening(column: Column) -> str:
    """How a cell of the column begins, but for its last mark."""
    number = ' class="kj-number"' if column.is_number else ""
    return f'<td role="cell"{number}{_named(column)}'


def _named(column: Column) -> str:
    """What a cell is called where rows are stacked and heads are away."""
    head = f"{column.title} {column.unit}" if column.unit else str(column.title)
    return f' data-head="{conditional_escape(head)}"'


def _cells(line: tuple[Cell, ...], openings: list[str], shown: Shown) -> Iterator[str]:
    """A row: its first cell is its head, which a bare number alone would not explain."""
    for place, cell in enumerate(line):
        begin, end = _HEAD + (_named(cell.column) if cell.text.isdigit() else "") + ">", "</th>"
        if place:
            is_empty = cell.text == "" and not cell.column.shown
            begin, end = openings[place] + (" data-empty>" if is_empty else ">"), "</td>"
        yield f"{begin}{_inside(cell, shown)}{end}"


def _inside(cell: Cell, shown: Shown) -> str:
    if cell.column.shown:
        return shown(cell.column.shown, cell)
    text = conditional_escape(cell.text)
    return f'<a href="{conditional_escape(cell.href)}">{text}</a>' if cell.href else text
