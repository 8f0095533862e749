"""From a prepared run to its result: evaluate everyone, judge those that stand, gather."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from kaoji.engine.facts.book import EVERYONE
from kaoji.engine.plan.expect import asked_paths, derived_paths
from kaoji.engine.plan.nodes import Plan
from kaoji.engine.plinth.exact import fixed_text
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.values import Null, Span, Value, is_unknown, ways_of
from kaoji.engine.scheme.model import Role
from kaoji.engine.score.court import RunBench, bench_of
from kaoji.engine.score.doubts import doubt_what_was_refused
from kaoji.engine.score.feeds import FedGrade, feeder_problems
from kaoji.engine.score.judge import judge
from kaoji.engine.score.open_ranges import check_open_ranges
from kaoji.engine.score.outcome import Outcome, State
from kaoji.engine.score.plain import Run
from kaoji.engine.score.requirements import check_requirements
from kaoji.engine.score.result import NodeResult, Result, Status, SubjectResult
from kaoji.engine.score.reuse import Reuse
from kaoji.engine.score.shares import check_shares
from kaoji.engine.score.shown import shown_text
from kaoji.engine.score.stations import Station
from kaoji.engine.score.verdict import Verdict

#: References by which one subject's result hangs on another's.
_FAR = frozenset({"peers", "below"})
#: What a node of an earlier period must have come to, to be listed.
_WITH_VALUE = (State.GIVEN, State.COMPUTED)


def conclude(
    run: Run, *, table_problems: tuple[Problem, ...], reuse: Reuse | None = None
) -> Result:
    """Evaluate everyone, judge those that stand, gather the result."""
    scored = run.roster.scored
    _work_out(run, subjects=scored)
    while _reads_others(run.plan) and doubt_what_was_refused(run):
        run.forget()
        _work_out(run, subjects=scored)
    run.passed = {key: len(station.known) for key, station in run.stations.items()}
    bench = bench_of(run)
    judgement = judge(bench)
    gathering = _Gathering(run, judgement.verdicts, _listed_stations(run), reuse)
    subjects = tuple(gathering.subject(one) for one in run.roster.listed)
    scheme = run.plan.scheme
    problems = (
        *table_problems,
        *run.book.problems,
        *feeder_problems(run),
        # What stays open of a refused member is said by the fault that refuses it.
        *(one for one in judgement.problems if one.coordinate not in bench.refused),
        *run.problems.get(EVERYONE, ()),
    )
    return Result(
        scheme=scheme.id,
        title=scheme.title,
        version=scheme.version,
        period=run.period,
        subjects=_with_shown(run, subjects=subjects),
        decisions=judgement.decisions,
        problems=tuple(dict.fromkeys(problems)),
    )


def _work_out(run: Run, *, subjects: tuple[str, ...]) -> None:
    for subject in subjects:
        evaluate_subject(run, subject=subject)
    check_shares(run, subjects=subjects)
    check_open_ranges(run, subjects=subjects)
    check_requirements(run, subjects=subjects)


def _reads_others(plan: Plan) -> bool:
    return any(edge.reach in _FAR for edge in plan.edges)


def evaluate_subject(run: Run, *, subject: str) -> None:
    """Work out every node that the run asks of a subject, so that nothing stays unseen."""
    paths: tuple[str, ...] | None = run.caches.get("asked")
    if paths is None:
        paths = run.caches["asked"] = asked_paths(run.plan, period=run.period)
    for path in paths:
        run.outcome(path, subject=subject, period=run.period)


def grades_of(run: Run) -> Mapping[str, FedGrade]:
    """The grades of everyone whom a feeding scheme scores."""
    scored = run.roster.scored
    for subject in scored:
        run.value(run.plan.root, subject=subject, period=run.period)
    return {
        subject: FedGrade(verdict.grade, verdict.grades_possible)
        for subject, verdict in judge(bench_of(run)).verdicts.items()
        if not run.is_refused(subject)
    }


# --- one subject ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Listed:
    """A station with the key under which results list it; the scored period's carry no `@`."""

    key: str
    station: Station
    is_inside: bool  # the scored period, or in it: listed also while nothing is known


def _listed_stations(run: Run) -> tuple[_Listed, ...]:
    """Every station in the order of the plan, without the total of a scheme that has none."""
    by_path: dict[str, list[_Listed]] = {path: [] for path in run.plan.nodes}
    for (path, period), station in run.stations.items():
        key = path if period == run.period else f"{path}@{period}"
        by_path[path].append(_Listed(key, station, run.period.contains(period)))
    if not run.plan.scheme.has_total:
        del by_path[run.plan.root]
    return tuple(listed for several in by_path.values() for listed in several)


@dataclass(frozen=True, slots=True)
class _Gathering:
    """Puts the results of subjects together."""

    run: Run
    verdicts: Mapping[str, Verdict]
    stations: tuple[_Listed, ...]
    reuse: Reuse | None  # an earlier result, of which some nodes may hold

    def subject(self, subject: str) -> SubjectResult:
        run, member = self.run, self.run.roster.members[subject]
        if subject in run.roster.excluded:
            status, value = Status.EXCLUDED, None
        else:
            root = run.outcome(run.plan.root, subject=subject, period=run.period)
            value = root.value if run.plan.scheme.has_total else None
            status = Status.REFUSED if run.is_refused(subject) else Status.FINAL
        stands = status is Status.FINAL
        verdict = self.verdicts[subject] if stands else Verdict(subject)
        waiting = self._waiting(subject, value=value, verdict=verdict) if stands else []
        total = value if isinstance(value, Fraction) else None
        return SubjectResult(
            subject=subject,
            name=member.name,
            group=member.group,
            status=Status.INCOMPLETE if waiting else status,
            total=total,
            published=self._published(total),
            shown=self._published(total),
            interval=value if isinstance(value, Span) and stands else None,
            verdict=verdict,
            nodes=self._nodes(subject),
            problems=run.problems_of(subject),
            blocking=tuple(waiting),
        )

    def _waiting(self, subject: str, *, value: Value | None, verdict: Verdict) -> list[str]:
        """The missing facts that keep the result open."""
        if value is None and verdict.grade is not None:
            return []  # without a total the grade is the result
        found = self._open_values(subject, value=value)
        is_undecided = verdict.grade is None and len(verdict.grades_possible) > 1
        return found or (sorted(self.run.open_in_verdict.get(subject, ())) if is_undecided else [])

    def _open_values(self, subject: str, *, value: Value | None) -> list[str]:
        run = self.run
        if value is None:
            derived = derived_paths(run.plan)
            here = (run.value(path, subject=subject, period=run.period) for path in derived)
            return sorted({fact for each in here for fact in ways_of(each)})
        if is_unknown(value) or isinstance(value, Null):
            return sorted(ways_of(value)) or [f"{subject}:{run.plan.root}@{run.period}"]
        return []

    def _published(self, value: Value | None) -> str | None:
        scheme = self.run.plan.scheme
        if not isinstance(value, Fraction):
            return None
        return fixed_text(value, places=scheme.places, mode=scheme.places_mode)

    def _nodes(self, subject: str) -> Mapping[str, NodeResult]:
        """Every node that was worked out."""
        found: dict[str, NodeResult] = {}
        for listed in self.stations:
            outcome = listed.station.known.get(subject)
            # Of an earlier period nothing need be known.
            if outcome is not None and (listed.is_inside or outcome.state in _WITH_VALUE):
                found[listed.key] = self._known(subject, listed.key, outcome=outcome) or self._node(
                    listed.station, outcome=outcome
                )
        return found

    def _known(self, subject: str, key: str, *, outcome: Outcome) -> NodeResult | None:
        reuse = self.reuse
        return None if reuse is None else reuse.node_of(subject, key=key, outcome=outcome)

    def _node(self, station: Station, *, outcome: Outcome) -> NodeResult:
        node = station.node
        published = self._published(outcome.value)
        return NodeResult(
            path=node.path,
            period=station.period,
            name=node.name,
            outcome=outcome,
            unit=node.unit,
            role=node.role.value if node.role is not Role.SCORED else "",
            published=published,
            shown=published,
            clause=node.clause,
            reading=node.reading,
        )


# --- what is shown --------------------------------------------------------------------------------


def _with_shown(run: Run, *, subjects: tuple[SubjectResult, ...]) -> tuple[SubjectResult, ...]:
    """Give each total the digits that keep its grade and rank apart from its neighbours'."""
    bench = RunBench(run, tuple(one.subject for one in subjects))
    totals = sorted({one.total for one in subjects if one.total is not None})
    return tuple(
        one
        if one.total is None
        else _showing(one, root=run.plan.root, text=shown_text(one, totals=totals, bench=bench))
        for one in subjects
    )


def _showing(one: SubjectResult, *, root: str, text: str) -> SubjectResult:
    nodes = dict(one.nodes)
    nodes[root] = replace(nodes[root], shown=text)
    return replace(one, shown=text, nodes=nodes)
