"""A workbook that came back: read tolerantly, every fault at the address of its cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from kaoji.engine.facts.clean import clean
from kaoji.engine.facts.readers.book import open_book
from kaoji.engine.facts.report import Report
from kaoji.web.workbooks.cells import read_cell
from kaoji.web.workbooks.declare import (
    ERROR_SHEET,
    STAMP_SHEET,
    Book,
    Column,
    Value,
    Values,
    as_text,
)
from kaoji.web.workbooks.layout import Grid, Layout, grid_of, layout_of, plain

#: Rows that begin so are somebody's sums, not data.
SUMS = ("合计", "总计", "小计", "平均")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong: in a cell (row and column from 1), or with the file as a whole (0, 0)."""

    row: int
    column: int
    title: str
    text: str
    reason: str
    remedy: str = ""

    @property
    def address(self) -> str:
        """The cell as a spreadsheet names it: C7."""
        if not self.row:
            return ""
        letters, rest = "", self.column
        while rest:
            rest, place = divmod(rest - 1, 26)
            letters = chr(ord("A") + place) + letters
        return f"{letters}{self.row}"


@dataclass(frozen=True, slots=True)
class Row:
    """A row that was read: where it stands, the key the office knows it by, its values."""

    number: int
    key: str
    values: Values


@dataclass(frozen=True, slots=True)
class Reading:
    """What a workbook says. Nothing of it may be stored while there are faults."""

    sheet: str
    rows: tuple[Row, ...] = ()
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()
    stamp: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_sound(self) -> bool:
        """Whether there is nothing to mend."""
        return not self.faults


def read(
    content: bytes,
    *,
    book: Book,
    name: str,
    held: Mapping[str, Values] | None = None,
    owner: str = "",
) -> Reading:
    """Check a workbook (xlsx, et, xls, ods, csv) against what the book expects and what is held.

    `owner`: whose workbook it must be, where it says so itself.
    """
    report = Report()
    grids = [grid_of(one) for one in open_book(content, file=name, report=report).sheets]
    stamp = next((_stamp(one) for one in grids if one.name == STAMP_SHEET), {})
    broken = [
        Fault(0, 0, "", "", one.message, one.remedy)
        for one in report.problems()
        if one.severity == "error"
    ]
    if broken:
        return Reading("", faults=tuple(broken), stamp=stamp)
    if strayed := _strayed(stamp, book=book, owner=owner):
        return Reading("", faults=(strayed,), stamp=stamp)
    ours = [one for one in grids if one.name not in (STAMP_SHEET, ERROR_SHEET)]
    found = [(one, layout) for one in ours if (layout := layout_of(one, book=book)) is not None]
    if not found:
        return Reading("", faults=(_no_heads(book),), stamp=stamp)
    grid, layout = max(found, key=lambda one: len(one[1].places))
    return _Reader(book, grid=grid, layout=layout, held=held or {}).reading(stamp)


def _stamp(grid: Grid) -> dict[str, str]:
    return {row.cells.get(1, ""): row.cells.get(2, "") for row in grid.rows}


def _strayed(stamp: Mapping[str, str], *, book: Book, owner: str) -> Fault | None:
    """A workbook that went out as another one: of another task, cycle, year or office. The same
    columns and units may stand in it, and yet nothing of it belongs here.
    """
    its_owner = stamp.get("stamp", "")
    if owner and its_owner and its_owner != owner:
        reason = _("这份表格是另一家单位下载的，不是本单位的")
    elif stamp.get("book", book.key) != book.key:
        reason = _("这份表格是“%(other)s”的，不是“%(own)s”的") % {
            "other": stamp.get("title") or stamp["book"], "own": book.title,
        }  # fmt: skip
    else:
        return None
    remedy = _("请到它自己的页面导入；要填这一张，请在本页下载模板，把数填进去。")
    return Fault(0, 0, "", "", reason, remedy)


def _no_heads(book: Book) -> Fault:
    names = "、".join(one.head for one in book.columns[:6])
    return Fault(
        0,
        0,
        "",
        "",
        _("没有找到表头"),
        _("表头应有：%(names)s。请用下载的模板填写。") % {"names": names},
    )


class _Reader:
    """Goes through the rows of one sheet and gathers values and faults."""

    def __init__(
        self, book: Book, *, grid: Grid, layout: Layout, held: Mapping[str, Values]
    ) -> None:
        self.book = book
        self.grid = grid
        self.layout = layout
        self.held = held
        self.faults: list[Fault] = []
        self.rows: list[Row] = []
        self.seen: dict[str, int] = {}
        self.skipped = 0

    def reading(self, stamp: Mapping[str, str]) -> Reading:
        """All of the sheet."""
        missing = [
            one
            for one in self.book.columns
            if one.key not in self.layout.places and (one.is_required or one.key in self.book.keys)
        ]
        for column in missing:
            reason = _("缺少「%(title)s」一列") % {"title": column.head}
            self.faults.append(Fault(0, 0, column.title, "", reason, _("请用下载的模板填写。")))
        if not missing:
            for row in self.grid.rows:
                if row.number > self.layout.head_row:
                    self._take(row.number, texts=row.cells, flaws=row.faults)
        return Reading(
            self.grid.name,
            rows=tuple(self.rows),
            faults=tuple(self.faults),
            notes=tuple(self._notes(stamp)),
            stamp=stamp,
        )

    def _notes(self, stamp: Mapping[str, str]) -> list[str]:
        notes = []
        if stamp and stamp.get("version") != self.book.version:
            notes.append(_("这份模板是旧的，列已有变动；能认出的列照样读了。"))
        if self.layout.unknown:
            names = "、".join(self.layout.unknown[:10])
            notes.append(_("没有读这些列：%(names)s。") % {"names": names})
        if self.skipped:
            notes.append(_("跳过了 %(count)d 行合计。") % {"count": self.skipped})
        return notes

    def _take(self, number: int, *, texts: Mapping[int, str], flaws: Mapping[int, str]) -> None:
        places = self.layout.places
        said = {key: texts.get(place, "") for key, place in places.items()}
        mine = {key: flaws[place] for key, place in places.items() if place in flaws}
        filled = [text for text in map(clean, said.values()) if text]
        if not filled and not mine:
            return
        if filled and filled[0] in SUMS:
            self.skipped += 1
            return
        if all(plain(text) == plain(self.book.column(key).title) for key, text in said.items()):
            return  # the heads once more, as on the next printed page
        values: dict[str, Value] = {}
        before = len(self.faults)
        for column in self.book.columns:
            if column.key in said:
                values[column.key] = self._value(
                    number, column=column, text=said[column.key], flaw=mine.get(column.key, "")
                )
        self._finish(
            number, values=values, texts=texts, said=said, is_clean=len(self.faults) == before
        )

    def _value(self, number: int, *, column: Column, text: str, flaw: str) -> Value:
        found = read_cell(text, column=column, flaw=flaw)
        if found.reason:
            self._fault(number, column=column, text=text, reason=found.reason, remedy=found.remedy)
        return found.value

    def _fault(
        self, number: int, *, column: Column, text: str, reason: str, remedy: str = ""
    ) -> None:
        place = self.layout.places[column.key]
        self.faults.append(Fault(number, place, column.title, text, reason, remedy))

    def _finish(
        self,
        number: int,
        *,
        values: dict[str, Value],
        texts: Mapping[int, str],
        said: Mapping[str, str],
        is_clean: bool,
    ) -> None:
        """What only the whole row can tell: is it known, twice here, changed where it may not."""
        sent = texts.get(self.layout.row_place, "")
        key = sent if sent in self.held else self.book.key_of(values)
        first = self.book.column(self.book.keys[0])
        bad_keys = {one.column for one in self.faults if one.row == number} & {
            self.layout.places[one] for one in self.book.keys
        }
        if not bad_keys:
            if key in self.seen:
                reason = _("与第 %(row)d 行重复") % {"row": self.seen[key]}
                self._fault(number, column=first, text=said[first.key], reason=reason)
                return
            if key not in self.held and not self.book.can_add:
                reason = _("没有「%(text)s」") % {"text": said[first.key]}
                remedy = _("核对写法；这张表不能增加行。")
                self._fault(
                    number, column=first, text=said[first.key], reason=reason, remedy=remedy
                )
                return
            self.seen[key] = number
            self._check_locked(number, key=key, values=values, said=said)
        if is_clean and self.book.check_row is not None:
            for where, reason in self.book.check_row(values):
                self._fault(number, column=self.book.column(where), text=said[where], reason=reason)
        self.rows.append(Row(number, key, values))

    def _check_locked(
        self, number: int, *, key: str, values: Mapping[str, Value], said: Mapping[str, str]
    ) -> None:
        known = self.held.get(key)
        if known is None:
            return
        for column in self.book.columns:
            if column.is_locked and column.key in values and column.key in known:
                ours = known[column.key]
                if values[column.key] != ours:
                    reason = _("这一格是锁定的，原为「%(text)s」") % {"text": as_text(ours)}
                    remedy = _("改回原样；若原来的不对，请到来源处更正。")
                    text = said[column.key]
                    self._fault(number, column=column, text=text, reason=reason, remedy=remedy)
