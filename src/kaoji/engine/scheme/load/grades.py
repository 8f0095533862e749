"""定等, 等次 and 荣誉: floors, conditions and bars."""

from __future__ import annotations

from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.load.amounts import POINTS, formula_in, formula_of
from kaoji.engine.scheme.load.desk import Desk, Spot
from kaoji.engine.scheme.load.frame import demanded, issuers_in
from kaoji.engine.scheme.load.quotas import quota_in
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
    Grade,
    GradeCondition,
    Grading,
    Honour,
    Quota,
)
from kaoji.engine.scheme.source import Block, Listing, Node, Scalar
from kaoji.engine.scheme.words import chinese_value, english_value, spelled


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
    floor = formula_of(
        node, desk=desk, spot=spot.down("不低于", shown=spelled(("不低于", "floor"))), unit=POINTS
    )
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
        wrong_shape(node, wanted=speak("名称或情形"), desk=desk, spot=spot)
        return None
    clause, authority = fields.text("clause"), fields.text("authority")
    return Bar(name, condition, clause, authority, issuers_in(fields), fields.place)


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
