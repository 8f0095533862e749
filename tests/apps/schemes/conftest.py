"""The clock stopped at noon of the cast's day; files in a folder of the test's own."""

from __future__ import annotations

import pytest

from kaoji.web import clock
from tests import cast as faces


@pytest.fixture(autouse=True)
def _at_noon(tmp_path, settings):
    settings.DATA = tmp_path
    with clock.stopped_at(faces.NOON):
        yield


@pytest.fixture
def cast(db):
    return faces.county()
