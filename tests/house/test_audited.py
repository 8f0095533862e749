"""Every address that changes something leaves an entry in the log; no entry, no act."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import DatabaseError

from kaoji.apps.audit.acts import known_acts
from kaoji.apps.audit.models import Entry, Result
from tests.cast import county
from tests.deeds import address, client_of, deeds, quiet
from tools.routes import routes

DEEDS = deeds()


@pytest.fixture(autouse=True)
def _folder_of_its_own(tmp_path, settings):
    settings.DATA = tmp_path


@pytest.fixture
def cast(db):
    return county()


def test_every_address_that_takes_a_post_has_a_deed():
    known = {deed.route for deed in DEEDS} | set(quiet())
    missing = [route.name for route in routes() if "POST" in (route.rights or {})]
    assert [name for name in missing if name not in known] == []


def test_no_deed_is_left_over():
    known = {route.name for route in routes()}
    assert {deed.route for deed in DEEDS} | set(quiet()) <= known


def everything():
    """Every row of every table, but for sessions."""
    return {
        model._meta.label: sorted(map(str, model._default_manager.values_list()))
        for model in apps.get_models()
        if model is not Session
    }


def prepared(deed, cast):
    client = client_of(cast, deed.who)
    made = deed.before(cast, client)
    if deed.who:
        # What stands before may have ended the session, as another password does.
        client = client_of(cast, deed.who)
    path = address(deed.route, deed.kwargs(cast, made))
    return lambda: client.post(path, deed.data(cast, made), follow=False)


@pytest.mark.parametrize("deed", DEEDS, ids=str)
def test_a_deed_is_in_the_log(deed, cast):
    act = prepared(deed, cast)
    last = Entry.objects.count()
    answer = act()
    assert answer.status_code in (200, 302), answer.content.decode()[-2000:]
    written = list(Entry.objects.filter(number__gt=last))
    assert written, "nothing in the log"
    done = [one for one in written if one.result == Result.DONE]
    assert done, "only a refusal in the log"
    entry = done[-1]
    assert entry.act in {one.key for one in known_acts()}
    assert entry.actor_name or entry.actor_username
    assert entry.address
    assert entry.organisation_key is not None
    if deed.who:
        assert entry.actor_username == cast.people[deed.who].username
        assert entry.organisation_key == cast.organisation.pk
    assert entry.object_name or entry.object_kind


@pytest.mark.parametrize("deed", DEEDS, ids=str)
def test_without_an_entry_there_is_no_deed(deed, cast, monkeypatch):
    act = prepared(deed, cast)
    before = everything()

    def fail(*_args, **_more):
        raise DatabaseError("the log cannot be written")

    monkeypatch.setattr(Entry, "save", fail)
    answer = act()
    assert answer.status_code == 500
    assert everything() == before


def test_a_deed_that_forgets_the_log_is_found(cast, monkeypatch):
    """The same test sees a planted fault: an act that writes its row without an entry."""
    from kaoji.apps.accounts.actions import guarding

    monkeypatch.setattr(guarding, "record", lambda *_args, **_more: None)
    deed = next(one for one in DEEDS if one.route == "accounts:policy")
    with pytest.raises(AssertionError, match="nothing in the log"):
        test_a_deed_is_in_the_log(deed, cast)
