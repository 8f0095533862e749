"""Ranges that binding could not know: points that a parameter sets, ends that are formulas.

Binding holds figures against what the scheme's text says. Where the text leaves it to a parameter,
the figure is held against it here, when the run knows what was given.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kaoji.engine.facts.expected import Bounds
from kaoji.engine.facts.reading import outside_range
from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.plan.expect import is_own_full
from kaoji.engine.plan.nodes import Node
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.scheme.model import InputSpec, RowKind
from kaoji.engine.score.plain import Run

FIGURE = "数值"


def check_open_ranges(run: Run, *, subjects: tuple[str, ...]) -> None:
    """Record a problem for each figure beyond a range that only the run knows."""
    for node, spec in _open(run):
        for subject in subjects:
            for period in run.periods_of(node):
                problem = _beyond(run, node, spec, subject=subject, period=period)
                if problem is not None:
                    run.fault(subject, problem=problem)


def _open(run: Run) -> Iterator[tuple[Node, InputSpec]]:
    for node in run.plan.nodes.values():
        spec = node.spec
        if spec is None or spec.row_kind is not RowKind.QUANTITY:
            continue
        if run.book.has_field(node.path, field=FIGURE) and _is_open(run, node, spec):
            yield node, spec


def _is_open(run: Run, node: Node, spec: InputSpec) -> bool:
    """Whether an end is a formula; the node's own full points are one where they are."""
    full = node.full or node.points
    has_open_full = full is not None and full.constant is None
    ends = [one for one in (spec.value.low, spec.value.high) if one is not None]
    own = [end for end in ends if is_own_full(end)]
    others = (run.compiled_at(end, node=node.path) for end in ends if end not in own)
    asks_full = bool(own) or (node.is_judged and spec.value.high is None)
    return (asks_full and has_open_full) or any(one.constant is None for one in others)


def _beyond(
    run: Run, node: Node, spec: InputSpec, *, subject: str, period: Period
) -> Problem | None:
    figure = run.figure(node.path, field=FIGURE, subject=subject, period=period)
    if figure is None or _has_own_points(run, node, subject=subject, period=period):
        return None
    try:
        low, high = run.range_of(node, spec=spec.value, subject=subject, period=period)
    except FeelFailure:  # what is wrong with the end is told where it is used
        return None
    cell = figure.row.cell("value")
    bounds = Bounds(low, high)
    problem = outside_range(figure.value, name=FIGURE, bounds=bounds, place=cell.place)
    if problem is None:
        return None
    return replace(problem, path=node.path, coordinate=f"{subject}:{node.path}@{period}")


def _has_own_points(run: Run, node: Node, *, subject: str, period: Period) -> bool:
    """A row sets them for this unit: binding has seen both."""
    fields = ("满分", "分值") if node.path in run.book.set_by_facts else ()
    found = (run.set_field(node.path, name=name, subject=subject, period=period) for name in fields)
    return any(one is not None for one in found)
