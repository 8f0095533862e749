"""The result of a run: what each subject gets, as frozen records; shapes of the outer contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from kaoji.engine.plinth.exact import exact_text
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.values import Choice, Null, Span, Value
from kaoji.engine.score.outcome import Outcome, State
from kaoji.engine.score.verdict import Decision, Verdict


class Status(StrEnum):
    """How far a subject's result has come."""

    FINAL = "final"
    INCOMPLETE = "incomplete"
    EXCLUDED = "excluded"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class NodeResult:
    """One node of one subject, ready to be shown."""

    path: str
    period: Period
    name: str
    outcome: Outcome
    unit: str | None
    role: str
    published: str | None
    shown: str | None
    clause: str | None = None
    reading: str | None = None

    def as_json(self) -> dict[str, object]:
        """The node in the contract's shape."""
        value = self.outcome.value
        shape: dict[str, object] = {
            "state": self.outcome.state.value,
            "exact": exact_text(value) if isinstance(value, Fraction) else None,
            "published": self.published,
            "shown": self.shown,
            "value": word_of(value),
            "unit": self.unit,
            "interval": interval_json(value) if self.outcome.state is State.MISSING else None,
        }
        if self.role == "deduction":
            shape["role"] = self.role
        return shape


def word_of(value: Value) -> str | bool | None:
    """A value that is not a number, as JSON."""
    if type(value) is Fraction:  # nearly every one
        return None
    if isinstance(value, bool | str):
        return value
    if isinstance(value, Choice):
        return value.word
    return None if isinstance(value, Fraction | Null | Span | tuple) else _plain(value)


def _plain(value: object) -> str | None:
    text = getattr(value, "isoformat", None)
    return text() if text is not None else None


def interval_json(value: Value) -> dict[str, object] | None:
    """The sound bounds; `null` where none can be proved."""
    if not isinstance(value, Span) or value.low is None or value.high is None:
        return None
    return {
        "worst": exact_text(value.low),
        "best": exact_text(value.high),
        "tight": value.tight,
    }


@dataclass(frozen=True, slots=True)
class SubjectResult:
    """One subject's result."""

    subject: str
    name: str
    group: str
    status: Status
    total: Fraction | None
    published: str | None
    shown: str | None
    interval: Span | None
    verdict: Verdict
    nodes: Mapping[str, NodeResult]
    problems: tuple[Problem, ...] = ()
    blocking: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The subject in the contract's shape."""
        total = None
        if self.total is not None:
            total = {"exact": exact_text(self.total), "published": self.published,
                     "shown": self.shown}  # fmt: skip
        refused = self.status in (Status.REFUSED, Status.EXCLUDED)
        verdict = self.verdict.as_json()
        return {
            "subject": self.subject,
            "name": self.name,
            "group": self.group or None,
            "status": self.status.value,
            "total": None if refused else total,
            "interval": None if self.interval is None else interval_json(self.interval),
            **verdict,
            "nodes": {key: node.as_json() for key, node in self.nodes.items()},
            "problems": [problem.as_json() for problem in self.problems],
            "blocking": list(self.blocking),
        }


@dataclass(frozen=True, slots=True)
class Result:
    """Everything one run gives."""

    scheme: str
    title: str
    version: str
    period: Period | None
    subjects: tuple[SubjectResult, ...] = ()
    decisions: tuple[Decision, ...] = ()
    problems: tuple[Problem, ...] = ()
    extras: Mapping[str, object] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """The result in the contract's shape."""
        return {
            "scheme": self.scheme,
            "version": self.version,
            "period": None if self.period is None else str(self.period),
            "subjects": [subject.as_json() for subject in self.subjects],
            "decisions": [decision.as_json() for decision in self.decisions],
            "problems": [problem.as_json() for problem in self.problems],
        }
