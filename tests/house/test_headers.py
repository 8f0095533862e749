"""The headers of every address, as in production: the page keeps to itself, nothing is stored."""

from __future__ import annotations

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from kaoji.site.settings import base
from kaoji.web import clock
from tests import walking
from tests.cast import NOON, county
from tests.deeds import HOLDER, client_of
from tests.factories import PASSWORD

#: What production has and tests have not.
SAFE = {
    name: getattr(base, name)
    for name in dir(base)
    if name.startswith("SECURE_") or name.endswith("_COOKIE_SECURE")
}
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
    "Server": None,
    "X-Powered-By": None,
}
#: Files that people have sent: stricter than a page, nothing in them may run or load.
STRICTER = dict.fromkeys(
    (
        "facts:evidence",
        "appraisals:seal",
        "appraisals:sheet",
        "appraisals:account",
        "appraisals:formulas",
        "archiving:package",
        "documents:file",
        "documents:preview",
        "documents:template",
        "feedback:package-file",
        "nesting:facts",
        "selfscore:proof",
        "verification:evidence",
    ),
    "default-src 'none'; sandbox",
)


@pytest.fixture(autouse=True)
def _production(db, tmp_path):
    with clock.stopped_at(NOON), override_settings(**SAFE, DATA=tmp_path):
        yield


def differing(answer):
    """Headers that are not what they must be."""
    return {
        name: answer.headers.get(name)
        for name, value in HEADERS.items()
        if answer.headers.get(name) != value
    }


def test_every_address_has_them():
    cast, paths = walking.furnished()
    clients = {role: client_of(cast, key) for role, key in HOLDER.items()} | {None: Client()}
    faults = {}
    for route, path in paths:
        role = walking.roles_of(route)[0]
        for method, client in (("GET", clients[role]), ("GET", Client()), ("PUT", clients[role])):
            answer = client.generic(method, path, secure=True)
            found = differing(answer)
            if route.name in STRICTER and answer.status_code == 200:
                assert found.pop("Content-Security-Policy") == STRICTER[route.name]
            if found:
                faults[route.name, method] = found
    assert faults == {}
    assert len(paths) > 50


def test_faults_have_them():
    answers = [
        Client().get("/nowhere/", secure=True),
        Client().get("/help/", secure=True, headers={"host": "elsewhere.example"}),
        Client(enforce_csrf_checks=True).post("/sign-in/", secure=True),
    ]
    assert [answer.status_code for answer in answers] == [404, 400, 403]
    assert [differing(answer) for answer in answers] == [{}, {}, {}]


def test_a_broken_page_has_them(monkeypatch):
    monkeypatch.setattr("kaoji.web.meanings.topics_for", lambda _request: 1 // 0)
    answer = Client(raise_request_exception=False).get("/help/", secure=True)
    assert (answer.status_code, differing(answer)) == (500, {})


def test_without_https_one_is_sent_there():
    answer = Client().get("/sign-in/")
    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/sign-in/")


def test_cookies_are_kept_from_scripts_and_from_other_sites():
    user = county().people["clerk"]
    user.set_password(PASSWORD)
    user.password_set_at = NOON
    user.save()
    client = Client()
    client.get(reverse("accounts:sign-in"), secure=True)
    client.post(
        "/sign-in/", {"username": user.username, "password": PASSWORD, "next": "/x"}, secure=True
    )
    client.post("/letters/", secure=True)
    kept = {
        name: (one["secure"], one["httponly"], one["samesite"])
        for name, one in client.cookies.items()
    }
    assert kept == dict.fromkeys(
        ("kaoji_session", "csrftoken", "kaoji_letters"), (True, True, "Lax")
    )
