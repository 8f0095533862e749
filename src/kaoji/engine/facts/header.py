"""Finding the header of a sheet: below titles, in one row or two, in Chinese or English.

A two-row header is joined column by column, as a person reads a merged one: 发文 above 机关 is
发文机关, 考核数据 above 数值 is 数值, and a unit in brackets belongs to the name above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice

from kaoji.engine.facts.clean import clean
from kaoji.engine.facts.columns import Columns, read_header
from kaoji.engine.facts.readers.grid import GridRow
from kaoji.engine.facts.typos import meant_column
from kaoji.engine.plinth.exact import parse_exact

#: How far down a header is looked for, in filled rows.
DEEPEST_HEADER = 30

_UNIT_ROW = re.compile(r"[(（\[【〔][^()（）]*[)）\]】〕]")

Texts = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class FoundHeader:
    """The header's texts by column, the row that it stands in, and the rows that follow."""

    texts: Texts
    row: GridRow
    rows: Iterator[GridRow]


def find_header(rows: Iterable[GridRow], *, columns: Columns) -> FoundHeader | None:
    """The first row, among the first thirty filled ones, that names enough known columns."""
    stream = filter(lambda row: any(map(clean, row.cells.values())), rows)
    head = list(islice(stream, DEEPEST_HEADER))
    for at, row in enumerate(head):
        texts = _texts(row)
        if not names_enough(texts, columns=columns):
            continue
        above = _texts(head[at - 1]) if at else {}
        if _completes(above, low=texts, columns=columns):
            texts = _joined(above, low=texts, columns=columns)
        after = at + 1
        below = _texts(head[after]) if after < len(head) else {}
        if _continues(below, top=texts, columns=columns):
            texts = _joined(texts, low=below, columns=columns)
            after += 1
        return FoundHeader(texts, row, chain(head[after:], stream))
    return None


def _texts(row: GridRow) -> dict[int, str]:
    cleaned = {column: clean(text) for column, text in sorted(row.cells.items())}
    return {column: text for column, text in cleaned.items() if text}


def _is_known(text: str, *, columns: Columns) -> bool:
    return read_header(text, columns=columns).column is not None


def names_enough(texts: Texts, *, columns: Columns) -> bool:
    """Tell whether the texts are a header: two known names, or the one that has to be there.

    A mistyped name counts too, so that it is told as such and the table is not "without header".
    """
    keys = {
        one.key
        for text in set(texts.values())
        if (one := read_header(text, columns=columns).column)
    }
    if columns.fewest == 1 and columns.anchor in keys:
        return True
    slips = {
        one.key
        for text in set(texts.values())
        if not _is_known(text, columns=columns)
        and (one := meant_column(text, columns=columns, present=keys))
    }
    return len(keys | slips) >= 2


def _completes(top: Texts, *, low: Texts, columns: Columns) -> bool:
    """Tell whether the row above holds known headers in columns that the found row leaves bare."""
    return any(_is_known(top[at], columns=columns) for at in top.keys() - low.keys())


def _continues(low: Texts, *, top: Texts, columns: Columns) -> bool:
    """Tell whether the row below is a second header row and not yet the first facts."""
    if any(parse_exact(text) is not None for text in low.values()):
        return False
    states = {
        _fit(text, at=at, low=low, top=top, columns=columns)
        for at, text in low.items()
        if text != top.get(at)
    }
    return states == {True}


def _fit(text: str, *, at: int, low: Texts, top: Texts, columns: Columns) -> bool:
    above = top.get(at)
    if above is None:
        start = max((column for column in top if column < at), default=0)
        return start in low and not _is_known(top[start], columns=columns)
    if _is_known(above, columns=columns):
        return _UNIT_ROW.fullmatch(text) is not None
    spans = at + 1 in low and at + 1 not in top
    return spans or any(_is_known(one, columns=columns) for one in (text, above + text))


def _joined(top: Texts, *, low: Texts, columns: Columns) -> dict[int, str]:
    joined: dict[int, str] = {}
    carried = ""
    for at in sorted(top.keys() | low.keys()):
        above, below = top.get(at, ""), low.get(at, "")
        if above:
            # A name with nothing below it stands for both rows and spans no neighbours.
            carried = above if below else ""
        joined[at] = _one_name(above or carried, below=below, columns=columns)
    return joined


def _one_name(above: str, *, below: str, columns: Columns) -> str:
    if not below or below == above:
        return above
    is_alone = not _is_known(above + below, columns=columns) and _is_known(below, columns=columns)
    return below if is_alone else above + below
