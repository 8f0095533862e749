"""Revisions stay as they are, whatever is tried past the room's own acts."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from kaoji.apps.accounts.models import Organisation
from kaoji.apps.facts import actions, guards
from kaoji.apps.facts.models import FigureRevision, ListRowRevision, SettingRevision
from kaoji.apps.facts.parameters import parameters_of

MODELS = (FigureRevision, ListRowRevision, SettingRevision)


@pytest.fixture
def revised(stage):
    stage.fill(stage.task())
    stage.row(stage.listed())
    given = actions.Given("60%", date(2026, 1, 1), "禾考发〔2026〕1号", date(2026, 1, 5))
    actions.set_parameter(
        by=stage.actor("clerk"), scheme=stage.scheme, parameter=parameters_of(stage.scheme)[0],
        given=given, seen=0,
    )  # fmt: skip
    return stage


@pytest.mark.parametrize("model", MODELS)
def test_the_database_refuses_to_change_or_delete_one(revised, model):
    before = list(model.objects.values_list())
    assert before
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        model.objects.update(reason="later")
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
        model.objects.all()._raw_delete(connection.alias)
    with pytest.raises(TypeError):
        model.objects.first().save()
    with pytest.raises(TypeError):
        model.objects.first().delete()
    assert list(model.objects.values_list()) == before


def test_what_was_invented_can_be_removed_as_a_whole(revised):
    Organisation.objects.update(is_demo=True)
    for model in MODELS:
        model.objects.all()._raw_delete(connection.alias)
        assert not model.objects.exists()


def test_every_table_of_revisions_is_guarded():
    assert {model._meta.db_table for model in MODELS} == set(guards.TABLES)
