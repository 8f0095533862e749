"""Claims: only one's own, only in time, nothing counts twice unseen, what is accepted is a fact."""

from __future__ import annotations

import pytest

from kaoji.apps.appraisals import actions as appraisals
from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.audit.models import Entry
from kaoji.apps.claims import actions, queries
from kaoji.apps.claims.lists import asked_in, claimed_in
from kaoji.apps.claims.models import Claim
from kaoji.apps.facts.export import as_csv
from kaoji.web.refusals import Refused
from tests import factories
from tests.apps.appraisals import public
from tests.apps.claims.deeds import PLAN, accepted, claimed, shape

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(stage, cycle):
    def made(who="head", **changed):
        told = shape(stage.cast, **changed)
        return actions.claim(by=stage.actor(who), cycle=cycle, shape=told)

    return made


def refused(code, doing, **told):
    with pytest.raises(Refused) as found:
        doing(**told)
    assert found.value.code == code


def test_bonus_and_deduction_are_claimed_and_vetoes_are_asked(cycle):
    """By the scheme: 五(四)1 and 2; 六(二)1 and 六(二)3(2)."""
    assert [one.key for one in claimed_in(cycle)] == ["加分", "减分"]
    assert {one.key for one in asked_in(cycle)} == {
        "认定不合格", "特大生产安全事故", "综治黄牌警告或一票否决", "班子成员腐败案件",
    }  # fmt: skip


def test_a_unit_claims_for_itself_only(stage, claim):
    town = stage.cast.units["澄湾镇"].pk
    refused("not-allowed", claim, unit_key=town)
    refused("not-allowed", claim, who="clerk")
    assert claim().state == "sent"
    assert Entry.objects.filter(act="claims.claim").count() == 1


def test_only_as_long_as_the_stage_is_open(cycle, claim):
    public.open_stage(cycle, StageKind.SCORE)
    refused("stage-not-open", claim)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"key": "领导评估"}, "key-unknown"),
        ({"proof": " "}, "text-missing"),
        ({"cells": {"类别": "没有这类"}}, "row-wrong"),
        ({"cells": {"日期": "2026-13-40"}}, "row-wrong"),
    ],
)
def test_what_cannot_stand_in_the_facts_cannot_be_claimed(claim, changed, code):
    refused(code, claim, **changed)
    assert not Claim.objects.exists()


def test_a_paper_that_two_claim_is_told_and_needs_a_reason(stage, claim):
    first = claim()
    other = claim(who="second_head", unit_key=stage.cast.units["澄湾镇"].pk)
    assert queries.doubles_of(other) == [first]
    by = stage.actor("clerk")
    refused("claimed-twice", actions.accept, by=by, claim=other, decision=" ")
    assert actions.accept(by=by, claim=other, decision="两镇合办").state == "accepted"


def test_a_refusal_needs_its_reason_and_comes_once(stage, claim):
    made, by = claim(), stage.actor("clerk")
    refused("text-missing", actions.refuse, by=by, claim=made, decision="")
    actions.refuse(by=by, claim=made, decision="不是本级文件")
    refused("decided-already", actions.accept, by=by, claim=made, decision="")
    refused("decided-already", actions.withdraw, by=stage.actor("head"), claim=made)


def test_the_other_town_sees_what_was_accepted_only(stage, cycle, claim):
    made = claim()
    second = stage.actor("second_head")
    assert not queries.claims_in(second, cycle=cycle).exists()
    actions.accept(by=stage.actor("clerk"), claim=made, decision="")
    assert list(queries.claims_in(second, cycle=cycle)) == [made]


def test_what_was_accepted_becomes_a_fact_once_and_the_others_say_nothing(stage, cycle, claim):
    made, dropped = claim(), claim(cells={"文号": "禾农〔2026〕9号"})
    by = stage.actor("clerk")
    actions.accept(by=by, claim=made, decision="")
    told = {"by": by, "cycle": cycle, "key": "加分", **PLAN}
    refused("claims-open", actions.collect, **told)
    actions.refuse(by=by, claim=dropped, decision="重复")
    task = actions.collect(**told)
    rows = task.lists.get().rows.order_by("number")
    assert [(one.unit_id, one.mark) for one in rows][:1] == [(made.unit_id, "value")]
    assert rows.filter(mark="nil").count() == cycle.units.count() - 1
    made.refresh_from_db()
    assert made.row == rows[0]
    assert "状态" not in made.cells
    assert made.row.values["状态"] == "已认定"
    refused("collected-already", actions.collect, **told)


def test_the_facts_have_it_when_the_sheet_is_locked(stage, cycle):
    accepted(stage.cast)
    clerk = stage.actor("clerk")
    made = Claim.objects.get().cycle
    actions.collect(by=clerk, cycle=made, key="加分", **PLAN)
    assert "禾农〔2026〕8号" not in as_csv(clerk, scheme=made.scheme, year="2026")
    asked = Claim.objects.get().row.asked
    from kaoji.apps.facts import actions as facts

    task = asked.task
    facts.sign(by=stage.actor("director"), task=task, version=task.version)
    task.refresh_from_db()
    task.confirmations.update(state="confirmed")
    facts.review(by=stage.actor("second_clerk"), task=task, version=task.version)
    assert "禾农〔2026〕8号" in as_csv(clerk, scheme=made.scheme, year="2026")


def test_the_stage_waits_for_decisions_and_for_the_sheet(stage, cycle, claim):
    made, by = claim(), stage.actor("clerk")

    def end():
        cycle.refresh_from_db()
        first = cycle.stages.get(kind=StageKind.EXTRAS)
        return appraisals.end_stage(by=by, stage=first, version=cycle.version, note="齐了")

    refused("stage-work-open", end)
    actions.accept(by=by, claim=made, decision="")
    refused("stage-work-open", end)
    actions.collect(by=by, cycle=cycle, key="加分", **PLAN)
    assert end().state == "done"


def test_the_page_of_a_claim_tells_of_doubles_and_decides(stage, claim):
    made = claim()
    claim(who="second_head", unit_key=stage.cast.units["澄湾镇"].pk)
    client = factories.signed_in(stage.cast.people["clerk"])
    page = client.get(f"/claims/one/{made.pk}/").content.decode()
    assert "同一文号还有人申报" in page
    page = client.post(f"/claims/one/{made.pk}/decide/", {"outcome": "accepted", "decision": ""})
    assert "请核对" in page.content.decode()
    client.post(f"/claims/one/{made.pk}/decide/", {"outcome": "accepted", "decision": "两镇合办"})
    made.refresh_from_db()
    assert (made.state, made.decision) == ("accepted", "两镇合办")


def test_a_fault_is_told_at_its_column_and_the_rest_stays(stage, cycle):
    client = factories.signed_in(stage.cast.people["head"])
    told = {"unit": stage.cast.units["鹤汀镇"].pk, "c0": "部门", "proof": "原件"}
    page = client.post(f"/claims/{cycle.number}/new/", told | {"c4": "四月"}).content.decode()
    assert "kj-field-error" in page
    assert "原件" in page
    assert not Claim.objects.exists()


def test_claiming_by_the_deed(stage):
    assert claimed(stage.cast).number == 1
