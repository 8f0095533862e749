"""The county with a cycle whose scheme leaves goals to its towns, and the annex declared."""

from __future__ import annotations

import pytest

from tests import cast as casts
from tests.apps.annexes import setting
from tests.apps.facts.conftest import _at_noon  # noqa: F401 - a fixture


@pytest.fixture
def cast(db):
    del db
    return casts.county()


@pytest.fixture
def cycle(cast):
    return setting.cycle_in(cast)


@pytest.fixture
def annex(cast, cycle):
    return setting.declared(cast, cycle)


@pytest.fixture
def table(annex):
    return setting.table_of(annex)
