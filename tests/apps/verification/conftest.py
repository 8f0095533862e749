"""The cycle with the stage 核验 under way and its figures signed."""

from __future__ import annotations

import pytest

from tests.apps.facts.conftest import _at_noon, stage  # noqa: F401 - fixtures
from tests.apps.verification import setting


@pytest.fixture
def room(stage):  # noqa: F811
    made = setting.Verification(stage, setting.cycle_in(stage.cast, scheme=stage.scheme))
    stage.signed()
    return made
