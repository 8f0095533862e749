"""Where a leaf's value comes from: event lists, panels of raters, plan items."""

from __future__ import annotations

import re
from dataclasses import replace
from types import MappingProxyType

from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.load.amounts import formula_in, formula_of, named, written
from kaoji.engine.scheme.load.calls import call_of
from kaoji.engine.scheme.load.desk import Desk, Spot
from kaoji.engine.scheme.load.frame import demand
from kaoji.engine.scheme.load.ranges import range_of, split_range
from kaoji.engine.scheme.load.shapes import (
    Fields,
    block_of,
    open_block,
    refuse_word,
    sort_keys,
    wrong_shape,
)
from kaoji.engine.scheme.model import Events, Formula, Panel, PlanItems, RaterClass, RuleCall
from kaoji.engine.scheme.source import Block, Node, Scalar
from kaoji.engine.scheme.words import english_value, key_word

_TOP_ROWS = re.compile(r"(?:最高|前|highest|top)\s*(?P<count>.+?)\s*(?:项|条|个)?")


def events_in(fields: Fields) -> Events | None:
    """条目 with 每条, 每事项, 汇总 and 计入."""
    gather, top = _gather(fields)
    per_row = formula_in(fields, key="per_row", unit="分")
    if per_row is None and gather == "count":
        per_row = written("1", place=fields.place)
    if per_row is None:
        demand(fields, key="per_row")
        return None
    return Events(
        per_row=per_row,
        per_work=fields.word("per_work", kind="per_work") or "sum",
        gather=gather,
        top=top,
        counted_if=formula_in(fields, key="counted_if"),
        place=fields.at("rows"),
    )


def _gather(fields: Fields) -> tuple[str, Formula | None]:
    """How rows gather, and how many count when only the highest do."""
    scalar = fields.scalar("gather")
    if scalar is None:
        return "sum", None
    word = english_value(scalar.text.strip(), kind="gather")
    if word is not None:
        return word, None
    found = _TOP_ROWS.fullmatch(scalar.text.strip())
    spot = fields.below("gather")
    if found is None:
        refuse_word(scalar, kind="gather", desk=fields.desk, spot=spot)
        return "sum", None
    column = scalar.place.column
    place = replace(scalar.place, column=None if column is None else column + found.start("count"))
    count = Scalar(found["count"], scalar.quoted, place)
    return "top", formula_of(count, desk=fields.desk, spot=spot)


def panel_in(fields: Fields) -> Panel | None:
    """评分: classes and weights alone, or a block with scale and ways of gathering."""
    block = fields.block("panel")
    if block is None:
        return None
    spot = fields.below("panel")
    if not any(key_word(entry.key.text.strip(), kind="panel") for entry in block.entries):
        return Panel(_classes(block, desk=fields.desk, spot=spot), place=block.place)
    inner = sort_keys(block.entries, kind="panel", desk=fields.desk, spot=spot, place=block.place)
    demand(inner, key="raters")
    raters = inner.block("raters")
    return Panel(
        classes=() if raters is None else _classes(raters, desk=fields.desk, spot=spot),
        scale=_scale(inner),
        scale_full=_scale_full(inner),
        gather=inner.word("gather", kind="panel_gather") or "mean",
        trim=_trim(inner),
        secret=inner.truth("secret"),
        own_unit_may_rate=inner.truth("own_unit"),
        place=block.place,
    )


def _classes(block: Block, *, desk: Desk, spot: Spot) -> tuple[RaterClass, ...]:
    if not block.entries:
        wrong_shape(block, wanted=speak("各类评分人和权重"), desk=desk, spot=spot)
    read = (
        _rater(entry.key, node=entry.value, desk=desk, spot=spot.down(entry.key.text.strip()))
        for entry in block.entries
    )
    return tuple(one for one in read if one is not None)


def _rater(key: Scalar, *, node: Node, desk: Desk, spot: Spot) -> RaterClass | None:
    name = key.text.strip()
    if not isinstance(node, Block):
        weight = formula_of(node, desk=desk, spot=spot)
        return None if weight is None else RaterClass(name, weight, place=key.place)
    fields = open_block(node, kind="rater", desk=desk, spot=spot)
    demand(fields, key="weight")
    weight = formula_in(fields, key="weight")
    if weight is None:
        return None
    return RaterClass(name, weight, formula_in(fields, key="minimum"), key.place)


def _scale(fields: Fields) -> MappingProxyType[str, Formula | None] | None:
    """Option → points; 不计 keeps an option out of the denominator."""
    block = fields.block("scale")
    if block is None:
        return None
    scale: dict[str, Formula | None] = {}
    for entry in block.entries:
        spot = fields.below("scale").down(entry.key.text.strip())
        if _is_not_counted(entry.value):
            scale[entry.key.text.strip()] = None
            continue
        points = formula_of(entry.value, desk=fields.desk, spot=spot, unit="分")
        if points is not None:
            scale[entry.key.text.strip()] = points
    return MappingProxyType(scale)


def _is_not_counted(node: Node) -> bool:
    return isinstance(node, Scalar) and bool(english_value(node.text.strip(), kind="not_counted"))


def _scale_full(fields: Fields) -> Formula | None:
    node = fields.node("scale_full")
    if isinstance(node, Scalar) and english_value(node.text.strip(), kind="scale_full"):
        return named("满分", place=node.place)
    return formula_in(fields, key="scale_full", unit="分")


def _trim(fields: Fields) -> Formula | None:
    """How many are left out at both ends; trimming has to say it."""
    if fields.has("trim"):
        return formula_in(fields, key="trim")
    if fields.word("gather", kind="panel_gather") == "trimmed":
        demand(fields, key="trim")
    return None


def plan_in(fields: Fields) -> tuple[PlanItems | None, Fields]:
    """计划: rows with their own points and figures; also the keys, for the columns."""
    spot = fields.below("plan")
    node = fields.found["plan"].value
    block = block_of(node, desk=fields.desk, spot=spot)
    entries = () if block is None else block.entries
    inner = sort_keys(entries, kind="plan", desk=fields.desk, spot=spot, place=node.place)
    per_item = _per_item(inner)
    least, most = _number(inner)
    if per_item is None:
        return None, inner
    items = PlanItems(
        per_item=per_item,
        least=least,
        most=most,
        points_sum=formula_in(inner, key="points_sum", unit="分"),
        place=node.place,
    )
    return items, inner


def _per_item(fields: Fields) -> RuleCall | Formula | None:
    scoring = fields.node("scoring")
    if scoring is not None:
        return call_of(scoring, desk=fields.desk, spot=fields.below("scoring"))
    if not fields.has("formula"):
        demand(fields, key="scoring")
    return formula_in(fields, key="formula", unit="分")


def _number(fields: Fields) -> tuple[Formula | None, Formula | None]:
    node = fields.node("number")
    if node is None:
        return None, None
    if split_range(node) is None:
        one = formula_in(fields, key="number")
        return one, one
    return range_of(node, desk=fields.desk, spot=fields.below("number"), unit=None)
