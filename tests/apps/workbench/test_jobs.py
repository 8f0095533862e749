"""The page of background work: whose jobs one sees, what it says of a fault, once more."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kaoji.apps.audit.models import Entry
from kaoji.apps.workbench import actions, queries
from kaoji.web import clock
from kaoji.web.actor import THE_SYSTEM
from kaoji.web.jobs import kinds, queue, worker
from kaoji.web.jobs.models import Job, State
from kaoji.web.refusals import Refused
from tests import cast, factories
from tests.costs import MOST_QUERIES


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.stopped_at(cast.NOON):
        yield


@pytest.fixture
def county(db):
    return cast.county()


@pytest.fixture
def kind(monkeypatch):
    monkeypatch.setattr(kinds, "_KINDS", {})
    state = {"is_down": True}

    def work(_payload, report):
        report(3, 7, "县级表")
        if state["is_down"]:
            raise ValueError("云砚镇的数：12.5")

    kinds.declare(kinds.Kind("print", "打印大表", work, is_whole=False, most_tries=1))
    return state


def failed(county, key="clerk", name="1"):
    """A job of somebody that has failed."""
    by = THE_SYSTEM if key is None else county.actor(key)
    job = queue.ask_for("print", key=name, by=by)
    while worker.work_once("a"):
        pass
    return Job.objects.get(pk=job.pk)


class TestPage:
    def test_it_shows_progress_and_the_kind_of_fault_without_data(self, county, kind):
        failed(county)
        text = factories.signed_in(county.people["clerk"]).get("/jobs/").content.decode()
        assert "打印大表" in text
        assert "3 / 7 县级表" in text
        assert "第 1 次：ValueError" in text
        assert "12.5" not in text

    def test_one_sees_what_one_asked_for_and_the_administrator_all(self, county, kind):
        failed(county, "clerk", "1")
        failed(county, "director", "2")
        failed(county, None, "3")

        def keys(person):
            rows = factories.signed_in(county.people[person]).get("/jobs/").context["table"].lines
            return {line[0].row.key for line in rows}

        assert keys("clerk") == {"1"}
        assert keys("director") == {"2"}
        assert keys("staff") == set()
        assert keys("system") == {"1", "2", "3"}
        assert keys("security") == set()

    def test_it_is_on_the_workbench_of_whoever_asked(self, county, kind):
        failed(county)
        assert "打印大表" in factories.signed_in(county.people["clerk"]).get("/").content.decode()
        assert (
            "打印大表" not in factories.signed_in(county.people["staff"]).get("/").content.decode()
        )

    def test_questions_do_not_grow_with_rows(self, county, kind):
        client = factories.signed_in(county.people["system"])

        def asked(start, end):
            for n in range(start, end):
                queue.ask_for("print", key=f"q{n}", by=county.actor("clerk"))
            with CaptureQueriesContext(connection) as caught:
                assert client.get("/jobs/").status_code == 200
            return len(caught)

        assert asked(0, 3) == asked(3, 300) <= MOST_QUERIES


class TestRetry:
    @pytest.mark.parametrize("person", ["clerk", "system"])
    def test_whoever_asked_and_the_system_administrator(self, county, kind, person):
        job = failed(county)
        client = factories.signed_in(county.people[person])
        assert client.post(f"/jobs/{job.pk}/retry/").status_code == 302
        job.refresh_from_db()
        assert (job.state, job.tries, job.fault) == (State.QUEUED, 0, "")
        assert Entry.objects.get().act == "workbench.retry_job"
        kind["is_down"] = False
        assert worker.work_once("a")
        job.refresh_from_db()
        assert job.state == State.DONE

    @pytest.mark.parametrize("person", ["director", "security", "audit", "staff"])
    def test_nobody_else(self, county, kind, person):
        job = failed(county)
        client = factories.signed_in(county.people[person])
        assert client.post(f"/jobs/{job.pk}/retry/").status_code == 404
        job.refresh_from_db()
        assert job.state == State.FAILED

    def test_only_what_has_failed(self, county, kind):
        job = queue.ask_for("print", key="1", by=county.actor("clerk"))
        client = factories.signed_in(county.people["clerk"])
        assert client.post(f"/jobs/{job.pk}/retry/").status_code == 409
        assert not queue.again(job)

    def test_not_by_looking(self, county, kind):
        job = failed(county)
        client = factories.signed_in(county.people["clerk"])
        assert client.get(f"/jobs/{job.pk}/retry/").status_code == 405

    def test_the_act_asks_again_who_may(self, county, kind):
        job = failed(county)
        with pytest.raises(Refused):
            actions.retry_job(by=county.actor("director"), job=job)

    def test_no_log_no_change(self, county, kind, monkeypatch):
        def broken(*_args, **_more):
            raise RuntimeError("the log is full")

        job = failed(county)
        monkeypatch.setattr(actions, "record", broken)
        with pytest.raises(RuntimeError):
            actions.retry_job(by=county.actor("clerk"), job=job)
        job.refresh_from_db()
        assert job.state == State.FAILED


def test_of_several_organisations_only_the_first_sees_what_belongs_to_none(county, kind):
    other = cast.county(code="yuan", name="远安县")
    failed(county, None, "house")
    failed(other, "clerk", "theirs")
    first = queries.jobs_visible_to(county.actor("system"))
    second = queries.jobs_visible_to(other.actor("system"))
    assert {job.key for job in first} == {"house"}
    assert {job.key for job in second} == {"theirs"}
