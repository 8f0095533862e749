"""Background work: asked for once, done once, whatever dies in between."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import OperationalError, transaction

from kaoji.apps.accounts.models import Organisation
from kaoji.web import clock
from kaoji.web.jobs import kinds, queue, worker
from kaoji.web.jobs.models import Job, State

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)  # 12:00 in Shanghai

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind(monkeypatch):
    """Declare kinds for one test only."""
    monkeypatch.setattr(kinds, "_KINDS", {})

    def declare(name, work, **settings):
        return kinds.declare(kinds.Kind(name, name, work, **settings))

    return declare


def opened(name):
    Organisation.objects.create(code=name, name=name, created_at=NOON)


def test_the_same_work_asked_for_twice_is_one_job(kind):
    done = []
    kind("count", lambda payload, _report: done.append(payload["n"]))
    first = queue.ask_for("count", key="2026", payload={"n": 1})
    again = queue.ask_for("count", key="2026", payload={"n": 2})
    assert first.pk == again.pk
    assert worker.work_once("a")
    assert not worker.work_once("a")
    assert done == [1]
    assert Job.objects.get().state == State.DONE


def test_a_job_that_fails_waits_longer_each_time_and_ends_as_failed(kind):
    def stumble(_payload, _report):
        raise RuntimeError("no paper")

    kind("print", stumble, most_tries=3)
    with clock.stopped_at(NOON):
        queue.ask_for("print", key="1")
    moment, waits = NOON, []
    for _ in range(3):
        with clock.stopped_at(moment):
            assert worker.work_once("a")
            job = Job.objects.get()
            waits.append(job.due_at - moment)
            assert not worker.work_once("a")
        moment = job.due_at
    assert waits[:2] == [timedelta(seconds=10), timedelta(seconds=20)]
    assert job.state == State.FAILED
    assert "no paper" in job.fault


def test_what_a_failed_job_has_written_is_gone(kind):
    def half(_payload, _report):
        opened("half")
        raise RuntimeError

    kind("open", half)
    queue.ask_for("open", key="1")
    worker.work_once("a")
    assert not Organisation.objects.exists()


def test_a_job_whose_worker_died_is_taken_over_after_its_lease(kind):
    kind("open", lambda _payload, _report: opened("done"))
    with clock.stopped_at(NOON):
        queue.ask_for("open", key="1")
        assert queue.take("dead") is not None
        assert queue.take("alive") is None
    with clock.stopped_at(NOON + queue.LEASE + timedelta(seconds=1)):
        assert worker.work_once("alive")
    assert Organisation.objects.count() == 1
    assert Job.objects.get().tries == 2


def test_a_worker_that_was_taken_for_dead_writes_nothing(kind):
    kind("open", lambda _payload, _report: opened("done"))
    with clock.stopped_at(NOON):
        queue.ask_for("open", key="1")
        slow = queue.take("slow")
    with clock.stopped_at(NOON + queue.LEASE + timedelta(seconds=1)):
        assert worker.work_once("alive")
        worker._do(slow, kinds.kind_of("open"))
        queue.give_back(slow, fault="late", most_tries=1)
    assert Organisation.objects.count() == 1
    assert Job.objects.get().state == State.DONE


def test_progress_is_seen_while_the_work_goes_on(kind):
    seen = []

    def count(_payload, report):
        report(3, 10, "已写 3 份")
        job = Job.objects.get()
        seen.append((job.done_count, job.total_count, job.told))

    kind("letters", count, is_whole=False)
    queue.ask_for("letters", key="1")
    worker.work_once("a")
    assert seen == [(3, 10, "已写 3 份")]


def test_a_kind_that_no_room_declares_any_more_fails_by_name(kind):
    queue.ask_for("gone", key="1")
    worker.work_once("a")
    assert "gone" in Job.objects.get().fault


def test_two_clocks_ask_for_a_day_once_and_not_before_its_hour(kind):
    kind("digest", lambda _payload, _report: None, every_day_at=time(8, 30))
    early = NOON.replace(hour=0, minute=29)  # 8:29 in Shanghai
    with clock.stopped_at(early):
        assert worker.tick() == ()
    for _ in range(2):
        worker.tick(NOON)
    assert [job.key for job in Job.objects.all()] == ["2026-03-02"]


def test_an_act_that_is_rolled_back_has_asked_for_nothing(kind):
    kind("mail", lambda _payload, _report: None)
    with transaction.atomic():
        queue.ask_for("mail", key="1")
        transaction.set_rollback(True)
    assert not Job.objects.exists()


# --- a clock that jumps ---------------------------------------------------------------------------


def test_a_clock_that_goes_back_a_day_delays_nothing(kind):
    """A worker dies, one fails, one waits: all of it while the clock was a day ahead."""
    done, tried = [], []

    def stumble(payload, _report):
        tried.append(payload["n"])
        if len(tried) == 1:
            raise RuntimeError
        done.append(payload["n"])

    kind("good", lambda payload, _report: done.append(payload["n"]))
    kind("stumbles", stumble)
    with clock.stopped_at(NOON + timedelta(days=1)):
        queue.ask_for("good", key="held", payload={"n": 1})
        assert queue.take("dead") is not None
        queue.ask_for("stumbles", key="fails", payload={"n": 2})
        worker.work_once("a")
        queue.ask_for("good", key="waits", payload={"n": 3})
    with clock.stopped_at(NOON):
        while worker.work_once("a"):
            pass
    assert sorted(done) == [2, 3]
    with clock.stopped_at(NOON + queue.LEASE + timedelta(seconds=1)):
        while worker.work_once("a"):
            pass
    assert sorted(done) == [1, 2, 3]
    assert set(Job.objects.values_list("state", flat=True)) == {State.DONE}


def test_what_is_wanted_later_is_not_done_sooner(kind):
    kind("good", lambda _payload, _report: None)
    with clock.stopped_at(NOON):
        queue.ask_for("good", key="1", due_at=NOON + timedelta(days=1))
        assert not worker.work_once("a")


def test_a_clock_that_jumps_ahead_lets_nothing_be_done_twice(kind):
    """The worker lives, and its lease seems to be over: another takes the job, one of them ends."""
    kind("open", lambda _payload, _report: opened("done"))
    with clock.stopped_at(NOON):
        queue.ask_for("open", key="1")
        slow = queue.take("slow")
    with clock.stopped_at(NOON + timedelta(days=1)):
        assert worker.work_once("other")
        worker._do(slow, kinds.kind_of("open"))
        assert not worker.work_once("slow")
    assert Organisation.objects.count() == 1


def test_a_worker_that_was_taken_for_dead_does_not_end_the_work_of_another(kind):
    kind("letters", lambda _payload, _report: None, is_whole=False)
    with clock.stopped_at(NOON):
        queue.ask_for("letters", key="1")
        slow = queue.take("slow")
    with clock.stopped_at(NOON + queue.LEASE + timedelta(seconds=1)):
        assert queue.take("other") is not None
        worker._do(slow, kinds.kind_of("letters"))
    assert Job.objects.get().state == State.RUNNING


@pytest.mark.django_db(transaction=True)
def test_a_database_that_cannot_be_asked_is_asked_again(kind, monkeypatch):
    done, stopped, taken = [], threading.Event(), []
    usual = queue.take

    def take(name):
        taken.append(name)
        if len(taken) == 1:
            raise OperationalError("database or disk is full")
        return usual(name)

    def work(payload, _report):
        done.append(payload["n"])
        stopped.set()

    kind("good", work)
    queue.ask_for("good", key="1", payload={"n": 1})
    monkeypatch.setattr(worker.queue, "take", take)
    monkeypatch.setattr(worker, "IDLE_SECONDS", 0.01)
    worker.work_until(stopped)
    assert (done, len(taken)) == ([1], 2)
