"""对象.条件: which of the subjects of the right class the scheme appraises at all.

A subject for which the condition fails is excluded: it has no score and is nobody's peer. One for
which it is not known yet stays in; one of which it cannot be said is a problem, not a silent no.
"""

from __future__ import annotations

from dataclasses import replace

from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import Null
from kaoji.engine.scheme.model import Formula
from kaoji.engine.score.court import RunBench
from kaoji.engine.score.plain import Run


def admit(run: Run) -> None:
    """Leave only those in the run's roster whom the scheme's condition does not exclude."""
    condition = run.plan.scheme.subjects.condition
    if condition is None:
        return
    roster = run.roster
    bench = RunBench(run, roster.scored)
    answers = {one: bench.truth(one, formula=condition, names={}) for one in roster.scored}
    excluded = frozenset(one for one, answer in answers.items() if answer is False)
    for one, answer in answers.items():
        if isinstance(answer, Null):
            run.fault(one, problem=_unclear(one, condition=condition))
    run.roster = replace(
        roster,
        scored=tuple(one for one in roster.scored if one not in excluded),
        excluded=tuple(one for one in roster.scored if one in excluded),
    )
    # What was worked out meanwhile may have counted the excluded among the peers.
    run.stations.clear()
    run.caches.clear()


def _unclear(subject: str, *, condition: Formula) -> Problem:
    return Problem(
        "subject-condition-open",
        speak(
            "说不清「{subject}」是不是考核对象：条件「{condition}」算不出来",
            subject=subject,
            condition=condition.text,
        ),
        speak("在对象表里补上条件用到的列，或改写条件"),
        place=condition.place,
        coordinate=subject,
    )
