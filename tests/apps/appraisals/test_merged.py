"""A unit is merged, or abolished, while it is being appraised: it stays in the cycle with all that
is held about it, the office is told, and whoever has taken it over speaks for it.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from kaoji.apps.appraisals import actions, queries
from kaoji.apps.appraisals.inputs import inputs_of
from kaoji.apps.facts import actions as facts
from kaoji.apps.facts.queries import contacts
from kaoji.apps.organisation import actions as organisation
from kaoji.apps.organisation.acting import taken_over
from kaoji.apps.ratings.models import Rater
from kaoji.apps.ratings.rules import own_units
from kaoji.web.refusals import Refused
from kaoji.web.roles import Role
from tests.apps.appraisals import public, scored
from tests.apps.facts.stage import HALF, YEAR, fresh
from tests.cast import TODAY
from tests.deeds import client_of

pytestmark = pytest.mark.django_db

GONE, INTO, BASIS = "鹤汀镇", "澄湾镇", "禾编〔2026〕3号"
LATER = TODAY + timedelta(days=1)
SPEAKING = frozenset({Role.UNIT_HEAD, Role.UNIT_LIAISON})


def merged(stage, *, gone=GONE, into=INTO, on=TODAY):
    units = stage.cast.units
    return organisation.merge_units(
        by=stage.actor("director"), formers=(units[gone],), into=units[into], on=on, basis=BASIS
    )


def abolished(stage, *, on=TODAY):
    unit = stage.cast.units[GONE]
    organisation.close_unit(by=stage.actor("director"), unit=unit, on=on)


@pytest.fixture
def run(stage):
    made = scored.run_in(public.cycle_in(stage))
    public.published(stage, public.settle(stage, made))
    return made


def test_who_holds_a_post_in_the_successor_speaks_for_the_former(stage):
    units = stage.cast.units
    before = stage.actor("second_head")
    merged(stage)
    now = stage.actor("second_head")
    assert before.units_with(SPEAKING) == {units[INTO].pk}
    assert now.units_with(SPEAKING) == {units[INTO].pk, units[GONE].pk}
    assert now.unit_keys == {units[INTO].pk, units[GONE].pk}
    assert now.roles == before.roles
    assert stage.actor("head").posts == frozenset()


def test_it_goes_on_through_a_second_merger_and_not_before_its_day(stage):
    units = stage.cast.units
    merged(stage, on=LATER)
    assert units[GONE].pk not in stage.actor("second_head").unit_keys
    merged(stage, gone=INTO, into="云砚镇", on=LATER + timedelta(days=1))
    there = LATER + timedelta(days=1)
    assert taken_over({units["云砚镇"].pk}, on=there) == {
        units[INTO].pk: {units["云砚镇"].pk}, units[GONE].pk: {units["云砚镇"].pk},
    }  # fmt: skip


def test_a_unit_that_gave_off_another_speaks_for_itself(stage):
    shape = organisation.Shape("鹤汀新区", "township", parent=stage.cast.units["government"])
    (part,) = organisation.split_unit(
        by=stage.actor("director"), unit=stage.cast.units[GONE],
        parts=(organisation.Part(shape),), on=TODAY,
    )  # fmt: skip
    assert taken_over({part.pk}, on=TODAY) == {}


def test_the_office_of_a_merged_body_gets_no_post_of_the_appraising_office(stage):
    units = stage.cast.units
    organisation.merge_units(
        by=stage.actor("director"),
        formers=(units["statistics"],), into=units["performance"], on=TODAY,
    )  # fmt: skip
    clerk = stage.actor("clerk")
    assert units["statistics"].pk in clerk.unit_keys
    assert clerk.units_with(frozenset({Role.OFFICE_CLERK})) == {units["performance"].pk}


def test_what_is_locked_is_scored_as_before_and_what_is_missing_is_no_zero(stage, run):
    stage.locked()
    cycle = run.cycle
    before = inputs_of(stage.actor("clerk"), cycle=cycle)[0]
    merged(stage)
    after = inputs_of(stage.actor("clerk"), cycle=cycle)[0]
    assert after == before
    assert GONE in after.subjects
    again = scored.run_in(cycle, facts=scored.renamed("towns.csv").replace(f"{GONE},", "无关乡,"))
    standing = public.own(again)
    assert (standing.status, standing.exact) != ("settled", "0")
    assert standing.exact == ""
    assert standing.worst != standing.best


def test_the_successor_objects_explains_and_the_others_do_not(stage, run):
    merged(stage)
    standing = public.own(run)
    made = actions.object_to(
        by=stage.actor("second_head"), standing=standing, complaint=public.complaint(standing)
    )
    assert made.standing.name == GONE
    other = public.own(run, "云砚镇")
    with pytest.raises(Refused, match="这不是您单位的结果"):
        actions.object_to(
            by=stage.actor("second_head"), standing=other, complaint=public.complaint(other)
        )


def test_the_successor_confirms_figures_that_are_being_looked_at(stage):
    task = stage.signed()
    merged(stage)
    key = stage.cast.units[GONE].pk
    facts.confirm(by=stage.actor("second_head"), task=fresh(task), unit_key=key)
    assert task.confirmations.get(unit=key).state == "confirmed"
    page = client_of(stage.cast, "second_head").get(reverse("facts:own"))
    assert GONE in page.content.decode()
    assert INTO in page.content.decode()


def test_both_units_are_looked_at_on_the_page_of_a_sheet(stage):
    task = stage.signed()
    merged(stage)
    client, units = client_of(stage.cast, "second_head"), stage.cast.units
    address = reverse("facts:confirm", args=(task.number,))
    page = client.get(address)
    assert {one.name for one in page.context["own_rows"]} == {GONE, INTO}
    assert page.context["row"].name == GONE
    assert f"?unit={units[INTO].pk}" in page.content.decode()
    done = client.post(f"{address}?unit={units[INTO].pk}", {"act": "confirm"}, follow=True)
    assert done.context["row"].name == INTO
    assert task.confirmations.get(unit=units[INTO]).state == "confirmed"
    waiting = client.get("/").content.decode()
    assert f"{address}?unit={units[GONE].pk}" in waiting


def test_a_body_that_was_merged_still_has_somebody_who_fills_in_its_sheet(stage):
    task = stage.task()
    organisation.merge_units(
        by=stage.actor("director"), formers=(stage.cast.units["agriculture"],),
        into=stage.cast.units["statistics"], on=TODAY, basis=BASIS,
    )  # fmt: skip
    by = stage.actor("second_supplier")
    told = stage.enter(task, once="a", texts={(GONE, "数值"): "8"}, by=by)
    assert not told["wrong"]
    (first, *_rest) = contacts(
        stage.actor("clerk"), unit_keys=[task.supplier_id], roles=[Role.DATA_SUPPLIER]
    )
    assert (first.unit_key, first.name) == (task.supplier_id, "毕若谷")


def test_the_office_is_told_on_the_page_of_the_cycle(stage, run):
    merged(stage)
    address = reverse("appraisals:cycle", args=(run.cycle.number,))
    page = client_of(stage.cast, "clerk").get(address).content.decode()
    assert f"{GONE}自2026年6月12日起并入{INTO}（{BASIS}）。" in page
    assert "由承接单位的人办理" in page
    units = dict(queries.units_with_fates(run.cycle))
    assert [one.name for one, fate in units.items() if fate] == [GONE]
    assert len(units) == 14


def test_of_an_abolished_unit_it_is_said_that_nobody_speaks_for_it(stage, run):
    abolished(stage)
    address = reverse("appraisals:cycle", args=(run.cycle.number,))
    page = client_of(stage.cast, "clerk").get(address).content.decode()
    assert f"{GONE}自2026年6月12日起撤销，没有承接的单位。" in page
    assert "没有人能为它确认、说明和签收" in page


def test_nobody_of_the_successor_rates_the_former(stage):
    merged(stage)
    rater = Rater(user=stage.cast.people["second_head"], organisation=stage.cast.organisation)
    assert stage.cast.units[GONE].pk in own_units(rater, on=TODAY)


def test_a_later_sheet_asks_for_units_that_are_there(stage):
    stage.locked(period=YEAR)
    merged(stage)
    task = stage.task(period=HALF, units=(stage.cast.units[INTO],))
    assert [one.name for one in task.units.all()] == [INTO]
