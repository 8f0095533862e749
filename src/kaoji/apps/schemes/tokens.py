"""Changing single words of a scheme's text: exactly these, and nothing else of the file.

What is to be written is put where the old word stands; the text is then read again and must differ
from before in this one word. So comments, order, blanks and quotes stay as the author has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kaoji.engine.plinth.problem import Place
from kaoji.engine.scheme.model import Formula, Item
from kaoji.engine.scheme.source import Block, Listing, Node, Scalar, read_document
from kaoji.web.refusals import Refused

#: What may stand unquoted anywhere, also inside { } and [ ].
_PLAIN = re.compile(r"^[^\s\[\]{},:#&*!|>'\"%@`?~\\-][^\[\]{},:#\n'\"\\]*(?<!\s)$")
_SHARE = re.compile(r"^\d+(\.\d+)?%?$|^\d+/\d+$|^待定$")
_QUOTES = "\"'"
NAMES = ("名称", "name")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the text that a form may change; `reason`: why it may not."""

    field: str
    label: str
    text: str
    place: Place
    reason: str = ""


def tokens_of(text: str, *, item: Item, file: str) -> tuple[Token, ...]:
    """What of a node the form beside the text shows: its points or weight, and its name."""
    found = []
    for field, label, formula in (
        ("points", _("分值"), item.points),
        ("weight", _("权重"), item.weight),
    ):
        if formula is not None:
            found.append(_of_formula(field=field, label=label, formula=formula, file=file))
    name = _name_of(text, item=item, file=file)
    if name is None:
        reason = _("名称就是键，别处按它引用；要改印出来的名称，请在正文里加一行 名称")
        found.append(Token("name", _("名称"), item.name or item.key, item.place, reason))
    else:
        found.append(Token("name", _("名称"), name.text, name.place))
    return tuple(found)


def replaced(text: str, *, token: Token, now: str, file: str) -> str:
    """The text with one word changed; refuses where that cannot be done exactly."""
    now = now.strip()
    if now == token.text:
        return text
    if token.reason:
        raise Refused("token-locked", reason=token.reason, field=token.field)
    _check_word(now, token=token)
    lines = text.split("\n")
    at, start = (token.place.line or 1) - 1, (token.place.column or 1) - 1
    line = lines[at] if at < len(lines) else ""
    if line[start : start + 1] in _QUOTES and line[start : start + 1]:
        start += 1
    if not line.startswith(token.text, start):
        raise _not_exact(token)
    lines[at] = line[:start] + now + line[start + len(token.text) :]
    changed = "\n".join(lines)
    if _differences(text, changed, file=file) != [(token.text, now)]:
        raise _not_exact(token)
    return changed


def _check_word(now: str, *, token: Token) -> None:
    if token.field == "name":
        if not _PLAIN.match(now):
            raise Refused(
                "name-not-plain",
                reason=_("名称里不能有引号、括号、冒号、逗号、井号"),
                remedy=_("请换个写法，或在正文里改"),
                field="name",
            )
    elif not _SHARE.match(now):
        raise Refused(
            "share-unreadable",
            reason=_("{label}“{now}”不是数").format(label=token.label, now=now),
            remedy=_("可写 12、7.5、40%、1/3 或 待定；算式请在正文里改"),
            field=token.field,
        )


def _not_exact(token: Token) -> Refused:
    return Refused(
        "token-not-single",
        reason=_("{label}在正文里不是单独的一个词，表单改不了").format(label=token.label),
        remedy=_("请到正文第 {line} 行直接改").format(line=token.place.line),
        field=token.field,
    )


def _of_formula(*, field: str, label: str, formula: Formula, file: str) -> Token:
    place = formula.place
    reason = ""
    if place.file != file or not place.line:
        reason = _("它出自底本，这份正文里没有；请在正文里写明改动")
    elif not _SHARE.match(formula.text):
        reason = _("它是算式“{text}”，请在正文里改").format(text=formula.text)
    return Token(field, label, formula.text, place, reason)


def _name_of(text: str, *, item: Item, file: str) -> Scalar | None:
    """The word under 名称 of a node, where it stands in this text."""
    document, _problems = read_document(text, file=file)
    for block in _blocks_at(document, place=item.place):
        for entry in block.entries:
            if entry.key.text in NAMES and isinstance(entry.value, Scalar):
                return entry.value
    return None


def _blocks_at(document: Node | None, *, place: Place) -> Iterator[Block]:
    """The block whose key, or which itself, stands at a place."""
    for node in _nodes(document):
        if not isinstance(node, Block):
            continue
        for entry in node.entries:
            if isinstance(entry.value, Block) and place in (entry.key.place, entry.value.place):
                yield entry.value


def _nodes(document: Node | None) -> Iterator[Node]:
    left = [] if document is None else [document]
    while left:
        node = left.pop()
        yield node
        if isinstance(node, Listing):
            left += reversed(node.items)
        elif isinstance(node, Block):
            left += [entry.value for entry in reversed(node.entries)]


def _words(text: str, *, file: str) -> list[str] | None:
    """Every word of a text in order, keys and values, with what holds them together."""
    document, _problems = read_document(text, file=file)
    if document is None:
        return None
    found = []
    for node in _nodes(document):
        if isinstance(node, Scalar):
            found.append(node.text)
        elif isinstance(node, Block):
            found.append("{" + "\x00".join(node.keys()))
        else:
            found.append(f"[{len(node.items)}")
    return found


def _differences(before: str, after: str, *, file: str) -> list[tuple[str, str]] | None:
    old, new = _words(before, file=file), _words(after, file=file)
    if old is None or new is None or len(old) != len(new):
        return None
    return [(one, other) for one, other in zip(old, new, strict=True) if one != other]


def head_replaced(text: str, *, key: str, now: str, file: str) -> str:
    """The text with one word of its head changed, such as 编号 or 版本."""
    document, _problems = read_document(text, file=file)
    value = document.get(key) if isinstance(document, Block) else None
    if not isinstance(value, Scalar):
        raise Refused(
            "head-missing",
            reason=_("正文开头没有“{key}”").format(key=key),
            remedy=_("请先在正文里补上"),
        )
    return replaced(text, token=Token("name", key, value.text, value.place), now=now, file=file)


def head_of(text: str, *, keys: tuple[str, ...], file: str) -> str:
    """A word of the head; nothing where it is not there."""
    document, _problems = read_document(text, file=file)
    if not isinstance(document, Block):
        return ""
    values = (document.get(key) for key in keys)
    return next((one.text for one in values if isinstance(one, Scalar)), "")
