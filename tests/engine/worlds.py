"""Small worlds for tests of the evaluator: a scheme as YAML, facts and subjects as CSV, scored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from textwrap import dedent

from kaoji.engine.facts.bind import bind_facts
from kaoji.engine.facts.book import FactBook
from kaoji.engine.facts.columns import FACTS, SUBJECTS, Columns
from kaoji.engine.facts.readers.book import open_book
from kaoji.engine.facts.report import Report
from kaoji.engine.facts.rows import RowReader
from kaoji.engine.facts.subjects import read_subjects
from kaoji.engine.facts.table import FactRow, FactTable, SubjectRow
from kaoji.engine.plan.expect import expectations_of
from kaoji.engine.plan.lower import make_plan
from kaoji.engine.plan.nodes import Plan
from kaoji.engine.plinth.periods import Period, parse_period
from kaoji.engine.plinth.problem import Problem, has_errors
from kaoji.engine.plinth.values import Span, Value
from kaoji.engine.scheme.load import load_scheme_text
from kaoji.engine.scheme.model import Scheme
from kaoji.engine.score.outcome import Outcome
from kaoji.engine.score.result import SubjectResult
from kaoji.engine.score.session import Scored, Tables, score

HEAD = """\
方案: 试行办法
编号: trial
版本: "1"
施行: 2020-01-01
依据: 试行办法
对象: 单位
"""


def scheme_of(text: str, *, head: str = HEAD) -> Scheme:
    """A scheme that loads without errors."""
    scheme, problems = load_scheme_text(head + dedent(text))
    assert scheme is not None
    assert not has_errors(problems), [one.as_text() for one in problems]
    return scheme


def plan_of(text: str) -> Plan:
    """A plan without errors."""
    plan, problems = make_plan(scheme_of(text))
    assert not has_errors(problems), [one.as_text() for one in problems]
    return plan


def period_of(text: str) -> Period:
    period = parse_period(text)
    assert period is not None
    return period


def _rows(text: str, *, file: str, columns: Columns, report: Report) -> tuple[FactRow, ...]:
    lines = [line.strip() for line in text.strip().splitlines()]
    book = open_book("\n".join(lines).encode(), file=file, report=report)
    reader = RowReader(file, columns=columns, report=report)
    return tuple(row for sheet in book.sheets for row in reader.rows(sheet))


def facts_of(text: str, *, file: str = "facts.csv") -> FactTable:
    """A facts table from CSV; rows count from the header, which is row 1."""
    if not text.strip():
        return FactTable()
    report = Report()
    rows = _rows(text, file=file, columns=FACTS, report=report)
    return FactTable(rows, problems=report.problems())


def subjects_of(text: str) -> tuple[SubjectRow, ...]:
    """Subjects from CSV."""
    if not text.strip():
        return ()
    report = Report()
    rows = _rows(text, file="subjects.csv", columns=SUBJECTS, report=report)
    subjects = read_subjects(rows, report=report)
    assert not has_errors(report.problems()), report.problems()
    return subjects


def bound(text: str, facts: str, *, period: str = "2025", **more: object) -> FactBook:
    """Facts bound to a scheme."""
    expectations = expectations_of(plan_of(text), period=period_of(period))
    options = {"groups": {}, **more}
    return bind_facts(facts_of(facts), expectations=expectations, **options)


@dataclass(frozen=True, slots=True)
class World:
    """What came of a scoring, and how tests look at it."""

    scored: Scored

    def one(self, subject: str = "甲") -> SubjectResult:
        return next(one for one in self.scored.result.subjects if one.subject == subject)

    def outcome(self, path: str = "总分", subject: str = "甲") -> Outcome:
        """The outcome at `PATH` or `PATH@PERIOD`, by any tail."""
        run = self.scored.run
        tail, _, at = path.partition("@")
        (found,) = [one for one in run.plan.index.find(tail) if one.path in run.plan.nodes]
        when = period_of(at) if at else run.period
        return run.outcome(found.path, subject=subject, period=when)

    def value(self, path: str = "总分", subject: str = "甲") -> Value:
        return self.outcome(path, subject).value

    def ends(self, path: str = "总分", subject: str = "甲") -> tuple[Fraction | None, ...]:
        value = self.value(path, subject)
        assert isinstance(value, Span), value
        return value.low, value.high

    @property
    def problems(self) -> tuple[Problem, ...]:
        found = (problem for one in self.scored.result.subjects for problem in one.problems)
        return tuple(dict.fromkeys((*self.scored.result.problems, *found)))

    @property
    def codes(self) -> set[str]:
        return {one.code for one in self.problems}

    @property
    def json(self) -> Mapping[str, object]:
        return self.scored.result.as_json()


def world(
    text: str | Scheme,
    facts: str,
    *,
    subjects: str = "",
    period: str = "2025",
    feeders: Mapping[str, Scheme] | None = None,
    versions: Iterable[Scheme] = (),
    opened: tuple[str, ...] = (),
    as_of: date | None = None,
    tracing: bool = False,
) -> World:
    """A scheme scored over facts and subjects."""
    scheme = scheme_of(text) if isinstance(text, str) else text
    tables = Tables(
        facts_of(facts),
        subjects_of(subjects),
        period=period_of(period),
        as_of=as_of,
        open_paths=opened,
        tracing=tracing,
        versions=tuple(versions),
    )
    return World(score(scheme, tables=tables, feeders=feeders))


def codes_of(problems: Iterable[Problem]) -> list[str]:
    return [one.code for one in problems]


def placed(problems: Iterable[Problem]) -> list[tuple[str, int | None, int | None]]:
    """Code, row and column of each problem."""
    return [(one.code, one.place.row, one.place.column) for one in problems]
