"""Scales of a node: its full points, its points and weight among its siblings, and whether it
applies. A fact of the unit wins over what the scheme says.
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, field

from kaoji.engine.plan.nodes import Join, Node
from kaoji.engine.plinth.exact import HUNDRED, ONE, ZERO
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.values import NOT_APPLICABLE, UNDEFINED, OneOf, Span, Value
from kaoji.engine.scheme.model import Combine
from kaoji.engine.score import calc
from kaoji.engine.score.elsewhere import Elsewhere


@dataclass(frozen=True, slots=True)
class Shares:
    """What the children of a sum are worth in it, and what the sum is out of."""

    shares: list[Value]
    fulls: list[Value]
    as_is: list[bool]  # the child's points are added as they are
    _: KW_ONLY
    full: Value  # of the sum
    whole: Value  # all shares together
    is_plain: bool  # points added as they are, and nothing comes of it


@dataclass(slots=True)
class Scales(Elsewhere):
    """The part of a run that knows what nodes are worth."""

    #: Full points that are the same for all, of nodes around which nothing stands.
    fulls: dict[str, Value] = field(init=False, default_factory=dict)

    def know_full(self, path: str, *, period: Period) -> None:
        """Remember the full points of a node, where they are the same for all."""
        if self._is_fixed(path):
            self.fulls[path] = self.full(path, subject="", period=period)

    def full(self, path: str, *, subject: str, period: Period) -> Value:
        """The node's full points: `K.满分` or `K.分值` as a fact, else as the scheme says."""
        node = self.plan.nodes[path]
        if path in self.book.set_by_facts:
            for name in ("满分", "分值"):
                figure = self.set_field(path, name=name, subject=subject, period=period)
                if figure is not None:
                    return figure
        amount = node.full or node.points
        if amount is None:
            return self._full_of_children(node, subject=subject, period=period)
        if amount.constant is not None:
            return amount.constant
        return self.amount(amount, spot=self.spot(path, subject=subject, period=period))

    def _full_of_children(self, node: Node, *, subject: str, period: Period) -> Value:
        way = node.way
        if isinstance(way, Join) and way.combine is Combine.SUM and way.children:
            parts = (self.points(path, subject=subject, period=period) for path in way.children)
            return calc.total(parts)
        return HUNDRED

    def points(self, path: str, *, subject: str, period: Period) -> Value:
        """What the node is worth in its parent's sum."""
        node = self.plan.nodes[path]
        if path in self.book.set_by_facts:
            figure = self.set_field(path, name="分值", subject=subject, period=period)
            if figure is not None:
                return figure
        if node.points is None:
            return self.full(path, subject=subject, period=period)
        if node.points.constant is not None:
            return node.points.constant
        return self.amount(node.points, spot=self.spot(path, subject=subject, period=period))

    def weight(self, path: str, *, subject: str, period: Period) -> Value:
        """The node's weight among its siblings: `K.权重` as a fact, else as the scheme says.

        Where the scheme leaves all weights to the facts, one that is not here is owed.
        """
        if path in self.book.set_by_facts:
            figure = self.set_field(path, name="权重", subject=subject, period=period)
            if figure is not None:
                return figure
        parent = self.plan.nodes[path].parent
        way = self.plan.nodes[parent].way if parent is not None else None
        if not isinstance(way, Join):
            return UNDEFINED
        if way.weights:
            amount = way.weights[way.children.index(path)]
            return self.amount(amount, spot=self.spot(path, subject=subject, period=period))
        if way.combine is Combine.WEIGHTED:
            return Span(ZERO, ONE, tight=False, ways={f"{subject}:{path}.权重@{period}": 0})
        return UNDEFINED

    def shares(self, node: Node, *, way: Join, subject: str, period: Period) -> Shares:
        """What the children of a sum are worth in it; worked out once where no fact changes it."""
        known: Shares | None = self.caches.get(("shares", node.path))
        if known is None:
            is_sum = way.combine is Combine.SUM
            share_of = self.points if is_sum else self.weight
            shares = [share_of(path, subject=subject, period=period) for path in way.children]
            fulls = [self.full(path, subject=subject, period=period) for path in way.children]
            full = self.full(node.path, subject=subject, period=period)
            as_is = [is_sum and own == share for own, share in zip(fulls, shares, strict=True)]
            whole = calc.total(shares)
            is_plain = all(as_is) and whole == full
            known = Shares(shares, fulls, as_is, full=full, whole=whole, is_plain=is_plain)
            if self._has_fixed_weights(way) and all(
                map(self._is_fixed, (node.path, *way.children))
            ):
                self.caches["shares", node.path] = known
        return known

    def _has_fixed_weights(self, way: Join) -> bool:
        is_weighted = way.combine is Combine.WEIGHTED
        return bool(way.weights) is is_weighted and all(
            amount.constant is not None for amount in way.weights
        )

    def _is_fixed(self, path: str) -> bool:
        """The points and the full points of a node are the same for all, at any time."""
        node = self.plan.nodes[path]
        stated = [amount for amount in (node.full, node.points) if amount is not None]
        below = node.way.children if not stated and isinstance(node.way, Join) else ()
        return (
            path not in self.book.set_by_facts
            and all(amount.constant is not None for amount in stated)
            and all(map(self._is_fixed, below))
        )

    def set_field(self, path: str, *, name: str, subject: str, period: Period) -> Value | None:
        """A field that a facts row sets: for the period, its year, the run's, or for all."""
        if not self.book.has_field(path, field=name):
            return None
        whole = self.period if self.period.contains(period) else period
        for each in (period, period.own_year, whole, None):
            figure = self.book.figure(path, field=name, subject=subject, period=each)
            if figure is not None:
                return figure.value
        return None

    def applies(self, path: str, *, subject: str, period: Period) -> Value:
        """Whether a node applies to the subject."""
        node = self.plan.nodes[path]
        if self._is_struck_out(path, subject=subject, period=period):
            return False
        if node.path in self.book.set_by_facts:
            figure = self.set_field(path, name="适用", subject=subject, period=period)
            if figure is not None:
                return figure is True
        if node.applies is None:
            return True
        found = self.amount(node.applies, spot=self.spot(path, subject=subject, period=period))
        return found if isinstance(found, bool | OneOf) else False

    def _is_struck_out(self, path: str, *, subject: str, period: Period) -> bool:
        """Whether the cell of the node's own figure says 不适用; a given result stands."""
        if self.book.given_node(path, subject=subject, period=period) is not None:
            return False
        if not self.book.has_field(path, field="数值"):
            return False
        figure = self.figure(path, field="数值", subject=subject, period=period)
        return figure is not None and figure.value is NOT_APPLICABLE
