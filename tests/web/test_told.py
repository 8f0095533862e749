"""What rooms have told is kept until something has happened, for one person and one day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from kaoji.apps.audit.queries import seal_now
from kaoji.apps.organisation import actions
from kaoji.web import clock, todo, told
from kaoji.web.todo import Source, Task
from tests import cast, factories
from tests.apps.workbench import rooms
from tests.costs import begin_the_log

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.stopped_at(cast.NOON):
        yield


@pytest.fixture
def county(db):
    begin_the_log()
    return cast.county()


class Room:
    """A room that counts how often it was asked, and by whom."""

    def __init__(self):
        self.asked = []

    def __call__(self, actor):
        self.asked.append(actor)
        return [rooms.task(f"第{len(self.asked)}次")]


@pytest.fixture
def room():
    told_by = Room()
    with rooms.telling(mine=told_by, given=()):
        yield told_by


def act(county):
    """Anything that is done leaves an entry."""
    actions.add_group(by=county.actor("clerk"), name="组", order=9)


def titles(actor, seal):
    return [one.title for one in told.mine(actor, seal=seal)]


def test_a_room_is_asked_once_until_there_is_an_entry(county, room):
    clerk = county.actor("clerk")
    assert titles(clerk, seal_now()) == titles(clerk, seal_now()) == ["第1次"]
    act(county)
    assert titles(clerk, seal_now()) == titles(clerk, seal_now()) == ["第2次"]


def test_each_is_told_apart(county, room):
    """Another person, the same one standing in for somebody, another organisation, another day."""
    clerk, seal = county.actor("clerk"), seal_now()
    others = (county.actor("director"), cast.county(code="bian", name="彼岸县").actor("clerk"))
    for actor in (clerk, *others):
        told.mine(actor, seal=seal)
    assert room.asked == [clerk, *others]
    with clock.stopped_at(cast.NOON + timedelta(days=1)):
        told.mine(clerk, seal=seal)
    assert room.asked == [clerk, *others, clerk]


def test_another_machine_of_the_same_person_is_not_another_person(county, room):
    clerk, seal = county.actor("clerk"), seal_now()
    told.mine(clerk, seal=seal)
    told.mine(replace(clerk, address="192.0.2.9"), seal=seal)
    assert room.asked == [clerk]


def test_what_is_taken_back_was_never_told(county, room):
    """A page in a transaction sees its entry; after a rollback nobody else may see what it saw."""
    clerk = county.actor("clerk")
    assert titles(clerk, seal_now()) == ["第1次"]
    with transaction.atomic():
        act(county)
        assert titles(clerk, seal_now()) == ["第2次"]
        transaction.set_rollback(True)
    assert titles(clerk, seal_now()) == ["第3次"]


def test_what_was_told_late_is_not_kept_under_a_newer_seal(county):
    """Somebody acts while a room is telling: what it tells is not taken for what is now."""
    clerk, asked = county.actor("clerk"), []

    def slow(_actor):
        asked.append(1)
        if len(asked) == 1:
            act(county)
            told.mine(county.actor("director"), seal=seal_now())
        return []

    with rooms.telling(mine=slow, given=()):
        told.mine(clerk, seal=seal_now())
        told.mine(clerk, seal=seal_now())
    assert len(asked) == 3


def test_without_a_seal_nothing_is_kept(county, room):
    clerk = county.actor("clerk")
    assert titles(clerk, "") == ["第1次"]
    assert titles(clerk, "") == ["第2次"]


def test_a_live_room_is_asked_each_time(county):
    live = Room()
    with rooms.telling(mine=(), given=()):
        todo.tell_todo(Source("live", mine=live, is_live=True))
        clerk, seal = county.actor("clerk"), seal_now()
        assert titles(clerk, seal) == ["第1次"]
        assert titles(clerk, seal) == ["第2次"]


def test_no_more_is_kept_than_there_is_room_for(county, monkeypatch):
    monkeypatch.setattr(told, "MOST_TASKS", 3)
    many, seal = [rooms.task(f"甲{n}") for n in range(2)], seal_now()
    with rooms.telling(mine=many, given=()):
        for key in ("clerk", "director", "head"):
            assert told.mine(county.actor(key), seal=seal) == tuple(many)
            assert told._KEPT.count <= 3


def test_a_sent_form_asks_the_rooms_anew(county, room):
    """In the middle of an act what is kept may be older than what the page has just done."""
    office = factories.signed_in(county.people["clerk"])
    office.get("/help/")
    office.get("/help/")
    assert len(room.asked) == 1
    assert office.post("/organisation/groups/add/", {}).status_code == 422
    assert len(room.asked) == 2


def test_a_page_asks_the_database_for_the_seal_and_no_room(county):
    office = factories.signed_in(county.people["director"])
    office.get("/help/")
    with CaptureQueriesContext(connection) as caught:
        office.get("/help/")
    assert len(caught) == 5  # the session, the person, the policy, the posts, the seal


def test_all_rooms_together_tell_what_they_tell_apart(county):
    for key in county.people:
        actor = county.actor(key)
        for kept, fresh in ((told.mine, todo.mine), (told.given, todo.given)):
            for _ in range(2):
                found = kept(actor, seal=seal_now())
                assert sorted(found, key=str) == sorted(fresh(actor), key=str)
                assert all(isinstance(one, Task) for one in found)
