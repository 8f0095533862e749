"""Built-ins over dates: made from a text, taken apart, counted between."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import cast

from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.feel.functions.model import Arguments, Builtin, Kind, Parameter, always, text
from kaoji.engine.feel.kinds import DATE, NUMBER
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import Value

DAY = Parameter("日期", "date", Kind.DATE)


def read_date(words: str) -> date | None:
    """A date written 2016-01-20; None when it is not one."""
    try:
        return date.fromisoformat(words) if len(words) == 10 else None
    except ValueError:
        return None


def _date(arguments: Arguments) -> Value:
    words = text(arguments[0])
    day = read_date(words)
    if day is None:
        message = speak("「{text}」不是日期", text=words)
        raise FeelFailure("date-invalid", message, remedy=speak('写成 日期("2016-01-20")'))
    return day


def _part(of: Callable[[date], int]) -> Callable[[Arguments], Value]:
    return lambda given: Fraction(of(cast("date", given[0])))


def _days(arguments: Arguments) -> Value:
    return Fraction((cast("date", arguments[1]) - cast("date", arguments[0])).days)


BUILTINS = (
    Builtin(
        "日期", ("date",), (Parameter("文字", "from", Kind.TEXT),), always(DATE), _date,
        "由文字得到日期", "A date from a text", {'日期("2016-01-20")': "2016-01-20"},
    ),
    Builtin(
        "年", ("year",), (DAY,), always(NUMBER), _part(lambda day: day.year),
        "日期的年", "The year of a date", {'年(@"2016-01-20")': "2016"},
    ),
    Builtin(
        "月", ("month",), (DAY,), always(NUMBER), _part(lambda day: day.month),
        "日期的月", "The month of a date", {'月(@"2016-01-20")': "1"},
    ),
    Builtin(
        "日", ("day",), (DAY,), always(NUMBER), _part(lambda day: day.day),
        "日期的日", "The day of a date", {'日(@"2016-01-20")': "20"},
    ),
    Builtin(
        "天数", ("days between",),
        (Parameter("起", "from", Kind.DATE), Parameter("止", "to", Kind.DATE)),
        always(NUMBER), _days,
        "从起日到止日相隔的日历天数，止日在前则为负",
        "Calendar days from one date to another, negative when it is earlier",
        {'天数(@"2016-01-20", @"2016-02-01")': "12"},
    ),
)  # fmt: skip
