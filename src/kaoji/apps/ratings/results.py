"""What came of a rating that is sealed: by class, and only where enough ballots were cast."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from kaoji.apps.ratings.models import Rating
from kaoji.apps.ratings.queries import ballots_by_class
from kaoji.apps.ratings.rules import units_of
from kaoji.engine.plinth.exact import fixed_text, parse_exact

_PLACES = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A unit: how many gave a mark, and what they came to; nothing where they are too few."""

    unit: str
    valid: int
    told: str


@dataclass(frozen=True, slots=True)
class ClassResult:
    """A class of raters; `lines` is empty where it has too few ballots."""

    word: str
    ballots: int
    lines: tuple[Line, ...]


def results_of(rating: Rating) -> tuple[ClassResult, ...]:
    """Every class that cast ballots."""
    found = ballots_by_class(rating)
    return tuple(
        ClassResult(word, len(marks), tuple(_lines(rating, ballots=marks)))
        for word, marks in found.items()
        if marks
    )


def _lines(rating: Rating, *, ballots: list[dict[str, str]]) -> Iterator[Line]:
    least = rating.least_shown
    if len(ballots) < least:
        return
    for key, name in units_of(rating).items():
        given = [marks[str(key)] for marks in ballots if str(key) in marks]
        yield Line(name, len(given), _told(rating, given=given) if len(given) >= least else "")


def _told(rating: Rating, *, given: list[str]) -> str:
    if rating.options:
        counts = Counter(given)
        return "，".join(f"{word} {counts[word]}" for word in rating.options if counts[word])
    total = sum((parse_exact(text) or Fraction(0) for text in given), Fraction(0))
    return fixed_text(total / len(given), places=_PLACES)
