"""Every page that the resolver knows, in the browser: a new page is tried without being named."""

from __future__ import annotations

import pytest

from tests import walking

pytestmark = pytest.mark.usefixtures("at_noon")


@pytest.fixture
def seated(sit):
    """A desk for each person, kept for the next page."""
    desks = {}

    def desk_of(user):
        key = user and user.pk
        if key not in desks:
            desks[key] = sit(user)
        return desks[key]

    return desk_of


@pytest.mark.parametrize("room", walking.rooms())
def test_every_page_is_sound(room, seated):
    """Nothing for axe, nothing beyond the edge, every field explained, no complaint."""
    faults, count = {}, 0
    for stop in walking.walk(room):
        desk = opened(stop, seated)
        if desk is None:
            continue
        count += 1
        try:
            desk.look(stop.route.name.replace(":", "-"))
        except AssertionError as fault:
            faults[stop.route.name] = str(fault)[:600]
            desk.faults.clear()
    assert faults == {}
    assert count


def opened(stop, seated):
    """The desk of the first who sees the page now; of nobody where it is a file."""
    answers = {}
    for user in stop.users:
        desk = seated(user)
        told = desk.context.request.get(f"{desk.address}{stop.path}", max_redirects=0)
        answers[user and user.username] = told.status
        if told.status == 200 and "text/html" not in told.headers["content-type"]:
            return None
        if told.status == 200:
            desk.go(stop.path)
            return desk
    raise AssertionError(f"nobody sees {stop.route.name}: {answers}")
