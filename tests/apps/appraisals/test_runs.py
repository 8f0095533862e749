"""A run in the office gives what the command gives on the same texts, and its seal verifies."""

from __future__ import annotations

import json

import pytest

from kaoji.apps.appraisals import actions
from kaoji.apps.appraisals.enums import RunState
from kaoji.engine.runs.job import Job, run_job
from kaoji.engine.seal.verify import verify
from kaoji.web.jobs.models import Job as Piece
from kaoji.web.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(stage, cycle):
    stage.locked()
    made = actions.ask_for_run(by=stage.actor("clerk"), cycle=cycle, reason="第一次试算")
    return actions.carry_out_run(made.pk)


def test_digit_for_digit_what_the_command_gives(run, tmp_path):
    facts, subjects = tmp_path / "facts.csv", tmp_path / "subjects.csv"
    facts.write_text(run.facts, encoding="utf-8", newline="")
    subjects.write_text(run.subjects, encoding="utf-8", newline="")
    outcome = run_job(
        Job(run.cycle.scheme.pack, facts=(facts,), subjects=subjects, period=run.cycle.period)
    )
    assert run.state == RunState.DONE, run.fault
    assert json.loads(run.result) == json.loads(json.dumps(outcome.result.as_json()))
    assert run.standings.count() == run.cycle.units.count()


def test_every_standing_leads_to_its_derivation(run):
    for one in run.standings.all():
        account = json.loads(one.account)
        assert account["subject"] == one.subject
        assert account["derivation"]["children"]


def test_its_seal_verifies(run):
    assert verify(bytes(run.seal), file="run").passed
    assert run.digest in bytes(run.seal).decode()


def test_a_run_is_carried_out_once(run):
    again = actions.carry_out_run(run.pk)
    assert again.standings.count() == run.cycle.units.count()


def test_what_stands_is_never_changed(run):
    one = run.standings.first()
    with pytest.raises(TypeError):
        one.save()
    with pytest.raises(TypeError):
        one.delete()


def test_one_scoring_at_a_time_and_none_without_a_reason(stage, cycle):
    by = stage.actor("clerk")
    with pytest.raises(Refused, match="没有写明为什么计分"):
        actions.ask_for_run(by=by, cycle=cycle, reason=" ")
    actions.ask_for_run(by=by, cycle=cycle, reason="试算")
    assert Piece.objects.filter(kind="appraisals.carry_out_run").count() == 1
    with pytest.raises(Refused, match="还没有算完"):
        actions.ask_for_run(by=by, cycle=cycle, reason="再算")


def test_a_scheme_that_is_no_longer_the_pinned_one_is_not_scored_by(stage, cycle):
    type(stage.scheme).objects.filter(pk=stage.scheme.pk).update(digest="0" * 64)
    cycle.scheme.refresh_from_db()
    with pytest.raises(Refused, match="方案文件与选定时不同"):
        actions.ask_for_run(by=stage.actor("clerk"), cycle=cycle, reason="试算")
    assert not cycle.runs.exists()
