"""Questions that judging puts to the bench, each asked once, and what could not be answered.

Conditions become three-valued answers here and figures become bounds, so that the rooms after it
need not know FEEL's null, missing facts or the published figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import TypeAlias

from kaoji.engine.plinth.exact import round_to
from kaoji.engine.plinth.names import spoken_path
from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import Null, Span, Value
from kaoji.engine.scheme.model import Bar, Formula, SortKey
from kaoji.engine.score.answers import Answer
from kaoji.engine.score.bench import Bench
from kaoji.engine.score.order import Position, position_of

UNIT = "单位"

#: What a node may be to the one who compares it (`None`: there is no such value).
Figure: TypeAlias = Fraction | Span | Null | None


@dataclass(frozen=True, slots=True)
class Bounds:
    """A number, or the two ends between which it lies (`None`: no end can be proved)."""

    low: Fraction | None
    high: Fraction | None

    @property
    def exact(self) -> Fraction | None:
        """The number itself once it is known."""
        return self.low if self.low == self.high else None


ANYTHING = Bounds(None, None)
#: Grades and vetoes are found before anyone has a grade or a rank.
NO_NAMES: Mapping[str, Value] = MappingProxyType({})


def is_at_least(value: Bounds, *, edge: Bounds) -> Answer:
    """Whether the value reaches the edge."""
    if value.low is not None and edge.high is not None and value.low >= edge.high:
        return True
    if value.high is not None and edge.low is not None and value.high < edge.low:
        return False
    return None


def is_above(value: Bounds, *, edge: Bounds) -> Answer:
    """Whether the value lies beyond the edge."""
    if value.low is not None and edge.high is not None and value.low > edge.high:
        return True
    if value.high is not None and edge.low is not None and value.high <= edge.low:
        return False
    return None


@dataclass(frozen=True, slots=True)
class Pool:
    """The subjects among whom seats or ranks are given; `group` is their word in the column."""

    group: str | None
    members: tuple[str, ...]


class Inquiry:
    """The bench, the answers already given, and the problems met on the way."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        grading = bench.scheme.grading
        self._official = grading.value if grading and grading.on_published else None
        self._answers: dict[tuple[str, str | int], Answer] = {}
        self._figures: dict[tuple[str, str], Figure] = {}
        self._pools: dict[str | None, tuple[Pool, ...]] = {}
        self._problems: dict[Problem, None] = {}

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(self._problems)

    def report(self, problem: Problem) -> None:
        self._problems[problem] = None

    def holds(
        self, subject: str, *, formula: Formula, what: str, names: Mapping[str, Value] = NO_NAMES
    ) -> Answer:
        """Whether a condition is met; one without a value is not, and is reported."""
        question = (subject, id(formula))
        if question not in self._answers:
            self._answers[question] = self._truth(subject, formula, what, names)
        return self._answers[question]

    def _truth(
        self, subject: str, formula: Formula, what: str, names: Mapping[str, Value]
    ) -> Answer:
        truth = self.bench.truth(subject, formula=formula, names=names)
        if isinstance(truth, Null):
            self.report(_without_truth(subject, what, formula.place))
            return False
        return truth if isinstance(truth, bool) else None

    def case(self, subject: str, *, name: str) -> Answer:
        """Whether a case of that name is on record."""
        question = (subject, name)
        if question not in self._answers:
            found = self.bench.case(subject, name=name)
            self._answers[question] = found if isinstance(found, bool) else None
        return self._answers[question]

    def is_case(self, subject: str, *, name: str, condition: Formula | None) -> Answer:
        """Whether a bar or veto holds: by its condition, else by its cases on record."""
        if condition is None:
            answer = self.case(subject, name=name)
        else:
            answer = self.holds(subject, formula=condition, what=name)
        if answer is None:
            self.report(_unknown_case(subject, name))
        return answer

    def is_barred(self, subject: str, *, bar: Bar) -> Answer:
        return self.is_case(subject, name=bar.name, condition=bar.condition)

    def figure(self, subject: str, *, path: str) -> Figure:
        """A node's value as the scheme compares it: exact, or the published one if official."""
        question = (subject, path)
        if question not in self._figures:
            self._figures[question] = self._compared(subject, path)
        return self._figures[question]

    def _compared(self, subject: str, path: str) -> Figure:
        value = self.bench.value(subject, path=path)
        if path != self._official or value is None or isinstance(value, Null):
            return value
        if isinstance(value, Span):
            return Span(self._printed(value.low), self._printed(value.high))
        return self.bench.published(subject, path=path)

    def _printed(self, end: Fraction | None) -> Fraction | None:
        # Rounding never turns two numbers round, so rounded ends are the ends of what is rounded.
        scheme = self.bench.scheme
        return end and round_to(end, places=scheme.places, mode=scheme.places_mode)

    def edge(self, subject: str, *, formula: Formula, what: str) -> Bounds:
        """A threshold of one subject; one without a value settles nothing and is reported."""
        return self.bounds(self.bench.number(subject, formula=formula, names={}), what=what)

    def bounds(self, number: Fraction | Span | Null, *, what: str) -> Bounds:
        """The bounds of a number that the scheme must have."""
        if isinstance(number, Null):
            self.report(_without_number(what))
            return ANYTHING
        if isinstance(number, Span):
            return Bounds(number.low, number.high)
        return Bounds(number, number)

    def position(self, subject: str, *, order: tuple[SortKey, ...]) -> Position:
        """The subject's position in a stated order; a later key without a value is reported."""
        figures = []
        for number, key in enumerate(order):
            figure = self.figure(subject, path=key.path)
            if number and not isinstance(figure, Span | Fraction):
                self.report(_without_sort_key(subject, key))
            figures.append((figure, key.descending))
        return position_of(figures)

    def pools(self, column: str | None) -> tuple[Pool, ...]:
        """The pools by a column, in order of appearance; without a column all are in one."""
        if column not in self._pools:
            self._pools[column] = self._pooled(column)
        return self._pools[column]

    def _pooled(self, column: str | None) -> tuple[Pool, ...]:
        if column is None:
            return (Pool(None, self.bench.subjects),)
        groups: dict[str, list[str]] = {}
        for subject in self.bench.subjects:
            groups.setdefault(self.bench.column(subject, column=column), []).append(subject)
        return tuple(Pool(group, tuple(members)) for group, members in groups.items())


def _unknown_case(subject: str, name: str) -> Problem:
    return Problem(
        "case-unknown",
        speak("{subject}的「{name}」尚不能确定是否成立", subject=subject, name=name),
        speak("补齐其所依据的数据后重新计算"),
        "note",
        coordinate=subject,
    )


def _without_truth(subject: str, what: str, place: Place) -> Problem:
    return Problem(
        "condition-without-value",
        speak(
            "{subject}的「{what}」算不出真假（不适用或无定义），按未成立处理",
            subject=subject,
            what=what,
        ),
        speak("请在情形中写明不适用、无定义时如何判断"),
        "warning",
        place,
        coordinate=subject,
    )


def _without_number(what: str) -> Problem:
    return Problem(
        "number-without-value",
        speak("「{what}」算不出数值（不适用或无定义），无法据此判定", what=what),
        speak("请在方案中写明该数值，或为其所引用的指标规定无定义时的取值"),
    )


def _without_sort_key(subject: str, key: SortKey) -> Problem:
    return Problem(
        "order-without-value",
        speak(
            "{subject}没有「{path}」的数值，按此排序时列于有数值者之后",
            subject=subject,
            path=spoken_path(key.path),
        ),
        speak("请确认该排序依据适用于全部对象，或为其规定无定义时的取值"),
        "warning",
        key.place,
        key.path,
        subject,
    )
