"""Walks over a syntax tree: its parts, the names it reads, the functions it calls.

A name is free when no `for`, `some` or `every` around it binds it, and `item` is bound inside a
filter: what remains is what the expression needs from outside.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from kaoji.engine.feel.ast import (
    Access,
    Binary,
    Call,
    Compare,
    Conditional,
    Expression,
    Filter,
    For,
    ListOf,
    Membership,
    Name,
    Quantified,
    Range,
    Unary,
    UnaryTest,
)

#: The name of the record or value that a filter looks at.
ITEM = "item"


def children(expression: Expression) -> tuple[Expression, ...]:
    """The direct parts of an expression, in the order they are written."""
    match expression:
        case Unary() | UnaryTest() | Access():
            return (expression.operand,)
        case Binary() | Compare():
            return (expression.left, expression.right)
        case Conditional():
            return (expression.condition, expression.then, expression.otherwise)
        case Call():
            return expression.arguments
        case ListOf():
            return expression.items
        case Range():
            return (expression.low, expression.high)
        case Membership():
            return (expression.operand, *expression.tests)
        case Filter() | Quantified():
            return (expression.source, expression.condition)
        case For():
            return (expression.source, expression.body)
        case _:
            return ()


def depth_of(expression: Expression) -> int:
    """How many levels the tree has; counted level by level, so that any depth is safe."""
    depth, layer = 0, [expression]
    while layer:
        depth += 1
        layer = [part for one in layer for part in children(one)]
    return depth


def names_in(expression: Expression) -> tuple[Name, ...]:
    """The free names, each once, in the order they are first written."""
    found: dict[tuple[str, ...], Name] = {}

    def visit(one: Expression, bound: frozenset[str]) -> None:
        if isinstance(one, Name):
            if one.parts[0] not in bound:
                found.setdefault(one.parts, one)
            return
        for part, inner in _scopes(one, bound=bound):
            visit(part, inner)

    visit(expression, frozenset())
    return tuple(found.values())


def calls_in(expression: Expression) -> tuple[Call, ...]:
    """Every call, the outer before the inner, in the order they are written."""
    own = (expression,) if isinstance(expression, Call) else ()
    return own + tuple(call for part in children(expression) for call in calls_in(part))


def replace_names(
    expression: Expression, *, mapping: Mapping[tuple[str, ...], Expression]
) -> Expression:
    """Put an expression in the place of each free name whose parts the mapping lists."""
    return _replaced(expression, mapping=mapping, bound=frozenset())


def _replaced(
    expression: Expression,
    *,
    mapping: Mapping[tuple[str, ...], Expression],
    bound: frozenset[str],
) -> Expression:
    if isinstance(expression, Name):
        is_bound = expression.parts[0] in bound
        return expression if is_bound else mapping.get(expression.parts, expression)
    parts = tuple(
        _replaced(part, mapping=mapping, bound=inner)
        for part, inner in _scopes(expression, bound=bound)
    )
    return rebuilt(expression, parts=parts)


def _scopes(
    expression: Expression, *, bound: frozenset[str]
) -> tuple[tuple[Expression, frozenset[str]], ...]:
    """The direct parts, each with the names that are bound in it."""
    match expression:
        case For(variable=variable, source=source, body=body):
            return ((source, bound), (body, bound | {variable}))
        case Quantified(variable=variable, source=source, condition=condition):
            return ((source, bound), (condition, bound | {variable}))
        case Filter(source=source, condition=condition):
            return ((source, bound), (condition, bound | {ITEM}))
        case _:
            return tuple((part, bound) for part in children(expression))


def rebuilt(expression: Expression, *, parts: tuple[Expression, ...]) -> Expression:
    """The same expression with other direct parts (as many as `children` gives)."""
    if not parts:
        return expression
    return _REBUILD[type(expression)](expression, parts)


_REBUILD: Mapping[type, Callable[..., Expression]] = {
    Unary: lambda one, parts: replace(one, operand=parts[0]),
    UnaryTest: lambda one, parts: replace(one, operand=parts[0]),
    Access: lambda one, parts: replace(one, operand=parts[0]),
    Binary: lambda one, parts: replace(one, left=parts[0], right=parts[1]),
    Compare: lambda one, parts: replace(one, left=parts[0], right=parts[1]),
    Conditional: lambda one, parts: replace(
        one, condition=parts[0], then=parts[1], otherwise=parts[2]
    ),
    Call: lambda one, parts: replace(one, arguments=parts),
    ListOf: lambda one, parts: replace(one, items=parts),
    Range: lambda one, parts: replace(one, low=parts[0], high=parts[1]),
    Membership: lambda one, parts: replace(one, operand=parts[0], tests=parts[1:]),
    Filter: lambda one, parts: replace(one, source=parts[0], condition=parts[1]),
    Quantified: lambda one, parts: replace(one, source=parts[0], condition=parts[1]),
    For: lambda one, parts: replace(one, source=parts[0], body=parts[1]),
}
