"""What a leaf or a declared fact asks of the facts table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from kaoji.engine.plinth.problem import NOWHERE, Place
from kaoji.engine.scheme.model.amounts import Formula

if TYPE_CHECKING:
    from kaoji.engine.scheme.model.sources import Feed


class RowKind(StrEnum):
    """What a facts row of a key is (scheme.md §8)."""

    QUANTITY = "quantity"  # 量
    EVENT = "event"  # 条目
    BALLOT = "ballot"  # 票
    PLAN = "plan"  # 计划


class ValueType(StrEnum):
    """The type of an input or derived value."""

    NUMBER = "number"  # 数
    TRUTH = "truth"  # 是否
    CHOICE = "choice"  # 序
    DATE = "date"  # 日期
    TEXT = "text"  # 文字
    SUBJECT = "subject"  # 对象
    TABLE = "table"  # 表 (parameters only)


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One typed field: 数值, 目标, or a declared column of an event list or plan."""

    key: str
    type: ValueType = ValueType.NUMBER
    unit: str | None = None
    low: Formula | None = None
    high: Formula | None = None
    scale: str | None = None  # name of the 序 when type is CHOICE
    options: tuple[str, ...] = ()  # allowed words when type is TEXT and they are listed
    required: bool = False
    clause: str | None = None
    place: Place = field(default=NOWHERE, compare=False)


class Carry(StrEnum):
    """How a fact of another grain may serve."""

    NONE = "none"
    CARRY = "carry"  # 沿用: the containing period's fact serves
    GATHER = "gather"  # 汇总: the finer periods' facts are summed


@dataclass(frozen=True, slots=True)
class InputSpec:
    """What a leaf or a declared fact asks of the facts table."""

    path: str
    row_kind: RowKind = RowKind.QUANTITY
    value: FieldSpec = field(default_factory=lambda: FieldSpec("数值"))
    fields: Mapping[str, FieldSpec] = field(default_factory=lambda: MappingProxyType({}))
    timeless: bool = False  # 不分期
    carry: Carry = Carry.NONE
    basis: str | None = None  # 口径: 当期 / 累计 …
    nil_return: bool = False  # 零报告 asked for
    must_confirm: bool = False  # 须认定
    date_field: str | None = None  # 计期: which date counts (default 日期)
    history_first: Formula | None = None  # 首期: value of a period before the first one
    needs_target: bool = False
    supplier: str | None = None  # 数据责任单位
    feed: Feed | None = None  # 引用 beside 计分 or under 事实: where 数值 comes from
    clause: str | None = None
    place: Place = field(default=NOWHERE, compare=False)
