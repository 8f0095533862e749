"""An approved table reaches the scores: weights and targets as approved, figures as collected, and
the office's run is what `kaoji score` makes of the exported facts.
"""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from fractions import Fraction

import pytest

from kaoji.apps.appraisals import actions as appraisals
from kaoji.apps.appraisals.actions import carry_out_run
from kaoji.apps.appraisals.archived import pieces_of
from kaoji.apps.appraisals.enums import RunState
from kaoji.apps.appraisals.inputs import inputs_of
from kaoji.apps.facts import actions as facts
from kaoji.apps.facts.export import as_csv
from kaoji.apps.facts.models import Dispute, ListRow
from kaoji.apps.schemes.models import SchemeRelease
from kaoji.apps.schemes.store import path_of
from kaoji.web import clock
from kaoji.web.refusals import Refused
from tests.apps.annexes import setting
from tests.apps.annexes.setting import GOALS, KEY, OTHER, OWN
from tests.apps.facts.stage import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(cast):
    return Stage(cast, setting.pinned(cast))


def exported(stage):
    text = as_csv(stage.actor("clerk"), scheme=stage.scheme, year="2026")
    rows = csv.DictReader(io.StringIO(text))
    return {(row["对象"], row["事项"]): row for row in rows if row["指标"] == KEY}


def collected(stage, *, towns=(OWN,)):
    """The sheet that collects what came of the goals."""
    units = tuple(stage.cast.units[one] for one in towns)
    return stage.listed(key=KEY, period="2026", units=units)


def row(stage, asked, item, value, *, town=OWN, **more):
    cells = {"事项": item, "数值": value} | more
    typed = facts.RowTyped(stage.cast.units[town].pk, cells)
    once = f"row-{ListRow.objects.count()}"
    return facts.add_row(by=stage.actor("supplier"), asked=asked, typed=typed, once=once)


def test_only_what_is_approved_is_brought(stage, table):
    setting.sent(stage.cast, table)
    assert exported(stage) == {}
    setting.approve(stage.cast, table)
    found = exported(stage)
    assert {item: (one["分值"], one["目标"]) for (_town, item), one in found.items()} == {
        "修通北渡口道路": ("60", "12.5"),
        "新增蔬菜大棚": ("40", "30"),
    }
    one = found[OWN, "修通北渡口道路"]
    assert "计量单位" not in one
    assert "个性指标表第 1 版" in one["来源"]
    setting.changing(stage.cast, table)
    setting.saved(stage.cast, table, rows=GOALS[:1])
    assert exported(stage) == found


def test_figures_are_said_in_one_row_with_their_item(stage, table):
    setting.approved(stage.cast, table)
    asked = collected(stage)
    row(stage, asked, "修通北渡口道路", "10")
    row(stage, asked, "新增蔬菜大棚", "30", 分值="40")
    assert exported(stage)[OWN, "修通北渡口道路"].get("数值", "") == ""  # not locked yet
    stage.locked_list(asked)
    found = exported(stage)
    assert len(found) == 2
    one = found[OWN, "修通北渡口道路"]
    assert (one["分值"], one["目标"], one["数值"]) == ("60", "12.5", "10")
    assert "农业农村局" in one["来源"]
    assert "批准" in one["来源"]


@pytest.mark.parametrize(
    ("wrong", "code", "told"),
    [
        (("修了另一条路", {}), "item-not-brought", "可写 修通北渡口道路、新增蔬菜大棚"),
        (("修通北渡口道路", {"目标": "8"}), "already-held", "定为 12.5"),
        (("修通北渡口道路", {"分值": "100"}), "already-held", "定为 60"),
    ],
)
def test_a_sheet_does_not_overrule_what_is_approved(stage, table, wrong, code, told):
    setting.approved(stage.cast, table)
    asked = collected(stage)
    with pytest.raises(Refused) as refused:
        row(stage, asked, wrong[0], "10", **wrong[1])
    assert refused.value.code == code
    assert told in f"{refused.value.reason}。{refused.value.remedy}"
    assert not ListRow.objects.exists()


def test_nobody_with_approved_goals_has_none(stage, table):
    setting.approved(stage.cast, table)
    asked = collected(stage, towns=(OWN, OTHER))
    with pytest.raises(Refused) as refused:
        stage.declare(asked, OWN)
    assert refused.value.code == "items-brought"
    assert stage.declare(asked, OTHER) == 1
    assert stage.declare(asked, OWN, mark="missing") == 1


def test_a_row_that_says_otherwise_is_not_hidden(stage, table):
    """Collected first, approved afterwards with another target: both go out; the engine says so."""
    asked = collected(stage)
    row(stage, asked, "修通北渡口道路", "10", 分值="60", 目标="8")
    stage.locked_list(asked)
    setting.approved(stage.cast, table)
    text = as_csv(stage.actor("clerk"), scheme=stage.scheme, year="2026")
    rows = [one for one in csv.DictReader(io.StringIO(text)) if one["事项"] == "修通北渡口道路"]
    assert sorted(one["目标"] for one in rows) == ["12.5", "8"]


def test_what_is_disputed_does_not_count_and_takes_no_goal_away(stage, table):
    setting.approved(stage.cast, table)
    asked = collected(stage)
    made = row(stage, asked, "修通北渡口道路", "10")
    task = stage.locked_list(asked)
    Dispute.objects.create(
        organisation=task.organisation, confirmation=task.confirmations.get(unit=made.unit),
        row=made, reason="不是 10 公里", at=clock.now(), by_name="镇长",
    )  # fmt: skip
    rows = list(
        csv.DictReader(io.StringIO(as_csv(stage.actor("clerk"), scheme=stage.scheme, year="2026")))
    )
    same = [one for one in rows if one["事项"] == "修通北渡口道路"]
    assert sorted((one["状态"], one["分值"], one["数值"]) for one in same) == [
        ("", "60", ""), ("拟", "", "10"),
    ]  # fmt: skip


def test_the_weights_are_in_the_scores_as_the_command_gives_them(stage, cycle, table, tmp_path):
    cast = stage.cast
    setting.approved(cast, table)
    other = setting.table_of(table.annex, OTHER)
    rows = [setting.Row("建仓库", "30", GOALS[0].cells), setting.Row("打井", "70", GOALS[1].cells)]
    setting.approved(cast, other, rows=rows, who="second_liaison")
    asked = collected(stage, towns=(OWN, OTHER))
    row(stage, asked, "修通北渡口道路", "10")
    row(stage, asked, "新增蔬菜大棚", "31")
    row(stage, asked, "建仓库", "12.5", town=OTHER)
    row(stage, asked, "打井", "20", town=OTHER)
    stage.locked_list(asked)
    made = appraisals.ask_for_run(by=cast.actor("clerk"), cycle=cycle, reason="试算")
    run = carry_out_run(made.pk)
    assert run.state == RunState.DONE, run.fault
    told = _by_command(cycle, by=cast.actor("clerk"), folder=tmp_path)
    assert json.loads(run.result) == told
    got = {
        one["subject"]: _goals(one) for one in told["subjects"] if one["subject"] in (OWN, OTHER)
    }
    # 60 分里：(60 × 10/12.5 + 40) / 100 × 60，(30 + 70 × 20/30) / 100 × 60
    assert got[OWN] == Fraction(60 * 88, 100)
    assert got[OTHER] == Fraction(60) * (30 + Fraction(140, 3)) / 100


def _by_command(cycle, *, by, folder):
    texts, _count = inputs_of(by, cycle=cycle)
    (folder / "facts.csv").write_text(texts.facts, encoding="utf-8", newline="")
    (folder / "subjects.csv").write_text(texts.subjects, encoding="utf-8", newline="")
    (folder / "scheme.yaml").write_bytes(path_of(SchemeRelease.objects.get()).read_bytes())
    asked = ["score", "scheme.yaml", "--facts", "facts.csv", "--subjects", "subjects.csv"]
    entry = "import sys; sys.argv[0] = 'kaoji'; from kaoji.cli.main import run; run()"
    command = [sys.executable, "-c", entry, *asked, "--period", cycle.period, "--json"]
    told = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert told.stdout, told.stderr
    found = json.loads(told.stdout)
    return found.get("result", found)


def _goals(subject):
    (found,) = (one for path, one in subject["nodes"].items() if path.startswith(KEY))
    return Fraction(found["exact"])


def test_the_archive_has_every_edition(stage, cycle, table):
    setting.approved(stage.cast, table)
    pieces = {one.name: one.content.decode("utf-8-sig") for one in pieces_of(cycle)}
    assert "已批准" in pieces["annexes/tables.csv"]
    assert "修通北渡口道路,60" in pieces["annexes/items.csv"]
