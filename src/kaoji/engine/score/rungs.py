"""How a subject stands to each grade, taken by itself: its figure, side conditions and bars.

Grades compete for nothing here; who gets a seat and where a subject ends is the descent's matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from kaoji.engine.plinth.names import spoken_path
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import Span
from kaoji.engine.scheme.model import Bar, Formula, GradeCondition, Grading
from kaoji.engine.score.answers import Answer, all_of, any_of
from kaoji.engine.score.effects import Ladder
from kaoji.engine.score.inquiry import Bounds, Inquiry, is_above, is_at_least


@dataclass(frozen=True, slots=True)
class Rung:
    """The side conditions and bars of one grade for one subject."""

    passes: Answer
    failing: tuple[GradeCondition, ...]
    barred: Answer
    bars: tuple[Bar, ...]  # those that certainly hold


class Rungs:
    """The answers of every subject on every grade, asked when the descent needs them."""

    def __init__(self, inquiry: Inquiry, *, grading: Grading) -> None:
        self.inquiry = inquiry
        self.ladder = Ladder(grading.grades)
        self._has_edges = any(
            grade.floor is not None or grade.above is not None for grade in grading.grades
        )
        self._incomplete: set[str] = set()
        self._figures = {
            subject: self._figure(subject, grading.value) for subject in inquiry.bench.subjects
        }
        self._reached: dict[tuple[str, int], Answer] = {}
        self._rungs: dict[tuple[str, int], Rung] = {}
        for subject in inquiry.bench.subjects:
            if not self.can_be_graded(subject):
                inquiry.report(_without_value(subject, grading.value))

    def _figure(self, subject: str, path: str) -> Bounds | None:
        figure = self.inquiry.figure(subject, path=path)
        if isinstance(figure, Span):
            self._incomplete.add(subject)
            return Bounds(figure.low, figure.high)
        return Bounds(figure, figure) if isinstance(figure, Fraction) else None

    def is_incomplete(self, subject: str) -> bool:
        """Facts of the graded value are missing: no grade is given, only the possible ones."""
        return subject in self._incomplete

    def can_be_graded(self, subject: str) -> bool:
        """There is a figure to hold against the edges, or the grades have none."""
        return self._figures[subject] is not None or not self._has_edges

    def reaches(self, subject: str, *, rung: int) -> Answer:
        """Whether the subject's own figure (and 情形) reaches the grade; quota and bars apart."""
        question = (subject, rung)
        if question not in self._reached:
            self._reached[question] = self._reaches(subject, rung)
        return self._reached[question]

    def _reaches(self, subject: str, rung: int) -> Answer:
        grade = self.ladder.grades[rung]
        figure = self._figures[subject]
        answers: list[Answer] = []
        if grade.floor is not None and figure is not None:
            answers.append(is_at_least(figure, edge=self._edge(subject, grade.floor, grade.name)))
        if grade.above is not None and figure is not None:
            answers.append(is_above(figure, edge=self._edge(subject, grade.above, grade.name)))
        if grade.condition is not None:
            what = speak("{name}的情形", name=grade.name)
            answers.append(self.inquiry.holds(subject, formula=grade.condition, what=what))
        return all_of(answers)

    def _edge(self, subject: str, edge: Formula, grade: str) -> Bounds:
        what = speak("{grade}的分数线 {formula}", grade=grade, formula=edge.text)
        return self.inquiry.edge(subject, formula=edge, what=what)

    def by_figure(self, subject: str) -> int | None:
        """The best grade that the subject's own figure certainly reaches, all else apart."""
        for rung in range(len(self.ladder.grades)):
            reached = self.reaches(subject, rung=rung)
            if reached is not False:
                return rung if reached else None
        return None

    def at(self, subject: str, *, rung: int) -> Rung:
        """The side conditions and bars of a grade, which nobody can fail at the lowest grade."""
        question = (subject, rung)
        if question not in self._rungs:
            self._rungs[question] = self._rung(subject, rung)
        return self._rungs[question]

    def _rung(self, subject: str, rung: int) -> Rung:
        if rung == self.ladder.last:
            return Rung(passes=True, failing=(), barred=False, bars=())
        grade = self.ladder.grades[rung]
        ask = self.inquiry.holds
        conditions = [
            (one, ask(subject, formula=one.condition, what=one.text)) for one in grade.conditions
        ]
        bars = [(bar, self.inquiry.is_barred(subject, bar=bar)) for bar in grade.bars]
        return Rung(
            all_of(answer for _, answer in conditions),
            tuple(one for one, answer in conditions if answer is False),
            any_of(answer for _, answer in bars),
            tuple(bar for bar, answer in bars if answer),
        )


def _without_value(subject: str, path: str) -> Problem:
    return Problem(
        "grade-without-value",
        speak(
            "{subject}没有可据以定等的「{path}」（不适用或无定义），未定等次",
            subject=subject,
            path=spoken_path(path),
        ),
        speak("请为该指标规定不适用、无定义时的处理，或由有权机关另行研究"),
        "warning",
        path=path,
        coordinate=subject,
    )
