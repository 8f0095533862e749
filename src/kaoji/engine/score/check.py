"""Everything that is wrong with a scheme: records, plan, reach of figures, worked cases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from kaoji.engine.facts.book import FactBook
from kaoji.engine.plan.lower import make_plan
from kaoji.engine.plan.nodes import Node, Plan
from kaoji.engine.plan.order import circle_problems
from kaoji.engine.plinth.periods import Grain, Period
from kaoji.engine.plinth.problem import Problem, has_errors
from kaoji.engine.plinth.values import OneOf, Span
from kaoji.engine.scheme.checks import check_records
from kaoji.engine.scheme.model import Scheme
from kaoji.engine.score.plain import Run
from kaoji.engine.score.roster import roster_of_names

NOBODY = "某单位"


def check_scheme(scheme: Scheme) -> tuple[Problem, ...]:
    """Every problem of a loaded scheme beside those that reading it has found."""
    plan, problems = make_plan(scheme)
    found = [*check_records(scheme), *problems, *circle_problems(plan), *history_problems(plan)]
    if not has_errors(found):
        found += reach_problems(plan)
    return tuple(dict.fromkeys(found))


def history_problems(plan: Plan) -> Iterator[Problem]:
    """A reference to an earlier period needs a first value, or a year that is given."""
    for edge in plan.edges:
        node = plan.nodes.get(edge.target)
        if edge.reach == "earlier" and node is not None and node.first is None:
            yield Problem(
                "history-open",
                f"「{edge.source}」要用「{edge.target}」以前的值,没有写第一期用什么",
                "写 首期: 一个值",
                place=edge.place,
                path=edge.source,
            )


def reach_problems(plan: Plan) -> Iterator[Problem]:
    """With nothing reported yet: which figures have no bound, which limits never bind."""
    run = nobody_run(plan)
    for path, node in plan.nodes.items():
        if node.is_scored and node.spec is not None:
            yield from _range(run, node)
        if node.cap is not None or node.floor is not None:
            yield from _idle(plan, path)


def nobody_run(plan: Plan) -> Run:
    """A run with one subject of whom nothing is known."""
    period = sample_period(plan.scheme.grain)
    return Run(plan, FactBook(), roster_of_names((NOBODY,)), period)


def sample_period(grain: Grain) -> Period:
    """A period of the grain to try things in."""
    return Period(grain, 2025, 1)


def _range(run: Run, node: Node) -> Iterator[Problem]:
    outcome = run.outcome(node.path, subject=NOBODY, period=run.period)
    value = outcome.value
    if not isinstance(value, Span | OneOf) or run.problems.get(NOBODY):
        run.problems.clear()
        return
    if isinstance(value, OneOf) or value.low is None or value.high is None:
        yield Problem(
            "range-missing",
            f"「{node.path}」没有写范围,缺数时算不出得分区间",
            "写 范围: [最小, 最大],或写 上限、下限",
            "warning",
            place=node.place,
            path=node.path,
        )


def _idle(plan: Plan, path: str) -> Iterator[Problem]:
    """A cap that lies above all the node can reach, or a floor below it, never binds."""
    node = plan.nodes[path]
    free = replace(plan, nodes={**plan.nodes, path: replace(node, cap=None, floor=None)})
    run = nobody_run(free)
    value = run.value(path, subject=NOBODY, period=run.period)
    span = value if isinstance(value, Span) else None
    for word, limit, end, beyond in (
        ("上限", node.cap, span.high if span else None, Fraction.__ge__),
        ("下限", node.floor, span.low if span else None, Fraction.__le__),
    ):
        edge = limit.constant if limit is not None else None
        if isinstance(edge, Fraction) and end is not None and beyond(edge, end):
            yield Problem(
                "idle-limit",
                f"「{path}」的{word}永远用不上:它最多(少)到 {end}",
                f"核对{word},或删去",
                "warning",
                place=limit.formula.place if limit is not None else node.place,
                path=path,
            )
