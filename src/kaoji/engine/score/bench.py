"""What judging asks of the evaluator: values, truths and cases of the scored subjects.

Grades, ranks and honours know nothing of how a node is computed; whoever scores (plain, columns,
a test) implements this protocol.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Protocol

from kaoji.engine.plinth.values import Null, OneOf, Span, Value
from kaoji.engine.scheme.model import Formula, Scheme


class Bench(Protocol):
    """The scored subjects of one run. Of a refused one nothing is known; excluded ones are out."""

    @property
    def scheme(self) -> Scheme: ...

    @property
    def subjects(self) -> tuple[str, ...]:
        """The scored subjects, in the order of the subjects table."""
        ...

    @property
    def period_last_day(self) -> date: ...

    def value(self, subject: str, *, path: str) -> Fraction | Span | Null | None:
        """The exact value of a node; a span while facts are missing; None: no such value."""
        ...

    def published(self, subject: str, *, path: str) -> Fraction | None:
        """The node's figure at the scheme's published places."""
        ...

    def truth(
        self, subject: str, *, formula: Formula, names: Mapping[str, Value]
    ) -> bool | OneOf | Null: ...

    def number(
        self, subject: str | None, *, formula: Formula, names: Mapping[str, Value]
    ) -> Fraction | Span | Null: ...

    def case(self, subject: str, *, name: str) -> bool | OneOf:
        """At least one confirmed row (or a true fact or parameter) of that name."""
        ...

    def column(self, subject: str, *, column: str) -> str:
        """A column of the subjects table; empty when the table has none."""
        ...

    def may_rank(self, subject: str) -> bool:
        """False when a settled absence takes the subject out of all ranking (不排名)."""
        ...
