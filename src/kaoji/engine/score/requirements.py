"""校验: what the scheme requires of facts and nodes, in words, and what failing it does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kaoji.engine.facts.book import Line
from kaoji.engine.feel.ast import Compare, Expression, Name, Text
from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.feel.names import children
from kaoji.engine.plan.context import Spot
from kaoji.engine.plan.nodes import Amount, Annex
from kaoji.engine.plan.verdicts import requirements_in
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.problem import Problem, Severity
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import UNDEFINED, OneOf, Value, ways_of
from kaoji.engine.scheme.model import Effect, Requirement, ValueType
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
        check = (_RowCheck if requirement.per_row else _Check).of(
            run, path=path, requirement=requirement
        )
        for subject in subjects:
            check.check(subject)


@dataclass(frozen=True, slots=True)
class _Check:
    """A requirement made ready once for all subjects."""

    run: Run
    path: str
    requirement: Requirement
    amount: Amount

    @classmethod
    def of(cls, run: Run, *, path: str, requirement: Requirement) -> _Check:
        amount = run.compiled_at(requirement.condition, node=path)
        return cls(run, path, requirement, amount)

    def check(self, subject: str) -> None:
        run, path = self.run, self.path
        for period in run.periods_of(run.plan.nodes[path]):
            spot = Spot(run, path, subject, period)
            problem = _told(run, self.amount, self.requirement, spot=spot)
            if problem is not None:
                run.fault(subject, problem=problem)


@dataclass(frozen=True, slots=True)
class _RowCheck:
    """A requirement on every row, made ready once for all subjects."""

    run: Run
    path: str
    requirement: Requirement
    amount: Amount
    blank: Mapping[str, Value]  # what an empty cell says

    @classmethod
    def of(cls, run: Run, *, path: str, requirement: Requirement) -> _RowCheck:
        amount = run.compiled_at(requirement.condition, node=path, in_row=True)
        blank = dict.fromkeys(_asked_for_text(run, path, requirement), "")
        return cls(run, path, requirement, amount, blank)

    def check(self, subject: str) -> None:
        run, path = self.run, self.path
        for period, line in counted_rows(run, path=path, subject=subject):
            record = {**self.blank, **line.record, "件数": line.count}
            spot = Spot(run, path, subject, period, record=record)
            problem = _told(run, self.amount, self.requirement, spot=spot)
            if problem is not None:
                run.fault(subject, problem=problem.at(line.row.place))


def _parts(expression: Expression) -> Iterator[Expression]:
    yield expression
    for one in children(expression):
        yield from _parts(one)


def _asked_for_text(run: Run, path: str, requirement: Requirement) -> Iterator[str]:
    """The text columns that the condition holds against "": an empty cell is that very text."""
    spec = run.plan.nodes[path].spec
    texts = (
        [name for name, one in spec.fields.items() if one.type is ValueType.TEXT] if spec else []
    )
    for one in _parts(requirement.condition.expression):
        if isinstance(one, Compare) and Text("") in (one.left, one.right):
            names = (side.parts[0] for side in (one.left, one.right) if isinstance(side, Name))
            yield from (name for name in names if name in texts)


def counted_rows(run: Run, *, path: str, subject: str) -> Iterator[tuple[Period, Line]]:
    """The rows that count in this run, each once."""
    node = run.plan.nodes[path]
    rows_of = run.plan_lines if isinstance(node.way, Annex) else run.lines
    seen: set[int] = set()
    for period in run.periods_of(node):
        for line in rows_of(path, subject=subject, period=period):
            if id(line) not in seen:
                seen.add(id(line))
                yield period, line


def _told(run: Run, amount: Amount, requirement: Requirement, *, spot: Spot) -> Problem | None:
    """What is wrong when the condition is false or cannot be worked out, and what is not known yet.

    What does not apply breaks nothing.
    """
    try:
        value = run.amount(amount, spot=spot)
    except FeelFailure as failure:
        message = speak("{text}：算不出来，{why}", text=requirement.text, why=failure.message)
        remedy = failure.remedy or speak("改正这条校验")
        return _problem(requirement, message, remedy, spot=spot)
    if value is False:
        remedy = speak("核对填报的数据，或由有权机关说明")
        return _problem(requirement, requirement.text, remedy, spot=spot)
    if isinstance(value, OneOf):
        return _waiting(run, requirement, spot=spot, facts=tuple(value.ways))
    return _open(requirement, spot=spot) if value == UNDEFINED else None


def _problem(requirement: Requirement, message: str, remedy: str, *, spot: Spot) -> Problem:
    code, severity = CODES[requirement.effect], SEVERITY[requirement.effect]
    return _at(requirement, code, _cited(requirement, message), remedy, severity, spot=spot)


def _waiting(
    run: Run, requirement: Requirement, *, spot: Spot, facts: tuple[str, ...]
) -> Problem | None:
    """A requirement that waits for facts; nothing where the result waits for all of them too."""
    root = run.outcome(run.plan.root, subject=spot.subject, period=run.period)
    waited_for = ways_of(root.value)
    missing = [one for one in facts if one not in waited_for]
    if not missing:
        return None
    listed = speak("、").join(missing)
    told = _cited(requirement, requirement.text)
    message = speak("{text}：还不能核对，缺 {facts}", text=told, facts=listed)
    severity: Severity = "note" if requirement.effect is Effect.WARNING else "warning"
    remedy = speak("补齐数据")
    return _at(requirement, "requirement-open", message, remedy, severity, spot=spot)


def _open(requirement: Requirement, *, spot: Spot) -> Problem:
    """A requirement of which nobody can say whether it is met: something in it is 无定义."""
    told = _cited(requirement, requirement.text)
    message = speak("{text}：所据的数空着或无定义，没有核对", text=told)
    remedy = speak("补上数据；可以空着的，在条件里写明（例如 X = null or …）")
    return _at(requirement, "requirement-open", message, remedy, "note", spot=spot)


def _cited(requirement: Requirement, message: str) -> str:
    cited = speak("（依据 {clause}）", clause=requirement.clause)
    return f"{message}{cited}" if requirement.clause and cited not in message else message


def _at(
    requirement: Requirement,
    code: str,
    message: str,
    remedy: str,
    severity: Severity,
    *,
    spot: Spot,
) -> Problem:
    coordinate = f"{spot.subject}:{spot.node}@{spot.period}"
    place = requirement.place
    return Problem(code, message, remedy, severity, place, path=spot.node, coordinate=coordinate)
