"""Every page that the resolver knows, in the browser: a new page is tried without being named."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from django.test.signals import template_rendered

from tests import walking
from tests.browsing import SCREENS

pytestmark = pytest.mark.usefixtures("at_noon")


@pytest.fixture
def seated(sit):
    """A desk at which one sits down after the other."""
    desk, seated = sit(), []

    def desk_of(user):
        if seated != [user]:
            desk.is_taken_by(user)
            seated[:] = [user]
        return desk

    return desk_of


@contextmanager
def kinds():
    """The template of the page that the office has answered with last, as it answers."""
    made = []

    def heard(template, **_more):
        made.append(template.name)

    template_rendered.connect(heard)
    yield lambda: next((one for one in reversed(made) if one and "components/" not in one), "")
    template_rendered.disconnect(heard)


@pytest.mark.parametrize("room", walking.rooms())
def test_every_page_is_sound(room, seated):
    """Nothing for axe, nothing beyond the edge, every field explained, no complaint; in grey
    it says what it says in colour.

    On a phone one page of each kind is held against the same rules.
    """
    with kinds() as kind:
        faults, count = faults_of(room, seated, kind)
    assert faults == {}
    assert count


def faults_of(room, seated, kind):
    faults, count, on_phone = {}, 0, set()
    for stop in walking.walk(room):
        desk = opened(stop, seated)
        if desk is None:
            continue
        count += 1
        name = stop.route.name.replace(":", "-")
        try:
            desk.look(name)
            if kind() not in on_phone:
                on_phone.add(kind())
                on_the_phone(desk, name)
        except AssertionError as fault:
            faults[stop.route.name] = str(fault)[:600]
            desk.faults.clear()
    return faults, count


def on_the_phone(desk, name):
    """The page as it stands, on the screen of a phone."""
    usual = desk.page.viewport_size
    width, height = SCREENS["390"]
    desk.page.set_viewport_size({"width": width, "height": height})
    try:
        desk.shoot(name)
        desk.is_accessible(f"{name} at 390")
    finally:
        desk.page.set_viewport_size(usual)


def opened(stop, seated):
    """The desk of the first who sees the page now; of nobody where it is a file."""
    answers = {}
    for user in stop.users:
        desk = seated(user)
        told = desk.context.request.get(f"{desk.address}{stop.path}", max_redirects=0)
        answers[user and user.username] = told.status
        if told.status == 200 and is_a_file(told):
            return None
        if told.status == 200:
            desk.go(stop.path)
            return desk
    raise AssertionError(f"nobody sees {stop.route.name}: {answers}")


def is_a_file(told):
    """Something to be saved, a printed page among them, and no page of the office."""
    is_saved = told.headers.get("content-disposition", "").startswith("attachment")
    return is_saved or "text/html" not in told.headers["content-type"]
