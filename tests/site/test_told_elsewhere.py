"""What a job has done in the worker's process makes old what the pages' process keeps of tasks."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.site.server import Server
from tools.source import ROOT

#: As the pages: keeps what rooms tell, and is asked once a line.
PAGES = """
import sys
from kaoji.apps.audit.queries import seal_now
from kaoji.web import told, todo
from kaoji.web.actor import THE_SYSTEM

asked = []
todo.tell_todo(todo.Source("counting", mine=lambda actor: asked.append(actor) or ()))
for _line in sys.stdin:
    told.mine(THE_SYSTEM, seal=seal_now())
    print("asked", len(asked), flush=True)
"""
#: As the worker: a job whose act is in the log.
WORKER = """
from kaoji.apps.audit.daily import THE_CLOCK
from kaoji.apps.audit import audit_types
from kaoji.apps.audit.actions import record
from kaoji.web.jobs import queue, worker
from kaoji.web.jobs.kinds import Kind, declare

declare(Kind("test.act", "试", lambda _p, _r: record(audit_types.PURGE, by=THE_CLOCK, named="试")))
queue.ask_for("test.act", key="once")
while worker.work_once("another"):
    pass
"""


@pytest.fixture
def server(tmp_path):
    return Server(tmp_path / "data").made()


def test_an_act_of_the_worker_is_seen_by_the_pages(server):
    pages = subprocess.Popen(
        [sys.executable, "-c", server.set_up + PAGES], env=server.surroundings, cwd=ROOT,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip

    def asked():
        pages.stdin.write("\n")
        pages.stdin.flush()
        while not (line := pages.stdout.readline()).startswith("asked"):
            assert line
        return int(line.split()[1])

    server.told(
        server.set_up + WORKER.replace('key="once"', 'key="before"')
    )  # nothing is kept of no log
    try:
        assert [asked(), asked()] == [1, 1], "kept while nothing happens"
        server.told(server.set_up + WORKER)
        assert [asked(), asked()] == [2, 2], "asked anew once, after the act of another process"
    finally:
        pages.kill()
        pages.communicate()
