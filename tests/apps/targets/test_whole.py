"""One cycle's targets from the first proposal to the score, as people do it."""

from __future__ import annotations

import csv
import io

import pytest

from kaoji.apps.appraisals import actions as appraisals
from kaoji.apps.appraisals.inputs import inputs_of
from kaoji.apps.audit.models import Entry
from kaoji.apps.facts.export import as_csv
from kaoji.apps.targets import actions
from kaoji.apps.targets.enums import Answer, Move, Round, Said
from kaoji.web.refusals import Refused
from tests.apps.facts.stage import REVENUE, YEAR
from tests.apps.targets import setting

pytestmark = pytest.mark.django_db


def exported(stage):
    text = as_csv(stage.actor("clerk"), scheme=stage.scheme, year="2026")
    return {row["对象"]: row for row in csv.DictReader(io.StringIO(text))}


def test_a_target_goes_down_up_down_up_and_counts_when_it_is_adopted(stage, assignment):
    cast = stage.cast
    setting.sent(cast, assignment)
    setting.say(cast, assignment, counter="90.5", reason="两家企业停产")
    setting.closed(cast, assignment, Move.CLOSE_FIRST)
    own = setting.lines(assignment, unit=cast.units[setting.OWN]).get()
    assert (own.sent, own.counter, own.answer) == ("100", "90.5", Answer.COUNTERED)
    setting.propose(cast, assignment, "95", unit=cast.units[setting.OWN])
    setting.move(cast, assignment, Move.SEND_SECOND)
    setting.say(cast, assignment)
    setting.closed(cast, assignment, Move.CLOSE_SECOND)
    assert exported(stage) == {}
    setting.adopt(cast, assignment)
    rows = exported(stage)
    assert len(rows) == 14
    assert rows[setting.OWN]["目标"] == "95"
    assert rows["澄湾镇"]["目标"] == "100"
    assert (rows[setting.OWN]["指标"], rows[setting.OWN]["周期"]) == (REVENUE, YEAR)
    assert setting.MINUTE in rows[setting.OWN]["来源"]
    own.refresh_from_db()
    words = [(one.said, one.value) for one in own.revisions.order_by("number")]
    assert words == [
        (Said.PROPOSED, "100"), (Said.SENT, "100"), (Said.COUNTERED, "90.5"),
        (Said.PROPOSED, "95"), (Said.SENT, "95"), (Said.ACCEPTED, "95"), (Said.ADOPTED, "95"),
    ]  # fmt: skip
    assert Entry.objects.filter(act="targets.adopt").count() == 1


def test_adopted_targets_go_into_a_run(stage, cycle, assignment):
    setting.adopted(stage.cast, assignment)
    texts, count = inputs_of(stage.actor("clerk"), cycle=cycle)
    assert count == 14
    head, *_rows = texts.facts.splitlines()
    assert "目标" in head.split(",")


def test_a_unit_that_gets_what_it_wants_is_not_asked_again(stage, assignment):
    cast = stage.cast
    setting.sent(cast, assignment)
    setting.say(cast, assignment, counter="90", reason="停产")
    setting.closed(cast, assignment, Move.CLOSE_FIRST)
    own = {"unit": cast.units[setting.OWN]}
    setting.propose(cast, assignment, "90.0", **own)
    setting.move(cast, assignment, Move.SEND_SECOND)
    assert setting.lines(assignment, **own).get().answer == Answer.ACCEPTED
    other = setting.lines(assignment, unit=cast.units["澄湾镇"]).get()
    assert other.answer == Answer.WAITING


def test_the_stage_waits_for_the_targets(stage, cycle, assignment):
    first = cycle.stages.get(order=1)

    def end():
        cycle.refresh_from_db()
        by = stage.actor("clerk")
        return appraisals.end_stage(by=by, stage=first, version=cycle.version, note="已下达")

    with pytest.raises(Refused) as refused:
        end()
    assert refused.value.code == "stage-work-open"
    assert "还有 15 件" in refused.value.reason
    setting.adopted(stage.cast, assignment)
    assert end().state == "done"


def test_what_is_adopted_is_not_collected_once_more(stage, assignment):
    setting.adopted(stage.cast, assignment)
    with pytest.raises(Refused) as refused:
        stage.task()
    assert refused.value.code == "already-held"
    assert setting.MINUTE in refused.value.reason
    stage.task(columns=((REVENUE, "数值"),))


def test_what_is_collected_is_not_set_here(stage, cycle):
    stage.task()
    with pytest.raises(Refused) as refused:
        setting.begun(stage.cast, cycle)
    assert refused.value.code == "held-elsewhere"


def test_a_target_is_never_empty_when_it_is_sent(stage, assignment):
    setting.propose(stage.cast, assignment, unit=stage.cast.units[setting.OWN])
    with pytest.raises(Refused) as refused:
        setting.move(stage.cast, assignment, Move.SEND_FIRST)
    assert refused.value.code == "proposals-missing"
    assert "还有 13 个" in refused.value.reason
    assert setting.fresh(assignment).round == Round.DRAFTING


def test_a_figure_that_is_none_writes_nothing(stage, assignment):
    found = list(setting.lines(assignment)[:2])
    typed = [actions.Typed(found[0].pk, "100", 0), actions.Typed(found[1].pk, "一百左右", 0)]
    with pytest.raises(Refused) as refused:
        actions.propose(by=stage.actor("clerk"), assignment=assignment, typed=typed)
    assert refused.value.field == f"line_{found[1].pk}"
    assert not setting.lines(assignment).exclude(proposal="").exists()


def test_the_slower_of_two_clerks_overwrites_nothing(stage, assignment):
    line = setting.lines(assignment)[0]
    setting.propose(stage.cast, assignment, "100", pk=line.pk)
    typed = [actions.Typed(line.pk, "200", 0)]
    with pytest.raises(Refused) as refused:
        actions.propose(by=stage.actor("second_clerk"), assignment=assignment, typed=typed)
    assert refused.value.code == "changed_meanwhile"
    line.refresh_from_db()
    assert line.proposal == "100"
