"""Cycles and their stages: none is skipped, none comes twice, an old page moves nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kaoji.apps.appraisals import actions
from kaoji.apps.appraisals.enums import CycleState, RunState, StageKind, StageState
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.audit.models import Entry
from kaoji.web.refusals import Refused
from tests.apps.appraisals.conftest import STAGES

pytestmark = pytest.mark.django_db


def states(cycle):
    return [one.state for one in cycle.stages.order_by("order")]


def refused(code, *, doing, **told):
    with pytest.raises(Refused) as found:
        doing(**told)
    assert found.value.code == code


def test_the_units_are_those_of_the_group_on_the_first_day(cycle):
    assert {one.name for one in cycle.units.all()} >= {"鹤汀镇", "澄湾镇", "云砚镇"}
    assert cycle.state == CycleState.PLANNED
    assert Entry.objects.filter(act="appraisals.set_up_cycle").count() == 1


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"title": " "}, "text-missing"),
        ({"basis": ""}, "text-missing"),
        ({"period": "某年"}, "period-unknown"),
        ({"stages": (actions.StageShape(StageKind.PUBLIC, 5),)}, "no-scoring"),
        (
            {
                "stages": (
                    actions.StageShape(StageKind.SCORE, 5),
                    actions.StageShape(StageKind.COLLECT, 5),
                )
            },
            "stages-out-of-order",
        ),
        ({"stages": (actions.StageShape(StageKind.SCORE, 0),)}, "window-out-of-range"),
    ],
)
def test_a_faulty_shape_is_refused_and_nothing_is_written(stage, shape, changed, code):
    refused(code, doing=actions.set_up_cycle, by=stage.actor("clerk"), shape=shape(**changed))
    assert not Cycle.objects.exists()


def test_no_stage_is_skipped(stage, cycle):
    second = cycle.stages.get(order=2)
    by = stage.actor("clerk")
    refused("stage-before-not-done", doing=actions.begin_stage, by=by, stage=second, version=1)


def test_an_old_page_moves_nothing(stage, cycle):
    first = cycle.stages.get(order=1)
    by = stage.actor("clerk")
    actions.begin_stage(by=by, stage=first, version=1)
    refused(
        "changed_meanwhile", doing=actions.end_stage, by=by, stage=first, version=1, note="齐了"
    )
    assert states(cycle)[0] == StageState.OPEN


def test_scoring_is_done_when_something_was_scored(stage, cycle):
    by = stage.actor("clerk")
    for number, verb in enumerate(("begin", "end", "begin"), start=1):
        move(stage, cycle, order=1 if number < 3 else 2, verb=verb)
    cycle.refresh_from_db()
    refused(
        "not-scored",
        doing=actions.end_stage,
        by=by,
        stage=cycle.stages.get(order=2),
        version=cycle.version,
        note="算完了",
    )


def move(stage, cycle, *, order, verb):
    cycle.refresh_from_db()
    told = {
        "by": stage.actor("clerk"),
        "stage": cycle.stages.get(order=order),
        "version": cycle.version,
    }
    if verb == "begin":
        return actions.begin_stage(**told)
    return actions.end_stage(**told, note="办完")


@given(
    st.lists(st.tuples(st.integers(1, len(STAGES)), st.sampled_from(["begin", "end"])), max_size=14)
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
def test_only_declared_moves_succeed(stage, shape, moves):
    """Whatever is tried in whatever order: stages are done one by one, each after the
    last. A trial: its stages owe nothing public (`test_sequences.py` has those that do).
    """
    cycle = actions.set_up_cycle(by=stage.actor("clerk"), shape=shape(is_trial=True))
    cycle.runs.create(
        organisation=cycle.organisation, number=1, state=RunState.DONE, reason="试",
        asked_at="2026-06-12T09:00Z", by_name="试",
    )  # fmt: skip
    expected = [StageState.WAITING] * len(STAGES)
    for order, verb in moves:
        here = order - 1
        before = StageState.WAITING if verb == "begin" else StageState.OPEN
        may = expected[here] == before and all(one == StageState.DONE for one in expected[:here])
        if may:
            move(stage, cycle, order=order, verb=verb)
            expected[here] = StageState.OPEN if verb == "begin" else StageState.DONE
        else:
            with pytest.raises(Refused):
                move(stage, cycle, order=order, verb=verb)
        assert states(cycle) == expected
    cycle.refresh_from_db()
    assert (cycle.state == CycleState.CLOSED) == all(one == StageState.DONE for one in expected)


def test_another_organisations_scheme_is_as_good_as_missing(stage, shape):
    from django.http import Http404

    foreign = replace(stage.actor("clerk"), organisation_key=stage.cast.organisation.pk + 1)
    with pytest.raises(Http404):
        actions.set_up_cycle(by=foreign, shape=shape())
