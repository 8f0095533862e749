"""What a row of a list has: its columns as the scheme and the contract of the facts table know
them, with what may stand in each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from kaoji.engine.plan.owed import Owed, OwedColumn
from kaoji.engine.plinth.exact import exact_text
from kaoji.engine.plinth.units import unit_word
from kaoji.engine.scheme.model import InputSpec

VALUE, COUNT, STATE, NOTE = "数值", "件数", "状态", "备注"
ITEM, NUMBER, DAY, PAPER = "事项", "编号", "日期", "文号"
RATER, RATER_CLASS = "评分人", "评分人类别"


@dataclass(frozen=True, slots=True)
class RowColumn:
    """One column of a list, as a sheet keeps it."""

    name: str
    kind: str = "text"
    measure: str = ""
    low: str = ""
    high: str = ""
    options: list[str] = field(default_factory=list)
    is_required: bool = False
    is_whole: bool = False
    takes_nil: bool = False

    def as_json(self) -> dict[str, Any]:
        """As it is stored."""
        return asdict(self)

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> RowColumn:
        """As it was stored."""
        return cls(**told)


@dataclass(frozen=True, slots=True)
class ListAsked:
    """A list that a scheme asks for, in some periods."""

    key: str
    kind: str
    supplier: str
    clause: str
    periods: tuple[str, ...]
    columns: tuple[RowColumn, ...]


def columns_of(owed: Owed, *, spec: InputSpec | None) -> tuple[RowColumn, ...]:
    """The columns of a list's rows, in the order in which somebody fills them in."""
    columns = [_column(one, owed=owed, spec=spec) for one in owed.columns]
    if NOTE not in {one.name for one in columns}:
        columns.append(RowColumn(NOTE))
    return tuple(columns)


def _column(one: OwedColumn, *, owed: Owed, spec: InputSpec | None) -> RowColumn:
    is_value = one.name == VALUE
    low, high = (owed.bounds.low, owed.bounds.high) if is_value else (None, None)
    return RowColumn(
        one.name,
        # A number that is chosen from words is a word here: the engine reads what it is worth.
        kind="text" if one.values else one.type,
        measure=unit_word(owed.unit if is_value else one.unit),
        low="0" if one.name == COUNT else "" if low is None else exact_text(low),
        high="" if high is None else exact_text(high),
        options=list(one.values),
        is_required=one.name in set(_required(owed, spec=spec)),
        is_whole=one.name == COUNT,
    )


def _required(owed: Owed, *, spec: InputSpec | None) -> Iterator[str]:
    """What the engine refuses a row without."""
    if owed.row_kind == "ballot":
        yield VALUE
        if len(next(one.values for one in owed.columns if one.name == RATER_CLASS)) > 1:
            yield RATER_CLASS
        return
    if owed.row_kind == "plan":
        yield ITEM
        return
    if spec is None:
        return
    yield from (name for name, one in spec.fields.items() if one.required)
    if spec.value.required:
        yield VALUE
    if spec.must_confirm:
        yield STATE
