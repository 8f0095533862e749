"""Two organisations on one installation: whatever the one asks for, no byte of the other comes.

Every address of the room is walked, so that a new page is tried without being named here.
"""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from django.urls import reverse

from kaoji.apps.audit.models import Entry, Result
from kaoji.apps.organisation import urls
from kaoji.apps.organisation.models import HandOver
from kaoji.web import clock
from kaoji.web.access import rights_of
from kaoji.web.roles import Role
from tests import cast, factories

#: Which row stands for `key` in an address that begins so.
KEYED = {
    "units": "Unit",
    "groups": "UnitGroup",
    "posts": "Post",
    "people": "User",
    "absences": "Absence",
    "holdings": "Holding",
    "delegations": "Delegation",
    "hand-overs": "HandOver",
    "calendar": "LocalDay",
}
ROUTES = {route.name: route for route in urls.urlpatterns}


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.stopped_at(cast.NOON):
        yield


@pytest.fixture
def pair(db):
    mine, other = cast.canaries()
    for one in (mine, other):
        one.rows["HandOver"] = HandOver.objects.create(
            organisation=one.organisation,
            holding=one.rows["Holding"],
            successor=one.rows["Holding"],
            on=cast.TODAY,
            note=f"{one.mark}交代",
            owed=[{"room": "数据", "what": f"{one.mark}事项", "due_on": ""}],
            made_at=cast.NOON,
        )
    return mine, other


def address(name, rows):
    route = str(ROUTES[name].pattern)
    if "<int:key>" not in route:
        return reverse(f"organisation:{name}")
    row = rows[KEYED[route.split("/", maxsplit=1)[0]]]
    return reverse(f"organisation:{name}", args=[row.pk])


def text_of(response):
    """The bytes of an answer; those of a workbook unpacked."""
    content = response.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"".join(packed.read(name) for name in packed.namelist())
    heads = "".join(f"{name}{value}" for name, value in response.items())
    return content.decode("utf-8", "replace") + heads


def told(response):
    """What a page tells, without its reference number, token and own address."""
    text = response.content.decode()
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text)
    return re.sub(r"E-[0-9A-F]{8}", "", text.replace(response.wsgi_request.path, ""))


def assert_nothing_done(other):
    """The log may say that something was refused; it names nothing of the others either."""
    assert not Entry.objects.filter(result=Result.DONE).exists()
    for row in Entry.objects.values():
        assert other.mark not in str(row)


def clients_of(canary):
    return {role: factories.signed_in(user) for role, user in canary.people.items()}


def may_see(name, *, role):
    """Beyond the right of the page: whose rows they are. The canary's post is of a 工作人员."""
    if name in ("appoint", "end-holding"):
        return role is not Role.SECURITY_ADMINISTRATOR
    if name in ("delegate", "withdraw-delegation"):
        return role in (Role.OFFICE_DIRECTOR, Role.OFFICE_CLERK, Role.STAFF)
    if name == "hand-over-paper":  # all of them work in one unit, two as its heads
        return role in (
            Role.OFFICE_DIRECTOR, Role.OFFICE_CLERK, Role.STAFF, Role.UNIT_HEAD, Role.SUPPLIER_HEAD,
        )  # fmt: skip
    return True


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_pages_answer_for_the_own_and_are_missing_for_others(pair, name):
    """Whoever holds the right gets the page; the same address of the others is missing."""
    mine, other = pair
    right = rights_of(ROUTES[name].callback)["GET"]
    for role, client in clients_of(mine).items():
        own = client.get(address(name, mine.rows))
        expected = 200 if role in right.held_by and may_see(name, role=role) else 404
        assert own.status_code == expected, role
        assert other.mark not in text_of(own)
        if "<int:key>" not in str(ROUTES[name].pattern) or role not in right.held_by:
            continue
        foreign = client.get(address(name, other.rows))
        assert foreign.status_code == 404
        assert other.mark not in text_of(foreign)
        sent = client.post(address(name, other.rows), {"on": "2026-07-01"})
        assert sent.status_code in (404, 405)
    assert_nothing_done(other)


@pytest.mark.parametrize("name", ["tree", "groups", "people", "local-days"])
@pytest.mark.parametrize("query", ["q={mark}", "q={low}", "export=xlsx", "export=csv", "print=1"])
def test_search_and_exports_hold_nothing_of_others(pair, name, query):
    mine, other = pair
    client = factories.signed_in(mine.people[Role.OFFICE_DIRECTOR])
    asked = query.format(mark=other.mark[-4:], low=other.mark[-4:].lower())
    found = client.get(f"{address(name, mine.rows)}?{asked}")
    assert found.status_code == 200
    assert other.mark not in text_of(found)


@pytest.mark.parametrize(
    "name", sorted(name for name, one in ROUTES.items() if "POST" in rights_of(one.callback))
)
def test_rows_of_others_cannot_be_chosen_in_a_form(pair, name):
    """Every field that takes a key is sent one of the others; nothing is done, nothing shown."""
    mine, other = pair
    right = rights_of(ROUTES[name].callback)["POST"]
    role = Role.OFFICE_DIRECTOR if Role.OFFICE_DIRECTOR in right.held_by else min(right.held_by)
    client = factories.signed_in(mine.people[role])
    page = client.get(address(name, mine.rows))
    assert page.status_code == 200
    form = page.context["form"]
    keys = {
        field: {
            "user": other.rows["User"].pk,
            "deputy": other.rows["User"].pk,
            "successor": other.rows["User"].pk,
            "post": other.rows["Post"].pk,
            "group": other.rows["UnitGroup"].pk,
        }.get(field, other.rows["Unit"].pk)
        for field, one in form.fields.items()
        if hasattr(one, "queryset")
    }
    if not keys:
        return
    filled = {
        "name": "甲", "names": "甲", "kind": "other", "role": "staff", "reason": "甲",
        "on": "2026-07-01", "begins_on": "2026-07-01", "ends_on": "2026-07-02",
    }  # fmt: skip
    sent = client.post(address(name, mine.rows), {**filled, **keys})
    assert sent.status_code == 422
    assert set(sent.context["form"].errors) == set(keys)
    assert other.mark not in text_of(sent)
    assert_nothing_done(other)


def test_a_page_that_never_was_looks_like_one_of_others(pair):
    mine, other = pair
    client = factories.signed_in(mine.people[Role.OFFICE_DIRECTOR])
    foreign = client.get(address("unit", other.rows))
    missing = client.get(reverse("organisation:unit", args=[10**30]))
    assert foreign.status_code == missing.status_code == 404
    assert told(foreign) == told(missing)


def test_whoever_is_not_signed_in_is_led_to_the_door(pair, client):
    mine, _other = pair
    for name in ROUTES:
        answer = client.get(address(name, mine.rows))
        assert answer.status_code in (302, 405)
        assert mine.mark not in text_of(answer)
