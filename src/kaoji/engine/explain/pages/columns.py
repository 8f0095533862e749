"""The columns of a sheet of all units: every indicator of the scheme, group by group.

What is added or subtracted inside a group stands among its columns; a group of the first level
closes with its subtotal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from kaoji.engine.explain.pages.printing import figure
from kaoji.engine.explain.pages.worth import Worths
from kaoji.engine.plan.expect import is_a_part
from kaoji.engine.plan.nodes import Join, Node
from kaoji.engine.plinth.names import spoken_path
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.model import Role
from kaoji.engine.score.plain import Run


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heads, what it is out of, and the value that stands in it."""

    top: str
    middle: str
    name: str
    path: str
    period: Period
    key: str = ""  # of the value among the results of a unit
    full: Fraction | None = None  # where it is the same for all
    worth: str = ""  # its weight, its points or its limit in the group, where not plain
    is_subtotal: bool = False
    is_deduction: bool = False
    is_extra: bool = False  # on top of the sum: it has no full points

    @property
    def out_of(self) -> str:
        """The full points in print."""
        return "" if self.full is None else figure(self.full)


def columns_of(run: Run, *, subjects: tuple[str, ...]) -> tuple[Column, ...]:
    """The columns of all first-level nodes, down to the leaves."""
    return _Reader(run, Worths(run, subjects)).columns()


@dataclass(frozen=True, slots=True)
class _Reader:
    """Goes down the scheme."""

    run: Run
    worths: Worths

    def columns(self) -> tuple[Column, ...]:
        """Of the parts of the total, then of what comes on top of it."""
        root = self.run.plan.nodes[self.run.plan.root]
        children = root.way.children if isinstance(root.way, Join) else ()
        tops = (self.run.plan.nodes[path] for path in (*children, *root.extras))
        return tuple(self._with_worth(one) for top in tops for one in self._top(top))

    def _with_worth(self, one: Column) -> Column:
        """The column with where its value is found, and what that is out of."""
        is_whole = one.period == self.run.period
        one = replace(one, key=one.path if is_whole else f"{one.path}@{one.period}")
        if one.is_extra:
            return replace(one, worth=self.worths.limit(one.path, period=one.period))
        full = self.worths.full(one.path, period=one.period)
        # What a group is worth, and what has parts, stands in the head above them.
        is_own = not one.is_subtotal and bool(one.name or is_whole)
        worth = self.worths.share(one.path, period=one.period) if is_own else ""
        return replace(one, full=full, worth=worth)

    def _top(self, top: Node) -> Iterator[Column]:
        """A first-level node's columns: of each part of the period, its subtotal last."""
        run = self.run
        head = self.worths.head(top, period=run.period)
        own = Column(
            head, "", "", top.path, run.period,
            is_deduction=top.role is Role.DEDUCTION, is_extra=top.role is not Role.SCORED,
        )  # fmt: skip
        parts = run.periods_of(top)
        staged = parts if parts != (run.period,) else ()
        inner = [one for part in staged for one in self._part(top, part, own=own)]
        inner += [] if staged else self._inside(top, run.period, trail=(), own=own)
        inner += self._extras(top, run.period, trail=(), own=own) if staged else []
        if not inner:
            yield own
            return
        yield from inner
        yield replace(own, name=speak("小计"), is_subtotal=True)

    def _part(self, top: Node, part: Period, *, own: Column) -> Iterator[Column]:
        """The columns of one part of the period; of a bare leaf its value then."""
        label = self.worths.part_head(top, part=part)
        inner = list(self._inside(top, part, trail=(label,), own=own))
        yield from inner or [replace(own, middle=label, path=top.path, period=part)]

    def _inside(
        self, node: Node, period: Period, *, trail: tuple[str, ...], own: Column
    ) -> Iterator[Column]:
        """The leaves below a group, each under the heads of the groups that it stands in."""
        children = node.way.children if isinstance(node.way, Join) else ()
        for path in children:
            yield from self._leaf(path, period, trail=trail, own=own)
        if children:
            yield from self._extras(node, period, trail=trail, own=own)

    def _extras(
        self, node: Node, period: Period, *, trail: tuple[str, ...], own: Column
    ) -> Iterator[Column]:
        """What is added to a group or subtracted from it, in the periods in which it is."""
        if is_a_part(node, period=period):
            return
        for path in node.extras:
            is_off = self.run.plan.nodes[path].role is Role.DEDUCTION
            extra = replace(own, is_deduction=is_off, is_extra=True)
            yield from self._leaf(path, period, trail=trail, own=extra)

    def _leaf(
        self, path: str, period: Period, *, trail: tuple[str, ...], own: Column
    ) -> Iterator[Column]:
        node = self.run.plan.nodes[path]
        deeper = (*trail, self.worths.head(node, period=period))
        below = list(self._inside(node, period, trail=deeper, own=own))
        middle = "·".join(trail)
        leaf = replace(own, middle=middle, name=spoken_path(node.name), path=path, period=period)
        yield from below or [leaf]
