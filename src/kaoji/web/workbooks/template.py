"""The workbook that goes out: merged heads, drop-downs, locked and pre-filled cells, a stamp."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from kaoji.web import clock
from kaoji.web.workbooks.declare import (
    CHOICE,
    DATE,
    NUMBER,
    ROW_HEAD,
    STAMP_SHEET,
    Book,
    Column,
    Values,
    as_text,
)

#: Empty rows under the pre-filled ones, where new ones may be added.
ROOM = 200
#: Title, note, groups, heads; then data. Lines from 0.
TITLE, NOTE, GROUPS, HEADS, FIRST = 0, 1, 2, 3, 4
_GUARDED = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
#: A drop-down longer than this must be a range of cells.
_LONGEST_LIST = 250


def template_of(book: Book, *, held: Mapping[str, Values] | None = None, stamp: str = "") -> bytes:
    """The workbook of a book, with what the office holds by the key of each row.

    `stamp`: whose it is; found again when the workbook comes back.
    """
    stream = io.BytesIO()
    with Workbook(stream, _GUARDED) as file:
        _Writer(file, book=book).write(dict(held or {}), stamp=stamp)
    return stream.getvalue()


class _Writer:
    """Fills one workbook. Column 0 is hidden and has the key of each row."""

    def __init__(self, file: Any, *, book: Book) -> None:  # noqa: ANN401 - the library has no types
        self.book = book
        self.sheet = file.add_worksheet(_sheet_name(book.title))
        self.stamp = file.add_worksheet(STAMP_SHEET)
        edge = {"border": 1, "border_color": "#A9B8AF", "valign": "vcenter"}
        plain = {**edge, "num_format": "@", "text_wrap": True}
        self.title = file.add_format({"bold": True, "font_size": 16, "align": "center"})
        self.note = file.add_format({"text_wrap": True, "font_color": "#42504C"})
        self.head = file.add_format(
            {**edge, "bold": True, "bg_color": "#F6F8F5", "align": "center", "text_wrap": True}
        )
        self.open = file.add_format({**plain, "locked": False})
        self.locked = file.add_format({**plain, "bg_color": "#E7EBE7", "locked": True})

    def write(self, held: dict[str, Values], *, stamp: str) -> None:
        """All of it."""
        self._write_heads()
        last = FIRST + len(held) + (ROOM if self.book.can_add else 0) - 1
        for line, (key, values) in enumerate(held.items(), start=FIRST):
            self.sheet.write_string(line, 0, key)
            for place, column in enumerate(self.book.columns, start=1):
                look = self.locked if column.is_locked else self.open
                self.sheet.write_string(line, place, as_text(values.get(column.key)), look)
        for line in range(FIRST + len(held), last + 1):
            for place in range(1, len(self.book.columns) + 1):
                self.sheet.write_blank(line, place, None, self.open)
        if last >= FIRST:
            self._write_rules(last)
        self._write_stamp(stamp)
        self._close()

    def _write_heads(self) -> None:
        width, sheet = len(self.book.columns), self.sheet
        _across(sheet, TITLE, 1, width, text=self.book.title, look=self.title)
        _across(sheet, NOTE, 1, width, text=self.book.note or _NOTE, look=self.note)
        sheet.write_string(HEADS, 0, ROW_HEAD)
        for start, end, group in _runs(self.book.columns):
            if group:
                _across(sheet, GROUPS, start + 1, end + 1, text=group, look=self.head)
        for place, column in enumerate(self.book.columns, start=1):
            if column.group:
                sheet.write_string(HEADS, place, column.head, self.head)
            else:
                sheet.merge_range(GROUPS, place, HEADS, place, column.head, self.head)
            sheet.set_column(place, place, 12 if column.kind in (NUMBER, DATE) else 20)

    def _write_rules(self, last: int) -> None:
        lists = 0
        for place, column in enumerate(self.book.columns, start=1):
            rule: dict[str, Any] = {"validate": "any"}
            if column.kind == CHOICE:
                rule = {"validate": "list", "source": list(column.choices)}
                if len(",".join(column.choices).encode()) > _LONGEST_LIST:
                    lists += 1
                    rule["source"] = self._listed(column.choices, place=lists + 1)
                rule["error_title"], rule["error_message"] = "没有这个选项", "请从下拉的选项里选。"
            if column.meaning or column.example:
                rule["input_title"] = column.title[:32]
                told = f"{column.meaning}{'　例：' + column.example if column.example else ''}"
                rule["input_message"] = told[:255]
            if len(rule) > 1:
                self.sheet.data_validation(FIRST, place, last, place, rule)

    def _listed(self, choices: tuple[str, ...], *, place: int) -> str:
        for line, choice in enumerate(choices):
            self.stamp.write_string(line, place, choice)
        letters = xl_col_to_name(place)
        return f"={STAMP_SHEET}!${letters}$1:${letters}${len(choices)}"

    def _write_stamp(self, stamp: str) -> None:
        said = {
            "book": self.book.key,
            "title": self.book.title,
            "version": self.book.version,
            "stamp": stamp,
            "made": clock.now().isoformat(timespec="seconds"),
        }
        for line, (name, text) in enumerate(said.items()):
            self.stamp.write_string(line, 0, name)
            self.stamp.write_string(line, 1, text)
        self.stamp.very_hidden()

    def _close(self) -> None:
        sheet = self.sheet
        sheet.set_column(0, 0, None, None, {"hidden": True})
        sheet.freeze_panes(FIRST, 1 + len(self.book.keys))
        sheet.repeat_rows(GROUPS, HEADS)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C第 &P 页，共 &N 页")
        sheet.protect(
            "", {"format_columns": True, "format_rows": True, "select_locked_cells": True}
        )


_NOTE = "灰色格已由系统填好，不用改；其余照表头填写。不要填写涉密内容。"


def _sheet_name(title: str) -> str:
    return "".join(sign for sign in title if sign not in r"[]:*?/\'")[:31] or "表"


def _runs(columns: tuple[Column, ...]) -> Iterable[tuple[int, int, str]]:
    start = 0
    for place in range(1, len(columns) + 1):
        if place == len(columns) or columns[place].group != columns[start].group:
            yield start, place - 1, columns[start].group
            start = place


def _across(sheet: Any, line: int, first: int, last: int, *, text: str, look: Any) -> None:  # noqa: ANN401
    if first == last:
        sheet.write_string(line, first, text, look)
    else:
        sheet.merge_range(line, first, line, last, text, look)
