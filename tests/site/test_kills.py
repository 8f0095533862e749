"""Whatever is acknowledged stays, at whichever moment the server is killed: `KAOJI_N` times."""

from __future__ import annotations

import os
import random
import sqlite3
import threading
import time
from datetime import date, timedelta

import pytest

from tests.site.server import GoneError, Server

KILLS = int(os.environ.get("KAOJI_N", "6"))
PATH = "/organisation/calendar/local/set/"
EXAMINED = """
from kaoji.apps.audit.keeping import examined
print(examined().is_whole)
"""


@pytest.fixture
def server(tmp_path):
    made = Server(tmp_path / "data").made()
    yield made
    made.kill()


def stored(server):
    with sqlite3.connect(server.folder / "kaoji.sqlite3") as database:
        days = [row[0] for row in database.execute("SELECT day FROM organisation_localday")]
        entries = database.execute(
            "SELECT count(*) FROM audit_entry WHERE act = 'organisation.set_local_day'"
        ).fetchone()[0]
        faults = database.execute("PRAGMA integrity_check").fetchone()[0]
    database.close()
    return days, entries, faults


def test_no_acknowledged_act_is_lost_by_a_kill(server):
    chance, acknowledged, day = random.Random(11), [], date(2027, 1, 1)
    for _ in range(KILLS):
        server.start()
        killer = threading.Timer(chance.uniform(0.2, 2.0), server.kill)
        killer.start()
        while killer.is_alive():
            day += timedelta(days=1)
            form = {
                "day": day.isoformat(),
                "is_working": "0",
                "name": "庙会",
                "basis": "禾政办〔2026〕9号",
            }
            try:
                if server.sent(PATH, form) in (200, 302):
                    acknowledged.append(day.isoformat())
            except GoneError:
                time.sleep(0.01)
        killer.join()
    days, entries, faults = stored(server)
    # The figures of a long run.
    print(len(acknowledged), "acknowledged,", len(days), "stored,", KILLS, "kills")  # noqa: T201
    assert len(acknowledged) > KILLS
    assert set(acknowledged) <= set(days)
    assert len(days) == len(set(days)) == entries  # no act without its entry, none twice
    assert faults == "ok"
    assert server.asked(EXAMINED).strip() == "True"
