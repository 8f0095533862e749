"""Values as words: how messages and printed examples name them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import cast

from kaoji.engine.plinth.exact import exact_text
from kaoji.engine.plinth.values import Choice, Null, OneOf, Reason, Record, Span, Value

_NULLS = {Reason.NOT_APPLICABLE: "不适用", Reason.UNDEFINED: "无定义"}


def shown(value: Value) -> str:
    """The value as a reader sees it."""
    match value:
        case bool():
            return "是" if value else "否"
        case Fraction():
            return exact_text(value)
        case Choice():
            return value.word
        case date():
            return value.isoformat()
        case Null():
            return _NULLS[value.reason]
        case _:
            return value if isinstance(value, str) else _shown_parts(value)


def _shown_parts(value: Value) -> str:
    match value:
        case Span():
            return f"{_shown_end(value.low)}..{_shown_end(value.high)}"
        case OneOf():
            return "或".join(map(shown, value.options)) or "未知"
        case tuple():
            return f"[{', '.join(map(shown, value))}]"
        case _:
            record = cast("Record", value)
            return "、".join(f"{name}:{shown(one)}" for name, one in record.items())


def _shown_end(end: Fraction | None) -> str:
    return "?" if end is None else exact_text(end)


def kind_of(value: Value) -> str:
    """What sort of value it is."""
    for types, word in _SORTS:
        if isinstance(value, types):
            return word
    return "未知的值"


_SORTS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (bool, "真假值"),
    ((Fraction, Span), "数"),
    (str, "文字"),
    (Choice, "等级"),
    (date, "日期"),
    (Null, "空"),
    (tuple, "列表"),
    (Mapping, "记录"),
)
