"""What somebody types into a cell: read exactly, or a sentence that says what would be right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Protocol

from django.utils.translation import gettext as _

from kaoji.apps.facts.enums import Mark
from kaoji.apps.facts.models import LONGEST_TEXT
from kaoji.engine.facts.clean import clean
from kaoji.engine.facts.numbers import CellFault, NumberWord, read_date, read_number
from kaoji.engine.plinth.exact import exact_text, parse_decimal, parse_exact

_MARKS = {
    NumberWord.MISSING: Mark.MISSING,
    NumberWord.NOT_APPLICABLE: Mark.NOT_APPLICABLE,
    NumberWord.NIL_RETURN: Mark.NIL,
}
_GROUPED = re.compile(r"-?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
#: From here on a change against the last period is worth a second look.
MANIFOLD = 10


class ColumnLike(Protocol):
    """What reading needs to know of a column."""

    @property
    def kind(self) -> str: ...
    @property
    def measure(self) -> str: ...
    @property
    def low(self) -> str: ...
    @property
    def high(self) -> str: ...
    @property
    def options(self) -> list[str]: ...
    @property
    def takes_nil(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Read:
    """An entry that may stand: its mark, its exact value, and how it was written."""

    mark: Mark
    value: str = ""
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an entry may not stand, what would be right, and a value that one click puts there."""

    reason: str
    remedy: str = ""
    instead: str = ""

    def __str__(self) -> str:
        return f"{self.reason}{'。' if self.remedy else ''}{self.remedy}。"


def read_entry(text: str, *, column: ColumnLike) -> Read | Fault:
    """Read a cell; the caller has seen to it that it is not empty."""
    typed = clean(text)
    if len(typed) > LONGEST_TEXT:
        return Fault(_("超过 {most} 个字").format(most=LONGEST_TEXT), _("写短一些"))
    if column.kind == "number":
        return _number(typed, column=column)
    mark = next((one for one in Mark if one != Mark.VALUE and str(one.label) == typed), None)
    if mark is not None:
        return _marked(mark, column=column)
    return _word(typed, column=column)


def _number(typed: str, *, column: ColumnLike) -> Read | Fault:
    number = read_number(typed, unit=column.measure or None)
    if isinstance(number, NumberWord):
        return _marked(_MARKS[number], column=column)
    if isinstance(number, CellFault):
        return Fault(number.message.rstrip("。"), number.remedy.rstrip("。"))
    low, high = parse_exact(column.low), parse_exact(column.high)
    if high is not None and number > high:
        return Fault(_("超过上限 {high}").format(high=column.high), _example(column), column.high)
    if low is not None and number < low:
        return Fault(_("低于下限 {low}").format(low=column.low), _example(column), column.low)
    plain = typed.removeprefix("+")
    kept = plain if parse_decimal(plain) == number else exact_text(number)
    return Read(Mark.VALUE, exact_text(number), kept)


def _example(column: ColumnLike) -> str:
    low, high = column.low or "0", column.high
    if column.measure == "%":
        return _("可写 98.6 或 98.6%")
    if high:
        return _("请填 {low} 到 {high} 之间的数").format(low=low, high=high)
    return _("请填不小于 {low} 的数").format(low=low)


def _marked(mark: Mark, *, column: ColumnLike) -> Read | Fault:
    if mark is Mark.NIL and not column.takes_nil:
        return Fault(_("这一项不收零报告"), _("没有发生请填 0"), "0")
    return Read(mark, "", str(mark.label))


def _word(typed: str, *, column: ColumnLike) -> Read | Fault:
    if column.options and typed not in column.options:
        words = "、".join(column.options)
        return Fault(_("“{typed}”不在可选项内").format(typed=typed), _("可写 ") + words)
    if column.kind == "date":
        day = read_date(typed)
        if not isinstance(day, date):
            return Fault(day.message.rstrip("。"), day.remedy.rstrip("。"))
        return Read(Mark.VALUE, day.isoformat(), day.isoformat())
    return Read(Mark.VALUE, typed, typed)


def ungrouped(text: str) -> str:
    """A number without the commas that pages show in it: 1,300 is typed 1300."""
    return text.replace(",", "") if _GROUPED.fullmatch(text) else text


def leap(value: str, *, last: str) -> str:
    """A sentence where a figure is ten times the last period's or a tenth of it; else nothing."""
    now, then = parse_exact(value), parse_exact(last)
    if not now or not then:
        return ""
    ratio = abs(Fraction(now) / Fraction(then))
    if ratio >= MANIFOLD:
        return _("是上期 {last} 的 10 倍以上，请核对单位和小数点").format(last=last)
    if ratio * MANIFOLD <= 1:
        return _("不到上期 {last} 的十分之一，请核对单位和小数点").format(last=last)
    return ""
