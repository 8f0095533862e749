"""A cycle of which everything is done, and its archive."""

from __future__ import annotations

import pytest

from tests.apps.archiving import kept
from tests.apps.facts.conftest import _at_noon, stage  # noqa: F401 - fixtures


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "evidence"


@pytest.fixture
def cycle(stage):  # noqa: F811
    return kept.ready(stage.cast, scheme=stage.scheme)


@pytest.fixture
def archive(stage, cycle):  # noqa: F811
    """Made."""
    return kept.made(stage.cast, cycle)
