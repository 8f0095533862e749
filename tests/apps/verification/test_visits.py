"""On site: two or more go, none of whom stands back; no step is skipped; the unit has its say."""

from __future__ import annotations

import random
from datetime import timedelta
from io import BytesIO

import docx
import pytest

from kaoji.apps.audit.models import Entry
from kaoji.apps.verification import actions
from kaoji.apps.verification.enums import Answer, Outcome
from kaoji.apps.verification.models import Check, StepTaken, Verdict, Visit
from kaoji.apps.verification.stages import missing
from kaoji.web.refusals import Refused
from tests import factories
from tests.apps.facts.stage import TOWNS
from tests.apps.verification.setting import lend
from tests.cast import TODAY

pytestmark = pytest.mark.django_db


def refused(code, doing, *args, **told):
    with pytest.raises(Refused) as found:
        doing(*args, **told)
    assert found.value.code == code


@pytest.fixture
def visit(room):
    """One item of the first town waits on site, and two go there today."""
    room.ready()
    room.decide(room.cycle.checks.filter(unit=room.unit(TOWNS[0])).first(), Outcome.ONSITE)
    return room.plan(TOWNS[0])[0]


def now(visit):
    return Visit.objects.get(pk=visit.pk)


def client_of(room, who):
    return factories.signed_in(room.cast.people[who])


# --- 日程 -----------------------------------------------------------------------------------------


def test_a_day_units_and_two_who_need_not_stand_back(room, visit):
    assert list(visit.checks.values_list("state", flat=True)) == ["onsite"]
    refused("team-too-small", room.plan, TOWNS[1], team=("appraiser",))
    refused("team-too-small", room.plan, TOWNS[1], team=("appraiser", "supplier"))
    refused("day-past", room.plan, TOWNS[1], on=TODAY - timedelta(days=1))
    refused("visit-under-way", room.plan, TOWNS[0])
    refused("not-allowed", room.plan, TOWNS[1], by="appraiser")
    lend(room.cast, unit=TOWNS[1])
    refused("must-recuse", room.plan, TOWNS[1], team=("appraiser", "other_appraiser"))
    assert Visit.objects.count() == 1
    assert len(room.plan(TOWNS[1], TOWNS[2])) == 2


def test_a_team_may_not_look_on_site_at_what_one_of_it_supplied(room, visit):
    from kaoji.apps.facts.models import CollectionTask

    CollectionTask.objects.update(signed_by=room.cast.people["supervisor"])
    refused("must-recuse", room.step, visit, "notify")


def test_a_day_or_a_team_changes_before_anybody_is_there(room, visit):
    lend(room.cast)
    team = tuple(room.cast.people[one].pk for one in ("appraiser", "other_appraiser"))
    later = TODAY + timedelta(days=3)
    change = actions.VisitChange(later, team, "单位有会", visit.version)
    actions.change_visit(by=room.actor("clerk"), visit=visit, change=change)
    assert (now(visit).on, now(visit).members.count()) == (later, 2)
    refused(
        "changed_meanwhile", actions.change_visit, by=room.actor("clerk"), visit=visit,
        change=change,
    )  # fmt: skip
    room.step(visit, "notify")
    refused("too-early", room.step, visit, "arrive")


def test_whoever_stands_back_later_holds_the_team_up_until_he_is_replaced(room, visit):
    lend(room.cast)
    told = {"cycle": room.cycle, "unit_key": room.unit(TOWNS[0]), "reason": "刚结的亲家"}
    actions.recuse(by=room.actor("supervisor"), **told)
    refused("must-recuse", room.step, visit, "notify")
    team = tuple(room.cast.people[one].pk for one in ("appraiser", "other_appraiser"))
    change = actions.VisitChange(TODAY, team, "换人", now(visit).version)
    actions.change_visit(by=room.actor("clerk"), visit=visit, change=change)
    room.step(visit, "notify")
    refused("not-in-the-team", room.step, visit, "arrive", by="supervisor")


def test_what_is_called_off_waits_for_the_next(room, visit):
    refused(
        "text-missing", actions.cancel_visit, by=room.actor("clerk"), visit=visit, reason="",
        version=visit.version,
    )  # fmt: skip
    actions.cancel_visit(
        by=room.actor("clerk"), visit=visit, reason="道路中断", version=visit.version
    )
    assert Check.objects.filter(state="onsite", visit=None).count() == 1
    refused("not-this-step", room.step, visit, "notify")
    assert room.plan(TOWNS[0])[0].checks.count() == 1


def test_an_item_found_later_joins_whoever_goes_there(room, visit):
    other = room.cycle.checks.filter(unit=room.unit(TOWNS[0]), state="open").get()
    room.decide(other, Outcome.ONSITE)
    assert visit.checks.count() == 2
    refused("on-site-now", room.decide, other, reason="改主意")


# --- steps ----------------------------------------------------------------------------------------


def test_the_whole_way_ends_with_a_verdict_on_each_item(room, visit):
    room.to_the_record(visit)
    assert Verdict.objects.count() == 1, "not before the unit has spoken"
    room.sign(visit)
    item = visit.checks.get()
    assert (item.state, item.verdicts.first().visit) == ("true", visit)
    assert (now(visit).state, now(visit).answer) == ("confirm", "agreed")
    assert list(visit.steps.values_list("kind", flat=True)) == [
        "notify", "arrive", "read", "record", "confirm",
    ]  # fmt: skip
    refused("not-this-step", room.sign, visit)


def test_no_sequence_of_steps_but_the_declared_one_succeeds(room, visit):
    """Any order, any repetition: a step succeeds exactly when it is its turn."""
    order = ["notify", "arrive", "read", "record"]

    def take(kind):
        return room.record(visit) if kind == "record" else room.step(visit, kind)

    drawn, done = random.Random(20260612), []
    for _ in range(500):
        kind = drawn.choice(order)
        if kind == next(iter(order[len(done) :]), ""):
            take(kind)
            done.append(kind)
        else:
            refused("not-this-step", take, kind)
    assert done == order
    assert StepTaken.objects.count() == len(order)


def test_a_second_click_does_nothing(room, visit):
    version = visit.version
    room.step(visit, "notify", version=version)
    refused("changed_meanwhile", room.step, visit, "notify", version=version)
    assert visit.steps.count() == 1
    assert Entry.objects.filter(act="verification.take_step").count() == 1


def test_every_step_has_its_record_and_every_item_its_fact(room, visit):
    refused("text-missing", room.step, visit, "notify", note=" ")
    for kind in ("notify", "arrive", "read"):
        room.step(visit, kind)
    by, version = room.actor("appraiser"), now(visit).version
    told = {"by": by, "visit": visit, "version": version}
    refused("facts-missing", actions.record_facts, **told, found=[])
    other = actions.Found("门牌脱落", title="其他事实")
    refused("item-missing", actions.record_facts, **told, found=[other])
    item = visit.checks.get().pk
    blank = actions.Found(" ", check_key=item, outcome="true")
    refused("text-missing", actions.record_facts, **told, found=[blank])
    foreign = actions.Found("好", check_key=item + 999, outcome="true")
    refused("item-unknown", actions.record_facts, **told, found=[foreign])


# --- the unit -------------------------------------------------------------------------------------


def test_the_unit_disagrees_with_a_reason_that_is_printed(room, visit):
    room.to_the_record(visit)
    refused("text-missing", room.sign, visit, "disagreed")
    room.sign(visit, "disagreed", objection="台账在县里")
    assert now(visit).objection == "台账在县里"
    content = client_of(room, "head").get(f"/verification/visits/{visit.pk}/files/docx/").content
    document = docx.Document(BytesIO(content))
    text = "\n".join(one.text for one in document.paragraphs)
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert "台账在县里" in text
    assert {"账实相符", "属实"} <= cells


def test_only_the_head_of_that_unit_signs(room, visit):
    from django.http import Http404

    room.to_the_record(visit)
    refused("not-allowed", room.sign, visit, by="liaison")
    with pytest.raises(Http404):
        room.sign(visit, by="second_head")
    refused("not-allowed", room.sign, visit, "refused", objection="不签")


def test_who_will_not_sign_is_noted_with_a_witness(room, visit):
    room.to_the_record(visit)

    def enter(**changed):
        told = {"objection": "不认可", "signed_name": "某镇长", "witness": "某书记"} | changed
        return actions.answer_on_paper(
            by=room.actor("appraiser"), visit=visit, version=now(visit).version,
            signature=actions.Signature(Answer("refused"), **told),
        )  # fmt: skip

    refused("text-missing", enter, witness=" ")
    refused("text-missing", enter, objection="")
    refused("text-missing", enter, signed_name="")
    enter()
    assert (now(visit).answer, now(visit).witness) == ("refused", "某书记")
    assert visit.checks.get().state == "true", "the facts stand all the same"


def test_a_paper_that_was_signed_is_entered_and_marked(room, visit):
    room.to_the_record(visit)
    actions.answer_on_paper(
        by=room.actor("supervisor"), visit=visit, version=now(visit).version,
        signature=actions.Signature(Answer("agreed"), signed_name="鹤鸣皋"),
    )  # fmt: skip
    assert "代录" in visit.steps.get(kind="confirm").note


def test_the_stage_waits_for_the_end_of_every_check(room, visit):
    room.decide_all()
    told = list(missing(room.cycle))
    assert len(told) == 2
    assert "没有办完" in told[-1]
    room.to_the_record(visit)
    room.sign(visit)
    assert list(missing(room.cycle)) == []


# --- pages ----------------------------------------------------------------------------------------


def test_the_unit_learns_of_it_when_it_is_told(room, visit):
    head = client_of(room, "head")
    address = f"/verification/visits/{visit.pk}/"
    assert head.get(address).status_code == 404
    room.step(visit, "notify", note="请备齐台账")
    page = head.get(address).content.decode()
    assert "请备齐台账" in page
    assert client_of(room, "second_head").get(address).status_code == 404


def test_the_whole_way_on_pages(room, visit):
    team, head = client_of(room, "appraiser"), client_of(room, "head")
    address = f"/verification/visits/{visit.pk}/"
    for kind in ("notify", "arrive", "read"):
        sent = {"kind": kind, "note": "已办", "version": now(visit).version}
        assert team.post(f"{address}step/", sent).status_code == 302
    item = visit.checks.get().pk
    sent = {"kind": "record", "version": now(visit).version, f"o{item}": "wrong"}
    page = team.post(f"{address}step/", sent).content.decode()
    assert "这里要填" in page
    sent |= {f"f{item}": "少报两笔", f"p{item}": "102", "others": "大门未挂牌\n\n账册缺页"}
    assert team.post(f"{address}step/", sent).status_code == 302
    assert "大门未挂牌" in head.get(address).content.decode()
    assert head.get(f"{address}files/pdf/").content[:4] == b"%PDF"
    signed = {"answer": "agreed", "version": now(visit).version}
    assert head.post(f"{address}sign/", signed).status_code == 302
    found = visit.checks.get()
    assert (found.state, found.verdicts.first().proposed) == ("wrong", "102")
    assert Visit.objects.get().steps.get(kind="record").findings.count() == 3
    assert team.get(f"{address}files/exe/").status_code == 404
