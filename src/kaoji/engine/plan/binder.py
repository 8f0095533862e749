"""Binding names: what each name of an expression reads, decided once when the plan is made.

A name resolves to a bound variable (the expression room sees to that), a row field, an own field
of the node, then a parameter, derived value, fact or node whose path ends so; two are a problem.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from kaoji.engine.feel.ast import Call, Expression, Name, Text
from kaoji.engine.feel.frame import Frame
from kaoji.engine.plan.context import Spot
from kaoji.engine.plan.forms import (
    FORMS,
    TWINS,
    FormFault,
    field_fault,
    form_faults,
    is_node,
    is_table,
    reference_of,
)
from kaoji.engine.plan.index import Entry, Index, Kind
from kaoji.engine.plan.nodes import Edge, Program
from kaoji.engine.plinth.periods import part_of
from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.values import UNDEFINED, Value
from kaoji.engine.scheme.model import ROOT, InputSpec, Parameter, RowKind, ValueType  # noqa: F401

#: Fields of every row of an event list, beside the declared ones.
EVENT_FIELDS = ("事项", "层级", "件数", "日期", "文号", "发文机关", "数值", "编号", "备注", "佐证")
#: A plan item has its own figures and points.
ITEM_FIELDS = (*EVENT_FIELDS, "目标", "分值", "满分", "权重", "系数")
#: Own fields that every node has.
OWN_FIELDS = ("数值", "目标", "分值", "满分", "权重", "系数")
#: Names that only verdicts know; grades, honours and consequences bind them at run time.
VERDICT_NAMES = ("等次", "原等次", "总分", "名次", "倒数名次", "总数", "荣誉")

#: Form → how far it reaches (see `nodes.Edge`), for the order and for circles.
REACH = {
    "子项": "child", "子项得分率": "child", "同组": "peers", "全体": "peers", "下级": "below",
    "上期": "earlier", "上年": "earlier", "往年": "earlier", "近年": "earlier",
    "条": "rows", "件数合计": "rows", "查表": "table", "属性": "none", "满分": "none",
    "期": "part", "适用": "none", "权重": "none",
}  # fmt: skip
FORM_TWINS = {
    "children": "子项", "child rates": "子项得分率", "peers": "同组", "everyone": "全体",
    "subordinates": "下级", "previous": "上期", "last year": "上年", "years back": "往年",
    "past years": "近年", "rows": "条", "row count": "件数合计", "look up": "查表",
    "attribute": "属性", "full of": "满分", "at part": "期", "applies": "适用", "weight of": "权重",
}  # fmt: skip

_At: TypeAlias = Callable[[Spot], Value]


@dataclass(slots=True)
class NameBinder:
    """Binds the names of one node's expressions; collects its edges and its problems."""

    index: Index
    node: str
    spec: InputSpec | None = None
    row_words: tuple[str, ...] = ()
    local_words: tuple[str, ...] = ()
    verdict: bool = False
    children: tuple[str, ...] = ()
    place: Place = field(default_factory=Place)
    scales: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    parts: frozenset[str] = frozenset()
    edges: list[Edge] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    own_fields_read: set[str] = field(default_factory=set)
    row_fields_read: set[str] = field(default_factory=set)

    def scale_words(self, scale: str, /) -> tuple[str, ...] | None:
        """The words of a declared scale, from the lowest."""
        return self.scales.get(scale)

    # -- names ---------------------------------------------------------------------------------

    def bind_name(self, name: Name, /) -> Program | None:
        """The program that reads a name; `None` when nothing answers to it."""
        if len(name.parts) == 1:
            word = name.parts[0]
            read = self._row_field(word) or self._own_field(word) or self._named(word, name)
            return None if read is None else _noted(word, read)
        whole = ".".join(name.parts)
        target = self._target("/".join(name.parts[:-1]), name, quiet=True)
        if target is None:
            target = self._target(name.parts[0], name) if len(name.parts) == 2 else None
        if target is None:
            return None
        if not is_node(target):
            return None
        fault = field_fault(target, field=name.parts[-1], at=name)
        if fault is not None:
            self._fault(fault)
            return lambda _frame: UNDEFINED
        return _noted(whole, self._field_of(target, TWINS.get(name.parts[-1], name.parts[-1])))

    def _row_field(self, word: str) -> _At | None:
        key = TWINS.get(word, word)
        declared = self.spec.fields if self.spec is not None else {}
        if word in self.local_words:
            return lambda spot: (spot.names or {}).get(word, UNDEFINED)
        if not self.row_words or (key not in self.row_words and word not in declared):
            return None
        key = word if word in declared else key
        self.row_fields_read.add(key)
        return lambda spot: _of_record(spot, key)

    def _own_field(self, word: str) -> _At | None:
        key = TWINS.get(word, word)
        if self.verdict and key == ROOT:
            return self._root_or_given()
        if self.verdict and key in VERDICT_NAMES:
            return lambda spot: (spot.names or {}).get(key, UNDEFINED)
        declared = self.spec.fields if self.spec is not None else {}
        node = self.node
        if word in declared:
            key = word
        elif key not in OWN_FIELDS or self.verdict or not node:
            return None
        if key in ("分值", "满分"):
            return lambda spot: spot.run.full(node, subject=spot.subject, period=spot.period)
        if key == "权重":
            return lambda spot: spot.run.weight(node, subject=spot.subject, period=spot.period)
        self.own_fields_read.add(key)

        def own(spot: Spot) -> Value:
            run = spot.run
            fact = run.fact_so_far if spot.available_only else run.fact
            return fact(node, field=key, subject=spot.subject, period=spot.period)

        return own

    def _root_or_given(self) -> _At:
        """总分 in verdicts: the figure that is judged, else the root's own value."""

        def value(spot: Spot) -> Value:
            known = (spot.names or {}).get(ROOT)
            if known is not None:
                return known
            return spot.run.value(ROOT, subject=spot.subject, period=spot.period)

        return value

    def _named(self, word: str, name: Name) -> _At | None:
        if self.verdict:
            return self._case_or_named(word, name)
        entry = self._target(word, name)
        return None if entry is None else self._value_of(entry, name)

    def _case_or_named(self, word: str, name: Name) -> _At | None:
        """In verdicts a bar or veto is a truth by its name, known to the run's names."""
        entry = self._target(word, name)
        read = None if entry is None else self._value_of(entry, name)

        def value(spot: Spot) -> Value:
            known = (spot.names or {}).get(word)
            if known is not None:
                return known
            return UNDEFINED if read is None else read(spot)

        return value

    def _value_of(self, entry: Entry, name: Name) -> _At:
        path = entry.path
        if is_table(entry):
            self._problem(
                "table-as-value", f"「{path}」是一张表,不能当一个数用", f"写 查表({path}, …)", name
            )
            return lambda _spot: UNDEFINED
        if entry.kind is Kind.PARAMETER:
            return lambda spot: spot.run.parameter(path, subject=spot.subject, period=spot.period)
        self._edge(path, "here", name)
        return lambda spot: spot.run.value(path, subject=spot.subject, period=spot.period)

    def _field_of(self, entry: Entry, key: str) -> _At:
        path = entry.path
        if key in ("分值", "满分"):
            return lambda spot: spot.run.full(path, subject=spot.subject, period=spot.period)
        if key == "得分":
            self._edge(path, "here", None)
            return lambda spot: spot.run.value(path, subject=spot.subject, period=spot.period)
        if key == "权重":
            return lambda spot: spot.run.weight(path, subject=spot.subject, period=spot.period)
        if key == "适用":
            return lambda spot: spot.run.applies(path, subject=spot.subject, period=spot.period)
        self._edge(path, "field", None, own_field=key)
        return lambda spot: spot.run.fact(path, field=key, subject=spot.subject, period=spot.period)

    def _target(self, tail: str, name: Name | Call, *, quiet: bool = False) -> Entry | None:
        found = self.index.find(tail)
        if len(found) == 1:
            self.used.add(found[0].path)
            return found[0]
        if found and not quiet:
            paths = "、".join(entry.path for entry in found)
            self._problem(
                "ambiguous-name", f"「{tail}」可以指 {len(found)} 处:{paths}",
                "用反引号写出足以区分的路径", name,
            )  # fmt: skip
        return None

    def _problem(self, code: str, message: str, remedy: str, at: Name | Call) -> None:
        place = self.place
        column = None if place.column is None else place.column + at.at
        spot = Place(place.file, place.line, column)
        self.problems.append(Problem(code, message, remedy, place=spot, path=self.node))

    def _fault(self, fault: FormFault) -> None:
        self._problem(fault.code, fault.message, fault.remedy, fault.at)

    def _edge(
        self,
        target: str,
        reach: str,
        at: Name | Call | None,
        part: str = "",
        own_field: str = "",
    ) -> None:
        place = self.place
        if at is not None and place.column is not None:
            place = Place(place.file, place.line, place.column + at.at)
        self.edges.append(Edge(self.node, target, reach, place, part, own_field))

    # -- forms ---------------------------------------------------------------------------------

    def bind_form(
        self,
        call: Call,
        /,
        *,
        compile: Callable[[Expression], Program],  # noqa: A002
    ) -> Program | None:
        """The program of a form such as 同组(K): its first argument is a reference, not a value."""
        form = FORM_TWINS.get(call.function, call.function)
        if form not in REACH:
            return None
        faults = tuple(
            form_faults(call, form=form, index=self.index, children=self.children, parts=self.parts)
        )
        for fault in faults:
            self._fault(fault)
        if faults:
            return _undefined
        maker = getattr(self, _MAKERS[form])
        program: Program = maker(form, call, compile)
        return program

    def _entry(self, call: Call, position: int = 0) -> Entry:
        """What an argument refers to, after the form has been found sound."""
        name = call.arguments[position]
        assert isinstance(name, Name)  # noqa: S101
        wants = FORMS[FORM_TWINS.get(call.function, call.function)].wants
        tail = reference_of(name, wants=wants) if position == 0 else ".".join(name.parts)
        entry = self._target(tail, name)
        assert entry is not None  # noqa: S101
        return entry

    def _value_reference(self, call: Call, *, reach: str) -> _At:
        """A reference whose value is read elsewhere: a node or fact, or a field `K.目标`."""
        entry = self._entry(call)
        key = _field_in(call)
        if key:
            return self._field_of(entry, key)
        path = entry.path
        self._edge(path, reach, call)
        return lambda spot: spot.run.value(path, subject=spot.subject, period=spot.period)

    def _make_children(
        self,
        form: str,
        call: Call,
        compile: Callable[[Expression], Program],  # noqa: A002, ARG002
    ) -> Program:
        paths = self.children
        for path in paths:
            self._edge(path, "child", call)
        if form == "子项":

            def values(frame: Frame) -> Value:
                spot = frame.context
                here = {"subject": spot.subject, "period": spot.period}
                return tuple(spot.run.value(path, **here) for path in paths)

            return values
        return lambda frame: frame.context.run.rates(
            paths, subject=frame.context.subject, period=frame.context.period
        )

    def _make_peers(
        self,
        form: str,
        call: Call,
        compile: Callable[[Expression], Program],  # noqa: A002, ARG002
    ) -> Program:
        read = self._value_reference(call, reach="peers")
        column = _text_argument(call, 1)

        def peers(frame: Frame) -> Value:
            spot = frame.context
            run = spot.run
            who = run.everyone() if form == "全体" else run.peers(spot.subject, column=column)
            found: Value = run.over(who, read=read, spot=spot)
            return found

        return peers

    def _make_below(
        self,
        form: str,  # noqa: ARG002
        call: Call,
        compile: Callable[[Expression], Program],  # noqa: A002, ARG002
    ) -> Program:
        read = self._value_reference(call, reach="below")
        relation = _text_argument(call, 1)
        if len(call.arguments) > 1 and isinstance(call.arguments[1], Name):
            relation = self._entry(call, 1).path

        def below(frame: Frame) -> Value:
            spot = frame.context
            who = spot.run.below(spot.subject, relation=relation, period=spot.period)
            found: Value = spot.run.over(who, read=read, spot=spot, relation=relation)
            return found

        return below

    def _make_earlier(
        self,
        form: str,
        call: Call,
        compile: Callable[[Expression], Program],  # noqa: A002
    ) -> Program:
        steps = compile(call.arguments[1]) if len(call.arguments) > 1 else None
        path, key = self._entry(call).path, _field_in(call)
        self._edge(path, "earlier", call, own_field=key)
        return lambda frame: frame.context.run.history(
            path, field=key, form=form, spot=frame.context,
            steps=None if steps is None else steps(frame),
        )  # fmt: skip

    def _make_rows(
        self,
        form: str,
        call: Call,
        compile: Callable[[Expression], Program],  # noqa: A002, ARG002
    ) -> Program:
        path = self._entry(call).path
        self._edge(path, "rows", call)
        if form == "条":
            return lambda frame: frame.context.run.rows(
                path, subject=frame.context.subject, period=frame.context.period
            )
        return lambda frame: frame.context.run.row_count(
            path, subject=frame.context.subject, period=frame.context.period
        )

    def _make_table(
        self,
        form: str,  # noqa: ARG002
        call: Call,
        compile: Callable[[Expression], Program],  # noqa: A002
    ) -> Program:
        path = self._entry(call).path
        keys = tuple(compile(argument) for argument in call.arguments[1:])
        return lambda frame: frame.context.run.look_up(
            path, keys=tuple(key(frame) for key in keys), spot=frame.context
        )

    def _make_attribute(
        self,
        form: str,  # noqa: ARG002
        call: Call,
        compile: Callable[[Expression], Program],  # noqa: A002, ARG002
    ) -> Program:
        column = _text_argument(call, 0) or ""
        return lambda frame: frame.context.run.attribute(frame.context.subject, column=column)

    def _make_property(
        self,
        form: str,
        call: Call,
        compile: Callable[[Expression], Program],  # noqa: A002, ARG002
    ) -> Program:
        path = self._entry(call).path
        method = {"满分": "full", "权重": "weight", "适用": "applies"}[form]

        def read(frame: Frame) -> Value:
            spot = frame.context
            found: Value = getattr(spot.run, method)(path, subject=spot.subject, period=spot.period)
            return found

        return read

    def _make_part(
        self,
        form: str,  # noqa: ARG002
        call: Call,
        compile: Callable[[Expression], Program],  # noqa: A002, ARG002
    ) -> Program:
        path, part = self._entry(call).path, _text_argument(call, 1) or ""
        self._edge(path, "part", call, part)
        return lambda frame: frame.context.run.value(
            path, subject=frame.context.subject,
            period=part_of(frame.context.period.own_year, part),
        )  # fmt: skip


_MAKERS = {
    "子项": "_make_children", "子项得分率": "_make_children", "同组": "_make_peers",
    "全体": "_make_peers", "下级": "_make_below", "上期": "_make_earlier",
    "上年": "_make_earlier", "往年": "_make_earlier", "近年": "_make_earlier",
    "条": "_make_rows", "件数合计": "_make_rows", "查表": "_make_table",
    "属性": "_make_attribute", "满分": "_make_property", "适用": "_make_property",
    "权重": "_make_property", "期": "_make_part",
}  # fmt: skip


def _undefined(_frame: Frame) -> Value:
    return UNDEFINED


def _noted(label: str, read: _At) -> Program:
    """The read with its figure noted, where the run keeps a trace."""

    def program(frame: Frame) -> Value:
        spot = frame.context
        value = read(spot)
        if spot.notes is not None:
            spot.notes.append((label, value))
        return value

    return program


def _of_record(spot: Spot, key: str) -> Value:
    record: Mapping[str, Value] = spot.record or {}
    return record.get(key, UNDEFINED)


def _field_in(call: Call) -> str:
    """The field that the first argument names: 目标 in `上年(财政收入.目标)`; else nothing."""
    first = call.arguments[0]
    if not isinstance(first, Name) or len(first.parts) != 2:
        return ""
    return TWINS.get(first.parts[1], first.parts[1])


def _text_argument(call: Call, position: int) -> str | None:
    if len(call.arguments) <= position:
        return None
    argument = call.arguments[position]
    if isinstance(argument, Text):
        return argument.value
    return ".".join(argument.parts) if isinstance(argument, Name) else None
