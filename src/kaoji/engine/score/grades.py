"""Grades (等次): the descent before vetoes and after them, and what each subject ends with.

Vetoes and seats meet like this: a veto works on the grade that the subject has without it, and a
vetoed subject that may not stay in a rationed grade leaves its order before the seats are given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.score.answers import Answer
from kaoji.engine.score.descent import Descent, Route, descend
from kaoji.engine.score.effects import Finding, Image, Ladder, Trail, images_of, trail_of
from kaoji.engine.score.inquiry import Inquiry
from kaoji.engine.score.quota import decision_on
from kaoji.engine.score.rungs import Rungs
from kaoji.engine.score.story import Storyteller
from kaoji.engine.score.verdict import Decision, DecisionKind, Move


@dataclass(frozen=True, slots=True)
class Graded:
    """One subject's grade, what else it could be, and how it came about."""

    grade: str | None = None
    before: str | None = None
    possible: tuple[str, ...] = ()
    is_incomplete: bool = False
    moves: tuple[Move, ...] = ()
    trail: Trail = field(default_factory=Trail)


@dataclass(frozen=True, slots=True)
class Grades:
    """The grades of everyone, and the decisions on rationed grades."""

    ladder: Ladder
    of: Mapping[str, Graded]
    decisions: tuple[Decision, ...] = ()


def grade_all(inquiry: Inquiry, *, findings: Mapping[str, tuple[Finding, ...]]) -> Grades:
    """Grade every subject; `findings`: the vetoes on each."""
    grading = inquiry.bench.scheme.grading
    if grading is None or not grading.grades:
        ladder = Ladder(())
        trails = {
            subject: trail_of(found, rung=None, ladder=ladder)
            for subject, found in findings.items()
        }
        return Grades(ladder, {one: Graded(moves=own.moves) for one, own in trails.items()})
    rungs = Rungs(inquiry, grading=grading)
    walkers = [one for one in inquiry.bench.subjects if rungs.can_be_graded(one)]
    before = descend(rungs, routes={one: (Route(),) for one in walkers})
    routes = {
        one: routes_of(
            findings[one],
            before=before.ends[one],
            ladder=rungs.ladder,
            competed=tuple(competed.get(one, False) for competed in before.competed),
        )
        for one in walkers
    }
    is_vetoed = any(ways != (Route(),) for ways in routes.values())
    after = descend(rungs, routes=routes) if is_vetoed else before
    grader = _Grader(rungs, findings, before, after, routes)
    graded = {one: grader.graded(one) for one in inquiry.bench.subjects}
    return Grades(rungs.ladder, graded, _decisions(inquiry, rungs.ladder, after, graded))


def routes_of(
    findings: tuple[Finding, ...],
    *,
    before: frozenset[int],
    ladder: Ladder,
    competed: tuple[Answer, ...],
) -> tuple[Route, ...]:
    """The ways down that the vetoes leave to a subject whose grade without them is `before`."""
    routes = (
        _route(image, rung=rung, competed=competed)
        for image in images_of(findings, ladder=ladder)
        for rung in sorted(before)
    )
    return tuple(dict.fromkeys(routes))


def _route(image: Image, *, rung: int, competed: tuple[Answer, ...]) -> Route:
    """The way of a subject whose grade without vetoes is `rung`, under one set of vetoes."""
    if rung < len(image) and image[rung] != rung:
        return Route(image[rung], is_put=True, ghost=competed)
    # Whoever gets down to the lowest grade stays there, whatever a veto would make of it.
    leaves = [after != place for place, after in enumerate(image[:-1])]
    return Route(barred=(*leaves, False) if any(leaves) else ())


def _decisions(
    inquiry: Inquiry, ladder: Ladder, descent: Descent, graded: Mapping[str, Graded]
) -> tuple[Decision, ...]:
    return tuple(
        decision_on(
            inquiry,
            allotment=allotment,
            what=ladder.names[rung],
            kind=DecisionKind.GRADE,
            proposed=tuple(
                one for one in allotment.pool.members if graded[one].grade == ladder.names[rung]
            ),
        )
        for rung, allotment in descent.allotments
    )


@dataclass(frozen=True, slots=True)
class _Grader:
    """Reads each subject's result off the two descents."""

    rungs: Rungs
    findings: Mapping[str, tuple[Finding, ...]]
    before: Descent
    after: Descent
    routes: Mapping[str, tuple[Route, ...]]

    def graded(self, subject: str) -> Graded:
        ladder = self.rungs.ladder
        if subject not in self.routes:
            trail = trail_of(self.findings[subject], rung=None, ladder=ladder)
            return Graded(moves=trail.moves, trail=trail)
        ends = self.after.ends[subject]
        if ends == {ladder.last + 1}:
            self.rungs.inquiry.report(_no_grade_fits(subject))
        is_incomplete = self.rungs.is_incomplete(subject)
        moves, trail = self._story(subject)
        possible = ladder.named(ends)
        grade = possible[0] if len(ends) == 1 and possible and not is_incomplete else None
        return Graded(
            grade,
            None if is_incomplete else self._grade_before(subject),
            possible,
            is_incomplete,
            _led_to(grade, moves=moves),
            trail,
        )

    def _grade_before(self, subject: str) -> str | None:
        """The grade before vetoes; while others leave that open, the one its figure reaches."""
        known = self.rungs.ladder.named(self.before.ends[subject])
        if len(known) == 1:
            return known[0]
        by_figure = self.rungs.by_figure(subject)
        return None if by_figure is None else self.rungs.ladder.names[by_figure]

    def _story(self, subject: str) -> tuple[tuple[Move, ...], Trail]:
        findings, ways = self.findings[subject], self.routes[subject]
        names = tuple(finding.veto.name for finding in findings if finding.acts)
        is_sure = all(finding.acts is not None for finding in findings)
        after = Storyteller(self.rungs, self.after)
        if len(ways) == 1 and not ways[0].is_put:
            down = after.down(subject, route=ways[0], vetoes=names)
        else:
            before = Storyteller(self.rungs, self.before)
            down = before.down(subject, route=Route(), vetoes=names)
        rung = down.end if is_sure else None
        trail = trail_of(findings, rung=rung, ladder=self.rungs.ladder)
        moves = down.moves + trail.moves
        if rung is not None and ways[0].is_put:
            moves += after.down(subject, route=ways[0], vetoes=names).moves
        return moves, trail


def _led_to(grade: str | None, *, moves: tuple[Move, ...]) -> tuple[Move, ...]:
    """Let the last move lead to the grade, which may be sure though the way there was not."""
    if grade is None or not moves:
        return moves
    return (*moves[:-1], replace(moves[-1], after=grade))


def _no_grade_fits(subject: str) -> Problem:
    return Problem(
        "no-grade-fits",
        speak("没有适合{subject}的等次：各等次的分数线和情形都不满足", subject=subject),
        speak("请为最后一个等次写明「其余」"),
        coordinate=subject,
    )
