"""Built-ins over texts and steps of scales. Positions count from 1."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import cast

from kaoji.engine.feel.failure import domain_failure
from kaoji.engine.feel.functions.model import (
    ABSENT,
    Arguments,
    Builtin,
    Kind,
    Parameter,
    always,
    known,
    text,
)
from kaoji.engine.feel.kinds import NUMBER, TEXT, TRUTH
from kaoji.engine.feel.show import shown
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.plinth.values import Choice, Value

STRING = Parameter("文字", "string", Kind.TEXT)
MATCH = Parameter("部分", "match", Kind.TEXT)


def _asks(test: Callable[[str, str], bool]) -> Callable[[Arguments], Value]:
    return lambda given: test(text(given[0]), text(given[1]))


def _substring(arguments: Arguments) -> Value:
    source = text(arguments[0])
    start = position(arguments[1], what=marked("起点"))
    first = start - 1 if start > 0 else max(len(source) + start, 0)
    if arguments[2] is ABSENT:
        return source[first:]
    length = known(arguments[2], what=marked("长度"))
    if length.denominator != 1 or length < 0:
        raise domain_failure(
            speak("文字截取的长度{length}应当是不小于零的整数", length=shown(length))
        )
    return source[first : first + int(length)]


def position(value: Value, *, what: str) -> int:
    """A place counted from 1, or from the end when negative."""
    number = known(value, what=what)
    if number.denominator != 1 or not number:
        raise domain_failure(
            speak("{what}{number}应当是不为零的整数", what=speak(what), number=shown(number))
        )
    return int(number)


def _rank(arguments: Arguments) -> Value:
    return Fraction(cast("Choice", arguments[0]).rank + 1)


BUILTINS = (
    Builtin(
        "文字长度", ("string length",), (STRING,), always(NUMBER),
        lambda given: Fraction(len(text(given[0]))),
        "有几个字符", "How many characters", {'文字长度("考绩")': "2"},
    ),
    Builtin(
        "文字包含", ("contains",), (STRING, MATCH), always(TRUTH),
        _asks(lambda whole, part: part in whole),
        "文字里有没有这一部分", "The text has the part in it",
        {'文字包含("年终评估", "评估")': "是"},
    ),
    Builtin(
        "文字开头", ("starts with",), (STRING, MATCH), always(TRUTH),
        _asks(str.startswith),
        "文字是否以这一部分开头", "The text starts with the part",
        {'文字开头("年终评估", "年")': "是"},
    ),
    Builtin(
        "文字结尾", ("ends with",), (STRING, MATCH), always(TRUTH),
        _asks(str.endswith),
        "文字是否以这一部分结尾", "The text ends with the part",
        {'文字结尾("年终评估", "年")': "否"},
    ),
    Builtin(
        "文字截取", ("substring",),
        (
            STRING,
            Parameter("起点", "start position", Kind.NUMBER),
            Parameter("长度", "length", Kind.NUMBER, is_optional=True),
        ),
        always(TEXT), _substring,
        "从起点（自1起数，负数从末尾数）起的若干字符，不写长度则到末尾",
        "Characters from a position (1 the first, -1 the last), to the end unless a length is said",
        {'文字截取("2016年终", 5)': "年终"},
    ),
    Builtin(
        "序号", ("rank of",), (Parameter("等级", "choice", Kind.CHOICE),), always(NUMBER), _rank,
        "等级在它的序上是第几级，最低的一级为1",
        "The place of a step on its scale; the lowest is 1",
    ),
)  # fmt: skip
