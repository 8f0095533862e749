"""A whole scheme through the room: figures, lists, ballots, parameters; then the same points.

The county of the demonstration: its tables scored as they are, beside what the room gives out
when everything in them has been entered through its acts.
"""

from __future__ import annotations

import csv
from datetime import date
from itertools import count

import pytest

from kaoji.apps.facts import actions
from kaoji.apps.facts.export import as_csv
from kaoji.apps.facts.models import ListRow
from kaoji.apps.facts.parameters import given_text, parameters_of
from kaoji.apps.facts.sheets import asked_by, lists_asked_by
from kaoji.engine.runs.job import Job, run_job
from kaoji.engine.scheme.catalogue import packs_folder
from tests import factories
from tests.apps.facts.stage import Stage, fresh

DEMO = packs_folder().parent / "demo"
YEAR = "2025"
#: Longer lists come as a workbook.
MOST_ONE_BY_ONE = 15
PAPER = {"paper": "云考发〔2025〕1号", "issued_on": date(2025, 1, 10)}


def table(name):
    with (DEMO / name).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def points(scheme, *, facts, given):
    job = Job(
        scheme=scheme, facts=facts, subjects=DEMO / "subjects.csv", period=YEAR, given=(given,)
    )
    outcome = run_job(job)
    assert outcome.exit_code == 0, [one.message for one in outcome.all_problems]
    return {one.subject: one.as_json() for one in outcome.result.subjects}


class Room:
    """Enters the rows of a table as those who may would do it."""

    def __init__(self, county, *, pack, rows, kind):
        scheme = actions.pin_scheme(by=county.actor("clerk"), pack=pack, begins_on=date(2025, 1, 1))
        self.stage, self.rows, self.numbers = Stage(county, scheme), rows, count(1)
        pinned = {"digest": scheme.digest, "period": YEAR}
        self.figures = asked_by(scheme.pack, **pinned)
        self.lists = lists_asked_by(scheme.pack, **pinned)
        self.units = {
            name: factories.make_unit(organisation=county.organisation, name=name, kind=kind)
            for name in dict.fromkeys(row["对象"] for row in rows)
        }

    def told(self, key, period):
        """The rows of a key; rows without a period are of the year."""
        word = key.rsplit("/", 1)[-1]
        return [
            row
            for row in self.rows
            if row["指标"] == word and (row["周期"] or YEAR) == period
        ]  # fmt: skip

    def periods(self):
        return sorted({period for one in (*self.figures, *self.lists) for period in one.periods})

    def collect(self):
        """One sheet for each period and its whole way; those of ballots are the office's own."""
        for period in self.periods():
            asked = [one for one in self.lists if period in one.periods]
            figures = [
                one for one in self.figures if period in one.periods and self.told(one.key, period)
            ]
            secret = [one for one in asked if one.kind == "ballot"]
            rest = [one for one in asked if one.kind != "ballot"]
            if rest or figures:
                self.sheet(period, supplier="agriculture", figures=figures, lists=rest)
            if secret:
                self.sheet(period, supplier="performance", figures=[], lists=secret)

    def sheet(self, period, *, supplier, figures, lists):
        stage = self.stage
        task = stage.task(
            period=period,
            supplier=stage.cast.units[supplier],
            columns=tuple((one.key, one.field) for one in figures),
            lists=tuple(one.key for one in lists),
            units=tuple(self.units.values()),
        )
        who = {"agriculture": ("supplier", "supplier_head"), "performance": ("clerk", "director")}
        clerk, head = (stage.actor(one) for one in who[supplier])
        self.fill_figures(clerk, task)
        for asked in task.lists.all():
            self.fill_list(clerk, asked)
        actions.submit(by=clerk, task=task, version=fresh(task).version)
        actions.sign(by=head, task=task, version=fresh(task).version)
        task.confirmations.update(state="confirmed")
        reviewer = stage.actor("second_clerk")
        actions.review(by=reviewer, task=task, version=fresh(task).version)

    def fill_figures(self, by, task):
        typed = []
        for column in task.keys.all():
            held = {row["对象"]: row[column.field] for row in self.told(column.key, task.period)}
            typed += [
                actions.Typed(unit.pk, column.pk, held.get(name) or "缺")
                for name, unit in self.units.items()
            ]
        told = actions.enter(by=by, task=task, once=f"f{next(self.numbers)}", typed=typed)
        assert not told["wrong"]

    def fill_list(self, by, asked):
        rows = self.told(asked.key, asked.period)
        typed = [self.typed(row, place=place, asked=asked) for place, row in enumerate(rows)]
        if len(typed) > MOST_ONE_BY_ONE:
            changes = [actions.RowChange(place, one) for place, one in enumerate(typed, start=1)]
            actions.enter_rows(by=by, asked=asked, changes=changes, reason="导入")
        else:
            for one in typed:
                actions.add_row(by=by, asked=asked, typed=one, once=f"r{next(self.numbers)}")
        named = {row["对象"] for row in rows}
        silent = [unit.pk for name, unit in self.units.items() if name not in named]
        if silent:
            mark = "nil" if asked.kind == "event" else "missing"
            once = f"d{next(self.numbers)}"
            actions.declare(by=by, asked=asked, unit_keys=silent, mark=mark, once=once)

    def typed(self, row, *, place, asked):
        cells = {one["name"]: row.get(one["name"]) or "" for one in asked.columns}
        if not any(cells.values()):
            cells["备注"] = "见原件"
        paper = f"票-{place}" if asked.is_secret else ""
        return actions.RowTyped(self.units[row["对象"]].pk, cells, paper=paper)

    def set(self, values):
        for one in parameters_of(self.stage.scheme):
            if one.name in values:
                given = actions.Given(values[one.name], date(2025, 1, 1), **PAPER)
                actions.set_parameter(
                    by=self.stage.actor("clerk"),
                    scheme=self.stage.scheme,
                    parameter=one,
                    given=given,
                    seen=0,
                )

    def give(self, folder):
        actor, scheme = self.stage.actor("clerk"), self.stage.scheme
        facts, given = folder / "room.csv", folder / "given.yaml"
        facts.write_text(as_csv(actor, scheme=scheme, year=YEAR), encoding="utf-8")
        given.write_text(given_text(actor, scheme=scheme, year=int(YEAR)), encoding="utf-8")
        return facts, given


@pytest.fixture
def county(db):
    from tests import cast

    return cast.county()


def test_towns_with_lists_ballots_and_parameters(county, tmp_path):
    room = Room(county, pack="zhengding-towns@2016.1", rows=table("towns.csv"), kind="township")
    room.collect()
    room.set({"主要领导权重": "60%", "包乡领导权重": "40%", "后三名范围": "同类"})
    assert ListRow.objects.filter(mark="value").count() == 51
    facts, given = room.give(tmp_path)
    direct = points("zhengding-towns", facts=(DEMO / "towns.csv",), given=DEMO / "towns-given.yaml")
    assert len(direct) == 7
    assert points("zhengding-towns", facts=(facts,), given=given) == direct


def test_departments_with_plans_tallies_and_a_table_of_weights(county, tmp_path):
    rows = table("departments.csv")
    room = Room(county, pack="qitai-departments@2013.1", rows=rows, kind="department")
    room.collect()
    weights = """县四套班子领导: 15%
        州县人大代表: 15%
        州县政协委员: 10%
        县直部门单位主要领导: 10%
        区州驻县单位主要领导: 5%
        金融机构主要领导: 5%
        县纠风评议员: 10%
        效能建设监督员: 10%
        企业法人代表: 10%
        城区居民代表：10%"""
    room.set({"评议组权重": weights, "各组最少票数": "3", "差即不合格": "否"})
    facts, given = room.give(tmp_path)
    projects = DEMO / "projects.csv"
    direct = points(
        "qitai-departments",
        facts=(DEMO / "departments.csv", projects),
        given=DEMO / "departments-given.yaml",
    )
    assert len(direct) == 12
    assert points("qitai-departments", facts=(facts, projects), given=given) == direct
