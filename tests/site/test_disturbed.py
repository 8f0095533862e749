"""A full disk, a disk that cannot be written, a worker killed at work, everything started twice."""

from __future__ import annotations

import os
import re
import resource
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from kaoji.apps.organisation.models import LocalDay
from kaoji.cli.shell import FAULTY
from tests import cast, factories
from tests.site.server import ENTRY, Server
from tools.source import ROOT

PATH = "/organisation/calendar/local/set/"
REFERENCE = re.compile(r"E-[0-9A-F]{8}")
UNLIMITED = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
EXAMINED = """
from kaoji.apps.audit.keeping import examined
print(examined().is_whole)
"""


def form(day):
    return {"day": day, "is_working": "0", "name": "庙会", "basis": "禾政办〔2026〕9号"}


@pytest.fixture
def server(tmp_path):
    made = Server(tmp_path / "data").made()
    yield made
    made.kill()


def processes(server):
    """The server with everything that it has started."""
    own = [server.process.pid]
    for one in own:
        for told in os.scandir(f"/proc/{one}/task"):
            own += [int(child) for child in Path(told.path, "children").read_text().split()]
    return own


def may_write(server, limit):
    """As if the disk had room for files of this size and no more."""
    for process in processes(server):
        resource.prlimit(process, resource.RLIMIT_FSIZE, limit)


def stored(server):
    with closing(sqlite3.connect(server.folder / "kaoji.sqlite3")) as database:
        days = {row[0] for row in database.execute("SELECT day FROM organisation_localday")}
        told = database.execute(
            "SELECT count(*) FROM audit_entry WHERE act = 'organisation.set_local_day'"
        ).fetchone()[0]
        assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    return days, told


def test_a_full_disk_loses_nothing_and_is_told_with_a_number(server):
    server.start()
    assert server.sent(PATH, form("2027-01-01")) == 302
    may_write(server, (4096, resource.RLIM_INFINITY))
    for day in ("2027-01-05", "2027-01-06"):
        status, page = server.answered(PATH, form(day))
        assert status == 500
        assert REFERENCE.search(page)
    status, page = server.asked_for("/organisation/calendar/")
    assert status in (200, 500)
    assert status == 200 or REFERENCE.search(page)
    may_write(server, UNLIMITED)
    assert server.sent(PATH, form("2027-01-07")) == 302
    server.kill()
    assert stored(server) == ({"2027-01-01", "2027-01-07"}, 2)
    assert server.asked(EXAMINED).strip() == "True"


def test_a_backup_on_a_full_disk_says_so_and_leaves_nothing(server, tmp_path):
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000)); {ENTRY}"
    done = subprocess.run(
        [sys.executable, "-c", limited, "backup", "--folder", str(tmp_path / "backups")],
        env=server.surroundings, cwd=ROOT, check=False, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == FAULTY
    assert "磁盘" in done.stderr
    assert "Traceback" not in done.stderr
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_disk_that_cannot_be_written_is_told_with_a_number(transactional_db):
    county = cast.county()
    client = factories.signed_in(county.people["clerk"])
    client.raise_request_exception = False
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only=ON")
    try:
        sent = client.post(PATH, form("2027-01-01"))
        read = client.get("/organisation/")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only=OFF")
    assert sent.status_code == 500
    assert REFERENCE.search(sent.content.decode())
    assert read.status_code == 200 or REFERENCE.search(read.content.decode())
    assert not LocalDay.objects.exists()
    assert client.post(PATH, form("2027-01-01")).status_code == 302


@pytest.mark.parametrize("words", [("serve",), ("upgrade",), ("backup",)])
def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(words):
    done = Server("/proc/kaoji-data").commanded(*words)
    assert done.returncode == FAULTY
    assert "/proc/kaoji-data" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_second_start_is_refused_and_the_first_goes_on(server):
    server.start(only="")
    again = server.commanded("serve", "--dev", "--address", f"127.0.0.1:{server.port}")
    assert again.returncode == FAULTY
    assert f"127.0.0.1:{server.port}" in again.stderr
    assert server.sent(PATH, form("2027-01-01")) == 302


# --- the queue ------------------------------------------------------------------------------------

KINDS = """
import os, signal
from datetime import timedelta
from django.db import transaction
from kaoji.apps.organisation.models import LocalDay
from kaoji.web import clock
from kaoji.web.jobs import kinds, queue, worker
from kaoji.web.jobs.models import Job
from tests import factories
from kaoji.apps.accounts.models import Organisation

def work(payload, report):
    county = Organisation.objects.get()
    factories.make_local_day(organisation=county, day=payload["day"], name="庙会", basis="一")
    if os.environ.get("FALLS") == payload["day"]:
        os.kill(os.getpid(), signal.SIGKILL)

kinds.declare(kinds.Kind("tests.set_day", "设一天", work))
"""
ASK = """
for day in range(1, 21):
    queue.ask_for("tests.set_day", key=str(day), payload={"day": f"2027-01-{day:02}"})
"""
WORK = """
while worker.work_once(worker.worker_name()):
    pass
"""
LATER = """
with clock.stopped_at(clock.now() + queue.LEASE + timedelta(seconds=1)):
    while worker.work_once(worker.worker_name()):
        pass
states = sorted(Job.objects.values_list("state", "tries"))
print(states.count(("done", 1)), states.count(("done", 2)), len(states), LocalDay.objects.count())
"""


def test_a_worker_killed_at_work_is_followed_by_another_and_nothing_is_done_twice(server):
    server.asked(KINDS + ASK)
    # In the middle of its work, with all of it written and nothing committed.
    fallen = subprocess.run(
        [sys.executable, "-c", server.set_up + KINDS + WORK],
        env=server.surroundings | {"FALLS": "2027-01-07"}, cwd=ROOT, check=False,
    )  # fmt: skip
    assert fallen.returncode == -9
    # Two at once take what is left.
    two = [
        subprocess.Popen(
            [sys.executable, "-c", server.set_up + KINDS + WORK], env=server.surroundings, cwd=ROOT
        )
        for _ in range(2)
    ]
    assert [one.wait() for one in two] == [0, 0]
    assert server.asked(KINDS + LATER).split() == ["19", "1", "20", "20"]


TICKS = """
from kaoji.site import nightly
from kaoji.web.jobs import worker
from kaoji.web.jobs.models import Job
from django.utils import timezone
from kaoji.web import clock
noon = timezone.localtime(clock.now()).replace(hour=12)
for _ in range(20):
    worker.tick(noon)
"""
COUNTED = """
from kaoji.web.jobs.models import Job
told = list(Job.objects.values_list("kind", "key"))
print(len(told), len(set(told)))
"""


def test_two_clocks_ask_for_a_day_once(server):
    two = [
        subprocess.Popen(
            [sys.executable, "-c", server.set_up + TICKS], env=server.surroundings, cwd=ROOT
        )
        for _ in range(2)
    ]
    assert [one.wait() for one in two] == [0, 0]
    asked, different = server.asked(COUNTED).split()
    assert asked == different != "0"
