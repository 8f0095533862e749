"""Nodes of the indicator tree and what stands beside them: derived values, parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from kaoji.engine.plinth.periods import Grain
from kaoji.engine.plinth.problem import NOWHERE, Place
from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.model.amounts import Formula, RoundingRule
from kaoji.engine.scheme.model.inputs import InputSpec, ValueType
from kaoji.engine.scheme.model.sources import Source, Table


class Role(StrEnum):
    """What a node does to its parent."""

    SCORED = "scored"
    BONUS = "bonus"
    DEDUCTION = "deduction"


class Combine(StrEnum):
    """合成: how a group makes one value of its children."""

    SUM = "sum"
    WEIGHTED = "weighted"
    HIGHEST = "highest"
    LOWEST = "lowest"
    MEAN = "mean"
    GEOMETRIC = "geometric"
    FORMULA = "formula"


class MissingPolicy(StrEnum):
    """缺: what a settled absence means; without one the node is incomplete."""

    ZERO = "zero"  # 零分
    FULL = "full"  # 满分
    REMOVE = "remove"  # 移出 (and rescale the siblings)
    AVAILABLE = "available"  # 以已到者计
    WHOLE_ZERO = "whole_zero"  # 全案为零
    NO_RANK = "no_rank"  # 不排名


class NotApplicablePolicy(StrEnum):
    """不适用: what the parent does with a node that does not apply by plan."""

    SHARE_OUT = "share_out"  # 重摊
    RESCALE = "rescale"  # 移出并折合
    FULL = "full"  # 计满分
    ZERO = "zero"  # 计零


@dataclass(frozen=True, slots=True)
class AbsenceRule:
    """A 不适用 or 无定义 policy, with the ancestor whose scale takes the difference up."""

    policy: NotApplicablePolicy | None = None
    to: str | None = None  # ancestor path or name; default the parent
    value: Formula | None = None  # 无定义 only: the stated value
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Parts:
    """周期: the parts of a period and their weights; equal = a plain mean."""

    names: tuple[str, ...] = ()  # 中期评估, 上半年, 一季度, 7月 …
    grain: Grain | None = None  # every piece of this grain instead of names
    weights: tuple[Formula, ...] = ()  # one per name, or one for all pieces; empty = mean
    dates: Mapping[str, tuple[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    place: Place = field(default=NOWHERE, compare=False)


class Effect(StrEnum):
    """What a failed requirement does."""

    ERROR = "error"  # 错误
    UNLOCKED = "unlocked"  # 不锁定
    WARNING = "warning"  # 警告


@dataclass(frozen=True, slots=True)
class Requirement:
    """校验: a condition over facts and nodes, and its effect when it fails."""

    condition: Formula
    text: str
    effect: Effect = Effect.ERROR
    clause: str | None = None
    per_row: bool = False
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Item:
    """A scored node: a group with children, or a leaf with a source."""

    key: str
    path: str
    name: str = ""
    aliases: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    role: Role = Role.SCORED
    clause: str | None = None
    reading: str | None = None
    points: Formula | None = None
    weight: Formula | None = None
    full: Formula | None = None
    children: tuple[Item, ...] = ()
    combine: Combine | None = None
    combine_formula: Formula | None = None
    parts: Parts | None = None
    source: Source | None = None
    input: InputSpec | None = None
    cap: Formula | None = None
    floor: Formula | None = None
    rounding: RoundingRule | None = None
    missing: MissingPolicy | None = None
    applies: Formula | None = None
    not_applicable: AbsenceRule | None = None
    undefined: AbsenceRule | None = None
    requirements: tuple[Requirement, ...] = ()
    unit: str | None = None
    place: Place = field(default=NOWHERE, compare=False)
    #: Where the indicators of the whole stand: its own place is the first line of the file.
    items_place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Derived:
    """派生: a value without points."""

    key: str
    formula: Formula
    type: ValueType = ValueType.NUMBER
    scale: str | None = None  # name of the 序 when type is CHOICE
    is_typed: bool = True  # not: the type is the one that the formula turns out to have
    unit: str | None = None
    rounding: RoundingRule | None = None
    undefined: AbsenceRule | None = None
    first: Formula | None = None  # 首期
    clause: str | None = None
    place: Place = field(default=NOWHERE, compare=False)


#: Values by the day from which they hold, the earliest first.
Schedule: TypeAlias = tuple[tuple[date, Formula], ...]


@dataclass(frozen=True, slots=True)
class Parameter:
    """参数: left open by the text, or fixed with a default; by class where needed."""

    name: str
    type: ValueType = ValueType.NUMBER
    scale: str | None = None  # name of the 序 when type is CHOICE
    unit: str | None = None
    required: bool = True
    default: Formula | None = None
    by_class: Mapping[str, Formula] = field(default_factory=lambda: MappingProxyType({}))
    dated: Schedule = ()
    dated_by_class: Mapping[str, Schedule] = field(default_factory=lambda: MappingProxyType({}))
    table: Table | None = None  # shape (keys) and default cells when type is TABLE
    options: tuple[str, ...] = ()
    low: Formula | None = None
    high: Formula | None = None
    clause: str | None = None
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes that it speaks of."""
        return tuple(dict.fromkeys((*self.by_class, *self.dated_by_class)))

    @property
    def values(self) -> tuple[tuple[str, Formula], ...]:
        """Every value that the scheme gives, after words that tell which; none for the default."""
        plain = (("", self.default),) if self.default is not None else ()
        schedules = (("", self.dated), *self.dated_by_class.items())
        return (
            *plain,
            *self.by_class.items(),
            *(
                (speak("{kind} {day} 起", kind=kind, day=day).strip(), one)
                for kind, dated in schedules
                for day, one in dated
            ),
        )
