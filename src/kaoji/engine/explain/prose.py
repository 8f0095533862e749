"""Values and figures in words, in the language spoken."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kaoji.engine.explain.records import Evidence, FigureNote, Member
from kaoji.engine.explain.spoken import bracketed, joined, listed
from kaoji.engine.feel.show import shown
from kaoji.engine.plinth.exact import Rounding, exact_text, fixed_text
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.units import unit_word
from kaoji.engine.plinth.values import OneOf, Span, Value, is_unknown

#: A number with more decimals is told rounded, with the exact one beside it.
_MOST_PLACES = 6
_FEW_PLACES = 4
#: Places of the ends of an interval of a result.
PLACES = 2


def told(value: Value | None, *, unit: str | None = None) -> str:
    """A value in words."""
    if value is None:
        return speak("无")
    behind = _behind(unit, value=value)
    if isinstance(value, Span):
        return f"{_interval(value)}{behind}"
    if isinstance(value, OneOf):
        unknown = speak("未知")
        return f"{unknown}{bracketed(shown(value))}" if value.options else unknown
    if isinstance(value, Fraction):
        exact = "" if _is_short(value) else speak("（精确值 {exact}）", exact=exact_text(value))
        return f"{_number(value)}{behind}{exact}"
    return shown(value)


def _behind(unit: str | None, *, value: Value) -> str:
    """The unit as it stands behind a number."""
    if not unit or unit == "%":
        return unit or ""
    return f" {unit_word(unit, is_one=value == 1)}"


def _is_short(value: Fraction) -> bool:
    exact = exact_text(value)
    return "/" not in exact and len(exact.partition(".")[2]) <= _MOST_PLACES


def _number(value: Fraction) -> str:
    """The number, rounded where it would be endless: the exact one is told elsewhere."""
    if _is_short(value):
        return exact_text(value)
    return speak("约 {number}", number=fixed_text(value, places=_FEW_PLACES))


def briefly(value: Value | None) -> str:
    """A value within a longer sentence."""
    return _number(value) if isinstance(value, Fraction) else told(value)


def _interval(span: Span) -> str:
    if span.low is None and span.high is None:
        return speak("范围无法证明")
    low, high = outward(span.low, up=False), outward(span.high, up=True)
    if span.low is None:
        return speak("至多 {high}", high=high)
    if span.low == span.high:
        return _number(span.low)
    if span.high is None:
        return speak("至少 {low}", low=low)
    return speak("{low} 至 {high}", low=low, high=high)


def outward(end: Fraction | None, *, up: bool, places: int = _FEW_PLACES) -> str:
    """An end of an interval, rounded so that the interval stays sound."""
    if end is None:
        return "?"
    exact = exact_text(end)
    if "/" not in exact and len(exact.partition(".")[2]) <= places:
        return exact
    mode = Rounding.UP if up is (end > 0) else Rounding.DOWN
    return fixed_text(end, places=places, mode=mode)


def lies(span: Span) -> str:
    """Where a result lies while facts are missing, at the places that results are printed with:
    between its ends, or, when whatever comes it is the same, at that figure. It is open all the
    same: owed facts are still to come.
    """
    if span.low is not None and span.low == span.high:
        return speak("已可确定为 {figure}", figure=_number(span.low))
    low = outward(span.low, up=False, places=PLACES)
    high = outward(span.high, up=True, places=PLACES)
    return speak("在 {low} 至 {high} 之间", low=low, high=high)


def percent(value: Value | None) -> str:
    """A weight as it is written in the texts."""
    if not isinstance(value, Fraction):
        return told(value)
    exact = exact_text(value * 100)
    return exact_text(value) if "/" in exact else f"{exact}%"


def _named(evidence: Evidence) -> str:
    """What a facts row names as its proof."""
    parts = [
        evidence.document, evidence.issuer, evidence.date,
        evidence.evidence and speak("佐证：{text}", text=evidence.evidence),
        evidence.source and speak("来源：{text}", text=evidence.source),
        evidence.note and speak("备注：{text}", text=evidence.note), _scope(evidence.scope),
    ]  # fmt: skip
    if not any(parts[:6]):  # nothing names its proof: the row itself does
        parts.append(evidence.stands_in)
    return joined(parts)


def _scope(scope: str) -> str:
    """For whom the row stands, where that is not the subject itself."""
    if scope == "*":
        return speak("对全部对象")
    return speak("取自{scope}", scope=scope) if scope else ""


def proof(evidence: Evidence | None) -> str:
    """What a facts row names as its proof, in brackets."""
    return "" if evidence is None else bracketed(_named(evidence))


def figure(note: FigureNote) -> str:
    """One figure of a formula."""
    name, value = note.told_name, told(note.value, unit=note.unit)
    if note.kind == "past":
        return speak("{name} 为 {value}", name=name, value=listed(_pasts(note)))
    if note.kind == "group" and not note.members:
        return speak("{name}：无", name=name)
    if note.kind == "table":
        (row,) = note.members
        return speak(
            "查「{table}」表「{row}」得 {value}", table=row.coordinate, row=row.name, value=value
        )
    if note.members:
        return _gathered(note, name=name, value=value)
    if note.kind == "form":
        return speak("{name} 为 {value}", name=name, value=value)
    if note.kind == "fact" and is_unknown(note.value):
        return speak("{name} 尚缺（{value}）", name=name, value=value)
    clause = f"[{note.clause}]" if note.kind == "parameter" and note.clause else ""
    about = f"{clause}{proof(note.evidence)}"
    return speak("{name} {value}{about}", name=name, value=value, about=about)


def _gathered(note: FigureNote, *, name: str, value: str) -> str:
    """A figure with those that it was gathered from."""
    if note.kind != "fact":
        return _of_members(note, name=name)
    parts = (f"{_member(one, unit=note.unit)}{proof(one.evidence)}" for one in note.members)
    return speak("{name} {value}（由 {parts} 汇总）", name=name, value=value, parts=listed(parts))


def _of_members(note: FigureNote, *, name: str) -> str:
    members = listed(_member(one, unit=note.unit) for one in note.members)
    return speak("{name}：{members}", name=name, members=members)


def _member(one: Member, *, unit: str | None) -> str:
    return f"{one.name} {told(one.value, unit=unit)}"


def _pasts(note: FigureNote) -> Iterator[str]:
    """Earlier values, each with its period, its version and its proof."""
    for one in note.members:
        inner = "" if one.evidence is None else _named(one.evidence)
        about = joined((one.name, one.remark, inner))
        yield f"{told(one.value, unit=note.unit)}{bracketed(about)}"


def figures_text(notes: tuple[FigureNote, ...]) -> str:
    """Figures of a formula, one behind the other."""
    return joined(figure(note) for note in notes)


def with_figures(notes: tuple[FigureNote, ...]) -> str:
    """The figures behind a clause; nothing where there are none."""
    return speak("，其中 {figures}", figures=figures_text(notes)) if notes else ""
