"""Journeys: a real browser before a live office.

One browser and one server serve a whole run; each test begins with empty tables.
"""

from __future__ import annotations

import pytest

from tests.browsing import SCREENS, Desk, Office, let_in
from tests.cast import NOON


@pytest.fixture(scope="session")
def office(django_db_setup, django_db_blocker):
    """The office that answers."""
    with django_db_blocker.unblock():
        opened = Office()
        yield opened
        opened.close()


@pytest.fixture
def ground(office, transactional_db, tmp_path, settings):
    """Empty tables, in which server and test see the same; emptied again afterwards."""
    settings.DATA = tmp_path


@pytest.fixture
def at_noon(office, ground):
    """Empty tables, at the moment at which the stories of the cast play."""
    with office.stopped_at(NOON):
        yield


@pytest.fixture(params=SCREENS)
def screen(request):
    """The office screen, then the phone."""
    return SCREENS[request.param]


@pytest.fixture
def sit(browser, office):
    """Somebody sits down at a screen of their own: `sit()`, or signed in: `sit(user)`."""
    contexts = []

    def sat(user=None, *, size=SCREENS["1366"], **options):
        width, height = size
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN", **options
        )
        contexts.append(context)
        if user is not None:
            let_in(context, user=user, address=office.address)
        return Desk(context, address=office.address)

    yield sat
    for context in contexts:
        context.close()
