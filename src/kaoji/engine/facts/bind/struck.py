"""不适用 in the figure's cell of a node: the same as K.适用 = 否, on lists too.

A row of a list that says 不适用 and describes an event as well says two things; a list of facts
has nothing that could apply or not. Such rows are refused: neither reading is guessed.
"""

from __future__ import annotations

from kaoji.engine.facts.bind.bound import BoundRow
from kaoji.engine.facts.bind.quantities import repeated, stands
from kaoji.engine.facts.book import Figure
from kaoji.engine.facts.cells import shown
from kaoji.engine.facts.numbers import WORDS, NumberWord
from kaoji.engine.facts.periods import PeriodFault
from kaoji.engine.facts.table import FactRow
from kaoji.engine.facts.told import field_told, listed
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak

#: The cells in which a row of a list says what happened, and what each is called.
_EVENT_CELLS = {
    "work": "事项", "level": "层级", "count": "件数", "document": "文号", "issuer": "发文机关",
    "target": "目标",
}  # fmt: skip


def says_not_applicable(row: FactRow) -> bool:
    """Whether the figure's cell of a row says 不适用."""
    return WORDS.get(row.text("value").casefold()) is NumberWord.NOT_APPLICABLE


def strike_list(facts: BoundRow) -> None:
    """A row of a list whose figure is 不适用: the whole list does not apply to the subject."""
    if not stands(facts):
        return
    described = _described(facts)
    if not facts.expected.is_node:
        facts.fault(_of_facts(facts))
    elif described:
        facts.fault(_beside_event(facts, described=described))
    else:
        period = facts.period(is_given=True)
        if isinstance(period, PeriodFault):
            facts.fault(period.problem(facts.row.cell("period").place))
        else:
            strike(facts, period=period)


def strike(facts: BoundRow, *, period: Period | None) -> None:
    """The node does not apply: the same as K.适用 = 否."""
    book = facts.binding.book
    book.set_by_facts.add(facts.expected.path)
    value = Figure(value=False, row=facts.row, scope=facts.subject)
    before = book.put((facts.expected.path, "适用"), period=period, figure=value)
    if before.row is not facts.row:
        cell = facts.row.cell("value")
        facts.fault(repeated("适用", before=before, value=False, cell=cell))


def _described(facts: BoundRow) -> tuple[str, ...]:
    """What the row says of an event, by the names of its columns."""
    row, spec = facts.row, facts.expected.spec
    plain = [name for column, name in _EVENT_CELLS.items() if row.text(column)]
    own = [name for name in (spec.fields if spec is not None else ()) if name in row.extra]
    return (*plain, *(name for name in own if row.extra[name].text))


def _beside_event(facts: BoundRow, *, described: tuple[str, ...]) -> Problem:
    path = facts.expected.path
    return Problem(
        "not-applicable-beside-event",
        speak(
            "「{path}」的这一行数值写「{text}」，又填了{fields}：是整个清单不适用，"
            "还是这一条没有数值，说不清",
            path=path,
            text=shown(facts.row.text("value")),
            fields=listed(map(field_told, described)),
        ),
        speak("整个清单不适用，这一行只留「不适用」；只是这一条没有数值，数值留空"),
        place=facts.row.cell("value").place,
    )


def _of_facts(facts: BoundRow) -> Problem:
    return Problem(
        "not-applicable-to-facts",
        speak(
            "「{path}」是事实的清单，没有适用不适用，数值不能写「{text}」",
            path=facts.expected.path,
            text=shown(facts.row.text("value")),
        ),
        speak("没有这样的事就不写这一行；指标不适用的，写在指标的行上"),
        place=facts.row.cell("value").place,
    )
