"""名额 and 比例: how many seats, in which order, and what happens at the last one."""

from __future__ import annotations

import re
from types import MappingProxyType

from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.load.amounts import (
    formula_in,
    formula_of,
    is_open,
    named,
    open_amount,
)
from kaoji.engine.scheme.load.desk import Desk, Spot
from kaoji.engine.scheme.load.orders import order_in
from kaoji.engine.scheme.load.ranges import range_of, split_range
from kaoji.engine.scheme.load.shapes import Fields, refuse_word, wrong_shape
from kaoji.engine.scheme.model import Formula, Parameter, Quota, SeatRounding, TieRule
from kaoji.engine.scheme.source import Block, Node, Scalar
from kaoji.engine.scheme.words import english_value

_BODY = re.compile(
    r"(?:提请|提交|报请|报|refer(?: to)?)\s*(?P<body>.+?)"
    r"(?:研究决定|审议决定|决定|审定|裁定|研究|审议)?"
)


_QUOTA_KEYS = (
    *("quota", "share", "quota_rounding", "least", "pool"),
    *("base", "order", "ties", "passes_on"),
)


def quota_in(fields: Fields) -> Quota | None:
    """The quota of a grade or honour; nothing when no key speaks of one."""
    if not any(fields.has(key) for key in _QUOTA_KEYS):
        return None
    share, count, least = _seats(fields)
    rounding = fields.word("quota_rounding", kind="seat_rounding")
    ties, body = _ties(fields)
    passes_on = fields.word("passes_on", kind="passes_on")
    return Quota(
        share=share,
        count=count,
        least=formula_in(fields, key="least") or least,
        rounding=None if rounding is None else SeatRounding(rounding),
        pool=fields.text("pool"),
        pool_place=fields.at("pool"),
        base=fields.word("base", kind="base") or "all",
        order=order_in(fields),
        ties=ties,
        body=body,
        passes_on=None if passes_on is None else passes_on == "passes_on",
        place=fields.at("share" if fields.has("share") else "quota"),
    )


Seats = tuple[Formula | None, Formula | None, Formula | None]


def _seats(fields: Fields) -> Seats:
    """名额 as share, count and least: `25%`, `3`, `3..5`, or by class."""
    share = fields.node("share")
    if share is not None:
        return _share(share, fields=fields), None, None
    node = fields.node("quota")
    if node is None:
        return None, None, None
    spot = fields.below("quota")
    if isinstance(node, Block):
        return _seats_by_class(node, desk=fields.desk, spot=spot)
    if split_range(node) is not None:
        least, most = range_of(node, desk=fields.desk, spot=spot, unit=None)
        return None, most, least
    amount = formula_of(node, desk=fields.desk, spot=spot, unit="名额")
    return (amount, None, None) if _is_share(node) else (None, amount, None)


def _share(node: Node, *, fields: Fields) -> Formula | None:
    """比例: a share of the pool; an open one is asked for in %."""
    desk, spot = fields.desk, fields.below("share")
    if fields.has("quota"):
        desk.refuse(
            "conflicting-keys",
            message=speak("“名额”和“比例”只能写一个"),
            remedy=speak("按个数评的只写名额，按比例评的只写比例"),
            place=fields.at("share"),
            spot=spot,
        )
    if isinstance(node, Block):
        return _amount_by_class(node, desk=desk, spot=spot, unit=None)
    if isinstance(node, Scalar) and is_open(node.text.strip()):
        return open_amount(node.place, desk=desk, spot=spot, unit="%")
    return formula_of(node, desk=desk, spot=spot)


def _is_share(node: Node) -> bool:
    """A percentage, or a fraction below one, is a share; anything else counts seats."""
    if not isinstance(node, Scalar):
        return False
    text = node.text.strip()
    return text.endswith("%") or bool(re.fullmatch(r"\d+/\d+|0?\.\d+", text))


def _seats_by_class(node: Block, *, desk: Desk, spot: Spot) -> Seats:
    """Seats by class: all of them counts, or all of them shares."""
    shares = {_is_share(entry.value) for entry in node.entries}
    if len(shares) != 1:
        wrong_shape(node, wanted=speak("各类都写个数，或都写比例"), desk=desk, spot=spot)
        return None, None, None
    amount = _amount_by_class(node, desk=desk, spot=spot, unit="名额")
    return (amount, None, None) if shares.pop() else (None, amount, None)


def _amount_by_class(node: Block, *, desk: Desk, spot: Spot, unit: str | None) -> Formula:
    """Amounts by class become a parameter with a value for each class."""
    values: dict[str, Formula] = {}
    for entry in node.entries:
        name = entry.key.text.strip()
        amount = formula_of(entry.value, desk=desk, spot=spot.down(name), unit=unit)
        if amount is not None:
            values.setdefault(name, amount)
    desk.parameters[spot.name] = Parameter(
        spot.name, required=False, by_class=MappingProxyType(values), place=node.place
    )
    return named(spot.name, place=node.place)


def _ties(fields: Fields) -> tuple[TieRule, str | None]:
    """并列: who decides, or all in, or all out."""
    scalar = fields.scalar("ties")
    if scalar is None:
        return TieRule.DECIDE, None
    word = english_value(scalar.text.strip(), kind="ties")
    if word in ("all_in", "all_out"):
        return TieRule(word), None
    if word == "refer":
        return TieRule.DECIDE, None
    found = _BODY.fullmatch(scalar.text.strip())
    if found is None:
        refuse_word(scalar, kind="ties", desk=fields.desk, spot=fields.below("ties"))
        return TieRule.DECIDE, None
    return TieRule.DECIDE, found["body"]
