"""Workbooks of schemes scored in tests, and what their cells have to say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from importlib.resources import files
from pathlib import Path
from random import Random

import openpyxl

from kaoji.cli.commands.demo import STAGES, Stage
from kaoji.cli.words import Words
from kaoji.engine.explain.formulas.workbook import Written, write_formulas
from kaoji.engine.plinth.exact import fixed_text, parse_exact
from kaoji.engine.runs.job import Job, score_scheme
from kaoji.engine.scheme.load.overlay import read_overlay, with_overlay
from kaoji.engine.score.result import Status
from kaoji.engine.score.session import Scored
from kaoji.engine.score.verdict import count_as_json
from tests.engine.explain.formulas.sheets import Book
from tests.generative.agreement import loaded
from tests.oracles.random_facts import as_rows, random_case
from tests.regulations.scoring import job_of

DEMO = Path(str(files("kaoji.packs.demo")))
#: Every scheme of the demonstration; the units of the bureau are not on its stage.
ALL_STAGES = (*STAGES, Stage("bureau-units", Words("", ""), ("staff.csv",)))


def demo_jobs() -> dict[str, Job]:
    """The jobs of the demonstration, by scheme."""
    return {stage.scheme: stage.job(DEMO) for stage in ALL_STAGES}


def written(path: Path, scored: Scored, *names: str) -> Written:
    """The workbook of some subjects, or of all."""
    subjects = scored.result.subjects
    kept = tuple(one for one in subjects if not names or one.subject in names)
    made = write_formulas(path, scored=scored, subjects=kept)
    assert made.problems == ()
    return made


def random_scored(family: str, *, seed: int, folder: Path) -> Scored:
    """A random case of a pack, scored with traces."""
    case = random_case(Random(seed), family)
    rows, subjects, parameters = as_rows(case, family)
    period = case.get("period", str(case["year"]))
    job = job_of(
        family, rows=rows, subjects=subjects, parameters=parameters, period=period, folder=folder
    )
    overlay = read_overlay(job.given[0])
    scheme, problems = with_overlay(loaded(job.scheme), overlay=overlay)
    job = replace(job, tracing=True)
    found = score_scheme(scheme, job=job, overlay=overlay, problems=problems).scored
    assert found is not None
    return found


def worked_out(path: Path) -> tuple[openpyxl.Workbook, int]:
    """The workbook with every formula replaced by what it comes to in doubles, and how many."""
    book = openpyxl.load_workbook(path)
    reader = Book(book)
    found = {
        (sheet.title, cell.coordinate): reader.cell(sheet.title, cell.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    for (sheet, at), value in found.items():
        book[sheet][at].value = value
    return book, len(found)


def table(book: openpyxl.Workbook, sheet: str) -> Iterator[dict[str, object]]:
    """The rows of a sheet by the words above them."""
    rows = book[sheet].iter_rows(min_row=2, values_only=True)
    headers = next(rows)
    for row in rows:
        yield dict(zip(headers, row, strict=True))


def misses(book: openpyxl.Workbook, scored: Scored) -> list[str]:
    """Every published figure, grade and rank of a computed workbook that is not the engine's."""
    found = list(_results_missed(book, scored))
    scheme = scored.run.plan.scheme
    for line in table(book, "计算"):
        exact = parse_exact(str(line["精确值"] or ""))
        if exact is None or line["公布"] is None:
            continue
        want = fixed_text(exact, places=scheme.places, mode=scheme.places_mode)
        if printed(line["公布"], places=scheme.places) != want:
            found.append(f"{line['对象']} {line['指标']}: {line['公布']} is not {want}")
        if abs(as_number(line["得数"]) - exact) > Fraction(1, 10**9) * max(1, abs(exact)):
            found.append(f"{line['对象']} {line['指标']}: {line['得数']} is not {exact}")
    return found


def _results_missed(book: openpyxl.Workbook, scored: Scored) -> Iterator[str]:
    told = {line["对象"]: line for line in table(book, "结果")}
    places = scored.run.plan.scheme.places
    for one in scored.result.subjects:
        line = told.get(one.subject)
        if line is None or one.status not in (Status.FINAL, Status.INCOMPLETE):
            continue
        if one.total is not None and printed(line["公布"], places=places) != one.published:
            yield f"{one.subject}: {line['公布']} is not {one.published}"
        grade = one.verdict.grade
        if grade is not None and line["等次"] != grade:
            yield f"{one.subject}: {line['等次']} is not {grade}"
        rank = one.verdict.rank
        if rank is not None and as_number(line["名次"]) != rank:
            yield f"{one.subject}: {line['名次']} is not rank {count_as_json(rank)}"


def as_number(value: object) -> Fraction:
    """What a cell shows, as a number."""
    found = parse_exact(value) if isinstance(value, str) else Fraction(value)
    assert found is not None, value
    return found


def printed(value: object, *, places: int) -> str:
    """A published cell as it is printed: its text, or its number at so many places."""
    if isinstance(value, str):
        return value
    return fixed_text(
        Fraction(repr(value)) if isinstance(value, float) else Fraction(value), places=places
    )
