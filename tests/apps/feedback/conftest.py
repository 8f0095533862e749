"""A county whose towns have been scored, with the clock stopped at noon of the cast's day."""

from __future__ import annotations

import pytest

from tests.apps.appraisals import public, scored
from tests.apps.facts.conftest import _at_noon, stage  # noqa: F401 - fixtures


@pytest.fixture
def run(stage, tmp_path, settings):  # noqa: F811
    """Scored, its tie open."""
    settings.MEDIA_ROOT = tmp_path
    return scored.run_in(public.cycle_in(stage))


@pytest.fixture
def cast(stage, tmp_path, settings):  # noqa: F811
    settings.MEDIA_ROOT = tmp_path
    return stage.cast
