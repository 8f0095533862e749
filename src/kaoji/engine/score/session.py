"""One scoring, from a checked scheme and tables to the result: bind, evaluate, judge, gather."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import KW_ONLY, dataclass, replace
from datetime import date
from functools import partial

from kaoji.engine.facts.bind import bind_facts
from kaoji.engine.facts.book import EVERYONE, GROUP, FactBook
from kaoji.engine.facts.expected import Expectations
from kaoji.engine.facts.table import FactTable, SubjectRow
from kaoji.engine.plan.expect import expectations_of
from kaoji.engine.plan.feeds import feeds_in
from kaoji.engine.plan.index import Index, build_index
from kaoji.engine.plan.lower import make_plan
from kaoji.engine.plan.nodes import Node, Plan
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import speak, speaking
from kaoji.engine.scheme.model import Pin, RowKind, Scheme
from kaoji.engine.score.admission import admit
from kaoji.engine.score.columns import check_pools
from kaoji.engine.score.conclude import conclude, evaluate_subject, grades_of
from kaoji.engine.score.elders import Elders, not_in_force, other_version_of
from kaoji.engine.score.feeds import Feeder
from kaoji.engine.score.own_units import refuse_own_units
from kaoji.engine.score.pins import Pinned, is_pinned, pinned_parts
from kaoji.engine.score.plain import Run
from kaoji.engine.score.result import Result
from kaoji.engine.score.reuse import Earlier, Reuse, reuse_of, taken_again
from kaoji.engine.score.roster import CLASSES, Roster, roster_of, roster_of_names

__all__ = ["Scored", "Tables", "conclude", "evaluate_subject", "prepare", "score"]


@dataclass(frozen=True, slots=True)
class Tables:
    """What is scored: facts, subjects, and how the run was asked for."""

    facts: FactTable
    subjects: tuple[SubjectRow, ...] = ()
    _: KW_ONLY
    period: Period
    as_of: date | None = None
    open_paths: tuple[str, ...] = ()
    tracing: bool = False
    versions: tuple[Scheme, ...] = ()  # other versions of the scheme, for earlier periods
    serves_history: bool = False  # an earlier period is scored for a run of a later one
    part: Period | None = None  # the only part that this version scores


@dataclass(frozen=True, slots=True)
class Scored:
    """A result with the run behind it, for explanations."""

    result: Result
    run: Run


def score(
    scheme: Scheme,
    *,
    tables: Tables,
    feeders: Mapping[str, Scheme] | None = None,
    beside: Iterable[Scheme] = (),
    earlier: Earlier | None = None,
) -> Scored:
    """Score every subject of the scheme in `tables.period`.

    The facts may have been written for a scheme `beside` this one, such as the one that it is
    to replace: rows that only that one knows are not unknown. Of an `earlier` scoring over the
    same tables but for some facts, whatever has not changed is taken over, not worked out again.
    """
    around = tuple(build_index(one) for one in beside)
    with speaking(scheme.language):
        return _scored(scheme, tables, feeders=feeders or {}, around=around, earlier=earlier)


def _scored(
    scheme: Scheme,
    tables: Tables,
    *,
    feeders: Mapping[str, Scheme],
    around: tuple[Index, ...],
    earlier: Earlier | None,
) -> Scored:
    plan, _problems = make_plan(scheme)
    is_alone = earlier is not None and not feeders and not tables.versions
    reuse = reuse_of(earlier, plan=plan, facts=tables.facts) if earlier and is_alone else None
    run = prepare(plan, tables=tables, feeding=feeders, around=around, reuse=reuse)
    result = conclude(run, table_problems=tables.facts.problems, reuse=reuse)
    elder = not_in_force(scheme, versions=tables.versions, period=tables.period)
    if elder is not None:
        result = replace(result, problems=(*result.problems, elder))
    if not result.subjects:
        result = replace(result, problems=(*result.problems, _nobody(scheme)))
    return Scored(result, run)


def _nobody(scheme: Scheme) -> Problem:
    kinds = speak("、").join(scheme.subjects.kinds)
    remedy = speak("核对数据表、对象表和周期")
    if kinds:
        remedy = speak("核对数据表、对象表和周期，对象表的「类」要写 {kinds}", kinds=kinds)
    return Problem(
        "nobody-scored",
        speak("没有可以计分的对象：数据表和对象表里一个也没有读到"),
        remedy,
        severity="warning",
    )


def prepare(
    plan: Plan,
    *,
    tables: Tables,
    feeding: Mapping[str, Scheme],
    around: tuple[Index, ...] = (),
    is_main: bool = True,
    reuse: Reuse | None = None,
) -> Run:
    """Bind the tables to the plan and make the run; feeders get runs of their own.

    `around` are the indexes of the schemes that share the facts table: their keys are not ours,
    and not unknown. Only the main run tells which subjects nobody knows.
    """
    around = (*around, *(build_index(one) for one in feeding.values() if one.id != plan.scheme.id))
    # What only an earlier version of ours knows is not unknown to those that feed us.
    beside = tuple(map(build_index, tables.versions)) if feeding else ()
    feeders = {
        name: _feeder(scheme, tables=tables, feeding=feeding, around=(*around, plan.index, *beside))
        for name, scheme in feeding.items()
        if name != plan.scheme.id and name in feeds_of(plan.scheme)
    }
    pinned = {} if tables.part else pinned_parts(plan.scheme, period=tables.period)
    around = (*around, *_pinned_indexes(pinned, versions=tables.versions))
    expectations = expectations_of(plan, period=tables.period)
    roster = _roster(plan.scheme, tables=tables)
    bind = partial(
        bind_facts,
        expectations=expectations,
        groups={one: roster.groups_of(one) for one in roster.members},
        as_of=tables.as_of,
        known_elsewhere=_known_to(around),
        known_subjects=_known_subjects(tables.subjects) if is_main else None,
        other_version=other_version_of(plan, versions=tables.versions, period=tables.period),
        serves_history=tables.serves_history,
        is_ours=_ours(tables, pinned=pinned),
    )
    book = taken_again(reuse, expectations=expectations, facts=tables.facts, bind=bind)
    if not roster.is_from_table:
        roster = roster_of_names(one for one in book.subjects if one != EVERYONE)
    elif is_main:
        _note_absent(book, roster=roster, rows=tables.subjects)
    run = Run(
        plan,
        book,
        roster,
        tables.period,
        open_paths=_open_paths(tables.open_paths, expectations=expectations, plan=plan, book=book),
        tracing=tables.tracing,
        feeders=feeders,
    )
    if tables.versions:
        elders = _elders(run, tables=tables, feeding=feeding)
        run.elders, run.elder_runs = elders.in_force, elders.made
    if pinned:
        run.pinned = _pinned(run, pinned=pinned, tables=tables, feeding=feeding)
        run.part_run = run.pinned.run_of
    refuse_own_units(run)
    for problem in check_pools(plan.scheme, roster=roster):
        book.refuse(EVERYONE, problem=problem)
    admit(run)
    if reuse is not None:
        reuse.seed(run)
    return run


def _elders(run: Run, *, tables: Tables, feeding: Mapping[str, Scheme]) -> Elders:
    def prepared(scheme: Scheme, period: Period, others: tuple[Scheme, ...]) -> Run:
        then = replace(tables, period=period, versions=others, open_paths=(), serves_history=True)
        return prepare(make_plan(scheme)[0], tables=then, feeding=feeding, is_main=False)

    return Elders(run, tables.versions, prepared)


def _pinned(
    run: Run, *, pinned: dict[Period, Pin], tables: Tables, feeding: Mapping[str, Scheme]
) -> Pinned:
    def prepared(scheme: Scheme, part: Period) -> Run:
        others = (run.plan.scheme, *(one for one in tables.versions if one != scheme))
        then = replace(tables, versions=others, open_paths=(), part=part)
        plan, around = make_plan(scheme)[0], (run.plan.index,)
        return prepare(plan, tables=then, feeding=feeding, around=around, is_main=False)

    return Pinned(run, pinned, tables.versions, prepared)


def _pinned_indexes(
    pinned: Mapping[Period, Pin], *, versions: Iterable[Scheme]
) -> tuple[Index, ...]:
    names = {pin.version for pin in pinned.values()}
    return tuple(build_index(one) for one in versions if one.version in names)


def _ours(
    tables: Tables, *, pinned: Mapping[Period, Pin]
) -> Callable[[Period, frozenset[Period]], bool]:
    """Whether a row of a period is ours to read: of the part that we score, or of none that is
    pinned; what is asked for over a longer time stays ours in every part of it.
    """
    part = tables.part
    if part is not None:
        return lambda period, _asked: period.contains(part) or part.contains(period)
    if not pinned:
        return lambda _period, _asked: True
    return lambda period, asked: period not in asked or not is_pinned(period, pinned=pinned)


def feeds_of(scheme: Scheme) -> frozenset[str]:
    """The names of the schemes that this one feeds on."""
    return frozenset(feed.scheme for feed in feeds_in(scheme))


def _feeder(
    scheme: Scheme, *, tables: Tables, feeding: Mapping[str, Scheme], around: tuple[Index, ...]
) -> Feeder:
    plan, _problems = make_plan(scheme)
    theirs = replace(tables, open_paths=(), versions=())
    run = prepare(plan, tables=theirs, feeding=feeding, around=around, is_main=False)
    return Feeder(run, judge=grades_of)


def _known_to(indexes: tuple[Index, ...]) -> Callable[[str], bool]:
    def known(key: str) -> bool:
        return any(index.find(key) or index.find(key.rpartition(".")[0]) for index in indexes)

    return known


# --- subjects -------------------------------------------------------------------------------------


def _roster(scheme: Scheme, *, tables: Tables) -> Roster:
    if tables.subjects:
        return roster_of(tables.subjects, day=tables.period.last_day, subjects=scheme.subjects)
    return roster_of_names(())


def _known_subjects(rows: Iterable[SubjectRow]) -> frozenset[str] | None:
    """Everyone in the subjects table, in force or not, with the groups; nothing without one."""
    found: set[str] = set()
    for row in rows:
        found.add(row.id)
        words = (row.attributes.get(name, "") for name in CLASSES)
        found.update(f"{GROUP}{word}" for word in words if word)
    return frozenset(found) or None


def _note_absent(book: FactBook, *, roster: Roster, rows: Iterable[SubjectRow]) -> None:
    """Facts of subjects that the table has, but not on the last day of the period."""
    known = {row.id for row in rows}
    absent = [one for one in book.subjects if one in known and one not in roster.members]
    if absent:
        problem = Problem(
            "subject-not-in-force",
            speak("期末不在对象表有效期内，没有计分：{names}", names=speak("、").join(absent)),
            speak("需要计分时核对对象表的「自」「至」"),
            severity="note",
        )
        book.report.add(problem)


def _open_paths(
    words: tuple[str, ...], *, expectations: Expectations, plan: Plan, book: FactBook
) -> frozenset[str]:
    found: set[str] = set()
    for word in words:
        paths = expectations.find(word)
        if len(paths) == 1 and _may_be_open(plan.nodes.get(paths[0])):
            found.add(paths[0])
            continue
        message = _said_of_open(word, paths=paths)
        place = Place(file="--open")
        book.report.add(Problem("unknown-open-path", message, speak("写清单的路径"), place=place))
    return frozenset(found)


def _said_of_open(word: str, *, paths: tuple[str, ...]) -> str:
    if not paths:
        return speak("--open 写的「{word}」不是本方案的指标", word=word)
    if len(paths) == 1:
        return speak(
            "--open 写的「{word}」不是清单，也没有写「缺」时怎样算：没有什么可以等", word=word
        )
    listed = speak("、").join(paths)
    return speak(
        "--open 写的「{word}」可以指 {count} 处：{paths}", word=word, count=len(paths), paths=listed
    )


def _may_be_open(node: Node | None) -> bool:
    """A list may still grow; elsewhere an absence may wait to be settled."""
    if node is None:
        return False
    is_list = node.spec is not None and node.spec.row_kind is RowKind.EVENT
    return is_list or node.missing is not None
