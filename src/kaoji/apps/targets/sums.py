"""The targets of all units together against what the body above wants, and how much more they are
(加码): exact.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from kaoji.apps.appraisals.figures import exact, hundredths, plain


@dataclass(frozen=True, slots=True)
class Together:
    """The sum of the figures that there are, how many units have none yet, the total of the body
    above and the surplus over it.
    """

    sum: Fraction
    left: int
    total: Fraction | None

    @property
    def shown(self) -> str:
        """The sum in full."""
        return plain(self.sum)

    @property
    def surplus(self) -> Fraction | None:
        """What the units have more than the total; below zero: less."""
        return None if self.total is None else self.sum - self.total

    @property
    def surplus_shown(self) -> str:
        """The surplus in figures."""
        surplus = self.surplus
        if surplus is None:
            return ""
        return f"+{plain(surplus)}" if surplus > 0 else plain(surplus)

    @property
    def percent_shown(self) -> str:
        """The surplus in percent of the total, for the eye; of a total of zero there is none."""
        if not self.total or self.surplus is None:
            return ""
        percent = self.surplus / self.total * 100
        return f"{'+' if percent > 0 else ''}{hundredths(percent)}%"

    @property
    def is_short(self) -> bool:
        """Whether the units together do not come to what the body above wants."""
        return self.left == 0 and self.surplus is not None and self.surplus < 0

    @property
    def is_more(self) -> bool:
        """Whether the units together have more than the body above wants: 加码."""
        return self.surplus is not None and self.surplus > 0


def together(figures: Iterable[str], *, total: str) -> Together:
    """The sum of exact texts; 不适用 counts as no target, an empty one as still to come."""
    whole, left = Fraction(0), 0
    for text in figures:
        number = exact(text)
        if number is not None:
            whole += number
        elif not text:
            left += 1
    return Together(whole, left, exact(total))
