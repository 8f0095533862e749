"""不适用 and 无定义: where they can happen, the scheme says what they mean."""

from __future__ import annotations

from collections.abc import Iterator

from kaoji.engine.feel import ast
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.scheme.checks.amounts import items_of
from kaoji.engine.scheme.model import (
    Feed,
    Formula,
    Item,
    Scheme,
)


def check(scheme: Scheme) -> Iterator[Problem]:
    """Check every node that may be not applicable or undefined."""
    for item in items_of(scheme):
        if _may_not_apply(item) and item.not_applicable is None:
            yield Problem(
                "not-applicable-open",
                f"「{item.path}」可能不适用,没有写不适用时怎么办",
                "写 不适用: 重摊、移出并折合、计满分 或 计零",
                place=item.place,
                path=item.path,
            )
        if _may_be_undefined(item) and item.undefined is None:
            yield Problem(
                "undefined-open",
                f"「{item.path}」的算式里有除法,分母可能为零,没有写无定义时怎么办",
                "写 无定义: 一个数,或 重摊、移出并折合、计满分、计零;或把范围写成不含零",
                "warning",
                place=item.place,
                path=item.path,
            )


def _may_not_apply(item: Item) -> bool:
    """A condition of application, or a feed through a relation that may be empty."""
    feed = item.source if isinstance(item.source, Feed) else None
    if feed is None and item.input is not None:
        feed = item.input.feed
    return item.applies is not None or (feed is not None and feed.relation is not None)


def _may_be_undefined(item: Item) -> bool:
    """A free division; rule kinds that divide refuse a zero target by name when they meet it."""
    return isinstance(item.source, Formula) and divides_by_figure(item.source.expression)


def divides_by_figure(expression: ast.Expression) -> bool:
    """Whether an expression divides by something that is not a literal."""
    todo: list[object] = [expression]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Binary) and node.op == "/" and not is_literal(node.right):
            return True
        for name in getattr(node, "__slots__", ()):
            child = getattr(node, name)
            todo.extend(child if isinstance(child, tuple) else (child,))
    return False


def is_literal(expression: ast.Expression) -> bool:
    """A number, or an arithmetic of numbers, that is not zero."""
    if isinstance(expression, ast.Number):
        return expression.value != 0
    if isinstance(expression, ast.Binary):
        return is_literal(expression.left) and is_literal(expression.right)
    return isinstance(expression, ast.Unary) and is_literal(expression.operand)
