"""Where a formula of the scheme stands: whose, of which node, in which period, with which names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from kaoji.engine.explain.formulas.ledger import Entry, Ledger, held
from kaoji.engine.explain.formulas.terms import NoFormulaError, Several, Term
from kaoji.engine.explain.origins import Origins, settled
from kaoji.engine.explain.spoken import expression_word, name_word
from kaoji.engine.feel.ast import Expression, Name, Text
from kaoji.engine.feel.names import names_in
from kaoji.engine.feel.unparse import unparse
from kaoji.engine.plan.context import Spot
from kaoji.engine.plan.index import Kind
from kaoji.engine.plan.nodes import Node
from kaoji.engine.plinth.names import TWINS, spoken_coordinate
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.values import Value
from kaoji.engine.scheme.model import Formula
from kaoji.engine.score.plain import Run

#: A group's figures stand in the workbook once; of a larger one only what came of it.
MOST_MEMBERS = 2000
_OWN = ("数值", "目标", "权重", "系数")
_FULL = ("满分", "分值")


@dataclass(frozen=True, slots=True)
class Standing:
    """One place, and what names mean there."""

    run: Run
    node: Node
    subject: str
    period: Period
    ledger: Ledger
    line_of: Callable[[str, Period], Term]  # the figure of another node
    full: Callable[[], Term]
    noted: Mapping[str, Value] = field(default_factory=dict)
    local: Mapping[str, Term] = field(default_factory=dict)
    record: Mapping[str, Value] | None = None
    names: Mapping[str, Value] | None = None
    row: int = 0  # of the line of a facts row
    depth: int = 0  # of the node's line

    def within(self, local: Mapping[str, Term]) -> Standing:
        """The same place with more names."""
        return replace(self, local={**self.local, **local})

    # -- values ------------------------------------------------------------------------------------

    def value(self, expression: Expression) -> Value | None:
        """The engine's value of a part of a formula; nothing where it fails."""
        amount = self._compiled(expression)
        spot = Spot(
            self.run, self.node.path, self.subject, self.period, record=self.record,
            names=self.names,
        )  # fmt: skip
        return settled(lambda: self.run.amount(amount, spot=spot))

    def _compiled(self, expression: Expression) -> Any:  # noqa: ANN401 - one sort in the cache
        text = unparse(expression)
        key = ("formulas", self.node.path, text, self.record is not None)
        known = self.run.caches.get(key)
        if known is None:
            compile_at = self.run.plan.compile_at
            in_row = self.record is not None
            known = self.run.caches[key] = compile_at(
                Formula(text, expression), self.node.path, in_row
            )
        return known

    def constant(self, expression: Expression) -> Term:
        """What a part of a formula came to, as a figure: it follows no change."""
        names = {name.parts[0] for name in names_in(expression)}
        if names & (self.local.keys() - (self.record or {}).keys()):
            raise NoFormulaError
        value = self.value(expression)
        if value is None:
            raise NoFormulaError
        text = unparse(expression)
        name = expression_word(text)
        is_word = isinstance(expression, Text)
        entry = Entry(
            self.subject, name, held(value), coordinate=self._here(""), is_made=not is_word
        )
        return self.ledger.figure(entry, key=("part", self._where, text, self.row))

    def members(self, expression: Expression) -> Several:
        """A list of numbers that a form has read, in cells one below the other."""
        value = self.value(expression)
        if not isinstance(value, tuple) or len(value) > MOST_MEMBERS:
            raise NoFormulaError
        numbers = [held(one) for one in value]
        text = unparse(expression)
        key = ("members", id(self.run), text, tuple(numbers), self.period)
        known = self.ledger.shared.get(key)
        if known is None:
            entries = [
                Entry("", f"{expression_word(text)} {at}", one)
                for at, one in enumerate(numbers, start=1)
            ]
            known = self.ledger.shared[key] = self.ledger.block(entries)
        return known if isinstance(known, Several) else Several((known,))

    # -- names -------------------------------------------------------------------------------------

    def named(self, name: Name) -> Term:
        """The cell behind a name."""
        label = ".".join(name.parts)
        if label in self.local:
            return self.local[label]
        if TWINS.get(label, label) in _FULL and len(name.parts) == 1 and self.record is None:
            return self.full()
        node = self._node_behind(label)
        if node is not None:
            return self.line_of(node, self.period)
        value = self.noted[label] if label in self.noted else self.value(name)
        if value is None:
            raise NoFormulaError
        return self._entered(label, value)

    def _node_behind(self, label: str) -> str | None:
        """The path of the node whose value the name reads, where it has a row of its own."""
        word = TWINS.get(label, label)
        spec = self.node.spec
        if word in _OWN or (spec is not None and label in spec.fields):
            return None
        tail = label.removesuffix(".得分").removesuffix(".score").replace(".", "/")
        found = self.run.plan.index.find(tail)
        if len(found) != 1 or found[0].kind not in (Kind.ITEM, Kind.DERIVED):
            return None
        return found[0].path if found[0].path in self.run.plan.nodes else None

    def _entered(self, label: str, value: Value) -> Term:
        note = Origins(self.run, self.node, self.subject, self.period).figure(label, value=value)
        is_row = self.record is not None and note.kind == "row"
        entry = Entry(
            self.subject, name_word(label), held(value), unit=note.unit or "",
            coordinate=spoken_coordinate(note.coordinate or "") or self._here(label),
            evidence=note.evidence,
        )  # fmt: skip
        where = note.coordinate if note.coordinate and not is_row else (self._where, self.row)
        return self.ledger.figure(entry, key=("figure", where, label, str(entry.value)))

    @property
    def _where(self) -> tuple[int, str, str, Period]:
        return (id(self.run), self.node.path, self.subject, self.period)

    def _here(self, label: str) -> str:
        dotted = f".{label}" if label else ""
        return spoken_coordinate(f"{self.subject}:{self.node.path}{dotted}@{self.period}")


def whole_number(term: Term) -> int:
    """A count that a formula names, such as places."""
    number = term.number
    if number.denominator != 1:
        raise NoFormulaError
    return number.numerator


def fraction_of(value: object) -> Fraction:
    """The number that a value is."""
    if isinstance(value, Fraction):
        return value
    raise NoFormulaError
