"""From syntax tree back to text: canonical, with no more brackets than needed.

What is printed is read back as an equal tree; only a number that no decimal can say (1/3) is
printed as the division that makes it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kaoji.engine.feel.ast import (
    Access,
    Binary,
    Call,
    Compare,
    Conditional,
    DateLiteral,
    Expression,
    Filter,
    For,
    ListOf,
    Membership,
    Name,
    NullLiteral,
    Number,
    Quantified,
    Range,
    Text,
    Truth,
    Unary,
    UnaryTest,
)
from kaoji.engine.feel.grammar import ADDING, COMPARING, LEVELS
from kaoji.engine.feel.lexer import is_plain_name
from kaoji.engine.plinth.exact import HUNDRED, exact_text

_OPEN, PREFIX, POSTFIX, _WHOLE = 0, 7, 8, 9
_TEXT_ESCAPES = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "＂": "\\uff02", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
)
_NAME_ESCAPES = str.maketrans({"\\": "\\\\", "`": "\\`", "｀": "\\｀"})


def unparse(expression: Expression) -> str:
    """The canonical text, which parses to an equal tree."""
    return _WRITERS[type(expression)](expression)


def name_text(name: str) -> str:
    """A name as expressions say it: back-quoted when it has odd characters."""
    return name if is_plain_name(name) else f"`{name.translate(_NAME_ESCAPES)}`"


def level_of(expression: Expression) -> int:
    """How tightly the expression's own text holds together, as the grammar binds it."""
    match expression:
        case Binary(op=op):
            return LEVELS[op]
        case Unary(op="-"):
            return PREFIX
        case Compare() | Membership():
            return COMPARING
        case Conditional() | For() | Quantified():
            return _OPEN
        case _:
            return _WHOLE


def _within(expression: Expression, level: int) -> str:
    text = unparse(expression)
    return text if level_of(expression) >= level else f"({text})"


def _number(node: Number) -> str:
    text = exact_text(node.value * HUNDRED if node.is_percent else node.value)
    if text.replace(".", "").isdigit():
        return f"{text}%" if node.is_percent else text
    return f"(({text}) / 100)" if node.is_percent else f"({text})"


def _words(words: str) -> str:
    """A function or parameter: several plain ASCII words may stand side by side."""
    parts = words.split(" ")
    is_row = len(parts) > 1 and all(part.isascii() and is_plain_name(part) for part in parts)
    return words if is_row else name_text(words)


def _binary(node: Binary) -> str:
    level = LEVELS[node.op]
    return f"{_within(node.left, level)} {node.op} {_within(node.right, level + 1)}"


def _unary(node: Unary) -> str:
    if node.op == "not":
        return f"not({unparse(node.operand)})"
    return f"-{_within(node.operand, PREFIX)}"


def _compare(node: Compare) -> str:
    return f"{_within(node.left, ADDING)} {node.op} {_within(node.right, ADDING)}"


def _call(node: Call) -> str:
    texts = [unparse(argument) for argument in node.arguments]
    if node.names is not None:
        pairs = zip(node.names, texts, strict=True)
        texts = [f"{_words(name)}: {text}" for name, text in pairs]
    return f"{_words(node.function)}({', '.join(texts)})"


def _range(node: Range) -> str:
    opening, closing = "[" if node.low_closed else "(", "]" if node.high_closed else ")"
    return f"{opening}{_within(node.low, ADDING)}..{_within(node.high, ADDING)}{closing}"


def _membership(node: Membership) -> str:
    operand = _within(node.operand, ADDING)
    texts = [unparse(test) for test in node.tests]
    if len(texts) == 1 and isinstance(node.tests[0], Range | UnaryTest | ListOf):
        return f"{operand} in {texts[0]}"
    return f"{operand} in ({', '.join(texts)})"


def _access(node: Access) -> str:
    # A bare `a.b` would be read as one dotted name.
    bare = isinstance(node.operand, Name | Number)
    operand = f"({unparse(node.operand)})" if bare else _within(node.operand, POSTFIX)
    return f"{operand}.{name_text(node.name)}"


def _conditional(node: Conditional) -> str:
    parts = map(unparse, (node.condition, node.then, node.otherwise))
    return "if {} then {} else {}".format(*parts)


def _for(node: For) -> str:
    head = f"for {name_text(node.variable)} in {unparse(node.source)}"
    return f"{head} return {unparse(node.body)}"


def _quantified(node: Quantified) -> str:
    head = f"{node.kind} {name_text(node.variable)} in {unparse(node.source)}"
    return f"{head} satisfies {unparse(node.condition)}"


_WRITERS: Mapping[type, Callable[..., str]] = {
    Number: _number,
    Text: lambda node: f'"{node.value.translate(_TEXT_ESCAPES)}"',
    Truth: lambda node: "true" if node.value else "false",
    NullLiteral: lambda _: "null",
    DateLiteral: lambda node: f'@"{node.value.isoformat()}"',
    Name: lambda node: ".".join(name_text(part) for part in node.parts),
    Unary: _unary,
    Binary: _binary,
    Compare: _compare,
    Conditional: _conditional,
    Call: _call,
    ListOf: lambda node: f"[{', '.join(unparse(item) for item in node.items)}]",
    Range: _range,
    UnaryTest: lambda node: f"{node.op} {_within(node.operand, ADDING)}",
    Membership: _membership,
    Filter: lambda node: f"{_within(node.source, POSTFIX)}[{unparse(node.condition)}]",
    Access: _access,
    For: _for,
    Quantified: _quantified,
}
