"""Checking a loaded scheme: everything that is wrong with it, all at once."""

from __future__ import annotations

from kaoji.engine.plan.lower import make_plan
from kaoji.engine.plan.order import circle_problems
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.scheme.model import Scheme


def check(scheme: Scheme) -> tuple[Problem, ...]:
    """Every problem of a scheme that its reading alone did not find."""
    plan, problems = make_plan(scheme)
    return tuple(dict.fromkeys((*problems, *circle_problems(plan))))
