"""Which column of a sheet holds what: known columns, further ones, units; faults of the header."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kaoji.engine.facts.cells import shown
from kaoji.engine.facts.columns import Column, Columns, Header, bare_header, read_header
from kaoji.engine.facts.readers.grid import MOST_COLUMNS
from kaoji.engine.facts.report import Report
from kaoji.engine.facts.told import column_told, twin_told
from kaoji.engine.facts.typos import meant_column
from kaoji.engine.plinth.names import TWINS
from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import speak


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one sheet: where each text of a row goes, and under which name.

    `numbers` are the columns of figures; `width` is how many fields the header has where the
    format counts fields, so that a row with more of them has come apart.
    """

    columns: tuple[int, ...]
    known: Mapping[str, int]
    extra: Mapping[str, int]
    units: Mapping[str, str]
    numbers: frozenset[int] = frozenset()
    width: int = MOST_COLUMNS
    is_faulty: bool = False

    def with_unnamed(self, columns: Sequence[int]) -> Layout:
        """The layout with more columns, for cells that stand under no header."""
        more = {unnamed(column): at for at, column in enumerate(columns, start=len(self.columns))}
        return replace(self, columns=(*self.columns, *columns), extra={**self.extra, **more})


#: So many faulty columns are told one by one; a header gone wrong as a whole has thousands.
MOST_COLUMNS_TOLD = 20


def first_told(faults: Sequence[Problem], *, place: Place) -> Iterator[Problem]:
    """The faults of the first columns, and one line that counts the columns left out."""
    yield from faults[:MOST_COLUMNS_TOLD]
    left_out = faults[MOST_COLUMNS_TOLD:]
    if left_out:
        worst = min((fault.severity for fault in left_out), key=_SEVERITIES.index)
        yield Problem(
            "more-problems",
            speak("另有 {count} 列的列名也有问题，没有列出", count=len(left_out)),
            speak("先改正列出的，再检查一次"),
            severity=worst,
            place=place,
        )


_SEVERITIES = ("error", "warning", "note")


def unnamed(column: int) -> str:
    """What a column without header is called."""
    return speak("第{column}列", column=column)


def lay_out(
    texts: Mapping[int, str],
    *,
    columns: Columns,
    place: Place,
    report: Report,
    width: int | None = None,
    declared: Collection[str] = (),
) -> Layout:
    """Turn the header's texts into a layout; report headers that are doubled or mistyped.

    `declared` are further headers that a scheme reads: they are never taken for typing errors,
    and 人数(人) is found under 人数.
    """
    headers = {
        at: _as_declared(read_header(text, columns=columns), declared=declared)
        for at, text in texts.items()
    }
    faults = (
        *_doubled(headers, place=place),
        *_mistyped(headers, columns=columns, place=place, declared=declared),
    )
    for fault in first_told(faults, place=place):
        report.add(fault)
    named = _named(headers)
    known, extra = (
        {name: position for position, (name, is_known) in enumerate(named) if is_known is wanted}
        for wanted in (True, False)
    )
    figures = {at: header for at, header in headers.items() if header.holds_figures}
    return Layout(
        tuple(headers),
        known,
        extra,
        {
            name: one.unit
            for (name, _), one in zip(named, headers.values(), strict=True)
            if one.unit
        },
        numbers=frozenset(figures),
        width=MOST_COLUMNS if width is None else width,
        is_faulty=bool(faults),
    )


def _as_declared(header: Header, *, declared: Collection[str]) -> Header:
    if header.column is not None or header.text in declared:
        return header
    bare = bare_header(header.text)
    spellings = (bare, TWINS.get(bare.casefold(), bare))
    return next((replace(header, text=one) for one in spellings if one in declared), header)


def _named(headers: Mapping[int, Header]) -> list[tuple[str, bool]]:
    """Each column's name, and whether it is a known one; a doubled one is further data."""
    named: dict[str, bool] = {}
    for at, header in headers.items():
        if header.name in named:
            named[f"{header.text}·{unnamed(at)}"] = False
        else:
            named[header.name] = header.column is not None
    return list(named.items())


def _doubled(headers: Mapping[int, Header], *, place: Place) -> list[Problem]:
    first: dict[str, int] = {}
    faults = []
    for at, header in headers.items():
        before = first.setdefault(header.name, at)
        if before != at:
            faults.append(
                Problem(
                    "duplicate-header",
                    speak(
                        "列名「{name}」出现了两次：第 {before} 列和第 {at} 列",
                        name=shown(header.text),
                        before=before,
                        at=at,
                    ),
                    speak("每个列名只留一列；若是另外的数据，请换一个列名"),
                    place=replace(place, column=at),
                )
            )
    return faults


def _mistyped(
    headers: Mapping[int, Header], *, columns: Columns, place: Place, declared: Collection[str]
) -> list[Problem]:
    present = {header.column.key for header in headers.values() if header.column}
    faults = []
    for at, header in headers.items():
        if header.column is not None or header.text in declared:
            continue
        meant = meant_column(header.text, columns=columns, present=present)
        if meant is not None:
            faults.append(_slip(header, meant=meant, place=replace(place, column=at)))
    return faults


def _slip(header: Header, *, meant: Column, place: Place) -> Problem:
    return Problem(
        "header-typo",
        speak(
            "列名「{name}」与「{meant}」{twin}只差一个字",
            name=shown(header.text),
            meant=column_told(meant),
            twin=twin_told(meant),
        ),
        speak(
            "若就是「{meant}」请改正；若是另外一列，请换一个不相近的列名", meant=column_told(meant)
        ),
        place=place,
    )
