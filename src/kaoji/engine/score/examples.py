"""Worked cases (算例): a case's rows scored with its own scheme, its 应得 held against the result.

A case is a run like any other: its rows pass the readers of facts files, its parameters are an
overlay. What 应得 may say is in `expecting.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from kaoji.engine.facts.given_rows import facts_of_rows, subjects_of_rows
from kaoji.engine.facts.numbers import read_date
from kaoji.engine.facts.spoken import periods_in
from kaoji.engine.facts.table import FactTable, SubjectRow
from kaoji.engine.plinth.periods import Grain, Period, parse_period
from kaoji.engine.plinth.problem import NOWHERE, Place, Problem, has_errors
from kaoji.engine.scheme.load.overlay import Overlay, with_overlay
from kaoji.engine.scheme.model import Example, Scheme
from kaoji.engine.scheme.source import Block, Entry, Listing, Node, Scalar
from kaoji.engine.score.expecting import Answerer, plain_text
from kaoji.engine.score.session import Tables, score


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What came of one case: each expectation beside what the engine says."""

    scheme: str
    id: str
    expected: Mapping[str, str]
    actual: Mapping[str, str]
    missed: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    why: str = ""
    place: Place = NOWHERE

    @property
    def passed(self) -> bool:
        """Every expectation is met."""
        return not self.missed

    def as_json(self) -> dict[str, object]:
        """The case in the contract's shape."""
        return {
            "scheme": self.scheme,
            "id": self.id,
            "passed": self.passed,
            "expected": dict(self.expected),
            "actual": dict(self.actual),
            "missed": list(self.missed),
        }

    def as_problem(self) -> Problem:
        """A failing case as a problem of its scheme."""
        told = ";".join(f"{key} 应得 {self.expected[key]},算得 {self.actual[key]}"
                        for key in self.missed)  # fmt: skip
        return Problem(
            "example-fails",
            f"算例「{self.id}」不成立:{told}",
            "核对算例和规则,改正其中一处",
            place=self.place,
        )


def run_examples(
    scheme: Scheme,
    *,
    feeders: Mapping[str, Scheme] | None = None,
    versions: tuple[Scheme, ...] = (),
) -> tuple[CaseResult, ...]:
    """Run every worked case of a scheme that has no errors.

    `versions` are its other versions, under which earlier periods are scored.
    """
    return tuple(
        run_example(one, scheme=scheme, feeders=feeders, versions=versions)
        for one in scheme.examples
    )


def run_example(
    example: Example,
    *,
    scheme: Scheme,
    feeders: Mapping[str, Scheme] | None = None,
    versions: tuple[Scheme, ...] = (),
) -> CaseResult:
    """Score one case and compare."""
    feeders = feeders or {}
    mine, fed, problems = _with_parameters(example, scheme=scheme, feeders=feeders)
    table = facts_of_rows(example.given, file=_name(scheme, example))
    subjects, row_problems = _subjects(example, scheme=scheme, table=table)
    period = _period(example, scheme=scheme, table=table)
    problems = (*problems, *row_problems)
    if isinstance(period, Problem) or has_errors(problems):
        stopping = (period,) if isinstance(period, Problem) else ()
        return _stopped(example, scheme=scheme, problems=(*problems, *stopping))
    tables = Tables(
        facts=table,
        subjects=subjects,
        period=period,
        as_of=_as_of(example),
        open_paths=example.open,
        versions=versions,
    )
    scored = score(mine, tables=tables, feeders=fed)
    problems = (*problems, *scored.result.problems)
    answerer = Answerer(scored, problems)
    answers = {key: answerer.answer(key, wanted=want) for key, want in example.expected.items()}
    return CaseResult(
        scheme=scheme.id,
        id=example.id,
        expected={key: plain_text(want) for key, want in example.expected.items()},
        actual={key: one.actual for key, one in answers.items()},
        missed=tuple(key for key, one in answers.items() if not one.holds),
        problems=problems,
        why=example.why,
        place=example.place,
    )


def _stopped(example: Example, *, scheme: Scheme, problems: tuple[Problem, ...]) -> CaseResult:
    """A case that could not be scored: it holds only if it expects just these problems."""
    codes = [problem.code for problem in problems if problem.severity == "error"]
    told = "没有算成:" + "、".join(dict.fromkeys(codes))
    expected = {key: plain_text(want) for key, want in example.expected.items()}
    missed = tuple(
        key for key, want in example.expected.items()
        if key not in ("问题", "problems") or not set(_words(want)) <= set(codes)
    )  # fmt: skip
    actual = dict.fromkeys(expected, told)
    return CaseResult(
        scheme.id, example.id, expected, actual, missed, problems, example.why, example.place
    )


def _words(want: object) -> tuple[str, ...]:
    return tuple(map(str, want)) if isinstance(want, tuple) else (str(want),)


def _name(scheme: Scheme, example: Example) -> str:
    return f"{scheme.file or scheme.id}#{example.id}"


def _subjects(
    example: Example, *, scheme: Scheme, table: FactTable
) -> tuple[tuple[SubjectRow, ...], tuple[Problem, ...]]:
    """对象表, or whoever the rows name, of the scheme's first class."""
    if example.subjects:
        return subjects_of_rows(example.subjects, file=_name(scheme, example))
    kind = scheme.subjects.kinds[0] if scheme.subjects.kinds else ""
    named = dict.fromkeys(row.text("subject") for row in table.rows)
    rows = [
        {"对象": name, "类": kind} for name in named if name and not name.startswith(("组:", "*"))
    ]
    return subjects_of_rows(rows, file=_name(scheme, example))


def _period(example: Example, *, scheme: Scheme, table: FactTable) -> Period | Problem:
    """周期, or the one that the rows speak of, or that of 施行."""
    if example.period:
        period = parse_period(example.period)
        return period or _bad_period(example)
    found = periods_in(table, grain=scheme.grain, scheme=scheme.id)
    if len(found) > 1:
        return Problem(
            "period-open",
            f"算例「{example.id}」的数据说到 {len(found)} 个周期",
            f"写 周期: 其中一个({'、'.join(map(str, found))})",
            place=example.place,
        )
    return found[0] if found else first_period(scheme)


def _bad_period(example: Example) -> Problem:
    return Problem(
        "bad-period",
        f"算例「{example.id}」的周期「{example.period}」不认识",
        "写成 2016、2016H1、2016Q2 或 2016-06",
        place=example.place,
    )


def first_period(scheme: Scheme) -> Period:
    """The first period of the scheme's grain since it is in force."""
    day = scheme.effective or date(2000, 1, 1)
    year = Period(Grain.YEAR, day.year)
    if scheme.grain in (Grain.YEAR, Grain.PART, Grain.SPAN, Grain.DAY):
        return year
    return next(piece for piece in year.pieces(scheme.grain) if piece.covers(day))


def _as_of(example: Example) -> date | None:
    day = read_date(example.as_of) if example.as_of else None
    return day if isinstance(day, date) else None


# --- parameters -----------------------------------------------------------------------------------


def _with_parameters(
    example: Example, *, scheme: Scheme, feeders: Mapping[str, Scheme]
) -> tuple[Scheme, Mapping[str, Scheme], tuple[Problem, ...]]:
    """The scheme and its feeders with the case's parameters set, each its own."""
    overlay = Overlay(_entries(example.parameters, place=example.place))
    fed = {name: _own(one, overlay=overlay) for name, one in feeders.items()}
    theirs = {one.name for each in feeders.values() for one in each.parameters}
    mine = {one.name for one in scheme.parameters}
    own = tuple(
        entry for entry in overlay.parameters
        if entry.key.text in mine or entry.key.text not in theirs
    )  # fmt: skip
    scheme, problems = with_overlay(scheme, overlay=replace(overlay, parameters=own))
    return scheme, fed, problems


def _own(scheme: Scheme, *, overlay: Overlay) -> Scheme:
    known = {one.name for one in scheme.parameters}
    own = tuple(entry for entry in overlay.parameters if entry.key.text in known)
    return with_overlay(scheme, overlay=Overlay(own))[0]


def _entries(plain: Mapping[str, object], *, place: Place) -> tuple[Entry, ...]:
    return tuple(
        Entry(Scalar(name, quoted=False, place=place), _node(value, place=place))
        for name, value in plain.items()
    )


def _node(value: object, *, place: Place) -> Node:
    """A plain value as the tree that an overlay file would give."""
    if isinstance(value, Mapping):
        return Block(_entries(value, place=place), place)
    if isinstance(value, tuple):
        return Listing(tuple(_node(item, place=place) for item in value), place)
    return Scalar(str(value), quoted=False, place=place)
