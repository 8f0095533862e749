"""What expressions may ask of a run: facts with their ranges, rows, parameters, tables.

A fact that is owed and not here comes back as an unknown over its range, named by its
coordinate, so that whoever computes with it gets sound bounds and the blocking facts by name.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from kaoji.engine.facts.book import FactBook, Figure, Line
from kaoji.engine.facts.periods import PartDates, day_in_part, lies_in_part
from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.plan.context import Spot
from kaoji.engine.plan.nodes import Amount, Annex, Lookup, Node, Plan
from kaoji.engine.plinth.exact import HUNDRED, ZERO
from kaoji.engine.plinth.periods import Grain, Period
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.plinth.values import Choice, Null, OneOf, Span, Value
from kaoji.engine.scheme.model import Carry, Feed, FieldSpec, Formula, RowKind, ValueType
from kaoji.engine.score import calc
from kaoji.engine.score.applying import is_ruled_out
from kaoji.engine.score.gathering import gathered, gathered_so_far
from kaoji.engine.score.lookup import look_up_in, row_of
from kaoji.engine.score.parameters import open_table, parameter_value
from kaoji.engine.score.roster import Roster
from kaoji.engine.score.shared_places import mean_look_up_in

if TYPE_CHECKING:
    from kaoji.engine.score.feeds import Feeder

#: What stands behind the name of a list that may still grow.
OPEN_LIST = marked("(未截止)")

Edges = tuple[Fraction | None, Fraction | None]


@dataclass(slots=True)
class Reading(ABC):
    """The asking half of a run; `Run` adds the evaluating half."""

    plan: Plan
    book: FactBook
    roster: Roster
    period: Period
    open_paths: frozenset[str] = frozenset()
    tracing: bool = False
    feeders: Mapping[str, Feeder] = field(default_factory=dict)
    caches: dict[object, Any] = field(default_factory=dict)
    elders: Callable[[Period], Reading | None] | None = None  # versions in force earlier
    part_run: Callable[[Period], Reading | None] | None = None  # versions that parts are pinned to

    # -- what the other parts answer ---------------------------------------------------------------

    @abstractmethod
    def value(self, path: str, *, subject: str, period: Period) -> Value:
        """The value of a node."""

    @abstractmethod
    def full(self, path: str, *, subject: str, period: Period) -> Value:
        """The full points of a node."""

    @abstractmethod
    def applies(self, path: str, *, subject: str, period: Period) -> Value:
        """Whether a node applies to the subject."""

    @abstractmethod
    def feed(self, feed: Feed, *, spot: Spot, made_for: str) -> Value:
        """A result of another scheme."""

    # -- expressions -------------------------------------------------------------------------------

    @abstractmethod
    def spot(self, node: str, *, subject: str, period: Period) -> Spot:
        """A place for expressions to stand."""

    @abstractmethod
    def amount(self, amount: Amount, *, spot: Spot) -> Value:
        """The value of a number place."""

    def compiled(self, formula: Formula) -> Amount:
        """A formula of verdicts, compiled once."""
        key = ("formula", id(formula))
        known: Amount | None = self.caches.get(key)
        if known is None:
            known = self.caches[key] = self.plan.compile(formula)
        return known

    def compiled_at(self, formula: Formula, *, node: str, in_row: bool = False) -> Amount:
        """A range or a requirement, compiled once with the node's own fields in sight."""
        key = ("formula", id(formula), node, in_row)
        known: Amount | None = self.caches.get(key)
        if known is None:
            known = self.caches[key] = self.plan.compile_at(formula, node, in_row)
        return known

    # -- facts -------------------------------------------------------------------------------------

    def fact_at(self, named: tuple[str, str], *, spot: Spot) -> Value:
        """A field of a key where the spot stands; most are reported for just there."""
        figure = self.book.here(spot.subject, period=spot.period).get(named)
        if figure is not None and not self.book.doubts:
            return figure.value
        path, field = named
        return self.fact(path, field=field, subject=spot.subject, period=spot.period)

    def fact(self, path: str, *, field: str, subject: str, period: Period) -> Value:
        """A field of a key for a subject and period; an unknown over its range when not here."""
        figure = self.figure(path, field=field, subject=subject, period=period)
        if figure is not None:
            return figure.value
        then = None if self.part_run is None else self.part_run(period)
        if then is not None and path in then.plan.nodes:
            return then.fact(path, field=field, subject=subject, period=period)
        node = self.plan.nodes[path]
        spec = node.spec
        if field == "数值" and spec is not None and spec.row_kind is RowKind.EVENT:
            return self.has_rows(path, subject=subject, period=period)
        if spec is not None and field == "数值" and spec.feed is not None:
            is_carried = spec.carry is Carry.CARRY and self.period.contains(period)
            spot = self.spot(path, subject=subject, period=self.period if is_carried else period)
            return self.feed(spec.feed, spot=spot, made_for=path)
        if spec is not None and spec.carry is Carry.GATHER:
            return gathered(self, node=node, field=field, subject=subject, period=period)
        return self.unknown(node, field=field, subject=subject, period=period)

    def fact_so_far(self, path: str, *, field: str, subject: str, period: Period) -> Value:
        """The same where 以已到者计 is stated: a sum over the finer periods that are here."""
        node = self.plan.nodes[path]
        is_gathered = node.spec is not None and node.spec.carry is Carry.GATHER
        figure = self.figure(path, field=field, subject=subject, period=period)
        if figure is not None or not is_gathered:
            return self.fact(path, field=field, subject=subject, period=period)
        return gathered_so_far(self, node=node, field=field, subject=subject, period=period)

    def figure(self, path: str, *, field: str, subject: str, period: Period) -> Figure | None:
        """The bound figure, sought by period, timeless, or carried over as the key allows."""
        book = self.book
        doubts = book.doubtful(path, subject=subject, period=period)
        if doubts:  # what nobody understands may be what would go before a wider row
            own = book.own(path, field=field, scope=subject)
            return own.get(period) or own.get(None) if doubts == {""} else None
        found = book.figure(path, field=field, subject=subject, period=period)
        if found is not None:
            return found
        spec = self.plan.nodes[path].spec
        if spec is None or spec.timeless or not book.has_field(path, field=field):
            return book.figure(path, field=field, subject=subject, period=None)
        if spec.carry is Carry.CARRY:
            for wider in widening(period):
                found = book.figure(path, field=field, subject=subject, period=wider)
                if found is not None:
                    return found
        return None

    def unknown(self, node: Node, *, field: str, subject: str, period: Period) -> Value:
        """The unknown that stands for a missing fact: every value of its range."""
        spec = node.spec
        declared = (
            None if spec is None else spec.value if field == "数值" else spec.fields.get(field)
        )
        name = "" if field == "数值" else f".{field}"
        key = f"{subject}:{node.path}{name}@{period}"
        if declared is None and name:
            return Span(None, None, tight=True, ways={key: 1})
        if declared is None or declared.type is ValueType.NUMBER:
            low, high = self.range_of(node, spec=declared, subject=subject, period=period)
            return Span(low, high, tight=True, ways={key: 1})
        return OneOf(self.options(declared), ways={key: 0})

    def options(self, spec: FieldSpec) -> tuple[Value, ...]:
        """Every value that a field which is not a number may take; empty: anything."""
        match spec.type:
            case ValueType.TRUTH:
                return (True, False)
            case ValueType.CHOICE:
                words = self.plan.scheme.scales.get(spec.scale or "", ())
                return tuple(
                    Choice(spec.scale or "", word, rank) for rank, word in enumerate(words)
                )
            case _:
                return spec.options

    # -- ranges ------------------------------------------------------------------------------------

    def range_of(
        self, node: Node, *, spec: FieldSpec | None, subject: str, period: Period
    ) -> Edges:
        """The declared range; judged points lie between 0 and full."""
        key = ("range", node.path, spec.key if spec is not None else "")
        known: Edges | None = self.caches.get(key)
        if known is not None:
            return known
        asked = ("range open", *key, subject, period)
        if asked in self.caches:  # 分值 that hangs on the very figure whose range it would give
            return None, None
        self.caches[asked] = True
        try:
            edges = self._edges(node, spec=spec, subject=subject, period=period)
        finally:
            del self.caches[asked]
        if self._is_same_for_all(node, spec):
            self.caches[key] = edges
        return edges

    def _edges(self, node: Node, *, spec: FieldSpec | None, subject: str, period: Period) -> Edges:
        lowest, highest = (None, None) if spec is None else (spec.low, spec.high)
        low = _end_of(self._edge(lowest, node, subject, period), is_high=False)
        high = _end_of(self._edge(highest, node, subject, period), is_high=True)
        if node.is_judged and (spec is None or spec.key == "数值"):
            low = ZERO if low is None else low
            if high is None:
                full = self.full(node.path, subject=subject, period=period)
                high = _end_of(full, is_high=True)
        return low, high

    def _is_same_for_all(self, node: Node, spec: FieldSpec | None) -> bool:
        """No subject has a range of its own: neither its edges nor its full points are asked."""
        edges = (None, None) if spec is None else (spec.low, spec.high)
        amounts = [self.compiled_at(edge, node=node.path) for edge in edges if edge is not None]
        if any(amount.constant is None for amount in amounts):
            return False
        full = node.full or node.points
        has_own_full = node.path in self.book.set_by_facts
        return not node.is_judged or (
            not has_own_full and full is not None and full.constant is not None
        )

    def _edge(
        self, formula: Formula | None, node: Node, subject: str, period: Period
    ) -> Value | None:
        if formula is None:
            return None
        amount = self.compiled_at(formula, node=node.path)
        return self.amount(amount, spot=self.spot(node.path, subject=subject, period=period))

    # -- lists -------------------------------------------------------------------------------------

    def lines(self, path: str, *, subject: str, period: Period) -> list[Line]:
        """The counted rows of an event list that fall in the period."""
        return [
            line
            for line in self.book.lines_of(path, subject=subject)
            if falls_in(line, period=period, dates=self.plan.part_dates)
        ]

    def plan_lines(self, path: str, *, subject: str, period: Period) -> list[Line]:
        """The plan items of a subject; those of the year serve its parts unless dated finer."""
        own = self.book.lines_of(path, subject=subject)
        exact = [line for line in own if line.period == period]
        if exact:
            return exact
        return [line for line in own if line.period is None or line.period.contains(period)]

    def growing(self, path: str, *, subject: str, period: Period) -> str | None:
        """The name of what a list still waits for: further rows, a refused row set right, the nil
        return that it asks for.
        """
        if path in self.open_paths:
            return f"{subject}:{path}@{period}{speak(OPEN_LIST)}"
        if self.book.doubtful(path, subject=subject, period=period):
            return f"{subject}:{path}@{period}"
        spec = self.plan.nodes[path].spec
        if spec is None or not spec.nil_return:
            return None
        if self.lines(path, subject=subject, period=period):
            return None
        is_nil = self.book.has_nil_return(path, subject=subject, period=period)
        if is_nil or is_ruled_out(self, path=path, subject=subject, period=period):
            return None
        return f"{subject}:{path}@{period}"

    def has_rows(self, path: str, *, subject: str, period: Period) -> Value:
        """Whether an event list has a counted row; a growing one without may still get one."""
        if self.lines(path, subject=subject, period=period):
            return True
        growing = self.growing(path, subject=subject, period=period)
        return False if growing is None else OneOf((True, False), ways={growing: 0})

    def rows(self, path: str, *, subject: str, period: Period) -> Value:
        """The counted rows as records; any list while it may still grow."""
        growing = self.growing(path, subject=subject, period=period)
        if growing is not None:
            return OneOf((), ways={growing: 0}, tight=False)
        lines = self.lines(path, subject=subject, period=period)
        return tuple({**line.record, "件数": line.count} for line in lines)

    def row_count(self, path: str, *, subject: str, period: Period) -> Value:
        """The sum of 件数 of the counted rows; a growing list has at least as many."""
        lines = self.lines(path, subject=subject, period=period)
        count = calc.total(line.count for line in lines)
        growing = self.growing(path, subject=subject, period=period)
        if growing is None:
            return count
        return calc.add(count, Span(ZERO, None, tight=True, ways={growing: 1}))

    def unknown_points(self, path: str, *, spot: Spot) -> Value:
        """Points of a node of which nothing is here yet: 0 to full."""
        full = self.full(path, subject=spot.subject, period=spot.period)
        high = full if isinstance(full, Fraction) else None
        return Span(ZERO, high, tight=True, ways={f"{spot.subject}:{path}@{spot.period}": 1})

    def unknown_item(self, line: Line, *, path: str, spot: Spot) -> Value:
        """The missing figure of one plan item: its range; judged points from none to all."""
        node = self.plan.nodes[path]
        key = f"{spot.subject}:{path}[{line.work}]@{spot.period}"
        spec = None if node.spec is None else node.spec.value
        low, high = self.range_of(node, spec=spec, subject=spot.subject, period=spot.period)
        if low is None and high is None and isinstance(node.way, Annex) and node.way.is_judged:
            points = line.record.get("分值")
            low, high = ZERO, points if isinstance(points, Fraction) else HUNDRED
        return Span(low, high, tight=True, ways={key: 1})

    def unknown_item_field(self, line: Line, *, path: str, field: str, spot: Spot) -> Value:
        """A field of a plan item that is owed and not here yet: its range."""
        node = self.plan.nodes[path]
        key = f"{spot.subject}:{path}[{line.work}].{field}@{spot.period}"
        spec = None if node.spec is None else node.spec.fields[field]
        low, high = self.range_of(node, spec=spec, subject=spot.subject, period=spot.period)
        return Span(low, high, tight=True, ways={key: 1})

    # -- parameters, tables, properties ------------------------------------------------------------

    def parameter(self, name: str, *, subject: str, period: Period) -> Value:
        """A parameter: as set for the run, the subject, its class; else its default."""
        return parameter_value(self, name=name, subject=subject, period=period)

    def look_up(self, table: str, *, keys: tuple[Value, ...], spot: Spot) -> Value:
        """A cell of a table; the hull of what it may be while a key is unknown."""
        return look_up_in(self._table(table), keys=keys, spot=spot)

    def row_of(self, table: str, *, keys: tuple[Value, ...], spot: Spot) -> str | None:
        """The row of a table that known keys find, as it is written."""
        return row_of(self._table(table), keys=keys, spot=spot)

    def mean_look_up(self, table: str, *, first: Value, last: Value, spot: Spot) -> Value:
        """The mean of a table's values from one whole number to another."""
        return mean_look_up_in(self._table(table), first=first, last=last, spot=spot)

    def _table(self, name: str) -> Lookup:
        found = self.plan.tables.get(name)
        if found is None:
            raise open_table(self.plan.scheme, name=name)
        return found

    def rates(self, paths: tuple[str, ...], *, subject: str, period: Period) -> tuple[Value, ...]:
        """Value over full points of each child that applies."""
        rates = []
        for path in paths:
            value = self.value(path, subject=subject, period=period)
            if not isinstance(value, Null):
                full = self.full(path, subject=subject, period=period)
                rates.append(calc.divide(value, full))
        return tuple(rates)


def _end_of(value: Value | None, *, is_high: bool) -> Fraction | None:
    """The end of a range that may itself not be known yet: as far out as it may lie."""
    if isinstance(value, Span):
        return value.high if is_high else value.low
    return value if isinstance(value, Fraction) else None


def widening(period: Period) -> tuple[Period, ...]:
    """The periods that contain this one, nearest first."""
    year = period.own_year
    found = []
    for grain in (Grain.QUARTER, Grain.HALF):
        if period.grain in (Grain.MONTH, Grain.QUARTER, Grain.DAY):
            found += [piece for piece in year.pieces(grain) if piece.contains(period)]
    return tuple(each for each in (*found, year) if each != period)


def falls_in(line: Line, *, period: Period, dates: PartDates) -> bool:
    """Whether a row counts in a period: by its 周期, else by its date; without either, in every
    one, for only a list without periods (不分期) has such rows.
    """
    if line.period is not None:
        if period.grain is Grain.PART:
            is_inside = lies_in_part(line.period, part=period, part_dates=dates)
            return period == line.period or is_inside
        return period.contains(line.period)
    if line.day is None:
        return True
    if period.grain is not Grain.PART:
        return period.covers(line.day)
    ends = dates.get(period.part)
    if ends is None:
        raise FeelFailure(
            "part-without-dates",
            speak(
                "「{period}」没有起止日期，说不清 {day} 的事属不属于它", period=period, day=line.day
            ),
            remedy=speak("在方案里写「期段」，或在这一行写明周期"),
        )
    return day_in_part(line.day, part=period, ends=ends)
