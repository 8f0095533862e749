"""One scoring from beginning to end: files in, records out. Commands and pages show what it gives.

Everything heavy is imported inside, so that the command line starts at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kaoji.engine.plinth.bilingual import CHINESE, Words
from kaoji.engine.plinth.problem import Place, Problem, has_errors
from kaoji.engine.runs.versions import versions_beside

if TYPE_CHECKING:
    from kaoji.engine.facts.table import FactTable
    from kaoji.engine.plinth.periods import Period
    from kaoji.engine.runs.versions import Versions
    from kaoji.engine.scheme.load.overlay import Overlay
    from kaoji.engine.scheme.model import Scheme
    from kaoji.engine.score.result import Result, SubjectResult
    from kaoji.engine.score.session import Scored, Tables
    from kaoji.engine.seal.inputs import Inputs


class UsageError(Exception):
    """The call itself is wrong (exit 2): message and remedy in one text, in both languages."""

    def __init__(self, words: Words, **figures: object) -> None:
        super().__init__(words.told(CHINESE, **figures))
        self.words = words
        self.figures = figures


_NO_PERIOD = Words(
    "数据表里没有周期：请写明算哪一期，例如加 --period {period}",
    "the facts name no period: say which, for example add --period {period}",
)
_MANY_PERIODS = Words(
    "数据表里有 {count} 个周期，请用 --period 选一个：{found}",
    "the facts speak of {count} periods, choose one by --period: {found}",
)
_BAD_PERIOD = Words(
    "周期「{asked}」不认识：写成 {known}",
    "{asked} is no period: write {known}",
)
_OTHER_PERIOD = Words(
    "「{asked}」不是这个方案计分的周期：写成 {known}",
    "this scheme is not scored for {asked}: write {known}",
)
_SET_TWICE = Words(
    "参数「{name}」由 --set 或补充文件设为 {here}，这一行填的是 {value}",
    'parameter "{name}" is set to {here} by --set or a --given file, and to {value} by this row',
)
_KEEP_ONE = Words("只留一处", "keep one of the two")
_NO_COORDINATE = Words("「{text}」不是坐标", '"{text}" is no coordinate')
_AS_COORDINATE = Words(
    "写成 对象:指标@周期，后面跟一个值", "write subject:node@period, followed by a value"
)
_BAD_DAY = Words("--as-of {text}:{why}", "--as-of {text} is no day: write 2016-06-30")


@dataclass(frozen=True, slots=True)
class Job:
    """One scoring, as it was asked for."""

    scheme: str
    facts: tuple[Path, ...] = ()
    subjects: Path | None = None
    period: str | None = None
    as_of: str | None = None
    given: tuple[Path, ...] = ()
    settings: tuple[str, ...] = ()
    open_paths: tuple[str, ...] = ()
    tracing: bool = False


@dataclass(frozen=True, slots=True)
class Basis:
    """What a job was scored from, to be scored again with something changed."""

    tables: Tables
    feeders: Mapping[str, Scheme]
    overlay: Overlay


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job: the result, the run behind it, and whether it may be relied on."""

    result: Result
    scored: Scored | None = None
    scheme: Scheme | None = None
    problems: tuple[Problem, ...] = field(default=())
    basis: Basis | None = None
    own_problems: tuple[Problem, ...] = ()  # of the scoring alone, without reading and checking

    @property
    def exit_code(self) -> int:
        """0 done, also with incomplete units; 1 the input has errors."""
        return 1 if has_errors(self.all_problems) else 0

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """Problems of the run and of every subject, each once."""
        own = (problem for one in self.result.subjects for problem in one.problems)
        return tuple(dict.fromkeys((*self.problems, *self.result.problems, *own)))

    @property
    def inputs(self) -> Inputs | None:
        """What was scored, to be sealed."""
        from kaoji.engine.seal.inputs import Inputs

        if self.basis is None or self.scheme is None:
            return None
        basis = self.basis
        return Inputs(self.scheme, basis.tables, basis.overlay.parameters, basis.feeders)

    def sealed(self) -> bytes:
        """The internal seal of the run, with what was told beside it; empty where nothing ran."""
        from kaoji.engine.seal.make import sealed

        inputs = self.inputs
        if inputs is None or self.scored is None:
            return b""
        own = frozenset(self.own_problems)
        remarks = [one for one in self.result.problems if one not in own]
        result = replace(self.result, problems=self.own_problems)
        return sealed(inputs, result=result, remarks=remarks)

    @property
    def digest(self) -> str:
        """The digest of the seal, as its last line has it."""
        from kaoji.engine.seal.envelope import digest_told

        return digest_told(self.sealed())

    def problems_concerning(self, subject: SubjectResult) -> tuple[Problem, ...]:
        """Problems of the run and of one subject, without those that only others have."""
        others = {one.subject for one in self.result.subjects} - {subject.subject}
        return tuple(
            one
            for one in self.all_problems
            if (one.coordinate or "").partition(":")[0] not in others
        )


def open_scheme(name: str) -> tuple[Scheme | None, tuple[Problem, ...]]:
    """Load and check a scheme by pack name or path; from here on its language is spoken."""
    from kaoji.engine.plinth.speech import speak_from_here
    from kaoji.engine.scheme.catalogue import find_scheme
    from kaoji.engine.scheme.load import load_scheme

    found = find_scheme(name)
    if isinstance(found, Problem):
        return None, (found,)
    scheme, problems = load_scheme(found)
    if scheme is None:
        return None, problems
    speak_from_here(scheme.language)
    return scheme, tuple(dict.fromkeys((*problems, *check_scheme(scheme, loaded=problems))))


def check_scheme(scheme: Scheme, *, loaded: tuple[Problem, ...] = ()) -> tuple[Problem, ...]:
    """Everything that is wrong with a loaded scheme, beside what reading it has found."""
    from kaoji.engine.score.check import check_scheme as check

    return check(scheme, loaded=loaded)


def run_job(job: Job) -> Outcome:
    """Score. Raises UsageError when the period is open or an argument cannot be read."""
    from kaoji.engine.scheme.checks.settings import set_problems
    from kaoji.engine.scheme.load.overlay import with_overlay

    scheme, problems = open_scheme(job.scheme)
    overlay = _overlay(job)
    problems = (*problems, *overlay.problems)
    if scheme is None or has_errors(problems):
        return Outcome(_empty(scheme, job, problems), None, scheme, problems)
    feeders, fed_problems = load_feeders(scheme, overlay=overlay)
    versions = versions_beside(scheme)
    others = (*feeders.values(), *versions.sound)
    own = overlay.without_those_of(others, beside=scheme)
    set_up, more = with_overlay(scheme, overlay=own)
    problems = (*problems, *fed_problems, *more, *set_problems(set_up, was=scheme))
    scheme = set_up
    if has_errors(problems):
        return Outcome(_empty(scheme, job, problems), None, scheme, problems)
    return score_scheme(
        scheme, job=job, overlay=overlay, problems=problems, feeders=feeders, versions=versions
    )


def score_scheme(
    scheme: Scheme,
    *,
    job: Job,
    overlay: Overlay,
    problems: tuple[Problem, ...] = (),
    feeders: Mapping[str, Scheme] | None = None,
    versions: Versions | None = None,
) -> Outcome:
    """Score a scheme that has no errors; its feeders and other versions are loaded when they are
    not here yet.
    """
    from kaoji.engine.facts.load import load_facts, load_subjects
    from kaoji.engine.plan.declared import declared_headers
    from kaoji.engine.score.session import Tables, score

    fed_problems: tuple[Problem, ...] = ()
    if feeders is None:
        feeders, fed_problems = load_feeders(scheme, overlay=overlay)
    declared = declared_headers(scheme, *feeders.values())
    table = with_known(load_facts(*job.facts, declared=declared), overlay=overlay)
    rows, row_problems = load_subjects(job.subjects) if job.subjects else ((), ())
    twice = tuple(set_twice(table, overlay=overlay))
    problems = (*problems, *row_problems, *fed_problems, *twice)
    if twice or has_errors(fed_problems) or (has_errors(row_problems) and not rows):
        return Outcome(_empty(scheme, job, problems), None, scheme, problems)
    try:
        period = choose_period(scheme, table=table, asked=job.period)
    except UsageError:
        if not has_errors(table.problems):
            raise
        # What could not be read is the reason why no period was found.
        problems = (*problems, *table.problems)
        return Outcome(_empty(scheme, job, problems), None, scheme, problems)
    versions = versions_beside(scheme) if versions is None else versions
    tables = Tables(
        facts=table,
        subjects=rows,
        period=period,
        as_of=_day(job.as_of),
        open_paths=job.open_paths,
        tracing=job.tracing,
        versions=versions.set_up(overlay=overlay),
    )
    scored = score(scheme, tables=tables, feeders=feeders)
    of_versions = versions.problems_of(scored.run, overlay=overlay)
    result = replace(scored.result, problems=(*problems, *of_versions, *scored.result.problems))
    basis = Basis(tables, feeders, overlay)
    return Outcome(
        result, replace(scored, result=result), scheme, (), basis, scored.result.problems
    )


def _overlay(job: Job) -> Overlay:
    from kaoji.engine.scheme.load.overlay import Overlay, overlay_of_settings, read_overlay

    overlay = Overlay()
    for path in job.given:
        overlay = overlay.joined(read_overlay(path))
    return overlay.joined(overlay_of_settings(job.settings))


def set_twice(table: FactTable, *, overlay: Overlay) -> Iterator[Problem]:
    """Parameters that the run sets for all, and a row of the facts sets otherwise for all."""
    from kaoji.engine.facts.book import EVERYONE
    from kaoji.engine.scheme.source import Scalar

    settings = {
        entry.key.text.strip(): entry.value.text.strip()
        for entry in overlay.parameters
        if isinstance(entry.value, Scalar)
    }
    for row in table.rows if settings else ():
        name, value = row.text("key"), row.text("value")
        is_for_all = row.text("subject") in ("", EVERYONE)
        if value and is_for_all and settings.get(name, value) != value:
            yield Problem(
                "conflicting-facts",
                _SET_TWICE.spoken(name=name, here=settings[name], value=value),
                _KEEP_ONE.spoken(),
                place=row.cell("value").place,
                coordinate=name,
            )


def with_known(table: FactTable, *, overlay: Overlay) -> FactTable:
    """The table with a row for each given value of the overlay."""
    from kaoji.engine.facts.table import Cell, FactRow
    from kaoji.engine.plinth.coordinate import parse_coordinate
    from kaoji.engine.scheme.source import Scalar

    rows: list[FactRow] = []
    problems: list[Problem] = []
    for entry in overlay.known:
        place = entry.key.place
        at = parse_coordinate(entry.key.text)
        if at is None or not isinstance(entry.value, Scalar):
            problems.append(
                Problem(
                    "bad-coordinate",
                    _NO_COORDINATE.spoken(text=entry.key.text),
                    _AS_COORDINATE.spoken(),
                    place=place,
                )
            )
            continue
        key = at.path if at.field is None else f"{at.path}.{at.field}"
        texts = {
            "subject": at.subject or "",
            "key": key,
            "period": "" if at.period is None else str(at.period),
            "value": entry.value.text,
        }
        where = Place(place.file, row=place.line, column=place.column)
        cells = {name: Cell(text, where) for name, text in texts.items() if text}
        rows.append(FactRow(where, cells, {}))
    if not rows and not problems:
        return table
    return replace(table, rows=(*table.rows, *rows), problems=(*table.problems, *problems))


def load_feeders(
    scheme: Scheme, *, overlay: Overlay
) -> tuple[dict[str, Scheme], tuple[Problem, ...]]:
    """The schemes whose results feed this one, with their parameters set, and what is wrong."""
    from kaoji.engine.scheme.checks.settings import set_problems
    from kaoji.engine.scheme.load.overlay import with_overlay
    from kaoji.engine.score.feeders import feeders_of

    found = feeders_of(scheme)
    problems = list(found.problems)
    loaded: dict[str, Scheme] = {}
    for name, fed in found.schemes.items():
        problems += [one for one in check_scheme(fed) if one.severity == "error"]
        loaded[name], more = with_overlay(fed, overlay=overlay.of(fed))
        problems += [*more, *set_problems(loaded[name], was=fed)]
    return loaded, tuple(dict.fromkeys(problems))


def _empty(scheme: Scheme | None, job: Job, problems: tuple[Problem, ...]) -> Result:
    from kaoji.engine.plinth.periods import parse_period
    from kaoji.engine.score.result import Result

    period = parse_period(job.period) if job.period else None
    if scheme is None:
        return Result(job.scheme, "", "", period, problems=problems)
    return Result(scheme.id, scheme.title, scheme.version, period, problems=problems)


def choose_period(scheme: Scheme, *, table: FactTable, asked: str | None) -> Period:
    """The period asked for, or the only one of the scheme's grain that the facts speak of."""
    from kaoji.engine.facts.spoken import periods_in
    from kaoji.engine.score.examples import first_period

    if asked:
        return asked_period(scheme, asked=asked)
    found = periods_in(table, grain=scheme.grain, scheme=scheme.id)
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(_NO_PERIOD, period=first_period(scheme))
    raise UsageError(_MANY_PERIODS, count=len(found), found=found)


def asked_period(scheme: Scheme, *, asked: str) -> Period:
    """A period as written, of the scheme's grain or one of its parts."""
    from kaoji.engine.plan.index import walk
    from kaoji.engine.plinth.periods import Grain, parse_period
    from kaoji.engine.score.asking import is_scored_in, periods_known

    period = parse_period(asked)
    parts = {name for item in walk(scheme.root) if item.parts for name in item.parts.names}
    if period is None or (period.grain is Grain.PART and period.part not in parts):
        known = ("2016", "2016H1", "2016Q2", "2016-06", *(f"2016{one}" for one in sorted(parts)))
        raise UsageError(_BAD_PERIOD, asked=asked, known=known)
    if not is_scored_in(scheme, period=period):
        known = periods_known(scheme, period=period)
        raise UsageError(_OTHER_PERIOD, asked=asked, known=known)
    return period


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    from kaoji.engine.facts.numbers import DateFault, read_date

    day = read_date(text)
    if isinstance(day, DateFault):
        raise UsageError(_BAD_DAY, text=text, why=day.message)
    return day
