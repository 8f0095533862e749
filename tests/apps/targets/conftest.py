"""The county with a cycle over its towns whose targets are being set."""

from __future__ import annotations

import pytest

from tests.apps.facts.conftest import _at_noon, stage  # noqa: F401 - fixtures
from tests.apps.targets import setting


@pytest.fixture
def cycle(stage):  # noqa: F811
    return setting.cycle_in(stage.cast, scheme=stage.scheme)


@pytest.fixture
def assignment(stage, cycle):  # noqa: F811
    return setting.begun(stage.cast, cycle)
