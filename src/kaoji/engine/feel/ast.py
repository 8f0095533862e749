"""The syntax tree of an expression: frozen records, each with the offset it starts at."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Number:
    """A number; `is_percent` when a % follows it (the value is already a hundredth)."""

    value: Fraction
    is_percent: bool = False
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Text:
    """A string literal."""

    value: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Truth:
    """true or false."""

    value: bool
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class NullLiteral:
    """null."""

    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class DateLiteral:
    """@"2016-01-20"."""

    value: date
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Name:
    """A name, dotted: 财政收入.目标; a back-quoted path is one part."""

    parts: tuple[str, ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Unary:
    """`-x` or `not(x)`: op is "-" or "not"."""

    op: str
    operand: Expression
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Binary:
    """Arithmetic and logic: op is one of + - * / ** and or."""

    op: str
    left: Expression
    right: Expression
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Compare:
    """A comparison: op is one of = != < <= > >=."""

    op: str
    left: Expression
    right: Expression
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Conditional:
    """if … then … else …"""

    condition: Expression
    then: Expression
    otherwise: Expression
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A function or form; `names` when the arguments are named."""

    function: str
    arguments: tuple[Expression, ...]
    names: tuple[str, ...] | None = None
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class ListOf:
    """[a, b, c]"""

    items: tuple[Expression, ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Range:
    """[a..b], (a..b), [a..b) …"""

    low: Expression
    high: Expression
    low_closed: bool = True
    high_closed: bool = True
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class UnaryTest:
    """A test such as `>= 90` on the right of `in`."""

    op: str
    operand: Expression
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Membership:
    """`x in tests`, `x between a and b` (one closed range)."""

    operand: Expression
    tests: tuple[Expression, ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Filter:
    """list[condition]"""

    source: Expression
    condition: Expression
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Access:
    """(expression).field"""

    operand: Expression
    name: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class For:
    """for x in list return body"""

    variable: str
    source: Expression
    body: Expression
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Quantified:
    """some / every x in list satisfies condition"""

    kind: str
    variable: str
    source: Expression
    condition: Expression
    at: int = field(default=0, compare=False)


Expression: TypeAlias = (
    Number
    | Text
    | Truth
    | NullLiteral
    | DateLiteral
    | Name
    | Unary
    | Binary
    | Compare
    | Conditional
    | Call
    | ListOf
    | Range
    | UnaryTest
    | Membership
    | Filter
    | Access
    | For
    | Quantified
)
