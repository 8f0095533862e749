"""Number places: an expression as written, and rounding as stated."""

from __future__ import annotations

from dataclasses import dataclass, field

from kaoji.engine.feel.ast import Expression
from kaoji.engine.plinth.exact import Rounding
from kaoji.engine.plinth.problem import NOWHERE, Place


@dataclass(frozen=True, slots=True)
class Formula:
    """An expression as written, parsed, with the place of its first character."""

    text: str
    expression: Expression
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class RoundingRule:
    """取整: decimals and mode, applied at the node that states it and nowhere else."""

    places: int
    mode: Rounding = Rounding.HALF_UP
