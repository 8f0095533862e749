"""Inputs: supplied by somebody, dated by a date, read row by row without 件数."""

from __future__ import annotations

from collections.abc import Iterator

from kaoji.engine.feel.names import names_in
from kaoji.engine.plinth.names import TAKEN_COLUMNS, spoken_path
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.checks.amounts import bars_in, items_of
from kaoji.engine.scheme.model import Events, FieldSpec, InputSpec, Scheme, ValueType
from kaoji.engine.scheme.words import spelled

DATE = "日期"
#: Columns that say whose row it is, of what, how much, and whether it counts: no field can be
#: called so.
TAKEN = tuple((chinese, english) for english, chinese in TAKEN_COLUMNS.items())


def check(scheme: Scheme) -> Iterator[Problem]:
    """Check event lists, columns and suppliers."""
    for item in items_of(scheme):
        if isinstance(item.source, Events):
            yield from _per_row(item.source, path=item.path)
    for spec in inputs_of(scheme):
        yield from _taken(spec)
        yield from _dated(spec)
    yield from _suppliers(scheme)


def inputs_of(scheme: Scheme) -> Iterator[InputSpec]:
    """What declared facts and leaves ask of the facts table."""
    yield from scheme.facts
    for item in items_of(scheme):
        if item.input is not None:
            yield item.input


def columns_of(spec: InputSpec) -> tuple[FieldSpec, ...]:
    """The value of an input and its declared fields."""
    return (spec.value, *spec.fields.values())


def _taken(spec: InputSpec) -> Iterator[Problem]:
    """A declared field that the table's own column of that name would hide."""
    for name, column in spec.fields.items():
        taken = next((words for words in TAKEN if name in words), None)
        if taken is not None:
            message = speak(
                "「{name}」是数据表自己的一列，不能另作一列填的内容", name=spelled(taken)
            )
            yield Problem(
                "reserved-key",
                message,
                speak("换一个名字"),
                place=column.place,
                path=spec.path,
            )


def _per_row(events: Events, *, path: str) -> Iterator[Problem]:
    """每条 is the value of one: the list itself multiplies by 件数."""
    for name in names_in(events.per_row.expression):
        if name.parts[0] in ("件数", "count"):
            yield Problem(
                "count-in-row",
                speak("「{path}」的每条里用了件数：汇总时还会再乘一次", path=spoken_path(path)),
                speak("每条只写一件的分值，件数由汇总来乘"),
                place=events.per_row.place,
                path=path,
            )
            return


def _dated(spec: InputSpec) -> Iterator[Problem]:
    """计期 names a date that the rows have."""
    name = spec.date_field
    if name is None or name in (DATE, "date"):
        return
    column = spec.fields.get(name)
    if column is None or column.type is not ValueType.DATE:
        yield Problem(
            "bad-date-column",
            speak(
                "「{path}」按「{name}」计期，而「{name}」没有这一列",
                path=spoken_path(spec.path),
                name=name,
            )
            if column is None
            else speak(
                "「{path}」按「{name}」计期，而「{name}」不是日期",
                path=spoken_path(spec.path),
                name=name,
            ),
            speak("在 条目 里写 {name}: 日期", name=name),
            place=spec.place,
            path=spec.path,
        )


def _suppliers(scheme: Scheme) -> Iterator[Problem]:
    """Once the scheme says of some fact who supplies it, it says so of all."""
    # The list of a bar or veto comes from the authority that it names.
    cases = {bar.name for bar in bars_in(scheme)} | {veto.name for veto in scheme.vetoes}
    stated = (spec for spec in inputs_of(scheme) if spec.path not in cases)
    if not any(spec.supplier is not None for spec in stated):
        return
    for spec in scheme.facts:
        if spec.supplier is None and spec.feed is None and spec.path not in cases:
            yield Problem(
                "no-supplier",
                speak("事实「{path}」没有写由谁提供", path=spoken_path(spec.path)),
                speak("写 责任单位"),
                "warning",
                place=spec.place,
                path=spec.path,
            )
