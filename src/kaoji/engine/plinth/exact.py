"""Exact numbers: reading, rounding and printing rationals. No float comes near a score.

Rounding modes follow the texts: 四舍五入 is half away from zero, GB/T 8170 is half to even,
去尾 cuts toward zero, 进一 moves away from zero.
"""

from __future__ import annotations

import re
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from kaoji.engine.plinth.quick import total

__all__ = [
    "HUNDRED", "LONGEST_NUMBER", "ONE", "ZERO", "Rounding", "exact_text", "fixed_text",
    "parse_decimal", "parse_exact", "round_quotient", "round_to", "total",
]  # fmt: skip

ZERO = Fraction(0)
ONE = Fraction(1)
HUNDRED = Fraction(100)

#: Longest number that is read, in characters: beyond it a cell is a mistake, not a figure.
LONGEST_NUMBER = 60

_DECIMAL = re.compile(r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)")
_FRACTION = re.compile(r"([+-]?\d+)\s*/\s*(\d+)")


class Rounding(StrEnum):
    """How a rounding step moves a number that lies between two steps."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    DOWN = "down"
    UP = "up"


def parse_decimal(text: str) -> Fraction | None:
    """Read a plain decimal such as `-12.50`; `None` when the text is anything else."""
    if len(text) > LONGEST_NUMBER or not _DECIMAL.fullmatch(text):
        return None
    whole, _, rest = text.partition(".")
    return Fraction(int(whole + rest), 10 ** len(rest))


def parse_exact(text: str) -> Fraction | None:
    """Read a plain decimal or a fraction `a/b` (always the exact fraction)."""
    text = text.strip()
    if len(text) > 2 * LONGEST_NUMBER:
        return None
    if "/" not in text:
        return parse_decimal(text)
    found = _FRACTION.fullmatch(text)
    if found is None:
        return None
    below = int(found[2])
    return Fraction(int(found[1]), below) if below else None


def round_quotient(top: int, below: int, mode: Rounding) -> int:
    """Round the quotient of two integers (`below` > 0) to a whole number."""
    size, rest = divmod(abs(top), below)
    twice = 2 * rest
    if mode is Rounding.UP:
        grows = rest > 0
    elif mode is Rounding.DOWN:
        grows = False
    elif mode is Rounding.HALF_UP:
        grows = twice >= below
    else:
        grows = twice > below or (twice == below and size % 2 == 1)
    size += grows
    return size if top >= 0 else -size


def round_to(value: Fraction, *, places: int, mode: Rounding = Rounding.HALF_UP) -> Fraction:
    """Round to `places` decimals (negative places round to tens, hundreds …)."""
    if places >= 0:
        scale = 10**places
        whole = round_quotient(value.numerator * scale, value.denominator, mode)
        return Fraction(whole, scale)
    step = 10**-places
    return Fraction(round_quotient(value.numerator, value.denominator * step, mode) * step)


def exact_text(value: Fraction) -> str:
    """Print a rational exactly: a decimal where it ends, else `p/q` in lowest terms."""
    top, below = value.numerator, value.denominator
    if below == 1:
        return str(top)
    places = _places_of(below)
    return f"{top}/{below}" if places is None else _pointed(top * 10**places // below, places)


@lru_cache(maxsize=4096)
def _places_of(below: int) -> int | None:
    """The decimals in which a fraction over this number ends; nothing where it does not end."""
    twos = fives = 0
    while below % 2 == 0:
        below //= 2
        twos += 1
    while below % 5 == 0:
        below //= 5
        fives += 1
    return max(twos, fives) if below == 1 else None


def fixed_text(value: Fraction, *, places: int, mode: Rounding = Rounding.HALF_UP) -> str:
    """Print with exactly `places` decimals, rounded by `mode`; zero never carries a sign."""
    scale = 10**places
    return _pointed(round_quotient(value.numerator * scale, value.denominator, mode), places)


def _pointed(whole: int, places: int) -> str:
    """A whole number with so many of its digits behind the point."""
    sign = "-" if whole < 0 else ""
    digits = str(abs(whole)).rjust(places + 1, "0")
    if not places:
        return sign + digits
    return f"{sign}{digits[:-places]}.{digits[-places:]}"
