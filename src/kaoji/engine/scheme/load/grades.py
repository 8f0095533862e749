"""定等, 等次 and 荣誉: floors, quotas, orders, ties, conditions and bars."""

from __future__ import annotations

import re
from types import MappingProxyType

from kaoji.engine.scheme.load.amounts import POINTS, formula_in, formula_of, named
from kaoji.engine.scheme.load.desk import Desk, Spot
from kaoji.engine.scheme.load.frame import demanded
from kaoji.engine.scheme.load.orders import order_in
from kaoji.engine.scheme.load.ranges import range_of, split_range
from kaoji.engine.scheme.load.shapes import (
    Fields,
    open_block,
    refuse_word,
    scalar_of,
    wrong_shape,
)
from kaoji.engine.scheme.model import (
    ROOT,
    Bar,
    Formula,
    Grade,
    GradeCondition,
    Grading,
    Honour,
    Parameter,
    Quota,
    SeatRounding,
    TieRule,
)
from kaoji.engine.scheme.source import Block, Listing, Node, Scalar
from kaoji.engine.scheme.words import chinese_value, english_value

_BODY = re.compile(
    r"(?:提请|提交|报请|报|refer(?: to)?)\s*(?P<body>.+?)(?:会议)?"
    r"(?:研究决定|审议决定|决定|审定|裁定|研究|审议)?"
)


def grading_of(scheme: Fields) -> Grading | None:
    """定等 and 等次 of the scheme; nothing when it has no grades."""
    grades = tuple(
        grade
        for key, node, spot in named_blocks(scheme, key="grades")
        if (grade := _grade(node, name=key, desk=scheme.desk, spot=spot)) is not None
    )
    if not grades and not scheme.has("grading"):
        return None
    value, on_published = ROOT, False
    node = scheme.node("grading")
    if node is not None:
        fields = open_block(node, kind="grading", desk=scheme.desk, spot=scheme.below("grading"))
        value = fields.text("value") or ROOT
        value = chinese_value(value, kind="take") or value
        on_published = fields.word("graded_on", kind="graded_on") == "published"
    return Grading(value, on_published, grades)


def named_blocks(fields: Fields, *, key: str) -> list[tuple[str, Node, Spot]]:
    """Each name of a block with what stands under it; a name written twice counts once."""
    block = fields.block(key) if fields.has(key) else None
    found: dict[str, tuple[str, Node, Spot]] = {}
    for entry in () if block is None else block.entries:
        name = entry.key.text.strip()
        found.setdefault(name, (name, entry.value, fields.below(key).down(name)))
    return list(found.values())


def _grade(node: Node, *, name: str, desk: Desk, spot: Spot) -> Grade | None:
    if isinstance(node, Scalar) and not node.is_empty:
        return _plain_grade(node, name=name, desk=desk, spot=spot)
    fields = open_block(node, kind="grade", desk=desk, spot=spot)
    return Grade(
        name=name,
        floor=formula_in(fields, key="floor", unit=POINTS),
        above=formula_in(fields, key="above", unit=POINTS),
        condition=formula_in(fields, key="condition"),
        quota=quota_in(fields),
        conditions=_conditions(fields),
        bars=bars_in(fields),
        aliases=fields.texts("aliases"),
        clause=fields.text("clause"),
        reading=fields.text("reading"),
        place=fields.place,
    )


def _plain_grade(node: Scalar, *, name: str, desk: Desk, spot: Spot) -> Grade | None:
    """`其余`, or a floor alone."""
    if english_value(node.text.strip(), kind="otherwise"):
        return Grade(name, otherwise=True, place=node.place)
    if node.text.strip().isidentifier() and node.text.strip() not in desk.names:
        refuse_word(node, kind="otherwise", desk=desk, spot=spot)
        return None
    floor = formula_of(node, desk=desk, spot=spot.down("不低于"), unit=POINTS)
    return None if floor is None else Grade(name, floor=floor, place=node.place)


def _conditions(fields: Fields) -> tuple[GradeCondition, ...]:
    spot = fields.below("conditions")
    found = []
    for number, node in enumerate(fields.items("conditions"), start=1):
        inner = open_block(node, kind="condition", desk=fields.desk, spot=spot.down(str(number)))
        condition = demanded(inner, key="condition")
        if condition is not None:
            text = inner.text("text") or condition.text
            found.append(GradeCondition(condition, text, inner.text("clause"), inner.place))
    return tuple(found)


def bars_in(fields: Fields) -> tuple[Bar, ...]:
    """取消评先情形: names of event lists, or blocks with a name and a case."""
    node = fields.node("bars")
    items = node.items if isinstance(node, Listing) else () if node is None else (node,)
    spot = fields.below("bars") if items else fields.spot
    read = (_bar(item, desk=fields.desk, spot=spot) for item in items)
    return tuple(bar for bar in read if bar is not None)


def _bar(node: Node, *, desk: Desk, spot: Spot) -> Bar | None:
    if not isinstance(node, Block):
        scalar = scalar_of(node, desk=desk, spot=spot)
        return None if scalar is None else Bar(scalar.text.strip(), place=scalar.place)
    fields = open_block(node, kind="bar", desk=desk, spot=spot)
    condition = formula_in(fields, key="condition")
    name = fields.text("name") or (condition.text if condition else None)
    if name is None:
        wrong_shape(node, wanted="名称或情形", desk=desk, spot=spot)
        return None
    return Bar(name, condition, fields.text("clause"), fields.text("authority"), fields.place)


def honours_of(scheme: Fields) -> tuple[Honour, ...]:
    """荣誉 of the scheme."""
    return tuple(
        _honour(open_block(node, kind="honour", desk=scheme.desk, spot=spot), name=name)
        for name, node, spot in named_blocks(scheme, key="honours")
    )


def _honour(fields: Fields, *, name: str) -> Honour:
    return Honour(
        name=name,
        quota=quota_in(fields) or Quota(place=fields.place),
        grades=fields.texts("grades"),
        condition=formula_in(fields, key="condition"),
        bars=bars_in(fields),
        authority=fields.text("authority"),
        clause=fields.text("clause"),
        place=fields.place,
    )


_QUOTA_KEYS = ("quota", "quota_rounding", "least", "pool", "base", "order", "ties", "passes_on")


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
        base=fields.word("base", kind="base") or "all",
        order=order_in(fields),
        ties=ties,
        body=body,
        passes_on=None if passes_on is None else passes_on == "passes_on",
        place=fields.at("quota"),
    )


#: The spelling of 名额 that always means a share, also where a parameter gives it.
SHARE = "比例"

Seats = tuple[Formula | None, Formula | None, Formula | None]


def _seats(fields: Fields) -> Seats:
    """名额 as share, count and least: `25%`, `3`, `3..5`, or by class."""
    node = fields.node("quota")
    if node is None:
        return None, None, None
    spot = fields.below("quota")
    if isinstance(node, Block):
        return _seats_by_class(node, desk=fields.desk, spot=spot)
    if split_range(node) is not None:
        least, most = range_of(node, desk=fields.desk, spot=spot, unit=None)
        return None, most, least
    amount = formula_of(node, desk=fields.desk, spot=spot, unit="个")
    is_share = _is_share(node) or fields.found["quota"].key.text.strip() == SHARE
    if amount is None or not is_share:
        return None, amount, None
    return amount, None, None


def _is_share(node: Node) -> bool:
    """A percentage, or a fraction below one, is a share; anything else counts seats."""
    if not isinstance(node, Scalar):
        return False
    text = node.text.strip()
    return text.endswith("%") or bool(re.fullmatch(r"\d+/\d+|0?\.\d+", text))


def _seats_by_class(node: Block, *, desk: Desk, spot: Spot) -> Seats:
    """Seats by class become a parameter with a value for each class."""
    values: dict[str, Formula] = {}
    for entry in node.entries:
        name = entry.key.text.strip()
        amount = formula_of(entry.value, desk=desk, spot=spot.down(name), unit="个")
        if amount is not None:
            values.setdefault(name, amount)
    shares = {_is_share(entry.value) for entry in node.entries}
    if len(shares) != 1:
        wrong_shape(node, wanted="各类都写个数，或都写比例", desk=desk, spot=spot)
        return None, None, None
    desk.parameters[spot.name] = Parameter(
        spot.name, required=False, by_class=MappingProxyType(values), place=node.place
    )
    amount = named(spot.name, place=node.place)
    return (amount, None, None) if shares.pop() else (None, amount, None)


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
