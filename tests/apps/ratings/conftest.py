"""A panel that has been drawn up, at noon of the cast's day."""

from __future__ import annotations

import pytest

from tests.apps.facts.conftest import _at_noon, stage  # noqa: F401 - fixtures
from tests.apps.ratings import stage as stages


@pytest.fixture
def panel(stage):  # noqa: F811
    cycle = stages.cycle_in(stage.cast, scheme=stage.scheme)
    return stages.Panel(stage.cast, cycle, stages.drawn(stage.cast, cycle=cycle))
