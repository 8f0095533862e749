"""Quantities (量): one value per subject, period and key; rows fill each other in."""

from __future__ import annotations

from fractions import Fraction

from kaoji.engine.facts.bind.bound import COMMON_FIELDS, BoundRow
from kaoji.engine.facts.bind.states import COUNTED, PENDING, unknown_state
from kaoji.engine.facts.book import Figure
from kaoji.engine.facts.cells import shown
from kaoji.engine.facts.numbers import NumberWord
from kaoji.engine.facts.periods import PeriodFault
from kaoji.engine.facts.places import row_seen
from kaoji.engine.facts.table import Cell
from kaoji.engine.facts.told import (
    field_told,
    hinted,
    listed,
    not_applicable_told,
    path_told,
    truth_told,
)
from kaoji.engine.plinth.exact import exact_text
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.spelling import nearest
from kaoji.engine.plinth.values import Choice, Null, Value
from kaoji.engine.scheme.model import FieldSpec, RowKind


def bind_quantity(facts: BoundRow) -> None:
    """A value, a target, or another field of a key."""
    if not stands(facts):
        return
    spec = facts.expected.field_spec(facts.own_field) or COMMON_FIELDS.get(facts.own_field)
    if spec is None:
        facts.fault(_unknown_field(facts))
        return
    if _is_of_rows(facts):
        facts.fault(_field_of_rows(facts))
        return
    # Whether a node applies may be said for the parts of a period, or once for the whole; so may
    # what it is worth.
    period = facts.period(is_given=facts.own_field in COMMON_FIELDS)
    if isinstance(period, PeriodFault):
        facts.fault(period.problem(facts.row.cell("period").place))
        return
    _put(facts, name=facts.own_field, spec=spec, cell=facts.row.cell("value"), period=period)
    if facts.own_field != "数值":
        return
    _put_target(facts, period=period)
    for header in facts.row.extra:
        declared = facts.expected.field_spec(header) or COMMON_FIELDS.get(header)
        if declared is not None and facts.row.extra[header].text:
            _put(facts, name=header, spec=declared, cell=facts.row.extra[header], period=period)


def stands(facts: BoundRow) -> bool:
    """A figure that is drafted or withdrawn is told and left out: it is as if it had not come."""
    if facts.row.text("state") in COUNTED:
        return True
    cell = facts.row.cell("state")
    if cell.text in PENDING:
        facts.fault(
            Problem(
                "not-confirmed",
                speak(
                    "「{path}」的这个数状态是「{state}」，没有采用",
                    path=path_told(facts.expected.path),
                    state=shown(cell.text),
                ),
                speak("确认后写「已认定」或留空；要改数，在「更正」列写原行的编号"),
                severity="warning",
                place=cell.place,
            )
        )
    else:
        facts.fault(unknown_state(cell))
    return False


def _put_target(facts: BoundRow, *, period: Period | None) -> None:
    if not facts.row.text("target"):
        return
    cell = facts.row.cell("target")
    spec = facts.expected.field_spec("目标")
    if spec is None:
        facts.fault(
            Problem(
                "unused-target",
                speak(
                    "「{path}」的算法不用目标，而这一行填了目标 {target}",
                    path=path_told(facts.expected.path),
                    target=cell.text,
                ),
                speak("核对指标；不需要时留空"),
                severity="warning",
                place=cell.place,
            )
        )
    else:
        _put(facts, name="目标", spec=spec, cell=cell, period=period)


def _unknown_field(facts: BoundRow) -> Problem:
    spec = facts.expected.spec
    fields = (*(spec.fields if spec is not None else ()), *COMMON_FIELDS)
    known = tuple(map(field_told, fields))
    name = field_told(facts.own_field)
    return Problem(
        "unknown-field",
        speak("「{path}」没有「{name}」这一项", path=path_told(facts.expected.path), name=name),
        hinted(speak("可用：{fields}", fields=listed(known)), guess=nearest(name, known=known)),
        place=facts.row.cell("key").place,
    )


def _is_of_rows(facts: BoundRow) -> bool:
    spec = facts.expected.spec
    is_list = spec is not None and spec.row_kind is not RowKind.QUANTITY
    return is_list and facts.own_field not in COMMON_FIELDS


def _field_of_rows(facts: BoundRow) -> Problem:
    path, name = path_told(facts.expected.path), field_told(facts.own_field)
    return Problem(
        "unknown-field",
        speak("「{path}」按行登记，「{name}」是每一行自己的，不能单独填报", path=path, name=name),
        speak("指标写「{path}」，每件事一行，「{name}」填在同名的列里", path=path, name=name),
        place=facts.row.cell("key").place,
    )


def _put(facts: BoundRow, *, name: str, spec: FieldSpec, cell: Cell, period: Period | None) -> None:
    value = facts.read(cell, spec=spec, name=name)
    if value is None or value is NumberWord.MISSING:
        return
    asks_for_nil = facts.expected.spec is not None and facts.expected.spec.nil_return
    if value is NumberWord.NIL_RETURN and asks_for_nil:
        value = Fraction(0)
    if isinstance(value, NumberWord):
        facts.fault(no_nil(facts, cell=cell))
        return
    book = facts.binding.book
    if name in COMMON_FIELDS:
        book.set_by_facts.add(facts.expected.path)
    figure = Figure(value, facts.row, facts.subject)
    before = book.put((facts.expected.path, name), period=period, figure=figure)
    if before is not figure:
        facts.fault(repeated(name, before=before, value=value, cell=cell))


def no_nil(facts: BoundRow, *, cell: Cell) -> Problem:
    """无 stands where no nil return was asked for."""
    return Problem(
        "nil-not-asked",
        speak(
            "「{path}」没有要求零报告，「{text}」不能当作数",
            path=path_told(facts.expected.path),
            text=shown(cell.text),
        ),
        speak("是零就写 0，没有数据留空，不适用写「不适用」"),
        place=cell.place,
    )


def repeated(name: str, *, before: Figure, value: Value, cell: Cell) -> Problem:
    """A second value of the same key: the same again, or another one."""
    first = row_seen(before.row.place, here=cell.place)
    if before.value == value:
        return Problem(
            "repeated-fact",
            speak("「{name}」与{row}重复（数值相同）", name=field_told(name), row=first),
            speak("删去一行"),
            severity="warning",
            place=cell.place,
        )
    return Problem(
        "conflicting-facts",
        speak(
            "「{name}」填了「{text}」，{row}填的是「{before}」",
            name=field_told(name),
            text=shown(cell.text),
            row=first,
            before=_shown(before.value),
        ),
        speak("核实后只留一个；若是更正，给原行写上编号，在新行的「更正」列写这个编号"),
        place=cell.place,
    )


def _shown(value: Value) -> str:
    match value:
        case bool():
            return truth_told(value=value)
        case Fraction():
            return exact_text(value)
        case Choice():
            return value.word
        case Null():
            return not_applicable_told()
        case _:
            return str(value)
