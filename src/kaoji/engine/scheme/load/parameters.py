"""参数: amounts that the text leaves open, fixed by default, by class, by date or as a table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.load.amounts import formula_of, is_open
from kaoji.engine.scheme.load.desk import Desk, Spot
from kaoji.engine.scheme.load.inputs import field_of
from kaoji.engine.scheme.load.shapes import Fields, date_of, open_block
from kaoji.engine.scheme.load.tables import table_in
from kaoji.engine.scheme.load.typed import typed_in, typed_of
from kaoji.engine.scheme.model import FieldSpec, Formula, Parameter, Schedule, ValueType
from kaoji.engine.scheme.source import Block, Node, Scalar

_CONTENT = ("keys", "cells", "bands", "rules")


def parameter_of(node: Node, *, name: str, desk: Desk, spot: Spot) -> Parameter:
    """Read a parameter from its block, from its default alone, or from 待定."""
    if isinstance(node, Block):
        return _from_block(open_block(node, kind="parameter", desk=desk, spot=spot), name=name)
    if isinstance(node, Scalar) and is_open(node.text.strip()):
        return Parameter(name, place=node.place)
    default = formula_of(node, desk=desk, spot=spot)
    return Parameter(name, required=default is None, default=default, place=node.place)


def _from_block(fields: Fields, *, name: str) -> Parameter:
    spec = field_of(fields, key=name)
    is_table = spec.type is ValueType.TABLE or any(fields.has(key) for key in _CONTENT)
    table = table_in(fields, name=name) if is_table else None
    filled = table is not None and bool(table.cells or table.bands)
    default = _default(fields, spec=spec)
    by_class, dated_by_class = _classes(fields, spec=spec)
    _refuse_two_ways(fields)
    dated = _dated(fields, spec=spec)
    has_value = default is not None or bool(dated) or filled
    return Parameter(
        name=name,
        type=ValueType.TABLE if is_table else spec.type,
        scale=spec.scale,
        unit=spec.unit,
        required=fields.truth("required") if fields.has("required") else not has_value,
        default=default,
        by_class=by_class,
        dated=dated,
        dated_by_class=dated_by_class,
        table=table,
        options=spec.options,
        low=spec.low,
        high=spec.high,
        clause=fields.text("clause"),
        place=fields.place,
    )


def _default(fields: Fields, *, spec: FieldSpec) -> Formula | None:
    """The default; 待定 says once more that there is none."""
    node = fields.node("default")
    if isinstance(node, Scalar) and is_open(node.text.strip()):
        return None
    return typed_in(fields, key="default", kind=spec.type, unit=spec.unit)


def _classes(
    fields: Fields, *, spec: FieldSpec
) -> tuple[Mapping[str, Formula], Mapping[str, Schedule]]:
    """Values by class; a class may have a schedule of its own."""
    block = fields.block("by_class") if fields.has("by_class") else None
    values: dict[str, Formula] = {}
    schedules: dict[str, Schedule] = {}
    for entry in () if block is None else block.entries:
        name = entry.key.text.strip()
        spot = fields.below("by_class").down(name)
        if isinstance(entry.value, Block):
            own = open_block(entry.value, kind="schedule", desk=fields.desk, spot=spot)
            schedules.setdefault(name, _dated(own, spec=spec))
            value = _default(own, spec=spec)
        else:
            value = typed_of(
                entry.value, kind=spec.type, unit=spec.unit, desk=fields.desk, spot=spot
            )
        if value is not None:
            values.setdefault(name, value)
    return MappingProxyType(values), MappingProxyType(schedules)


def _refuse_two_ways(fields: Fields) -> None:
    """分类 and 分期 side by side do not say which of them a class goes by."""
    if fields.has("by_class") and fields.has("dated"):
        fields.desk.refuse(
            "conflicting-keys",
            message=speak("“分类”和“分期”并排写，说不清各类单位按哪一个"),
            remedy=speak(
                "各类各有分期的写 分类: {山区: {分期: {2025-01-01: 60}}}；各类相同的只写 分期"
            ),
            place=fields.at("dated"),
            spot=fields.spot,
        )


def _dated(fields: Fields, *, spec: FieldSpec) -> Schedule:
    """Values by the day from which they hold, the earliest first."""
    block = fields.block("dated") if fields.has("dated") else None
    found: list[tuple[date, Formula]] = []
    for entry in () if block is None else block.entries:
        spot = fields.below("dated").down(entry.key.text.strip())
        day = date_of(entry.key, desk=fields.desk, spot=spot)
        value = typed_of(entry.value, kind=spec.type, unit=spec.unit, desk=fields.desk, spot=spot)
        if day is not None and value is not None:
            found.append((day, value))
    return tuple(sorted(found, key=lambda pair: pair[0]))
