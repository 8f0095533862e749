"""What happens every night: a checked backup, an anchor, and room for new ones."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

import pytest

from kaoji.apps.audit.models import Checkpoint, Entry
from kaoji.site import nightly
from kaoji.site.backup import HALF, BackupError, verify_backup
from kaoji.web import clock
from kaoji.web.jobs import worker
from kaoji.web.jobs.kinds import kind_of
from kaoji.web.jobs.models import Job, State
from tests.cast import county

NIGHT = datetime(2026, 6, 11, 19, 0, tzinfo=UTC)  # three in the morning in the county


@pytest.fixture
def _office(transactional_db, settings, tmp_path):
    settings.DATA = tmp_path
    settings.MEDIA_ROOT = tmp_path / "evidence"
    with clock.stopped_at(NIGHT):
        county()


@pytest.mark.usefixtures("_office")
def test_a_night_leaves_an_anchor_and_a_checked_backup():
    with clock.stopped_at(NIGHT):
        asked = {job.kind for job in worker.tick()}
        while worker.work_once("night"):
            pass
    assert {"site.backup", "audit.sign", "audit.purge"} <= asked
    assert {job.state for job in Job.objects.all()} == {State.DONE}
    assert Checkpoint.objects.count() == 1
    assert Entry.objects.filter(actor_name="系统", act="audit.make_checkpoint").count() == 1
    verify_backup(nightly.last_good())


@pytest.mark.usefixtures("_office")
def test_fourteen_nights_are_kept():
    for night in range(nightly.KEPT + 2):
        with clock.stopped_at(NIGHT + timedelta(days=night)):
            nightly.back_up({}, lambda *_: None)
    kept = sorted(path.name for path in nightly.backup_folder().iterdir())
    assert len(kept) == nightly.KEPT
    assert kept[0].startswith("kaoji-20260613")


@pytest.mark.usefixtures("_office")
def test_a_backup_that_does_not_verify_fails_the_job(monkeypatch):
    def spoilt(_path):
        raise BackupError("已损坏")

    monkeypatch.setattr(nightly, "verify_backup", spoilt)
    with clock.stopped_at(NIGHT):
        worker.tick()
        while worker.work_once("night"):
            pass
    job = Job.objects.get(kind="site.backup")
    assert job.state == State.QUEUED
    assert "已损坏" in job.fault
    assert nightly.last_good() is None
    assert [one.suffix for one in nightly.backup_folder().iterdir()] == [nightly.SPOILT]


@pytest.mark.usefixtures("_office")
def test_what_a_kill_left_half_written_goes_after_a_day():
    nightly.backup_folder().mkdir()
    for name, age in (("old", 2), ("new", 0)):
        half = nightly.backup_folder() / f"{name}{HALF}"
        half.touch()
        then = (NIGHT - timedelta(days=age)).timestamp()
        os.utime(half, (then, then))
    with clock.stopped_at(NIGHT):
        nightly.back_up({}, lambda *_: None)
    assert [one.name for one in nightly.backup_folder().glob(f"*{HALF}")] == [f"new{HALF}"]


def test_a_night_is_missed_after_26_hours():
    kind = kind_of("site.backup")
    assert kind.oldest == timedelta(hours=26)
    assert "磁盘" in kind.remedy
