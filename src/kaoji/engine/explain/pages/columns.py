"""The columns of a sheet of all units: the scheme's nodes, as deep as one page is wide."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby

from kaoji.engine.explain.pages.printing import figure
from kaoji.engine.explain.spoken import node_word
from kaoji.engine.plan.nodes import Join, Node
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.model import Role
from kaoji.engine.score.plain import Run

#: So many columns of points fit an A3 page beside rank, name, total and grade.
MOST_COLUMNS = 26
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its three heads, full points, and the value that stands in it."""

    top: str
    middle: str
    name: str
    path: str
    period: Period
    full: Fraction | None = None  # where it is the same for all
    is_subtotal: bool = False
    is_deduction: bool = False

    @property
    def out_of(self) -> str:
        """The full points in print."""
        return "" if self.full is None else figure(self.full)


@dataclass(frozen=True, slots=True)
class Head:
    """A cell of a head row over several columns, or down several rows."""

    text: str
    across: int = 1
    down: int = 1


def columns_of(run: Run, *, subjects: tuple[str, ...]) -> tuple[Column, ...]:
    """The columns, down to the leaves or as deep as the page allows."""
    found: list[Column] = []
    for depth in range(_DEEPEST, 0, -1):
        found = [one for node in _tops(run) for one in _below(run, node, depth=depth)]
        if len(found) <= MOST_COLUMNS:
            break
    return tuple(replace(one, full=_full(run, one, subjects=subjects)) for one in found)


def _tops(run: Run) -> Iterator[Node]:
    """The first-level nodes: parts of the total, then what comes on top of it."""
    root = run.plan.nodes[run.plan.root]
    children = root.way.children if isinstance(root.way, Join) else ()
    yield from (run.plan.nodes[path] for path in (*children, *root.extras))


def _below(run: Run, top: Node, *, depth: int) -> Iterator[Column]:
    """A first-level node's columns: of each part of the period, its subtotal last."""
    own = Column(
        node_word(top.name), "", "", top.path, run.period, is_deduction=top.role is Role.DEDUCTION
    )
    parts = run.periods_of(top)
    staged = parts if parts != (run.period,) else ()
    inner = [
        column
        for part in staged or (run.period,)
        for column in _inside(run, top, period=part, depth=depth, label=_label(part, staged))
    ]
    if not inner:
        yield own
        return
    yield from (replace(one, top=node_word(top.name)) for one in inner)
    yield replace(own, name=speak("小计"), is_subtotal=True)


def _label(part: Period, staged: tuple[Period, ...]) -> str:
    return str(part) if staged else ""


def _inside(run: Run, node: Node, *, period: Period, depth: int, label: str) -> Iterator[Column]:
    children = node.way.children if isinstance(node.way, Join) and depth > 1 else ()
    if not children:
        if label and node.parent == run.plan.root:
            yield Column("", label, "", node.path, period)
        return
    for path in children:
        child = run.plan.nodes[path]
        below = list(_inside(run, child, period=period, depth=depth - 1, label=""))
        if below:
            middle = "·".join(filter(None, (label, node_word(child.name))))
            yield from (replace(one, middle=one.middle or middle) for one in below)
        else:
            yield Column("", label, node_word(child.name), path, period)


def _full(run: Run, column: Column, *, subjects: tuple[str, ...]) -> Fraction | None:
    """The full points, where they are the same for all."""
    if run.plan.nodes[column.path].role is not Role.SCORED:
        return None
    fulls = {run.full(column.path, subject=one, period=column.period) for one in subjects}
    only = fulls.pop() if len(fulls) == 1 else None
    return only if isinstance(only, Fraction) else None


def heads_of(columns: tuple[Column, ...]) -> tuple[tuple[Head, ...], ...]:
    """The three head rows; an empty head lets the one above it reach down."""
    tops: list[Head] = []
    middles: list[Head] = []
    names: list[Head] = []
    for group in _runs(columns, key=lambda one: one.top):
        if len(group) == 1 and not group[0].name:
            tops.append(Head(group[0].top, down=3))
            continue
        tops.append(Head(group[0].top, across=len(group)))
        for part in _runs(group, key=lambda one: one.middle):
            if part[0].middle:
                is_bare = len(part) == 1 and not part[0].name
                middles.append(Head(part[0].middle, across=len(part), down=2 if is_bare else 1))
                names += [] if is_bare else [Head(one.name) for one in part]
            else:
                middles += [Head(one.name, down=2) for one in part]
    return tuple(tops), tuple(middles), tuple(names)


def _runs(columns: Sequence[Column], *, key: Callable[[Column], str]) -> Iterator[list[Column]]:
    """Neighbours that have a head in common."""
    for _, group in groupby(columns, key=key):
        yield list(group)
