"""A run of which nothing is known yet: every fact may be anything in its range, every list open.

What such a run says of a node holds of every completion, so `check` reads off it which limits
never bind, which grades nobody reaches, and which facts leave a score without bounds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from kaoji.engine.facts.book import FactBook
from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.feel.frame import Frame
from kaoji.engine.plan.binder import EVENT_FIELDS, ITEM_FIELDS
from kaoji.engine.plan.context import Spot
from kaoji.engine.plan.expect import parts_of
from kaoji.engine.plan.forms import is_list
from kaoji.engine.plan.nodes import Amount, Annex, Compute, Fold, Node, Plan, Poll, Program, Stage
from kaoji.engine.plinth.exact import HUNDRED, ZERO
from kaoji.engine.plinth.periods import Grain, Period
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import (
    UNDEFINED,
    Null,
    OneOf,
    Reason,
    Span,
    Value,
    is_unknown,
)
from kaoji.engine.scheme.model import Feed, FieldSpec, Formula, Parameter, ValueType
from kaoji.engine.score import calc
from kaoji.engine.score.made import Made
from kaoji.engine.score.outcome import Outcome, State
from kaoji.engine.score.parameters import on_its_scale
from kaoji.engine.score.plain import Run
from kaoji.engine.score.roster import roster_of_names
from kaoji.engine.score.ways.unplanned import any_item, unknown_fields

NOBODY = "某单位"
#: A node of this name is the node before its limits.
UNLIMITED = "{}\0"


@dataclass(frozen=True, slots=True)
class Unbounded:
    """A fact without a declared end: which node asked for it, and what is declared of it."""

    node: Node
    spec: FieldSpec | None
    name: str


@dataclass
class Probe(Run):
    """The run; it also remembers what it stumbled over."""

    unbounded: dict[str, Unbounded] = field(default_factory=dict)
    failures: dict[str, FeelFailure] = field(default_factory=dict)
    undefined: set[str] = field(default_factory=set)
    looked_up: dict[str, list[tuple[Value, ...]]] = field(default_factory=dict)
    samples: bool = False  # facts take one value of their range instead of all
    settled: bool = False  # what every run knows (parameters, columns) takes one value
    is_bare: bool = False  # lists have no rows, subjects nobody under them

    # -- facts -------------------------------------------------------------------------------------

    def unknown(self, node: Node, *, field: str, subject: str, period: Period) -> Value:
        """Every value of the range; where an end is open, it is remembered."""
        value = super().unknown(node, field=field, subject=subject, period=period)
        if self.samples:
            return sample_of(value)
        if isinstance(value, Span) and not value.is_bounded and not node.is_judged:
            spec = _spec_of(node, field=field)
            for way in value.ways:
                self.unbounded[way] = Unbounded(node, spec, field)
        return value

    def unknown_points(self, path: str, *, spot: Spot) -> Value:
        """Points of a node: from none to the highest full mark of any class."""
        full = self.full(path, subject=spot.subject, period=spot.period)
        high = calc.span_of(full).high
        return Span(ZERO, high, tight=True, ways={f"{spot.subject}:{path}@{spot.period}": 1})

    def options(self, spec: FieldSpec) -> tuple[Value, ...]:
        """Every value that a field may take; of dates the first, the last and one between."""
        if spec.type is ValueType.DATE:
            return (date.min, self.period.last_day, date.max)
        return super().options(spec)

    def parameter(self, name: str, *, subject: str, period: Period) -> Value:
        """Every value that the parameter has for some class or day, or may be given."""
        parameter = next(one for one in self.plan.scheme.parameters if one.name == name)
        formulas = tuple(value for _which, value in parameter.values)
        if not formulas:
            return self._open_parameter(parameter)
        spot = self.spot("", subject=subject, period=period)
        values = [
            on_its_scale(
                self.amount(self.compiled(formula), spot=spot),
                parameter=parameter,
                scheme=self.plan.scheme,
            )
            for formula in formulas
        ]
        if len(values) == 1 or self.settled:
            return values[0]
        return _hull(values, name=speak("参数:{name}", name=name))

    def _open_parameter(self, parameter: Parameter) -> Value:
        ways = {speak("参数:{name}", name=parameter.name): 1}
        if parameter.type is ValueType.NUMBER:
            low, high = (self._parameter_edge(one) for one in (parameter.low, parameter.high))
            value: Value = Span(low, high, tight=True, ways=ways)
        elif parameter.type is ValueType.TRUTH:
            value = OneOf((True, False), ways)
        else:
            anything = OneOf(parameter.options, ways)
            value = on_its_scale(anything, parameter=parameter, scheme=self.plan.scheme)
        return sample_of(value) if self.settled else value

    def _parameter_edge(self, formula: Formula | None) -> Fraction | None:
        constant = None if formula is None else self.compiled(formula).constant
        return constant if isinstance(constant, Fraction) else None

    def look_up(self, table: str, *, keys: tuple[Value, ...], spot: Spot) -> Value:
        """The table's values; the keys are remembered."""
        self.looked_up.setdefault(table, []).append(keys)
        found = super().look_up(table, keys=keys, spot=spot)
        by_column = any(isinstance(key, OneOf) and not key.options for key in keys)
        return sample_of(found) if self.settled and by_column else found

    # -- what depends on others or on earlier periods may be anything ------------------------------

    def over(
        self,
        who: tuple[str, ...] | None,
        *,
        read: Callable[[Spot], Value],
        spot: Spot,
        relation: str | None = None,
    ) -> Value:
        """The values of others: any list."""
        return () if who == () else _anything(spot)

    def below(
        self,
        subject: str,
        *,
        relation: str | None,
        period: Period,
    ) -> tuple[str, ...] | None:
        """The subjects under this one: nobody knows who they are."""
        return () if self.is_bare else None

    def attribute(self, column: str, *, spot: Spot) -> Value:
        """A column of the subjects table: any text, or none."""
        return OneOf((), ways={f"{spot.subject}:{column}": 0}, tight=False)

    def history(
        self,
        path: str,
        *,
        field: str,
        form: str,
        spot: Spot,
        steps: Value | None,
    ) -> Value:
        """A value of an earlier period: any number; of several, any list."""
        if form == "近年":
            return _anything(spot)
        return Span(None, None, tight=False)

    def feed(self, feed: Feed, *, spot: Spot, made_for: str) -> Value:
        """Another scheme's result: anything in the range that is declared for it."""
        node = self.plan.nodes[made_for]
        declared = node.spec.value if node.spec is not None else None
        if declared is not None and declared.type is not ValueType.NUMBER:
            return OneOf(self.options(declared), ways={made_for: 0}, tight=False)
        low, high = self.range_of(node, spec=declared, subject=spot.subject, period=spot.period)
        return Span(low, high, tight=False, ways={made_for: 1})

    # -- periods -----------------------------------------------------------------------------------

    def _over_periods(
        self, node: Node, *, stage: Stage, parts: tuple[Period, ...], spot: Spot
    ) -> Made:
        """Of no part is anything known, so one of them speaks for all."""
        one = replace(stage, weights=())
        return super()._over_periods(node, stage=one, parts=parts[:1], spot=spot)

    # -- stumbling ---------------------------------------------------------------------------------

    def _failed(self, node: Node, *, spot: Spot, failure: FeelFailure) -> Outcome:
        self.failures.setdefault(node.path, failure)
        return Outcome(State.UNDEFINED, UNDEFINED)

    def _unstated(self, node: Node, *, spot: Spot, reason: Reason, note: str = "") -> Outcome:
        if reason is Reason.UNDEFINED:
            self.undefined.add(node.path)
        return Outcome(State.UNDEFINED, Null(reason, note))

    def _without_nulls(self, node: Node, value: OneOf, *, spot: Spot) -> Value:
        if may_be_undefined(value) and node.undefined is None:
            self.undefined.add(node.path)
        return super()._without_nulls(node, value, spot=spot)


def probe_of(
    plan: Plan, *, samples: bool = False, settled: bool = False, is_bare: bool = False
) -> Probe:
    """A run of the plan in which nobody has reported anything."""
    lists = frozenset(path for path, entry in plan.index.entries.items() if is_list(entry))
    return Probe(
        _loosened(plan),
        FactBook(),
        roster_of_names((NOBODY,)),
        sample_period(plan.scheme.grain),
        open_paths=frozenset() if is_bare else lists,
        samples=samples,
        settled=settled or samples,
        is_bare=is_bare,
    )


def sample_period(grain: Grain) -> Period:
    """A period of the grain to try things in."""
    return Period(grain, 2025, 1)


def may_be_undefined(value: Value) -> bool:
    """Tell whether 无定义 is one of the values."""
    options = value.options if isinstance(value, OneOf) else (value,)
    return any(isinstance(one, Null) and one.reason is Reason.UNDEFINED for one in options)


def sample_of(value: Value) -> Value:
    """One of the values that an unknown may have, away from the ends where it can be."""
    if isinstance(value, OneOf):
        return value.options[0] if value.options else value
    if not isinstance(value, Span):
        return value
    if value.low is not None and value.high is not None:
        return (value.low + value.high) / 2
    if value.low is not None:
        return value.low + 1
    return HUNDRED if value.high is None else value.high - 1


def _spec_of(node: Node, *, field: str) -> FieldSpec | None:
    fields = {} if node.spec is None else {**node.spec.fields, "数值": node.spec.value}
    return fields.get(field)


def _hull(values: list[Value], *, name: str) -> Value:
    numbers = [value for value in values if isinstance(value, Fraction)]
    if len(numbers) < len(values):
        return OneOf(tuple(values), {name: 0}, tight=False)
    return Span(min(numbers), max(numbers), tight=False, ways={name: 1})


def _anything(spot: Spot) -> Value:
    return OneOf((), ways={f"{spot.subject}:{spot.node}@{spot.period}": 0}, tight=False)


# --- nodes loosened -------------------------------------------------------------------------------


def _loosened(plan: Plan) -> Plan:
    """The plan with lists of any rows and with absences that nothing settles, and beside each
    limited node the same without its limits.
    """
    nodes = {path: replace(_any_rows(node), missing=None) for path, node in plan.nodes.items()}
    free = {
        UNLIMITED.format(path): replace(node, cap=None, floor=None)
        for path, node in nodes.items()
        if node.cap is not None or node.floor is not None
    }
    return replace(plan, nodes={**nodes, **free})


def _any_rows(node: Node) -> Node:
    """A list, plan or panel, made a computation over rows of which nothing is known."""
    if isinstance(node.way, Fold):
        return _computed(node, amount=node.way.per_row, program=_any_list(node, node.way))
    if isinstance(node.way, Annex):
        return _computed(node, amount=node.way.per_item, program=_any_items(node, node.way))
    if isinstance(node.way, Poll) and node.way.classes:
        # Whatever the weights, a weighted mean of marks lies between the marks.
        return _computed(node, amount=node.way.classes[0].weight, program=_any_points(node))
    return node


def _computed(node: Node, *, amount: Amount, program: Program) -> Node:
    return replace(node, way=Compute(Amount(amount.formula, program)))


def _any_list(node: Node, way: Fold) -> Program:
    """The value of a list of any length; its rows have any values of their ranges."""

    def program(frame: Frame) -> Value:
        spot: Spot = frame.context
        here = _unknown_row(node, spot=spot, words=EVENT_FIELDS)
        if way.counted_if is not None:
            way.counted_if.program(Frame(here))
        one = way.per_row.program(Frame(here))
        value = _of_any_length(one, way=way.gather, name=f"{NOBODY}:{node.path}")
        if way.then is None:
            return value
        there = Spot(spot.run, spot.node, spot.subject, spot.period, names={"数值": value})
        return way.then.program(Frame(there))

    return program


def _any_items(node: Node, way: Annex) -> Program:
    """What one item may come to, on the node's scale; judged ones up to the full points."""

    def program(frame: Frame) -> Value:
        spot: Spot = frame.context
        run: Probe = spot.run  # type: ignore[assignment]
        row = _unknown_row(node, spot=spot, words=ITEM_FIELDS)
        record = {**(row.record or {}), **unknown_fields(run, node=node, spot=spot)}
        one = any_item(way, spot=spot, record=record)
        if way.is_judged:
            return run.unknown_points(node.path, spot=spot)
        scale = run.full(node.path, subject=spot.subject, period=spot.period)
        return calc.divide(calc.multiply(one, scale), HUNDRED)

    return program


def _any_points(node: Node) -> Program:
    def program(frame: Frame) -> Value:
        spot: Spot = frame.context
        run: Probe = spot.run  # type: ignore[assignment]
        return run.unknown_points(node.path, spot=spot)

    return program


def _unknown_row(node: Node, *, spot: Spot, words: tuple[str, ...]) -> Spot:
    run: Probe = spot.run  # type: ignore[assignment]
    declared = tuple(node.spec.fields) if node.spec is not None else ()
    record = {
        word: _unknown_cell(run, node, word=word, spot=spot)
        for word in dict.fromkeys((*words, *declared))
    }
    return Spot(run, spot.node, spot.subject, spot.period, record=record)


#: Cells of every row that are numbers.
_NUMBERS = frozenset({"数值", "目标", "分值", "满分", "权重", "系数"})


def _unknown_cell(run: Probe, node: Node, *, word: str, spot: Spot) -> Value:
    name = f"{node.path}.{word}"
    if word == "件数":
        return Span(ZERO, None, tight=True, ways={name: 1})
    spec = _spec_of(node, field=word)
    if spec is None and word in ("分值", "满分"):
        return Span(ZERO, HUNDRED, tight=False, ways={name: 1})
    if spec is None and word not in _NUMBERS:
        return OneOf((), ways={name: 0}, tight=False)
    value = Run.unknown(
        run, node, field=word if spec is not None else "数值",
        subject=spot.subject, period=spot.period,
    )  # fmt: skip
    return sample_of(value) if run.samples else value


def _of_any_length(one: Value, *, way: str, name: str) -> Value:
    """What the rows of a list may come to when there may be none or any number of them."""
    if way == "count":
        return Span(ZERO, None, tight=True, ways={name: 1})
    if not isinstance(one, Span | Fraction):
        return Span(None, None, tight=False, ways={name: 0})
    span = calc.span_of(one)
    low = ZERO if span.low is not None and span.low >= ZERO else None
    high = ZERO if span.high is not None and span.high <= ZERO else None
    if way in ("highest", "lowest", "mean"):
        low = None if span.low is None else min(span.low, ZERO)
        high = None if span.high is None else max(span.high, ZERO)
    value = Span(low, high, tight=low is not None, ways={name: 1})
    return OneOf((value, UNDEFINED), {name: 0}) if way == "mean" else value


def is_staged_in_vain(plan: Plan, *, path: str, asked: frozenset[Period]) -> bool:
    """Tell whether a node's 周期 never cuts any period in which the node is evaluated."""
    stage = plan.nodes[path].stage
    if stage is None:
        return False
    return not any(parts_of(stage, period=period) for period in asked)


__all__ = [
    "NOBODY",
    "UNLIMITED",
    "Probe",
    "Unbounded",
    "is_staged_in_vain",
    "is_unknown",
    "may_be_undefined",
    "probe_of",
    "sample_period",
]
