"""事实 and 派生: further inputs, and values computed from them without points."""

from __future__ import annotations

from dataclasses import replace

from kaoji.engine.feel.ast import (
    Binary,
    Compare,
    DateLiteral,
    Expression,
    Membership,
    Quantified,
    Text,
    Truth,
    Unary,
)
from kaoji.engine.scheme.load.amounts import formula_of
from kaoji.engine.scheme.load.decimals import rounding_in
from kaoji.engine.scheme.load.desk import Desk, Spot
from kaoji.engine.scheme.load.frame import absence_in, demanded
from kaoji.engine.scheme.load.inputs import column_of, field_of, input_of
from kaoji.engine.scheme.load.shapes import Fields, open_block
from kaoji.engine.scheme.load.typed import typed_in
from kaoji.engine.scheme.model import Derived, InputSpec, RowKind, ValueType
from kaoji.engine.scheme.source import Block, Node


def fact_of(node: Node, *, key: str, desk: Desk, spot: Spot) -> InputSpec:
    """A fact from its block, or from the shorthand of a column."""
    if not isinstance(node, Block):
        value = column_of(node, key="数值", desk=desk, spot=spot)
        return InputSpec(key, value=value, place=node.place)
    fields = open_block(node, kind="fact", desk=desk, spot=spot)
    kind = RowKind.EVENT if fields.has("rows") else RowKind.QUANTITY
    return input_of(fields, path=key, row_kind=kind)


def derived_of(node: Node, *, key: str, desk: Desk, spot: Spot) -> Derived | None:
    """A derived value from its block, or from its expression alone."""
    if not isinstance(node, Block):
        formula = formula_of(node, desk=desk, spot=spot)
        if formula is None:
            return None
        natural = _natural_type(formula.expression)
        return Derived(key, formula, type=natural, is_typed=False, place=node.place)
    return _from_block(open_block(node, kind="derived", desk=desk, spot=spot), key=key)


def _natural_type(expression: Expression) -> ValueType:
    """The type that the shape of an expression shows; until names are known, else a number."""
    match expression:
        case Compare() | Membership() | Quantified() | Truth():
            return ValueType.TRUTH
        case Binary(op="and" | "or") | Unary(op="not"):
            return ValueType.TRUTH
        case Text():
            return ValueType.TEXT
        case DateLiteral():
            return ValueType.DATE
        case _:
            return ValueType.NUMBER


def _from_block(fields: Fields, *, key: str) -> Derived | None:
    spec = field_of(fields, key=key)
    formula = demanded(fields, key="formula", unit=spec.unit)
    if formula is None:
        return None
    is_typed = any(fields.has(one) for one in ("type", "unit", "scale", "options"))
    derived = Derived(
        key=key,
        formula=formula,
        type=spec.type if is_typed else _natural_type(formula.expression),
        scale=spec.scale,
        is_typed=is_typed,
        unit=spec.unit,
        rounding=rounding_in(fields, key="rounding"),
        undefined=absence_in(fields, key="undefined", may_be_value=True),
        clause=fields.text("clause"),
        place=fields.place,
    )
    first = typed_in(fields, key="first", kind=derived.type, unit=spec.unit)
    return replace(derived, first=first)
