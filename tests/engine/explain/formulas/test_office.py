"""LibreOffice recalculates: first shown with a poisoned file, then with every demo subject, random
subjects of the other packs, and formulas near ties.

It is one test, for all workbooks are handed over at once: starting the program takes longer than
anything it does.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from fractions import Fraction
from random import Random

import openpyxl
import xlsxwriter

from kaoji.engine.plinth.exact import exact_text
from kaoji.engine.runs.job import run_job
from tests.engine.explain.formulas.books import (
    as_number,
    demo_jobs,
    misses,
    random_scored,
    written,
)
from tests.engine.explain.formulas.near import near_tie_terms
from tests.engine.explain.formulas.office import needs_office, recalculated
from tests.engine.explain.formulas.test_near import COUNT
from tests.oracles.random_facts import FAMILIES

POISON, NEAR = "poisoned.xlsx", "near.xlsx"


def poison(path, *, to):
    """The same workbook with a wrong cached value in every formula."""
    with zipfile.ZipFile(path) as good, zipfile.ZipFile(to, "w") as bad:
        for name in good.namelist():
            data = good.read(name)
            if name.startswith("xl/worksheets/"):
                data = re.sub(rb"(</f><v>)[^<]*(</v>)", rb"\g<1>999\2", data)
            bad.writestr(name, data)


def write_near(path, *, near):
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row, (term, _value) in enumerate(near):
            sheet.write_formula(row, 0, f"={term.text}", None, 999)


def wrong_near(book, *, near):
    """Formulas near ties that do not show what is right."""
    for row, (term, value) in enumerate(near, start=1):
        shown = book.worksheets[0].cell(row, 1).value
        is_right = shown is value if isinstance(value, bool) else is_close(shown, value)
        if not is_right:
            yield term.text, shown, exact_text(Fraction(value))


def is_close(shown, value):
    return abs(as_number(shown) - value) <= Fraction(1, 10**12) * max(1, abs(value))


@needs_office
def test_libreoffice_computes_what_the_engine_says(tmp_path):
    scored = {name: run_job(replace(job, tracing=True)).scored for name, job in demo_jobs().items()}
    for family in FAMILIES:
        if family not in scored:
            scored[family] = random_scored(family, seed=5, folder=tmp_path)
    near = list(near_tie_terms(Random(7), count=COUNT))
    for name, made in scored.items():
        written(tmp_path / f"{name}.xlsx", made)
    first = next(iter(scored))
    poison(tmp_path / f"{first}.xlsx", to=tmp_path / POISON)
    write_near(tmp_path / NEAR, near=near)
    names = (*(f"{name}.xlsx" for name in scored), POISON, NEAR)
    computed = recalculated([tmp_path / name for name in names], folder=tmp_path)

    poisoned = openpyxl.load_workbook(tmp_path / POISON, data_only=True)
    assert poisoned["计算"]["H3"].value == 999
    assert misses(poisoned, scored[first])
    assert misses(computed[POISON], scored[first]) == []

    for name, made in scored.items():
        assert misses(computed[f"{name}.xlsx"], made) == [], name

    assert len(near) > COUNT // 10
    assert list(wrong_near(computed[NEAR], near=near)) == []
