"""No act is done that no page of ours has sent: whatever takes a POST asks for the page's token.

Generated from the addresses themselves, with the middleware as it runs; nothing is left out.
"""

from __future__ import annotations

import re

import pytest
from django.test import Client

from kaoji.apps.audit.models import Entry, Result
from kaoji.web import clock
from kaoji.web.access import PUBLIC, SIGNED_IN
from tests import factories
from tests.cast import NOON, county
from tests.deeds import HOLDER, address, deeds
from tools.routes import routes
from tools.source import ROOT

pytestmark = pytest.mark.django_db

POSTED = [route for route in routes() if "POST" in (route.rights or {})]
#: Something that each kind of hole takes; the token is asked for before anybody looks for it.
FILLING = {"int": "1", "uuid": "00000000-0000-4000-8000-000000000000"}

OVERRIDES = ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")
TEMPLATES = sorted((ROOT / "src").rglob("*.html"))
SCRIPTS = sorted((ROOT / "src").rglob("static/**/*.js"))


@pytest.fixture
def cast(tmp_path, settings):
    settings.DATA, settings.HAS_GALLERY = tmp_path, True
    with clock.stopped_at(NOON):
        yield county()


def path_of(route):
    return re.sub(r"<(?:(\w+):)?\w+>", lambda hole: FILLING.get(hole[1], "x"), route.pattern)


def browser(cast, right):
    """As of somebody who holds the right; of nobody where anybody may."""
    client = Client(enforce_csrf_checks=True)
    if right is PUBLIC:
        return client
    role = next(iter(HOLDER)) if right is SIGNED_IN else min(right.held_by)
    client.cookies = factories.signed_in(cast.people[HOLDER[role]]).cookies
    return client


def done_acts():
    return Entry.objects.filter(result=Result.DONE).count()


def test_every_address_refuses_what_no_page_of_ours_has_sent(cast):
    told, before = {}, done_acts()
    for route in POSTED:
        client = browser(cast, route.rights["POST"])
        answers = [client.post(path_of(route), {"csrfmiddlewaretoken": "z" * 64})]
        client.cookies["csrftoken"] = "k" * 32
        answers += [client.post(path_of(route)), client.post(path_of(route), {"name": "x"})]
        told[route.name] = {one.status_code for one in answers}
        assert "刷新后再交" in answers[0].content.decode(), route.name
    assert len(told) > 100
    assert {name: codes for name, codes in told.items() if codes != {403}} == {}
    assert done_acts() == before


def test_no_method_but_those_declared_comes_in_by_another_name(cast):
    wrong = {}
    for route in POSTED:
        if "GET" in route.rights:
            continue
        client = browser(cast, route.rights["POST"])
        for name in OVERRIDES:
            answer = client.get(path_of(route), {"_method": "POST"}, headers={name: "POST"})
            if answer.status_code != 405:
                wrong[route.name, name] = answer.status_code
    assert wrong == {}


def some_deeds():
    """Of each room that has any, an act that pages with a form do."""
    seen = {}
    for deed in deeds():
        seen.setdefault(deed.route.partition(":")[0], deed)
    return list(seen.values())


@pytest.mark.parametrize("deed", some_deeds(), ids=str)
def test_an_act_is_done_by_a_post_with_its_token_and_by_nothing_else(deed, cast):
    plain = factories.signed_in(cast.people[deed.who]) if deed.who else Client()
    made = deed.before(cast, plain)
    client = Client(enforce_csrf_checks=True)
    if deed.who:
        client.cookies = factories.signed_in(cast.people[deed.who]).cookies
    path, data = address(deed.route, deed.kwargs(cast, made)), deed.data(cast, made)
    before = done_acts()
    for name in OVERRIDES:
        asked = {**data, "_method": "POST"}
        asked = {key: text for key, text in asked.items() if isinstance(text, (str, int, list))}
        client.get(path, asked, headers={name: "POST"})
    assert client.post(path, data).status_code == 403
    assert (
        client.post(path, data, headers={"Origin": "https://elsewhere.example"}).status_code == 403
    )
    assert done_acts() == before
    client.cookies["csrftoken"] = "k" * 32
    token = {"csrfmiddlewaretoken": "k" * 32}
    away = client.post(path, {**data, **token}, headers={"Origin": "https://elsewhere.example"})
    assert away.status_code == 403
    assert done_acts() == before
    assert client.post(path, {**data, **token}).status_code in (200, 302)
    assert done_acts() > before


def has_token(text):
    """Whether a form carries the token, itself or in what it takes in."""
    if "{% csrf_token %}" in text:
        return True
    taken = re.findall(r"{% include \"([\w/.]+)\"", text)
    within = [
        one for one in TEMPLATES if any(str(one).endswith(f"/templates/{name}") for name in taken)
    ]
    return any("{% csrf_token %}" in one.read_text(encoding="utf-8") for one in within)


@pytest.mark.parametrize("page", TEMPLATES, ids=lambda one: one.name)
def test_every_form_that_is_posted_carries_the_token(page):
    text = page.read_text(encoding="utf-8")
    forms = re.findall(r"<form\b[^>]*method=\"post\".*?</form>", text, re.DOTALL)
    assert [one[:120] for one in forms if not has_token(one)] == []


def test_no_view_is_let_off():
    assert [one.name for one in routes() if getattr(one.view, "csrf_exempt", False)] == []
    assert [one.name for one in SCRIPTS if "_method" in one.read_text(encoding="utf-8")] == []
