"""The types of expressions: small records that the checker computes with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias, runtime_checkable

from kaoji.engine.feel.ast import Call, Expression, Name
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.plinth.units import unit_word

#: The unit of a ratio of two like quantities: known to have none. (`None`: none declared.)
RATIO = ""


@dataclass(frozen=True, slots=True)
class NumberType:
    """A number. A literal adopts the unit of what it meets; a `60%` literal is a plain 0.6.

    A number that a plain one has multiplied is *scaled*: the factor may have been a rate (2 分 a
    件), so that its unit is no longer certain.
    """

    unit: str | None = None
    is_literal: bool = False
    is_percent: bool = False
    is_scaled: bool = False


@dataclass(frozen=True, slots=True)
class BasicType:
    """A type without parts."""

    name: str


TRUTH = BasicType(marked("真假值"))
TEXT = BasicType(marked("文字"))
DATE = BasicType(marked("日期"))
NULL = BasicType(marked("空"))
ANY = BasicType(marked("任意"))


@dataclass(frozen=True, slots=True)
class ChoiceType:
    """A step of an ordered scale; `words` from the lowest, when they are known."""

    scale: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListType:
    """A list; of a list written out, also the type of each item."""

    of: Type
    items: tuple[Type, ...] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class RecordType:
    """A record with named fields."""

    fields: Mapping[str, Type]


Type: TypeAlias = NumberType | BasicType | ChoiceType | ListType | RecordType

#: A number of which nothing else is known, and one that is a plain count or ratio.
NUMBER = NumberType()


class TypeScope(Protocol):
    """Tells the types of names and forms; None where it does not know them."""

    def type_of_name(self, name: Name, /) -> Type | None: ...

    def type_of_form(self, call: Call, /, *, infer: Callable[[Expression], Type]) -> Type | None:
        """The type of a special form; `infer` checks an argument that is an expression."""
        ...


@runtime_checkable
class NamingScope(Protocol):
    """A scope that can also list what it knows, for hints about misspelt names."""

    def known_names(self) -> Iterable[str]:
        """Names and forms that may be written here."""
        ...


def type_word(of: Type) -> str:
    """The type as messages call it."""
    match of:
        case NumberType(unit=None | ""):
            return speak("数")
        case NumberType(unit=unit):
            return speak("以{unit}计的数", unit=unit_word(unit))
        case BasicType(name):
            return speak(name)
        case ChoiceType(scale):
            return speak("序“{scale}”上的等级", scale=scale)
        case ListType():
            return speak("列表")
        case _:
            return speak("记录")
