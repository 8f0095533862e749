"""What a plan asks of the facts table in one period: keys, fields, ranges and periods."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from kaoji.engine.facts.expected import Bounds, Expectations, Expected
from kaoji.engine.feel.ast import Name
from kaoji.engine.feel.names import names_in
from kaoji.engine.plan.index import Index, Kind
from kaoji.engine.plan.nodes import Compute, Edge, Fold, Import, Node, Plan, Poll, Stage
from kaoji.engine.plan.order import read_before
from kaoji.engine.plinth.exact import HUNDRED, ZERO
from kaoji.engine.plinth.periods import PER_YEAR, Grain, Period, part_of
from kaoji.engine.scheme.model import Derived, FieldSpec, Formula, Parameter, ValueType


def parts_of(stage: Stage, *, period: Period) -> tuple[Period, ...]:
    """The parts that a whole period is cut into; empty when the period is itself a part."""
    if stage.grain is not None:
        per_year = PER_YEAR.get(period.grain, 0)
        if period.grain is Grain.PART or not per_year or per_year >= PER_YEAR[stage.grain]:
            return ()
        return period.pieces(stage.grain)
    if period.grain is Grain.PART:
        return ()
    parts = tuple(part_of(period.own_year, name) for name in stage.names)
    return () if period in parts else tuple(part for part in parts if period.contains(part))


def asked_periods(plan: Plan, *, period: Period) -> Mapping[str, frozenset[Period]]:
    """For each node the periods at which this run evaluates it, wholes and parts."""
    asked: dict[str, set[Period]] = {plan.root: {period}}
    todo = [plan.root, *_loose_ends(plan)]
    for path in todo:
        asked.setdefault(path, set()).add(period)
    outgoing: dict[str, list[Edge]] = {}
    for edge in plan.edges:
        if edge.target in plan.nodes and edge.reach not in ("earlier", "none"):
            outgoing.setdefault(edge.source, []).append(edge)
    while todo:
        path = todo.pop()
        node = plan.nodes[path]
        asked[path] |= inside_periods(node, asked[path])
        for edge in outgoing.get(path, ()):
            known = asked.setdefault(edge.target, set())
            read = _read_through(edge, node=node, asked=asked[path])
            if not read <= known:
                known |= read
                todo.append(edge.target)
    return {path: frozenset(periods) for path, periods in asked.items()}


def asked_paths(plan: Plan, *, period: Period) -> tuple[str, ...]:
    """The scored and derived nodes that a run evaluates at its own period."""
    derived = derived_paths(plan)
    asked = asked_periods(plan, period=period)
    return tuple(
        path
        for path in read_before(plan)
        for node in (plan.nodes[path],)
        if (node.is_scored or path in derived) and period in asked.get(path, ())
    )


def derived_paths(plan: Plan) -> frozenset[str]:
    """The paths of derived values."""
    return frozenset(one.key for one in plan.scheme.derived)


def _read_through(edge: Edge, *, node: Node, asked: Iterable[Period]) -> set[Period]:
    """The periods at which a node asks another one: its parts, its wholes, or a named part."""
    if edge.target in node.extras:
        return {period for period in asked if not is_a_part(node, period=period)}
    inside = inside_periods(node, asked)
    return {part_of(one.own_year, edge.part) for one in inside} if edge.part else inside


def is_a_part(node: Node, *, period: Period) -> bool:
    """Extras, limits and rounding belong to the whole of a staged node, not to its parts; to the
    parts of what stands below it, not to their whole.
    """
    if node.stage is not None:
        return not parts_of(node.stage, period=period)
    return node.inherited is not None and bool(parts_of(node.inherited, period=period))


def _loose_ends(plan: Plan) -> list[str]:
    """Nodes that no other node asks for: verdicts and requirements may."""
    targets = {edge.target for edge in plan.edges if edge.reach not in ("earlier", "none")}
    return [path for path in plan.nodes if path not in targets]


def inside_periods(node: Node, periods: Iterable[Period]) -> set[Period]:
    """The periods at which the node's own way works: the parts of each whole."""
    found: set[Period] = set()
    stage = node.stage or node.inherited
    for period in periods:
        parts = parts_of(stage, period=period) if stage is not None else ()
        found.update(parts or (period,))
    return found


def expectations_of(plan: Plan, *, period: Period) -> Expectations:
    """Everything that the plan reads in a run of the period."""
    index = plan.index
    asked = asked_periods(plan, period=period)
    keys: dict[str, Expected] = {}
    for path, node in plan.nodes.items():
        keys[path] = _expected(plan, node, asked=asked.get(path, frozenset()), period=period)
    for path in _figures_read(plan):
        keys[path] = replace(keys[path], reads_value=True)
    parameters: dict[str, Parameter] = {one.name: one for one in plan.scheme.parameters}
    for name, one in parameters.items():
        bounds = {"数值": Bounds(_edge(plan, one.low), _edge(plan, one.high))}
        asked_of_it = Expected(
            name,
            None,
            frozenset(),
            is_node=False,
            bounds=bounds,
            scale_words=plan.scheme.scales,
        )
        keys.setdefault(name, asked_of_it)
    return Expectations(
        scheme_id=plan.scheme.id,
        find=lru_cache(maxsize=4096)(lambda key: _find(index, key, keys)),
        keys=keys,
        parameters=parameters,
        period=period,
        words=tuple(dict.fromkeys(path.rsplit("/", 1)[-1] for path in keys)),
        part_dates=plan.part_dates,
    )


def _figures_read(plan: Plan) -> frozenset[str]:
    """The keys of which some expression reads `K.数值`."""
    return frozenset(
        edge.target for edge in plan.edges if edge.field == "数值" and edge.target in plan.nodes
    )


def _find(index: Index, key: str, keys: Mapping[str, Expected]) -> tuple[str, ...]:
    found = [entry for entry in index.find(key) if entry.path in keys]
    if len(found) > 1:  # a node and a fact of one name: the fact is what is reported
        facts = [entry for entry in found if entry.kind in (Kind.FACT, Kind.PARAMETER)]
        found = facts if len(facts) == 1 else found
    return tuple(entry.path for entry in found)


def _expected(plan: Plan, node: Node, *, asked: frozenset[Period], period: Period) -> Expected:
    spec, way = node.spec, node.way
    classes: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    if isinstance(way, Poll):
        classes = tuple(one.name for one in way.classes)
        options = tuple(way.scale) if way.scale is not None else ()
    inside = frozenset(inside_periods(node, asked)) if spec is not None else asked
    return Expected(
        path=node.path,
        spec=spec,
        asked=inside,
        is_node=node.is_scored or spec is None,
        given_at=asked | {period},
        reads_value=_reads_value(node),
        is_judged=node.is_judged,
        full=_full_of(node),
        rater_classes=classes,
        options=options,
        bounds=_bounds(plan, node),
        scale_words=plan.scheme.scales,
        unit=node.unit,
        given=_given(plan, path=node.path),
    )


def _given(plan: Plan, *, path: str) -> FieldSpec | None:
    """A given result of a derived value is of its type; all other results are numbers."""
    entry = plan.index.entries.get(path)
    derived = None if entry is None else entry.spec
    if not isinstance(derived, Derived):
        return None
    return FieldSpec(path, derived.type, unit=derived.unit, scale=derived.scale)


def _reads_value(node: Node) -> bool:
    """Whether the node uses the 数值 of its rows; one that does not can only be given."""
    way = node.way
    if isinstance(way, Import):
        return False
    if not isinstance(way, Fold | Compute):
        return True
    formulas = [way.amount] if isinstance(way, Compute) else [way.per_row, way.counted_if]
    return any(
        name.parts[0] in ("数值", "value")
        for amount in formulas
        if amount is not None
        for name in names_in(amount.formula.expression)
    )


def _full_of(node: Node) -> Fraction | None:
    """The full points of a leaf, where they are the same for all."""
    amount = node.full or node.points
    if amount is None:
        return HUNDRED
    return amount.constant if isinstance(amount.constant, Fraction) else None


def _bounds(plan: Plan, node: Node) -> Mapping[str, Bounds]:
    """The ranges that are known before any fact is."""
    spec, stated = node.spec, node.full or node.points
    full = _full_of(node)
    given = Bounds(ZERO, None if stated is None else full)
    if spec is None:
        return {"得分": given}
    found = {name: _range(plan, each) for name, each in spec.fields.items()}
    value, way = _range(plan, spec.value), node.way
    if isinstance(way, Poll) and value == Bounds():
        value = Bounds(ZERO, _best_mark(way))
    elif is_own_full(spec.value.high):
        value = Bounds(value.low, full)
    elif node.is_judged and spec.value.type is ValueType.NUMBER:
        low = ZERO if value.low is None else value.low
        value = Bounds(low, full if value.high is None else value.high)
    return {**found, "数值": value, "得分": given}


def _best_mark(way: Poll) -> Fraction | None:
    """What the best mark of a panel is worth, where it is the same for all."""
    best = HUNDRED if way.scale_full is None else way.scale_full.constant
    return best if isinstance(best, Fraction) else None


def is_own_full(formula: Formula | None) -> bool:
    """Whether a range ends at the node's own full points: 量表满分: 本指标."""
    expression = None if formula is None else formula.expression
    return isinstance(expression, Name) and expression.parts in (("满分",), ("full",))


def _range(plan: Plan, spec: FieldSpec) -> Bounds:
    return Bounds(_edge(plan, spec.low), _edge(plan, spec.high))


def _edge(plan: Plan, formula: Formula | None) -> Fraction | None:
    if formula is None:
        return None
    constant = plan.compile(formula).constant
    return constant if isinstance(constant, Fraction) else None
