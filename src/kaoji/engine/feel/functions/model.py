"""What a built-in function is: its names, parameters, result and the code that computes it.

The checker, the compiler and the manual all read these records; nothing about a function is said
twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias, cast

from kaoji.engine.feel.amounts import Amount
from kaoji.engine.feel.failure import MOST_PLACES, FeelFailure, type_failure
from kaoji.engine.feel.kinds import ANY, ListType, NumberType, Type
from kaoji.engine.feel.show import described, shown
from kaoji.engine.feel.unknowns import cases, null_of
from kaoji.engine.plinth.speech import ENGLISH, marked, speak, spoken_language
from kaoji.engine.plinth.values import Choice, Null, OneOf, Reason, Span, Value

Arguments: TypeAlias = tuple[Value, ...]


class Kind(StrEnum):
    """What a parameter takes; the value is the word that the manual prints."""

    NUMBER = marked("数")
    NUMBERS = marked("数的列表")
    LIST = marked("列表")
    TRUTH = marked("真假值")
    TRUTHS = marked("真假值的列表")
    TEXT = marked("文字")
    DATE = marked("日期")
    CHOICE = marked("等级")
    ANY = marked("任意")
    PLACES = marked("位数")
    WORD = marked("方式")
    POINTS = marked("折点列表")


#: What stands for an optional argument that was not given.
ABSENT = Null(Reason.UNDEFINED, marked("没有写"))


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: Chinese and English name, what it takes, the words of a way with their
    English.
    """

    name: str
    english: str
    kind: Kind
    words: Mapping[str, str] = field(default_factory=dict)
    is_optional: bool = False
    default: Value = ABSENT
    shares_unit: bool = False

    @property
    def title(self) -> str:
        """The name as messages call it."""
        return self.english if spoken_language() == ENGLISH else self.name

    @property
    def choice(self) -> str:
        """The words of the way as messages list them."""
        words = self.words.values() if spoken_language() == ENGLISH else self.words
        return speak("、").join(words)

    def way(self, value: Value) -> str | None:
        """The way's own word, written in either language."""
        if value in self.words:
            return cast("str", value)
        return next((word for word, english in self.words.items() if english == value), None)


@dataclass(frozen=True, slots=True)
class Given:
    """The types of a call: what all unit-sharing arguments agree on, and each argument's own."""

    shared: NumberType
    types: tuple[Type | None, ...]


ResultRule: TypeAlias = Callable[[Given], Type]


@dataclass(frozen=True, slots=True)
class Builtin:
    """One function. `is_variadic`: a list, or the items as separate arguments.

    `quick` gives the same result where every argument (or every item) is a known number;
    `settled` makes it ready for one number, where the others are known for good.
    """

    name: str
    aliases: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    result: ResultRule
    run: Callable[[Arguments], Value]
    chinese: str
    english: str
    examples: Mapping[str, str] = field(default_factory=dict)
    is_variadic: bool = False
    quick: Callable[[Sequence[Fraction]], Value] | None = None
    settled: Callable[[Sequence[Fraction]], Callable[[Fraction], Value] | None] | None = None

    @property
    def title(self) -> str:
        """The name as messages call it; of several English ones the most general stands last."""
        return self.aliases[-1] if spoken_language() == ENGLISH else self.name

    @property
    def has_ways(self) -> bool:
        """Some parameter takes a word of a way."""
        return any(one.words for one in self.parameters)

    @property
    def required(self) -> tuple[int, ...]:
        """Positions of the parameters that must be given."""
        return tuple(at for at, one in enumerate(self.parameters) if not one.is_optional)


# --- rules of results ---------------------------------------------------------------------------


def always(of: Type) -> ResultRule:
    return lambda _given: of


def like_numbers(given: Given) -> Type:
    """A number in the unit of the arguments."""
    return given.shared


def like_first(given: Given) -> Type:
    """The type of the first argument."""
    return given.types[0] or ANY


def item_of_first(given: Given) -> Type:
    """The type of an item of the first argument."""
    first = given.types[0]
    return first.of if isinstance(first, ListType) else ANY


# --- arguments ----------------------------------------------------------------------------------


def arranged(
    builtin: Builtin, *, count: int, names: tuple[str, ...] | None
) -> tuple[int, ...] | None:
    """For each given argument the position of its parameter; None when they do not fit.

    Without names, as many arguments as are required go to the required parameters in order:
    根(x, 精度) leaves the optional 次数 in the middle out.
    """
    total = len(builtin.parameters)
    if names is None:
        if count == len(builtin.required):
            return builtin.required
        return tuple(range(count)) if len(builtin.required) < count <= total else None
    positions = tuple(_position(builtin, name) for name in names)
    known = [at for at in positions if at is not None]
    fits = len(set(known)) == count and set(builtin.required) <= set(known)
    return tuple(known) if fits else None


def _position(builtin: Builtin, name: str) -> int | None:
    wanted = ((one.name, one.english) for one in builtin.parameters)
    return next((at for at, words in enumerate(wanted) if name in words), None)


def gathered(values: Arguments) -> Arguments:
    """The arguments of a variadic function as one list."""
    if len(values) == 1 and _may_be_list(values[0]):
        return values
    return (values,)


def _may_be_list(value: Value) -> bool:
    if isinstance(value, OneOf):
        return any(map(_may_be_list, value.options))
    return isinstance(value, tuple)


def invoke(builtin: Builtin, *, values: Arguments) -> Value:
    """Run a function on one value a parameter: unknowns case by case, nulls to null."""
    if all(map(_fits, builtin.parameters, values)):
        return builtin.run(_with_own_words(builtin, values) if builtin.has_ways else values)
    takes = [parameter.kind for parameter in builtin.parameters]
    pairs = tuple(zip(takes, values, strict=True))
    if any(isinstance(value, OneOf) and kind is not Kind.ANY for kind, value in pairs):
        fixed = tuple((value,) if kind is Kind.ANY else value for kind, value in pairs)
        return cases(fixed, evaluate=lambda chosen: invoke(builtin, values=_opened(takes, chosen)))
    null = null_of(*(v for kind, v in pairs if kind is not Kind.ANY and v is not ABSENT))
    if null is not None:
        return null
    raise _misfit(builtin, values)


def _with_own_words(builtin: Builtin, values: Arguments) -> Arguments:
    """The values, the words of ways in the language that the code of functions knows."""
    pairs = zip(builtin.parameters, values, strict=True)
    return tuple(one.way(value) or value if one.words else value for one, value in pairs)


def _opened(takes: list[Kind], chosen: Arguments) -> Arguments:
    """Take values of any kind out of the wrapping that kept them whole."""
    pairs = zip(takes, chosen, strict=True)
    return tuple(
        value[0] if kind is Kind.ANY and isinstance(value, tuple) else value
        for kind, value in pairs
    )


_TYPES: Mapping[Kind, tuple[type, ...]] = {
    Kind.NUMBER: (Fraction, Span),
    Kind.NUMBERS: (tuple,),
    Kind.LIST: (tuple,),
    Kind.TRUTH: (bool,),
    Kind.TRUTHS: (tuple,),
    Kind.TEXT: (str,),
    Kind.DATE: (date,),
    Kind.CHOICE: (Choice,),
    Kind.ANY: (object,),
    Kind.PLACES: (Fraction,),
    Kind.WORD: (str,),
    Kind.POINTS: (tuple,),
}


def _fits(parameter: Parameter, value: Value) -> bool:
    if not isinstance(value, _TYPES[parameter.kind]):
        return value is ABSENT
    if parameter.kind is Kind.WORD:
        return parameter.way(value) is not None
    return parameter.kind is not Kind.PLACES or is_places(value)


def _misfit(builtin: Builtin, values: Arguments) -> FeelFailure:
    """What is wrong with the first argument that does not fit."""
    pairs = zip(builtin.parameters, values, strict=True)
    parameter, value = next(pair for pair in pairs if not _fits(*pair))
    where = speak("{function}的「{parameter}」", function=builtin.title, parameter=parameter.title)
    if not isinstance(value, _TYPES[parameter.kind]):
        wanted = speak(parameter.kind.value)
        return type_failure(
            speak(
                "{where}应当是{wanted}，这里是{found}",
                where=where,
                wanted=wanted,
                found=described(value),
            )
        )
    if parameter.kind is Kind.WORD:
        message = speak("{where}不能是「{word}」", where=where, word=shown(value))
        remedy = speak("写成下列之一：{words}", words=parameter.choice)
        return FeelFailure("way-unknown", message, remedy=remedy)
    message = speak(
        "{where}应当是不超过{most}的整数，这里是{found}",
        where=where,
        most=MOST_PLACES,
        found=shown(value),
    )
    return FeelFailure("places-invalid", message, remedy=speak("写小数位数，例如 4"))


def is_places(value: Value) -> bool:
    """A whole number of decimals within reason."""
    if not isinstance(value, Fraction) or value.denominator != 1:
        return False
    return -MOST_PLACES <= value <= MOST_PLACES


# --- what `run` may rely on after the checks ---------------------------------------------------


def amount(value: Value) -> Amount:
    return cast("Amount", value)


def items(value: Value) -> tuple[Value, ...]:
    return cast("tuple[Value, ...]", value)


def text(value: Value) -> str:
    return cast("str", value)


def whole(value: Value) -> int:
    """A number of places or a position."""
    return int(cast("Fraction", value))


def known(value: Value, *, what: str) -> Fraction:
    """A number that must not be missing for the function to have a meaning.

    `what` is a sentence marked for speaking: how the number is called.
    """
    if isinstance(value, Fraction):
        return value
    message = speak("{what}不能是缺的数", what=speak(what))
    raise FeelFailure("must-be-known", message, remedy=speak("把它写成常数或参数"))
