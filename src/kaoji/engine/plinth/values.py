"""Values of expressions and nodes, and what is still unknown of them.

A value is an exact rational, a truth value, a choice on an ordered scale, a date, a text, a list
or a null with its reason (不适用 or 无定义). A fact that is owed and not here (缺) never becomes a
number: it is an *unknown* that stands for every value of its range. Arithmetic carries unknowns
along as intervals, so the same expression yields the exact value or its sound bounds.

An interval is *tight* when its two ends are reached by some completion of the missing facts.
That holds as long as each missing fact (`ways`: fact → direction) pulls one way; where ways
disagree the interval stays sound and says that it is not tight.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import TypeAlias


class Reason(StrEnum):
    """Why a null is null."""

    NOT_APPLICABLE = "not_applicable"
    UNDEFINED = "undefined"


@dataclass(frozen=True, slots=True)
class Null:
    """FEEL null: 不适用 by plan, or 无定义 (0/0, an empty mean, no valid ballot)."""

    reason: Reason
    note: str = field(default="", compare=False)


NOT_APPLICABLE = Null(Reason.NOT_APPLICABLE)
UNDEFINED = Null(Reason.UNDEFINED)


@dataclass(frozen=True, slots=True)
class Choice:
    """One step of a declared ordered scale (序); `rank` 0 is the lowest step."""

    scale: str
    word: str
    rank: int


#: Direction in which a missing fact moves a value: 1 with it, -1 against it, 0 not known.
Ways: TypeAlias = Mapping[str, int]
NO_WAYS: Ways = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Span:
    """An unknown number between two bounds (`None`: no bound can be proved)."""

    low: Fraction | None
    high: Fraction | None
    tight: bool = True
    ways: Ways = field(default_factory=lambda: NO_WAYS)

    @property
    def is_bounded(self) -> bool:
        """Both ends are proved."""
        return self.low is not None and self.high is not None


@dataclass(frozen=True, slots=True)
class OneOf:
    """An unknown value that is not a number: one of the options (none listed: anything).

    An option may be a span (the number is unknown) beside a null. `tight`: each one is reached.
    """

    options: tuple[Value, ...]
    ways: Ways = field(default_factory=lambda: NO_WAYS)
    tight: bool = True


Record: TypeAlias = Mapping[str, "Value"]
Unknown: TypeAlias = Span | OneOf
Value: TypeAlias = (
    Fraction | bool | str | date | Choice | Null | Span | OneOf | tuple["Value", ...] | Record
)


def is_unknown(value: Value) -> bool:
    """Tell whether a value still depends on a missing fact (lists: any of their items)."""
    if isinstance(value, tuple):
        return any(is_unknown(item) for item in value)
    return isinstance(value, Span | OneOf)


def ways_of(value: Value) -> Ways:
    """The missing facts that a value depends on, each with its direction."""
    if isinstance(value, Span | OneOf):
        return value.ways
    if isinstance(value, tuple):
        merged: dict[str, int] = {}
        for item in value:
            merged.update(ways_of(item))
        return merged
    return NO_WAYS
