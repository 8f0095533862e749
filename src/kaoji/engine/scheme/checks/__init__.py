"""The linter's checks on the records of a scheme: each file one topic, each fault one code.

What needs the compiled plan (types, circles, reach) is checked in `plan/check.py`; what needs a
run (ranges, idle caps, worked cases) in `score/check.py`.
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
    panels,
    shares,
    vetoes,
)
from kaoji.engine.scheme.model import Scheme

Check = Callable[[Scheme], Iterator[Problem]]

TOPICS: tuple[Check, ...] = (
    shares.check,
    bands.check,
    grades.check,
    absences.check,
    panels.check,
    facts.check,
    vetoes.check,
    clauses.check,
)


def check_records(scheme: Scheme) -> tuple[Problem, ...]:
    """Every problem that the records alone show."""
    return tuple(problem for topic in TOPICS for problem in topic(scheme))
