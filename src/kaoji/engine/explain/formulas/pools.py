"""Figures that are ranked together, in order: who is nearest, and how many stand before.

Each figure is held against its neighbours, not against all, so that the ranks of a thousand
subjects take no thousand times a thousand comparisons.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from kaoji.engine.explain.formulas.deciding import CLOSEST, is_apart
from kaoji.engine.explain.formulas.terms import Term


@dataclass(frozen=True, slots=True)
class Pool:
    """Figures, also in order; the greatest error and the greatest amount among them."""

    terms: Sequence[Term]
    ordered: Sequence[Fraction]
    error: Fraction
    most: Fraction

    @classmethod
    def of(cls, terms: Sequence[Term]) -> Pool:
        """Raises NoFormulaError where one is no number."""
        ordered = sorted(one.number for one in terms)
        most = max(abs(ordered[0]), abs(ordered[-1]))
        return cls(terms, ordered, max(one.error for one in terms), most)

    def keeps_apart(self, own: Term) -> bool:
        """Whether it is further from all others than any spreadsheet may be wrong."""
        at = bisect_left(self.ordered, own.number)
        near = [*self.ordered[max(at - 1, 0) : at], *self.ordered[at + 1 : at + 2]]
        surely = CLOSEST * self.most + own.error + self.error
        if all(abs(one - own.number) > surely for one in near):
            return True
        return all(is_apart(own, right=one) for one in self.terms if one is not own)

    def before(self, own: Term, *, descending: bool) -> int:
        """How many figures stand before one."""
        if descending:
            return len(self.ordered) - bisect_right(self.ordered, own.number)
        return bisect_left(self.ordered, own.number)
