"""Worked cases (算例): a case's rows scored with its own scheme, its 应得 held against the result.

A case is a run like any other: its rows pass the readers of facts files, its parameters are an
overlay. What 应得 may say is in `expecting.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kaoji.engine.facts.given_rows import facts_of_rows, subjects_of_rows
from kaoji.engine.facts.numbers import read_date
from kaoji.engine.facts.spoken import periods_in
from kaoji.engine.facts.table import FactTable, SubjectRow
from kaoji.engine.plinth.coordinate import GROUP, canonical_subject
from kaoji.engine.plinth.periods import Grain, Period, parse_period
from kaoji.engine.plinth.problem import NOWHERE, Place, Problem, has_errors
from kaoji.engine.plinth.speech import CHINESE, speak, speaking
from kaoji.engine.scheme.load.overlay import Overlay, with_overlay
from kaoji.engine.scheme.model import Example, Scheme
from kaoji.engine.scheme.source import Block, Entry, Listing, Node, Scalar
from kaoji.engine.score.asking import is_scored_in, periods_known
from kaoji.engine.score.expecting import Answerer, plain_text
from kaoji.engine.score.result import Result
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
    faults: tuple[Problem, ...] = ()  # what is wrong with its rows and is not expected
    is_scored: bool = True
    why: str = ""
    place: Place = NOWHERE
    language: str = CHINESE

    @property
    def passed(self) -> bool:
        """Every expectation is met, and nothing else is wrong with the rows."""
        return not self.missed and not self.faults

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

    def as_problems(self) -> tuple[Problem, ...]:
        """A failing case as problems of its scheme: those of its rows, then what is not met."""
        if not self.missed or (self.faults and not self.is_scored):
            return self.faults
        with speaking(self.language):
            return (*self.faults, self._failing())

    def _failing(self) -> Problem:
        told = speak("；").join(map(self._miss, self.missed))
        return Problem(
            "example-fails",
            speak("算例「{case}」不成立：{told}", case=self.id, told=told),
            speak("核对算例和规则，改正其中一处"),
            place=self.place,
        )

    def _miss(self, key: str) -> str:
        expected, actual = self.expected[key], self.actual[key]
        return speak(
            "{key} 应得 {expected}，算得 {actual}", key=key, expected=expected, actual=actual
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
    with speaking(scheme.language):
        result = _run(example, scheme=scheme, feeders=feeders or {}, versions=versions)
    return replace(result, language=scheme.language)


def _run(
    example: Example,
    *,
    scheme: Scheme,
    feeders: Mapping[str, Scheme],
    versions: tuple[Scheme, ...],
) -> CaseResult:
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
        faults=_faults(example, scheme=scheme, problems=(*problems, *_of_subjects(scored.result))),
        why=example.why,
        place=example.place,
    )


def _stopped(example: Example, *, scheme: Scheme, problems: tuple[Problem, ...]) -> CaseResult:
    """A case that could not be scored: it holds only if it expects just these problems."""
    errors = [problem for problem in problems if problem.severity == "error"]
    codes = [problem.code for problem in errors]
    reasons = speak("；").join(dict.fromkeys(problem.message for problem in errors))
    told = speak("没有算成：{reasons}", reasons=reasons)
    spoken = _spoken(example)
    faults = tuple(
        _placed(one, example=example, scheme=scheme) for one in errors if one.code not in spoken
    )
    expected = {key: plain_text(want) for key, want in example.expected.items()}
    missed = tuple(
        key for key, want in example.expected.items()
        if key not in ("问题", "problems") or not set(_words(want)) <= set(codes)
    )  # fmt: skip
    actual = dict.fromkeys(expected, told)
    return CaseResult(
        scheme.id, example.id, expected, actual, missed, problems, faults,
        is_scored=False, why=example.why, place=example.place,
    )  # fmt: skip


def _words(want: object) -> tuple[str, ...]:
    return tuple(map(str, want)) if isinstance(want, tuple) else (str(want),)


def _name(scheme: Scheme, example: Example) -> str:
    return f"{scheme.file or scheme.id}#{example.id}"


def _name_of_subjects(scheme: Scheme, example: Example) -> str:
    return speak("{file}/对象表", file=_name(scheme, example))


# --- what is wrong with the rows ------------------------------------------------------------------


def _of_subjects(result: Result) -> Iterator[Problem]:
    for subject in result.subjects:
        yield from subject.problems


def _faults(
    example: Example, *, scheme: Scheme, problems: Iterable[Problem]
) -> tuple[Problem, ...]:
    """The errors of the case's own rows of which 应得 does not speak, each at its row."""
    files = (_name(scheme, example), _name_of_subjects(scheme, example))
    spoken = _spoken(example)
    return tuple(
        _placed(one, example=example, scheme=scheme)
        for one in dict.fromkeys(problems)
        if one.severity == "error" and one.place.file in files and one.code not in spoken
    )


def _spoken(example: Example) -> frozenset[str]:
    """Every word that 应得 says: the codes of the problems that are expected are among them."""
    return frozenset(word for want in example.expected.values() for word in _all_words(want))


def _all_words(want: object) -> Iterator[str]:
    if isinstance(want, Mapping):
        want = tuple(want.values())
    if isinstance(want, tuple):
        for one in want:
            yield from _all_words(one)
    else:
        yield str(want)


def _placed(problem: Problem, *, example: Example, scheme: Scheme) -> Problem:
    """A problem of a row at the place of the row in the scheme's file."""
    is_subject = problem.place.file == _name_of_subjects(scheme, example)
    places = example.subject_places if is_subject else example.given_places
    number = problem.place.row or 0
    is_row = problem.place.file == _name(scheme, example) or is_subject
    place = places[number - 1] if is_row and 0 < number <= len(places) else example.place
    if not is_row:
        place = example.place if problem.place == NOWHERE else problem.place
    return replace(problem, place=place)


def _subjects(
    example: Example, *, scheme: Scheme, table: FactTable
) -> tuple[tuple[SubjectRow, ...], tuple[Problem, ...]]:
    """对象表, or whoever the rows name, of the scheme's first class."""
    name = _name_of_subjects(scheme, example)
    if example.subjects:
        return subjects_of_rows(example.subjects, file=name)
    kind = scheme.subjects.kinds[0] if scheme.subjects.kinds else ""
    named = dict.fromkeys(row.text("subject") for row in table.rows)
    rows = [
        {"对象": name, "类": kind}
        for name in named
        if name and not canonical_subject(name).startswith((GROUP, "*"))
    ]
    return subjects_of_rows(rows, file=name)


def _period(example: Example, *, scheme: Scheme, table: FactTable) -> Period | Problem:
    """周期, or the one that the rows speak of, or that of 施行."""
    if example.period:
        period = parse_period(example.period)
        if period is None:
            return _bad_period(example)
        if not is_scored_in(scheme, period=period):
            return _other_period(example, known=periods_known(scheme, period=period))
        return period
    found = periods_in(table, grain=scheme.grain, scheme=scheme.id)
    if len(found) > 1:
        return Problem(
            "period-open",
            speak("算例「{case}」的数据说到 {count} 个周期", case=example.id, count=len(found)),
            speak("写 周期: 其中一个（{periods}）", periods=speak("、").join(map(str, found))),
            place=example.place,
        )
    return found[0] if found else first_period(scheme)


def _bad_period(example: Example) -> Problem:
    return Problem(
        "bad-period",
        speak("算例「{case}」的周期「{period}」不认识", case=example.id, period=example.period),
        speak("写成 2016、2016H1、2016Q2 或 2016-06"),
        place=example.place,
    )


def _other_period(example: Example, *, known: tuple[str, ...]) -> Problem:
    return Problem(
        "bad-period",
        speak(
            "算例「{case}」的周期「{period}」不是这个方案计分的周期",
            case=example.id,
            period=example.period,
        ),
        speak("写成 {known}", known=speak("、").join(known)),
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
