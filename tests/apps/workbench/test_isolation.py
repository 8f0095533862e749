"""Two organisations on one installation: no byte of the other in any page of this room."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.urls import reverse

from kaoji.apps.organisation import actions
from kaoji.apps.workbench import urls
from kaoji.apps.workbench.models import Letter, LetterState, Reminder
from kaoji.web import clock
from kaoji.web.access import rights_of
from kaoji.web.jobs import queue
from kaoji.web.jobs.models import Job, State
from kaoji.web.roles import Role
from tests import cast, factories
from tests.apps.organisation.test_isolation import text_of

ROUTES = {route.name: route for route in urls.urlpatterns}
#: Addresses with a hole are tried by the canaries of the house, which know what fills it.
READ = sorted(
    name
    for name, one in ROUTES.items()
    if "GET" in rights_of(one.callback) and not one.pattern.converters
)


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.stopped_at(cast.NOON):
        yield


@pytest.fixture
def pair(db):
    made = cast.canaries()
    for one in made:
        director = one.people[Role.OFFICE_DIRECTOR]
        by = factories.acting(director, on=cast.TODAY)
        actions.add_group(by=by, name=f"{one.mark}新组", order=3)
        one.rows["Reminder"] = Reminder.objects.create(
            organisation=one.organisation, user=director, address=f"{one.mark}-群", at=time(9)
        )
        one.rows["Letter"] = Letter.objects.create(
            organisation=one.organisation,
            user=director,
            day=date(2026, 6, 12),
            way="mail",
            state=LetterState.SENT,
            sent_at=cast.NOON,
            reason=f"{one.mark}缘由",
        )
        job = queue.ask_for(f"{one.mark}-print", key=f"{one.mark}-1", by=by)
        Job.objects.filter(pk=job.pk).update(
            state=State.FAILED, told=f"{one.mark}进度", fault=f"{one.mark}Error: x"
        )
        one.rows["Job"] = job
    return made


def test_there_is_something_to_betray(pair):
    """The pages do show the marks of the own organisation."""
    mine, _other = pair
    client = factories.signed_in(mine.people[Role.OFFICE_DIRECTOR])
    for address in ("/", "/news/", "/jobs/", "/reminders/", f"/search/?q={mine.mark}"):
        assert mine.mark in text_of(client.get(address))


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("query", ["", "q={mark}", "q={low}", "export=csv", "print=1", "tab=done"])
def test_no_page_of_anybody_holds_anything_of_the_others(pair, name, query):
    mine, other = pair
    right = rights_of(ROUTES[name].callback)["GET"]
    asked = query.format(mark=other.mark[2:6], low=other.mark[2:6].lower())
    for role, user in mine.people.items():
        page = factories.signed_in(user).get(f"{reverse(f'workbench:{name}')}?{asked}")
        assert page.status_code == (200 if role in right.held_by else 404)
        assert other.mark not in text_of(page)


def test_the_whole_mark_finds_nothing_and_offers_nothing_of_theirs(pair):
    mine, other = pair
    for user in mine.people.values():
        page = factories.signed_in(user).get("/search/", {"q": f"{other.mark}局"})
        assert page.context["page"].count == 0
        assert other.mark not in page.context["nearest"]


def test_jobs_of_others_are_missing(pair):
    mine, other = pair
    for user in mine.people.values():
        client = factories.signed_in(user)
        theirs = client.post(f"/jobs/{other.rows['Job'].pk}/retry/")
        never = client.post(f"/jobs/{10**30}/retry/")
        assert theirs.status_code == never.status_code == 404
        assert other.mark not in text_of(theirs)
    assert Job.objects.get(pk=other.rows["Job"].pk).state == State.FAILED


def test_whoever_is_not_signed_in_is_led_to_the_door(pair, client):
    for name in READ:
        assert client.get(reverse(f"workbench:{name}")).status_code == 302
