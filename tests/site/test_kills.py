"""Whatever is acknowledged stays, at whichever moment the server is killed: `KAOJI_N` times."""

from __future__ import annotations

import os
import random
import threading

import pytest

from tests.site.flows import flows_on, work_until_killed
from tests.site.server import Server

KILLS = int(os.environ.get("KAOJI_N", "6"))
#: No more ballots are cast between two kills on a quick machine.
VOTES_A_LIFE = 20
EXAMINED = """
from kaoji.apps.audit.keeping import examined
print(examined().is_whole)
"""


@pytest.fixture
def server(tmp_path):
    made = Server(tmp_path / "data").made()
    yield made
    made.kill()


def test_no_acknowledged_act_is_lost_by_a_kill(server):
    chance = random.Random(11)
    flows = flows_on(server, voters=KILLS * VOTES_A_LIFE)
    for _ in range(KILLS):
        server.start()
        killer = threading.Timer(chance.uniform(0.2, 2.0), server.kill)
        killer.start()
        work_until_killed(flows)
        killer.join()
    for flow in flows:
        stored = flow.stored()
        # The figures of a long run.
        print(  # noqa: T201
            type(flow).__name__, len(flow.acknowledged), "acknowledged,", flow.refused, "refused,",
            len(stored), "stored,", flow.entries(), "entries,", KILLS, "kills",
        )  # fmt: skip
        assert len(flow.acknowledged) > KILLS // 2, flow
        assert set(flow.acknowledged) <= set(stored), flow
        # None twice, no act without its entry, no entry without its act.
        assert len(stored) == len(set(stored)) == flow.entries(), flow
    assert server.rows("PRAGMA integrity_check") == [("ok",)]
    assert server.asked(EXAMINED).strip() == "True"
