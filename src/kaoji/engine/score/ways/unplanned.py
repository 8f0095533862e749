"""A plan (计划) of which no item is known yet: what its points may come to.

Where an item's value is its own points times something (as in every rule kind), what one item of
a hundred points may come to bounds any plan. Of any other formula nothing can be proved.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from kaoji.engine.feel import ast
from kaoji.engine.feel.frame import Frame
from kaoji.engine.feel.names import names_in
from kaoji.engine.plan.context import Spot
from kaoji.engine.plan.nodes import Annex, Node
from kaoji.engine.plinth.exact import HUNDRED, ONE
from kaoji.engine.plinth.values import Null, OneOf, Span, Value
from kaoji.engine.score import calc

if TYPE_CHECKING:
    from kaoji.engine.score.plain import Run

#: The two words for the points of an item, in both languages.
POINTS = frozenset({"分值", "满分", "points", "full"})
#: Functions whose value grows in proportion when all their arguments do.
_EVEN = frozenset({"最小", "最大", "夹", "合计", "min", "max", "clamp", "sum"})


def unplanned(run: Run, *, node: Node, way: Annex, spot: Spot) -> Value:
    """The points of a plan that is not here."""
    if way.is_judged:
        return run.unknown_points(node.path, spot=spot)
    scale = run.full(node.path, subject=spot.subject, period=spot.period)
    key = f"{spot.subject}:{node.path}@{spot.period}"
    one = any_item(way, spot=spot, record=unknown_fields(run, node=node, spot=spot))
    return _renamed(calc.divide(calc.multiply(one, scale), HUNDRED), key=key)


def any_item(way: Annex, *, spot: Spot, record: Mapping[str, Value]) -> Value:
    """What an item of a hundred points may come to; its other fields are as the record says."""
    full: dict[str, Value] = {"分值": HUNDRED, "满分": HUNDRED, "件数": ONE}
    here = Spot(spot.run, spot.node, spot.subject, spot.period, record={**record, **full})
    value = way.per_item.program(Frame(here))
    is_even = scales_with_points(way.per_item.formula.expression)
    return value if is_even else Span(None, None, tight=False)


def unknown_fields(run: Run, *, node: Node, spot: Spot) -> Mapping[str, Value]:
    """Every figure that an item has, unknown over its range."""
    fields = () if node.spec is None else tuple(node.spec.fields)
    return {
        name: run.unknown(node, field=name, subject=spot.subject, period=spot.period)
        for name in ("数值", *fields)
    }


def _renamed(value: Value, *, key: str) -> Value:
    """The same bounds; what is missing is the plan, not a field of some item."""
    if isinstance(value, OneOf):
        options = tuple(_renamed(one, key=key) for one in value.options)
        return OneOf(options, {key: 0}, value.tight)
    if isinstance(value, Fraction):
        return Span(value, value, tight=True, ways={key: 1})
    if isinstance(value, Span):
        return Span(value.low, value.high, tight=value.tight, ways={key: 1})
    return value if isinstance(value, Null) else Span(None, None, tight=False, ways={key: 0})


def scales_with_points(expression: ast.Expression) -> bool:
    """Whether twice the points of an item always make twice its value."""
    match expression:
        case ast.Name(parts=(name,)):
            return name in POINTS
        case ast.Number(value=value):
            return value == 0
        case ast.Unary(op="-", operand=operand):
            return scales_with_points(operand)
        case ast.Binary(op="*", left=left, right=right):
            return _times(left, right) or _times(right, left)
        case ast.Binary(op="/", left=left, right=right):
            return _times(left, right)
        case ast.Binary(op="+" | "-", left=left, right=right):
            return scales_with_points(left) and scales_with_points(right)
        case ast.Conditional(condition=condition, then=then, otherwise=otherwise):
            both = scales_with_points(then) and scales_with_points(otherwise)
            return both and not _reads_points(condition)
        case ast.Call(function=function, arguments=arguments, names=None):
            return function in _EVEN and all(map(scales_with_points, arguments))
        case _:
            return False


def _times(points: ast.Expression, factor: ast.Expression) -> bool:
    return scales_with_points(points) and not _reads_points(factor)


def _reads_points(expression: ast.Expression) -> bool:
    return any(name.parts[0] in POINTS for name in names_in(expression))
