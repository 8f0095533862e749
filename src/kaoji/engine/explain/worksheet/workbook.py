"""A workbook that is read on a desk and printed: styled cells, widths, a header that stays.

Every text is written as text, so that none is ever taken for a formula; a figure is a number only
where a cell holds it exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Protocol
from unicodedata import east_asian_width

from kaoji.engine.facts.write import (
    CREATED,
    LONGEST_CELL,
    new_workbook,
    plain_text,
    too_long,
    unmarked,
    write_whole,
)
from kaoji.engine.plinth.exact import parse_decimal
from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import speak

#: A double keeps so many digits of any decimal.
MOST_DIGITS = 15
NARROWEST, WIDEST = 6, 44
#: A list that stands in the cell's own rule may have so many characters.
LONGEST_LIST = 255
#: A figure without an end does not make its column wider than this.
_LONGEST_SHOWN = 14
#: A row is at most so many lines high; a longer text is read in its cell.
_MOST_LINES, _LINE_HEIGHT = 6, 15
A4, A3 = 9, 8
#: Columns of type that an A4 page takes across without shrinking them beyond reading.
_WIDEST_A4 = 150


class Style(StrEnum):
    """What a cell looks like."""

    TITLE = "title"
    HEADER = "header"
    PLAIN = "plain"
    PLAIN_TEXT = "plain_text"  # what looks like a number stays as typed
    FILL = "fill"  # to be filled in
    FILL_TEXT = "fill_text"
    EXACT = "exact"  # a number as text
    FIXED = "fixed"  # stands as it is: no change reaches it


_BORDER = MappingProxyType({"border": 1, "border_color": "#BFBFBF", "valign": "vcenter"})
_STYLES: Mapping[Style, Mapping[str, object]] = MappingProxyType(
    {
        Style.TITLE: {"bold": True, "font_size": 14},
        Style.HEADER: {**_BORDER, "bold": True, "bg_color": "#DDE6F0", "text_wrap": True,
                       "align": "center"},
        Style.PLAIN: {**_BORDER, "text_wrap": True},
        Style.PLAIN_TEXT: {**_BORDER, "num_format": "@"},
        Style.FILL: {**_BORDER, "bg_color": "#FFF8DC"},
        Style.FILL_TEXT: {**_BORDER, "bg_color": "#FFF8DC", "num_format": "@"},
        Style.EXACT: {**_BORDER, "num_format": "@", "align": "right"},
        Style.FIXED: {**_BORDER, "num_format": "@", "bg_color": "#E8E8E8", "align": "right"},
    }
)  # fmt: skip


class _Book(Protocol):
    """What is used of the library's workbook."""

    def add_format(self, properties: dict[str, object]) -> object: ...
    def add_worksheet(self, name: str) -> _Sheet: ...
    def set_properties(self, properties: dict[str, object]) -> None: ...


class _Sheet(Protocol):
    """What is used of the library's worksheet."""

    def write_string(self, row: int, column: int, text: str, style: object) -> int: ...
    def write_number(self, row: int, column: int, number: Decimal, style: object) -> int: ...
    def write_boolean(self, row: int, column: int, truth: object, style: object) -> int: ...
    def write_formula(
        self, row: int, column: int, formula: str, style: object, shown: object
    ) -> int: ...
    def write_blank(self, row: int, column: int, blank: None, style: object) -> int: ...
    def set_row(self, row: int, height: int) -> int: ...
    def set_column(self, first: int, last: int, width: int) -> int: ...
    def freeze_panes(self, row: int, column: int) -> None: ...
    def repeat_rows(self, first: int, last: int) -> None: ...
    def set_landscape(self) -> None: ...
    def set_paper(self, kind: int) -> None: ...
    def fit_to_pages(self, wide: int, high: int) -> None: ...
    def print_area(self, row: int, left: int, last: int, right: int) -> int: ...
    def set_footer(self, text: str) -> None: ...
    def data_validation(
        self, first: int, left: int, last: int, right: int, rule: dict[str, object]
    ) -> int: ...


class Page:
    """One worksheet; rows and columns count from 0, and rows are written in order."""

    def __init__(self, sheet: _Sheet, *, formats: Formats) -> None:
        self._sheet = sheet
        self._formats = formats
        self._widths: dict[int, int] = {}
        self.problem: Problem | None = None

    def put(self, row: int, *, column: int, text: str, style: Style = Style.PLAIN) -> None:
        """Write a text, or an empty cell of a style."""
        written = unmarked(plain_text(text))
        if len(written) > LONGEST_CELL:
            self.problem = self.problem or too_long(Place(row=row + 1, column=column + 1))
        elif written:
            self._sheet.write_string(row, column, written, self._formats.of(style))
            if style is not Style.TITLE:
                self._widen(column, written)
        else:
            self._sheet.write_blank(row, column, None, self._formats.of(style))

    def put_figure(self, row: int, *, column: int, text: str) -> None:
        """Write a decimal as a number with its own places; what a cell cannot hold stays text."""
        if not is_held(text):
            self.put(row, column=column, text=text)
            return
        places = len(text.partition(".")[2])
        self._sheet.write_number(row, column, Decimal(text), self._formats.of_places(places))
        self._widen(column, text)

    def stretch(self, row: int, *, texts: Iterable[str]) -> None:
        """Make a row, before it is written, as high as its longest text needs."""
        longest = max(map(width_in_cell, texts), default=0)
        lines = min(-(-longest // (WIDEST - 2)), _MOST_LINES)
        if lines > 1:
            self._sheet.set_row(row, lines * _LINE_HEIGHT)

    def put_truth(self, row: int, *, column: int, truth: bool, style: Style) -> None:
        """Write TRUE or FALSE."""
        self._sheet.write_boolean(row, column, truth, self._formats.of(style))

    def put_number(self, row: int, *, column: int, text: str, style: Style) -> None:
        """Write a decimal that a cell holds, in a style."""
        self._sheet.write_number(row, column, Decimal(text), self._formats.of(style))
        self._widen(column, text)

    def put_formula(
        self, row: int, *, column: int, formula: str, shown: Decimal | str | bool,
        places: int | None = None, style: Style = Style.PLAIN,
    ) -> None:  # fmt: skip
        """Write a formula of our own making, with what it shows until it is computed."""
        formats = self._formats
        look = formats.of(style) if places is None else formats.of_places(places)
        self._sheet.write_formula(row, column, f"={formula}", look, shown)
        self._widen(column, str(shown)[:_LONGEST_SHOWN])

    def put_row(self, row: int, *, texts: Iterable[str], style: Style = Style.PLAIN) -> None:
        """Write a row of texts."""
        for column, text in enumerate(texts):
            self.put(row, column=column, text=text, style=style)

    def offer(self, rows: range, *, column: int, words: Sequence[str]) -> None:
        """Offer words to choose from; others (不适用, 缺) are asked about and let pass."""
        told = ",".join(words)
        if not words or len(told) > LONGEST_LIST or any({",", '"'} & {*word} for word in words):
            return
        rule: dict[str, object] = {
            "validate": "list", "source": list(words), "error_type": "warning",
            "error_title": speak("不在可选的词里"),
            "error_message": speak("没有数据就留空，不适用写「不适用」。"),
        }  # fmt: skip
        self._sheet.data_validation(rows.start, column, rows.stop - 1, column, rule)

    def finish(
        self, *, frozen_rows: int, frozen_columns: int, footer: str,
        printed: tuple[int, int] | None = None,
    ) -> None:  # fmt: skip
        """Widths, the header that stays, and the pages; only so many rows and columns are
        `printed`, where the rest is there to compute with.
        """
        sheet = self._sheet
        widths = {at: min(max(width + 2, NARROWEST), WIDEST) for at, width in self._widths.items()}
        for column, width in widths.items():
            sheet.set_column(column, column, width)
        sheet.freeze_panes(frozen_rows, frozen_columns)
        sheet.repeat_rows(0, frozen_rows - 1)
        sheet.set_landscape()
        if printed is not None:
            rows, columns = printed
            sheet.print_area(0, 0, rows - 1, columns - 1)
            widths = {at: width for at, width in widths.items() if at < columns}
        wide = sum(widths.values())
        sheet.set_paper(A4 if wide <= _WIDEST_A4 else A3)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(footer)

    def _widen(self, column: int, text: str) -> None:
        width = max(map(width_in_cell, text.split("\n")))
        self._widths[column] = max(self._widths.get(column, 0), width)


class Formats:
    """The styles of one workbook, each made once."""

    def __init__(self, book: _Book) -> None:
        self._book = book
        self._made: dict[str, object] = {}

    def of(self, style: Style) -> object:
        """The format of a style."""
        return self._one(style.value, _STYLES[style])

    def of_places(self, places: int) -> object:
        """The format of figures with so many decimals."""
        shape = f"0.{'0' * places}" if places else "0"
        return self._one(shape, {**_BORDER, "num_format": shape})

    def _one(self, name: str, properties: Mapping[str, object]) -> object:
        if name not in self._made:
            self._made[name] = self._book.add_format(dict(properties))
        return self._made[name]


def write_workbook(
    path: Path, *, pages: Mapping[str, Callable[[Page], None]]
) -> tuple[Problem, ...]:
    """Write a workbook of named pages; the file appears whole or not at all."""
    return write_whole(path, fill=lambda passing: _fill(passing, pages))


def write_pages(
    path: Path, *, names: Sequence[str], fill: Callable[[Sequence[Page]], None]
) -> tuple[Problem, ...]:
    """Write a workbook whose pages grow side by side, each from its first row down."""

    def filled(passing: Path) -> Problem | None:
        with new_workbook(passing) as book:
            book.set_properties({"created": CREATED})
            formats = Formats(book)
            pages = [Page(book.add_worksheet(name), formats=formats) for name in names]
            fill(pages)
            return next((page.problem for page in pages if page.problem is not None), None)

    return write_whole(path, fill=filled)


def _fill(path: Path, pages: Mapping[str, Callable[[Page], None]]) -> Problem | None:
    with new_workbook(path) as book:
        book.set_properties({"created": CREATED})
        formats = Formats(book)
        for name, fill in pages.items():
            page = Page(book.add_worksheet(name), formats=formats)
            fill(page)
            if page.problem is not None:
                return page.problem
    return None


def is_held(text: str) -> bool:
    """Whether a cell holds the decimal exactly as it is written."""
    whole, _point, decimals = text.removeprefix("-").partition(".")
    is_plain = text.isascii() and whole.isdigit() and parse_decimal(text) is not None
    if not is_plain or whole != str(int(whole)):  # 007 is a name
        return False
    return len(f"{whole}{decimals}".lstrip("0")) <= MOST_DIGITS


def width_in_cell(text: str) -> int:
    """How many columns of type a text takes: a Chinese character two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def letter(column: int) -> str:
    """The name of a column, counted from 0."""
    before, last = divmod(column, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + last)
