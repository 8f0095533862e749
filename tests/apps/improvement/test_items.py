"""Items: drawn from the final run, worked off by the unit alone, closed out by somebody else."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.urls import reverse

from kaoji.apps.appraisals import actions as appraisals
from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.losses import losses_in
from kaoji.apps.appraisals.models import Final
from kaoji.apps.improvement import actions, queries, todo
from kaoji.apps.improvement.models import ImprovementList, Item, Word
from kaoji.web import clock
from kaoji.web.refusals import Refused
from tests import factories
from tests.apps.appraisals import public, scored
from tests.apps.improvement import settled
from tests.apps.improvement.settled import TOWN, fresh, plan, reported, stated, under_way
from tests.cast import NOON

pytestmark = pytest.mark.django_db


def refused(code, doing, **told):
    with pytest.raises(Refused) as found:
        doing(**told)
    assert found.value.code == code
    return found.value


def test_items_are_the_dearest_losses_of_the_final_run(held):
    standing = held.run.standings.get(name=TOWN)
    dearest = losses_in(json.loads(standing.account))
    found = list(Item.objects.filter(part__improvement_list=held, unit_name=TOWN))
    assert [(one.node, one.lost, one.clause) for one in found] == [
        (one.node, one.shown, one.clause) for one in dearest[:3]
    ]
    part = held.parts.get(unit_name=TOWN)
    assert part.loss_count == len(dearest) > 3


def test_a_threshold_may_be_the_measure(stage, cycle):
    made = settled.drawn(stage.cast, cycle, most=None, least="2")
    run = made.run
    for one in run.standings.all():
        expected = [loss.node for loss in losses_in(json.loads(one.account)) if loss.lost >= 2]
        items = Item.objects.filter(part__standing=one).order_by("number")
        assert [item.node for item in items] == expected
    assert Item.objects.exists()


@pytest.mark.parametrize(
    ("most", "least", "field"),
    [(None, "", "most"), (0, "", "most"), (None, "两分", "least"), (None, "-1", "least")],
)
def test_a_list_has_a_measure(stage, cycle, most, least, field):
    with pytest.raises(Refused) as found:
        settled.drawn(stage.cast, cycle, most=most, least=least)
    assert found.value.field == field
    assert not ImprovementList.objects.exists()


def test_it_is_drawn_up_in_its_stage_from_what_is_final_once(stage, cycle):
    by, shape = stage.actor("clerk"), actions.ListShape(3, "", 5)
    cycle.stages.filter(kind=StageKind.IMPROVE).update(state="waiting")
    refused("stage-not-open", actions.draw_up, by=by, cycle=cycle, shape=shape)
    public.open_stage(cycle, StageKind.IMPROVE)
    Final.objects.update(state="withdrawing")
    refused("not-final", actions.draw_up, by=by, cycle=cycle, shape=shape)
    Final.objects.update(state="final")
    refused("not-allowed", actions.draw_up, by=stage.actor("head"), cycle=cycle, shape=shape)
    settled.drawn(stage.cast, cycle)
    refused("drawn-already", actions.draw_up, by=by, cycle=cycle, shape=shape)


def test_from_measures_to_closing_out_with_every_word_kept(stage, item):
    found = reported(stage.cast, item)
    assert (found.state, found.progress) == ("reported", "已补齐")
    by = stage.actor("clerk")
    found = actions.reopen(by=by, item=found, version=found.version, reason="还缺两个月")
    assert (found.state, found.reason) == ("under_way", "还缺两个月")
    told = actions.Progress("补齐了", "鹤政〔2026〕6号", is_done=True)
    unit = stage.actor("liaison")
    found = actions.report(by=unit, item=found, progress=told, version=found.version)
    found = actions.close_out(by=by, item=found, version=found.version)
    assert (found.state, found.reason, found.closed_on) == ("closed", "", clock.today())
    words = Word.objects.filter(item=item).values_list("said", flat=True)
    assert list(words) == ["stated", "accepted", "reported", "reopened", "reported", "closed"]
    with pytest.raises(TypeError):
        Word.objects.first().save()


def test_measures_are_returned_with_the_reason_and_stated_again(stage, item):
    found, by = stated(stage.cast, item), stage.actor("clerk")
    refused("text-missing", actions.give_back, by=by, item=found, version=found.version, reason=" ")
    found = actions.give_back(by=by, item=found, version=found.version, reason="太笼统")
    assert (found.state, found.reason) == ("returned", "太笼统")
    found = stated(stage.cast, found)
    assert (found.state, found.reason) == ("stated", "")
    found = actions.take_back(by=stage.actor("head"), item=found, version=found.version)
    assert (found.state, found.measures, found.due_on) == ("drawn", "", None)


def test_a_unit_works_off_its_own_items_only(stage, item):
    told = {"item": item, "plan": plan(stage.cast), "version": 1}
    refused("not-allowed", actions.state, by=stage.actor("second_head"), **told)
    refused("not-allowed", actions.state, by=stage.actor("clerk"), **told)
    refused(
        "not-allowed", actions.accept, by=stage.actor("head"), item=stated(stage.cast, item),
        version=2,
    )  # fmt: skip


def test_nobody_decides_on_his_own_units_item(stage, item):
    """A clerk of the office who also is somebody in the town."""
    post = factories.make_post(unit=stage.cast.units[TOWN], role="unit_liaison", name="挂职")
    factories.hold(stage.cast.people["clerk"], post=post)
    by = stage.actor("clerk")
    found = stated(stage.cast, item)
    for act in (actions.accept, actions.give_back):
        more = {"reason": "不行"} if act is actions.give_back else {}
        refused("own-unit", act, by=by, item=found, version=found.version, **more)
    found = actions.accept(by=stage.actor("director"), item=found, version=found.version)
    told = actions.Progress("好了", "材料", is_done=True)
    found = actions.report(
        by=stage.actor("liaison"), item=found, progress=told, version=found.version
    )
    refused("own-unit", actions.close_out, by=by, item=found, version=found.version)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"measures": "  "}, "measures"),
        ({"post_key": 0}, "post"),
        ({"due_on": date(2026, 6, 12)}, "due_on"),
        ({"due_on": date(2026, 7, 5)}, "due_on"),
        ({"due_on": date(2029, 7, 5)}, "due_on"),
    ],
)
def test_measures_have_somebody_and_a_working_day_to_come(stage, item, changed, field):
    by = stage.actor("liaison")
    with pytest.raises(Refused) as found:
        actions.state(by=by, item=item, plan=plan(stage.cast, **changed), version=1)
    assert found.value.field == field
    assert fresh(item).state == "drawn"


def test_a_post_of_another_unit_answers_for_nothing_here(stage, item):
    other = plan(stage.cast, post_key=stage.cast.posts["second_head"].pk)
    refused("post-unknown", actions.state, by=stage.actor("head"), item=item, plan=other, version=1)


def test_done_takes_what_proves_it(stage, item):
    found, by = under_way(stage.cast, item), stage.actor("liaison")
    bare = actions.Progress("做完了", " ", is_done=True)
    refused("text-missing", actions.report, by=by, item=found, progress=bare, version=found.version)
    going = actions.Progress("做了一半", "", is_done=False)
    found = actions.report(by=by, item=found, progress=going, version=found.version)
    assert (found.state, found.progress) == ("under_way", "做了一半")


def test_an_old_page_and_a_second_click_are_told(stage, item):
    seen = stated(stage.cast, item).version
    unit, office = stage.actor("liaison"), stage.actor("clerk")
    found = actions.take_back(by=unit, item=item, version=seen)
    found = actions.state(
        by=unit, item=found, plan=plan(stage.cast, measures="另一套"), version=found.version
    )
    refused("changed_meanwhile", actions.accept, by=office, item=item, version=seen)
    actions.accept(by=office, item=item, version=found.version)
    refused("item-not-in-this-state", actions.accept, by=office, item=item, version=found.version)


def test_who_lost_nothing_says_so(stage, held):
    quiet = held.parts.filter(items=None)
    assert quiet.count() == held.parts.count() - 7
    part = quiet.first()
    post = factories.make_post(unit=part.unit, role="unit_liaison", name="联络员")
    user = factories.make_user(organisation=stage.cast.organisation, username="quiet", name="静")
    factories.hold(user, post=post)
    by = factories.acting(user, on=clock.today())
    refused("not-allowed", actions.say_nil, by=stage.actor("head"), part=part)
    assert [one.verb for one in todo._to_say_nil(by, own=by.unit_keys)] == ["报“无”"]
    assert actions.say_nil(by=by, part=part).nil_name
    refused("said-already", actions.say_nil, by=by, part=part)
    own = held.parts.get(unit_name=TOWN)
    refused("has-items", actions.say_nil, by=stage.actor("head"), part=own)


def test_the_stage_waits_for_measures_and_nils_not_for_the_work(stage, held):
    cycle = held.cycle

    def end():
        cycle.refresh_from_db()
        one = cycle.stages.get(kind=StageKind.IMPROVE)
        by = stage.actor("clerk")
        return appraisals.end_stage(by=by, stage=one, version=cycle.version, note="都报了")

    said = refused("stage-work-open", end)
    assert "待报措施" in said.reason
    for one in Item.objects.filter(part__improvement_list=held):
        Item.objects.filter(pk=one.pk).update(
            state="under_way", post=stage.cast.posts["head"], due_on=settled.DUE
        )
    assert "没有报“无”" in refused("stage-work-open", end).reason
    held.parts.filter(items=None).update(nil_at=clock.now())
    assert end().state == "done"


def test_without_a_list_the_stage_does_not_end(stage, cycle):
    one = cycle.stages.get(kind=StageKind.IMPROVE)
    by = stage.actor("clerk")
    said = refused(
        "stage-work-open", appraisals.end_stage, by=by, stage=one, version=cycle.version, note="x"
    )
    assert "没有起草改进清单" in said.reason


def test_what_is_late_is_told_and_chased_by_name(stage, item):
    found = under_way(stage.cast, item)
    after = NOON + timedelta(days=(settled.DUE - clock.today()).days + 1)
    with clock.stopped_at(after):
        assert found.is_overdue(today=clock.today())
        owed = list(todo._owed(stage.actor("clerk")))
        debt = next(one for one in owed[0].debts if one.unit == TOWN)
        assert "逾期未完成" in debt.what
        assert {one.name for one in debt.people} == {"鹤鸣皋", "汀小兰"}
        told = list(todo._given(stage.actor("clerk")))
        assert "1 项逾期" in told[0].context
    assert not found.is_overdue(today=settled.DUE)


def test_todo_of_the_office_leaves_out_ones_own_unit(stage, item):
    stated(stage.cast, item)
    by = stage.actor("clerk")
    assert [one.verb for one in todo._mine(by)] == ["去审"]
    post = factories.make_post(unit=stage.cast.units[TOWN], role="staff", name="挂职")
    factories.hold(stage.cast.people["clerk"], post=post)
    assert list(todo._mine(stage.actor("clerk"))) == []


def test_a_unit_sees_its_own_items_only(stage, held):
    mine = queries.items_of(stage.actor("head"), improvement_list=held)
    assert {one.unit_name for one in mine} == {TOWN}
    assert queries.items_of(stage.actor("clerk"), improvement_list=held).count() > mine.count()


def test_the_next_cycle_sees_the_last_list(stage, held):
    later = scored.cycle_in(stage.cast, scheme=stage.scheme, period="2026", title="次年")
    run = scored.run_in(later)
    own = run.standings.get(name=TOWN)
    client = factories.signed_in(stage.cast.people["clerk"])
    text = client.get(reverse("appraisals:standing", args=[own.pk])).content.decode()
    assert "上一次改进清单" in text
    assert f"/improvement/{held.cycle.number}/units/{own.unit_id}/" in text
    assert queries.last_part(cycle=later, unit_key=own.unit_id).improvement_list == held
