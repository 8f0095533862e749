"""Examples of the manual and random facts of every pack as workbooks, computed in crude doubles.

Almost all of it is live: what still stands as text for want of a formula is counted here.
"""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pytest

from kaoji.engine.explain.formulas.terms import Why
from kaoji.engine.runs.job import run_job
from tests.engine.explain.formulas.books import (
    demo_jobs,
    misses,
    random_scored,
    table,
    worked_out,
    written,
)
from tests.oracles.random_facts import FAMILIES
from tests.spec.read import chapters, examples, job_of

CHAPTERS = chapters()


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_examples_of_the_manual(chapter, tmp_path):
    live = without = 0
    for number, example in enumerate(examples(chapter)):
        folder = tmp_path / str(number)
        folder.mkdir()
        scored = run_job(replace(job_of(example, folder=folder), tracing=True)).scored
        if scored is None:
            continue
        made = written(folder / "made.xlsx", scored)
        if scored.run.plan.scheme.language == "zh":
            book, count = worked_out(folder / "made.xlsx")
            assert misses(book, scored) == [], example.title
            assert count >= made.tally.live
        live += made.tally.live
        without += made.tally.exact[Why.WAY]
    assert without * 8 <= live


@pytest.mark.parametrize("name", demo_jobs())
def test_every_node_of_the_demonstration_is_live(name, tmp_path):
    """Only verdicts (quotas, vetoes, ties) and published figures at a tie are texts."""
    scored = run_job(replace(demo_jobs()[name], tracing=True)).scored
    written(tmp_path / "made.xlsx", scored)
    book, _count = worked_out(tmp_path / "made.xlsx")
    assert misses(book, scored) == []
    figures = [
        line["得数"]
        for line in table(openpyxl.load_workbook(tmp_path / "made.xlsx"), "计算")
        if "此格" in str(line["说明"]) and not str(line["得数"]).startswith("=")
    ]
    assert figures == []


@pytest.mark.parametrize("family", FAMILIES)
def test_random_facts_of_every_pack(family, tmp_path):
    made = random_scored(family, seed=3, folder=tmp_path)
    written(tmp_path / "made.xlsx", made)
    assert misses(worked_out(tmp_path / "made.xlsx")[0], made) == []
