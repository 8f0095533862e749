"""What is shown of a total: published, or more digits where published would tell another story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from kaoji.engine.plinth.exact import exact_text, fixed_text, round_to
from kaoji.engine.scheme.model import ROOT
from kaoji.engine.score.court import RunBench

if TYPE_CHECKING:
    from kaoji.engine.score.result import SubjectResult

#: Beyond so many places the exact text is shown.
MOST_DIGITS = 12


@dataclass(slots=True)
class Showing:
    """The totals of a run, and by which figure each passes with so many places.

    Every total is rounded once for each number of places that anybody is shown with, so that ten
    thousand subjects take ten times as long as a thousand.
    """

    bench: RunBench
    totals: frozenset[Fraction]
    _by_places: dict[int, Mapping[Fraction, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, finals: Sequence[SubjectResult], *, bench: RunBench) -> Showing:
        """The totals of those who have a final one."""
        return cls(bench, frozenset(one.total for one in finals if one.total is not None))

    def text(self, one: SubjectResult) -> str:
        """The fewest digits, from the published places on, that keep grade and rank right."""
        total, scheme = one.total, self.bench.scheme
        if total is None or (scheme.grading is not None and scheme.grading.on_published):
            return one.published or ""
        lines = list(_lines(self.bench, one.subject))
        for places in range(scheme.places, MOST_DIGITS + 1):
            figure = self._rounded(total, places=places)
            is_apart = self._passing(places)[figure] == 1
            if is_apart and all(_reaches(figure, line) == _reaches(total, line) for line in lines):
                return fixed_text(total, places=places, mode=scheme.places_mode)
        return exact_text(total)

    def _rounded(self, total: Fraction, *, places: int) -> Fraction:
        return round_to(total, places=places, mode=self.bench.scheme.places_mode)

    def _passing(self, places: int) -> Mapping[Fraction, int]:
        """How many different totals pass by each figure."""
        if places not in self._by_places:
            self._by_places[places] = Counter(
                self._rounded(total, places=places) for total in self.totals
            )
        return self._by_places[places]


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
