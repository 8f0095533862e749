"""What a leaf, a declared fact, an event list or a plan asks of the facts table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from kaoji.engine.plinth.names import declared_name
from kaoji.engine.plinth.problem import Place
from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.load.amounts import unit_in
from kaoji.engine.scheme.load.desk import Desk, Spot, suggestion
from kaoji.engine.scheme.load.feeds import feed_in
from kaoji.engine.scheme.load.names import refuse_twice
from kaoji.engine.scheme.load.ranges import range_in
from kaoji.engine.scheme.load.shapes import (
    Fields,
    open_block,
    scalars_of,
    spellings_like,
)
from kaoji.engine.scheme.load.typed import typed_in
from kaoji.engine.scheme.model import Carry, FieldSpec, InputSpec, RowKind, ValueType
from kaoji.engine.scheme.source import Listing, Node, Scalar
from kaoji.engine.scheme.words import VALUES, english_value

VALUE = "数值"

#: Keys that only a node with facts of its own can use.
INPUT_KEYS = (
    *("type", "range", "scale", "options", "fields", "timeless", "carry", "gather_periods"),
    *("measure", "nil_return", "must_confirm", "dated_by", "first", "supplier", "feed"),
)


def asks_for_facts(fields: Fields) -> bool:
    """Tell whether a node says anything about facts of its own."""
    return any(fields.has(key) for key in INPUT_KEYS)


def input_of(fields: Fields, *, path: str, row_kind: RowKind = RowKind.QUANTITY) -> InputSpec:
    """Read the input keys of a node or a fact."""
    columns = dict(columns_in(fields, key="rows"))
    columns.update(columns_in(fields, key="fields"))
    value = replace(field_of(fields, key=VALUE), place=fields.place)
    return InputSpec(
        path=path,
        row_kind=row_kind,
        value=value,
        fields=MappingProxyType(columns),
        timeless=fields.truth("timeless"),
        carry=_carry(fields, kind=value.type),
        basis=fields.text("measure"),
        nil_return=fields.truth("nil_return"),
        must_confirm=fields.truth("must_confirm"),
        date_field=fields.text("dated_by"),
        history_first=typed_in(fields, key="first", kind=value.type, unit=value.unit),
        needs_target="目标" in columns,
        supplier=fields.text("supplier") or fields.spot.supplier,
        feed=feed_in(fields),
        clause=fields.text("clause"),
        place=fields.place,
    )


def _carry(fields: Fields, *, kind: ValueType) -> Carry:
    carry, gather = fields.truth("carry"), fields.truth("gather_periods")
    if gather and (carry or kind is not ValueType.NUMBER):
        fields.desk.refuse(
            "conflicting-keys",
            message=speak(
                "“沿用”和“汇总期”不能同时为是：一个把长周期的数给短周期，一个把短周期的数加起来"
            )
            if carry
            else speak("“汇总期”把短周期的数加起来，而这里的值不是数"),
            remedy=speak("只留一个") if carry else speak("删去“汇总期”，或把类型改成数"),
            place=fields.at("gather_periods"),
            spot=fields.spot,
        )
    if carry:
        return Carry.CARRY
    return Carry.GATHER if gather else Carry.NONE


def field_of(fields: Fields, *, key: str) -> FieldSpec:
    """Read type, unit, range, scale and options of a value."""
    unit = unit_in(fields)
    low, high = range_in(fields, unit=unit)
    scale, kind = scale_and_type(fields)
    return FieldSpec(
        key=key,
        type=kind,
        unit=unit,
        low=low,
        high=high,
        scale=scale,
        options=fields.texts("options"),
        required="required" in fields.found and fields.truth("required"),
        clause=fields.text("clause") if fields.kind == "field" else None,
        place=fields.place,
    )


def scale_and_type(fields: Fields) -> tuple[str | None, ValueType]:
    """The scale and the type; a scale's name may stand as the type, and options mean a text."""
    scale = fields.text("scale")
    written = fields.scalar("type")
    if written is None:
        if scale is not None:
            return scale, ValueType.CHOICE
        return None, ValueType.TEXT if fields.has("options") else ValueType.NUMBER
    word = english_value(written.text.strip(), kind="type")
    if word is None and scale is None:
        return written.text.strip(), ValueType.CHOICE
    kind = ValueType.CHOICE if word is None else ValueType(word)
    if kind is ValueType.TABLE and fields.kind != "parameter":
        _unfit_type(written, desk=fields.desk, spot=fields.spot)
        kind = ValueType.NUMBER
    if scale is not None and word != "choice" and written.text.strip() != scale:
        _two_types(written, scale=scale, desk=fields.desk, spot=fields.spot)
    if kind is ValueType.CHOICE and scale is None:
        _scale_missing(written, desk=fields.desk, spot=fields.spot)
    return scale, kind


def _two_types(written: Scalar, *, scale: str, desk: Desk, spot: Spot) -> None:
    desk.refuse(
        "conflicting-keys",
        message=speak(
            "“类型”写了“{word}”，“序”写了“{scale}”，不是一回事",
            word=written.text.strip(),
            scale=scale,
        ),
        remedy=speak("只写 类型: {scale}，或删去“序”", scale=scale),
        place=written.place,
        spot=spot,
    )


def _scale_missing(written: Scalar, *, desk: Desk, spot: Spot) -> None:
    desk.refuse(
        "missing-key",
        message=speak("类型是序，但没有写是哪一个序"),
        remedy=speak("写上 序: 序的名字（在顶层“序”里列出）"),
        place=written.place,
        spot=spot,
    )


def columns_in(fields: Fields, *, key: str) -> Mapping[str, FieldSpec]:
    """Read declared columns: name → type word, scale name, list of words, or a block."""
    if not fields.has(key):
        return {}
    block = fields.block(key)
    columns: dict[str, FieldSpec] = {}
    for entry in () if block is None else block.entries:
        spot = fields.below(key).down(entry.key.text)
        name = declared_name(entry.key.text.strip())
        if name in columns:
            refuse_twice(entry.key, desk=fields.desk, spot=spot)
        else:
            columns[name] = column_of(entry.value, key=name, desk=fields.desk, spot=spot)
    return columns


def column_of(node: Node, *, key: str, desk: Desk, spot: Spot) -> FieldSpec:
    """Read one column from its shorthand or its block."""
    if isinstance(node, Listing):
        options = tuple(one.text.strip() for one in scalars_of(node, desk=desk, spot=spot))
        return FieldSpec(key, ValueType.TEXT, options=options, place=node.place)
    if not isinstance(node, Scalar):
        return field_of(open_block(node, kind="field", desk=desk, spot=spot), key=key)
    if node.is_empty:
        return FieldSpec(key, place=node.place)
    text = node.text.strip()
    word = english_value(text, kind="type")
    if word is None:
        return FieldSpec(key, ValueType.CHOICE, scale=text, place=node.place)
    if word in ("choice", "table"):
        _unfit_type(node, desk=desk, spot=spot)
    return FieldSpec(key, ValueType(word), place=node.place)


def _unfit_type(node: Scalar, *, desk: Desk, spot: Spot) -> None:
    desk.refuse(
        "unknown-word",
        message=speak("列的类型不能只写“{word}”", word=node.text.strip()),
        remedy=speak("写序的名字，或列出允许的词，或")
        + suggestion("", known=spellings_like(node.text, words=VALUES["type"])),
        place=node.place,
        spot=spot,
    )


def with_field(spec: InputSpec, *, wanted: FieldSpec, place: Place) -> InputSpec:
    """The input with one more field that a rule needs, in the unit of the value."""
    if wanted.key in spec.fields:
        fields = spec.fields
    else:
        added = replace(wanted, unit=wanted.unit or spec.value.unit, place=place)
        fields = MappingProxyType({**spec.fields, wanted.key: added})
    return replace(spec, fields=fields, needs_target=spec.needs_target or wanted.key == "目标")
