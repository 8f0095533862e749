"""Values as words: how messages and printed examples name them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import cast

from kaoji.engine.plinth.exact import exact_text
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.plinth.values import Choice, Null, OneOf, Reason, Record, Span, Value

_NULLS = {Reason.NOT_APPLICABLE: marked("不适用"), Reason.UNDEFINED: marked("无定义")}


def shown(value: Value) -> str:
    """The value as a reader sees it."""
    match value:
        case bool():
            return speak("是") if value else speak("否")
        case Fraction():
            return exact_text(value)
        case Choice():
            return value.word
        case date():
            return value.isoformat()
        case Null():
            return speak(_NULLS[value.reason])
        case _:
            return value if isinstance(value, str) else _shown_parts(value)


def _shown_parts(value: Value) -> str:
    match value:
        case Span():
            return f"{_shown_end(value.low)}..{_shown_end(value.high)}"
        case OneOf():
            return speak("或").join(map(shown, value.options)) or speak("未知")
        case tuple():
            return f"[{', '.join(map(shown, value))}]"
        case _:
            record = cast("Record", value)
            return speak("、").join(f"{name}:{shown(one)}" for name, one in record.items())


def _shown_end(end: Fraction | None) -> str:
    return "?" if end is None else exact_text(end)


def kind_of(value: Value) -> str:
    """What sort of value it is."""
    for types, word in _SORTS:
        if isinstance(value, types):
            return speak(word)
    return speak("未知的值")


def described(value: Value) -> str:
    """What sort of value it is, and the value."""
    return speak("{kind}「{value}」", kind=kind_of(value), value=shown(value))


_SORTS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (bool, marked("真假值")),
    ((Fraction, Span), marked("数")),
    (str, marked("文字")),
    (Choice, marked("等级")),
    (date, marked("日期")),
    (Null, marked("空")),
    (tuple, marked("列表")),
    (Mapping, marked("记录")),
)
