"""Reading one cell by the type that its field declares: exact, in range, or a problem."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import cast

from kaoji.engine.facts.cells import shown
from kaoji.engine.facts.expected import Bounds
from kaoji.engine.facts.numbers import (
    CellFault,
    DateFault,
    NumberWord,
    read_date,
    read_number,
)
from kaoji.engine.facts.table import Cell
from kaoji.engine.facts.told import field_told, hinted, listed, truth_told
from kaoji.engine.plinth.exact import exact_text
from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.quick import is_below
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.spelling import nearest
from kaoji.engine.plinth.values import NOT_APPLICABLE, Choice, Value
from kaoji.engine.scheme.model import FieldSpec, ValueType

TRUTHS: Mapping[str, bool] = {
    **dict.fromkeys(("是", "有", "真", "true", "yes", "1", "√", "对", "同意"), True),
    **dict.fromkeys(("否", "无", "没有", "假", "false", "no", "0", "×", "错", "不同意"), False),
}

NO_BOUNDS = Bounds()


def read_cell(
    cell: Cell,
    *,
    spec: FieldSpec,
    bounds: Bounds = NO_BOUNDS,
    scales: Mapping[str, tuple[str, ...]],
    unit: str | None = None,
) -> Value | NumberWord | Problem:
    """Read a cell by its field's type.

    A word that stands for an absence comes back as `NumberWord`; `unit` is a unit that the
    column's header names. The problem names the cell's place.
    """
    if spec.type is ValueType.NUMBER:
        return _number(cell, spec=spec, bounds=bounds, unit=unit)
    text = cell.text.strip()
    if text in ("", "缺"):
        return NumberWord.MISSING
    if text.casefold() in ("不适用", "n/a"):
        return NOT_APPLICABLE
    return _word(cell, text=text, spec=spec, scales=scales)


def _word(
    cell: Cell, *, text: str, spec: FieldSpec, scales: Mapping[str, tuple[str, ...]]
) -> Value | Problem:
    match spec.type:
        case ValueType.TRUTH:
            known = TRUTHS.get(text.casefold())
            if known is not None:
                return known
            words = tuple(truth_told(value=value) for value in (True, False))
            return _not_among(cell, spec=spec, words=words)
        case ValueType.CHOICE:
            words = scales.get(spec.scale or "", ())
            if text in words:
                return Choice(spec.scale or "", text, words.index(text))
            return _not_among(cell, spec=spec, words=words)
        case ValueType.DATE:
            day = read_date(text)
            return day.problem(cell.place) if isinstance(day, DateFault) else day
        case _:
            if spec.options and text not in spec.options:
                return _not_among(cell, spec=spec, words=spec.options)
            return text


def _number(
    cell: Cell, *, spec: FieldSpec, bounds: Bounds, unit: str | None
) -> Value | NumberWord | Problem:
    text = cell.text
    if unit and text and not _has_unit(text):
        text += unit
    number = read_number(text, unit=spec.unit)
    if isinstance(number, CellFault):
        return number.problem(cell.place)
    if isinstance(number, NumberWord):
        return NOT_APPLICABLE if number is NumberWord.NOT_APPLICABLE else number
    return outside_range(number, name=spec.key, bounds=bounds, place=cell.place) or number


def outside_range(value: Value, *, name: str, bounds: Bounds, place: Place) -> Problem | None:
    """The problem of a number beyond its range."""
    if not isinstance(value, Fraction) or _is_inside(value, bounds=bounds):
        return None
    why = _outside(value, name=field_told(name), bounds=bounds)
    return Problem(
        "out-of-range",
        why,
        speak("核对数字和单位；若数字无误，请改方案里的「范围」"),
        place=place,
    )


def _has_unit(text: str) -> bool:
    return not text[-1].isdigit()


def _is_inside(number: Fraction, *, bounds: Bounds) -> bool:
    low, high = bounds.low, bounds.high
    return not (
        (low is not None and is_below(number, low)) or (high is not None and is_below(high, number))
    )


def _outside(number: Fraction, *, name: str, bounds: Bounds) -> str:
    if bounds.low is not None and is_below(number, bounds.low):
        return speak(
            "「{name}」填的是 {number}，低于范围下限 {low}",
            name=name,
            number=exact_text(number),
            low=exact_text(bounds.low),
        )
    return speak(
        "「{name}」填的是 {number}，高于范围上限 {high}",
        name=name,
        number=exact_text(number),
        high=exact_text(cast("Fraction", bounds.high)),
    )


def _not_among(cell: Cell, *, spec: FieldSpec, words: tuple[str, ...]) -> Problem:
    return Problem(
        "unknown-word",
        speak(
            "「{name}」填的是「{text}」，不在可选的词里",
            name=field_told(spec.key),
            text=shown(cell.text),
        ),
        hinted(speak("可选：{words}", words=listed(words)), guess=nearest(cell.text, known=words)),
        place=cell.place,
    )
