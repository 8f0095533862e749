"""The tree of a table: groups from merged cells, headings and columns; indicators from rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction

from kaoji.engine.drafting.layout import Layout, Meaning
from kaoji.engine.drafting.sheet import Cell, Table
from kaoji.engine.plinth.exact import parse_decimal

Path = tuple[str, ...]


class Kind(StrEnum):
    """What an indicator does to the total."""

    BASE = "base"
    BONUS = "bonus"
    DEDUCTION = "deduction"
    VETO = "veto"


@dataclass(frozen=True, slots=True)
class Leaf:
    """An indicator: its cells. `is_shared`: its points stand in a cell merged over more rows."""

    path: Path
    name: str
    cell: Cell
    kind: Kind
    points: Cell | None = None
    is_shared: bool = False
    rules: tuple[Cell, ...] = ()
    sources: tuple[Cell, ...] = ()
    units: tuple[Cell, ...] = ()
    serials: tuple[Cell, ...] = ()
    remarks: tuple[Cell, ...] = ()

    @property
    def rule_text(self) -> str:
        return "；".join(one.text.rstrip("；;。") for one in self.rules)


@dataclass(frozen=True, slots=True)
class Stated:
    """A sum that the table states itself: of a group, or of all (an empty path)."""

    path: Path
    cell: Cell
    amount: Fraction


@dataclass(slots=True)
class Outline:
    """What was found; `used` are the addresses of the cells that something was made of."""

    groups: dict[Path, Cell] = field(default_factory=dict)
    leaves: list[Leaf] = field(default_factory=list)
    stated: list[Stated] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    title: str = ""

    def use(self, *cells: Cell | None) -> None:
        self.used.update(one.address for one in cells if one is not None)


_NUMBERING = re.compile(
    r"^(?:[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+、|\d+[、.](?!\d))\s*"
)
_POINTS_IN_NAME = re.compile(r"[（(](?:共|满分|计)?(\d+(?:\.\d+)?)分[)）]$")
_SUBTOTAL = re.compile(r"^(?:.*小\s*计|.+合\s*计)[:：]?$")
_TOTAL = re.compile(r"^(?:总\s*计|合\s*计|总\s*分|共\s*计)[:：]?$")
_VETO, _BONUS, _TAKEN = "一票否决", re.compile(r"加分"), re.compile(r"减分|倒扣|扣分项|惩罚")


def bare(text: str) -> str:
    """A name without its numbering, its points in brackets and its line breaks."""
    plain = re.sub(r"\s+", "", _NUMBERING.sub("", text.strip()))
    return _POINTS_IN_NAME.sub("", plain) or plain


def amount_of(text: str, *, is_share: bool = False) -> Fraction | None:
    """The exact number of a cell of points: 10, 10分, 10%; a share without a sign is of one."""
    plain = re.sub(r"[\s分]", "", text)
    number = parse_decimal(plain.removesuffix("%"))
    if number is None or number < 0:
        return None
    if is_share and not plain.endswith("%") and number <= 1:
        return number * 100
    return number


def outline_of(table: Table, *, layout: Layout) -> Outline:
    """Read the rows below the head, one after another."""
    reader = _Reader(table, layout=layout)
    reader.read()
    return reader.found


class _Reader:
    """Goes down the rows; remembers the heading and the groups it is under."""

    def __init__(self, table: Table, *, layout: Layout) -> None:
        self.found = Outline()
        self._table = table
        self._layout = layout
        self._levels = layout.columns(Meaning.LEVEL)
        self._points = layout.columns(Meaning.POINTS, Meaning.WEIGHT)
        self._section = ""
        self._carried: dict[int, Cell] = {}

    def read(self) -> None:
        self._read_top()
        for row in self._table.rows:
            if self._layout.head_last < row <= self._layout.last:
                self._read_row(row)

    def _read_top(self) -> None:
        """The title above the head, and the head itself."""
        for cell in self._table.own_cells:
            if cell.row < self._layout.head_first and not self.found.title and len(cell.text) > 3:
                self.found.title = bare(cell.text)
                self.found.use(cell)
            if self._layout.head_first <= cell.row <= self._layout.head_last:
                self.found.use(cell)

    def _read_row(self, row: int) -> None:
        cells = self._table.row(row)
        own = [one for one in cells if not one.is_filled]
        if not own:
            return
        if _TOTAL.match(own[0].text) or _SUBTOTAL.match(own[0].text):
            self._read_sum(own)
        elif self._is_heading(cells, own=own):
            self._begin(own[0])
        else:
            self._read_leaf(row, own=own)

    def _is_heading(self, cells: tuple[Cell, ...], *, own: list[Cell]) -> bool:
        """One cell alone, over no merged group, in the first columns."""
        if len(own) != 1 or not self._levels or own[0].column > self._levels[0]:
            return False
        return not any(one.is_filled and one.column in self._levels for one in cells)

    def _begin(self, cell: Cell) -> None:
        self._section = bare(cell.text)
        self._carried = {}
        self._open_group((self._section,), cell=cell)

    def _open_group(self, path: Path, *, cell: Cell) -> None:
        if path not in self.found.groups:
            self.found.groups[path] = cell
        if not cell.is_filled:
            self.found.use(cell)
            inside = _POINTS_IN_NAME.search(cell.text)
            if inside:
                self.found.stated.append(Stated(path, cell, Fraction(inside[1])))

    def _read_sum(self, own: list[Cell]) -> None:
        """小计, 合计: what the table says that it adds up to."""
        head, *rest = own
        is_total = _TOTAL.match(head.text) is not None and not self._is_inside(head)
        path = () if is_total else self._path_before(head)
        for cell in rest:
            amount = amount_of(cell.text) if cell.column in self._points else None
            if amount is not None:
                self.found.stated.append(Stated(path, cell, amount))
                self.found.use(head, cell)

    def _is_inside(self, head: Cell) -> bool:
        """Whether a merged group still spans the row of a sum."""
        return any(
            one.is_filled and one.column in self._levels for one in self._table.row(head.row)
        )

    def _path_before(self, head: Cell) -> Path:
        """The group that a subtotal closes: what stands left of it, else the last top group."""
        left = [
            self._carried[at] for at in self._levels if at < head.column and at in self._carried
        ]
        own = [bare(one.text) for one in left] or [
            bare(self._carried[at].text) for at in self._levels[:1] if at in self._carried
        ]
        return (*((self._section,) if self._section else ()), *own)

    def _read_leaf(self, row: int, *, own: list[Cell]) -> None:
        named = [one for one in own if one.column in self._levels]
        if not named:
            self._go_on(row)
            return
        leaf_cell = named[-1]
        self._carry(row, to=leaf_cell)
        path = self._open_path(row, to=leaf_cell)
        points, is_shared = self._points_cell(row)
        name = leaf_name(leaf_cell, points=points)
        leaf = Leaf(
            path, name, leaf_cell, Kind.BASE, points, is_shared,
            rules=self._cells(row, Meaning.RULE), sources=self._cells(row, Meaning.SOURCE),
            units=self._cells(row, Meaning.UNIT), serials=self._cells(row, Meaning.SERIAL),
            remarks=self._cells(row, Meaning.REMARK),
        )  # fmt: skip
        self._keep(replace(leaf, kind=kind_of(leaf)))

    def _keep(self, leaf: Leaf) -> None:
        self.found.leaves.append(leaf)
        self.found.use(
            leaf.cell, leaf.points, *leaf.rules, *leaf.sources, *leaf.units, *leaf.serials,
            *leaf.remarks,
        )  # fmt: skip

    def _carry(self, row: int, *, to: Cell) -> None:
        """Groups to the left go on until another one is named; deeper ones end."""
        for column in self._levels:
            cell = self._table.cell(row, column=column)
            if column <= to.column and cell is not None:
                self._carried[column] = cell
                for deeper in self._levels:
                    if deeper > column and not cell.is_filled:
                        self._carried.pop(deeper, None)

    def _open_path(self, row: int, *, to: Cell) -> Path:
        path: Path = (self._section,) if self._section else ()
        for column in self._levels:
            if column < to.column and column in self._carried:
                cell = self._carried[column]
                path = (*path, bare(cell.text))
                self._open_group(path, cell=cell)
                self._read_group_points(row, column=column, path=path)
        return path

    def _read_group_points(self, row: int, *, column: int, path: Path) -> None:
        """Beside a group's column may stand one with its points."""
        for at in self._points[:-1]:
            owner = max((one for one in self._levels if one < at), default=0)
            cell = self._table.cell(row, column=at)
            if owner == column and cell is not None and not cell.is_filled:
                amount = amount_of(cell.text)
                if amount is not None:
                    self.found.stated.append(Stated(path, cell, amount))
                    self.found.use(cell)

    def _points_cell(self, row: int) -> tuple[Cell | None, bool]:
        found = self._table.cell(row, column=self._points[-1]) if self._points else None
        return found, self._is_shared(found)

    def _is_shared(self, found: Cell | None) -> bool:
        """Whether the cell of points is merged with that of another indicator."""
        if found is None:
            return False
        below = self._table.cell(found.row + 1, column=found.column)
        is_named = any(
            (one := self._table.cell(found.row + 1, column=at)) is not None and not one.is_filled
            for at in self._levels
        )
        return found.is_filled or (below is not None and below.is_filled and is_named)

    def _cells(self, row: int, meaning: Meaning) -> tuple[Cell, ...]:
        columns = self._layout.columns(meaning)
        return tuple(
            found for at in columns if (found := self._table.cell(row, column=at)) is not None
        )

    def _go_on(self, row: int) -> None:
        """A row without a name of its own goes on with the indicator above, or has its name."""
        if not self.found.leaves:
            return
        last = self.found.leaves[-1]
        points, is_shared = self._points_cell(row)
        rules = tuple(one for one in self._cells(row, Meaning.RULE) if not one.is_filled)
        if points is not None and not points.is_filled:
            self._keep(replace(last, points=points, is_shared=is_shared, rules=rules))
        elif rules:
            self.found.leaves[-1] = replace(last, rules=(*last.rules, *rules), is_shared=False)
            self.found.use(*rules)


def leaf_name(cell: Cell, *, points: Cell | None) -> str:
    """An indicator's name; points in its brackets are left there where the table has others."""
    plain = re.sub(r"\s+", "", _NUMBERING.sub("", cell.text.strip()))
    inside = amount_in(plain)
    if inside is None or (points is not None and amount_of(points.text) != inside):
        return plain
    return bare(cell.text)


def amount_in(name: str) -> Fraction | None:
    """The points that a name has in brackets at its end."""
    found = _POINTS_IN_NAME.search(name)
    return None if found is None else Fraction(found[1])


def kind_of(leaf: Leaf) -> Kind:
    """What the words of an indicator and its groups make of it."""
    words = (*leaf.path, leaf.name)
    if any(_VETO in one for one in (*words, leaf.rule_text)):
        return Kind.VETO
    if any(map(_BONUS.search, words)):
        return Kind.BONUS
    if any(map(_TAKEN.search, words)):
        return Kind.DEDUCTION
    return Kind.BASE
