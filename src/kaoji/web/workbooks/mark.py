"""What is wrong, written into the workbook that was sent: red cells, comments, a list of all."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from kaoji.engine.facts.readers.book import open_book
from kaoji.engine.facts.report import Report
from kaoji.web.workbooks.declare import ERROR_SHEET
from kaoji.web.workbooks.read import Fault

AUTHOR = "考绩"
RED = "FFF4B6AE"
_FILL = PatternFill("solid", start_color=RED, end_color=RED)
_HEADS = ("位置", "列", "现在写的", "错在哪里", "怎样改")


def marked(content: bytes, *, sheet: str, faults: Iterable[Fault], name: str = "") -> bytes:
    """The same workbook with its faults shown. Marks of an earlier check are taken away first.

    Only for what `read` could open: that has been held against bombs and other tricks.
    """
    book = _opened(content, name=name)
    was_marked = ERROR_SHEET in book.sheetnames
    if was_marked:
        del book[ERROR_SHEET]
    target = book[sheet] if sheet in book.sheetnames else book.worksheets[0]
    if was_marked or target.legacy_drawing:  # that is where comments are
        _clear(target)
    found = list(faults)
    for fault in found:
        if fault.row:
            _show(target, fault=fault)
    _list(book, target=target.title, faults=found)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _opened(content: bytes, *, name: str) -> Any:  # noqa: ANN401 - the library has no types
    """The workbook itself, or a copy of its cells where the library cannot open it as it is."""
    if not _is_xlsx(content):
        return _copied(content, name=name)
    try:
        return load_workbook(io.BytesIO(content))
    except Exception:  # noqa: BLE001 - it raises whatever it stumbles over; our reader has read it
        return _copied(content, name=name)


def _is_xlsx(content: bytes) -> bool:
    return content.startswith(b"PK") and b"xl/workbook.xml" in content


def _copied(content: bytes, *, name: str) -> Any:  # noqa: ANN401 - the library has no types
    """Other kinds of tables come back as xlsx, cell by cell at the same address."""
    book = Workbook()
    book.remove(book.active)
    for place, one in enumerate(open_book(content, file=name, report=Report()).sheets, start=1):
        target = book.create_sheet(one.name or f"Sheet{place}")
        for row in one.rows:
            for column, text in row.cells.items():
                write_text(target.cell(row.number or 1, column), text)
    if not book.worksheets:
        book.create_sheet("Sheet1")
    return book


def write_text(cell: Any, text: str) -> None:  # noqa: ANN401 - the library has no types
    """Write a text that stays a text, whatever it begins with."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415 - a long name, once

    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"


def _clear(sheet: Any) -> None:  # noqa: ANN401
    is_red: dict[int, bool] = {}  # by style: there are few styles and many cells
    for line in sheet.iter_rows():
        for cell in line:
            if cell.comment is not None and cell.comment.author == AUTHOR:
                cell.comment = None
            style = cell.style_id
            if style not in is_red:
                is_red[style] = cell.fill.start_color.rgb == RED
            if is_red[style]:
                cell.fill = PatternFill()


def _show(sheet: Any, *, fault: Fault) -> None:  # noqa: ANN401
    cell = sheet.cell(fault.row, fault.column)
    if isinstance(cell, MergedCell):
        over = next(one for one in sheet.merged_cells.ranges if cell.coordinate in one)
        cell = sheet.cell(over.min_row, over.min_col)
    cell.fill = _FILL
    told = "。".join(one.rstrip("。") for one in (fault.reason, fault.remedy) if one) + "。"
    if cell.comment is not None and cell.comment.author == AUTHOR:
        told = f"{cell.comment.text}\n{told}"
    comment = Comment(told, AUTHOR)
    comment.width, comment.height = 280, 90
    cell.comment = comment


def _list(book: Any, *, target: str, faults: Iterable[Fault]) -> None:  # noqa: ANN401
    sheet = book.create_sheet(ERROR_SHEET)
    for place, head in enumerate(_HEADS, start=1):
        write_text(sheet.cell(1, place), head)
    for line, fault in enumerate(faults, start=2):
        said = (fault.address or "整张表", fault.title, fault.text, fault.reason, fault.remedy)
        for place, text in enumerate(said, start=1):
            write_text(sheet.cell(line, place), text)
        if fault.address:
            quoted = target.replace("'", "''")
            sheet.cell(line, 1).hyperlink = f"#'{quoted}'!{fault.address}"
    for letter, width in zip("ABCDE", (10, 18, 24, 44, 44), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
