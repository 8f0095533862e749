"""What expressions may ask of a run: facts, rows, peers, history, tables, parameters.

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
from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.plan.context import Spot
from kaoji.engine.plan.nodes import Amount, Node, Plan
from kaoji.engine.plinth.exact import HUNDRED, ZERO
from kaoji.engine.plinth.periods import Grain, Period
from kaoji.engine.plinth.values import (
    NOT_APPLICABLE,
    UNDEFINED,
    Choice,
    Null,
    OneOf,
    Span,
    Value,
    is_unknown,
)
from kaoji.engine.scheme.model import (
    Carry,
    Feed,
    FieldSpec,
    RowKind,
    ValueType,
)
from kaoji.engine.score import calc
from kaoji.engine.score.lookup import look_up_in
from kaoji.engine.score.parameters import parameter_value
from kaoji.engine.score.roster import Roster

if TYPE_CHECKING:
    from kaoji.engine.score.feeds import Feeder


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
    caches: dict[object, object] = field(default_factory=dict)
    elders: Callable[[Period], Reading | None] | None = None  # versions in force earlier

    # -- what the evaluating half answers ----------------------------------------------------------

    @abstractmethod
    def value(self, path: str, *, subject: str, period: Period) -> Value:
        """The value of a node."""

    @abstractmethod
    def amount(self, amount: Amount, *, spot: Spot) -> Value:
        """The value of a number place."""

    @abstractmethod
    def full(self, path: str, *, subject: str, period: Period) -> Value:
        """The full points of a node."""

    @abstractmethod
    def weight(self, path: str, *, subject: str, period: Period) -> Value:
        """The weight of a node among its siblings."""

    @abstractmethod
    def applies(self, path: str, *, subject: str, period: Period) -> Value:
        """Whether a node applies to the subject."""

    @abstractmethod
    def spot(self, node: str, *, subject: str, period: Period) -> Spot:
        """A place for expressions to stand."""

    # -- facts -------------------------------------------------------------------------------------

    def fact(self, path: str, *, field: str, subject: str, period: Period) -> Value:
        """A field of a key for a subject and period; an unknown over its range when not here."""
        figure = self.figure(path, field=field, subject=subject, period=period)
        if figure is not None:
            return figure.value
        node = self.plan.nodes[path]
        spec = node.spec
        if field == "数值" and spec is not None and spec.row_kind is RowKind.EVENT:
            return self.has_rows(path, subject=subject, period=period)
        if spec is not None and field == "数值" and spec.feed is not None:
            is_carried = spec.carry is Carry.CARRY and self.period.contains(period)
            spot = self.spot(path, subject=subject, period=self.period if is_carried else period)
            return self.feed(spec.feed, spot=spot, made_for=path)
        if spec is not None and spec.carry is Carry.GATHER:
            finer = self.book.finer(path, field=field, subject=subject, period=period)
            if finer:
                return calc.total(one.value for one in finer)
        return self.unknown(node, field=field, subject=subject, period=period)

    def figure(self, path: str, *, field: str, subject: str, period: Period) -> Figure | None:
        """The bound figure, sought by period, timeless, or carried over as the key allows."""
        book = self.book
        found = book.figure(path, field=field, subject=subject, period=period)
        if found is not None:
            return found
        spec = self.plan.nodes[path].spec
        if spec is None or spec.timeless or (path, field) not in book.figures:
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
        if declared is None and field == "系数":
            raise FeelFailure("no-such-field", f"「{node.path}」没有「{field}」这一项")
        name = "" if field == "数值" else f".{field}"
        key = f"{subject}:{node.path}{name}@{period}"
        if declared is None or declared.type is ValueType.NUMBER:
            low, high = self.range_of(node, declared, subject=subject, period=period)
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

    def range_of(
        self, node: Node, spec: FieldSpec | None, *, subject: str, period: Period
    ) -> tuple[Fraction | None, Fraction | None]:
        """The declared range; judged points lie between 0 and full."""
        key = ("range", node.path, spec.key if spec is not None else "")
        known = self.caches.get(key)
        if known is not None:
            return known  # type: ignore[return-value]
        low = self._edge(spec.low if spec is not None else None, node, subject, period)
        high = self._edge(spec.high if spec is not None else None, node, subject, period)
        if node.is_judged and (spec is None or spec.key == "数值"):
            low = ZERO if low is None else low
            full = self.full(node.path, subject=subject, period=period) if high is None else high
            high = full if isinstance(full, Fraction) else None
        self.caches[key] = (low, high)
        return low, high

    def _edge(self, formula: Any, node: Node, subject: str, period: Period) -> Fraction | None:  # noqa: ANN401
        if formula is None:
            return None
        amount = self.compiled(formula)
        value = self.amount(amount, spot=self.spot(node.path, subject=subject, period=period))
        return value if isinstance(value, Fraction) else None

    def compiled(self, formula: Any) -> Amount:  # noqa: ANN401
        """A formula of verdicts, ranges and requirements, compiled once."""
        key = ("formula", id(formula))
        known = self.caches.get(key)
        if known is None:
            assert self.plan.compile is not None  # noqa: S101
            known = self.plan.compile(formula)
            self.caches[key] = known
        return known  # type: ignore[return-value]

    # -- lists -------------------------------------------------------------------------------------

    def lines(self, path: str, *, subject: str, period: Period) -> list[Line]:
        """The counted rows of an event list that fall in the period."""
        return [
            line
            for line in self.book.lines_of(path, subject=subject)
            if falls_in(line, period=period, run=self.period, dates=self.plan.part_dates)
        ]

    def plan_lines(self, path: str, *, subject: str, period: Period) -> list[Line]:
        """The plan items of a subject; those of the year serve its parts unless dated finer."""
        own = self.book.lines_of(path, subject=subject)
        exact = [line for line in own if line.period == period]
        if exact:
            return exact
        return [line for line in own if line.period is None or line.period.contains(period)]

    def has_rows(self, path: str, *, subject: str, period: Period) -> Value:
        """Whether an event list has a counted row; an open list without one may still get one."""
        if self.lines(path, subject=subject, period=period):
            return True
        if path in self.open_paths:
            return OneOf((True, False), ways={f"{subject}:{path}@{period}(未截止)": 0})
        return False

    def rows(self, path: str, *, subject: str, period: Period) -> tuple[Mapping[str, Value], ...]:
        """The counted rows as records."""
        lines = self.lines(path, subject=subject, period=period)
        return tuple({**line.record, "件数": line.count} for line in lines)

    def row_count(self, path: str, *, subject: str, period: Period) -> Value:
        """The sum of 件数 of the counted rows; an open list may still grow."""
        count: Value = calc.total(
            line.count for line in self.lines(path, subject=subject, period=period)
        )
        if path in self.open_paths:
            return Span(
                calc.span_of(count).low,
                None,
                True,  # noqa: FBT003
                {f"{subject}:{path}@{period}(未截止)": 1},
            )
        return count

    def unknown_points(self, path: str, *, spot: Spot) -> Value:
        """Points of a node of which nothing is here yet: 0 to full."""
        full = self.full(path, subject=spot.subject, period=spot.period)
        high = full if isinstance(full, Fraction) else None
        return Span(ZERO, high, True, {f"{spot.subject}:{path}@{spot.period}": 1})  # noqa: FBT003

    def unknown_item(self, path: str, line: Line, *, spot: Spot) -> Value:
        """The missing figure of one plan item."""
        node = self.plan.nodes[path]
        key = f"{spot.subject}:{path}[{line.work}]@{spot.period}"
        spec = node.spec.value if node.spec is not None else None
        low = self._edge(spec.low, node, spot.subject, spot.period) if spec else None
        high = self._edge(spec.high, node, spot.subject, spot.period) if spec else None
        points = line.record.get("分值")
        if low is None and high is None:
            low = ZERO
            high = points if isinstance(points, Fraction) else HUNDRED
        return Span(low, high, True, {key: 1})  # noqa: FBT003

    def unknown_item_points(self, path: str, line: Line, *, full: Fraction, spot: Spot) -> Value:
        """The points of a plan item whose target is not set yet: none to all."""
        key = f"{spot.subject}:{path}[{line.work}].目标@{spot.period}"
        return Span(ZERO, full, False, {key: 0})  # noqa: FBT003

    # -- peers and other subjects ------------------------------------------------------------------------  # noqa: E501

    def everyone(self) -> tuple[str, ...]:
        """All scored subjects."""
        return self.roster.scored

    def peers(self, subject: str, *, column: str | None) -> tuple[str, ...]:
        """The scored subjects of the same class; without that column, all of them."""
        name = column or "组别"
        key = ("peers", name)
        known = self.caches.get(key)
        if known is None:
            pools: dict[str, list[str]] = {}
            for each in self.roster.scored:
                pools.setdefault(self.roster.column(each, name=name), []).append(each)
            known = {pool: tuple(members) for pool, members in pools.items()}
            self.caches[key] = known
        pools_known: Mapping[str, tuple[str, ...]] = known  # type: ignore[assignment]
        return pools_known.get(self.roster.column(subject, name=name), ())

    def over(
        self, who: tuple[str, ...] | None, *, read: Callable[[Spot], Value], spot: Spot
    ) -> Value:
        """A value of each of several subjects; those it does not apply to are not among them."""
        if who is None:
            return OneOf((), ways={f"{spot.subject}:{spot.node}@{spot.period}": 0})
        values = []
        for subject in who:
            value = read(Spot(self, spot.node, subject, spot.period))
            if isinstance(value, Null) or (spot.available_only and is_unknown(value)):
                continue
            values.append(value)
        return tuple(values)

    def below(
        self, subject: str, *, relation: str | None, period: Period
    ) -> tuple[str, ...] | None:
        """The subjects under this one, by 上级 or by a fact whose value is a subject."""
        if relation is None:
            return tuple(
                each for each in self.roster.members
                if self.roster.column(each, name="上级") == subject
            )  # fmt: skip
        return self.related(subject, relation=relation, period=period)

    def related(self, subject: str, *, relation: str, period: Period) -> tuple[str, ...]:
        """The subjects that a relation of ours names, each once, in the order of the rows.

        A relation that is no fact is a column of the subjects table, such as 上级.
        """
        if relation not in self.plan.nodes:
            return tuple(filter(None, (self.roster.column(subject, name=relation),)))
        lines = self.lines(relation, subject=subject, period=period)
        named = [value for line in lines for value in line.record.values()
                 if isinstance(value, str) and value and value in self.known_subjects()]  # fmt: skip  # noqa: E501
        figure = self.figure(relation, field="数值", subject=subject, period=period)
        if figure is not None and isinstance(figure.value, str):
            named.append(figure.value)
        return tuple(dict.fromkeys(named))

    def known_subjects(self) -> frozenset[str]:
        """Every subject that the tables name."""
        known = self.caches.get("subjects")
        if known is None:
            known = frozenset(self.roster.members) | frozenset(self.book.subjects)
            for feeder in self.feeders.values():
                known |= feeder.subjects
            self.caches["subjects"] = known
        return known  # type: ignore[return-value]

    def attribute(self, subject: str, *, column: str) -> Value:
        """A column of the subjects table; 无定义 where it is empty."""
        return self.roster.column(subject, name=column) or UNDEFINED

    def feed(self, feed: Feed, *, spot: Spot, made_for: str) -> Value:
        """A result of another scheme through a relation; 不适用 where the relation is empty."""
        feeder = self.feeders.get(feed.scheme)
        if feeder is None:
            return Span(None, None, False, {f"{spot.subject}:{made_for}@{spot.period}": 0})  # noqa: FBT003
        who = (
            (spot.subject,)
            if feed.relation is None
            else self.related(spot.subject, relation=feed.relation, period=self.period)
        )
        if not who:
            return NOT_APPLICABLE
        values = [feeder.take(one, what=feed.take, period=spot.period) for one in who]
        return gathered_feed(values, way=feed.gather)

    # -- history ------------------------------------------------------------------------------------------  # noqa: E501

    def history(
        self, path: str, *, field: str, form: str, spot: Spot, steps: Value | None
    ) -> Value:
        """上期, 上年, 往年(n), 近年(n): given, recomputed, or the stated first value."""
        if form == "近年":
            count = int(steps) if isinstance(steps, Fraction) else 3
            return tuple(
                self.earlier(path, field=field, spot=spot, period=spot.period.years_back(back))
                for back in range(count, 0, -1)
            )
        if form == "上期":
            period = spot.period.shifted(-1)
        else:
            back = int(steps) if form == "往年" and isinstance(steps, Fraction) else 1
            period = spot.period.years_back(back)
        return self.earlier(path, field=field, spot=spot, period=period)

    def earlier(self, path: str, *, field: str, spot: Spot, period: Period) -> Value:
        """A value of an earlier period, under the version then in force; where nothing is known of
        the subject in it, the stated first value.
        """
        elder = self.elders(period) if self.elders is not None else None
        if elder is not None:
            return elder.value_then(path, field=field, subject=spot.subject, period=period)
        node = self.plan.nodes[path]
        if not self.knows_of(spot.subject, period=period):
            if node.first is not None:
                return self.amount(node.first, spot=spot)
            return self.unknown(node, field="数值", subject=spot.subject, period=period)
        return self.value_then(path, field=field, subject=spot.subject, period=period)

    def value_then(self, path: str, *, field: str, subject: str, period: Period) -> Value:
        """A field or value of this version in its own time.

        Raises FeelFailure when the version has no such node.
        """
        if path not in self.plan.nodes:
            version = self.plan.scheme.version
            raise FeelFailure("no-such-node-then", f"{version} 版方案里没有「{path}」")
        if field and field != "得分":
            return self.fact(path, field=field, subject=subject, period=period)
        return self.value(path, subject=subject, period=period)

    def knows_of(self, subject: str, *, period: Period) -> bool:
        """Whether anything at all is reported of the subject in or around the period."""
        known = self.caches.get("reported")
        if known is None:
            known = self.caches["reported"] = self.book.reported_periods()
        periods: frozenset[Period] = known.get(subject, frozenset())  # type: ignore[attr-defined]
        return any(period.contains(one) or one.contains(period) for one in periods)

    # -- parameters, tables, properties -----------------------------------------------------------------------  # noqa: E501

    def parameter(self, name: str, *, subject: str, period: Period) -> Value:
        """A parameter: as set for the run, the subject, its class; else its default."""
        return parameter_value(self, name, subject=subject, period=period)

    def look_up(self, table: str, *, keys: tuple[Value, ...], spot: Spot) -> Value:
        """A cell of a table; the hull of what it may be while a key is unknown."""
        found = self.plan.tables.get(table)
        if found is None:
            raise FeelFailure(
                "open-parameter", f"表「{table}」还没有填", remedy="用 --given 补上这张表"
            )
        return look_up_in(self, found, keys=keys, spot=spot)

    def rates(self, paths: tuple[str, ...], *, subject: str, period: Period) -> tuple[Value, ...]:
        """Value over full points of each child that applies."""
        rates = []
        for path in paths:
            value = self.value(path, subject=subject, period=period)
            if not isinstance(value, Null):
                full = self.full(path, subject=subject, period=period)
                rates.append(calc.divide(value, full))
        return tuple(rates)


def widening(period: Period) -> tuple[Period, ...]:
    """The periods that contain this one, nearest first."""
    year = period.own_year
    found = []
    for grain in (Grain.QUARTER, Grain.HALF):
        if period.grain in (Grain.MONTH, Grain.QUARTER, Grain.DAY):
            found += [piece for piece in year.pieces(grain) if piece.contains(period)]
    return tuple(each for each in (*found, year) if each != period)


def falls_in(
    line: Line, *, period: Period, run: Period, dates: Mapping[str, tuple[str, str]]
) -> bool:
    """Whether a row counts in a period: by its 周期, else by its date, else in the run's own."""
    if line.period is not None:
        return period == line.period or (
            period.contains(line.period) and period.grain is not Grain.PART
        )
    if line.day is None:
        return period == run
    if period.grain is not Grain.PART:
        return period.covers(line.day)
    ends = dates.get(period.part)
    if ends is None:
        raise FeelFailure(
            "part-without-dates",
            f"「{period}」没有起止日期,说不清 {line.day} 的事属不属于它",
            remedy="在方案里写「期段」,或在这一行写明周期",
        )
    return line.day.year == period.year and ends[0] <= f"{line.day:%m-%d}" <= ends[1]


def gathered_feed(values: list[Value], *, way: str) -> Value:
    """Several feeders' values made one."""
    match way:
        case "sum":
            return calc.total(values)
        case "lowest":
            return calc.lowest(values)
        case "highest":
            return calc.highest(values)
        case "only":
            if len(values) > 1:
                raise FeelFailure("several-feeds", "引用只应有一个结果,现在有多个")
            return values[0]
        case _:
            return calc.mean(values) if len(values) > 1 else values[0]
