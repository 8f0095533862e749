"""Translations are honest: every case, figures copied and not computed, only stated nodes given."""

from __future__ import annotations

import ast
from fractions import Fraction
from pathlib import Path

import pytest

from tests.golden.load import case, family_ids
from tests.oracles.common import half_up
from tests.regulations import (
    translate_beijing,
    translate_bureau,
    translate_feicheng,
    translate_hospital,
    translate_mudanjiang,
    translate_qitai,
    translate_rates,
    translate_safety,
    translate_shenzhen,
    translate_sihong,
    translate_taishun,
    translate_village,
    translate_weisheng,
    translate_xingguo,
    translate_zhengding,
)
from tests.regulations.translated import PADDING_TOTAL

TABLES = {
    "zhengding": translate_zhengding,
    "qitai": translate_qitai,
    "bureau": translate_bureau,
    "village": translate_village,
    "sihong": translate_sihong,
    "taishun": translate_taishun,
    "hospital": translate_hospital,
    "feicheng": translate_feicheng,
    "beijing": translate_beijing,
    "mudanjiang": translate_mudanjiang,
    "rates": translate_rates,
    "safety": translate_safety,
    "shenzhen": translate_shenzhen,
    "xingguo": translate_xingguo,
    "weisheng": translate_weisheng,
}
RUNS = [
    pytest.param(table, run, id=f"{run.case}-{place}")
    for table in TABLES.values()
    for place, run in enumerate(table.translate_all())
]
PACKS = {
    "zhengding-towns",
    "zhengding-departments",
    "zhengding-oldtown",
    "qitai-departments",
    "qitai-towns",
    "qitai-sections",
    "qitai-projects",
    "bureau-units",
    "bureau-persons",
    "village-targets",
    "sihong-units",
    "taishun-units",
    "hospital-departments",
    "feicheng-bodies",
    "beijing-departments",
    "mudanjiang-targets",
    "anjian-visits",
    "jisheng-reviews",
    "fazhi-counties",
    "anquan-units",
    "anquan-county",
    "shenzhen-longterm",
    "xingguo-staff",
    "weisheng-units",
}
#: Columns that carry figures; the others carry names and dates.
FIGURES = ("数值", "目标", "件数")
#: Figures that no case states: the padding of a group, totals that stand for a grade, an income.
CONSTANTS = {
    PADDING_TOTAL,
    *translate_qitai.TOTAL_OF_GRADE.values(),
    translate_village.UNCHANGED_INCOME,
    translate_sihong.TOTAL_ABOVE,
    *translate_sihong.TOTALS_OF_WINNERS.values(),
}
ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)


def figures_in(value):
    """Every figure of a case's inputs, at any depth, as a rational."""
    if isinstance(value, dict):
        return {figure for one in value.values() for figure in figures_in(one)}
    if isinstance(value, list):
        return {figure for one in value for figure in figures_in(one)}
    return {figure_of(str(value))} - {None}


def figure_of(text):
    try:
        return Fraction(text)
    except ValueError:
        return None


@pytest.mark.parametrize("family", TABLES)
def test_every_case_is_translated(family):
    table = TABLES[family]
    assert sorted(table.TRANSLATIONS) == sorted(family_ids(family))
    assert {run.case for run in table.translate_all()} == set(family_ids(family))


@pytest.mark.parametrize(("table", "run"), RUNS)
def test_a_run_is_complete(table, run):
    assert run.pack in PACKS
    assert run.subjects
    assert run.expected
    assert {one["对象"] for one in run.rows} <= {one["对象"] for one in run.subjects}
    assert all(isinstance(cell, str) and cell for one in run.rows for cell in one.values())


@pytest.mark.parametrize(("table", "run"), RUNS)
def test_figures_are_copied(table, run):
    own = figures_in(case(run.case)["inputs"]) | {Fraction(text) for text in CONSTANTS}
    for one in run.rows:
        found = {figure_of(one[column]) for column in FIGURES if column in one} - {None}
        assert found <= own


@pytest.mark.parametrize(("table", "run"), RUNS)
def test_only_what_the_case_states_is_given(table, run):
    allowed = table.GIVEN_ALLOWED.get(run.case, ())
    assert {one["指标"] for one in run.given} <= set(allowed)
    assert not {one["指标"] for one in run.facts} & {"总分", "重点考核", "指标评估"}


@pytest.mark.parametrize("table", TABLES.values())
def test_nothing_more_is_allowed_than_is_given(table):
    given = {}
    for run in table.translate_all():
        given.setdefault(run.case, set()).update(one["指标"] for one in run.given)
    assert {one: names for one, names in given.items() if names} == {
        one: set(names) & given[one] for one, names in table.GIVEN_ALLOWED.items()
    }


def calculations(text):
    """Arithmetic on anything but texts and lists, and calls that convert or compute."""
    found = []
    for node in ast.walk(ast.parse(text)):
        calls = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if calls and node.func.id in {"sum", "min", "max", "round", "float", "int", "Fraction"}:
            found.append(node.lineno)
        is_plain_add = isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Add)
        if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ARITHMETIC):
            counts_on = isinstance(node, ast.BinOp) and _counts_on(node)
            if not (is_plain_add or counts_on or _joins(node)):
                found.append(node.lineno)
    return found


def _counts_on(node):
    """`len(pairs) + 1`: the number of the next row, no figure of a case."""
    return isinstance(node.op, ast.Add) and isinstance(node.right, ast.Constant)


def _joins(node):
    """`tuple(facts) + tuple(given)`, `self.facts + self.given`: rows put one after another."""
    calls = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add)
    sides = (ast.unparse(node.left), ast.unparse(node.right)) if calls else ("", "")
    return all("facts" in side or "given" in side or side.endswith(" + 1") for side in sides)


@pytest.mark.parametrize("module", [*TABLES.values(), "translated"])
def test_a_translation_computes_nothing(module):
    here = Path(__file__).parent
    path = here / "translated.py" if isinstance(module, str) else Path(module.__file__)
    assert calculations(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    ["x = a * b", "x = a - b", "x = 100 / b", "x = a + b", "x *= 2", "x = sum(y)", "x = int(y)"],
)
def test_a_planted_calculation_is_found(text):
    assert calculations(text)


def test_a_planted_figure_is_noticed():
    run = translate_zhengding.TRANSLATIONS["GB-074"](case("GB-074"))
    own = figures_in(case("GB-074")["inputs"])
    changed = [{**one, "数值": "851"} for one in run.rows]
    assert not {figure_of(one["数值"]) for one in changed} <= own


def test_padding_lies_below_every_threshold():
    assert half_up(Fraction(PADDING_TOTAL)) < 70
