"""Feeders: schemes whose results are facts of another scheme, scored over the same tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.values import UNDEFINED, OneOf, Value

if TYPE_CHECKING:
    from kaoji.engine.score.plain import Run

GRADE_WORDS = ("等次", "grade")


@dataclass(slots=True)
class Feeder:
    """One feeding scheme with its own run; grades are judged only when asked for."""

    run: Run
    judge: Callable[[Run], dict[str, tuple[str | None, tuple[str, ...]]]]
    grades: dict[str, tuple[str | None, tuple[str, ...]]] | None = field(default=None)

    @property
    def subjects(self) -> frozenset[str]:
        """Whom the feeding scheme knows."""
        return frozenset(self.run.roster.members) | frozenset(self.run.book.subjects)

    def take(self, subject: str, *, what: str, period: Period) -> Value:
        """A node's value of a subject, or its grade."""
        if what not in GRADE_WORDS:
            assert self.run.plan.index is not None  # noqa: S101
            found = self.run.plan.index.find(what)
            path = found[0].path if len(found) == 1 else self.run.plan.root
            value = self.run.value(path, subject=subject, period=period)
            return value if isinstance(value, Fraction) else value  # noqa: RUF034
        if self.grades is None:
            self.grades = self.judge(self.run)
        grade, possible = self.grades.get(subject, (None, ()))
        if grade is not None:
            return grade
        return OneOf(possible, ways={f"{subject}:等次@{period}": 0}) if possible else UNDEFINED
