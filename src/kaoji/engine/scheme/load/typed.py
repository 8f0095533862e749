"""Values of a declared type: a date or a word becomes the literal that expressions write for it."""

from __future__ import annotations

import re

from kaoji.engine.scheme.load.amounts import formula_of, is_open, written
from kaoji.engine.scheme.load.desk import Desk, Spot
from kaoji.engine.scheme.load.shapes import Fields, date_of
from kaoji.engine.scheme.model import Formula, ValueType
from kaoji.engine.scheme.source import Node, Scalar

_WORDS = (ValueType.TEXT, ValueType.CHOICE, ValueType.SUBJECT)
_DAY = re.compile(r"\d{4}(?:-\d{1,2}-\d{1,2}|年\d{1,2}月\d{1,2}日)")


def typed_in(fields: Fields, *, key: str, kind: ValueType, unit: str | None) -> Formula | None:
    """The value under a key of the block."""
    node = fields.node(key)
    if node is None:
        return None
    return typed_of(node, kind=kind, unit=unit, desk=fields.desk, spot=fields.below(key))


def typed_of(
    node: Node, *, kind: ValueType, unit: str | None, desk: Desk, spot: Spot
) -> Formula | None:
    """A value of the type; anything but a plain date or word is an expression."""
    if isinstance(node, Scalar):
        text = node.text.strip()
        if kind is ValueType.DATE and _DAY.fullmatch(text):
            day = date_of(node, desk=desk, spot=spot)
            return None if day is None else written(f'@"{day.isoformat()}"', place=node.place)
        if kind in _WORDS and _is_word(text, desk=desk):
            return written(f'"{text}"', place=node.place)
    return formula_of(node, desk=desk, spot=spot, unit=unit)


def _is_word(text: str, *, desk: Desk) -> bool:
    return text.isidentifier() and not is_open(text) and text not in desk.names
