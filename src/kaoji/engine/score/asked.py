"""What the parts of a reading may ask of it: parameters, and figures summed from finer periods.

They are helpers of `reading.Reading`, which imports them; so they know it by this face alone.
"""

from __future__ import annotations

from typing import Protocol

from kaoji.engine.facts.book import FactBook
from kaoji.engine.plan.context import Spot
from kaoji.engine.plan.nodes import Amount, Node, Plan
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.values import Value
from kaoji.engine.scheme.model import Formula
from kaoji.engine.score.roster import Roster


class Asked(Protocol):
    """A run as far as its helpers know it."""

    @property
    def plan(self) -> Plan:
        """The scheme, compiled."""
        ...

    @property
    def book(self) -> FactBook:
        """The facts."""
        ...

    @property
    def roster(self) -> Roster:
        """The subjects."""
        ...

    def unknown(self, node: Node, *, field: str, subject: str, period: Period) -> Value:
        """The unknown that stands for a missing fact."""
        ...

    def spot(self, node: str, *, subject: str, period: Period) -> Spot:
        """A place for expressions to stand."""
        ...

    def compiled(self, formula: Formula) -> Amount:
        """A formula, compiled once."""
        ...

    def amount(self, amount: Amount, *, spot: Spot) -> Value:
        """The value of a number place."""
        ...
