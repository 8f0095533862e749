"""Failed sign-ins are kept for as many months as the log asks for; then the clock forgets."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.utils.timezone import get_current_timezone

from kaoji.apps.accounts import daily
from kaoji.apps.accounts.models import Attempt
from kaoji.web import clock
from kaoji.web.jobs.kinds import daily_kinds
from tests.cast import NOON

pytestmark = pytest.mark.django_db


def failed(*day):
    at = datetime(*day, 12, tzinfo=get_current_timezone())
    return Attempt.objects.create(username="ren", address="10.1.1.1", at=at)


def test_what_is_older_than_six_months_is_forgotten():
    old, kept, new = failed(2025, 12, 11), failed(2025, 12, 13), failed(2026, 6, 12)
    told = []
    with clock.stopped_at(NOON):
        daily.forget_attempts({}, lambda *words: told.append(words))
    assert set(Attempt.objects.all()) == {kept, new}
    assert not Attempt.objects.filter(pk=old.pk).exists()
    assert told == [(1, 1, "")]


def test_the_clock_does_it_every_day():
    assert daily.FORGET in daily_kinds()
