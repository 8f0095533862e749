"""Where the figures of a formula come from: the fact, node or parameter behind each name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kaoji.engine.explain.records import Evidence, FigureNote, evidence_of
from kaoji.engine.feel import ast
from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.feel.names import children
from kaoji.engine.feel.unparse import unparse
from kaoji.engine.plan.forms import TWINS
from kaoji.engine.plan.index import Entry, Kind
from kaoji.engine.plan.nodes import Amount, Node
from kaoji.engine.plan.reaches import FORM_TWINS
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.values import Value
from kaoji.engine.scheme.model import Formula, Item, RowKind
from kaoji.engine.score.plain import Run

_SCALES = ("满分", "分值", "权重")
_OWN_FIGURES = ("数值", "目标", "系数")
_GROUPS = frozenset({"同组", "全体", "下级"})
_HISTORY = frozenset({"上期", "上年", "往年", "近年"})
_TABLES = frozenset({"查表", "查表均值"})


@dataclass(frozen=True, slots=True)
class Origins:
    """Knows where one node of one subject stands, and answers for the names it reads."""

    run: Run
    node: Node
    subject: str
    period: Period

    def figure(self, label: str, *, value: Value) -> FigureNote:
        """The origin of one noted figure."""
        word = TWINS.get(label, label)
        spec = self.node.spec
        if spec is not None and (label in spec.fields or word in _OWN_FIGURES):
            name = label if label in spec.fields else word
            return self._fact(self.node.path, field=name, label=label, value=value)
        if word in _SCALES:
            return FigureNote(label, value, "own", None if word == "权重" else "分")
        entry, own_field = self._entry(label)
        if entry is None:
            return FigureNote(label, value, "row" if spec is not None else "own")
        return self._named(entry, own_field=own_field, label=label, value=value)

    def _entry(self, label: str) -> tuple[Entry | None, str]:
        index = self.run.plan.index
        found = index.find(label)
        if len(found) == 1:
            return found[0], ""
        tail, dot, own_field = label.rpartition(".")
        found = index.find(tail.replace(".", "/")) if dot else ()
        return (found[0], TWINS.get(own_field, own_field)) if len(found) == 1 else (None, "")

    def _named(self, entry: Entry, *, own_field: str, label: str, value: Value) -> FigureNote:
        if entry.kind is Kind.PARAMETER:
            return self._parameter(entry, label=label, value=value)
        if own_field and own_field not in (*_SCALES, "得分"):
            return self._fact(entry.path, field=own_field, label=label, value=value)
        if entry.kind is Kind.FACT and not own_field:
            return self._fact(entry.path, field="数值", label=label, value=value)
        kind = "derived" if entry.kind is Kind.DERIVED else "node"
        return FigureNote(
            label, value, kind, _unit_of(entry), self._at(entry.path), _clause_of(entry)
        )

    def _at(self, path: str, field: str = "") -> str:
        dotted = f".{field}" if field and field != "数值" else ""
        return f"{self.subject}:{path}{dotted}@{self.period}"

    def _fact(self, path: str, *, field: str, label: str, value: Value) -> FigureNote:
        spec = self.run.plan.nodes[path].spec
        declared = None
        if spec is not None:
            declared = spec.value if field == "数值" else spec.fields.get(field)
        return FigureNote(
            label,
            value,
            "fact",
            None if declared is None else declared.unit,
            self._at(path, field),
            None if spec is None else spec.clause,
            self.evidence(path, field=field),
        )

    def evidence(self, path: str, *, field: str) -> Evidence | None:
        """The row of a fact; of several finer ones the first."""
        found = self.run.figure(path, field=field, subject=self.subject, period=self.period)
        if found is not None:
            scope = "" if found.scope == self.subject else found.scope
            return evidence_of(found.row, scope=scope)
        finer = self.run.book.finer(path, field=field, subject=self.subject, period=self.period)
        if finer:
            return evidence_of(finer[0].row)
        spec = self.run.plan.nodes[path].spec
        if spec is None or spec.row_kind is not RowKind.EVENT:
            return None
        lines = self.run.lines(path, subject=self.subject, period=self.period)
        return evidence_of(lines[0].row) if lines else None

    def _parameter(self, entry: Entry, *, label: str, value: Value) -> FigureNote:
        book = self.run.book
        figure = book.parameter(entry.path, subject=self.subject, period=self.period)
        evidence = None if figure is None else evidence_of(figure.row, scope=figure.scope)
        return FigureNote(
            label, value, "parameter", _unit_of(entry), f"参数:{entry.path}", _clause_of(entry),
            evidence,
        )  # fmt: skip

    # -- groups and history ------------------------------------------------------------------------

    def forms(self, amount: Amount) -> Iterator[FigureNote]:
        """What 同组, 全体, 下级 and the history forms of an expression read."""
        for call in calls_in(amount.formula.expression):
            form = FORM_TWINS.get(call.function, call.function)
            if form in _GROUPS:
                yield FigureNote(unparse(call), (), "form", members=self._members(form, call))
            elif form in _HISTORY:
                value = self._computed(call, subject=self.subject)
                if value is not None:
                    yield FigureNote(unparse(call), value, "form")

    def _members(self, form: str, call: ast.Call) -> tuple[tuple[str, Value], ...]:
        run = self.run
        if form == "全体":
            who: tuple[str, ...] = run.everyone()
        elif form == "同组":
            who = run.peers(self.subject, column=_text_of(call, 1))
        else:
            relation = _text_of(call, 1)
            who = run.below(self.subject, relation=relation, period=self.period) or ()
        read = call.arguments[0]
        values = ((one, self._computed(read, subject=one)) for one in who)
        return tuple((one, value) for one, value in values if value is not None)

    def _computed(self, expression: ast.Expression, *, subject: str) -> Value | None:
        """The value of a part of the formula, for a subject."""
        formula = Formula(unparse(expression), expression)
        try:
            amount = self.run.plan.compile_at(formula, self.node.path, False)  # noqa: FBT003 - a callable
            spot = self.run.spot(self.node.path, subject=subject, period=self.period)
            return self.run.amount(amount, spot=spot)
        except FeelFailure:
            return None

    def tables(self, amount: Amount) -> Iterator[tuple[str, str | None, str | None]]:
        """The tables that an expression looks up: name, clause, chosen reading."""
        known = {table.name: table for table in self.run.plan.scheme.tables}
        for call in calls_in(amount.formula.expression):
            if FORM_TWINS.get(call.function, call.function) in _TABLES:
                table = known.get(_text_of(call, 0) or "")
                if table is not None:
                    yield table.name, table.clause, table.reading


def calls_in(expression: ast.Expression) -> Iterator[ast.Call]:
    """Every call of an expression, in the order written."""
    if isinstance(expression, ast.Call):
        yield expression
    for child in children(expression):
        yield from calls_in(child)


def _text_of(call: ast.Call, position: int) -> str | None:
    if len(call.arguments) <= position:
        return None
    argument = call.arguments[position]
    if isinstance(argument, ast.Text):
        return argument.value
    return ".".join(argument.parts) if isinstance(argument, ast.Name) else None


def _unit_of(entry: Entry) -> str | None:
    match entry.spec:
        case Item(children=below, unit=unit):
            return (unit if below else None) or "分"
        case spec:
            return getattr(spec, "unit", None)


def _clause_of(entry: Entry) -> str | None:
    return getattr(entry.spec, "clause", None)


def settled(ask: Callable[[], Value]) -> Value | None:
    """The answer; nothing where a parameter is open or a formula fails, which others tell."""
    try:
        return ask()
    except FeelFailure:
        return None
