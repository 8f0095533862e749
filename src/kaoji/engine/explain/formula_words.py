"""A formula in words: 若…，则…，否则… instead of `if … then … else`; in English as it is written.

Only the joints are told: names, figures and functions stay as the scheme has them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from kaoji.engine.explain.spoken import bracketed, quoted
from kaoji.engine.feel import ast
from kaoji.engine.feel.grammar import ADDING, LEVELS
from kaoji.engine.feel.unparse import POSTFIX, PREFIX, level_of, name_text, unparse
from kaoji.engine.plan.spoken import formula_text
from kaoji.engine.plinth.names import is_english
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.scheme.model import Formula

_SIGNS = MappingProxyType(
    {
        "and": marked("且"), "or": marked("或"), "*": "×", "/": "÷", "-": "−",
        ">=": "≥", "<=": "≤", "!=": "≠",
    }
)  # fmt: skip
_EVERY = marked("{source}里每个 {name} 都符合 {condition}")
_SOME = marked("{source}里有 {name} 符合 {condition}")


def in_words(expression: ast.Expression) -> str:
    """The formula as it is told."""
    return formula_text(expression) if is_english() else _words(expression)


def written(formula: Formula) -> str:
    """A formula of the scheme as it is told; in English as its author has written it."""
    return formula.text if is_english() else _words(formula.expression)


def _words(node: ast.Expression) -> str:
    writer = _WRITERS.get(type(node))
    return unparse(node) if writer is None else writer(node)


def _sign(op: str) -> str:
    return speak(_SIGNS.get(op, op))


def _inside(node: ast.Expression, *, level: int) -> str:
    """A part within brackets where it would fall apart without them."""
    return bracketed(_words(node)) if level_of(node) < level else _words(node)


def _conditional(node: ast.Conditional) -> str:
    condition, then, other = map(_words, (node.condition, node.then, node.otherwise))
    return speak(
        "若 {condition}，则 {then}，否则 {other}", condition=condition, then=then, other=other
    )


def _binary(node: ast.Binary) -> str:
    level = LEVELS[node.op]
    firmly = POSTFIX if node.op == "**" else level  # a reader takes −a² for −(a²)
    left, right = _inside(node.left, level=firmly), _inside(node.right, level=level + 1)
    return f"{left} {_sign(node.op)} {right}"


def _compare(node: ast.Compare) -> str:
    left = _inside(node.left, level=ADDING)
    if isinstance(node.right, ast.NullLiteral) and node.op in ("=", "!="):
        said = marked("{name} 为空") if node.op == "=" else marked("{name} 不为空")
        return speak(said, name=left)
    return f"{left} {_sign(node.op)} {_inside(node.right, level=ADDING)}"


def _unary(node: ast.Unary) -> str:
    if node.op == "not":
        return speak("并非（{condition}）", condition=_words(node.operand))
    return f"−{_inside(node.operand, level=PREFIX)}"


def _membership(node: ast.Membership) -> str:
    tests = speak("、").join(map(_words, node.tests))
    return speak("{name} 属于 {tests}", name=_inside(node.operand, level=ADDING), tests=tests)


def _quantified(node: ast.Quantified) -> str:
    return speak(
        _EVERY if node.kind == "every" else _SOME,
        source=_words(node.source),
        name=name_text(node.variable),
        condition=_words(node.condition),
    )


def _for(node: ast.For) -> str:
    return speak(
        "对{source}里的每个 {name} 取 {body}",
        source=_words(node.source),
        name=name_text(node.variable),
        body=_words(node.body),
    )


def _filter(node: ast.Filter) -> str:
    source = _inside(node.source, level=POSTFIX)
    if isinstance(node.condition, ast.Number):
        return speak("{source}的第 {place} 项", source=source, place=_words(node.condition))
    return speak("{source}里符合 {condition} 的", source=source, condition=_words(node.condition))


def _call(node: ast.Call) -> str:
    if node.names is not None:
        return unparse(node)
    return f"{name_text(node.function)}({', '.join(map(_words, node.arguments))})"


_WRITERS: Mapping[type, Callable[..., str]] = MappingProxyType(
    {
        ast.Text: lambda node: quoted(node.value),
        ast.Truth: lambda node: speak("是") if node.value else speak("否"),
        ast.NullLiteral: lambda _: speak("无"),
        ast.DateLiteral: lambda node: node.value.isoformat(),
        ast.Conditional: _conditional,
        ast.Binary: _binary,
        ast.Compare: _compare,
        ast.Unary: _unary,
        ast.Membership: _membership,
        ast.Quantified: _quantified,
        ast.For: _for,
        ast.Filter: _filter,
        ast.Call: _call,
    }
)
