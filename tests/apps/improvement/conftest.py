"""A final result over the towns of the demonstration's year, and its improvement stage."""

from __future__ import annotations

import pytest

from tests.apps.facts.conftest import _at_noon, stage  # noqa: F401 - fixtures
from tests.apps.improvement import settled


@pytest.fixture
def cycle(stage):  # noqa: F811
    return settled.cycle_in(stage.cast, scheme=stage.scheme)


@pytest.fixture
def held(stage, cycle):  # noqa: F811
    """The list, drawn up."""
    return settled.drawn(stage.cast, cycle)


@pytest.fixture
def item(held):
    """The dearest loss of 鹤汀镇."""
    return settled.item_of(held)
