"""校验: what the scheme requires of facts and nodes, in words, and what failing it does."""

from __future__ import annotations

from collections.abc import Iterator

from kaoji.engine.facts.book import Line
from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.plan.context import Spot
from kaoji.engine.plan.nodes import Amount, Annex
from kaoji.engine.plan.verdicts import requirements_in
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.problem import Problem, Severity
from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.model import Effect, Requirement
from kaoji.engine.score.plain import Run

SEVERITY: dict[Effect, Severity] = {
    Effect.ERROR: "error",
    Effect.UNLOCKED: "warning",
    Effect.WARNING: "warning",
}
CODES = {
    Effect.ERROR: "requirement-failed",
    Effect.UNLOCKED: "requirement-unlocked",
    Effect.WARNING: "requirement-warning",
}


def check_requirements(run: Run, *, subjects: tuple[str, ...]) -> None:
    """Check every requirement of the scheme for every subject; failures are recorded."""
    for path, requirement in requirements_in(run.plan.scheme):
        for subject in subjects:
            if requirement.per_row:
                _check_rows(run, path, requirement, subject=subject)
            else:
                _check(run, path, requirement, subject=subject)


def _check(run: Run, path: str, requirement: Requirement, *, subject: str) -> None:
    node = run.plan.nodes[path]
    amount = run.compiled_at(requirement.condition, node=path)
    for period in run.periods_of(node):
        problem = _broken(run, amount, requirement, spot=Spot(run, path, subject, period))
        if problem is not None:
            run.fault(subject, problem=problem)


def _check_rows(run: Run, path: str, requirement: Requirement, *, subject: str) -> None:
    amount = run.compiled_at(requirement.condition, node=path, in_row=True)
    for period, line in _lines(run, path, subject=subject):
        record = {**line.record, "件数": line.count}
        spot = Spot(run, path, subject, period, record=record)
        problem = _broken(run, amount, requirement, spot=spot)
        if problem is not None:
            run.fault(subject, problem=problem.at(line.row.place))


def _lines(run: Run, path: str, *, subject: str) -> Iterator[tuple[Period, Line]]:
    """The rows that count in this run, each once."""
    node = run.plan.nodes[path]
    rows_of = run.plan_lines if isinstance(node.way, Annex) else run.lines
    seen: set[int] = set()
    for period in run.periods_of(node):
        for line in rows_of(path, subject=subject, period=period):
            if id(line) not in seen:
                seen.add(id(line))
                yield period, line


def _broken(run: Run, amount: Amount, requirement: Requirement, *, spot: Spot) -> Problem | None:
    """What is wrong when the condition is false or cannot be worked out; what is not known yet or
    does not apply breaks nothing.
    """
    try:
        if run.amount(amount, spot=spot) is not False:
            return None
        message, remedy = requirement.text, speak("核对填报的数据，或由有权机关说明")
    except FeelFailure as failure:
        message = speak("{text}：算不出来，{why}", text=requirement.text, why=failure.message)
        remedy = failure.remedy or speak("改正这条校验")
    cited = speak("（依据 {clause}）", clause=requirement.clause)
    clause = cited if requirement.clause and cited not in message else ""
    return Problem(
        CODES[requirement.effect],
        f"{message}{clause}",
        remedy,
        SEVERITY[requirement.effect],
        requirement.place,
        path=spot.node,
        coordinate=f"{spot.subject}:{spot.node}@{spot.period}",
    )
