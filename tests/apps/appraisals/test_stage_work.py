"""The work of a stage that another room does: it is reached from the cycle, and holds the stage."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kaoji.apps.appraisals import actions, stage_work
from kaoji.apps.appraisals.enums import StageKind, StageState
from kaoji.apps.appraisals.permissions import SEE_CYCLES, SET_UP
from kaoji.apps.appraisals.stage_work import StageWork
from kaoji.web.refusals import Refused
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(monkeypatch):
    """Says that another room collects, and what it still misses."""

    def say(*missing, right=SEE_CYCLES):
        told = StageWork(
            kind=StageKind.COLLECT, page="appraisals:result", right=right, missing=lambda _: missing
        )
        monkeypatch.setattr(stage_work, "_WORK", {StageKind.COLLECT: told})
        return told

    return say


def opened(stage, cycle):
    """The first stage of a cycle, begun."""
    return actions.begin_stage(
        by=stage.actor("clerk"), stage=cycle.stages.get(order=1), version=cycle.version
    )


def end(stage, one):
    one.cycle.refresh_from_db()
    return actions.end_stage(
        by=stage.actor("clerk"), stage=one, version=one.cycle.version, note="齐了"
    )


def test_a_stage_ends_when_its_work_is_done(stage, cycle, work):
    first = opened(stage, cycle)
    work("甲单位未报", "乙单位未报", "丙单位未报", "丁单位未报")
    with pytest.raises(Refused) as refused:
        end(stage, first)
    assert refused.value.code == "stage-work-open"
    assert "还有 4 件" in refused.value.reason
    assert "丙单位未报" in refused.value.reason
    assert "丁单位未报" not in refused.value.reason
    work()
    assert end(stage, first).state == StageState.DONE


def test_a_trial_run_owes_no_work(stage, cycle, work):
    cycle.is_trial = True
    cycle.save()
    first = opened(stage, cycle)
    work("甲单位未报")
    assert end(stage, first).state == StageState.DONE


@pytest.mark.parametrize(("right", "is_linked"), [(SEE_CYCLES, True), (SET_UP, False)])
def test_the_cycle_leads_to_the_work_for_those_who_may_open_it(
    stage, cycle, work, right, is_linked
):
    told = work(right=right)
    client = factories.signed_in(stage.cast.people["leader"])
    page = client.get(f"/appraisals/{cycle.number}/").content.decode()
    assert (f'href="{told.address(cycle)}">数据采集和自评' in page) is is_linked


def test_two_rooms_do_not_do_the_same_stage(work):
    told = work()
    with pytest.raises(ValueError, match="already done"):
        stage_work.do_in_stage(replace(told, page="elsewhere:page"))
