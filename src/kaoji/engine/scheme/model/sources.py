"""How a leaf gets its value: rule calls, tables, event lists, panels, plan items, feeds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

from kaoji.engine.plinth.problem import NOWHERE, Place
from kaoji.engine.scheme.model.amounts import Formula


@dataclass(frozen=True, slots=True)
class RuleCall:
    """计分: a rule kind by its stable English name, with its arguments."""

    kind: str
    arguments: Mapping[str, Argument]
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Band:
    """One line of a band or decision table: a test for each input, and the value."""

    tests: tuple[str, ...]
    value: Formula | str
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Table:
    """表: keyed cells, or bands and decision rows (first match; 其余 last).

    `cells` maps a tuple of key words to a formula; `bands` is used instead when keys are tests.
    A table without either is an open parameter of that shape.
    """

    name: str
    keys: tuple[str, ...]
    cells: Mapping[tuple[str, ...], Formula] = field(default_factory=lambda: MappingProxyType({}))
    bands: tuple[Band, ...] = ()
    otherwise: Formula | str | None = None
    unit: str | None = None
    scale: str | None = None  # name of the 序 whose words the table gives
    clause: str | None = None
    reading: str | None = None
    place: Place = field(default=NOWHERE, compare=False)


Argument: TypeAlias = "Formula | str | bool | tuple[Argument, ...] | Table | Mapping[str, Argument]"


@dataclass(frozen=True, slots=True)
class Events:
    """条目: the value of one row, of one work, and of the list."""

    per_row: Formula
    per_work: str = "sum"  # sum | highest
    gather: str = "sum"  # sum | highest | lowest | mean | count | top
    top: Formula | None = None  # how many rows count when gather is top
    counted_if: Formula | None = None  # 计入
    then: Formula | None = None  # 计分 beside 条目: the value, from the list's total as 数值
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class RaterClass:
    """One class of raters of a panel; weight and minimum have no default."""

    name: str
    weight: Formula
    minimum: Formula | None = None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Panel:
    """评分: classes of raters, the ballot scale, and how ballots gather."""

    classes: tuple[RaterClass, ...]
    scale: Mapping[str, Formula | None] | None = (
        None  # option → points; None: not counted; no map: a number
    )
    scale_full: Formula | None = None  # 量表满分: what the best mark is worth; None: 100
    gather: str = "mean"  # mean | trimmed | median
    trim: Formula | None = None
    secret: bool = False
    own_unit_may_rate: bool = False
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class PlanItems:
    """计划: children come from data rows with their own 事项, 分值 and figures."""

    per_item: RuleCall | Formula
    least: Formula | None = None
    most: Formula | None = None
    points_sum: Formula | None = None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Feed:
    """引用: a result of another scheme, through a relation, gathered to one value."""

    scheme: str
    relation: str | None = None  # a fact of ours whose value is a subject of theirs (many rows)
    take: str = "总分"  # a node path of theirs, or 等次
    gather: str = "mean"  # mean | sum | lowest | highest | only
    period: str | None = None
    place: Place = field(default=NOWHERE, compare=False)


Source: TypeAlias = RuleCall | Formula | Events | Panel | PlanItems | Feed
