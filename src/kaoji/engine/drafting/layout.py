"""What stands where on a sheet: proposed by the words of the head, changed by people."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kaoji.engine.drafting.sheet import Cell, Table
from kaoji.engine.plinth.exact import parse_decimal
from kaoji.engine.plinth.speech import marked


class Meaning(StrEnum):
    """What a column of the table means."""

    LEVEL = "level"
    POINTS = "points"
    WEIGHT = "weight"
    RULE = "rule"
    SOURCE = "source"
    UNIT = "unit"
    SERIAL = "serial"
    REMARK = "remark"
    UNUSED = "unused"


#: How a person is told of each.
MEANINGS = {
    Meaning.LEVEL: marked("指标（由左到右一级比一级细）"),
    Meaning.POINTS: marked("分值"),
    Meaning.WEIGHT: marked("权重（占总分的百分数）"),
    Meaning.RULE: marked("计分办法"),
    Meaning.SOURCE: marked("责任单位、数据来源"),
    Meaning.UNIT: marked("计量单位"),
    Meaning.SERIAL: marked("序号"),
    Meaning.REMARK: marked("备注"),
    Meaning.UNUSED: marked("不用"),
}
#: Words of heads, the narrower first: the first that is found counts.
_WORDS = (
    (Meaning.SERIAL, re.compile(r"^(?:序号|编号|序|No\.?)$")),
    (
        Meaning.RULE,
        re.compile(r"(?:计分|评分|扣分|考核|评价|考评)(?:办法|标准|细则|方法|规则|说明)"),
    ),
    (Meaning.WEIGHT, re.compile(r"权重|比重")),
    (Meaning.POINTS, re.compile(r"分值|满分|标准分|基准分|基本分|^分数$")),
    (Meaning.UNIT, re.compile(r"计量单位|^单位$")),
    (
        Meaning.SOURCE,
        re.compile(r"(?:责任|牵头|考核|提供|评分|考评|实施)(?:单位|部门|科室)|数据来源|信息来源"),
    ),
    (Meaning.REMARK, re.compile(r"备注|^说明$")),
    (
        Meaning.LEVEL,
        re.compile(
            r"[一二三四123]级指标|(?:考核|考评|评价|指标)?(?:项目|类别|内容|要点|指标|大项|小项|事项)"
            r"|^指标|目标任务|维度|板块"
        ),
    ),
)
_FOOT = re.compile(r"^(?:[（(]?注\d*|[（(]?备注|说明|填表|制表|审核|备　?注)[\d]*[:：、.）)]|^注")


@dataclass(frozen=True, slots=True)
class Layout:
    """The head's rows, the last row of data, and the meaning of each column."""

    head_first: int
    head_last: int
    last: int
    meanings: Mapping[int, Meaning]

    def columns(self, *meanings: Meaning) -> tuple[int, ...]:
        """The columns with one of these meanings, left to right."""
        return tuple(at for at in sorted(self.meanings) if self.meanings[at] in meanings)


def propose(table: Table) -> Layout:
    """What the words of the sheet suggest."""
    first = _head_row(table)
    last = _head_end(table, first=first)
    heads = heads_of(table, first=first, last=last)
    return Layout(first, last, _last_row(table, after=last), _meanings(heads))


def heads_of(table: Table, *, first: int, last: int) -> dict[int, tuple[str, ...]]:
    """The texts of each column's head from top to bottom; a wide cell heads all it covers."""
    heads: dict[int, list[str]] = {column: [] for column in table.columns}
    for row in range(first, last + 1):
        carried = ""
        for column in table.columns:
            text = table.text(row, column=column)
            carried = text or (carried if row < last else "")
            if carried and carried not in heads[column]:
                heads[column].append(carried)
    return {column: tuple(texts) for column, texts in heads.items()}


def meaning_of(heads: tuple[str, ...]) -> Meaning:
    """What the words of a head suggest: its lowest row first."""
    for text in reversed(heads):
        found = _meaning(text)
        if found is not None:
            return found
    return Meaning.UNUSED


def _meaning(text: str) -> Meaning | None:
    plain = re.sub(r"\s", "", text)
    if len(plain) > 16:
        return None
    return next((meaning for meaning, words in _WORDS if words.search(plain)), None)


def _meanings(heads: Mapping[int, tuple[str, ...]]) -> dict[int, Meaning]:
    """One column tells the rule; what else sounds like it is left to people."""
    return {column: meaning_of(texts) for column, texts in heads.items()}


def _head_row(table: Table) -> int:
    """The first row that has two heads; the first row of the sheet where none has."""
    for row in table.rows:
        known = {cell.text for cell in table.row(row) if _meaning(cell.text) is not None}
        if len(known) >= 2:
            return row
    return table.rows[0]


def _head_end(table: Table, *, first: int) -> int:
    last = first
    for row in table.rows:
        if row == last + 1 and all(_goes_on(table.row(row), above=table, row=last)):
            last = row
    return last


def _goes_on(cells: tuple[Cell, ...], *, above: Table, row: int) -> Iterator[bool]:
    """Whether every cell of a row is one more head, or the one above merged down."""
    fresh = [one for one in cells if not one.is_filled]
    yield bool(fresh)
    for cell in fresh:
        is_name = len(cell.text) <= 16 and parse_decimal(cell.text) is None
        is_below = above.text(row, column=cell.column) == ""
        yield is_name and (_meaning(cell.text) is not None or is_below)


def _last_row(table: Table, *, after: int) -> int:
    """The last row that is no note at the foot."""
    last = after
    for row in table.rows:
        if row > after and not is_foot(table.row(row)):
            last = row
    return last


def is_foot(cells: tuple[Cell, ...]) -> bool:
    """A row that holds one note and nothing else."""
    own = [one for one in cells if not one.is_filled]
    return len(own) == 1 and _FOOT.search(own[0].text) is not None
