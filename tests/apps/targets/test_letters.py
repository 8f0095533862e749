"""目标任务书: one for each unit, once; after a change, one more for the unit that it is about."""

from __future__ import annotations

import json

import pytest

from kaoji.apps.documents.models import Paper
from kaoji.apps.documents.rendering import preview
from kaoji.apps.targets import actions
from kaoji.apps.targets.asking import carriers_of
from kaoji.apps.targets.jobs import DRAFT_LETTERS
from kaoji.web.jobs.models import Job
from kaoji.web.refusals import Refused
from tests.apps.targets import setting
from tests.engine.paper.printed import needs_measure, pages_of

pytestmark = pytest.mark.django_db


def drafted(stage, assignment):
    """The job, carried out as the worker does; what it has told of its progress."""
    job = actions.ask_for_letters(by=stage.actor("clerk"), assignment=setting.fresh(assignment))
    told = []
    payload = json.loads(job.payload)
    DRAFT_LETTERS.work(payload, lambda *one: told.append(one))
    Job.objects.filter(pk=job.pk).update(state="done")
    return told


def test_every_unit_gets_its_letter_once(stage, assignment):
    setting.adopted(stage.cast, assignment)
    told = drafted(stage, assignment)
    assert told[0] == (1, 14, "鹤汀镇")
    assert told[-1][:2] == (14, 14)
    paper = Paper.objects.get(title="鹤汀镇2026年度目标任务书")
    assert paper.kind == "targets"
    assert [one.name for one in paper.receipts.all()] == ["鹤汀镇"]
    kinds = [next(iter(one)) for one in paper.blocks]
    assert kinds[:2] == ["paragraph", "table"]
    assert kinds[-1] == "boxes"
    table = paper.blocks[1]["table"]
    assert table["rows"] == [["1", "财政收入", "2026年终评估", "—", "100", "万元", "—"]]
    assert len(paper.blocks[-1]["boxes"]["titles"]) == 2
    assert setting.MINUTE in str(paper.blocks)
    drafted(stage, assignment)
    assert Paper.objects.count() == 14


@needs_measure
def test_sixteen_targets_stand_on_two_pages_with_both_boxes(stage, cycle):
    """Counted in the PDF, not in what it was made from."""
    carriers = carriers_of(stage.actor("clerk"), cycle=cycle)
    made = setting.begun(stage.cast, cycle, *((one.key, one.period) for one in carriers))
    setting.adopted(stage.cast, made)
    drafted(stage, made)
    pages = pages_of(preview(Paper.objects.first()))
    assert len(carriers) == 16
    assert len(pages) == 2
    last = "".join(one.text for one in pages[1])
    assert "下达单位" in last
    assert "承担单位" in last


def test_a_changed_target_makes_one_letter_more(stage, assignment):
    cast = stage.cast
    setting.adopted(cast, assignment)
    drafted(stage, assignment)
    line = setting.lines(assignment, unit=cast.units[setting.OWN]).get()
    change = actions.ask_change(by=cast.actor("head"), line=line, wish=setting.wish("80"))
    told = actions.Decision(is_granted=True, minute="纪要9号", answer="属实", figure="80")
    decided = actions.decide_change(
        by=cast.actor("clerk"), change=change, decision=told, version=change.version
    )
    actions.confirm_change(by=cast.actor("leader"), change=decided, version=decided.version)
    drafted(stage, assignment)
    assert Paper.objects.count() == 15
    assert "80" in str(Paper.objects.latest("pk").blocks)


def test_letters_are_not_asked_for_twice_at_once_nor_too_early(stage, assignment):
    by = stage.actor("clerk")
    with pytest.raises(Refused) as refused:
        actions.ask_for_letters(by=by, assignment=assignment)
    assert refused.value.code == "not-in-this-round"
    setting.adopted(stage.cast, assignment)
    actions.ask_for_letters(by=by, assignment=setting.fresh(assignment))
    with pytest.raises(Refused) as refused:
        actions.ask_for_letters(by=by, assignment=setting.fresh(assignment))
    assert refused.value.code == "letters-under-way"
