"""What goes into a run: the parameters that were set, and one name for each unit."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from kaoji.apps.appraisals.inputs import inputs_of
from kaoji.apps.facts import actions as facts
from kaoji.apps.facts.actions.parameters import Given
from kaoji.apps.facts.models import TaskUnit
from kaoji.apps.facts.parameters import parameters_of

pytestmark = pytest.mark.django_db

SIXTY = Given("60%", date(2026, 1, 1), "禾考发〔2026〕1号", date(2026, 1, 5))


def test_a_unit_that_was_renamed_within_the_year_is_one_subject(stage, cycle):
    task = stage.locked()
    TaskUnit.objects.filter(task=task, name="鹤汀镇").update(name="鹤汀乡")
    texts, count = inputs_of(stage.actor("clerk"), cycle=cycle)
    named = {row["对象"] for row in csv.DictReader(io.StringIO(texts.facts))}
    assert named == {"鹤汀镇", "澄湾镇", "云砚镇"}
    assert count == 3


def test_parameters_that_were_set_go_in_and_none_where_none_was(stage, cycle):
    by = stage.actor("clerk")
    assert inputs_of(by, cycle=cycle)[0].given == ""
    one = next(one for one in parameters_of(stage.scheme) if one.name == "主要领导权重")
    facts.set_parameter(by=by, scheme=stage.scheme, parameter=one, given=SIXTY, seen=0)
    assert "主要领导权重: 60%" in inputs_of(by, cycle=cycle)[0].given
