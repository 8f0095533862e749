"""What people write is never more than what they wrote: markup, script, headers, templates.

Every text of every table holds the payload; every page is opened by somebody who sees it.
"""

from __future__ import annotations

import pytest

from kaoji.apps.audit import actions
from kaoji.apps.audit.acts import Act
from tests import walking

pytestmark = pytest.mark.usefixtures("at_noon")

PAYLOAD = (
    "</title></textarea></select><script>alert(1)</script>{% now 'Y' %}{{ 'wide'|add:'awake' }}"
    "\r\nX-Kaoji: 1\r\n\r\n<a href='javascript:alert(1)'>x</a>\"'><img src=x onerror=alert(1)>"
)
SOMETHING = Act("tests.injected", "做了某事")
#: Pages on which some text of ours must be seen, lest the walk proves nothing.
LEAST = {"accounts": 6, "audit": 2, "facts": 10, "organisation": 20, "web": 0}

_PLANTED = """() => [
  ...document.querySelectorAll("img[src='x'],[onerror],a[href^='javascript']"),
  ...[...document.scripts].filter(one => !one.src.startsWith(location.origin + '/static/')),
].map(one => one.outerHTML)"""


def everything(model):
    return model._base_manager.all()


def log_it(cast):
    for key in ("audit", "clerk"):
        actions.record(
            SOMETHING,
            by=cast.actor(key),
            named=PAYLOAD,
            before={PAYLOAD: PAYLOAD},
            after={PAYLOAD: f"{PAYLOAD}{PAYLOAD}"},
            reason=PAYLOAD,
        )


@pytest.mark.parametrize("room", walking.rooms())
def test_no_text_becomes_more_than_text(room, sit):
    stops = list(walking.walk(room))
    written = walking.write_everywhere(PAYLOAD, among=everything)
    assert {"accounts.User.name", "organisation.UnitState.basis", "facts.Step.reason"} <= written
    for cast in {id(one.cast): one.cast for one in stops}.values():
        log_it(cast)
    shown, desk = set(), sit()
    for stop in stops:
        desk.is_taken_by(stop.users[0])
        if visit(desk, stop):
            shown.add(stop.route.name)
    assert desk.faults == []
    assert len(shown) >= LEAST.get(room, 1), sorted(shown)


def visit(desk, stop):
    """Open a page; whether the payload is on it as text."""
    told = desk.context.request.get(f"{desk.address}{stop.path}", max_redirects=0)
    assert "x-kaoji" not in told.headers, stop.route.name
    assert told.status in (200, 302, 404, 409), (stop.route.name, told.status)
    is_saved = told.headers.get("content-disposition", "").startswith("attachment")
    if told.status != 200 or is_saved or "text/html" not in told.headers["content-type"]:
        return False
    desk.go(stop.path)
    assert desk.page.evaluate(_PLANTED) == [], stop.route.name
    html = told.text()
    assert "wideawake" not in html, stop.route.name
    return "&lt;img src=x onerror=alert(1)&gt;" in html


def test_a_script_that_ran_would_be_seen(sit):
    """The judge itself."""
    desk = sit()
    desk.go("/help/")
    desk.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=/x onerror=1>')")
    desk.page.wait_for_timeout(200)
    assert any("Content Security Policy" in fault for fault in desk.faults)
    desk.page.evaluate("setTimeout(() => alert(1))")
    desk.page.wait_for_timeout(200)
    assert "dialog: 1" in desk.faults
