"""Plan items (计划): own points and figures per row, together on the node's scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from kaoji.engine.facts.book import Line
from kaoji.engine.facts.expected import Bounds
from kaoji.engine.facts.reading import outside_range
from kaoji.engine.plan.context import Spot
from kaoji.engine.plan.nodes import Annex, Node
from kaoji.engine.plinth.exact import HUNDRED, ZERO, exact_text, total
from kaoji.engine.plinth.names import spoken_path
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.plinth.values import NOT_APPLICABLE, UNDEFINED, Value
from kaoji.engine.scheme.model import ValueType
from kaoji.engine.score import calc
from kaoji.engine.score.made import Made
from kaoji.engine.score.outcome import StepKind
from kaoji.engine.score.ways.single import taken
from kaoji.engine.score.ways.unplanned import unplanned

if TYPE_CHECKING:
    from kaoji.engine.score.plain import Run


_TOO_FEW = marked("列了 {count} 项，至少 {edge} 项")
_TOO_MANY = marked("列了 {count} 项，至多 {edge} 项")


def annex(run: Run, *, node: Node, spot: Spot) -> Made:
    """The sum of the items' points over the sum of their full points, on the node's scale."""
    way = cast("Annex", node.way)
    lines = run.plan_lines(node.path, subject=spot.subject, period=spot.period)
    made = Made(steps=run.notebook())
    if not lines and run.book.has_nil_return(node.path, subject=spot.subject, period=spot.period):
        _check_items(run, node, way=way, lines=(), spot=spot)
        made.value = UNDEFINED
        return made
    if not lines:
        made.value = unplanned(run, node=node, way=way, spot=spot)
        return made
    _check_items(run, node, way=way, lines=lines, spot=spot)
    earned = [_item(run, node, way=way, line=line, spot=spot, made=made) for line in lines]
    worth = total(_full(line) for line in lines)
    scale = run.full(node.path, subject=spot.subject, period=spot.period)
    made.value = calc.divide(calc.multiply(calc.total(earned), scale), worth)
    return made


def _full(line: Line) -> Fraction:
    """The item's own points; where no item has any, all weigh the same."""
    points = line.record.get("分值")
    return points if isinstance(points, Fraction) else HUNDRED


def _item(run: Run, node: Node, *, way: Annex, line: Line, spot: Spot, made: Made) -> Value:
    full = _full(line)
    record: dict[str, Value] = {**line.record, "分值": full, "满分": full, "件数": line.count}
    if "数值" not in record:
        record["数值"] = run.unknown_item(line, path=node.path, spot=spot)
    for name in _owed(node, record):
        record[name] = run.unknown_item_field(line, path=node.path, field=name, spot=spot)
    here = Spot(run, spot.node, spot.subject, spot.period, record=record, notes=spot.notes)
    value = run.amount(way.per_item, spot=here)
    figures = (("分值", full), *(one for one in taken(here) if one[0] != "分值"))
    made.note(StepKind.PLAN_ITEM, label=line.work, value=value, figures=figures, source=line.row)
    return value


def _owed(node: Node, record: Mapping[str, Value]) -> tuple[str, ...]:
    """Numbers of an item that are asked for and not here yet, such as its target."""
    fields = {} if node.spec is None else node.spec.fields
    return tuple(
        name
        for name, spec in fields.items()
        if spec.required and name not in record and spec.type is ValueType.NUMBER
    )


def _check_items(run: Run, node: Node, *, way: Annex, lines: Sequence[Line], spot: Spot) -> None:
    """The number of items and the sum of their points, as the scheme states them."""
    count = Fraction(len(lines))
    for limit, is_beyond, text in (
        (way.least, count.__lt__, _TOO_FEW),
        (way.most, count.__gt__, _TOO_MANY),
    ):
        edge = run.amount(limit, spot=spot) if limit is not None else None
        if isinstance(edge, Fraction) and is_beyond(edge):
            message = speak(text, count=count, edge=exact_text(edge))
            _fault(run, node, spot=spot, code="plan-item-count", message=message)
    points = [line.record.get("分值") for line in lines]
    known = [one for one in points if isinstance(one, Fraction)]
    if 0 < len(known) < len(lines):
        message = speak("有 {count} 项没有写分值", count=len(lines) - len(known))
        _fault(run, node, spot=spot, code="plan-points-missing", message=message)
        return
    if way.is_judged:
        _check_marks(run, node, lines=lines, spot=spot)
    wanted = run.amount(way.points_sum, spot=spot) if way.points_sum is not None else None
    if isinstance(wanted, Fraction) and known and total(known) != wanted:
        message = speak(
            "各项分值合计 {have}，应为 {want}",
            have=exact_text(total(known)),
            want=exact_text(wanted),
        )
        _fault(run, node, spot=spot, code="plan-points-sum", message=message)


def _check_marks(run: Run, node: Node, *, lines: Sequence[Line], spot: Spot) -> None:
    """A mark that is the points of an item lies between none and all of them."""
    for line in lines:
        full = line.record.get("分值", HUNDRED)
        bounds = Bounds(ZERO, full if isinstance(full, Fraction) else None)
        mark, place = line.record.get("数值", NOT_APPLICABLE), line.row.cell("value").place
        problem = outside_range(mark, name="数值", bounds=bounds, place=place)
        if problem is not None:
            coordinate = f"{spot.subject}:{node.path}@{spot.period}"
            own = replace(problem, path=node.path, coordinate=coordinate)
            run.fault(spot.subject, problem=own)


def _fault(run: Run, node: Node, *, spot: Spot, code: str, message: str) -> None:
    problem = Problem(
        code,
        speak("「{node}」{why}", node=spoken_path(node.path), why=message),
        speak("改正目标计划书"),
        place=node.place,
        path=node.path,
        coordinate=f"{spot.subject}:{node.path}@{spot.period}",
    )
    run.fault(spot.subject, problem=problem)
