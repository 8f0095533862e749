"""Consequences (结果运用): evaluated last, listed as proposals with their state, never executed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import NOT_APPLICABLE, UNDEFINED, OneOf, Span, Value
from kaoji.engine.scheme.model import ROOT, Bar, Consequence, Formula, Scheme, Standing
from kaoji.engine.score.answers import Answer
from kaoji.engine.score.effects import Finding
from kaoji.engine.score.grades import Graded
from kaoji.engine.score.inquiry import Inquiry
from kaoji.engine.score.ranks import Placings, Reach
from kaoji.engine.score.verdict import Proposal

#: Beyond this many open honours their list is simply unknown.
_MOST_OPEN = 4


@dataclass(frozen=True, slots=True)
class Known:
    """What is concluded of one subject before its consequences."""

    graded: Graded
    findings: tuple[Finding, ...]
    placings: Mapping[str, Placings]  # by ranking, the first one first
    honours: Mapping[str, Answer]  # by honour


def bars_in(scheme: Scheme) -> tuple[Bar, ...]:
    """Every bar of grades and honours, in the order written."""
    grades = scheme.grading.grades if scheme.grading else ()
    return (
        *(bar for grade in grades for bar in grade.bars),
        *(bar for honour in scheme.honours for bar in honour.bars),
    )


def names_for(inquiry: Inquiry, *, subject: str, known: Known) -> dict[str, Value]:
    """The names that a consequence may read beside nodes and facts."""
    names: dict[str, Value] = {
        bar.name: _truth(inquiry.is_barred(subject, bar=bar))
        for bar in bars_in(inquiry.bench.scheme)
    }
    acting = {finding.veto.name: finding.acts for finding in known.findings}
    for veto in inquiry.bench.scheme.vetoes:
        names[veto.name] = _truth(acting.get(veto.name, False))
    for number, (name, placings) in enumerate(known.placings.items()):
        places = _places(subject, placings)
        names |= {name + word: value for word, value in places.items()}
        names |= {} if number else places
    total = inquiry.figure(subject, path=ROOT)
    names |= {} if total is None else {ROOT: total}
    graded = known.graded
    names["等次"] = _grade(graded.grade, OneOf(graded.possible) if graded.possible else UNDEFINED)
    names["原等次"] = _grade(graded.before, OneOf(()) if graded.possible else UNDEFINED)
    names["荣誉"] = _honours(known.honours)
    return names


def _truth(answer: Answer) -> Value:
    return OneOf((True, False)) if answer is None else answer


def _grade(grade: str | None, otherwise: Value) -> Value:
    return otherwise if grade is None else grade


def _places(subject: str, placings: Placings) -> dict[str, Value]:
    placing = placings.get(subject)
    if placing is None:
        return dict.fromkeys(("名次", "倒数名次", "总数"), NOT_APPLICABLE)
    return {
        "名次": _place(placing.top),
        "倒数名次": _place(placing.bottom),
        "总数": _place(placing.field_size),
    }


def _place(reach: Reach) -> Value:
    if reach.least == reach.most:
        return reach.least
    return Span(reach.least, reach.most, tight=False)


def _honours(honours: Mapping[str, Answer]) -> Value:
    """The list of honours; while some are open, every list that may come of it."""
    unsure = [name for name, answer in honours.items() if answer is None]
    if len(unsure) > _MOST_OPEN:
        return OneOf(())
    lists = tuple(
        tuple(name for name, answer in honours.items() if answer or name in chosen)
        for count in range(len(unsure) + 1)
        for chosen in combinations(unsure, count)
    )
    return lists[0] if len(lists) == 1 else OneOf(lists)


def propose(inquiry: Inquiry, *, subject: str, names: Mapping[str, Value]) -> tuple[Proposal, ...]:
    """The proposals of one subject; those that cannot be decided yet are reported."""
    proposals = []
    for consequence in inquiry.bench.scheme.consequences:
        truth = inquiry.bench.truth(subject, formula=consequence.condition, names=names)
        if isinstance(truth, OneOf):
            inquiry.report(_undecided(subject, consequence))
        elif truth is True:
            proposals.append(_proposal(inquiry, subject, consequence, names))
    return tuple(proposals)


def _proposal(
    inquiry: Inquiry, subject: str, consequence: Consequence, names: Mapping[str, Value]
) -> Proposal:
    def number(formula: Formula | None) -> Fraction | None:
        if formula is None:
            return None
        found = inquiry.bench.number(subject, formula=formula, names=names)
        if isinstance(found, Fraction):
            return found
        inquiry.report(_without_amount(subject, consequence, formula))
        return None

    return Proposal(
        consequence.code,
        consequence.text,
        _state(inquiry, subject, consequence),
        consequence.clause,
        consequence.authority,
        number(consequence.amount),
        consequence.unit,
        number(consequence.persons),
    )


def _state(inquiry: Inquiry, subject: str, consequence: Consequence) -> Standing:
    """What may not be executed stays so; else an open ruling comes before all."""
    ruling = consequence.ruling
    if consequence.standing is Standing.NOT_EXECUTABLE or ruling is None:
        return consequence.standing
    is_ruled = inquiry.case(subject, name=ruling)
    return consequence.standing if is_ruled else Standing.AWAITING_RULING


def _undecided(subject: str, consequence: Consequence) -> Problem:
    return Problem(
        "consequence-undecided",
        speak(
            "{subject}的结果运用「{text}」尚不能确定，未列入建议",
            subject=subject,
            text=consequence.text,
        ),
        speak("补齐数据或作出并列决定后重新计算"),
        "note",
        consequence.place,
        coordinate=subject,
    )


def _without_amount(subject: str, consequence: Consequence, formula: Formula) -> Problem:
    return Problem(
        "amount-unknown",
        speak(
            "{subject}的结果运用「{text}」中「{formula}」尚算不出数值，未列数额",
            subject=subject,
            text=consequence.text,
            formula=formula.text,
        ),
        speak("补齐其所依据的数据或参数后重新计算"),
        "warning",
        consequence.place,
        coordinate=subject,
    )
