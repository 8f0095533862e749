"""The linter's checks on the records of a scheme: each file one topic, each fault one code.

What needs the compiled plan (types, circles) is found by `plan`; what needs a run of which
nothing is known (ranges, idle caps, reachable grades, worked cases) by `score/check.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kaoji.engine.plinth.problem import Problem
from kaoji.engine.scheme.checks import (
    absences,
    bands,
    clauses,
    facts,
    grades,
    names,
    panels,
    parts,
    ranges,
    scales,
    shares,
    units,
    vetoes,
)
from kaoji.engine.scheme.model import Scheme

Check = Callable[[Scheme], Iterator[Problem]]

TOPICS: tuple[Check, ...] = (
    shares.check,
    parts.check,
    bands.check,
    grades.check,
    absences.check,
    panels.check,
    ranges.check,
    facts.check,
    scales.check,
    units.check,
    names.check,
    vetoes.check,
    clauses.check,
)


def check_records(scheme: Scheme) -> tuple[Problem, ...]:
    """Every problem that the records alone show."""
    return tuple(problem for topic in TOPICS for problem in topic(scheme))
