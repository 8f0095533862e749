"""The form: the facts owed as a workbook whose cells show what is to be filled in, and how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from kaoji.engine.explain.spoken import header_words
from kaoji.engine.explain.worksheet.workbook import Page, Style, write_workbook
from kaoji.engine.facts import write
from kaoji.engine.plan.owed import Owed, Sheet
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.scheme.model import RowKind, ValueType

_FOOTER = marked("&C第 &P 页，共 &N 页")
#: What stays in view to the left: who, when, what.
_FROZEN_COLUMNS = 3
#: Columns of texts that look like numbers or dates: a spreadsheet shall leave them as typed.
_AS_TYPED = frozenset({"编号", "更正", "文号"})


def write_form(path: Path, *, sheet: Sheet) -> tuple[Problem, ...]:
    """Write the empty table of a sheet, ready to be filled in and sent back.

    One too long for a worksheet is written bare, over several of them.
    """
    if len(sheet.rows) >= write.MOST_SHEET_ROWS:
        return write.write_table(path, headers=header_words(sheet.headers), rows=sheet.rows)
    return write_workbook(path, pages={speak("填报表"): lambda page: _fill(page, sheet)})


def _fill(page: Page, sheet: Sheet) -> None:
    page.put_row(0, texts=header_words(sheet.headers), style=Style.HEADER)
    for number, (owed, row) in enumerate(zip(sheet.asks, sheet.rows, strict=True), start=1):
        asked = dict(_asked(owed))
        page.stretch(number, texts=row)
        for column, (header, text) in enumerate(zip(sheet.headers, row, strict=True)):
            page.put(number, column=column, text=text, style=_style(header, asked=asked))
    _offer_words(page, sheet=sheet)
    page.finish(frozen_rows=1, frozen_columns=_FROZEN_COLUMNS, footer=speak(_FOOTER))


def _asked(owed: Owed) -> Iterator[tuple[str, str]]:
    """The columns that a row of the input fills, with what type they hold."""
    if owed.type == ValueType.TABLE.value:
        return  # filled in a file of its own
    if owed.row_kind not in (RowKind.QUANTITY.value, "parameter"):
        yield "对象", "text"
        if owed.row_kind != RowKind.EVENT.value and len(owed.periods) > 1:
            yield "周期", "text"
    for column in owed.columns:
        yield column.name, column.type


def _style(header: str, *, asked: Mapping[str, str]) -> Style:
    if header in _AS_TYPED:
        return Style.FILL_TEXT if header in asked else Style.PLAIN_TEXT
    return Style.FILL if header in asked else Style.PLAIN


def _words(owed: Owed, *, header: str) -> tuple[str, ...]:
    """The words among which a cell of the input's rows is chosen."""
    if header == "周期" and header in dict(_asked(owed)):
        return owed.periods
    return next((one.values for one in owed.columns if one.name == header), ())


def _offer_words(page: Page, *, sheet: Sheet) -> None:
    """One list to choose from for each stretch of rows of the same input."""
    for _key, stretch in groupby(enumerate(sheet.asks, start=1), key=lambda one: one[1].key):
        (first, owed), *more = stretch
        rows = range(first, first + len(more) + 1)
        for column, header in enumerate(sheet.headers):
            page.offer(rows, column=column, words=_words(owed, header=header))
