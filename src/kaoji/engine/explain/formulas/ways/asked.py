"""What every way is asked for: the formula of one node at one place, below a line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kaoji.engine.explain.formulas.ledger import Entry, held
from kaoji.engine.explain.formulas.lines import Line
from kaoji.engine.explain.formulas.spot import Standing
from kaoji.engine.explain.formulas.terms import NoFormulaError, Term
from kaoji.engine.explain.records import evidence_of
from kaoji.engine.explain.spoken import name_word
from kaoji.engine.facts.book import Line as FactsRow
from kaoji.engine.plinth.names import spoken_coordinate
from kaoji.engine.plinth.values import Null, Value
from kaoji.engine.score.outcome import Outcome, StepKind

if TYPE_CHECKING:
    from kaoji.engine.explain.formulas.walk import Walk

#: A list of more rows, or a panel of more ballots, stands in the workbook as what it came to.
MOST_ROWS = 5000


@dataclass(frozen=True, slots=True)
class Asked:
    """One node of one subject, with what the engine made of it."""

    walk: Walk
    at: Standing
    line: Line
    outcome: Outcome

    def noted(self, kind: StepKind) -> Mapping[str, Value]:
        """What a formula noted of the names that it read."""
        steps = (step for step in self.outcome.steps if step.kind is kind)
        return {label: value for step in steps for label, value in step.figures}

    def is_out(self, path: str) -> bool:
        """Whether a child is not applicable or has no definition."""
        value = self.at.run.value(path, subject=self.at.subject, period=self.at.period)
        return isinstance(value, Null)

    def below(self, name: str) -> Line:
        """A new line under the node's own."""
        lines = self.walk.lines
        return lines.reserve(depth=self.line.depth + 1, subject=self.at.subject, name=name)


def fields_of(at: Standing, *, row: FactsRow) -> Mapping[str, Term]:
    """The declared columns of a facts row, each in a cell with the row's own proof."""
    fields = {} if at.node.spec is None else at.node.spec.fields
    found = {}
    for name, value in row.record.items():
        declared = fields.get(name)
        if declared is None and name != "数值":
            continue
        try:
            cell = held(value)
        except NoFormulaError:
            continue  # a date, or nothing
        entry = Entry(
            at.subject, name_word(name), cell, unit="" if declared is None else declared.unit or "",
            coordinate=spoken_coordinate(f"{at.subject}:{at.node.path}.{name}@{at.period}"),
            evidence=evidence_of(row.row),
        )  # fmt: skip
        found[name] = at.ledger.figure(entry, key=("row", at.row, name))
    return found
