"""Arithmetic over literals alone: what an expression is before anything is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from kaoji.engine.feel import ast


def constant_of(expression: ast.Expression) -> Fraction | None:
    """The value of plain arithmetic over literals; None for anything that reads something."""
    match expression:
        case ast.Number(value=value):
            return value
        case ast.Unary(op="-", operand=operand):
            inner = constant_of(operand)
            return None if inner is None else -inner
        case ast.Binary(op=op, left=left, right=right) if op in _WORKED:
            one, two = constant_of(left), constant_of(right)
            if one is None or two is None or (op == "/" and not two):
                return None
            return _WORKED[op](one, two)
        case _:
            return None


_WORKED: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": lambda one, two: one + two,
    "-": lambda one, two: one - two,
    "*": lambda one, two: one * two,
    "/": lambda one, two: one / two,
}


def is_fractional(expression: ast.Expression) -> bool:
    """Tell whether the expression is constant and no whole number."""
    value = constant_of(expression)
    return value is not None and value.denominator != 1
