"""Six months at least: nobody shortens them through the product, nor by its clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from kaoji.apps.audit import actions, anchors, keeping, signing
from kaoji.apps.audit.acts import LEAST_MONTHS, Act, declare
from kaoji.apps.audit.daily import THE_CLOCK, make_room
from kaoji.apps.audit.models import Entry, Gap
from kaoji.web import clock
from kaoji.web.actor import THE_SYSTEM, Actor
from kaoji.web.refusals import Refused
from kaoji.web.roles import Role

SHORTEST = Act("tests.retained", "看了某事", kept_months=LEAST_MONTHS, is_reading=True)
declare(SHORTEST)
LONG_AGO = datetime(2020, 3, 31, 4, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _folder_of_its_own(tmp_path, settings):
    settings.DATA = tmp_path


def write(*, at, count=1):
    with clock.stopped_at(at):
        for _ in range(count):
            actions.record(SHORTEST, by=THE_SYSTEM, named="某事")


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.AUDIT_ADMINISTRATOR])
def test_nobody_else_purges_what_is_over(db, role):
    write(at=LONG_AGO)
    somebody = Actor(username="s", name="某", organisation_key=1, roles=frozenset({role}))
    with pytest.raises(Refused):
        actions.purge(by=somebody)
    assert Entry.objects.filter(at=LONG_AGO).exists()


def test_a_day_before_its_time_an_entry_stays_and_a_day_after_it_goes(db):
    now = clock.now()
    limit = keeping.months_before(now, months=LEAST_MONTHS)
    write(at=limit - timedelta(days=1))
    write(at=limit + timedelta(days=1))
    with clock.stopped_at(now):
        make_room({}, lambda *_: None)
    assert list(Gap.objects.values_list("first", "last")) == [(1, 1)]
    assert Entry.objects.filter(number=2).exists()


def test_an_office_whose_clock_is_a_year_ahead_deletes_nothing_young(db):
    """The database has a clock of its own, and asks it."""
    write(at=clock.now() - timedelta(days=30), count=2)
    with (
        clock.stopped_at(clock.now() + timedelta(days=365)),
        pytest.raises(DatabaseError),
        transaction.atomic(),
    ):
        actions.purge(by=THE_CLOCK)
    assert Entry.objects.count() == 2
    assert not Gap.objects.exists()
    assert keeping.examined().is_whole


def test_no_act_is_kept_for_less_than_the_law_asks():
    with pytest.raises(ValueError, match="kept"):
        declare(Act("tests.too_short", "太短", kept_months=LEAST_MONTHS - 1))


def test_the_gap_says_what_went_and_is_signed(db):
    write(at=LONG_AGO, count=3)
    last = Entry.objects.get(number=3).digest
    (gap,) = actions.purge(by=THE_CLOCK)
    assert (gap.first, gap.last, gap.digest) == (1, 3, last)
    told = anchors.gap_statement(gap)
    assert signing.is_signed(told, signature=gap.signature, key=signing.public_key())
    assert not signing.is_signed(told + "x", signature=gap.signature, key=signing.public_key())
