"""Competent bodies: each matter is asked once, and only a signed answer counts."""

from __future__ import annotations

import pytest

from kaoji.apps.appraisals import actions as appraisals
from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.claims import actions, queries
from kaoji.apps.claims.lists import asked_in
from kaoji.apps.claims.models import Letter
from kaoji.apps.facts import actions as facts
from kaoji.web.refusals import Refused
from tests import factories
from tests.apps.appraisals import public
from tests.apps.claims.deeds import BAR, PLAN

pytestmark = pytest.mark.django_db


@pytest.fixture
def asking(cycle):
    public.open_stage(cycle, StageKind.VETOES)
    return cycle


def send(stage, cycle, key=BAR):
    told = actions.LetterShape(key, stage.cast.units["agriculture"], "农业农村局", 5, **PLAN)
    return actions.send_letter(by=stage.actor("clerk"), cycle=cycle, shape=told)


def answer(stage, letter, *, held=""):
    """The body says nothing of all units but one; its head signs, the office locks."""
    asked, by = letter.task.lists.get(), stage.actor("supplier")
    keys = [one.unit_id for one in letter.task.units.all()]
    if held:
        unit = stage.cast.units[held].pk
        keys.remove(unit)
        cells = {"日期": "2026-05-06", "文号": "禾纪〔2026〕4号", "状态": "已认定"}
        facts.add_row(by=by, asked=asked, typed=facts.RowTyped(unit, cells), once="held")
    facts.declare(by=by, asked=asked, unit_keys=keys, mark="nil", once=f"nil-{asked.pk}")
    for who, step in (
        ("supplier", "submit"),
        ("supplier_head", "sign"),
        ("second_clerk", "review"),
    ):
        letter.task.refresh_from_db()
        letter.task.confirmations.update(state="confirmed")
        getattr(facts, step)(by=stage.actor(who), task=letter.task, version=letter.task.version)


def test_each_matter_is_asked_once_of_all_units(stage, asking):
    made = send(stage, asking)
    assert made.task.units.count() == asking.units.count()
    assert [one.key for one in made.task.lists.all()] == [BAR]
    with pytest.raises(Refused, match="已经发过"):
        send(stage, asking)
    with pytest.raises(Refused, match="没有要会签的"):
        send(stage, asking, key="加分")


def test_nothing_is_asked_outside_the_stage(stage, cycle):
    with pytest.raises(Refused, match="没有在进行"):
        send(stage, cycle)
    assert not Letter.objects.exists()


def test_the_page_says_who_has_not_answered_and_what_was_answered(stage, asking):
    made = send(stage, asking)
    client = factories.signed_in(stage.cast.people["clerk"])
    page = client.get(f"/claims/{asking.number}/letters/").content.decode()
    assert "1 个机关" in page
    assert page.count("未发函") == 3
    answer(stage, made, held="澄湾镇")
    (told,) = (one for one in queries.asked_of(asking) if one.letter)
    assert (told.state, told.held, told.nil) == ("answered", 1, asking.units.count() - 1)
    assert "已答复" in client.get(f"/claims/{asking.number}/letters/").content.decode()


def test_the_stage_ends_when_every_body_has_answered(stage, asking):
    def end():
        asking.refresh_from_db()
        one = asking.stages.get(kind=StageKind.VETOES)
        by = stage.actor("clerk")
        return appraisals.end_stage(by=by, stage=one, version=asking.version, note="齐了")

    with pytest.raises(Refused, match="还有 4 件"):
        end()
    for one in asked_in(asking):
        answer(stage, send(stage, asking, key=one.key))
    assert end().state == "done"


def test_units_do_not_see_the_letters(stage, asking):
    client = factories.signed_in(stage.cast.people["head"])
    assert client.get(f"/claims/{asking.number}/letters/").status_code == 404
