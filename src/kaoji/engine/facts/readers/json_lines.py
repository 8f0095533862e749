"""JSON lines: one object a line; numbers are kept as their own characters."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kaoji.engine.facts.readers import grid
from kaoji.engine.facts.readers.grid import GridRow, Sheet
from kaoji.engine.facts.readers.text import decoded
from kaoji.engine.facts.report import Report
from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import speak


class _NotFinite(str):
    """`NaN` or `Infinity`: characters that JSON itself does not know."""

    __slots__ = ()


class _Pairs(tuple[tuple[str, object], ...]):
    """The members of one object in order, doubled ones too."""

    __slots__ = ()


_DECODER = json.JSONDecoder(
    parse_float=str, parse_int=str, parse_constant=_NotFinite, object_pairs_hook=_Pairs
)


def read_json_lines(data: bytes, *, file: str, report: Report) -> Iterator[Sheet]:
    """The one sheet of a JSON lines file; its columns are the names in order of appearance."""
    text = decoded(data, file=file)
    if isinstance(text, Problem):
        report.add(text)
        return
    columns: dict[str, int] = {}
    rows = list(_rows(text, columns=columns, file=file, report=report))
    yield Sheet(None, rows, headers=tuple(columns))


def _rows(text: str, *, columns: dict[str, int], file: str, report: Report) -> Iterator[GridRow]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        if number > grid.MOST_ROWS:
            report.add(grid.too_many_rows(Place(file, line=number)))
            return
        pairs = _object(line, place=Place(file, line=number))
        if isinstance(pairs, Problem):
            report.add(pairs)
        elif _new_names(pairs, columns=columns) > grid.MOST_COLUMNS - len(columns):
            report.add(_too_many_names(Place(file, line=number)))
            return
        else:
            yield _row(pairs, number=number, columns=columns)


def _new_names(pairs: _Pairs, *, columns: dict[str, int]) -> int:
    return len({name for name, _ in pairs if name not in columns})


def _object(line: str, *, place: Place) -> _Pairs | Problem:
    try:
        value = _DECODER.decode(line.strip())
    except json.JSONDecodeError as error:
        why = speak("这一行第 {at} 个字符处不合 JSON 的写法", at=error.colno)
        return _bad(why, place=place)
    except RecursionError:
        return _bad(speak("这一行套得太深"), place=place)
    if isinstance(value, _Pairs):
        return value
    return _bad(speak("这一行不是一个对象 {…}"), place=place)


def _row(pairs: _Pairs, *, number: int, columns: dict[str, int]) -> GridRow:
    cells: dict[int, str] = {}
    faults: dict[int, str] = {}
    for name, value in pairs:
        at = columns.setdefault(name, len(columns) + 1)
        if at in cells:
            faults[at] = "duplicate-member"
        cells[at] = _text(value)
        if isinstance(value, _NotFinite):
            faults[at] = "not-finite"
        elif isinstance(value, _Pairs | list):
            faults[at] = "nested-value"
    return GridRow(number, cells, line=number, faults=faults)


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case _Pairs():
            return "{…}"
        case list():
            return "[…]"
        case _:
            return str(value)


def _too_many_names(place: Place) -> Problem:
    return Problem(
        "too-many-cells",
        speak("到这一行，不同的名字超过了 {most} 个，从这一行起没有读", most=grid.MOST_COLUMNS),
        speak("核对名字里是否夹着编号或日期：名字是列名，每行都用同样的几个"),
        place=place,
    )


def _bad(why: str, *, place: Place) -> Problem:
    remedy = speak("每行写一个完整的对象 {…}，行间不加逗号")
    return Problem("bad-json", why, remedy, place=place)
