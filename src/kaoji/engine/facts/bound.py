"""A row being bound: the work in progress, the row with what is known of it, shared words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from kaoji.engine.facts.book import EVERYONE, FactBook
from kaoji.engine.facts.expected import Expectations, Expected
from kaoji.engine.facts.numbers import NumberWord
from kaoji.engine.facts.periods import PeriodFault, period_of_row
from kaoji.engine.facts.reading import NO_BOUNDS, read_cell
from kaoji.engine.facts.table import Cell, FactRow
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.values import Value
from kaoji.engine.scheme.model import FieldSpec, ValueType

#: Fields that every key has beside the declared ones.
COMMON_FIELDS: Mapping[str, FieldSpec] = {
    "分值": FieldSpec("分值", unit="分"),
    "满分": FieldSpec("满分", unit="分"),
    "权重": FieldSpec("权重"),
    "系数": FieldSpec("系数"),
    "适用": FieldSpec("适用", type=ValueType.TRUTH),
    "得分": FieldSpec("得分", unit="分"),
}
FIELD_TWINS = {
    "value": "数值", "target": "目标", "points": "分值", "full": "满分", "weight": "权重",
    "factor": "系数", "applies": "适用", "score": "得分", "earned": "得分",
}  # fmt: skip
COUNTED, PENDING = {"", "已认定", "confirmed"}, {"拟", "待认定", "已撤销", "proposed", "withdrawn"}
LIST_CELLS = ("work", "level", "count", "date", "document", "issuer", "id", "state")


@dataclass(slots=True)
class Binding:
    """One binding in progress."""

    expectations: Expectations
    book: FactBook
    as_of: date | None = None
    known_elsewhere: Callable[[str], bool] = lambda _key: False
    later: int = 0
    outside: int = 0
    seen_ids: dict[tuple[str, str, str], FactRow] = field(default_factory=dict)
    documents: dict[tuple[str, str], tuple[str, FactRow]] = field(default_factory=dict)
    bodies: dict[tuple[object, ...], FactRow] = field(default_factory=dict)

    def fault(self, row: FactRow, *, subject: str, problem: Problem) -> None:
        """Record a problem of a row, with its coordinate."""
        about = f"{subject}:{row.text('key')}" if subject != EVERYONE else row.text("key")
        placed = problem if problem.place.file or problem.place.row else problem.at(row.place)
        self.book.refuse(subject, problem=placed_at(placed, coordinate=about))


def placed_at(problem: Problem, *, coordinate: str) -> Problem:
    """The problem with its coordinate, kept when it already has one."""
    if problem.coordinate:
        return problem
    return Problem(
        problem.code, problem.message, problem.remedy, problem.severity, problem.place,
        problem.path, coordinate,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class BoundRow:
    """A row with what is known of it."""

    row: FactRow
    subject: str
    expected: Expected
    own_field: str
    day: date | None
    binding: Binding

    def fault(self, problem: Problem) -> None:
        """Record a problem of this row."""
        self.binding.fault(self.row, subject=self.subject, problem=problem)

    def read(self, cell: Cell, *, spec: FieldSpec, name: str) -> Value | NumberWord | None:
        """Read a cell by its field; a fault is recorded and gives `None`."""
        found = read_cell(
            cell,
            spec=spec,
            bounds=self.expected.bounds.get(name, NO_BOUNDS),
            scales=self.expected.scale_words,
            unit=self.row.units.get(name) or self.row.units.get(_english(name)),
        )
        if isinstance(found, Problem):
            self.fault(found)
            return None
        return found

    def period(self, *, is_given: bool = False) -> Period | PeriodFault | None:
        """The period the row belongs to (`None`: timeless)."""
        expected = self.expected
        return period_of_row(
            self.row,
            day=self.day,
            expected=replace(expected, asked=expected.given_at) if is_given else expected,
            run=self.binding.expectations.period,
            part_dates=self.binding.expectations.part_dates,
        )


def _english(name: str) -> str:
    return {"数值": "value", "目标": "target"}.get(name, name)
