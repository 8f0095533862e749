"""Lowering: each record of the scheme becomes a node with compiled programs.

Rule kinds have already said what they mean as an expression (`scheme/rules`); here everything is
bound to names, and every reference leaves an edge for `order.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from kaoji.engine.feel.ast import Number
from kaoji.engine.feel.compile import compile_expression
from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.feel.frame import Frame
from kaoji.engine.feel.names import calls_in, names_in
from kaoji.engine.plan.binder import EVENT_FIELDS, ITEM_FIELDS, NameBinder
from kaoji.engine.plan.index import Index, build_index, walk
from kaoji.engine.plan.inference import with_types
from kaoji.engine.plan.nodes import (
    Amount,
    Annex,
    Compute,
    Edge,
    Fold,
    Import,
    Join,
    Lookup,
    Node,
    Plan,
    Poll,
    PollClass,
    Program,
    Read,
    Stage,
    Way,
)
from kaoji.engine.plan.scales import on_scale, scale_problems, steps_of
from kaoji.engine.plan.tables import lower_table
from kaoji.engine.plan.typing import Wanted, type_problems, wanted_for
from kaoji.engine.plinth.names import spoken_path
from kaoji.engine.plinth.problem import Problem, has_errors
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import Value
from kaoji.engine.scheme.model import (
    ROOT,
    AbsenceRule,
    Combine,
    Derived,
    Events,
    Feed,
    FieldSpec,
    Formula,
    InputSpec,
    Item,
    Panel,
    PlanItems,
    Role,
    RowKind,
    RuleCall,
    Scheme,
    Table,
    ValueType,
)
from kaoji.engine.scheme.rules import RULES, lower_call


@dataclass(slots=True)
class Lowering:
    """One lowering in progress."""

    scheme: Scheme
    index: Index
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    tables: dict[str, Lookup] = field(default_factory=dict)
    reads: set[tuple[str, str]] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)
    parts: frozenset[str] = frozenset()

    def amount(
        self,
        formula: Formula,
        *,
        node: str = "",
        spec: InputSpec | None = None,
        row_words: tuple[str, ...] = (),
        local_words: tuple[str, ...] = (),
        verdict: bool = False,
        children: tuple[str, ...] = (),
        wanted: Wanted = Wanted.ANY,
    ) -> Amount:
        """Compile a number place; a formula without names is worked out at once."""
        if isinstance(formula.expression, Number) and wanted is Wanted.ANY:
            return _as_written(formula, formula.expression.value)
        binder = NameBinder(
            self.index,
            node,
            spec=spec,
            row_words=row_words,
            local_words=local_words,
            verdict=verdict,
            children=children,
            place=formula.place,
            scales=self.scheme.scales,
            parts=self.parts,
        )
        program = compile_expression(formula.expression, binder=binder)
        self.edges += binder.edges
        self.reads |= binder.reads
        self.forms |= binder.forms
        slips = type_problems(formula, binder=binder, scheme=self.scheme, wanted=wanted)
        self.problems += (*binder.problems, *slips)
        is_sound = not has_errors((*binder.problems, *slips))
        constant = self._constant(formula, program, node=node) if is_sound else None
        return Amount(formula, program, constant)

    def _constant(self, formula: Formula, program: Program, *, node: str) -> Value | None:
        if names_in(formula.expression) or calls_in(formula.expression):
            return None
        try:
            return program(Frame(None))
        except FeelFailure as failure:
            self.problems.append(
                Problem(failure.code, failure.message, failure.remedy or "", path=node,
                        place=formula.place)
            )  # fmt: skip
            return None

    def maybe(
        self, formula: Formula | None, *, node: str, wanted: Wanted = Wanted.NUMBER
    ) -> Amount | None:
        """Compile a place that may be unstated."""
        if formula is None:
            return None
        return self.amount(formula, node=node, spec=self._spec(node), wanted=wanted)

    def _spec(self, path: str) -> InputSpec | None:
        item = self.index.item(path)
        return None if item is None else item.input


def _as_written(formula: Formula, value: Fraction) -> Amount:
    """A plain number where anything may stand: nothing is left to bind or to check."""
    return Amount(formula, lambda _frame: value, value)


def make_plan(scheme: Scheme) -> tuple[Plan, tuple[Problem, ...]]:
    """Lower a scheme; the problems are those of names, forms and constants."""
    scheme = with_types(scheme)
    index = build_index(scheme)
    work = Lowering(scheme, index, parts=part_names(scheme))
    for name, table in _filled_tables(scheme):
        steps = steps_of(scheme, scale=table.scale)
        work.tables[name] = lower_table(table, amount=work.amount, steps=steps)
    _lower_item(scheme.root, parent=None, work=work)
    for spec in scheme.facts:
        _lower_fact(spec, work=work)
    for derived in scheme.derived:
        _lower_derived(derived, work=work)
    work.problems += scale_problems(scheme, index=index)
    plan = Plan(
        scheme=scheme,
        nodes=work.nodes,
        root=ROOT,
        edges=tuple(work.edges),
        tables=work.tables,
        reads=frozenset(work.reads),
        forms=frozenset(work.forms),
        compile=lambda formula: work.amount(formula, verdict=True),
        compile_at=lambda formula, node, in_row: work.amount(
            formula,
            node=node,
            spec=work.nodes[node].spec,
            row_words=_row_words(work.nodes[node]) if in_row else (),
            children=_children_of(work.nodes[node]),
        ),
        index=index,
        part_dates={
            name: ends
            for item in walk(scheme.root)
            if item.parts is not None
            for name, ends in item.parts.dates.items()
        },
    )
    return plan, tuple(work.problems)


def _filled_tables(scheme: Scheme) -> Iterator[tuple[str, Table]]:
    """Tables, and parameters that are tables with a content."""
    yield from ((table.name, table) for table in scheme.tables)
    for one in scheme.parameters:
        if one.table is not None and (one.table.cells or one.table.bands):
            yield one.name, one.table


def part_names(scheme: Scheme) -> frozenset[str]:
    """The names of all parts that a period is cut into."""
    stages = (item.parts for item in walk(scheme.root) if item.parts is not None)
    return frozenset(name for parts in stages for name in parts.names)


def _row_words(node: Node) -> tuple[str, ...]:
    return ITEM_FIELDS if isinstance(node.way, Annex) else EVENT_FIELDS


def _children_of(node: Node) -> tuple[str, ...]:
    return node.way.children if isinstance(node.way, Join) else ()


# --- items ----------------------------------------------------------------------------------------


def _lower_item(
    item: Item, *, parent: str | None, work: Lowering, inherited: Stage | None = None
) -> None:
    stage = _stage_of(item, work=work)
    spec = input_of(item)
    path = item.path
    scored = tuple(child.path for child in item.children if child.role is Role.SCORED)
    extras = tuple(child.path for child in item.children if child.role is not Role.SCORED)
    undefined = item.undefined
    work.nodes[path] = Node(
        path=path,
        way=_way_of(item, spec=spec, children=scored, work=work),
        name=item.name or item.key,
        role=item.role,
        parent=parent,
        full=work.maybe(item.full, node=path),
        points=work.maybe(item.points, node=path),
        extras=extras,
        stage=stage,
        inherited=inherited if stage is None else None,
        applies=work.maybe(item.applies, node=path, wanted=Wanted.TRUTH),
        missing=item.missing,
        not_applicable=item.not_applicable,
        undefined=undefined,
        undefined_value=work.maybe(undefined.value, node=path) if undefined else None,
        takes_up=_takes_up(item.not_applicable, path=path, parent=parent, work=work),
        undefined_takes_up=_takes_up(undefined, path=path, parent=parent, work=work),
        cap=work.maybe(item.cap, node=path),
        floor=work.maybe(item.floor, node=path),
        rounding=item.rounding,
        spec=None if item.children else spec,
        unit=(item.unit if item.children else None) or "分",  # a leaf's 单位 is its input's
        clause=item.clause,
        reading=item.reading,
        first=work.maybe(
            spec.history_first,
            node=path,
            wanted=Wanted.NUMBER if item.children else wanted_for(spec.value.type),
        ),
        is_judged=_is_judged(item),
        place=item.place,
    )
    for child in item.children:
        work.edges.append(Edge(path, child.path, "child", child.place))
        above = stage or inherited if child.role is Role.SCORED else None
        _lower_item(child, parent=path, work=work, inherited=above)


def _is_judged(item: Item) -> bool:
    source = item.source
    judged = source is None or (isinstance(source, RuleCall) and source.kind == "judged")
    return judged and not item.children


def _takes_up(
    rule: AbsenceRule | None, *, path: str, parent: str | None, work: Lowering
) -> str | None:
    """The ancestor whose scale takes up what is left out."""
    if rule is None or rule.policy is None or rule.to is None:
        return parent
    found = work.index.ancestor(path, named=rule.to)
    if found is None:
        work.problems.append(
            Problem(
                "unknown-ancestor",
                speak("「{name}」不是「{path}」的上级指标", name=rule.to, path=spoken_path(path)),
                speak("写上级指标的名称，或不写（由上一级折合）"),
                place=rule.place,
                path=path,
            )
        )
        return parent
    return found


def input_of(item: Item) -> InputSpec:
    """What a leaf asks of the facts table: its own declaration and its rule's fields."""
    spec = item.input or InputSpec(item.path, place=item.place)
    fields: dict[str, FieldSpec] = dict(spec.fields)
    call = item.source
    if call is None and not item.children:
        call = RuleCall("judged", {}, item.place)
    if isinstance(call, PlanItems):
        spec = replace(spec, row_kind=RowKind.PLAN)
        fields = {"分值": FieldSpec("分值", unit="分"), **fields}
        call = call.per_item if isinstance(call.per_item, RuleCall) else None
    if isinstance(call, Panel):
        spec = replace(spec, row_kind=RowKind.BALLOT)
    if isinstance(call, Events):
        spec = replace(spec, row_kind=RowKind.EVENT)
    if isinstance(call, RuleCall) and call.kind in RULES:
        for one in RULES[call.kind].fields(item, call):
            fields.setdefault(one.key, one)
        wanted = RULES[call.kind].value_type
        if spec.value.type is ValueType.NUMBER is not wanted:
            spec = replace(spec, value=replace(spec.value, type=wanted))
    return replace(spec, fields=fields)


def _way_of(item: Item, *, spec: InputSpec, children: tuple[str, ...], work: Lowering) -> Way:
    path, source = item.path, item.source
    if item.children or (source is None and item.path == ROOT):
        return _join(item, children=children, work=work)
    match source:
        case Events():
            return _fold(source, path=path, spec=spec, work=work)
        case Panel():
            return _poll(source, path=path, work=work)
        case PlanItems():
            return _annex(source, item=item, spec=spec, work=work)
        case Feed():
            return Import(source)
        case Formula():
            return Compute(work.amount(source, node=path, spec=spec, wanted=Wanted.POINTS))
        case _:
            call = source if isinstance(source, RuleCall) else RuleCall("judged", {}, item.place)
            formula = lower_call(call, item=item)
            return Compute(work.amount(formula, node=path, spec=spec, wanted=Wanted.NUMBER))


def _join(item: Item, *, children: tuple[str, ...], work: Lowering) -> Join:
    own = [child for child in item.children if child.role is Role.SCORED]
    combine = item.combine or (
        Combine.WEIGHTED if any(child.weight is not None for child in own) else Combine.SUM
    )
    formula = None
    if item.combine_formula is not None:
        combine = Combine.FORMULA
        formula = work.amount(
            item.combine_formula, node=item.path, children=children, wanted=Wanted.POINTS
        )
    weights: tuple[Amount, ...] = ()
    if combine in (Combine.WEIGHTED, Combine.GEOMETRIC) and all(child.weight for child in own):
        weights = tuple(
            work.amount(child.weight, node=child.path, wanted=Wanted.NUMBER)
            for child in own
            if child.weight
        )
    return Join(combine, children, weights, formula)


def _fold(events: Events, *, path: str, spec: InputSpec, work: Lowering) -> Fold:
    def row(formula: Formula, *, wanted: Wanted) -> Amount:
        return work.amount(formula, node=path, spec=spec, row_words=EVENT_FIELDS, wanted=wanted)

    return Fold(
        per_row=row(events.per_row, wanted=Wanted.POINTS),
        per_work=events.per_work,
        gather=events.gather,
        counted_if=row(events.counted_if, wanted=Wanted.TRUTH) if events.counted_if else None,
        top=work.maybe(events.top, node=path),
        then=(
            work.amount(events.then, node=path, local_words=("数值",), wanted=Wanted.NUMBER)
            if events.then
            else None
        ),
    )


def _poll(panel: Panel, *, path: str, work: Lowering) -> Poll:
    classes = tuple(
        PollClass(
            one.name,
            work.amount(one.weight, node=path, wanted=Wanted.NUMBER),
            work.maybe(one.minimum, node=path),
        )
        for one in panel.classes
    )
    scale: Mapping[str, Amount | None] | None = None
    if panel.scale is not None:
        scale = {option: work.maybe(points, node=path) for option, points in panel.scale.items()}
    return Poll(
        classes=classes,
        scale=scale,
        scale_full=work.maybe(panel.scale_full, node=path),
        gather=panel.gather,
        trim=work.maybe(panel.trim, node=path),
        own_unit_may_rate=panel.own_unit_may_rate,
    )


def _annex(plan: PlanItems, *, item: Item, spec: InputSpec, work: Lowering) -> Annex:
    per_item = plan.per_item
    formula = lower_call(per_item, item=item) if isinstance(per_item, RuleCall) else per_item
    return Annex(
        per_item=work.amount(
            formula, node=item.path, spec=spec, row_words=ITEM_FIELDS, wanted=Wanted.NUMBER
        ),
        least=work.maybe(plan.least, node=item.path),
        most=work.maybe(plan.most, node=item.path),
        points_sum=work.maybe(plan.points_sum, node=item.path),
        is_judged=isinstance(per_item, RuleCall) and per_item.kind == "judged",
    )


def _stage_of(item: Item, *, work: Lowering) -> Stage | None:
    parts = item.parts
    if parts is None:
        return None
    weights = tuple(
        work.amount(weight, node=item.path, wanted=Wanted.NUMBER) for weight in parts.weights
    )
    return Stage(parts.names, parts.grain, weights)


# --- facts and derived values -------------------------------------------------------------


def _lower_fact(spec: InputSpec, *, work: Lowering) -> None:
    work.nodes[spec.path] = Node(
        path=spec.path,
        way=Read(spec),
        name=spec.path,
        spec=spec,
        unit=spec.value.unit,
        clause=spec.clause,
        first=work.maybe(spec.history_first, node=spec.path, wanted=wanted_for(spec.value.type)),
        is_scored=False,
        place=spec.place,
    )


def _lower_derived(derived: Derived, *, work: Lowering) -> None:
    path = derived.key
    undefined = derived.undefined
    steps = steps_of(work.scheme, scale=derived.scale)
    is_told = derived.scale is not None and steps is None
    wanted = Wanted.ANY if is_told else wanted_for(derived.type, unit=derived.unit)

    def value(formula: Formula | None) -> Amount | None:
        return None if formula is None else made(formula)

    def made(formula: Formula) -> Amount:
        return on_scale(work.amount(formula, node=path, wanted=wanted), steps=steps)

    work.nodes[path] = Node(
        path=path,
        way=Compute(made(derived.formula)),
        name=path,
        rounding=derived.rounding,
        undefined=undefined,
        undefined_value=value(undefined.value) if undefined else None,
        unit=derived.unit,
        clause=derived.clause,
        first=value(derived.first),
        is_scored=False,
        place=derived.place,
    )
