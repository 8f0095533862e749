"""The county with locked facts of three towns, and a cycle over them."""

from __future__ import annotations

from datetime import date

import pytest

from kaoji.apps.appraisals import actions
from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.organisation.models import UnitGroup
from tests.apps.facts.conftest import _at_noon, stage  # noqa: F401 - fixtures

STAGES = (StageKind.COLLECT, StageKind.SCORE, StageKind.PUBLIC, StageKind.FINAL)


@pytest.fixture
def shape(stage):  # noqa: F811
    def made(**changed):
        group = UnitGroup.objects.get(organisation=stage.cast.organisation, name="乡镇组")
        told = {
            "title": "乡镇绩效考核",
            "scheme": stage.scheme,
            "group": group,
            "subject_kind": "乡镇",
            "period": "2026",
            "basis": "禾考发〔2026〕1号",
            "begins_on": date(2026, 6, 12),
            "stages": tuple(actions.StageShape(kind, 5) for kind in STAGES),
        } | changed
        return actions.CycleShape(**told)

    return made


@pytest.fixture
def cycle(stage, shape):  # noqa: F811
    return actions.set_up_cycle(by=stage.actor("clerk"), shape=shape())
