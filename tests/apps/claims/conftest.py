"""A cycle over three towns with the two stages of this room."""

from __future__ import annotations

import pytest

from kaoji.apps.appraisals.enums import StageKind
from tests.apps.appraisals import public, scored
from tests.apps.facts.conftest import _at_noon, stage  # noqa: F401 - fixtures

STAGES = (StageKind.EXTRAS, StageKind.VETOES, StageKind.SCORE)


@pytest.fixture
def cycle(stage):  # noqa: F811
    from kaoji.apps.appraisals.actions import StageShape

    stages = tuple(StageShape(kind, 5) for kind in STAGES)
    made = scored.cycle_in(stage.cast, scheme=stage.scheme, period="2026", stages=stages)
    public.open_stage(made, StageKind.EXTRAS)
    return made
