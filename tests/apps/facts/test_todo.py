"""What the workbench tells of this room, along the way of one sheet."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kaoji.apps.facts import actions
from kaoji.apps.facts.actions import Objection
from kaoji.apps.facts.models import CollectionTask, Confirmation, Dispute, Figure
from kaoji.apps.organisation.models import Holding
from kaoji.apps.workbench.chasing import chase_text
from kaoji.web import clock, search, todo
from tests import cast, factories
from tests.apps.facts.stage import REVENUE, TOWNS, YEAR, fresh
from tests.costs import most, questions


def told(stage, key):
    return [(one.title, one.verb) for one in todo.mine(stage.actor(key))]


SHEET = f"农业农村局 乡镇经济 {YEAR}"
EVERYBODY = ("clerk", "director", "supplier", "supplier_head", "head", "liaison", "staff", "leader")


def holders(stage):
    """Who has something to do with the sheet, and what."""
    return {key: verb for key in EVERYBODY for _title, verb in told(stage, key)}


def test_the_sheet_waits_for_one_after_the_other(stage):
    task = actions.draft_task(by=stage.actor("clerk"), plan=stage.plan())
    assert holders(stage) == {"clerk": "去下达", "director": "去下达"}
    actions.open_task(by=stage.actor("clerk"), task=task, version=task.version)
    assert holders(stage) == {"supplier": "去填报", "supplier_head": "去填报"}
    (mine,) = todo.mine(stage.actor("supplier"))
    assert mine.title == f"填报：{SHEET}"
    # Three towns, two columns; five working days from Friday the 12th, over 端午节 on the 19th.
    assert mine.context == "3 个单位 × 2 项，还缺 6 格 · 禾检考〔2026〕1号第 7 项"
    assert mine.due_on == fresh(task).due_on
    stage.fill(task)
    actions.submit(by=stage.actor("supplier"), task=task, version=fresh(task).version)
    assert holders(stage) == {"supplier_head": "去签批"}
    actions.sign(by=stage.actor("supplier_head"), task=task, version=fresh(task).version)
    assert holders(stage) == {
        "clerk": "去审核", "director": "去审核", "head": "去确认", "liaison": "去确认",
    }  # fmt: skip
    (unit,) = todo.mine(stage.actor("head"))
    assert unit.title == f"确认：鹤汀镇 乡镇经济 {YEAR}"
    actions.confirm(
        by=stage.actor("head"), task=fresh(task), unit_key=stage.cast.units["鹤汀镇"].pk
    )
    assert holders(stage) == {"clerk": "去审核", "director": "去审核"}
    task.confirmations.update(state="confirmed")
    actions.review(by=stage.actor("clerk"), task=fresh(task), version=fresh(task).version)
    assert holders(stage) == {}


def test_a_dispute_waits_for_an_answer(stage):
    task = stage.signed()
    unit = stage.cast.units["鹤汀镇"]
    figure = Figure.objects.filter(task=task, unit=unit, field="数值").get()
    actions.dispute(
        by=stage.actor("head"),
        task=task,
        unit_key=unit.pk,
        objection=Objection(figure.pk, "与台账不符", "101"),
    )
    assert told(stage, "clerk") == [(f"答复争议：{SHEET}", "去答复")]
    assert Dispute.objects.count() == 1


def test_who_has_sent_does_not_review(stage):
    task = stage.signed()
    CollectionTask.objects.filter(pk=task.pk).update(signed_by=stage.cast.people["clerk"])
    assert told(stage, "clerk") == []
    assert told(stage, "director") != []


def test_a_role_counts_only_in_its_unit(stage):
    stage.task()
    assert told(stage, "second_supplier") == []


class TestGiven:
    def test_the_office_waits_for_the_supplier_and_then_for_the_units(self, stage):
        task = stage.task()
        (given,) = todo.given(stage.actor("clerk"))
        assert (given.title, given.context, given.verb) == (SHEET, "还缺 6 格", "发催报")
        assert todo.given(stage.actor("supplier")) == ()
        assert chase_text(todo.owed(stage.actor("clerk"))) == (
            f"【催报】{SHEET}，应于 {task.due_on.month}月{task.due_on.day}日 前办结。\n"
            "农业农村局（禹晓苗）：还缺 6 格"
        )
        stage.fill(task)
        assert todo.given(stage.actor("clerk"))[0].context == "已填满，未送签批"
        actions.submit(by=stage.actor("supplier"), task=task, version=fresh(task).version)
        (owed,) = todo.owed(stage.actor("clerk"))
        assert owed.context == "待负责人签批"
        assert [who.name for who in owed.debts[0].people] == ["麦守仓"]
        actions.sign(by=stage.actor("supplier_head"), task=task, version=fresh(task).version)
        (owed,) = todo.owed(stage.actor("clerk"))
        assert [(one.unit, [who.name for who in one.people]) for one in owed.debts] == [
            ("鹤汀镇", ["汀小兰"]),
            ("澄湾镇", ["湾晓月"]),
            ("云砚镇", []),
        ]
        Confirmation.objects.filter(task=task).update(state="confirmed")
        assert todo.given(stage.actor("clerk")) == ()


class TestWhom:
    """Who does the work is asked; the head where nobody does, or where it is late."""

    def asked(self, stage):
        (owed,) = todo.owed(stage.actor("clerk"))
        return {debt.unit: [one.name for one in debt.people] for debt in owed.debts}

    def test_the_head_where_nobody_does_the_work(self, stage):
        stage.task()
        Holding.objects.filter(user=stage.cast.people["supplier"]).update(ends_on=date(2026, 6, 1))
        assert self.asked(stage) == {"农业农村局": ["麦守仓"]}

    def test_the_head_as_well_where_it_is_late(self, stage):
        task = stage.task()
        CollectionTask.objects.filter(pk=task.pk).update(due_on=clock.today())
        assert self.asked(stage) == {"农业农村局": ["禹晓苗"]}
        CollectionTask.objects.filter(pk=task.pk).update(due_on=date(2026, 1, 1))
        assert self.asked(stage) == {"农业农村局": ["禹晓苗", "麦守仓"]}

    def test_of_units_that_have_said_nothing(self, stage):
        task = stage.signed()
        CollectionTask.objects.filter(pk=task.pk).update(confirm_due_on=date(2026, 1, 1))
        asked = self.asked(stage)
        assert asked["鹤汀镇"] == ["汀小兰", "鹤鸣皋"]
        assert asked["澄湾镇"] == ["湾晓月", "澄万里"]


class TestNews:
    def facts(self, stage, key):
        return [one.fact for one in todo.news(stage.actor(key), most=20)]

    def test_each_is_told_what_happened_to_the_sheets_one_sees(self, stage):
        task = stage.signed()
        actions.confirm(by=stage.actor("head"), task=task, unit_key=stage.cast.units["鹤汀镇"].pk)
        steps = {
            "农业农村局接到任务：乡镇经济",
            "农业农村局送负责人签批：乡镇经济",
            "农业农村局已签批：乡镇经济",
        }
        said = {"鹤汀镇确认了数据：乡镇经济"}
        assert set(self.facts(stage, "clerk")) == steps | said
        assert set(self.facts(stage, "liaison")) == steps | said
        assert set(self.facts(stage, "second_liaison")) == steps
        assert set(self.facts(stage, "supplier")) == steps
        assert self.facts(stage, "second_supplier") == []
        assert self.facts(stage, "system") == []


class TestBurden:
    def test_cells_and_units_of_the_quarter(self, stage):
        assert todo.burden(stage.actor("clerk"), since=date(2026, 4, 1)).cell_count == 0
        stage.task()
        one = todo.burden(stage.actor("clerk"), since=date(2026, 4, 1))
        assert (one.unit_count, one.cell_count, one.carried_count) == (3, 6, 0)
        late = todo.burden(stage.actor("clerk"), since=date(2026, 7, 1))
        assert late.cell_count == 0

    def test_what_was_carried_over_is_told_apart_until_it_is_typed_anew(self, stage):
        task = stage.task()
        stage.fill(task)
        figure = Figure.objects.filter(task=task).first()
        figure.revisions.create(
            organisation_id=figure.organisation_id, number=figure.revision + 1, mark="value",
            value="100", typed="100", at=cast.NOON, by_name="系统", channel="carried",
        )  # fmt: skip
        figure.revision += 1
        figure.save()
        told = todo.burden(stage.actor("clerk"), since=date(2026, 4, 1))
        assert (told.cell_count, told.carried_count) == (6, 1)


class TestFound:
    def titles(self, stage, key, *terms):
        found = search.find(stage.actor(key), terms=terms)
        return {hit.title for one in found for hit in one.hits(first=0, count=50)}

    def test_sheets_by_name_number_sound_and_paper(self, stage):
        task = stage.task()
        sheet = f"乡镇经济 {YEAR}"
        for term in ("乡镇经", "xzjj", "禾检考", str(task.number)):
            assert sheet in self.titles(stage, "clerk", term)
        assert sheet in self.titles(stage, "supplier", "乡镇经济")
        for key in ("second_supplier", "liaison", "leader", "system"):
            assert self.titles(stage, key, "乡镇经济") == set()

    def test_sources_by_indicator_and_supplier(self, stage):
        actions.register_source(
            by=stage.actor("clerk"),
            shape=actions.SourceShape(
                scheme=stage.scheme,
                key=REVENUE,
                supplier=stage.cast.units["agriculture"],
                group=None,
                grain="年终评估",
                basis="禾统〔2026〕5号",
                begins_on=date(2026, 1, 1),
            ),
        )
        assert REVENUE in self.titles(stage, "clerk", "财政收入")
        assert REVENUE in self.titles(stage, "supplier", "czsr")
        assert self.titles(stage, "second_supplier", "财政收入") == set()
        assert self.titles(stage, "liaison", "财政收入") == set()


@pytest.mark.parametrize("key", ["clerk", "supplier_head", "head", "staff"])
@pytest.mark.parametrize("address", ["/", "/chase/", "/chase/phones/", "/search/?q=zz", "/news/"])
def test_the_workbench_asks_no_more_with_three_hundred(stage, key, address):
    """Everybody at once: the person also stands in for two others, so that every part is asked."""
    supplier, head = stage.cast.holdings["supplier_head"], stage.cast.holdings["head"]
    for holding in (supplier, head):
        if holding.user_id != stage.cast.people[key].pk:
            factories.delegate(
                holding,
                deputy=stage.cast.people[key],
                begins_on=cast.TODAY,
                ends_on=date(2026, 12, 31),
            )
    client = factories.signed_in(stage.cast.people[key])
    signed = stage.signed()
    fields = ("plan_paper", "plan_item", "scheme", "supplier", "supplier_name", "period",
              "opens_on", "window_days", "due_on", "confirm_due_on", "organisation")  # fmt: skip
    same = {name: getattr(signed, name) for name in fields}

    def more(first, last):
        for number in range(first, last):
            state = ("draft", "collecting", "to_sign", "to_review")[number % 4]
            task = CollectionTask.objects.create(
                number=number, title=f"第{number}表", state=state, **same
            )
            for order, town in enumerate(TOWNS):
                task.units.create(
                    organisation=task.organisation, order=order, name=town,
                    unit=stage.cast.units[town],
                )  # fmt: skip
                Confirmation.objects.create(
                    organisation=task.organisation, task=task, unit=stage.cast.units[town]
                )

    def asked():
        client.get(address)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address).status_code == 200
        assert len(questions(caught)) <= most(caught)
        return len(questions(caught))

    more(1_000, 1_003)
    few = asked()
    more(1_003, 1_300)
    assert asked() == few
