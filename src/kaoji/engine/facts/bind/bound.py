"""A row being bound: the work in progress, the row with what is known of it, shared words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from kaoji.engine.facts.book import EVERYONE, FactBook
from kaoji.engine.facts.expected import Bounds, Expectations, Expected, OtherVersion
from kaoji.engine.facts.numbers import NumberWord
from kaoji.engine.facts.periods import PeriodFault, period_of_row
from kaoji.engine.facts.reading import NO_BOUNDS, read_cell
from kaoji.engine.facts.spoken import doubted_period
from kaoji.engine.facts.table import Cell, FactRow
from kaoji.engine.facts.told import field_told
from kaoji.engine.facts.units import PERCENT, same_unit
from kaoji.engine.plinth.coordinate import canonical_subject
from kaoji.engine.plinth.exact import exact_text
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import Value
from kaoji.engine.scheme.model import FieldSpec, RowKind, ValueType

#: Fields that every key has beside the declared ones.
COMMON_FIELDS: Mapping[str, FieldSpec] = {
    "分值": FieldSpec("分值", unit="分"),
    "满分": FieldSpec("满分", unit="分"),
    "权重": FieldSpec("权重"),
    "系数": FieldSpec("系数"),
    "适用": FieldSpec("适用", type=ValueType.TRUTH),
    "得分": FieldSpec("得分", unit="分"),
}
#: On a list: nothing to report. Such a row counts as none, whatever else it says.
NIL_RETURNS = frozenset({"无", "零报告", "否", "没有", "nil"})
LIST_CELLS = ("work", "level", "count", "date", "document", "issuer", "id", "state")

_ENGLISH = {"数值": "value", "目标": "target"}
_PERCENTS = Bounds(Fraction(0), Fraction(100))


@dataclass(slots=True)
class Binding:
    """One binding in progress."""

    expectations: Expectations
    book: FactBook
    as_of: date | None = None
    known_elsewhere: Callable[[str], bool] = lambda _key: False
    known_subjects: frozenset[str] | None = None
    other_version: Callable[[Period], OtherVersion | None] = lambda _period: None
    serves_history: bool = False  # the run that is scored is another one, of a later period
    is_ours: Callable[[Period, frozenset[Period]], bool] = lambda _period, _asked: True
    later: int = 0
    outside: int = 0
    strangers: dict[str, list[FactRow]] = field(default_factory=dict)
    named: list[tuple[BoundRow, Cell, str]] = field(default_factory=list)  # by 对象 columns
    keys: dict[str, tuple[Expected, str]] = field(default_factory=dict)  # as rows have written them
    #: Key and period as written → the period that is meant, where it is one.
    periods: dict[tuple[str, str], Period] = field(default_factory=dict)
    seen: dict[tuple[object, ...], FactRow] = field(default_factory=dict)
    documents: dict[tuple[str, str], tuple[str, FactRow]] = field(default_factory=dict)

    def fault(self, row: FactRow, *, subject: str, problem: Problem) -> None:
        """Record a problem of a row, with its coordinate."""
        about = f"{subject}:{row.text('key')}" if subject != EVERYONE else row.text("key")
        placed = problem if problem.place.file or problem.place.row else problem.at(row.place)
        self.book.refuse(subject, problem=replace(placed, coordinate=placed.coordinate or about))

    def doubt(
        self, row: FactRow, *, subject: str, field: str = "", expected: Expected | None = None
    ) -> None:
        """Remember that a row was refused; whose key nobody knows has no field either."""
        path = "" if expected is None else expected.path
        period = doubted_period(row, expected=expected)
        self.book.doubt(path, field=field, subject=subject, period=period)

    def is_later(self, day: date) -> bool:
        """The day is not here yet on the day that the run stands for."""
        return self.as_of is not None and day > self.as_of


class BoundRow(NamedTuple):
    """A row with what is known of it."""

    row: FactRow
    subject: str
    expected: Expected
    own_field: str
    day: date | None
    binding: Binding

    def fault(self, problem: Problem) -> None:
        """Record a problem of this row."""
        if problem.severity == "error":
            row, field = self.row, self.own_field
            self.binding.doubt(row, subject=self.subject, field=field, expected=self.expected)
        self.binding.fault(self.row, subject=self.subject, problem=problem)

    def read(self, cell: Cell, *, spec: FieldSpec, name: str) -> Value | NumberWord | None:
        """Read a cell by its field; a fault is recorded and gives `None`."""
        found = read_cell(
            cell,
            spec=spec,
            bounds=self._bounds(name),
            scales=self.expected.scale_words,
            unit=self._header_unit(name),
        )
        if isinstance(found, Problem):
            self.fault(found)
            return None
        if spec.type is ValueType.SUBJECT and isinstance(found, str):
            self.binding.named.append((self, cell, found))
        if isinstance(found, Fraction) and spec.unit and self._is_doubtful(found, cell, spec, name):
            self.fault(_share_or_percent(found, cell=cell, name=name))
        return found

    def _is_doubtful(self, number: Fraction, cell: Cell, spec: FieldSpec, name: str) -> bool:
        """Whether a bare 0.95 stands where percents from 0 to 100 do: it may mean 95%."""
        return (
            0 < number.numerator < number.denominator
            and same_unit(spec.unit or "", other=PERCENT)
            and self._bounds(name) == _PERCENTS
            and cell.text[-1:].isdigit()
            and not self._header_unit(name)
        )

    def _header_unit(self, name: str) -> str | None:
        units = self.row.units
        return (units.get(name) or units.get(_ENGLISH.get(name, name))) if units else None

    def _bounds(self, name: str) -> Bounds:
        """The range of a field; how far judged points may go is known when all rows are here."""
        bounds = self.expected.bounds.get(name, NO_BOUNDS)
        if name == "数值" and self.expected.is_judged:
            return bounds if bounds.high != self.expected.full else Bounds(bounds.low)
        return bounds

    def period(self, *, is_given: bool = False) -> Period | PeriodFault | None:
        """The period the row belongs to (`None`: timeless, or by its date)."""
        text = "" if is_given else self.row.text("period")
        if not text:
            return self.period_on(self.day, is_given=is_given)
        # What is written decides it, whatever the day.
        key, periods = (self.expected.path, text), self.binding.periods
        known: Period | PeriodFault | None = periods.get(key)
        if known is None:
            known = self.period_on(self.day)
            if isinstance(known, Period):
                periods[key] = known
        return known

    def period_on(self, day: date | None, *, is_given: bool = False) -> Period | PeriodFault | None:
        """The period of a row whose counting day is this one."""
        return period_of_row(
            self.row,
            day=day,
            expected=self._given_at() if is_given else self.expected,
            run=self.binding.expectations.period,
            part_dates=self.binding.expectations.part_dates,
        )

    def _given_at(self) -> Expected:
        """What a row expects that speaks of the node itself, not of an event: a period for which
        the node is scored, a part or the whole. A date says the part.
        """
        expected, spec = self.expected, self.expected.spec
        is_dated = self.day is not None and not self.row.text("period")
        return replace(
            expected,
            asked=expected.asked if is_dated else expected.given_at,
            spec=None if spec is None else replace(spec, row_kind=RowKind.QUANTITY),
        )

    def is_first(self, *key: object) -> FactRow | None:
        """The earlier row of the same key, if there is one."""
        before = self.binding.seen.setdefault((self.expected.path, self.subject, *key), self.row)
        return None if before is self.row else before


def subject_of(row: FactRow) -> str:
    """Whom a row is about, however it is spelt: a subject, a group `组:名`, or everyone."""
    return canonical_subject(row.text("subject")) or EVERYONE


def _share_or_percent(number: Fraction, *, cell: Cell, name: str) -> Problem:
    taken, meant = exact_text(number), exact_text(number * 100)
    return Problem(
        "share-or-percent",
        speak(
            "「{name}」填的是 {text}，按 {taken}% 计；{taken}% 是否应为 {meant}%？",
            name=field_told(name),
            text=cell.text,
            taken=taken,
            meant=meant,
        ),
        speak("是 {meant}% 就写 {meant}；确是 {taken}% 就写 {taken}%", taken=taken, meant=meant),
        severity="warning",
        place=cell.place,
    )
