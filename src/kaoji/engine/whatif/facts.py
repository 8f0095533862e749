"""Facts changed in the table: the very cell where the value stands, or one more row.

What is found is what binding has found, so a change reads as an edited file would.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from kaoji.engine.facts.bind.bound import COMMON_FIELDS
from kaoji.engine.facts.bind.keys import FIELD_TWINS, kind_of_row
from kaoji.engine.facts.bind.review import rows_behind
from kaoji.engine.facts.book import EVERYONE, GROUP, FactBook, Figure
from kaoji.engine.facts.expected import Expectations, Expected
from kaoji.engine.facts.table import Cell, FactRow, FactTable
from kaoji.engine.plan.expect import expectations_of
from kaoji.engine.plan.nodes import Plan
from kaoji.engine.plinth.coordinate import Coordinate, spoken_subject
from kaoji.engine.plinth.exact import exact_text
from kaoji.engine.plinth.names import declared_name, spoken_field, spoken_path
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.spelling import nearest
from kaoji.engine.scheme.model import RowKind
from kaoji.engine.score.plain import Run
from kaoji.engine.score.roster import CLASSES
from kaoji.engine.whatif.change import HERE, Change, Made, changed_twice
from kaoji.engine.whatif.values import no_such_path

VALUE, TARGET = "数值", "目标"
#: The columns of the contract in which a field of a key stands.
_COLUMNS = {VALUE: "value", TARGET: "target"}
_ROWS = frozenset({RowKind.EVENT, RowKind.BALLOT, RowKind.PLAN})
#: More periods than this are counted, not listed.
_MOST_PERIODS = 12


@dataclass(frozen=True, slots=True)
class Reader:
    """A scheme that reads the table: what it expects, and the book of what it has read."""

    expectations: Expectations
    book: FactBook
    scheme: str  # written in the rows of a feeder; empty for the scored scheme itself


def readers_of(run: Run) -> tuple[Reader, ...]:
    """The scored scheme, then those that feed it."""
    feeding = (feeder.run for feeder in run.feeders.values())
    rest = tuple(replace(one, scheme=one.scheme or each.plan.scheme.id)
                 for each in feeding for one in readers_of(each))  # fmt: skip
    return (Reader(expectations_of(run.plan, period=run.period), run.book, ""), *rest)


def reader_of_draft(plan: Plan, *, period: Period) -> Reader:
    """A scheme that has read nothing yet."""
    return Reader(expectations_of(plan, period=period), FactBook(), "")


@dataclass(frozen=True, slots=True)
class _Key:
    """What a coordinate names, and who reads it."""

    reader: Reader
    expected: Expected
    field: str
    subject: str


@dataclass(slots=True)
class Ledger:
    """The table with changes made one after the other."""

    table: FactTable
    run: Run
    readers: tuple[Reader, ...]
    made: list[Made] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rows: dict[int, FactRow | None] = field(default_factory=dict)  # by identity; None: left out
    added: list[FactRow] = field(default_factory=list)
    touched: set[tuple[str, str, str, Period | None]] = field(default_factory=set)

    def apply(self, changes: Iterable[Change]) -> FactTable:
        """The table with every change that could be made."""
        for change in changes:
            if change.at is not None:
                self._apply(change, change.at)
        if not self.rows and not self.added:
            return self.table
        rows = (self.rows.get(id(row), row) for row in self.table.rows)
        kept = (row for row in rows if row is not None)
        return replace(self.table, rows=(*kept, *self.added))

    def set_parameter(self, change: Change, *, name: str) -> bool:
        """Change the row that sets a parameter for all; whether there is one."""
        figures = self.readers[0].book.parameters.get(name, {}).get(EVERYONE, {})
        if len(figures) != 1:
            return False
        (figure,) = figures.values()
        self._edit(change, figure.row, column="value")
        return True

    def _apply(self, change: Change, at: Coordinate) -> None:
        key = self._key(change, at)
        if isinstance(key, Problem):
            self.problems.append(key)
            return
        probe = FactRow(HERE, {"value": Cell(change.value or "0", HERE)}, {})
        kind = kind_of_row(probe, expected=key.expected, own_field=key.field)
        if kind in _ROWS:
            self.problems.append(_of_rows(change, key=key))
            return
        figures = _figures(key, kind=kind)
        is_timeless = key.expected.spec is not None and key.expected.spec.timeless
        period = at.period or self._only_period(change, key, figures, kind=kind)
        period = None if is_timeless else period
        if isinstance(period, Problem):
            self.problems.append(period)
            return
        target = (key.subject, key.expected.path, key.field, period)
        if target in self.touched:
            self.problems.append(changed_twice(change))
            return
        self.touched.add(target)
        if kind == "given":
            self._withdraw(key, period=period)
        found = figures.get(period)
        if found is None:
            before = self._worked_out(key, period=period) if kind == "given" else None
            self._add(change, key, period=period, before=before)
        else:
            self._edit(change, found.row, column=_column(found.row, key=key))

    # -- what is named -----------------------------------------------------------------------------

    def _key(self, change: Change, at: Coordinate) -> _Key | Problem:
        subject = self._subject(change, at.subject or EVERYONE)
        if isinstance(subject, Problem):
            return subject
        for reader in self.readers:
            paths = reader.expectations.find(at.path)
            if len(paths) == 1:
                return self._field(change, reader, reader.expectations.keys[paths[0]], subject)
            if paths:
                return no_such_path(change, name=at.path, found=paths, known=())
        known = tuple(path for one in self.readers for path in one.expectations.words)
        return no_such_path(change, name=at.path, found=(), known=known)

    def _subject(self, change: Change, written: str) -> str | Problem:
        """A subject by its id or name, a group, or everyone."""
        members = self.run.roster.members
        if written == EVERYONE or written in members:
            return written
        known = {one.name: one.id for one in members.values()} | {one: one for one in members}
        if written.startswith(GROUP):
            words = (one.columns.get(name) for one in members.values() for name in CLASSES)
            known = {f"{GROUP}{word}": f"{GROUP}{word}" for word in words if word}
        if written in known:
            return known[written]
        near = nearest(written, known=known)
        hint = (
            speak("是不是「{near}」？", near=spoken_subject(near[0]))
            if near
            else speak("核对对象表和数据表")
        )
        message = speak("没有「{name}」这个对象", name=spoken_subject(written))
        return Problem("unknown-subject", message, hint, place=HERE, coordinate=change.target)

    def _field(
        self, change: Change, reader: Reader, expected: Expected, subject: str
    ) -> _Key | Problem:
        written = VALUE if change.at is None or change.at.field is None else change.at.field
        name = FIELD_TWINS.get(written) or declared_name(written)
        if name == VALUE or name in COMMON_FIELDS or expected.field_spec(name) is not None:
            return _Key(reader, expected, name, subject)
        own = () if expected.spec is None else tuple(expected.spec.fields)
        known = tuple(map(spoken_field, (*own, *COMMON_FIELDS)))
        near = nearest(written, known=known)
        hint = (
            speak("是不是「{near}」？", near=near[0])
            if near
            else speak("可写：{names}", names=speak("、").join(known))
        )
        message = speak(
            "「{path}」没有「{field}」这一栏", path=spoken_path(expected.path), field=written
        )
        return Problem("change-not-found", message, hint, place=HERE, coordinate=change.target)

    def _only_period(
        self, change: Change, key: _Key, figures: Mapping[Period | None, Figure], *, kind: object
    ) -> Period | Problem | None:
        """The period that is meant where none is written; a problem where there are several."""
        known = set(figures)
        if kind is RowKind.QUANTITY and key.field not in COMMON_FIELDS:
            known |= key.expected.asked
        if len(known) > 1:
            return _which_period(change, periods=[one for one in known if one is not None])
        if known:
            return known.pop()
        return self.run.period if kind == "given" else None

    def _withdraw(self, key: _Key, *, period: Period | None) -> None:
        """What the node was worked out from: a given result stands in its place."""
        reader = key.reader
        for row in rows_behind(
            key.expected.path, subject=key.subject, period=period, book=reader.book,
            keys=reader.expectations.keys,
        ):  # fmt: skip
            self.rows[id(row)] = None

    # -- making it ---------------------------------------------------------------------------------

    def _edit(self, change: Change, row: FactRow, *, column: str) -> None:
        now = self.rows.get(id(row)) or row
        cell = Cell(change.value, HERE)
        if column in _COLUMNS.values():
            before = now.text(column)
            made = now._replace(cells={**dict(now.cells), column: cell})
        else:
            before = now.extra[column].text
            made = now._replace(extra={**dict(now.extra), column: cell})
        # The value is of the key's own unit, whatever the head of the column says.
        units = {name: unit for name, unit in now.units.items() if name != column}
        self.rows[id(row)] = made._replace(units=units)
        self.made.append(Made(change, before or None, change.value))

    def _worked_out(self, key: _Key, *, period: Period | None) -> str | None:
        """What the engine has made of a node that is now given."""
        station = self.run.stations.get((key.expected.path, period or self.run.period))
        outcome = None if station is None else station.known.get(key.subject)
        is_own = key.reader is self.readers[0]
        value = outcome.value if outcome is not None and is_own else None
        return exact_text(value) if isinstance(value, Fraction) else None

    def _add(self, change: Change, key: _Key, *, period: Period | None, before: str | None) -> None:
        path = key.expected.path
        texts = {
            "subject": key.subject,
            "key": path if key.field == VALUE else f"{path}.{key.field}",
            "period": "" if period is None else str(period),
            "value": change.value,
            "scheme": key.reader.scheme,
        }
        cells = {name: Cell(text, HERE) for name, text in texts.items() if text}
        self.added.append(FactRow(HERE, cells, {}))
        self.made.append(Made(change, before, change.value))


def _figures(key: _Key, *, kind: RowKind | str) -> Mapping[Period | None, Figure]:
    """What the rows of just this scope say, by period."""
    book, path = key.reader.book, key.expected.path
    if kind == "parameter":
        return book.parameters.get(path, {}).get(key.subject, {})
    if kind == "given":
        return dict(_given(book, path=path, scope=key.subject))
    return book.own(path, field=key.field, scope=key.subject)


def _given(book: FactBook, *, path: str, scope: str) -> Iterator[tuple[Period | None, Figure]]:
    """Given results, and rows that say 不适用 in the place of one."""
    for period, figure in book.own(path, field="适用", scope=scope).items():
        if not figure.row.text("key").strip().endswith(".适用"):
            yield period, figure
    for (who, period), figure in book.given.get(path, {}).items():
        if who == scope:
            yield period, figure


def _column(row: FactRow, *, key: _Key) -> str:
    """The column of a row in which the field stands."""
    if not key.reader.expectations.find(row.text("key").strip()):
        return "value"  # the row's key has the field itself
    if key.field in _COLUMNS:
        return _COLUMNS[key.field]
    return key.field if key.field in row.extra else "value"


def _of_rows(change: Change, *, key: _Key) -> Problem:
    return Problem(
        "change-of-rows",
        speak("「{path}」是一条一条登记的，没有一个数可改", path=spoken_path(key.expected.path)),
        speak(
            "写 {subject}:{path}.得分=… 改它的结果，或在数据表里改那一条",
            subject=key.subject,
            path=spoken_path(key.expected.path),
        ),
        place=HERE,
        coordinate=change.target,
    )


def _which_period(change: Change, *, periods: list[Period]) -> Problem:
    names = [str(one) for one in sorted(periods, key=lambda one: (one.first_day, str(one)))]
    return Problem(
        "period-open",
        speak(
            "「{target}」没有写哪一期，可以是：{periods}",
            target=change.target,
            periods=speak("、").join(names[:_MOST_PERIODS]),
        ),
        speak("在后面写 @{period}", period=names[0]),
        place=HERE,
        coordinate=change.target,
    )
