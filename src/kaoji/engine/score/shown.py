"""What is shown of a total: published, or more digits where published would tell another story."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from kaoji.engine.plinth.exact import exact_text, fixed_text, round_to
from kaoji.engine.score.court import RunBench

if TYPE_CHECKING:
    from kaoji.engine.score.result import SubjectResult

MOST_DIGITS = 12


def shown_text(
    one: SubjectResult, *, finals: Sequence[SubjectResult], bench: RunBench
) -> str | None:
    """The fewest digits, from the published places on, that keep grade and rank right."""
    total = one.total
    if total is None:
        return one.published
    scheme = bench.scheme
    if scheme.grading is not None and scheme.grading.on_published:
        return one.published
    edges = _edges(bench, one.subject)
    others = [each.total for each in finals if each.total not in (None, total)]
    for places in range(scheme.places, MOST_DIGITS + 1):
        figure = round_to(total, places=places, mode=scheme.places_mode)
        if _tells(total, figure=figure, edges=edges, others=others, places=places):
            return fixed_text(total, places=places, mode=scheme.places_mode)
    return exact_text(total)


def _edges(bench: RunBench, subject: str) -> list[Fraction]:
    grading = bench.scheme.grading
    if grading is None:
        return []
    floors = [grade.floor or grade.above for grade in grading.grades]
    found = [bench.number(subject, formula=floor, names={}) for floor in floors if floor]
    return [edge for edge in found if isinstance(edge, Fraction)]


def _tells(
    total: Fraction,
    *,
    figure: Fraction,
    edges: Sequence[Fraction],
    others: Sequence[Fraction | None],
    places: int,
) -> bool:
    if any((figure >= edge) != (total >= edge) or ((figure > edge) != (total > edge) and (
        figure == edge)) for edge in edges):  # fmt: skip
        return False
    return all(
        other is None or round_to(other, places=places) != figure or other == total
        for other in others
    )
