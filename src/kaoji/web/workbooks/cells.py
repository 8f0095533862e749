"""One cell: from what somebody wrote to a value, or to the reason why not and what would do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from kaoji.engine.facts.cells import cell_problem
from kaoji.engine.facts.clean import clean
from kaoji.engine.facts.numbers import CellFault, NumberWord, read_date, read_number
from kaoji.engine.plinth.exact import exact_text
from kaoji.engine.plinth.problem import NOWHERE
from kaoji.web import unseen
from kaoji.web.workbooks.declare import CHOICE, DATE, NUMBER, WORDS, Column, Value

MOST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Found:
    """A value, or why there is none."""

    value: Value = None
    reason: str = ""
    remedy: str = ""


def read_cell(text: str, *, column: Column, flaw: str = "") -> Found:
    """What stands in a cell. `flaw`: the reader's code for what is no text."""
    if flaw:
        problem = cell_problem(flaw, text=text, place=NOWHERE)
        return Found(None, problem.message, problem.remedy)
    plain = clean(text)
    if not plain:
        return Found(None, _("这里要填"), _example(column)) if column.is_required else Found()
    found = _READERS.get(column.kind, _text)(plain, column)
    if found.reason or column.check is None:
        return found
    reason = column.check(found.value)
    return Found(None, reason, _example(column)) if reason else found


def _example(column: Column) -> str:
    if column.choices:
        return _("可选：%(choices)s") % {"choices": _some(column.choices)}
    return _("可写 %(example)s") % {"example": column.example} if column.example else ""


def _some(choices: tuple[str, ...]) -> str:
    rest = "……" if len(choices) > MOST_SHOWN else ""
    return "、".join(choices[:MOST_SHOWN]) + rest


def _text(plain: str, column: Column) -> Found:
    if len(plain) > column.longest:
        told = {"most": column.longest, "count": len(plain)}
        return Found(None, _("最多 %(most)d 字，现有 %(count)d 字") % told, _("写短些。"))
    if fault := unseen.fault_in(plain, is_name=True):
        return Found(None, fault, _("请照着重打一遍。"))
    return Found(plain)


def _choice(plain: str, column: Column) -> Found:
    by_plain = {clean(one).casefold(): one for one in column.choices}
    value = by_plain.get(plain.casefold())
    if value is None:
        reason = _("没有「%(text)s」这个选项") % {"text": plain[:60]}
        return Found(None, reason, _example(column))
    return Found(value)


def _date(plain: str, column: Column) -> Found:
    del column
    found = read_date(plain)
    return (
        Found(None, found.message, found.remedy) if isinstance(found, CellFault) else Found(found)
    )


def _number(plain: str, column: Column) -> Found:
    found = read_number(plain, unit=column.unit or None)
    if isinstance(found, CellFault):
        return Found(None, found.message, found.remedy)
    if isinstance(found, NumberWord):
        if found in column.words:
            return Found(found)
        reason = _("这里不能写「%(word)s」") % {"word": WORDS[found]}
        return Found(None, reason, _number_or_nothing(column))
    return _within(found, column)


def _number_or_nothing(column: Column) -> str:
    """The sheet of figures wants 缺 where there is no number, other workbooks an empty cell."""
    if NumberWord.MISSING in column.words:
        return _("填写数字；没有发生填 0，没有数据时写「缺」。")
    return _("填写数字；没有数据时留空。")


def _within(value: Fraction, column: Column) -> Found:
    if column.is_whole and value.denominator != 1:
        return Found(None, _("%(text)s 不是整数") % {"text": exact_text(value)}, _example(column))
    if column.most is not None and value > column.most:
        told = {"text": exact_text(value), "most": exact_text(Fraction(column.most))}
        return Found(None, _("%(text)s 超过上限 %(most)s") % told, _example(column))
    if column.least is not None and value < column.least:
        told = {"text": exact_text(value), "least": exact_text(Fraction(column.least))}
        return Found(None, _("%(text)s 低于下限 %(least)s") % told, _example(column))
    return Found(value)


_READERS: dict[str, Callable[[str, Column], Found]] = {
    CHOICE: _choice,
    DATE: _date,
    NUMBER: _number,
}
