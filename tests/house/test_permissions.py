"""Every address declares who may ask; every cell of the table is tried.

A route × a method × a role, somebody signed out, and somebody of another organisation with the
same role. The table itself is docs/developing/permissions.md.
"""

from __future__ import annotations

from contextlib import nullcontext
from unittest.mock import patch

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from kaoji.apps.audit.models import Entry
from kaoji.web import clock, told
from kaoji.web.access import PUBLIC, SIGNED_IN
from kaoji.web.roles import ADMINISTRATORS, BUSINESS, Role
from tests import costs
from tests.cast import NOON, county
from tests.deeds import HOLDER, Place, address, client_of, places
from tools.routes import METHODS, routes

#: What a test does is taken back; what the module has made stays until its end.
pytestmark = pytest.mark.django_db

ROUTES = routes()
PLACES = places()
SIGN_IN = settings.LOGIN_URL


@pytest.fixture(autouse=True)
def _at_noon(tmp_path, settings):
    settings.DATA, settings.HAS_GALLERY = tmp_path, True
    with clock.stopped_at(NOON):
        yield


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Two organisations and a browser for each role of both, made once."""
    with django_db_blocker.unblock(), transaction.atomic():
        with clock.stopped_at(NOON):
            here, there = county(), county(code="bian", name="彼岸县")
            ours = {role: client_of(here, key) for role, key in HOLDER.items()}
            theirs = {role: client_of(there, key) for role, key in HOLDER.items()}
            costs.begin_the_log()
        ours[None] = client_of(here, "")
        yield here, ours, theirs
        transaction.set_rollback(True)


@pytest.fixture
def cast(world):
    return world[0]


def test_every_view_says_who_may_ask():
    undeclared = [route.pattern for route in ROUTES if not route.rights]
    assert undeclared == []


def test_every_address_has_a_name():
    unnamed = [route.pattern for route in ROUTES if route.name.endswith((":None", "None"))]
    assert unnamed == []


def test_every_hole_is_filled():
    missing = [route.name for route in ROUTES if route.holes and route.name not in PLACES]
    assert missing == []
    assert set(PLACES) <= {route.name for route in ROUTES}


def test_no_right_is_held_by_an_administrator_and_by_business():
    """Whoever administers has no part in business. What all share is told apart: one right, to
    fill posts, of which the security administrator sees the director's post only.
    """
    shared = {
        right.key
        for route in ROUTES
        for right in (route.rights or {}).values()
        if right not in (PUBLIC, SIGNED_IN)
        and right.held_by & ADMINISTRATORS
        and right.held_by & BUSINESS
    }
    assert shared == {"organisation.give_posts"}
    for name in ("organisation:appoint", "organisation:end-holding"):
        assert Role.SECURITY_ADMINISTRATOR in PLACES[name].hidden_from


def place(route):
    return PLACES.get(route.name, Place())


def answer_to(client, method, path, *, is_page=True):
    """Ask, and take back whatever it did, in the browser too. The answer, and what was asked of
    the database. Where no page is expected the status is all that counts: then no room is asked
    what waits for whom, which is half of what an answer costs.
    """
    rail = nullcontext() if is_page else patch.object(told, "_told", return_value=())
    kept = {name: morsel.value for name, morsel in client.cookies.items()}
    with rail, transaction.atomic(), CaptureQueriesContext(connection) as caught:
        answer = client.generic(method, path)
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.load(kept)
    return answer, caught.captured_queries


def is_sent_to_the_door(answer):
    from django.urls import reverse

    return answer.status_code == 302 and answer["Location"].startswith(f"{reverse(SIGN_IN)}?next=")


def may_see(right, role, *, is_hidden=False):
    return right is PUBLIC or (role in right.held_by and not is_hidden)


def fault(answer, *, right, role, is_hidden=False):
    """What is wrong with an answer; nothing where it is right."""
    if right is None:
        return None if answer.status_code == 405 else f"{answer.status_code} for 405"
    if role is None and right is not PUBLIC:
        return None if is_sent_to_the_door(answer) else f"{answer.status_code} for sign-in"
    if not may_see(right, role, is_hidden=is_hidden):
        return None if answer.status_code == 404 else f"{answer.status_code} for 404"
    is_wrong = answer.status_code in (403, 404, 405) or answer.status_code >= 500
    return f"{answer.status_code} for the page" if is_wrong or is_sent_to_the_door(answer) else None


def look_at_costs(asked_by):
    """How often a page has asked the database, with nothing kept of what rooms tell."""
    for asked in asked_by.values():
        assert len(costs.questions(asked)) <= costs.most(asked), costs.questions(asked)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_every_cell_of_the_table(route, world, cast):
    there = place(route)
    path = address(route.name, there.kwargs(cast))
    faults, unsealed, asked_by = {}, {}, {}
    for role, client in world[1].items():
        for method in METHODS:
            if method not in route.rights and role not in (None, Role.STAFF):
                continue  # 405 comes before anybody is asked who it is
            right, is_hidden = route.rights.get(method), role in there.hidden_from
            is_page = right is not None and may_see(right, role, is_hidden=is_hidden)
            told.forget()
            answer, asked = answer_to(client, method, path, is_page=is_page and method == "GET")
            unsealed[role, method] = costs.unsealed(costs.written(asked))
            if method == "GET" and answer.status_code == 200:
                asked_by[role] = asked
            found = fault(answer, right=right, role=role, is_hidden=is_hidden)
            if found:
                faults[role and role.value, method] = found
    assert faults == {}
    # What rooms tell is kept until there is a new entry: nothing changes without one.
    assert {one: found for one, found in unsealed.items() if found} == {}
    look_at_costs(asked_by)


STRANGERS = [route for route in ROUTES if route.holes and not place(route).is_everybodys]


@pytest.mark.parametrize("route", STRANGERS, ids=lambda route: route.name)
def test_another_organisation_has_no_such_object(route, world, cast):
    path = address(route.name, place(route).kwargs(cast))
    faults = {}
    for method, right in route.rights.items():
        for role in right.held_by:
            answer, _asked = answer_to(world[2][role], method, path, is_page=False)
            if answer.status_code != 404:
                faults[role.value, method] = answer.status_code
    assert faults == {}


def test_who_tries_without_the_right_is_in_the_log(world, cast):
    client, before = world[1][Role.OFFICE_CLERK], Entry.objects.count()
    client.get("/accounts/")
    client.post("/accounts/policy/", {"lock_minutes": 1})
    first, second = Entry.objects.order_by("number")[before:]
    assert {one.act for one in (first, second)} == {"audit.refused_attempt"}
    clerk = cast.people[HOLDER[Role.OFFICE_CLERK]]
    assert (first.actor_username, first.result) == (clerk.username, "refused")
    assert "/accounts/policy/" in second.after


def test_a_page_that_is_not_there_is_not_in_the_log(world, cast):
    client, before = world[1][Role.SYSTEM_ADMINISTRATOR], Entry.objects.count()
    assert client.get("/accounts/999999/").status_code == 404
    assert client.get("/nowhere/").status_code == 404
    assert Entry.objects.count() == before


def test_a_wrong_answer_is_seen():
    """The judge itself: each cell has an answer that it takes for wrong."""
    from django.http import HttpResponse, HttpResponseRedirect

    right = next(r for route in ROUTES for r in route.rights.values() if len(r.held_by) == 1)
    (holder,) = right.held_by
    other = next(role for role in Role if role is not holder)
    page, gone = HttpResponse(), HttpResponse(status=404)
    assert fault(page, right=right, role=holder) is None
    assert fault(gone, right=right, role=holder)
    assert fault(page, right=right, role=other)
    assert fault(gone, right=right, role=other) is None
    assert fault(page, right=right, role=None)
    assert fault(HttpResponseRedirect("/elsewhere/"), right=right, role=None)
    assert fault(page, right=None, role=holder)
    assert fault(HttpResponse(status=500), right=PUBLIC, role=None)
