"""Parameters in the facts table: for a subject, a class of subjects, or all."""

from __future__ import annotations

from kaoji.engine.facts.bind.bound import BoundRow
from kaoji.engine.facts.bind.quantities import no_nil, repeated
from kaoji.engine.facts.book import Figure
from kaoji.engine.facts.cells import shown
from kaoji.engine.facts.numbers import NumberWord
from kaoji.engine.plinth.periods import Period, parse_period
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.scheme.model import FieldSpec, ValueType


def bind_parameter(facts: BoundRow) -> None:
    """A value of a parameter; without a period it holds for every one."""
    parameter = facts.binding.expectations.parameters[facts.expected.path]
    if parameter.type is ValueType.TABLE:
        facts.fault(_needs_table(facts))
        return
    period = _period(facts)
    if isinstance(period, Problem):
        facts.fault(period)
        return
    cell = facts.row.cell("value")
    spec = FieldSpec(
        parameter.name,
        type=parameter.type,
        unit=parameter.unit,
        scale=parameter.scale,
        options=parameter.options,
    )
    value = facts.read(cell, spec=spec, name="数值")
    if value is None or value is NumberWord.MISSING:
        return
    if isinstance(value, NumberWord):
        facts.fault(no_nil(facts, cell=cell))
        return
    known = facts.binding.book.parameters.setdefault(parameter.name, {})
    own = known.setdefault(facts.subject, {})
    before = own.setdefault(period, Figure(value, facts.row, facts.subject))
    if before.row is not facts.row:
        facts.fault(repeated(parameter.name, before=before, value=value, cell=cell))


def _period(facts: BoundRow) -> Period | Problem | None:
    cell = facts.row.cell("period")
    period = parse_period(cell.text) if cell.text else None
    if cell.text and period is None:
        return Problem(
            "bad-period",
            f"「{shown(cell.text)}」不是周期",
            "写成 2016、2016H1、2016Q2、2016-06 或 2016年终",
            place=cell.place,
        )
    return period


def _needs_table(facts: BoundRow) -> Problem:
    return Problem(
        "not-a-fact",
        f"「{facts.expected.path}」是一张表,一行填不下",
        "用 --given 填这张表",
        place=facts.row.cell("key").place,
    )
