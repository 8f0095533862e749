"""Given results: a row that names a node stands for the node's computation."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from kaoji.engine.facts.bind.bound import BoundRow
from kaoji.engine.facts.bind.quantities import no_nil, repeated
from kaoji.engine.facts.bind.struck import strike
from kaoji.engine.facts.book import Figure
from kaoji.engine.facts.numbers import NumberWord
from kaoji.engine.facts.periods import PeriodFault
from kaoji.engine.facts.reading import NO_BOUNDS
from kaoji.engine.facts.told import listed, path_told
from kaoji.engine.plinth.exact import exact_text
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import Null, Value
from kaoji.engine.scheme.model import FieldSpec, RowKind


def bind_given(facts: BoundRow) -> None:
    """The result of the node, or 不适用."""
    period = facts.period(is_given=True)
    if isinstance(period, PeriodFault):
        facts.fault(period.problem(facts.row.cell("period").place))
        return
    cell = facts.row.cell("value")
    spec = facts.expected.given or FieldSpec(facts.expected.path, unit=facts.expected.unit)
    value = facts.read(cell, spec=spec, name="给定")
    if value is NumberWord.NIL_RETURN:
        facts.fault(no_nil(facts, cell=cell))
    elif isinstance(value, Null):
        strike(facts, period=period)
    elif value is not None and not isinstance(value, NumberWord):
        _bind_value(facts, value=value, period=period)


def _bind_value(facts: BoundRow, *, value: Value, period: Period | None) -> None:
    path, book = facts.expected.path, facts.binding.book
    book.know_given(path, subject=facts.subject, period=period)
    _warn_beyond_full(facts, value=value)
    known = book.given.setdefault(path, {})
    before = known.setdefault((facts.subject, period), Figure(value, facts.row, facts.subject))
    if before.row is not facts.row:
        cell = facts.row.cell("value")
        problem = repeated(speak("给定值"), before=before, value=value, cell=cell)
        facts.fault(_of_panel(problem, facts=facts))


def _of_panel(problem: Problem, *, facts: BoundRow) -> Problem:
    """Several bare rows of a panel are rather ballots without their class than results."""
    spec = facts.expected.spec
    if spec is None or spec.row_kind is not RowKind.BALLOT:
        return problem
    remedy = speak(
        "是几张票的，每张写上评分人类别（{classes}）；是给定的得分，只留一行",
        classes=listed(facts.expected.rater_classes),
    )
    return replace(problem, remedy=remedy)


def _warn_beyond_full(facts: BoundRow, *, value: Value) -> None:
    """A given result outside 0 to full is possible, but worth a second look."""
    high = facts.expected.bounds.get("得分", NO_BOUNDS).high
    if not isinstance(value, Fraction) or high is None or 0 <= value <= high:
        return
    facts.fault(
        Problem(
            "given-beyond-full",
            speak(
                "「{path}」给定 {given}，不在 0 到满分 {full} 之间",
                path=path_told(facts.expected.path),
                given=exact_text(value),
                full=exact_text(high),
            ),
            speak("核对这个数的口径（分值还是百分制）"),
            severity="warning",
            place=facts.row.cell("value").place,
        )
    )
