"""Binding names: what each name of an expression reads, decided once when the plan is made.

A name resolves to a bound variable (the expression room sees to that), a row field, an own field
of the node, then a parameter, derived value, fact or node whose path ends so; two are a problem.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, cast

from kaoji.engine.facts.book import Figure, Named
from kaoji.engine.feel.ast import Call, Expression, Name
from kaoji.engine.feel.frame import Frame
from kaoji.engine.plan.context import Spot
from kaoji.engine.plan.forms import (
    FORMS,
    FormFault,
    field_fault,
    form_faults,
    input_of,
    is_node,
    is_table,
    reference_of,
)
from kaoji.engine.plan.index import Entry, Index, Kind
from kaoji.engine.plan.nodes import Edge, Program
from kaoji.engine.plan.reaches import FORM_TWINS, MAKERS, REACH, Asked, field_in
from kaoji.engine.plinth.names import TWINS, known_name
from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import UNDEFINED, Value
from kaoji.engine.scheme.model import ROOT, InputSpec

#: Fields of every row of an event list, beside the declared ones.
EVENT_FIELDS = ("事项", "层级", "件数", "日期", "文号", "发文机关", "数值", "编号", "备注", "佐证")
#: A plan item has its own figures and points.
ITEM_FIELDS = (*EVENT_FIELDS, "目标", "分值", "满分", "权重", "系数")
#: Own fields that every node has.
OWN_FIELDS = ("数值", "目标", "分值", "满分", "权重", "系数")
#: Names that only verdicts know; grades, honours and consequences bind them at run time.
VERDICT_NAMES = ("等次", "原等次", "总分", "名次", "倒数名次", "总数", "荣誉")


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
    reads: set[tuple[str, str]] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)
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
        spec = input_of(target)
        declared = () if spec is None else spec.fields
        return _noted(whole, self._field_of(target, known_name(name.parts[-1], known=declared)))

    def _row_field(self, word: str) -> _At | None:
        declared = self.spec.fields if self.spec is not None else {}
        key = known_name(word, known=declared)
        if word in self.local_words:
            return lambda spot: (spot.names or {}).get(word, UNDEFINED)
        if not self.row_words or (key not in self.row_words and key not in declared):
            return None
        self.row_fields_read.add(key)
        return lambda spot: _of_record(spot, key)

    def _own_field(self, word: str) -> _At | _OfFull | None:
        key = TWINS.get(word, word)
        if self.verdict and key == ROOT:
            return self._root_or_given()
        if self.verdict and key in VERDICT_NAMES:
            return lambda spot: (spot.names or {}).get(key, UNDEFINED)
        declared = self.spec.fields if self.spec is not None else {}
        node = self.node
        own = known_name(word, known=declared)
        if own in declared:
            key = own
        elif key not in OWN_FIELDS or self.verdict or not node:
            return None
        if key in ("分值", "满分"):
            return _full_of(node)
        if key == "权重":
            return lambda spot: spot.run.weight(node, subject=spot.subject, period=spot.period)
        self.own_fields_read.add(key)
        return _own_fact_of(node, key)

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
                "table-as-value",
                speak("「{path}」是一张表，不能当一个数用", path=path),
                speak("写 查表({path}, …)", path=path),
                name,
            )
            return lambda _spot: UNDEFINED
        if entry.kind is Kind.PARAMETER:
            return lambda spot: spot.run.parameter(path, subject=spot.subject, period=spot.period)
        self.edge(path, reach="here", at=name)
        return lambda spot: spot.run.value(path, subject=spot.subject, period=spot.period)

    def _field_of(self, entry: Entry, key: str) -> _At:
        path = entry.path
        if key in ("分值", "满分"):
            return lambda spot: spot.run.full(path, subject=spot.subject, period=spot.period)
        if key == "得分":
            self.edge(path, reach="here")
            return lambda spot: spot.run.value(path, subject=spot.subject, period=spot.period)
        if key == "权重":
            return lambda spot: spot.run.weight(path, subject=spot.subject, period=spot.period)
        if key == "适用":
            return lambda spot: spot.run.applies(path, subject=spot.subject, period=spot.period)
        self.edge(path, reach="field", own_field=key)
        return _fact_of(path, key)

    def _target(self, tail: str, name: Name | Call, *, quiet: bool = False) -> Entry | None:
        found = self.index.find(tail)
        if len(found) == 1:
            self.reads.add((self.node, found[0].path))
            return found[0]
        if found and not quiet:
            paths = speak("、").join(entry.path for entry in found)
            self._problem(
                "ambiguous-name",
                speak(
                    "「{tail}」可以指 {count} 处：{paths}", tail=tail, count=len(found), paths=paths
                ),
                speak("用反引号写出足以区分的路径"),
                name,
            )
        return None

    def _problem(self, code: str, message: str, remedy: str, at: Name | Call) -> None:
        place = self.place
        column = None if place.column is None else place.column + at.at
        spot = Place(place.file, place.line, column)
        self.problems.append(Problem(code, message, remedy, place=spot, path=self.node))

    def _fault(self, fault: FormFault) -> None:
        self._problem(fault.code, fault.message, fault.remedy, fault.at)

    def edge(
        self,
        target: str,
        *,
        reach: str,
        at: Name | Call | None = None,
        part: str = "",
        own_field: str = "",
    ) -> None:
        place = self.place
        if at is not None and place.column is not None:
            place = Place(place.file, place.line, place.column + at.at)
        self.edges.append(Edge(self.node, target, reach, place, part, own_field))

    # -- forms ---------------------------------------------------------------------------------

    def bind_form(
        self, call: Call, /, *, program_of: Callable[[Expression], Program]
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
        self.forms.add(form)
        return MAKERS[form](Asked(form, call, reader=self, program_of=program_of))

    def entry(self, call: Call, *, position: int = 0) -> Entry:
        """What an argument refers to, after the form has been found sound."""
        name = cast("Name", call.arguments[position])
        wants = FORMS[FORM_TWINS.get(call.function, call.function)].wants
        tail = reference_of(name, wants=wants) if position == 0 else ".".join(name.parts)
        return cast("Entry", self._target(tail, name))

    def value_reference(self, call: Call, *, reach: str) -> Callable[[Spot], Value]:
        """A reference whose value is read elsewhere: a node or fact, or a field `K.目标`."""
        entry = self.entry(call)
        key = field_in(call)
        if key:
            return self._field_of(entry, key)
        path = entry.path
        self.edge(path, reach=reach, at=call)
        return lambda spot: spot.run.value(path, subject=spot.subject, period=spot.period)


def _undefined(_frame: Frame) -> Value:
    return UNDEFINED


@dataclass(frozen=True, slots=True)
class _OfFact:
    """The read of a field of a key: most are reported for just where the spot stands."""

    named: Named
    read: _At

    def __call__(self, spot: Spot) -> Value:
        return self.read(spot)


@dataclass(frozen=True, slots=True)
class _OfFull:
    """The read of full points: most are the same for all."""

    path: str
    read: _At


def _full_of(path: str) -> _OfFull:
    return _OfFull(path, lambda spot: spot.run.full(path, subject=spot.subject, period=spot.period))


def _fact_of(path: str, key: str) -> _At:
    named = (path, key)
    return _OfFact(named, lambda spot: spot.run.fact_at(named, spot=spot))


def _own_fact_of(path: str, key: str) -> _At:
    """The node's own field; where only what is here counts, over the finer periods that are."""
    named = (path, key)

    def own(spot: Spot) -> Value:
        if spot.available_only:
            who, when = spot.subject, spot.period
            return spot.run.fact_so_far(path, field=key, subject=who, period=when)
        return spot.run.fact_at(named, spot=spot)

    return _OfFact(named, own)


def _noted(label: str, read: _At | _OfFull) -> Program:
    """The read with its figure noted, where the run keeps a trace."""
    if isinstance(read, _OfFact):
        return _here_first(read.named, _noted(label, read.read))
    if isinstance(read, _OfFull):
        return _fixed_first(read.path, _noted(label, read.read))

    def program(frame: Frame) -> Value:
        spot = frame.context
        value = read(spot)
        if spot.notes is not None and label not in spot.quiet:
            spot.notes.append((label, value))
        return value

    return program


def _here_first(named: Named, read: Program) -> Program:
    """What a bare spot has before it, where nothing is noted; else the whole way."""

    def program(frame: Frame) -> Value:
        figure: Figure | None = frame.context.here.get(named)
        return read(frame) if figure is None else figure.value

    return program


def _fixed_first(path: str, read: Program) -> Program:
    """The full points that a bare spot knows; else the whole way."""

    def program(frame: Frame) -> Value:
        known: Value | None = frame.context.fulls.get(path)
        return read(frame) if known is None else known

    return program


def _of_record(spot: Spot, key: str) -> Value:
    record: Mapping[str, Value] = spot.record or {}
    return record.get(key, UNDEFINED)
