"""A year of the towns in which figures are collected and self-scores asked for."""

from __future__ import annotations

import pytest

from tests.apps.facts.conftest import _at_noon, stage  # noqa: F401 - fixtures
from tests.apps.selfscore import asked


@pytest.fixture
def cycle(stage):  # noqa: F811
    return asked.cycle_in(stage.cast, scheme=stage.scheme)


@pytest.fixture
def round_(stage, cycle):  # noqa: F811
    """Everybody is asked for the end of the year; one figure of three towns is locked."""
    stage.locked()
    return asked.opened(stage.cast, cycle)


@pytest.fixture
def sheet(round_):
    """That of 鹤汀镇."""
    return asked.sheet_of(round_)
