"""Figures entered in the room, exported and scored: the same as when they are scored as they are.

The county of the demonstration, whose points are known: its whole table scored directly, beside
the table in which the quantities have gone through the room.
"""

from __future__ import annotations

import csv
from itertools import count

import pytest

from kaoji.apps.facts import actions, brought
from kaoji.apps.facts.export import as_csv
from kaoji.apps.facts.sheets import asked_by
from kaoji.engine.runs.job import Job, run_job
from kaoji.engine.scheme.catalogue import packs_folder
from kaoji.web.refusals import Refused
from tests import factories
from tests.apps.facts.stage import REVENUE, TOWNS, YEAR, Stage, fresh

DEMO = packs_folder().parent / "demo"


@pytest.fixture(scope="module")
def rows():
    with (DEMO / "towns.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def through_the_room(stage: Stage, *, rows, period, names):
    """One sheet for a period: entered, signed, confirmed, locked."""
    numbers = count(1)
    units = {name: stage.cast.units[name] for name in names}
    told = {
        (row["对象"], row["指标"], field): row[field]
        for row in rows
        if row["周期"] == period
        for field in ("数值", "目标")
    }
    asked = [
        one
        for one in asked_by(stage.scheme.pack, digest=stage.scheme.digest, period=period[:4])
        if period in one.periods
    ]
    columns = tuple((one.key, one.field) for one in asked)
    task = stage.task(
        period=period,
        columns=columns,
        units=tuple(units.values()),
        supplier=stage.cast.units["agriculture"],
    )
    typed = [
        actions.Typed(unit.pk, column.pk, text)
        for column in task.keys.all()
        for name, unit in units.items()
        for text in [told[name, column.key.rsplit("/", 1)[-1], column.field]]
    ]
    told = actions.enter(
        by=stage.actor("supplier"), task=task, once=f"{period}{next(numbers)}", typed=typed
    )
    assert told["saved"] == len(typed)
    actions.submit(by=stage.actor("supplier"), task=task, version=fresh(task).version)
    actions.sign(by=stage.actor("supplier_head"), task=task, version=fresh(task).version)
    task.confirmations.update(state="confirmed")
    actions.review(by=stage.actor("clerk"), task=task, version=fresh(task).version)
    return {(one["对象"], period, one["指标"]) for one in rows if one["周期"] == period}


def points(*facts):
    outcome = run_job(
        Job(
            scheme="zhengding-towns",
            facts=facts,
            subjects=DEMO / "subjects.csv",
            period="2025",
            given=(DEMO / "towns-given.yaml",),
        )
    )
    assert outcome.exit_code == 0, [one.message for one in outcome.all_problems]
    return {one.subject: one.as_json() for one in outcome.result.subjects}


def test_the_same_points_as_the_same_figures_scored_directly(stage, rows, tmp_path):
    names = list(dict.fromkeys(row["对象"] for row in rows))
    group = stage.cast.groups["townships"]
    for name in names:
        stage.cast.units[name] = factories.make_unit(
            organisation=stage.cast.organisation, name=name, kind="township", group=group
        )
    gone = set()
    for period in ("2025中期评估", "2025年终评估"):
        quantities = [row for row in rows if row["周期"] == period and row["指标"] != "领导评估"]
        gone |= through_the_room(stage, rows=quantities, period=period, names=names)
    rest = tmp_path / "rest.csv"
    with rest.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(row for row in rows if (row["对象"], row["周期"], row["指标"]) not in gone)
    exported = tmp_path / "room.csv"
    exported.write_text(
        as_csv(stage.actor("clerk"), scheme=stage.scheme, year="2025"), encoding="utf-8"
    )
    direct = points(DEMO / "towns.csv")
    assert len(direct) == len(names)
    assert points(exported, rest) == direct


def exported(stage, year="2026"):
    text = as_csv(stage.actor("clerk"), scheme=stage.scheme, year=year)
    return {(row["对象"], row["周期"]): row for row in csv.DictReader(text.splitlines())}


def test_only_locked_sheets_are_scored(stage):
    stage.signed()
    assert exported(stage) == {}


def test_a_disputed_figure_stays_out(stage):
    task = stage.signed()
    figure = task.figures.get(unit=stage.cast.units["鹤汀镇"], field="数值")
    actions.dispute(
        by=stage.actor("head"),
        task=task,
        unit_key=figure.unit_id,
        objection=actions.Objection(figure.pk, "少计一笔"),
    )
    task.confirmations.exclude(unit=figure.unit).update(state="confirmed")
    actions.review(by=stage.actor("clerk"), task=task, version=task.version)
    rows = exported(stage)
    assert rows["鹤汀镇", YEAR]["数值"] == ""
    assert rows["鹤汀镇", YEAR]["目标"] == "100"
    assert rows["澄湾镇", YEAR]["数值"] == "100"


def test_the_four_marks_are_written_apart(stage):
    task = stage.task(columns=(("指标评估/经济发展/财政收入", "数值"),))
    texts = {("鹤汀镇", "数值"): "0", ("澄湾镇", "数值"): "缺", ("云砚镇", "数值"): "不适用"}
    stage.enter(task, once="a", texts=texts)
    actions.submit(by=stage.actor("supplier"), task=task, version=fresh(task).version)
    actions.sign(by=stage.actor("supplier_head"), task=task, version=fresh(task).version)
    task.confirmations.update(state="confirmed")
    actions.review(by=stage.actor("clerk"), task=task, version=fresh(task).version)
    rows = exported(stage)
    assert [rows[town, YEAR]["数值"] for town in TOWNS] == ["0", "缺", "不适用"]


def test_what_another_room_brings_is_a_row_with_its_source(stage, monkeypatch):
    unit = stage.cast.units["鹤汀镇"].pk
    told = brought.Brought(unit, "鹤汀镇", REVENUE, YEAR, "目标", "100", "纪要3号")
    monkeypatch.setattr(brought, "_ROOMS", {})
    brought.bring("elsewhere", told=lambda *_: (told,))
    with pytest.raises(ValueError, match="already"):
        brought.bring("elsewhere", told=lambda *_: ())
    text = as_csv(stage.actor("clerk"), scheme=stage.scheme, year="2026", called={unit: "鹤汀街道"})
    assert text.splitlines()[1:] == [f"鹤汀街道,{YEAR},{REVENUE},,100,纪要3号,"]
    with pytest.raises(Refused) as refused:
        stage.task()
    assert "纪要3号" in refused.value.reason
