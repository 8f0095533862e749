"""Where the figures of a formula come from: the fact, node or parameter behind each name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from kaoji.engine.explain.records import Evidence, FigureNote, Member, evidence_of
from kaoji.engine.feel import ast
from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.feel.names import children
from kaoji.engine.plan.index import Entry, Kind
from kaoji.engine.plan.nodes import Amount, Fold, Import, Node
from kaoji.engine.plan.reaches import FORM_TWINS
from kaoji.engine.plinth.names import TWINS, spoken_path
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import Value
from kaoji.engine.scheme.model import Feed, InputSpec, Item, RowKind
from kaoji.engine.score.plain import Run

_SCALES = ("满分", "分值", "权重")
#: Fields that need no declaration.
_OWN_FACTS = ("目标", "系数")
_TABLES = frozenset({"查表", "查表均值"})

Answer = TypeVar("Answer")


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
        if spec is not None and (label in spec.fields or word in ("数值", *_OWN_FACTS)):
            name = label if label in spec.fields else word
            if isinstance(self.node.way, Fold) and name == "数值":  # what its rows came to
                return FigureNote(label, value, "row", spec.value.unit)
            return self._fact(self.node.path, field=name, label=label, value=value)
        if word in _SCALES:
            return FigureNote(label, value, "own", None if word == "权重" else "分")
        entry, own_field = self._entry(label)
        if entry is None:
            return FigureNote(label, value, "row" if spec is not None else "own")
        return self._named(entry, own_field=own_field, label=label, value=value)

    def unit_of(self, label: str) -> str | None:
        """The unit of what a name reads."""
        entry, own_field = self._entry(label)
        if entry is None:
            return None
        if not own_field or own_field == "得分":
            return _unit_of(entry)
        node = self.run.plan.nodes.get(entry.path)
        spec = None if node is None else node.spec
        declared = None if spec is None else spec.fields.get(own_field, spec.value)
        return "分" if own_field in _SCALES[:2] else None if declared is None else declared.unit

    def row_figure(self, label: str, *, value: Value) -> FigureNote:
        """A figure of a row: its own column, else what the scheme means by the name."""
        spec = self.node.spec
        declared = None if spec is None else spec.fields.get(label)
        if declared is not None:
            return FigureNote(label, value, "row", declared.unit)
        entry, own_field = self._entry(label)
        if entry is None or label in ("每条", "件数", "分值"):
            return FigureNote(label, value, "row")
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
            label, value, kind, _unit_of(entry), self.at(entry.path), _clause_of(entry)
        )

    def at(self, path: str, *, field: str = "") -> str:
        """The coordinate of a node or field of the same subject and period."""
        dotted = f".{field}" if field and field != "数值" else ""
        return f"{self.subject}:{path}{dotted}@{self.period}"

    def _fact(self, path: str, *, field: str, label: str, value: Value) -> FigureNote:
        spec = self.run.plan.nodes[path].spec
        declared = None
        if spec is not None:
            declared = spec.value if field == "数值" else spec.fields.get(field)
        unit = None if declared is None else declared.unit
        is_judged = self.run.plan.nodes[path].is_judged and field == "数值"
        return FigureNote(
            label,
            value,
            "fact",
            unit or ("分" if is_judged else None),
            self.at(path, field=field),
            None if spec is None else spec.clause,
            self.evidence(path, field=field),
            tuple(self._finer(path, field=field)),
        )

    def _finer(self, path: str, *, field: str) -> Iterator[Member]:
        """The figures of finer periods that a figure was gathered from."""
        run, subject, period = self.run, self.subject, self.period
        if run.figure(path, field=field, subject=subject, period=period) is None:
            for each in run.book.finer(path, field=field, subject=subject, period=period):
                when = each.row.text("period")
                yield Member(when, each.value, self.at(path, field=field), evidence_of(each.row))

    def fed_by(self, path: str, *, field: str = "数值") -> Feed | None:
        """The result of another scheme that a figure is, where no row states it."""
        feed = feed_of(self.run.plan.nodes[path]) if field == "数值" else None
        if feed is None:
            return None
        where = self.run.figure(path, field=field, subject=self.subject, period=self.period)
        return feed if where is None else None

    def feed_words(self, feed: Feed) -> str:
        """Which result of which scheme it is."""
        feeder = self.run.feeders.get(feed.scheme)
        title = feed.scheme if feeder is None else feeder.run.plan.scheme.title
        return speak("方案「{scheme}」的「{result}」", scheme=title, result=spoken_path(feed.take))

    def evidence(self, path: str, *, field: str) -> Evidence | None:
        """The row of a fact; of a list or of finer figures only where it is a single one."""
        found = self.run.figure(path, field=field, subject=self.subject, period=self.period)
        if found is not None:
            scope = "" if found.scope == self.subject else found.scope
            return evidence_of(found.row, scope=scope)
        feed = self.fed_by(path, field=field)
        if feed is not None:
            return Evidence(source=self.feed_words(feed))
        finer = self.run.book.finer(path, field=field, subject=self.subject, period=self.period)
        if finer:
            return evidence_of(finer[0].row) if len(finer) == 1 else None
        spec = self.run.plan.nodes[path].spec
        if spec is None or spec.row_kind is not RowKind.EVENT:
            return None
        lines = self.run.lines(path, subject=self.subject, period=self.period)
        return evidence_of(lines[0].row) if len(lines) == 1 else None

    def _parameter(self, entry: Entry, *, label: str, value: Value) -> FigureNote:
        book = self.run.book
        figure = book.parameter(entry.path, subject=self.subject, period=self.period)
        evidence = None if figure is None else evidence_of(figure.row, scope=figure.scope)
        return FigureNote(
            label,
            value,
            "parameter",
            _unit_of(entry),
            speak("参数:{name}", name=entry.path),
            _clause_of(entry),
            evidence,
        )

    def tables(self, amount: Amount) -> Iterator[tuple[str, str | None, str | None]]:
        """The tables that an expression looks up: name, clause, chosen reading."""
        known = {table.name: table for table in self.run.plan.scheme.tables}
        for call in calls_in(amount.formula.expression):
            if FORM_TWINS.get(call.function, call.function) in _TABLES:
                table = known.get(text_of(call, position=0) or "")
                if table is not None:
                    yield table.name, table.clause, table.reading


def feed_of(node: Node) -> Feed | None:
    """The result of another scheme that a node is, or that its figure is."""
    if isinstance(node.way, Import):
        return node.way.feed
    return None if node.spec is None else node.spec.feed


def calls_in(expression: ast.Expression) -> Iterator[ast.Call]:
    """Every call of an expression, in the order written."""
    if isinstance(expression, ast.Call):
        yield expression
    for child in children(expression):
        yield from calls_in(child)


def text_of(call: ast.Call, *, position: int) -> str | None:
    """A word that an argument is: a text, or a name as it is written."""
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
        case InputSpec(value=value):
            return value.unit
        case spec:
            return getattr(spec, "unit", None)


def _clause_of(entry: Entry) -> str | None:
    return getattr(entry.spec, "clause", None)


def settled(ask: Callable[[], Answer]) -> Answer | None:
    """The answer; nothing where a parameter is open or a formula fails, which others tell."""
    try:
        return ask()
    except FeelFailure:
        return None
