"""One scoring, from a checked scheme and tables to the result: bind, evaluate, judge, gather."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from kaoji.engine.facts.bind import bind_facts
from kaoji.engine.facts.book import EVERYONE, FactBook
from kaoji.engine.facts.expected import Expectations
from kaoji.engine.facts.table import FactTable, SubjectRow
from kaoji.engine.plan.expect import expectations_of
from kaoji.engine.plan.feeds import feeds_in
from kaoji.engine.plan.lower import make_plan
from kaoji.engine.plan.nodes import Node, Plan
from kaoji.engine.plinth.exact import fixed_text
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.problem import Problem, has_errors
from kaoji.engine.plinth.values import Span, Value, is_unknown, ways_of
from kaoji.engine.scheme.model import Role, Scheme
from kaoji.engine.score.court import RunBench
from kaoji.engine.score.feeds import Feeder
from kaoji.engine.score.judge import judge
from kaoji.engine.score.outcome import Outcome, State
from kaoji.engine.score.plain import Run
from kaoji.engine.score.requirements import check_requirements
from kaoji.engine.score.result import NodeResult, Result, Status, SubjectResult
from kaoji.engine.score.roster import Roster, roster_of, roster_of_names
from kaoji.engine.score.shown import shown_text
from kaoji.engine.score.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Tables:
    """What is scored: facts, subjects, and how the run was asked for."""

    facts: FactTable
    subjects: tuple[SubjectRow, ...] = ()
    period: Period | None = None
    as_of: date | None = None
    open_paths: tuple[str, ...] = ()
    tracing: bool = False
    versions: tuple[Scheme, ...] = ()  # other versions of the scheme, for earlier periods


@dataclass(frozen=True, slots=True)
class Scored:
    """A result with the run behind it, for explanations."""

    result: Result
    run: Run


def score(scheme: Scheme, *, tables: Tables, feeders: Mapping[str, Scheme] | None = None) -> Scored:
    """Score every subject of the scheme in `tables.period`."""
    assert tables.period is not None  # noqa: S101
    plan, _problems = make_plan(scheme)
    run = prepare(plan, tables=tables, feeding=feeders or {})
    return Scored(conclude(run, table_problems=tables.facts.problems), run)


def prepare(plan: Plan, *, tables: Tables, feeding: Mapping[str, Scheme]) -> Run:
    """Bind the tables to the plan and make the run; feeders get runs of their own."""
    assert tables.period is not None  # noqa: S101
    feeders = {
        name: _feeder(scheme, tables=tables, feeding=feeding)
        for name, scheme in feeding.items()
        if name != plan.scheme.id and name in feeds_of(plan.scheme)
    }
    expectations = expectations_of(plan, period=tables.period)
    roster = _roster(plan.scheme, tables=tables)
    book = bind_facts(
        tables.facts,
        expectations=expectations,
        groups={one: roster.groups_of(one) for one in roster.members},
        as_of=tables.as_of,
        known_elsewhere=_known_to(feeders),
    )
    if not roster.is_from_table:
        roster = roster_of_names(one for one in book.subjects if one != EVERYONE)
    run = Run(
        plan,
        book,
        roster,
        tables.period,
        open_paths=_open_paths(expectations, tables.open_paths, book),
        tracing=tables.tracing,
        feeders=feeders,
    )
    if tables.versions:
        run.elders = Elders(run, tables, feeding).in_force
    return run


@dataclass(slots=True)
class Elders:
    """Runs of the versions that were in force in earlier periods, made when they are asked for."""

    run: Run
    tables: Tables
    feeding: Mapping[str, Scheme]
    made: dict[tuple[str, Period], Run] = field(default_factory=dict)

    def in_force(self, period: Period) -> Run | None:
        """The run of another version for a period; `None` when it is this version's own."""
        own = self.run.plan.scheme
        scheme = version_in_force((own, *self.tables.versions), day=period.last_day)
        if scheme is None or scheme.version == own.version:
            return None
        key = (scheme.version, period)
        if key not in self.made:
            plan, _problems = make_plan(scheme)
            tables = replace(self.tables, period=period, open_paths=(), tracing=False)
            self.made[key] = prepare(plan, tables=tables, feeding=self.feeding)
        return self.made[key]


def version_in_force(schemes: Iterable[Scheme], *, day: date) -> Scheme | None:
    """The version that holds on a day: the latest that has come into force and is not repealed."""
    holding = [
        one
        for one in schemes
        if one.effective is not None
        and one.effective <= day
        and (one.repealed is None or day <= one.repealed)
    ]
    return max(holding, key=lambda one: one.effective or date.min, default=None)


def feeds_of(scheme: Scheme) -> frozenset[str]:
    """The ids of the schemes that this one feeds on."""
    return frozenset(feed.scheme for feed in feeds_in(scheme))


def _feeder(scheme: Scheme, *, tables: Tables, feeding: Mapping[str, Scheme]) -> Feeder:
    plan, _problems = make_plan(scheme)
    run = prepare(plan, tables=replace(tables, open_paths=()), feeding=feeding)
    return Feeder(run, judge=_grades_of)


def _grades_of(run: Run) -> dict[str, tuple[str | None, tuple[str, ...]]]:
    judgement = judge(RunBench(run, run.roster.scored))
    return {
        subject: (verdict.grade, verdict.grades_possible)
        for subject, verdict in judgement.verdicts.items()
    }


def _known_to(feeders: Mapping[str, Feeder]) -> Callable[[str], bool]:
    def known(key: str) -> bool:
        return any(
            feeder.run.plan.index is not None and feeder.run.plan.index.find(key)
            for feeder in feeders.values()
        )

    return known


def _roster(scheme: Scheme, *, tables: Tables) -> Roster:
    assert tables.period is not None  # noqa: S101
    if tables.subjects:
        return roster_of(tables.subjects, day=tables.period.last_day, subjects=scheme.subjects)
    return roster_of_names(())


def _open_paths(
    expectations: Expectations, words: tuple[str, ...], book: FactBook
) -> frozenset[str]:
    found: set[str] = set()
    for word in words:
        paths = expectations.find(word)
        if len(paths) == 1:
            found.add(paths[0])
        else:
            book.problems.append(
                Problem(
                    "unknown-open-path",
                    f"--open 写的「{word}」" + ("不是本方案的指标" if not paths else "不止一处"),
                    "写指标的路径",
                )
            )
    return frozenset(found)


# --- concluding ------------------------------------------------------------------------------------  # noqa: E501


def conclude(run: Run, *, table_problems: tuple[Problem, ...]) -> Result:
    """Evaluate everyone, judge those that stand, gather the result."""
    scored = run.roster.scored
    for subject in scored:
        evaluate_subject(run, subject=subject)
    check_requirements(run, subjects=scored)
    refused = {one for one in scored if is_refused(run, one)}
    standing = tuple(one for one in scored if one not in refused)
    judgement = judge(RunBench(run, standing))
    late = {one for one in standing if is_refused(run, one)}
    verdicts = dict(judgement.verdicts)
    subjects = tuple(
        _subject_result(
            run,
            subject=one,
            verdict=verdicts.get(one) or Verdict(one),
            refused=one in refused or one in late,
        )
        for one in scored
    )
    problems = (*table_problems, *run.book.problems, *judgement.problems)
    scheme = run.plan.scheme
    return Result(
        scheme=scheme.id,
        title=scheme.title,
        version=scheme.version,
        period=run.period,
        subjects=with_shown(run, subjects),
        decisions=judgement.decisions,
        problems=tuple(dict.fromkeys((*problems, *run.problems.get(EVERYONE, ())))),
    )


def evaluate_subject(run: Run, *, subject: str) -> None:
    """Work out every node that the run asks of a subject, so that nothing stays unseen."""
    for path, node in run.plan.nodes.items():
        if node.is_scored or path in derived_paths(run.plan):
            run.outcome(path, subject=subject, period=run.period) if _is_asked(run, path) else None


def _is_asked(run: Run, path: str) -> bool:
    key = ("asked", path)
    known = run.caches.get(key)
    if known is None:
        expectations = run.caches.get("expectations")
        if expectations is None:
            expectations = expectations_of(run.plan, period=run.period)
            run.caches["expectations"] = expectations
        known = run.period in expectations.keys[path].asked  # type: ignore[attr-defined]
        run.caches[key] = known
    return bool(known)


def derived_paths(plan: Plan) -> frozenset[str]:
    """The paths of derived values."""
    return frozenset(one.key for one in plan.scheme.derived)


def is_refused(run: Run, subject: str) -> bool:
    """Whether an error in the subject's facts, or in all facts, refuses it."""
    own = (*run.problems.get(subject, ()),)
    scopes = run.book.scopes(subject)
    return has_errors(own) or any(scope in run.book.refused for scope in scopes)


def _subject_result(run: Run, *, subject: str, verdict: Verdict, refused: bool) -> SubjectResult:
    scheme = run.plan.scheme
    root = run.outcome(run.plan.root, subject=subject, period=run.period)
    value = root.value if scheme.has_total else None
    total = value if isinstance(value, Fraction) else None
    open_values = _open_values(run, subject=subject, value=value)
    if verdict.grade is None and len(verdict.grades_possible) > 1:
        open_values = open_values or sorted(run.open_in_verdict.get(subject, ()))
    status = Status.REFUSED if refused else Status.INCOMPLETE if open_values else Status.FINAL
    own = (*run.problems.get(subject, ()), *_book_problems(run, subject))
    published = fixed_text(total, places=scheme.places, mode=scheme.places_mode) if (
        total is not None
    ) else None  # fmt: skip
    return SubjectResult(
        subject=subject,
        name=run.roster.members[subject].name,
        group=run.roster.members[subject].group,
        status=status,
        total=total,
        published=published,
        shown=published,
        interval=value if isinstance(value, Span) and not refused else None,
        verdict=verdict if not refused else Verdict(subject),
        nodes=node_results(run, subject=subject),
        problems=tuple(dict.fromkeys(own)),
        blocking=tuple(open_values),
    )


def _book_problems(run: Run, subject: str) -> tuple[Problem, ...]:
    return tuple(
        problem for scope in run.book.scopes(subject) for problem in run.book.refused.get(scope, ())
    )


def _open_values(run: Run, *, subject: str, value: Value | None) -> list[str]:
    """The missing facts that keep the result open."""
    if value is not None:
        return sorted(ways_of(value)) or (["?"] if is_unknown(value) else [])
    return sorted(
        fact
        for path in derived_paths(run.plan)
        for fact in ways_of(run.value(path, subject=subject, period=run.period))
    )


def node_results(run: Run, *, subject: str) -> Mapping[str, NodeResult]:
    """Every node of a subject that was worked out; the scored period's carry no `@`."""
    found: dict[str, NodeResult] = {}
    by_node = nodes_of(run, subject)
    for path, node in run.plan.nodes.items():
        if path == run.plan.root and not run.plan.scheme.has_total:
            continue
        for period, outcome in by_node.get(path, ()):
            has_value = outcome.state in (State.GIVEN, State.COMPUTED)
            if not has_value and not _is_inside(period, whole=run.period):
                continue  # an earlier period of which nothing is known
            key = path if period == run.period else f"{path}@{period}"
            found[key] = _node_result(run, node, period=period, outcome=outcome)
    return found


def _is_inside(period: Period, *, whole: Period) -> bool:
    return period == whole or whole.contains(period)


def nodes_of(run: Run, subject: str) -> Mapping[str, list[tuple[Period, Outcome]]]:
    """The outcomes of a subject by path (the memo is grouped once)."""
    known = run.caches.get("by_subject")
    if known is None:
        gathered: dict[str, dict[str, list[tuple[Period, Outcome]]]] = {}
        for (path, who, period), outcome in run.memo.items():
            gathered.setdefault(who, {}).setdefault(path, []).append((period, outcome))
        known = run.caches["by_subject"] = gathered
    grouped: Mapping[str, Mapping[str, list[tuple[Period, Outcome]]]] = known  # type: ignore[assignment]
    return grouped.get(subject, {})


def _node_result(run: Run, node: Node, *, period: Period, outcome: Outcome) -> NodeResult:
    scheme = run.plan.scheme
    value = outcome.value
    published = (
        fixed_text(value, places=scheme.places, mode=scheme.places_mode)
        if isinstance(value, Fraction)
        else None
    )
    return NodeResult(
        path=node.path,
        period=period,
        name=node.name,
        outcome=outcome,
        unit=node.unit,
        role=node.role.value if node.role is not Role.SCORED else "",
        published=published,
        shown=published,
        clause=node.clause,
        reading=node.reading,
    )


def with_shown(run: Run, subjects: tuple[SubjectResult, ...]) -> tuple[SubjectResult, ...]:
    """Give each total the digits that keep its grade and rank apart from its neighbours'."""
    if not run.plan.scheme.has_total:
        return subjects
    bench = RunBench(run, tuple(one.subject for one in subjects))
    finals = [one for one in subjects if one.total is not None]
    shown = {one.subject: shown_text(one, finals=finals, bench=bench) for one in finals}
    return tuple(
        _showing(run, one, shown[one.subject] or "") if one.subject in shown else one
        for one in subjects
    )


def _showing(run: Run, one: SubjectResult, text: str) -> SubjectResult:
    nodes = dict(one.nodes)
    root = nodes.get(run.plan.root)
    if root is not None:
        nodes[run.plan.root] = replace(root, shown=text)
    return replace(one, shown=text, nodes=nodes)


__all__ = ["Scored", "State", "Tables", "conclude", "evaluate_subject", "prepare", "score"]
