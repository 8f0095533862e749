"""Letters of names: kept with the name, asked of the database, the same answer as row by row."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from kaoji.apps.accounts.models import User
from kaoji.apps.audit.models import Entry
from kaoji.apps.facts import actions
from kaoji.apps.facts.models import CollectionTask
from kaoji.apps.organisation.models import Holding, Post, UnitGroup, UnitState
from kaoji.apps.organisation.queries.people import holdings_of
from kaoji.web.lists.find import _by_sound, matching
from kaoji.web.sounds import fill_letters, kept_letters
from tests import cast, factories
from tests.apps.facts import stage

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
    assert kept_letters(Holding, path="post__name") == "post__initials"
    for path in ("kind", "nowhere", "nowhere__name", "kind__name"):
        assert kept_letters(Holding, path=path) is None
    found = matching(UnitGroup.objects.all(), terms=["xz"], fields=("name",))
    assert not isinstance(found, QuerySet)
    assert "乡镇组" in [one.name for one in found]


@pytest.mark.parametrize("terms", [["zhk"], ["nyncj"], ["lpc"], ["lpc", "nync"], ["zzz"], ["%"]])
def test_a_list_of_posts_is_asked_of_the_database(county, terms):
    rows = holdings_of(county.actor("director"), on=cast.NOON.date())
    fields = ("user__name", "unit_name", "post__name")
    found = matching(rows, terms=terms, fields=fields)
    assert isinstance(found, QuerySet)
    assert list(found) == list(_by_sound(rows, terms=terms, fields=fields))


@pytest.mark.parametrize(
    ("terms", "count"),
    [(["xzjj"], 2), (["nyncj"], 2), (["hjk"], 2), (["xzjj", "农业"], 2), (["jn"], 0)],
)
def test_sheets_are_asked_of_the_database(db, terms, count):
    """乡镇经济 农业农村局 禾检考: the letters of each, none that reach from one to the next."""
    county = stage.made()
    for _each in range(2):
        actions.draft_task(by=county.actor("clerk"), plan=county.plan())
    fields = ("title", "number", "period", "supplier_name", "plan_paper")
    found = matching(CollectionTask.objects.all(), terms=terms, fields=fields)
    assert isinstance(found, QuerySet)
    assert found.count() == count


def test_the_log_is_searched_as_it_is_written(county):
    rows = Entry.objects.order_by("pk")
    fields = ("actor_name", "actor_username", "object_name", "address")
    with CaptureQueriesContext(connection) as asked:
        assert isinstance(matching(rows, terms=["hean-clerk"], fields=fields), QuerySet)
    assert not asked.captured_queries


def test_posts_and_sheets_that_stood_here_before_get_their_letters(db):
    county = stage.made()
    actions.draft_task(by=county.actor("clerk"), plan=county.plan())
    for model in (Post, CollectionTask):
        kept = dict(model.objects.values_list("pk", "initials"))
        assert all(kept.values())
        model.objects.update(initials="")
        fill_letters(model, spoken=model.SPOKEN, batch=2)
        assert dict(model.objects.values_list("pk", "initials")) == kept


def test_names_that_stood_here_before_get_their_letters(county):
    for number in range(3):
        factories.make_user(organisation=county.organisation, username=f"old{number}", name="某人")
    User.objects.update(initials="")
    step = import_module("kaoji.apps.accounts.migrations.0005_initials_of_names")
    step.BATCH = 2
    step.fill(apps, None)
    assert not User.objects.filter(initials="").exists()
    assert User.objects.get(username="old2").initials == "mr"
