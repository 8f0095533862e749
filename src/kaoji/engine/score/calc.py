"""The arithmetic that the evaluator uses, gathered from the expression room in one place."""

from kaoji.engine.feel.arithmetic import (
    add,
    clamp,
    divide,
    monotone,
    multiply,
    negate,
    span_of,
    subtract,
)
from kaoji.engine.feel.comparison import compare, equal
from kaoji.engine.feel.folds import highest, lowest, mean, total
from kaoji.engine.feel.logic import logical_and, logical_or
from kaoji.engine.feel.show import shown
from kaoji.engine.feel.unknowns import hull, options_of, unbounded, unsure

__all__ = [
    "add",
    "clamp",
    "compare",
    "divide",
    "equal",
    "highest",
    "hull",
    "logical_and",
    "logical_or",
    "lowest",
    "mean",
    "monotone",
    "multiply",
    "negate",
    "options_of",
    "shown",
    "span_of",
    "subtract",
    "total",
    "unbounded",
    "unsure",
]
