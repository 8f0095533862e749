"""What a node is worth in the one above it, in a head of the sheet: full points, weight, limit.

Nothing is said where it differs from unit to unit: that stands in the account of each.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import cast

from kaoji.engine.explain.origins import settled
from kaoji.engine.explain.pages.printing import figure
from kaoji.engine.explain.prose import percent
from kaoji.engine.explain.spoken import bracketed, joined
from kaoji.engine.plan.nodes import Amount, Join, Node, Stage
from kaoji.engine.plinth.names import spoken_path
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.plinth.values import Value
from kaoji.engine.scheme.model import Combine, Role
from kaoji.engine.score.plain import Run

#: How a group that neither adds nor weighs makes one value of its children.
_COMBINED = {
    Combine.HIGHEST: marked("取最高"), Combine.LOWEST: marked("取最低"),
    Combine.MEAN: marked("取均值"), Combine.GEOMETRIC: marked("取几何平均"),
    Combine.FORMULA: marked("按算式"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Worths:
    """Knows what nodes are worth to the units of a sheet."""

    run: Run
    subjects: tuple[str, ...]

    def full(self, path: str, *, period: Period) -> Fraction | None:
        """The full points."""
        return self._common(lambda one: self.run.full(path, subject=one, period=period))

    def share(self, path: str, *, period: Period) -> str:
        """The weight in the group, or the points where the full ones are converted into them."""
        group = cast("str", self.run.plan.nodes[path].parent)  # the total heads no column
        way = cast("Join", self.run.plan.nodes[group].way)
        if way.combine is Combine.WEIGHTED:
            weight = self._common(lambda one: self.run.weight(path, subject=one, period=period))
            return "" if weight is None else percent(weight)
        if way.combine is not Combine.SUM:
            return ""
        points = self._common(lambda one: self.run.points(path, subject=one, period=period))
        if points is None or points == self.full(path, period=period):
            return ""
        return speak("折 {points} 分", points=figure(points))

    def limit(self, path: str, *, period: Period) -> str:
        """The most that a bonus or a deduction may come to."""
        cap = self.run.plan.nodes[path].cap
        if cap is None:
            return ""
        most = self._amount(cap, path=path, period=period)
        return "" if most is None else speak("限 {most}", most=figure(most))

    def head(self, node: Node, *, period: Period) -> str:
        """A node's name; of a group with what it is out of and how it is put together."""
        name = spoken_path(node.name)
        if not isinstance(node.way, Join) or not node.way.children:
            is_staged = self.run.periods_of(node) != (period,)
            return f"{name}{bracketed(self.share(node.path, period=period) if is_staged else '')}"
        if node.role is not Role.SCORED:
            return f"{name}{bracketed(self.limit(node.path, period=period))}"
        full = self.full(node.path, period=period)
        told = ["" if full is None else figure(full), self.share(node.path, period=period)]
        if node.way.combine in _COMBINED:
            told.append(speak(_COMBINED[node.way.combine]))
        return f"{name}{bracketed(joined(told))}"

    def part_head(self, node: Node, *, part: Period) -> str:
        """A part of a period with its weight."""
        weight = self._part_weights(node).get(part)
        return f"{part}{bracketed('' if weight is None else percent(weight))}"

    def _part_weights(self, node: Node) -> dict[Period, Fraction]:
        """The weights of the parts; where none are stated all weigh the same."""
        stage, parts = cast("Stage", node.stage or node.inherited), self.run.periods_of(node)
        amounts = stage.weights
        if len(amounts) != len(parts):
            return dict.fromkeys(parts, Fraction(1, len(parts)))
        found = [self._amount(one, path=node.path, period=self.run.period) for one in amounts]
        known = [weight for weight in found if weight is not None]
        whole = sum(known, Fraction(0))
        if len(known) != len(parts) or not whole:
            return {}
        return {part: weight / whole for part, weight in zip(parts, known, strict=True)}

    def _amount(self, amount: Amount, *, path: str, period: Period) -> Fraction | None:
        """A number place of the scheme."""
        run = self.run
        return self._common(
            lambda one: run.amount(amount, spot=run.spot(path, subject=one, period=period))
        )

    def _common(self, value_of: Callable[[str], Value]) -> Fraction | None:
        """The number that is the same for every unit."""
        found = (settled(partial(value_of, one)) for one in self.subjects)
        first = next(found, None)
        if not isinstance(first, Fraction):
            return None
        return first if all(one == first for one in found) else None
