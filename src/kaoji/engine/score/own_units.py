"""Raters of the unit that they rate: their ballots count only where the panel says so."""

from __future__ import annotations

from kaoji.engine.facts.book import WHOLLY, Ballot
from kaoji.engine.plan.nodes import Poll
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.score.plain import Run


def refuse_own_units(run: Run) -> None:
    """A rater whose 上级 is the unit he rates does not count, unless the panel says so."""
    for path, node in run.plan.nodes.items():
        if not isinstance(node.way, Poll) or node.way.own_unit_may_rate:
            continue
        for (subject, period), ballots in run.book.ballots.get(path, {}).items():
            for ballot in ballots:
                if ballot.rater and run.roster.column(ballot.rater, name="上级") == subject:
                    problem = _own_unit(ballot, subject=subject, path=path)
                    run.book.doubt(path, field=WHOLLY, subject=subject, period=period)
                    run.book.refuse(subject, problem=problem)


def _own_unit(ballot: Ballot, *, subject: str, path: str) -> Problem:
    return Problem(
        "own-unit-ballot",
        speak("「{rater}」给本单位「{subject}」评分", rater=ballot.rater, subject=subject),
        speak("删去这一票；本单位的人可以评时，在方案里写「评本单位: 是」"),
        place=ballot.row.cell("rater").place,
        path=path,
        coordinate=f"{subject}:{path}",
    )
