"""Printing a tree as canonical YAML: block style, short lists in one line, quotes where needed.

What is printed reads back as the same tree. A text that its author quoted stays quoted, for the
quotes may be what keeps it from being a number; a text without quotes gets them only where it
could not be read back without.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kaoji.engine.scheme.source.nodes import Block, Entry, Listing, Node, Scalar
from kaoji.engine.scheme.source.traps import number_trap

#: A list of texts is printed in one line up to this length, else one item a line.
WIDEST_LIST = 88

_PLAIN_START = re.compile(r"[^-?:,\[\]{}#&*!|>'\"%@`\s]|[-?:][^\s,\[\]{}]")
_NOT_PLAIN = re.compile(r": |:$| #|^\s|\s$|^(?:---|\.\.\.)|^<<$|^(?:~|null|Null|NULL)$")
_NOT_PLAIN_IN_FLOW = re.compile(r"[,\[\]{}:?\uff0c\u3001]")
_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufffe\uffff]"
)
_WIDE_COLON = "\uff1a"
_ESCAPES = {"\n": r"\n", "\t": r"\t", "\\": r"\\", '"': r"\""}
_TO_ESCAPE = re.compile(f'{_UNPRINTABLE.pattern}|[\\\\"]')
_LITERAL_LINE = re.compile(r"(?:\s*\S.*)?")


def dump_document(node: Node) -> str:
    """Print the tree as a YAML text that reads back as the same tree."""
    first, *rest = _lines(node)
    if isinstance(node, Scalar):
        rest = _hung(rest, mark="  ")
    return "\n".join((first, *rest)) + "\n"


def _lines(node: Node) -> list[str]:
    """The lines of a node, the first where it begins; whoever holds it moves the rest in."""
    if isinstance(node, Scalar):
        return _scalar_lines(node)
    if isinstance(node, Block):
        return [line for entry in node.entries for line in _entry_lines(entry)] or ["{}"]
    short = _short_list(node)
    if short is not None:
        return [short]
    return [line for item in node.items for line in _hung(_lines(item), mark="- ")]


def _entry_lines(entry: Entry) -> list[str]:
    key = f"{_key(entry.key)}:"
    body = _lines(entry.value)
    if _is_open(entry.value, body=body):
        return [key, *_hung(body, mark="  ")]
    return [f"{key} {body[0]}", *_hung(body[1:], mark="  ")]


def _key(key: Scalar) -> str:
    """The key; a full-width colon in it is refused unless it is quoted."""
    is_safe = key.quoted or _WIDE_COLON not in key.text
    return _in_line(key if is_safe else replace(key, quoted=True))


def _is_open(node: Node, *, body: list[str]) -> bool:
    """Tell whether the lines of the node begin below its key."""
    if isinstance(node, Listing):
        return _short_list(node) is None
    return isinstance(node, Block) and body != ["{}"]


def _hung(lines: list[str], *, mark: str) -> list[str]:
    """The lines moved in by two, the first behind its mark; empty lines stay empty."""
    leads = [mark] + ["  "] * len(lines)
    return [(lead + line) if line else "" for lead, line in zip(leads, lines, strict=False)]


def _short_list(node: Listing) -> str | None:
    if not all(_fits_in_flow(item) for item in node.items):
        return None
    line = f"[{', '.join(_in_line(item) for item in node.items if isinstance(item, Scalar))}]"
    return line if len(line) <= WIDEST_LIST else None


def _fits_in_flow(node: Node) -> bool:
    """Tell whether the node can stand between brackets without quotes that are not its own."""
    if not isinstance(node, Scalar):
        return False
    if node.quoted or not _is_plain(node.text):
        return not _can_be_literal(node.text)
    return not _NOT_PLAIN_IN_FLOW.search(node.text)


def _scalar_lines(scalar: Scalar) -> list[str]:
    text = scalar.text
    if not _can_be_literal(text):
        return [_in_line(scalar)]
    mark = "|" if text.endswith("\n") else "|-"
    return [mark, *text.removesuffix("\n").split("\n")]


def _can_be_literal(text: str) -> bool:
    """Tell whether the text can be printed below a `|`, line by line, as it is."""
    if "\n" not in text:
        return False
    lines = text.removesuffix("\n").split("\n")
    return (
        bool(text[0].strip())
        and bool(lines[-1])
        and not _UNPRINTABLE.search(text.replace("\n", ""))
        and all(_LITERAL_LINE.fullmatch(line) for line in lines)
    )


def _in_line(scalar: Scalar) -> str:
    if scalar.is_empty:
        return "~"
    if not scalar.quoted and _is_plain(scalar.text):
        return scalar.text
    return f'"{_TO_ESCAPE.sub(_escaped, scalar.text)}"'


def _is_plain(text: str) -> bool:
    """Tell whether the text reads back as itself without quotes."""
    return (
        bool(_PLAIN_START.match(text))
        and not _NOT_PLAIN.search(text)
        and not _UNPRINTABLE.search(text)
        and number_trap(text) is None
    )


def _escaped(found: re.Match[str]) -> str:
    character = found[0]
    return _ESCAPES.get(character, f"\\u{ord(character):04x}")
