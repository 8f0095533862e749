"""Feeders: schemes whose results are facts of another scheme, scored over the same tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import OneOf, Span, Value
from kaoji.engine.scheme.model import ROOT

if TYPE_CHECKING:
    from kaoji.engine.score.plain import Run

GRADE_WORDS = ("等次", "grade")


@dataclass(frozen=True, slots=True)
class FedGrade:
    """A grade as judged: the one, and what it could be."""

    grade: str | None = None
    possible: tuple[str, ...] = ()


@dataclass(slots=True)
class Feeder:
    """One feeding scheme with its own run; grades are judged only when asked for."""

    run: Run
    judge: Callable[[Run], Mapping[str, FedGrade]]
    grades: Mapping[str, FedGrade] | None = None
    taken: dict[str, None] = field(default_factory=dict)

    def take(self, subject: str, *, what: str, period: Period) -> Value:
        """A node's value of a subject, or its grade; nothing is known of one that is refused."""
        self.taken.setdefault(subject)
        if what in GRADE_WORDS:
            value = self._grade(subject, period=period)
        else:
            value = self.run.value(self._path(what), subject=subject, period=period)
        if not self.run.is_refused(subject):
            return value
        name = {f"{subject}:{what}@{period}": 0}
        if what in GRADE_WORDS:
            return OneOf(self._every_grade(), name, tight=False)
        return Span(None, None, tight=False, ways=name)

    def _path(self, what: str) -> str:
        if what == ROOT:
            return self.run.plan.root
        found = [
            entry.path for entry in self.run.plan.index.find(what)
            if entry.path in self.run.plan.nodes
        ]  # fmt: skip
        if len(found) == 1:
            return found[0]
        title = self.run.plan.scheme.title
        message = speak("方案「{scheme}」没有「{take}」可取", scheme=title, take=what)
        raise FeelFailure("feed-path-unknown", message, remedy=speak("改正引用的「取」"))

    def _grade(self, subject: str, *, period: Period) -> Value:
        """The grade; of a subject that is not judged, any of them."""
        if self.grades is None:
            self.grades = self.judge(self.run)
        fed = self.grades.get(subject, FedGrade())
        if fed.grade is not None:
            return fed.grade
        possible = fed.possible or self._every_grade()
        return OneOf(
            possible,
            ways={speak("{subject}:等次@{period}", subject=subject, period=period): 0},
            tight=bool(fed.possible),
        )

    def _every_grade(self) -> tuple[str, ...]:
        grading = self.run.plan.scheme.grading
        return () if grading is None else tuple(grade.name for grade in grading.grades)


def feeder_problems(run: Run) -> tuple[Problem, ...]:
    """What is wrong with the subjects whose results feed a run, and with those that feed them."""
    found: list[Problem] = []
    for feeder in run.feeders.values():
        found += feeder_problems(feeder.run)
        for subject in feeder.taken:
            found += feeder.run.problems_of(subject)
    return tuple(dict.fromkeys(found))
