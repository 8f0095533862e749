"""The stage, with the clock stopped at noon of the cast's day."""

from __future__ import annotations

import pytest

from kaoji.web import clock
from tests import cast
from tests.apps.facts import stage as stages


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.stopped_at(cast.NOON):
        yield


@pytest.fixture
def stage(db):
    return stages.made()
