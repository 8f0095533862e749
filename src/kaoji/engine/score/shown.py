"""What is shown of a total: published, or more digits where published would tell another story."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from kaoji.engine.plinth.exact import exact_text, fixed_text, round_to
from kaoji.engine.scheme.model import ROOT
from kaoji.engine.score.court import RunBench

if TYPE_CHECKING:
    from kaoji.engine.score.result import SubjectResult

#: Beyond so many places the exact text is shown.
MOST_DIGITS = 12


def shown_text(one: SubjectResult, *, totals: Sequence[Fraction], bench: RunBench) -> str:
    """The fewest digits, from the published places on, that keep grade and rank right.

    `totals` are all that there are, each once, from the least.
    """
    total, scheme = one.total, bench.scheme
    if total is None or (scheme.grading is not None and scheme.grading.on_published):
        return one.published or ""
    lines = list(_lines(bench, one.subject))
    others = _neighbours(total, totals)
    for places in range(scheme.places, MOST_DIGITS + 1):
        mode = scheme.places_mode
        figure = round_to(total, places=places, mode=mode)
        is_apart = all(round_to(other, places=places, mode=mode) != figure for other in others)
        if is_apart and all(_reaches(figure, line) == _reaches(total, line) for line in lines):
            return fixed_text(total, places=places, mode=mode)
    return exact_text(total)


def _neighbours(total: Fraction, totals: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """The next total on either side: rounding turns no two round, so the others lie beyond."""
    at = bisect_left(totals, total)
    return (*totals[max(at - 1, 0) : at], *totals[at + 1 : at + 2])


#: A line of a grade: the figure, and whether it has to be exceeded.
Line = tuple[Fraction, bool]


def _lines(bench: RunBench, subject: str) -> Iterator[Line]:
    """The lines that the total has to reach for one grade or another."""
    grading = bench.scheme.grading
    if grading is None or grading.value != ROOT:
        return
    for grade in grading.grades:
        for formula, is_above in ((grade.floor, False), (grade.above, True)):
            if formula is not None:
                edge = bench.number(subject, formula=formula, names={})
                if isinstance(edge, Fraction):
                    yield edge, is_above


def _reaches(figure: Fraction, line: Line) -> bool:
    edge, is_above = line
    return figure > edge if is_above else figure >= edge
