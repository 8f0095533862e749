"""Letters of names: kept with the name, asked of the database, the same answer as row by row."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from kaoji.apps.accounts.models import User
from kaoji.apps.organisation.models import Holding, UnitState
from kaoji.web.lists.find import _by_sound, matching
from kaoji.web.sounds import kept_letters
from tests import cast, factories

TERMS = (
    ["lpc"],
    ["LPC"],
    ["卢平"],
    ["l"],
    ["hean-c"],
    ["lpc", "卢"],
    ["zzz"],
    ["139"],
    ["_"],
    ["%"],
)


@pytest.fixture
def county(db):
    return cast.county()


@pytest.mark.parametrize("terms", TERMS, ids="·".join)
def test_the_database_finds_what_is_found_row_by_row(county, terms):
    rows = User.objects.order_by("pk")
    fields = ("name", "username", "phone")
    found = matching(rows, terms=terms, fields=fields)
    assert isinstance(found, QuerySet)
    assert list(found) == list(_by_sound(rows, terms=terms, fields=fields))


def test_letters_are_asked_of_the_database_and_no_row_is_read(county):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert matching(User.objects.all(), terms=["lpc"], fields=("name",)).count() == 1
    (only,) = asked
    assert "initials" in only["sql"]


def test_letters_follow_the_name(county):
    user = county.people["staff"]
    user.name = "汀小兰"
    user.save(update_fields=("name",))
    assert User.objects.get(pk=user.pk).initials == "txl"
    User.objects.filter(pk=user.pk).update(initials="kept")
    user.save(update_fields=("phone",))
    assert User.objects.get(pk=user.pk).initials == "kept"


def test_a_relation_leads_to_the_letters_and_what_has_none_is_asked_row_by_row(county):
    assert kept_letters(Holding, path="user__name") == "user__initials"
    assert kept_letters(UnitState, path="unit__code") == "unit__code"
    for path in ("post__name", "nowhere", "nowhere__name", "kind__name"):
        assert kept_letters(Holding, path=path) is None
    found = matching(Holding.objects.all(), terms=["zhk"], fields=("user__name", "post__name"))
    assert [one.post.name for one in found] == ["综合科科员"]


def test_names_that_stood_here_before_get_their_letters(county):
    for number in range(3):
        factories.make_user(organisation=county.organisation, username=f"old{number}", name="某人")
    User.objects.update(initials="")
    step = import_module("kaoji.apps.accounts.migrations.0005_initials_of_names")
    step.BATCH = 2
    step.fill(apps, None)
    assert not User.objects.filter(initials="").exists()
    assert User.objects.get(username="old2").initials == "mr"
