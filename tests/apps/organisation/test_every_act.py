"""Every act through its page: done once, written down once, and not at all without the log."""

from __future__ import annotations

import pytest
from django.urls import reverse

from kaoji.apps.audit import models as audit
from kaoji.apps.organisation import urls
from kaoji.web import clock
from kaoji.web.access import rights_of
from tests import cast, factories

FROM = {"on": "2026-07-01"}
SPELL = {"begins_on": "2026-07-01", "ends_on": "2026-07-10"}
#: Imports have a flow of their own and their own tests.
ELSEWHERE = {"units-workbook", "people-workbook", "open-office"}


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.stopped_at(cast.NOON):
        yield


def acts_of(county):
    """For each address that changes something: its key, and what is filled in."""
    units, posts, holdings = county.units, county.posts, county.holdings
    people, groups = county.people, county.groups
    unit, post, held = units["finance"].pk, posts["supplier"].pk, holdings["supplier"].pk
    away = factories.make_absence(user=people["liaison"], begins_on=cast.TODAY)
    standing = factories.delegate(
        holdings["head"],
        deputy=people["second_head"],
        begins_on=cast.TODAY,
        ends_on=cast.TODAY.replace(day=20),
    )
    local = factories.make_local_day(
        organisation=county.organisation, day=cast.TODAY.replace(day=15)
    )
    kinds = {"kind": "department", "order": "3"}
    return {
        "add-unit": (None, {"name": "数据局", **kinds, **FROM}),
        "change-unit": (unit, {"name": "财政金融局", **kinds, **FROM}),
        "move-unit": (unit, {"parent": units["housing"].pk, **FROM}),
        "close-unit": (unit, FROM),
        "merge-units": (unit, {"formers": [units["housing"].pk], "takes_people": "on", **FROM}),
        "split-unit": (unit, {"names": "国资局\n金融局", **FROM}),
        "set-duties": (unit, {"texts": "管钱。\n管物。", **FROM}),
        "add-post": (unit, {"name": "会计", "role": "staff", **FROM}),
        "add-group": (None, {"name": "驻县单位组"}),
        "change-group": (groups["townships"].pk, {"name": "镇街组", "order": "1"}),
        "appoint": (post, {"user": people["staff"].pk, **FROM}),
        "borrow": (post, {"user": people["staff"].pk, "ends_on": "2026-12-31", **FROM}),
        "close-post": (post, FROM),
        "transfer": (held, {"post": posts["staff"].pk, **FROM}),
        "end-holding": (held, FROM),
        "hand-over": (held, {"successor": people["staff"].pk, "note": "钥匙。", **FROM}),
        "delegate": (held, {"deputy": people["staff"].pk, "reason": "出差", **SPELL}),
        "withdraw-delegation": (standing.pk, {}),
        "note-absence": (people["staff"].pk, {"kind": "study", **SPELL}),
        "note-return": (away.pk, FROM),
        "set-local-day": (
            None,
            {"day": "2026-06-16", "is_working": "0", "name": "县庆", "basis": "禾政办〔2026〕9号"},
        ),
        "drop-local-day": (local.pk, {}),
    }


CHANGING = sorted(
    route.name
    for route in urls.urlpatterns
    if "POST" in rights_of(route.callback) and route.name not in ELSEWHERE
)


def address(name, key):
    return reverse(f"organisation:{name}", args=[] if key is None else [key])


@pytest.mark.parametrize("name", CHANGING)
def test_an_act_is_done_and_written_down_once(db, name):
    county = cast.county()
    client = factories.signed_in(county.people["director"])
    key, filled = acts_of(county)[name]
    where = address(name, key)
    answer = client.post(where, {"version": "0", **filled})
    assert answer.status_code == 302, answer.context["form"].errors
    entry = audit.Entry.objects.get()
    assert entry.act.startswith("organisation.")
    assert entry.actor_name == "主任 · 闻知秋"
    assert entry.object_name
    assert entry.before or entry.after
    assert client.get(answer.url).status_code == 200


@pytest.mark.parametrize("name", CHANGING)
def test_an_act_that_cannot_be_written_down_is_not_done(db, name, monkeypatch):
    county = cast.county()
    client = factories.signed_in(county.people["director"])
    client.raise_request_exception = False
    key, filled = acts_of(county)[name]
    before = everything()

    def fail(*_told, **_more):
        raise RuntimeError("the log cannot be written")

    monkeypatch.setattr(audit.Head, "save", fail)
    answer = client.post(address(name, key), {"version": "0", **filled})
    assert answer.status_code == 500
    assert everything() == before


def everything():
    """Every row of this room."""
    from django.apps import apps

    models = apps.get_app_config("organisation").get_models()
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


@pytest.mark.parametrize("who", ["head", "supplier", "leader", "staff", "rater"])
def test_others_post_of_ones_own_only(db, who):
    """Beyond the office everybody delegates the own post; anybody else's is missing."""
    county = cast.county()
    client = factories.signed_in(county.people[who])
    for key, holding in county.holdings.items():
        expected = 200 if key == who else 404
        assert client.get(address("delegate", holding.pk)).status_code == expected
