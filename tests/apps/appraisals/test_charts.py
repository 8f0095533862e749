"""Pictures of a run: their figures are those of the accounts; each has its table as a file."""

from __future__ import annotations

import io
from fractions import Fraction

import pytest
from openpyxl import load_workbook

from kaoji.apps.appraisals import charts
from kaoji.apps.appraisals.tallies import Tally, gathered, level_of, tallies_of
from tests import factories
from tests.apps.appraisals import scored
from tests.apps.appraisals.test_pages import words_of

pytestmark = pytest.mark.django_db
KINDS = ("heat", "star", "moves", "trend")


@pytest.fixture
def run(stage):
    return scored.run_in(scored.cycle_in(stage.cast, scheme=stage.scheme))


def asked(stage, run, kind, **told):
    client = factories.signed_in(stage.cast.people["leader"])
    address = f"/appraisals/{run.cycle.number}/runs/{run.number}/charts/{kind}/"
    return client.get(address, told)


def table_of(answer):
    return [list(row) for row in load_workbook(io.BytesIO(answer.content)).active.values]


def test_a_tally_is_what_was_earned_over_all_parts_of_the_year(run):
    """By hand from the account of 澄湾镇: 6.72 of 7 and 6.58 of 7."""
    found = tallies_of(run)["澄湾镇"]["指标评估/经济发展/财政收入"]
    assert (found.earned, found.worth) == (Fraction("13.30"), Fraction(14))
    assert charts.percent(found.rate) == "95.0%"


def test_the_tallies_of_a_unit_come_to_its_points_without_extras(run):
    """By hand: 93.9 is 83.47 + 8.93 + 2 − 0.5."""
    tallies = tallies_of(run)["澄湾镇"].values()
    assert sum(one.earned for one in tallies) == Fraction("92.40")
    assert sum(one.worth for one in tallies) == 100


def test_no_more_columns_than_there_is_room_for():
    paths = ("甲/子/一", "甲/子/二", "甲/丑", "乙")
    assert [level_of(paths, most=most) for most in (4, 3, 2, 1)] == [2, 1, 0, 0]
    tallies = {path: Tally(path, path[-1], Fraction(1), Fraction(2), False) for path in paths}
    raised = gathered(tallies, depth=1)
    assert {path: (one.name, one.earned) for path, one in raised.items()} == {
        "甲/子": ("子", 2), "甲/丑": ("丑", 1), "乙": ("乙", 1),
    }  # fmt: skip


def test_what_is_open_is_not_drawn(stage):
    facts = "\n".join(
        one
        for one in scored.renamed("towns.csv").splitlines()
        if not one.startswith("芸窗镇,2025年终评估,领导评估")
    )
    run = scored.run_in(scored.cycle_in(stage.cast, scheme=stage.scheme), facts=facts + "\n")
    heat = charts.heat_of(run, standings=list(run.standings.all()))
    cells = {one.standing.name: one.cells[-1] for one in heat.lines}
    assert (cells["芸窗镇"].text, cells["芸窗镇"].dark) == ("未齐", "0.00")
    assert cells["澄湾镇"].text == "89.3%"


def test_the_darkest_cell_is_the_dearest(run):
    heat = charts.heat_of(run, standings=list(run.standings.all()))
    cells = [cell for line in heat.lines for cell in line.cells if cell.rate is not None]
    assert max(Fraction(one.dark) for one in cells) == charts.DARKEST
    worst = min(cells, key=lambda one: one.rate)
    assert Fraction(worst.dark) == charts.DARKEST


@pytest.mark.parametrize("kind", KINDS)
def test_each_has_a_page_and_a_file_with_the_same_figures(stage, run, kind):
    run.standings.model.objects.filter(run=run, name="澄湾镇").update(last_rank=1)
    page = words_of(asked(stage, run, kind))
    rows = table_of(asked(stage, run, kind, export="xlsx"))
    assert len(rows) > 1
    for row in rows[1:]:
        assert all(str(cell) in page for cell in row), row


def test_who_moved_is_told_in_words(stage, run):
    """By hand: 澄湾镇 is third with 云砚镇, and was first."""
    model = run.standings.model
    model.objects.filter(run=run, name="鹤汀镇").update(last_rank=4)
    model.objects.filter(run=run, name="谷雨镇").update(last_rank=2)
    moves = {one.standing.name: one.word for one in charts.moves_of(run.standings.all())}
    assert moves == {"鹤汀镇": "升 3", "谷雨镇": "不变"}


def test_the_trend_reaches_over_cycles_of_the_same_group(stage, run):
    later = scored.cycle_in(stage.cast, scheme=stage.scheme, title="下一年", period="2026")
    trial = scored.cycle_in(stage.cast, scheme=stage.scheme, period="2024", is_trial=True)
    facts = scored.renamed("towns.csv").replace("2025", "2026")
    scored.run_in(trial)
    last = scored.run_in(later, facts=facts)
    rows = table_of(asked(stage, last, "trend", export="xlsx"))
    assert rows[0] == ["单位", "2025", "2026"]
    assert ["澄湾镇", "93.90", "93.90"] in rows
    assert table_of(asked(stage, run, "trend", export="xlsx"))[0] == ["单位", "2025"]


def test_an_unknown_picture_and_an_outsider_get_the_same_nothing(stage, run):
    assert asked(stage, run, "cake").status_code == 404
    client = factories.signed_in(stage.cast.people["head"])
    address = f"/appraisals/{run.cycle.number}/runs/{run.number}/charts/heat/"
    assert client.get(address).status_code == 404
