"""Ranges that binding could not know: points that a parameter sets, ends that are formulas.

Binding holds figures against what the scheme's text says. Where the text leaves it to a parameter,
the figure is held against it here, when the run knows what was given.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kaoji.engine.facts.bind.lists import OWN_COLUMNS
from kaoji.engine.facts.expected import Bounds
from kaoji.engine.facts.reading import outside_range
from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.plan.expect import is_own_full
from kaoji.engine.plan.nodes import Node
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.scheme.model import FieldSpec, InputSpec, RowKind
from kaoji.engine.score.plain import Run
from kaoji.engine.score.requirements import counted_rows

FIGURE = "数值"


def check_open_ranges(run: Run, *, subjects: tuple[str, ...]) -> None:
    """Record a problem for each figure beyond a range that only the run knows."""
    for node, spec in _open(run):
        for subject in subjects:
            for period in run.periods_of(node):
                problem = _beyond(run, node, spec, subject=subject, period=period)
                if problem is not None:
                    run.fault(subject, problem=problem)

    for node, columns in _open_rows(run):
        for subject in subjects:
            for problem in _beyond_in_rows(run, node, columns, subject=subject):
                run.fault(subject, problem=problem)


def _open_rows(run: Run) -> Iterator[tuple[Node, tuple[FieldSpec, ...]]]:
    """Lists and plans of which a column ends where only the run knows."""
    for node in run.plan.nodes.values():
        spec = node.spec
        if spec is not None and spec.row_kind in (RowKind.EVENT, RowKind.PLAN):
            columns = (spec.value, *spec.fields.values())
            found = tuple(one for one in columns if _ends_openly(run, node, one))
            if found:
                yield node, found


def _ends_openly(run: Run, node: Node, spec: FieldSpec) -> bool:
    """Whether an end is a formula; points of its own are those of each row."""
    ends = [one for one in (spec.low, spec.high) if one is not None]
    if any(is_own_full(end) for end in ends):
        return False
    return any(run.compiled_at(end, node=node.path).constant is None for end in ends)


def _beyond_in_rows(
    run: Run, node: Node, columns: tuple[FieldSpec, ...], *, subject: str
) -> Iterator[Problem]:
    for period, line in counted_rows(run, path=node.path, subject=subject):
        for spec in columns:
            bounds = _bounds(run, node, spec, subject=subject, period=period)
            value = line.record.get(spec.key)
            if bounds is None or value is None:
                continue
            column = "value" if spec.key == FIGURE else OWN_COLUMNS.get(spec.key)
            cell = line.row.cell(column) if column else line.row.extra.get(spec.key)
            place = line.row.place if cell is None else cell.place
            problem = outside_range(value, name=spec.key, bounds=bounds, place=place)
            if problem is not None:
                where = f"{subject}:{node.path}@{period}"
                yield replace(problem, path=node.path, coordinate=where)


def _bounds(
    run: Run, node: Node, spec: FieldSpec, *, subject: str, period: Period
) -> Bounds | None:
    """The ends of a range; nothing where one cannot be had, which is told where it is used."""
    try:
        return Bounds(*run.range_of(node, spec=spec, subject=subject, period=period))
    except FeelFailure:
        return None


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
    bounds = _bounds(run, node, spec.value, subject=subject, period=period)
    if bounds is None:
        return None
    cell = figure.row.cell("value")
    problem = outside_range(figure.value, name=FIGURE, bounds=bounds, place=cell.place)
    if problem is None:
        return None
    return replace(problem, path=node.path, coordinate=f"{subject}:{node.path}@{period}")


def _has_own_points(run: Run, node: Node, *, subject: str, period: Period) -> bool:
    """A row sets them for this unit: binding has seen both."""
    fields = ("满分", "分值") if node.path in run.book.set_by_facts else ()
    found = (run.set_field(node.path, name=name, subject=subject, period=period) for name in fields)
    return any(one is not None for one in found)
