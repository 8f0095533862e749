"""Terms: a piece of a spreadsheet's formula, the exact value it stands for, and how far the double
that a spreadsheet computes may lie from it.

A term is worked out while it is built, in fractions: nothing here touches a double. Where no sound
bound can be given, or a decision would hang on less than the bound, there is no term, and the cell
that asked for it holds its exact text instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from kaoji.engine.plinth.exact import ZERO, exact_text, fixed_text

#: One operation on doubles is off by at most this share of its result.
ROUNDOFF = Fraction(1, 2**53)
#: LibreOffice takes a sum for nought where its operands cancel to less than 2^-48 of them.
SNAP = Fraction(1, 2**47)
#: So many bits are held, added and compared exactly, also by a spreadsheet that forgives the last.
HELD_BITS = 46
#: A double tells so many decimal digits apart, and this many write it down.
SURE_DIGITS, ALL_DIGITS = 15, 17
#: What a spreadsheet of the file's format takes.
LONGEST_FORMULA = 8000
MOST_ARGUMENTS = 200

#: What a cell holds; nothing where it holds an error by plan (#N/A).
Held: TypeAlias = Fraction | str | bool | None


class Why(StrEnum):
    """Why a cell holds its exact text."""

    CLOSE = "close"  # too close to a tie or an edge
    WAY = "way"  # no formula says the same


class NoFormulaError(Exception):
    """A value that no formula of a spreadsheet says for certain."""

    def __init__(self, why: Why = Why.WAY) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Term:
    """A piece of a formula."""

    text: str
    value: Held
    error: Fraction = ZERO
    is_leaf: bool = False  # a figure as it was entered: equal ones are equal doubles

    @property
    def number(self) -> Fraction:
        """The number that it stands for."""
        if isinstance(self.value, Fraction):
            return self.value
        raise NoFormulaError

    @property
    def is_whole(self) -> bool:
        """A whole number that a double holds and that was computed without any error."""
        return not self.error and self.number.denominator == 1 and is_held_exactly(self.number)


def agreeing(term: Term, *, value: Held) -> Term:
    """The term, if it comes to what the engine says: no other formula is ours."""
    if term.value != value:
        raise NoFormulaError
    return term


#: What a branch shows that is not taken and cannot be worked out.
NOT_KNOWN = Term("NA()", None)


# --- numbers --------------------------------------------------------------------------------------


def is_held_exactly(value: Fraction) -> bool:
    """Whether a double holds the number, with bits to spare."""
    below = value.denominator
    is_binary = below & (below - 1) == 0 and below.bit_length() <= HELD_BITS
    return is_binary and value.numerator.bit_length() <= HELD_BITS


def nearest(value: Fraction, *, error: Fraction = ZERO) -> Fraction:
    """The error of a result of one operation whose operands were off by `error` together."""
    if not error and is_held_exactly(value):
        return ZERO
    return error + ROUNDOFF * (abs(value) + error)


def literal(value: Fraction) -> Term:
    """A number written into a formula."""
    text, error = written(value)
    is_leaf = digits_of(text) <= SURE_DIGITS
    bracketed = f"({text})" if text.startswith("-") or "/" in text else text
    return Term(bracketed, value, error, is_leaf)


def written(value: Fraction) -> tuple[str, Fraction]:
    """A number as a spreadsheet reads it, and how far what it then holds may be off."""
    text = exact_text(value)
    if digits_of(text) <= SURE_DIGITS:
        return text, nearest(value)
    parts = (str(abs(value.numerator)), str(value.denominator))
    if "/" in text and max(map(len, parts)) <= SURE_DIGITS:
        return text, nearest(value, error=ZERO) or ROUNDOFF * abs(value)
    places = max(ALL_DIGITS - len(str(int(abs(value)))), 0)
    return fixed_text(value, places=places), nearest(value, error=Fraction(1, 10**places))


def digits_of(text: str) -> int:
    """How many digits a decimal has, counted from its first; of a fraction more than any has."""
    if "/" in text:
        return ALL_DIGITS
    return len(text.lstrip("-").replace(".", "").lstrip("0"))


# --- the four operations --------------------------------------------------------------------------


def added(terms: Sequence[Term]) -> Term:
    """The sum of terms; of none nought."""
    if not terms:
        return literal(ZERO)
    whole = terms[0]
    for one in terms[1:]:
        whole = _pair(whole, one, sign=1)
    return _checked(Term(_joined("+", terms), whole.value, whole.error, whole.is_leaf))


def minus(left: Term, *, right: Term) -> Term:
    """The difference of two terms."""
    return _checked(_pair(left, right, sign=-1))


def _pair(left: Term, right: Term, *, sign: int) -> Term:
    value = left.number + sign * right.number
    error = left.error + right.error
    text = f"({left.text}{'+' if sign > 0 else '-'}{right.text})"
    if not error and is_held_exactly(value):
        return Term(text, value)
    cancels = SNAP * max(abs(left.number), abs(right.number))
    return Term(text, value, nearest(value, error=error + cancels))


def times(left: Term, *, right: Term) -> Term:
    """The product of two terms."""
    if right.text == "1":
        return left
    one, two = left.number, right.number
    error = abs(one) * right.error + abs(two) * left.error + left.error * right.error
    value = one * two
    return _checked(Term(f"({left.text}*{right.text})", value, nearest(value, error=error)))


def over(left: Term, *, right: Term) -> Term:
    """The quotient of two terms; the divisor must be nought neither here nor in a double."""
    if right.text == "1":
        return left
    below = abs(right.number) - right.error
    if below <= 0:
        raise NoFormulaError(Why.CLOSE if right.number else Why.WAY)
    value = left.number / right.number
    error = (left.error + abs(value) * right.error) / below
    return _checked(Term(f"({left.text}/{right.text})", value, nearest(value, error=error)))


def powered(base: Term, *, times_itself: int) -> Term:
    """A whole power of at least one."""
    made = base
    for _each in range(times_itself - 1):
        made = times(made, right=base)
    text = f"POWER({base.text},{times_itself})"
    return Term(text, made.value, 2 * made.error + 2 * ROUNDOFF * abs(made.number))


def negative(term: Term) -> Term:
    """The term with its sign turned."""
    return Term(f"(-{term.text})", -term.number, term.error)


def magnitude(term: Term) -> Term:
    """The absolute value."""
    return Term(f"ABS({term.text})", abs(term.number), term.error)


# --- one of several -------------------------------------------------------------------------------


def greatest(terms: Sequence[Term]) -> Term:
    """The greatest of the terms. It has no edges: what is nearly level is nearly the same."""
    return _one_of("MAX", terms, value=max(one.number for one in terms))


def least(terms: Sequence[Term]) -> Term:
    """The least of the terms."""
    return _one_of("MIN", terms, value=min(one.number for one in terms))


def _one_of(function: str, terms: Sequence[Term], *, value: Fraction) -> Term:
    if len(terms) == 1:
        return terms[0]
    return _checked(Term(_call(function, terms), value, max(one.error for one in terms)))


def mean_of(terms: Sequence[Term]) -> Term:
    """The arithmetic mean."""
    return over(added(terms), right=literal(Fraction(len(terms)))) if terms else _none()


def _none() -> Term:
    raise NoFormulaError


# --- ranges ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Several:
    """Terms of cells, and their range where they stand one below the other."""

    terms: tuple[Term, ...]
    range: str = ""

    def sum(self) -> Term:
        """The sum."""
        if not self.range:
            return added(self.terms)
        value = sum((one.number for one in self.terms), start=ZERO)
        return Term(f"SUM({self.range})", value, self._error_of_sum(value))

    def _error_of_sum(self, value: Fraction) -> Fraction:
        size = sum((abs(one.number) + one.error for one in self.terms), start=ZERO)
        error = sum((one.error for one in self.terms), start=ZERO)
        if not error and is_held_exactly(size) and is_held_exactly(value):
            return ZERO
        return error + (ROUNDOFF * len(self.terms) + SNAP) * size

    def mean(self) -> Term:
        """The mean."""
        return over(self.sum(), right=literal(Fraction(len(self.terms)))) if self.terms else _none()

    def greatest(self) -> Term:
        """The greatest."""
        return self._named("MAX", greatest(self.terms)) if self.terms else _none()

    def least(self) -> Term:
        """The least."""
        return self._named("MIN", least(self.terms)) if self.terms else _none()

    def _named(self, function: str, made: Term) -> Term:
        return Term(f"{function}({self.range})", made.value, made.error) if self.range else made

    def median(self) -> Term:
        """The value in the middle, or the mean of the two there."""
        if not self.terms:
            raise NoFormulaError
        ordered = sorted(one.number for one in self.terms)
        middle = (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
        error = nearest(middle, error=self._worst() + SNAP * max(map(abs, ordered)))
        return Term(f"MEDIAN({self.listed})", middle, error)

    def sum_of_highest(self, count: int) -> Term:
        """The sum of the so many highest."""
        return self._sum_of_ends(
            "LARGE", sorted((t.number for t in self.terms), reverse=True), count
        )

    def sum_of_lowest(self, count: int) -> Term:
        """The sum of the so many lowest."""
        return self._sum_of_ends("SMALL", sorted(t.number for t in self.terms), count)

    def _sum_of_ends(self, function: str, ordered: Sequence[Fraction], count: int) -> Term:
        if not self.range or count > len(ordered):
            raise NoFormulaError
        error = self._worst()
        kept = ordered[:count]
        places = range(1, count + 1)
        return added(
            [
                Term(f"{function}({self.range},{place})", one, error)
                for place, one in zip(places, kept, strict=True)
            ]
        )

    def _worst(self) -> Fraction:
        return max((one.error for one in self.terms), default=ZERO)

    @property
    def listed(self) -> str:
        """The arguments of a function of them all."""
        if self.range:
            return self.range
        if len(self.terms) > MOST_ARGUMENTS:
            raise NoFormulaError
        return ",".join(one.text for one in self.terms)


# --- words and helpers ----------------------------------------------------------------------------


def _joined(sign: str, terms: Sequence[Term]) -> str:
    return terms[0].text if len(terms) == 1 else f"({sign.join(one.text for one in terms)})"


def _call(function: str, terms: Sequence[Term]) -> str:
    if len(terms) > MOST_ARGUMENTS:
        raise NoFormulaError
    return f"{function}({','.join(one.text for one in terms)})"


def _checked(term: Term) -> Term:
    """A formula that no cell takes is none."""
    if len(term.text) > LONGEST_FORMULA:
        raise NoFormulaError
    return term
