"""What a rule kind is: its words, its arguments, the inputs it needs and how it lowers.

Lowering gives an expression over 数值, 目标, 分值 and 满分; the plan knows nothing else of a kind.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from kaoji.engine.feel.ast import Number
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import marked
from kaoji.engine.scheme.model import FieldSpec, Formula, Item, RuleCall, Table, ValueType


class Shape(StrEnum):
    """In what form an argument is written."""

    FORMULA = "formula"
    WORD = "word"
    BANDS = "bands"  # a table of bands, or the name of a table
    COLUMN = "column"  # a column of the subjects table
    CURVE = "curve"  # a list of pairs


@dataclass(frozen=True, slots=True)
class ArgumentSpec:
    """One argument; `default` is a text of the same form, `options` are (Chinese, English)."""

    zh: str
    en: str
    shape: Shape
    meaning: str
    required: bool = False
    default: str | None = None
    options: tuple[tuple[str, str], ...] = ()
    unit: str | None = None


Lowering = Callable[[Item, RuleCall], str]


def _no_bounds(_call: RuleCall) -> tuple[str, str] | None:
    return None


def _no_faults(_item: Item, _call: RuleCall) -> tuple[Problem, ...]:
    return ()


def _no_fields(_item: Item, _call: RuleCall) -> tuple[FieldSpec, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class RuleKind:
    """One way of scoring a leaf."""

    kind: str
    words: tuple[str, str]
    summary_zh: str
    summary_en: str
    #: `{argument}` stands for what the call says, `[ ]` for what may be left out.
    wording: str
    lower: Lowering
    arguments: tuple[ArgumentSpec, ...] = ()
    main: str | None = None  # the argument that stands without its key: `{分档: 转换表}`
    fields: Callable[[Item, RuleCall], tuple[FieldSpec, ...]] = _no_fields
    check: Callable[[Item, RuleCall], tuple[Problem, ...]] = _no_faults
    bounds: Callable[[RuleCall], tuple[str, str] | None] = _no_bounds
    needs_value: bool = True
    value_type: ValueType = ValueType.NUMBER
    takes_rows: bool = True  # 数值 may be the sum of a list

    def argument(self, english: str) -> ArgumentSpec:
        """The argument of that name."""
        return next(one for one in self.arguments if one.en == english)


#: A target is not negative; a target of zero leaves the ratio undefined and is named as such.
TARGET = FieldSpec("目标", low=Formula("0", Number(Fraction(0))), required=True)
DIRECTION = ArgumentSpec(
    "方向",
    "direction",
    Shape.WORD,
    marked("数大好还是数小好"),
    default="higher",
    options=(("越高越好", "higher"), ("越低越好", "lower")),
)
STEPPING = (("整步", "whole"), ("按比例", "proportional"))


def text_of(call: RuleCall, *, argument: str, default: str = "") -> str:
    """The expression of an argument in brackets, or the default."""
    value = call.arguments.get(argument)
    return f"({value.text})" if isinstance(value, Formula) else default


def word_of(call: RuleCall, *, argument: str, default: str = "") -> str:
    """The word of an argument, or the default."""
    value = call.arguments.get(argument)
    return value if isinstance(value, str) else default


def table_of(call: RuleCall, *, argument: str) -> str | None:
    """The quoted name of the table of an argument, written there or elsewhere."""
    value = call.arguments.get(argument)
    name = value.name if isinstance(value, Table) else value
    return f"`{name}`" if isinstance(name, str) else None


def needs_target(_item: Item, _call: RuleCall) -> tuple[FieldSpec, ...]:
    """The fields of a kind that compares with a target."""
    return (TARGET,)


def fault(call: RuleCall, *, code: str, message: str, remedy: str, item: Item) -> Problem:
    """A problem of a call, at its place."""
    return Problem(code=code, message=message, remedy=remedy, place=call.place, path=item.path)
