"""Planted marks: not a byte of them in any page, export or log entry, whoever asks."""

from __future__ import annotations

import pytest

from kaoji.apps.audit.models import Entry
from kaoji.apps.facts.models import ListRow
from kaoji.apps.organisation.queries.above import with_those_above
from kaoji.apps.ratings.models import Ballot
from kaoji.web.refusals import Refused
from tests import factories
from tests.apps.ratings import stage as stages
from tests.cast import TODAY

pytestmark = pytest.mark.django_db

#: A mark that stands nowhere else: on a scale of hundredths of hundredths.
PLANTED = "7.3519"
READERS = ("clerk", "director", "leader", "rater", "head", "supplier", "staff", "audit", "system")


@pytest.fixture
def fine(stage):
    cycle = stages.cycle_in(stage.cast, scheme=stage.scheme)
    rating = stages.drawn(stage.cast, cycle=cycle, step="0.0001")
    return stages.Panel(stage.cast, cycle, rating)


def told_to(panel, *, paths):
    """All that anybody reads at some addresses, as pages and as files."""
    for who in READERS:
        client = factories.signed_in(panel.cast.people[who])
        for path in paths:
            for asked in ({}, {"export": "csv"}, {"q": "鹤汀"}):
                yield path, who, client.get(path, asked).content.decode("utf-8", "replace")


def logged():
    entries = Entry.objects.values_list("before", "after", "reason", "object_name")
    return "\n".join(str(text) for one in entries for text in one)


def test_no_page_and_no_entry_has_a_mark(fine):
    leader, second = fine.add("leader", "rater")
    fine.open()
    with pytest.raises(Refused):
        fine.cast_all(leader, by="leader", mark=PLANTED, 云砚镇="77.3519")
    fine.cast_all(leader, by="leader", mark=PLANTED)
    number, cycle = fine.rating.number, fine.cycle.number
    paths = [f"/ratings/{number}/", f"/ratings/cycles/{cycle}/", f"/ratings/cast/{leader.pk}/"]
    paths += [f"/ratings/{number}/papers/", "/search/", "/"]
    leaks = [(path, who) for path, who, text in told_to(fine, paths=paths) if PLANTED in text]
    assert leaks == []
    fine.cast_all(second, by="rater", mark="8")
    task = fine.close().sealed_in
    row = ListRow.objects.filter(asked__task=task, values__数值=PLANTED).first()
    assert row is not None, "the mark is there to be found"
    paths += [f"/facts/tasks/{task.number}/", f"/facts/tasks/{task.number}/lists/1/"]
    paths += [f"/facts/rows/{row.pk}/"]
    leaks = [(path, who) for path, who, text in told_to(fine, paths=paths) if PLANTED in text]
    assert leaks == []
    assert PLANTED not in logged()
    assert "骆承禾" in logged(), "that somebody cast is told"


def test_nothing_leads_from_a_ballot_to_a_rater(fine):
    names = {one.name for one in Ballot._meta.get_fields()}
    assert not names & {"rater", "user", "at", "cast_on", "by_name", "number", "order"}


@pytest.mark.parametrize("count", [2, 3])
def test_results_are_shown_from_three_ballots_on(fine, count):
    who = ("leader", "rater", "staff")[:count]
    raters = fine.add(*who)
    fine.open()
    for rater, key in zip(raters, who, strict=True):
        fine.cast_all(rater, by=key, mark="8.1234")
    fine.close()
    client = factories.signed_in(fine.cast.people["clerk"])
    page = client.get(f"/ratings/{fine.rating.number}/").content.decode()
    assert ("8.12" in page) is (count == 3)
    assert ("不足 3 票" in page) is (count == 2)


@pytest.mark.parametrize("who", ["head", "second_head", "liaison", "staff", "leader", "supplier"])
def test_whoever_rates_his_own_unit_is_refused_and_rates_the_others(fine, who):
    """R15: own units come from posts and from what stands above them."""
    (rater,) = fine.add(who)
    fine.open()
    held = fine.actor(who).unit_keys
    own = with_those_above(held, organisation_key=fine.cast.organisation.pk, on=TODAY)
    towns = {key: one.pk for key, one in fine.cast.units.items() if "镇" in key or "乡" in key}
    mine = {name: "" for name, key in towns.items() if key in own}
    if mine:
        with pytest.raises(Refused) as refused:
            fine.cast_all(rater, by=who)
        assert refused.value.code == "barred"
    fine.cast_all(rater, by=who, **mine)
    assert not {str(key) for key in own} & set(Ballot.objects.get().marks)


def test_the_page_works_without_script(fine):
    (leader,) = fine.add("leader")
    fine.open()
    client, path = factories.signed_in(fine.cast.people["leader"]), f"/ratings/cast/{leader.pk}/"
    first = fine.cycle.units.first().unit_id
    client.post(path, {f"m-{first}": "8", "act": "same-rest"})
    assert client.get(path).content.decode().count('value="8"') == 14, "kept, and 同上 in all"
    assert client.post(path, {f"m-{first}": "8", "act": "sign"}).status_code == 200
    assert not Ballot.objects.exists(), "half-filled"
    marks = {f"m-{one.unit_id}": "8" for one in fine.cycle.units.all()}
    assert client.post(path, marks | {"act": "sign"}).status_code == 302
    assert "票已交" in client.get(path).content.decode()
