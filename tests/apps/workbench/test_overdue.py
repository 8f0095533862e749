"""A night without a good backup is told, in red, to whoever can do something about it."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from kaoji.web import clock
from kaoji.web.jobs import kinds, queue
from tests import cast, factories
from tests.apps.workbench import rooms

LAST = cast.NOON
LIMIT = timedelta(hours=26)


@pytest.fixture(autouse=True)
def _nightly(monkeypatch):
    """As `site/nightly.py` declares it; tests of rooms do not make backups."""
    monkeypatch.setattr(kinds, "_KINDS", {})
    told = {"every_day_at": time(2), "oldest": LIMIT, "remedy": "查备份所在磁盘的空间"}
    kinds.declare(kinds.Kind("site.backup", "夜间备份", lambda *_: None, is_whole=False, **told))


@pytest.fixture
def county(db):
    with clock.stopped_at(LAST):
        made = cast.county()
    rooms.backed_up(at=LAST)
    return made


def page(person, path, *, at):
    with clock.stopped_at(at):
        return factories.signed_in(person).get(path)


def test_until_26_hours_nothing_is_told(county):
    at = LAST + LIMIT
    assert "夜间备份" not in page(county.people["system"], "/", at=at).content.decode()
    assert (
        "kj-notice-failure" not in page(county.people["system"], "/jobs/", at=at).content.decode()
    )


def test_afterwards_it_is_overdue_with_what_to_do(county):
    at = LAST + LIMIT + timedelta(seconds=1)
    desk = page(county.people["system"], "/", at=at).context["desk"]
    (band,) = desk.bands
    (line,) = band.lines
    assert (band.key, line.state, line.task.url) == ("late", "late", "/jobs/")
    assert "2026-06-12 10:00" in line.task.title
    assert "磁盘" in line.task.context
    jobs = page(county.people["system"], "/jobs/", at=at).content.decode()
    assert "kj-notice-failure" in jobs
    assert "「夜间备份」自 2026-06-12 10:00 以来没有成功" in jobs


def test_a_backup_that_failed_does_not_count(county):
    at = LAST + LIMIT + timedelta(seconds=1)
    with clock.stopped_at(LAST + timedelta(hours=20)):
        queue.ask_for("site.backup", key="another")
        queue.give_back(queue.take("worker"), fault="No space left on device", most_tries=1)
    assert "夜间备份" in page(county.people["system"], "/", at=at).content.decode()


def test_an_office_that_never_had_one_is_told(db):
    made = cast.county()
    at = cast.NOON
    text = page(made.people["system"], "/", at=at).content.decode()
    assert "「夜间备份」还没有成功过" in text


@pytest.mark.parametrize("person", ["clerk", "director", "security", "audit"])
def test_it_is_nobody_elses_business(county, person):
    at = LAST + timedelta(days=3)
    assert "夜间备份" not in page(county.people[person], "/", at=at).content.decode()


def test_it_is_told_to_the_first_organisation_only(county):
    other = cast.county(code="second", name="澄县")
    at = LAST + timedelta(days=3)
    assert "夜间备份" not in page(other.people["system"], "/", at=at).content.decode()
    assert "夜间备份" not in page(other.people["system"], "/jobs/", at=at).content.decode()
