"""Tables, and boxes to sign in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from docx.document import Document
from docx.shared import Twips
from docx.table import Table as Grid
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph as Drawn

from kaoji.engine.paper import measures
from kaoji.engine.paper.docx.ooxml import Shape, Type, element, set_shape, set_type, twips
from kaoji.engine.paper.elements import Boxes, Table

_CELL = Type(size=measures.TABLE_SIZE, pitch=0)
_HEAD = Type(measures.LEVEL_FONTS[1], measures.TABLE_SIZE, pitch=0)
#: The line of a table, set closer than the text.
_CELL_LINE = 1800
#: Room to sign in: four lines of the text.
_BOX_HEIGHT = 4 * measures.LINE_PITCH
_LAST_LINE = "　　　年　　月　　日"


class Writer(Protocol):
    """What writes paragraphs of the document."""

    document: Document
    width: int

    def line(self, text: str, *, shape: Shape, type_: Type = ...) -> Drawn:
        """A paragraph of one type."""
        ...


def add_table(table: Table, *, writer: Writer) -> None:
    """A table across the text; its head is repeated, its rows are whole."""
    if table.title:
        writer.line(
            table.title, shape=Shape("center", keep=True), type_=Type(measures.LEVEL_FONTS[1])
        )
    grid = _grid(
        writer=writer, rows=len(table.rows) + 1, shares=[one.share for one in table.columns]
    )
    for row, texts in enumerate([tuple(one.head for one in table.columns), *table.rows]):
        numbers = [one.is_number and row > 0 for one in table.columns]
        _fill(grid.rows[row], texts, numbers=numbers, type_=_CELL if row else _HEAD)
    _repeat(grid.rows[0])
    writer.line("", shape=Shape("left", line=measures.TABLE_SIZE))


def add_boxes(boxes: Boxes, *, writer: Writer) -> None:
    """Boxes side by side: the title above, room, the day to be filled in."""
    grid = _grid(writer=writer, rows=2, shares=[1] * len(boxes.titles))
    _fill(grid.rows[0], boxes.titles, numbers=[False] * len(boxes.titles), type_=_HEAD)
    grid.rows[1].height = Twips(_BOX_HEIGHT // 5)
    for cell in grid.rows[1].cells:
        paragraph = cell.paragraphs[0]
        set_shape(paragraph, shape=Shape("right", line=_CELL_LINE, on_grid=False, may_grow=True))
        set_type(paragraph.add_run(_LAST_LINE), type_=_CELL)
        _stand_low(cell)


def _grid(*, writer: Writer, rows: int, shares: list[int]) -> Grid:
    """An empty table as wide as the text, its columns in the proportion of their shares."""
    grid: Grid = writer.document.add_table(rows=rows, cols=len(shares), style="Table Grid")
    grid.autofit = False
    width = twips(writer.width)
    for row in grid.rows:
        _keep_whole(row)
        for cell, share in zip(row.cells, shares, strict=True):
            cell.width = Twips(width * share // sum(shares))
    for column, share in zip(grid.columns, shares, strict=True):
        column.width = Twips(width * share // sum(shares))
    return grid


def _fill(row: _Row, texts: Iterable[str], *, numbers: list[bool], type_: Type) -> None:
    for cell, text, is_number in zip(row.cells, texts, numbers, strict=True):
        paragraph = cell.paragraphs[0]
        side = "center" if type_ is _HEAD else "right" if is_number else "left"
        set_shape(paragraph, shape=Shape(side, line=_CELL_LINE, on_grid=False, may_grow=True))
        set_type(paragraph.add_run(text), type_=type_)


def _keep_whole(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))


def _repeat(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))


def _stand_low(cell: _Cell) -> None:
    cell._tc.get_or_add_tcPr().append(element("w:vAlign", val="bottom"))
