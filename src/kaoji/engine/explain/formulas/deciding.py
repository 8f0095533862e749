"""What decides: rounding, whole steps, comparisons, choices. Each has edges where a double that is
off by nothing worth a word tips over, so near an edge there is no formula.

`CLOSEST` is the promise of the workbook: a rounding or comparison closer to its tie or edge than
that share of its figure is never left to a spreadsheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from kaoji.engine.explain.formulas.terms import (
    NOT_KNOWN,
    NoFormulaError,
    Term,
    Why,
    literal,
    nearest,
    over,
    times,
)
from kaoji.engine.plinth.exact import ZERO, Rounding, round_to

CLOSEST = Fraction(1, 10**9)
HALF = Fraction(1, 2)

_ROUNDERS = {
    Rounding.HALF_UP: "ROUND",
    Rounding.HALF_EVEN: "ROUND",  # the two differ at ties alone, and those are never left to it
    Rounding.DOWN: "ROUNDDOWN",
    Rounding.UP: "ROUNDUP",
}


# --- rounding -------------------------------------------------------------------------------------


def rounded(term: Term, *, places: int, mode: Rounding) -> Term:
    """The term rounded, where no tie or edge is near."""
    is_half = mode in (Rounding.HALF_UP, Rounding.HALF_EVEN)
    _keep_away(term, places=places, offset=HALF if is_half else ZERO)
    value = round_to(term.number, places=places, mode=mode)
    return Term(f"{_ROUNDERS[mode]}({term.text},{places})", value, nearest(value))


def floored(term: Term, *, places: int) -> Term:
    """The greatest step not above the term."""
    _keep_away(term, places=places, offset=ZERO)
    unit = Fraction(10) ** places
    scaled = times(term, right=literal(unit))
    value = Fraction((term.number * unit).__floor__())
    whole = Term(f"INT({scaled.text})", value, nearest(value))
    return over(whole, right=literal(unit))


def _keep_away(term: Term, *, places: int, offset: Fraction) -> None:
    """Refuse what lies too close to where rounding tips over. A whole number without any error
    tips nowhere between its neighbours.
    """
    number = term.number
    scaled = number * Fraction(10) ** places - offset
    gap = abs(scaled - (scaled + HALF).__floor__()) / Fraction(10) ** places
    is_sure = places >= 0 and not offset and term.is_whole
    if not is_sure and gap <= CLOSEST * abs(number) + term.error:
        raise NoFormulaError(Why.CLOSE)


# --- comparing ------------------------------------------------------------------------------------


def compared(left: Term, *, sign: str, right: Term) -> Term:
    """A comparison of two numbers, or of two words or truths for being the same."""
    if isinstance(left.value, Fraction) and isinstance(right.value, Fraction):
        if not (is_apart(left, right=right) or _are_surely_level(left, right)):
            raise NoFormulaError(Why.CLOSE)
        text = f"({left.text}{'<>' if sign == '!=' else sign}{right.text})"
        return Term(text, _holds(left.value, sign, right.value))
    are_words = isinstance(left.value, str) and isinstance(right.value, str)
    are_truths = isinstance(left.value, bool) and isinstance(right.value, bool)
    if sign not in ("=", "!=") or not (are_words or are_truths):
        raise NoFormulaError
    pair = f"{left.text},{right.text}" if are_words else f"{left.text}={right.text}"
    same = Term(f"{'EXACT' if are_words else ''}({pair})", left.value == right.value)
    return same if sign == "=" else negated(same)


def is_apart(left: Term, *, right: Term) -> bool:
    """Whether two numbers are further apart than any spreadsheet may be wrong."""
    one, two = left.number, right.number
    return abs(one - two) > CLOSEST * max(abs(one), abs(two)) + left.error + right.error


def _are_surely_level(left: Term, right: Term) -> bool:
    """Whole numbers without error, and the same figure entered twice, compare as they should."""
    if left.is_whole and right.is_whole:
        return True
    return left.is_leaf and right.is_leaf and left.value == right.value


def _holds(left: Fraction, sign: str, right: Fraction) -> bool:
    answers = {
        "=": left == right, "!=": left != right, "<": left < right, "<=": left <= right,
        ">": left > right, ">=": left >= right,
    }  # fmt: skip
    return answers[sign]


# --- truths and choices ---------------------------------------------------------------------------


def negated(term: Term) -> Term:
    """NOT."""
    return Term(f"NOT({term.text})", not _truth(term))


def all_of(terms: Sequence[Term]) -> Term:
    """AND; of none it is true."""
    if len(terms) == 1:
        return terms[0]
    if not terms:
        return Term("TRUE()", value=True)
    truths = [_truth(one) for one in terms]
    return Term(f"AND({','.join(one.text for one in terms)})", all(truths))


def any_of(terms: Sequence[Term]) -> Term:
    """OR of one or more."""
    if len(terms) == 1:
        return terms[0]
    truths = [_truth(one) for one in terms]
    return Term(f"OR({','.join(one.text for one in terms)})", any(truths))


def chosen(condition: Term, *, then: Term, otherwise: Term) -> Term:
    """IF: what is not taken may be anything, what is taken must be known."""
    taken = then if _truth(condition) else otherwise
    if taken.value is None:
        raise NoFormulaError
    text = f"IF({condition.text},{then.text},{otherwise.text})"
    return Term(text, taken.value, taken.error)


def _truth(term: Term) -> bool:
    if isinstance(term.value, bool):
        return term.value
    raise NoFormulaError


__all__ = [
    "CLOSEST", "NOT_KNOWN", "all_of", "any_of", "chosen", "compared", "floored", "is_apart",
    "negated", "rounded",
]  # fmt: skip
