"""What `packs`, `check`, `test` and `sheet` do, as functions: names in, records out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.problem import Problem, has_errors
from kaoji.engine.runs.job import asked_period, load_feeders, open_scheme
from kaoji.engine.runs.versions import versions_beside

if TYPE_CHECKING:
    from kaoji.engine.plan.owed import Sheet
    from kaoji.engine.plan.summary import Summary
    from kaoji.engine.scheme.model import Scheme
    from kaoji.engine.score.examples import CaseResult

Problems = tuple[Problem, ...]


def shipped_summaries() -> tuple[tuple[Summary, ...], Problems]:
    """Every shipped scheme; the newest version of each is scored by its name alone."""
    from kaoji.engine.plan.summary import summary_of
    from kaoji.engine.scheme.catalogue import find_scheme, shipped_schemes
    from kaoji.engine.scheme.load import load_scheme

    summaries: list[Summary] = []
    problems: list[Problem] = []
    entries = shipped_schemes()
    for entry in entries:
        scheme, found = load_scheme(entry.path)
        problems += found
        if scheme is not None:
            is_newest = find_scheme(entry.id, among=entries) == entry.path
            name = entry.id if is_newest else entry.reference
            summaries.append(summary_of(scheme, name=name))
    return tuple(summaries), tuple(problems)


def check_all(names: tuple[str, ...]) -> Problems:
    """Every problem of several schemes, with the worked cases that fail."""
    from kaoji.engine.plinth.speech import speak_from_here, spoken_language

    found: list[Problem] = []
    language = spoken_language()
    for name in names:
        speak_from_here(language)  # until the scheme's own is known
        scheme, problems = open_scheme(name)
        found += problems
        if scheme is not None and not has_errors(problems):
            found += _failing(scheme)
    return tuple(dict.fromkeys(found))


def _failing(scheme: Scheme) -> Iterator[Problem]:
    """Feeds that cannot be read, and cases that do not hold."""
    cases, problems = _cases_of(scheme)
    yield from problems
    yield from (problem for case in cases for problem in case.as_problems())


@dataclass(frozen=True, slots=True)
class Ran:
    """Worked cases that were run: what came of them, and the language of each one's scheme."""

    cases: tuple[CaseResult, ...]
    problems: Problems
    languages: tuple[str, ...]


def run_cases(names: tuple[str, ...]) -> Ran:
    """The worked cases of several schemes; without names those of all shipped ones."""
    from kaoji.engine.plinth.speech import speak_from_here, spoken_language
    from kaoji.engine.scheme.catalogue import shipped_schemes

    cases: list[CaseResult] = []
    problems: list[Problem] = []
    languages: list[str] = []
    given = names or tuple(str(entry.path) for entry in shipped_schemes())
    language = spoken_language()
    for name in given:
        speak_from_here(language)  # until the scheme's own is known
        scheme, found = open_scheme(name)
        problems += found
        if scheme is not None and not has_errors(found):
            own, faults = _cases_of(scheme)
            cases += own
            languages += [scheme.language] * len(own)
            problems += (*faults, *(fault for case in own for fault in case.faults))
    return Ran(tuple(cases), tuple(dict.fromkeys(problems)), tuple(languages))


def _cases_of(scheme: Scheme) -> tuple[tuple[CaseResult, ...], Problems]:
    from kaoji.engine.scheme.load.overlay import Overlay
    from kaoji.engine.score.examples import run_examples

    if not scheme.examples:
        return (), ()
    feeders, problems = load_feeders(scheme, overlay=Overlay())
    if has_errors(problems):
        return (), problems
    return run_examples(scheme, feeders=feeders, versions=versions_beside(scheme).sound), ()


@dataclass(frozen=True, slots=True)
class Asked:
    """The facts that a scheme asks for in a period."""

    scheme: str
    version: str = ""
    period: Period | None = None
    sheet: Sheet | None = None
    problems: Problems = ()

    def as_json(self) -> dict[str, object]:
        """The sheet in the contract's shape."""
        from kaoji.engine.explain.spoken import header_words

        sheet = self.sheet
        inputs = () if sheet is None else sheet.inputs
        table = {"columns": [], "rows": []} if sheet is None else {
            "columns": list(header_words(sheet.headers)), "rows": [list(row) for row in sheet.rows]
        }  # fmt: skip
        return {
            "scheme": self.scheme,
            "version": self.version,
            "period": None if self.period is None else str(self.period),
            "inputs": [one.as_json() for one in inputs],
            "table": table,
            "problems": [problem.as_json() for problem in self.problems],
        }


def facts_owed(name: str, *, subjects: Path | None, period: str | None) -> Asked:
    """The facts owed; without a period those of the first one since the scheme is in force.

    Raises UsageError when the period cannot be read.
    """
    from kaoji.engine.facts.load import load_subjects
    from kaoji.engine.facts.table import FactTable
    from kaoji.engine.plan.lower import make_plan
    from kaoji.engine.plan.owed import sheet_of
    from kaoji.engine.score.applying import ruled_out_in
    from kaoji.engine.score.examples import first_period
    from kaoji.engine.score.roster import roster_of
    from kaoji.engine.score.session import Tables, prepare

    scheme, problems = open_scheme(name)
    rows, faults = load_subjects(subjects) if subjects is not None else ((), ())
    problems = (*problems, *faults)
    if scheme is None or has_errors(problems):
        known = ("", name) if scheme is None else (scheme.version, scheme.id)
        return Asked(known[1], known[0], problems=problems)
    chosen = asked_period(scheme, asked=period) if period else first_period(scheme)
    roster = roster_of(rows, day=chosen.last_day, subjects=scheme.subjects)
    plan, _problems = make_plan(scheme)
    tables = Tables(FactTable(), rows, period=chosen)
    ruled_out = ruled_out_in(prepare(plan, tables=tables, feeding={})) if rows else None
    sheet = sheet_of(plan, period=chosen, subjects=roster.scored, ruled_out=ruled_out)
    return Asked(scheme.id, scheme.version, chosen, sheet, problems)
