"""Number formats of spreadsheets: what a double in a cell shows to the person who filled it in.

`85%` is stored as 0.85 and 2016-01-20 as 42389; only the cell's format tells.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import Enum, auto
from fractions import Fraction

from kaoji.engine.facts.numbers import double_as_decimal
from kaoji.engine.plinth.exact import exact_text, round_to


class Format(Enum):
    """What kind of thing a number format shows."""

    PLAIN = auto()
    PERCENT = auto()
    DAY = auto()
    MONTH = auto()
    YEAR = auto()
    CLOCK = auto()
    ELAPSED = auto()


#: Formats that workbooks name by number only; 27 to 58 are those of Chinese workbooks.
_BUILT_IN = {
    **dict.fromkeys((9, 10), Format.PERCENT),
    **dict.fromkeys((14, 15, 16, 22, 28, 29, 30, 31, 51, 53, 54, 58), Format.DAY),
    **dict.fromkeys((17, 27, 36, 50, 52, 57), Format.MONTH),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56), Format.CLOCK),
    46: Format.ELAPSED,
}
_LITERAL = re.compile(r'"[^"]*"|\\.|[_*].|[eE][+-]')
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]")
_BRACKETS = re.compile(r"\[[^\]]*\]")


def format_of(code: str | None, *, number: int = 0) -> Format:
    """The kind of a number format, by its code or, where it has none, by its built-in number."""
    if code is None:
        return _BUILT_IN.get(number, Format.PLAIN)
    bare = _LITERAL.sub("", code).lower().partition(";")[0]
    if _ELAPSED.search(bare):
        return Format.ELAPSED
    bare = _BRACKETS.sub("", bare)
    if "%" in bare:
        return Format.PERCENT
    if "general" in bare or not set(bare) & set("ymdhse"):
        return Format.PLAIN
    return _of_tokens(bare)


def _of_tokens(bare: str) -> Format:
    if "d" in bare:
        return Format.DAY
    if "h" in bare or "s" in bare:
        return Format.CLOCK
    has_year = "y" in bare or "e" in bare
    if "m" in bare:
        return Format.MONTH if has_year else Format.DAY
    return Format.YEAR if has_year else Format.PLAIN


_DAY_ZERO = date(1899, 12, 30)
_DAY_ZERO_1904 = date(1904, 1, 1)
_LAST_SERIAL = 2_958_465
#: The serial that the calendar of 1900 gives to a 29 February that never was.
_NO_DAY = 60


def number_text(
    value: float | str | Fraction, *, shown_as: Format = Format.PLAIN, is_1904: bool = False
) -> tuple[str, str | None]:
    """The text that a number cell stands for, and the code of the fault if it stands for none."""
    number = value if isinstance(value, Fraction) else double_as_decimal(value)
    if number is None:
        return str(value), "not-finite"
    if shown_as is Format.PLAIN:
        return exact_text(number), None
    if shown_as is Format.PERCENT:
        return f"{exact_text(number * 100)}%", None
    text = _date_text(number, shown_as=shown_as, is_1904=is_1904)
    return (exact_text(number), "bad-date") if text is None else (text, None)


def _date_text(number: Fraction, *, shown_as: Format, is_1904: bool) -> str | None:
    seconds = int(round_to(number * 86_400, places=0))
    days, within = divmod(seconds, 86_400)
    if shown_as is Format.ELAPSED or (shown_as is Format.CLOCK and days == 0):
        return clock_text(seconds) if seconds >= 0 else None
    day = _day(days, is_1904=is_1904)
    if day is None:
        return None
    return (
        f"{day.isoformat()} {clock_text(within)}" if within else shortened(day, shown_as=shown_as)
    )


def shortened(day: date, *, shown_as: Format) -> str:
    """A day as its cell shows it: a first of the month shown as a month is that month."""
    if shown_as is Format.MONTH and day.day == 1:
        return day.isoformat()[:7]
    if shown_as is Format.YEAR and (day.month, day.day) == (1, 1):
        return day.isoformat()[:4]
    return day.isoformat()


def _day(days: int, *, is_1904: bool) -> date | None:
    if is_1904:
        in_range = 0 <= days <= _LAST_SERIAL - 1462
        return _DAY_ZERO_1904 + timedelta(days=days) if in_range else None
    if not 1 <= days <= _LAST_SERIAL or days == _NO_DAY:
        return None
    return _DAY_ZERO + timedelta(days=days + (days < _NO_DAY))


def clock_text(seconds: int) -> str:
    """Seconds as hours, minutes and seconds; there may be more than a day of hours."""
    minutes, second = divmod(seconds, 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{second:02d}"
