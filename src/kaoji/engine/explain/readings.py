"""Which other nodes a node's formula has really read: what it only names is not told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kaoji.engine.explain.origins import Origins
from kaoji.engine.feel import ast
from kaoji.engine.feel.names import children
from kaoji.engine.plan.nodes import Amount, Edge, Fold, Node, Plan, Poll
from kaoji.engine.plinth.periods import Period, part_of
from kaoji.engine.score.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Readings:
    """The edges of one node, and the figures that its evaluation noted."""

    here: Origins
    plan: Plan
    outcome: Outcome

    def targets(self) -> Iterator[tuple[str, Period]]:
        """Each node that was read, with the period in which it was."""
        found: dict[tuple[str, Period], None] = {}
        noted = self._noted()
        for edge in self.plan.edges:
            if edge.source == self.here.node.path and edge.target in self.plan.nodes:
                period = self._period(edge, noted)
                if period is not None:
                    found.setdefault((edge.target, period))
        yield from found

    def _period(self, edge: Edge, noted: set[str]) -> Period | None:
        period = self.here.period
        if edge.reach == "part":
            return part_of(period.own_year, edge.part)
        if edge.reach == "rows":
            return period
        if edge.reach != "here":
            return None
        is_list = isinstance(self._value(edge.target), tuple)  # lists are not noted
        return period if is_list or edge.target in noted else None

    def _value(self, path: str) -> object:
        here = self.here
        return here.run.value(path, subject=here.subject, period=here.period)

    def _noted(self) -> set[str]:
        """The paths behind the figures of the steps, and behind amounts that leave none."""
        labels = {label for step in self.outcome.steps for label, _value in step.figures}
        for amount in _silent(self.here.node):
            labels.update(_labels(amount.formula.expression))
        return {path for label in labels for path in self._paths(label)}

    def _paths(self, label: str) -> Iterator[str]:
        index = self.plan.index
        found = index.find(label) or index.find(label.rpartition(".")[0].replace(".", "/"))
        if len(found) == 1:
            yield found[0].path


def _silent(node: Node) -> Iterator[Amount]:
    """The amounts whose evaluation notes no figures."""
    found: list[Amount | None] = [
        node.full, node.points, node.applies, node.undefined_value, node.cap, node.floor
    ]  # fmt: skip
    match node.way:
        case Fold(top=top):
            found.append(top)
        case Poll(classes=classes):
            found += [one.weight for one in classes]
        case _:
            pass
    return (amount for amount in found if amount is not None)


def _labels(expression: ast.Expression) -> Iterator[str]:
    if isinstance(expression, ast.Name):
        yield ".".join(expression.parts)
    for child in children(expression):
        yield from _labels(child)
