"""Values that come in one step."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from kaoji.engine.explain.formulas.terms import Term
from kaoji.engine.explain.formulas.translate import translated
from kaoji.engine.explain.formulas.ways.asked import Asked
from kaoji.engine.plan.nodes import Compute
from kaoji.engine.score.outcome import StepKind


def computed(asked: Asked) -> Term:
    """One expression."""
    way = cast("Compute", asked.at.node.way)
    at = replace(asked.at, noted=asked.noted(StepKind.FORMULA))
    return translated(way.amount.formula.expression, at=at)


def read(asked: Asked) -> Term:
    """One figure as it was entered, or as another scheme gave it."""
    return asked.walk.entered(asked.at, value=asked.outcome.value)
