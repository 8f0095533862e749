"""What a formula reads from afar: peers, subordinates, earlier periods, lists, keys of tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from typing import cast

from kaoji.engine.explain.origins import Origins, calls_in, settled, text_of
from kaoji.engine.explain.records import Evidence, FigureNote, Member, evidence_of
from kaoji.engine.feel import ast
from kaoji.engine.feel.names import children
from kaoji.engine.feel.unparse import unparse
from kaoji.engine.plan.nodes import Amount, Node, Read
from kaoji.engine.plan.reaches import FORM_TWINS, field_in
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import Value
from kaoji.engine.scheme.model import Formula
from kaoji.engine.score.plain import Run

GROUPS = frozenset({"同组", "全体", "下级"})
HISTORY = frozenset({"上期", "上年", "往年", "近年"})
LISTS = frozenset({"条", "件数合计"})
RANK = "名次"
_RANKS = frozenset({RANK, "rank"})
_PLAIN = (ast.Name, ast.Number, ast.Text, ast.Truth, ast.NullLiteral)


@dataclass(frozen=True, slots=True)
class Past:
    """A node in an earlier period, and the run that answers for it."""

    run: Run
    path: str
    period: Period


@dataclass(frozen=True, slots=True)
class Afar:
    """Answers for what one node's formula reads beyond its own names."""

    here: Origins

    @property
    def run(self) -> Run:
        """The run behind it."""
        return self.here.run

    def figures(self, amount: Amount) -> Iterator[FigureNote]:
        """Every form of the formula with what it read, each once."""
        known: set[str] = set()
        expression = amount.formula.expression
        for note in (*self._figures(expression), *self.looked_up(expression)):
            if note.name not in known:
                known.add(note.name)
                yield note

    def _figures(self, expression: ast.Expression) -> Iterator[FigureNote]:
        bound = _bound_in(expression)
        for call in calls_in(expression):
            form = FORM_TWINS.get(call.function, call.function)
            if form in GROUPS:
                yield self._group(form, call)
            elif form in HISTORY:
                yield from self._past(call)
            elif form in LISTS:
                yield self._list(form, call)
            elif form in _RANKS:
                yield from self._computed_note(RANK, call, bound)
            elif form == "查表":
                for key in call.arguments[1:]:
                    if not isinstance(key, _PLAIN) and not _is_rank(key):
                        yield from self._computed_note(unparse(key), key, bound)
            elif form == "期":
                yield from self._computed_note(unparse(call), call, bound)

    def looked_up(self, expression: ast.Expression) -> Iterator[FigureNote]:
        """Each table that is looked up by name, with the row that was found."""
        for call in _unbound_calls(expression):
            if FORM_TWINS.get(call.function, call.function) == "查表":
                note = settled(partial(self._row_found, call))
                if isinstance(note, FigureNote):
                    yield note

    def _row_found(self, call: ast.Call) -> FigureNote | None:
        found = self.run.plan.index.find(text_of(call, position=0) or "")
        keys = tuple(self.computed(one, subject=self.here.subject) for one in call.arguments[1:])
        if len(found) != 1 or "." in found[0].path:  # a table within a rule has no name
            return None
        known = tuple(key for key in keys if key is not None)
        if len(known) < len(keys):
            return None
        path, here = found[0].path, self.here
        spot = self.run.spot(here.node.path, subject=here.subject, period=here.period)
        row = self.run.row_of(path, keys=known, spot=spot)
        if row is None:
            return None
        value = self.run.look_up(path, keys=known, spot=spot)
        unit = getattr(found[0].spec, "unit", None)
        return FigureNote(unparse(call), value, "table", unit, members=(Member(row, value, path),))

    def _computed_note(
        self, name: str, part: ast.Expression, bound: frozenset[str]
    ) -> Iterator[FigureNote]:
        """The value of a part of the formula, unless a loop around it binds its names."""
        if bound and bound & _names_in(part):
            return
        value = self.computed(part, subject=self.here.subject)
        if value is not None and not isinstance(value, tuple):
            kind = "own" if name == RANK else "form"
            yield FigureNote(name, value, kind)

    def computed(self, expression: ast.Expression, *, subject: str) -> Value | None:
        """The value of a part of the formula, for a subject."""
        return self._of_each(expression, (subject,))[subject]

    def _of_each(
        self, expression: ast.Expression, subjects: tuple[str, ...]
    ) -> dict[str, Value | None]:
        """The value of a part of the formula for each of several subjects, compiled once."""
        formula = Formula(unparse(expression), expression)
        path = self.here.node.path
        amount = self.run.plan.compile_at(formula, path, False)  # noqa: FBT003 - a callable

        def value(subject: str) -> Value:
            spot = self.run.spot(path, subject=subject, period=self.here.period)
            return self.run.amount(amount, spot=spot)

        return {one: settled(partial(value, one)) for one in subjects}

    # -- groups ------------------------------------------------------------------------------------

    def _group(self, form: str, call: ast.Call) -> FigureNote:
        read = call.arguments[0]
        values = self._of_each(read, self._who(form, call))
        found = [
            self._member(who, read, value) for who, value in values.items() if value is not None
        ]
        return FigureNote(
            unparse(call), (), "group", self.here.unit_of(_label(read)), members=tuple(found)
        )

    def _who(self, form: str, call: ast.Call) -> tuple[str, ...]:
        run, subject = self.run, self.here.subject
        if form == "全体":
            return run.everyone()
        if form == "同组":
            return run.peers(subject, column=text_of(call, position=1))
        relation = text_of(call, position=1)
        return run.below(subject, relation=relation, period=self.here.period) or ()

    def belows(self, amount: Amount) -> Iterator[tuple[str, str]]:
        """The subordinates that nobody scores, each with the node that was read of it; who is
        scored has an explanation of its own.
        """
        scored = frozenset(self.run.everyone())
        for call in calls_in(amount.formula.expression):
            if FORM_TWINS.get(call.function, call.function) != "下级":
                continue
            path, field = self._target(call)
            node = self.run.plan.nodes.get(path)
            if node is None or field not in ("", "得分") or isinstance(node.way, Read):
                continue
            yield from ((who, path) for who in self._who("下级", call) if who not in scored)

    def _member(self, who: str, read: ast.Expression, value: Value) -> Member:
        there = replace(self.here, subject=who)
        note = there.figure(_label(read), value=value)
        coordinate = note.coordinate or there.at(_label(read))
        return Member(who, value, coordinate, note.evidence)

    # -- history -----------------------------------------------------------------------------------

    def _past(self, call: ast.Call) -> Iterator[FigureNote]:
        value = self.computed(call, subject=self.here.subject)
        if value is None:
            return  # it cannot be worked out, which its own problem tells
        path, field = self._target(call)
        members = tuple(self._earlier(path, field, period) for period in self._periods(call))
        unit = self.here.unit_of(_label(call.arguments[0]))
        yield FigureNote(unparse(call), value, "past", unit, members=members)

    def _target(self, call: ast.Call) -> tuple[str, str]:
        """The path and the field that a form of history reads."""
        field = field_in(call)
        label = _label(call.arguments[0])
        tail = label.partition(".")[0] if field else label
        found = self.run.plan.index.find(tail)
        return (found[0].path if len(found) == 1 else ""), field

    def _periods(self, call: ast.Call) -> tuple[Period, ...]:
        form, period = FORM_TWINS.get(call.function, call.function), self.here.period
        if form == "上期":
            return (period.shifted(-1),)
        steps = None
        if len(call.arguments) > 1:
            steps = self.computed(call.arguments[1], subject=self.here.subject)
        back = int(steps) if isinstance(steps, Fraction) else 3 if form == "近年" else 1
        if form == "近年":
            return tuple(period.years_back(one) for one in range(back, 0, -1))
        return (period.years_back(back),)

    def _earlier(self, path: str, field: str, period: Period) -> Member:
        run, subject = self.run, self.here.subject
        spot = run.spot(self.here.node.path, subject=subject, period=self.here.period)
        value = run.earlier(path, field=field, spot=spot, period=period)
        dotted = f".{field}" if field and field != "数值" else ""
        coordinate = f"{subject}:{path}{dotted}@{period}"
        past = self._answering(path, period)
        if past is None:
            is_stated = run.plan.nodes[path].first is not None
            remark = speak("方案写明的首期值") if is_stated else ""
            return Member(str(period), value, coordinate, remark=remark)
        proof = self._proof(past.run, past.path, field, period)
        version = past.run.plan.scheme.version
        remark = "" if past.run is run else speak("按 {version} 版计算", version=version)
        return Member(str(period), value, coordinate, proof, remark)

    def _answering(self, path: str, period: Period) -> Past | None:
        """The run and the node that answer for a period; nothing where the first value does."""
        found = self.run.answering(path, subject=self.here.subject, period=period)
        return None if found is None else Past(cast("Run", found[0]), found[1], period)

    def _proof(self, run: Run, path: str, field: str, period: Period) -> Evidence | None:
        node = run.plan.nodes[path]
        there = Origins(run, node, self.here.subject, period)
        given = run.book.given_node(path, subject=self.here.subject, period=period)
        if given is not None and not field:
            return evidence_of(given.row)
        if field and field != "得分":
            return there.evidence(path, field=field)
        return there.evidence(path, field="数值") if node.spec is not None else None

    def pasts(self, amount: Amount) -> Iterator[Past]:
        """The nodes of earlier periods whose values were worked out; a fact names its own row."""
        for call in calls_in(amount.formula.expression):
            if FORM_TWINS.get(call.function, call.function) not in HISTORY:
                continue
            path, field = self._target(call)
            for period in self._periods(call) if path and field in ("", "得分") else ():
                past = self._answering(path, period)
                node = None if past is None else past.run.plan.nodes.get(past.path)
                if past is not None and node is not None and not isinstance(node.way, Read):
                    yield past

    # -- lists -------------------------------------------------------------------------------------

    def _list(self, form: str, call: ast.Call) -> FigureNote:
        found = self.run.plan.index.find(_label(call.arguments[0]))
        path = found[0].path
        lines = self.run.lines(path, subject=self.here.subject, period=self.here.period)
        if form == "条":
            return FigureNote(unparse(call), Fraction(len(lines)), "form", "条", self.here.at(path))
        count = Fraction(sum(line.count for line in lines))
        return FigureNote(unparse(call), count, "form", "件", self.here.at(path))


def _unbound_calls(expression: ast.Expression) -> Iterator[ast.Call]:
    """The calls outside loops and filters, whose names stand for one item after the other."""
    if isinstance(expression, ast.Call):
        yield expression
    match expression:
        case ast.For() | ast.Quantified() | ast.Filter():
            inner: tuple[ast.Expression, ...] = (expression.source,)
        case _:
            inner = children(expression)
    for one in inner:
        yield from _unbound_calls(one)


def is_list(node: Node) -> bool:
    """Whether the node is a declared list of rows, read as a truth or row by row."""
    return node.spec is not None and node.spec.row_kind.value == "event" and not node.is_scored


def _label(expression: ast.Expression) -> str:
    return ".".join(expression.parts) if isinstance(expression, ast.Name) else unparse(expression)


def _is_rank(expression: ast.Expression) -> bool:
    return isinstance(expression, ast.Call) and expression.function in _RANKS


def _bound_in(expression: ast.Expression) -> frozenset[str]:
    """The variables that loops and filters in the formula bind."""
    own = {expression.variable} if isinstance(expression, ast.For | ast.Quantified) else set()
    if isinstance(expression, ast.Filter):
        own = {"item"}
    return frozenset(own).union(*(_bound_in(child) for child in children(expression)))


def _names_in(expression: ast.Expression) -> frozenset[str]:
    own = {expression.parts[0]} if isinstance(expression, ast.Name) else set()
    return frozenset(own).union(*(_names_in(child) for child in children(expression)))
