"""范围: the values that an input can have, closed at both ends; an end left out is open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.load.amounts import formula_of
from kaoji.engine.scheme.load.desk import Desk, Spot
from kaoji.engine.scheme.load.shapes import Fields
from kaoji.engine.scheme.model import Formula
from kaoji.engine.scheme.source import Listing, Node, Scalar

_BOTH = re.compile(r"\[?\s*(?P<low>[^\[\]]*?)\s*(?:\.\.|…)\s*(?P<high>[^\[\]]*?)\s*\]?")
_PAIR = re.compile(r"\[\s*(?P<low>[^\[\],]*?)\s*[,，]\s*(?P<high>[^\[\],]*?)\s*\]")
_LEAST = re.compile(r"(?:不低于|不少于)\s*(?P<one>.+)|(?P<two>.+?)\s*(?:及|\(含\)|（含）)?以上")
_MOST = re.compile(r"(?:不高于|不超过)\s*(?P<one>.+)|(?P<two>.+?)\s*(?:及|\(含\)|（含）)?以下")

Bounds = tuple[Formula | None, Formula | None]


def range_in(fields: Fields, *, unit: str | None) -> Bounds:
    """The range under 范围 of a block."""
    node = fields.node("range")
    if node is None:
        return None, None
    return range_of(node, desk=fields.desk, spot=fields.below("range"), unit=unit)


def range_of(node: Node, *, desk: Desk, spot: Spot, unit: str | None) -> Bounds:
    """Both ends of a range; an end that is left out is open."""
    ends = split_range(node)
    if ends is None:
        desk.refuse(
            "bad-range",
            message=speak("看不出范围从多少到多少"),
            remedy=speak("写成 [0, 100]、0..100，或一头不限的 0.. 、0以上"),
            place=node.place,
            spot=spot,
        )
        return None, None
    low, high = (
        None if end is None else formula_of(end, desk=desk, spot=spot, unit=unit) for end in ends
    )
    return low, high


def split_range(node: Node) -> tuple[Scalar | None, Scalar | None] | None:
    """The two ends as they are written; `None` when there are no two ends."""
    if isinstance(node, Listing):
        return _of_items(node.items)
    if not isinstance(node, Scalar):
        return None
    text = node.text.strip()
    found = _BOTH.fullmatch(text) or _PAIR.fullmatch(text)
    if found is not None and (found["low"] or found["high"]):
        return _part(node, found=found, group="low"), _part(node, found=found, group="high")
    for shape, is_low in ((_LEAST, True), (_MOST, False)):
        found = shape.fullmatch(text)
        if found is not None:
            end = _part(node, found=found, group="one" if found["one"] else "two")
            return (end, None) if is_low else (None, end)
    return None


def _of_items(items: Sequence[Node]) -> tuple[Scalar | None, Scalar | None] | None:
    if len(items) == 1:
        return None if isinstance(items[0], Listing) else split_range(items[0])
    if len(items) != 2 or not all(isinstance(item, Scalar) for item in items):
        return None
    low, high = (item if isinstance(item, Scalar) and not item.is_empty else None for item in items)
    return None if low is None and high is None else (low, high)


def _part(node: Scalar, *, found: re.Match[str], group: str) -> Scalar | None:
    """One end as a value of its own, placed where it stands."""
    if not found[group]:
        return None
    column = node.place.column
    place = replace(node.place, column=None if column is None else column + found.start(group))
    return Scalar(found[group], node.quoted, place)
