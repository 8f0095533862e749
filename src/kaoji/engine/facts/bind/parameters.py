"""Parameters in the facts table: for a subject, a class of subjects, or all."""

from __future__ import annotations

from kaoji.engine.facts.bind.bound import BoundRow
from kaoji.engine.facts.bind.quantities import no_nil, repeated
from kaoji.engine.facts.book import Figure
from kaoji.engine.facts.cells import shown
from kaoji.engine.facts.columns import FACT_COLUMNS
from kaoji.engine.facts.numbers import NumberWord
from kaoji.engine.facts.told import field_told
from kaoji.engine.plinth.periods import Period, parse_period
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.model import FieldSpec, ValueType

#: Keys of a table that are columns of the contract: a row has them under the English name.
_ENGLISH = {column.chinese: column.key for column in FACT_COLUMNS}


def bind_parameter(facts: BoundRow) -> None:
    """A value of a parameter; without a period it holds for every one."""
    parameter = facts.binding.expectations.parameters[facts.expected.path]
    if parameter.type is ValueType.TABLE:
        keys = parameter.table.keys if parameter.table is not None else ()
        if _says_anything(facts, keys=keys):
            facts.fault(_needs_table(facts, keys=keys))
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
            speak("「{text}」不是周期", text=shown(cell.text)),
            speak("写成 2016、2016H1、2016Q2、2016-06 或 2016年终"),
            place=cell.place,
        )
    return period


def _says_anything(facts: BoundRow, *, keys: tuple[str, ...]) -> bool:
    """Whether the row is more than the empty one of a sheet, whose table is given elsewhere."""
    row = facts.row
    keyed = (row.extra.get(key) or row.cell(_ENGLISH.get(key, key)) for key in keys)
    return bool(row.text("value")) or any(cell.text for cell in keyed)


def _needs_table(facts: BoundRow, *, keys: tuple[str, ...]) -> Problem:
    return Problem(
        "not-a-fact",
        speak("「{path}」是一张表，一行填不下", path=facts.expected.path),
        speak(
            "删去这一行，把表写进补充文件（--given）：{template}",
            template=_template(facts.expected.path, keys=keys),
        ),
        place=facts.row.cell("key").place,
    )


def _template(name: str, *, keys: tuple[str, ...]) -> str:
    """A filling of the table that reads as it stands; figures and words are the office's to put."""
    cells = "1"
    for key in reversed(keys):
        cells = speak("{{某{key}: {cells}}}", key=field_told(key), cells=cells)
    template = speak("参数: {{{name}: {{值: {cells}}}}}", name=name, cells=cells)
    if len(keys) > 1:
        return template
    return speak(
        '{template}；按数分档时 参数: {{{name}: {{档: {{">=90": 1, 其余: 0}}}}}}',
        template=template,
        name=name,
    )
