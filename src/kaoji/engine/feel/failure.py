"""What can go wrong while an expression runs: one exception, turned into a problem by its caller.

An author's slip is found before (`check_types`); this is for what only the facts reveal.
"""

from __future__ import annotations

from fractions import Fraction

from kaoji.engine.plinth.quick import LONGEST_BITS
from kaoji.engine.plinth.speech import speak

#: No numerator or denominator grows longer, in bits: beyond it a formula has run away.
LONGEST_NUMBER_BITS = LONGEST_BITS

#: How many places an irrational result or a rounding may ask for.
MOST_PLACES = 100


class FeelFailure(Exception):  # noqa: N818 - the outer contract names it so
    """A fault at run time: wrong type, budget exceeded, number too large, outside the domain."""

    def __init__(self, code: str, message: str, *, remedy: str = "", at: int | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.remedy = remedy
        self.at = at

    def placed(self, at: int) -> FeelFailure:
        """The same failure, standing at an offset unless it has one already."""
        if self.at is None:
            self.at = at
        return self


def type_failure(message: str, *, at: int | None = None) -> FeelFailure:
    return FeelFailure("wrong-type", message, at=at)


def domain_failure(message: str) -> FeelFailure:
    return FeelFailure("outside-domain", message)


def too_large() -> FeelFailure:
    message = speak("算出的数超出了系统能精确保存的长度")
    return FeelFailure("number-too-large", message, remedy=speak("检查乘方或连乘是否写错"))


def guarded(value: Fraction) -> Fraction:
    """The number itself, unless it has grown beyond all measure."""
    if (
        value.denominator.bit_length() > LONGEST_NUMBER_BITS
        or value.numerator.bit_length() > LONGEST_NUMBER_BITS
    ):
        raise too_large()
    return value
