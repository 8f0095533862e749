"""What somebody writes into a row of a list: read exactly, cell by cell, all faults at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from kaoji.apps.facts.enums import Mark
from kaoji.apps.facts.reading import Fault, Read, read_entry
from kaoji.apps.facts.shapes import RowColumn
from kaoji.engine.facts.clean import clean
from kaoji.engine.plinth.exact import parse_exact
from kaoji.web.lists.export import DANGEROUS


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row that may stand: exact values and texts as written, by column; or its faults."""

    values: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, Fault] = field(default_factory=dict)


def read_row(cells: Mapping[str, str], *, columns: Iterable[RowColumn]) -> ReadRow:
    """Read the cells of a row that says what happened."""
    values, typed, faults = {}, {}, {}
    for column in columns:
        read = _read(clean(cells.get(column.name, "")), column=column)
        if isinstance(read, Fault):
            faults[column.name] = read
        elif read is not None:
            values[column.name], typed[column.name] = read.value, read.typed
    if not values and not faults:
        first = next(iter(columns)).name
        faults[first] = Fault(_("这一条什么也没有填"), _("没有发生请报“无”"))
    return ReadRow(values, typed, faults)


def _read(text: str, *, column: RowColumn) -> Read | Fault | None:
    if not text:
        return Fault(_("这里要填"), _choices(column)) if column.is_required else None
    if column.kind not in ("number", "date") and not column.options and _is_formula(text):
        return Fault(_("文字不能以“{sign}”开头").format(sign=text[0]), _("请去掉这个符号"))
    read = read_entry(text, column=column)
    if isinstance(read, Fault):
        return read
    if read.mark != Mark.VALUE:
        return Fault(_("一条里不写“{word}”").format(word=text), _("没有的空着"))
    number = parse_exact(read.value) if column.is_whole else None
    if number is not None and number.denominator != 1:
        return Fault(_("{text} 不是整数").format(text=text), _("请填整数"))
    return read


def _is_formula(text: str) -> bool:
    """Whether a spreadsheet that opens the facts table might take the text for a formula."""
    return text.startswith(DANGEROUS)


def _choices(column: RowColumn) -> str:
    return _("可写 ") + "、".join(column.options) if column.options else ""
