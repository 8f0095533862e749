"""Honours (荣誉): seats among those whose final grade allows, apart from the grades themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import Value
from kaoji.engine.scheme.model import Honour
from kaoji.engine.score.answers import Answer, all_of, any_of, opposite
from kaoji.engine.score.effects import Ladder
from kaoji.engine.score.grades import Graded, Grades
from kaoji.engine.score.inquiry import Inquiry
from kaoji.engine.score.quota import Allotment, Entrant, allot, decision_on
from kaoji.engine.score.verdict import Decision, DecisionKind, HonourStanding, HonourState


@dataclass(frozen=True, slots=True)
class Honoured:
    """How everyone stands to one honour.

    `outcome`: whether the subject is proposed; unknown while tied or while facts are missing.
    """

    honour: Honour
    standings: Mapping[str, HonourStanding]
    outcome: Mapping[str, Answer]
    decisions: tuple[Decision, ...]


def honour_all(
    inquiry: Inquiry,
    *,
    honour: Honour,
    grades: Grades,
    barred: Mapping[str, Answer],
    names: Mapping[str, Mapping[str, Value]],
) -> Honoured:
    """Give the seats of one honour; `barred`: whom a veto keeps from all honours; `names`: what
    its case may read of each subject beside nodes and facts, such as 等次 and 名次.
    """
    entrants = {
        subject: _entrant(
            inquiry, honour, grades, subject, barred=barred[subject], names=names[subject]
        )
        for subject in inquiry.bench.subjects
    }
    standings: dict[str, HonourStanding] = {}
    outcome: dict[str, Answer] = {}
    decisions = []
    for pool in inquiry.pools(honour.quota.pool):
        inside = tuple(entrants[one] for one in pool.members)
        allotment = allot(inquiry, quota=honour.quota, pool=pool, entrants=inside)
        outcome |= {one.subject: _outcome(one, allotment) for one in inside}
        states = _states(inside, allotment, outcome, grades)
        standings |= {subject: _standing(honour, state) for subject, state in states.items()}
        proposed = tuple(one for one in states if states[one] is HonourState.PROPOSED)
        decisions.append(
            decision_on(
                inquiry,
                allotment=allotment,
                what=honour.name,
                kind=DecisionKind.HONOUR,
                proposed=proposed,
            )
        )
    return Honoured(honour, standings, outcome, tuple(decisions))


def _entrant(
    inquiry: Inquiry,
    honour: Honour,
    grades: Grades,
    subject: str,
    *,
    barred: Answer,
    names: Mapping[str, Value],
) -> Entrant:
    if not inquiry.bench.may_rank(subject):
        return Entrant(subject, competes=False, may_win=False, barred=True)
    competes = _is_in_range(honour, grades.ladder, grades.of[subject])
    if competes is not False and honour.condition is not None:
        what = speak("{name}的情形", name=honour.name)
        fits = inquiry.holds(subject, formula=honour.condition, what=what, names=names)
        competes = all_of((competes, fits))
    own = [inquiry.is_barred(subject, bar=bar) for bar in honour.bars]
    barred = any_of((barred, *own))
    return Entrant(subject, competes, all_of((competes, opposite(barred))), barred)


def _is_in_range(honour: Honour, ladder: Ladder, graded: Graded) -> Answer:
    """Whether the final grade is one that the honour is given among."""
    if not honour.grades:
        return True
    wanted = {ladder.index_of(word) for word in honour.grades}
    inside = [ladder.index_of(name) in wanted for name in graded.possible]
    if not any(inside):
        return False
    return True if all(inside) else None


def _outcome(entrant: Entrant, allotment: Allotment) -> Answer:
    seated = allotment.seated.get(entrant.subject, False)
    return all_of((entrant.competes, entrant.may_win, seated))


def _states(
    entrants: tuple[Entrant, ...],
    allotment: Allotment,
    outcome: Mapping[str, Answer],
    grades: Grades,
) -> dict[str, HonourState]:
    """Who is barred, tied or proposed; an incomplete subject is not proposed yet."""
    tied = set(allotment.tied)
    states = {}
    for entrant in entrants:
        subject = entrant.subject
        if entrant.competes and entrant.barred:
            states[subject] = HonourState.BARRED
        elif subject in tied:
            states[subject] = HonourState.TIED
        elif outcome[subject] and not grades.of[subject].is_incomplete:
            states[subject] = HonourState.PROPOSED
    return states


def _standing(honour: Honour, state: HonourState) -> HonourStanding:
    body = honour.quota.body or honour.authority or speak("有权机关")
    text = {
        HonourState.PROPOSED: speak("建议授予「{honour}」", honour=honour.name),
        HonourState.TIED: speak(
            "「{honour}」最后名额并列，提请{body}研究决定", honour=honour.name, body=body
        ),
        HonourState.BARRED: speak("取消「{honour}」资格", honour=honour.name),
    }[state]
    return HonourStanding(honour.name, text, state, honour.clause, honour.authority)
