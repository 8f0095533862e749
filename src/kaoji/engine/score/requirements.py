"""校验: what the scheme requires of facts and nodes, in words, and what failing it does."""

from __future__ import annotations

from collections.abc import Iterator

from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.plan.context import Spot
from kaoji.engine.plan.index import walk
from kaoji.engine.plinth.problem import Problem, Severity
from kaoji.engine.plinth.values import Null, OneOf, Value
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
    for path, requirement in requirements_of(run):
        for subject in subjects:
            if requirement.per_row:
                _check_rows(run, path, requirement, subject=subject)
            else:
                _check(run, path, requirement, subject=subject)


def requirements_of(run: Run) -> Iterator[tuple[str, Requirement]]:
    """The requirements with the path of their node."""
    scheme = run.plan.scheme
    for requirement in scheme.requirements:
        yield run.plan.root, requirement
    for item in walk(scheme.root):
        for requirement in item.requirements:
            if requirement not in scheme.requirements:
                yield item.path, requirement


def _check(run: Run, path: str, requirement: Requirement, *, subject: str) -> None:
    node = run.plan.nodes[path]
    amount = run.compiled_at(requirement.condition, node=path)
    for period in run.periods_of(node):
        spot = Spot(run, path, subject, period)
        if _holds(run, amount, spot) is False:
            _record(run, path, requirement, subject=subject, period=str(period))


def _check_rows(run: Run, path: str, requirement: Requirement, *, subject: str) -> None:
    amount = run.compiled_at(requirement.condition, node=path, in_row=True)
    for line in run.book.lines_of(path, subject=subject):
        record = {**line.record, "件数": line.count}
        spot = Spot(run, path, subject, run.period, record=record)
        if _holds(run, amount, spot) is False:
            problem = _problem(path, requirement, coordinate=f"{subject}:{path}")
            run.fault(subject, problem.at(line.row.place))


def _holds(run: Run, amount: object, spot: Spot) -> Value:
    try:
        found = run.amount(amount, spot=spot)  # type: ignore[arg-type]
    except FeelFailure:
        return True
    return found if isinstance(found, bool | OneOf | Null) else True


def _record(run: Run, path: str, requirement: Requirement, *, subject: str, period: str) -> None:
    run.fault(subject, _problem(path, requirement, coordinate=f"{subject}:{path}@{period}"))


def _problem(path: str, requirement: Requirement, *, coordinate: str) -> Problem:
    clause = f"(依据 {requirement.clause})" if requirement.clause else ""
    return Problem(
        CODES[requirement.effect],
        f"{requirement.text}{clause}",
        "核对填报的数据,或由有权机关说明",
        SEVERITY[requirement.effect],
        requirement.place,
        path=path,
        coordinate=coordinate,
    )
