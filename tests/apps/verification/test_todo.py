"""What waits for whom in this room, as the workbench tells it."""

from __future__ import annotations

import pytest

from kaoji.apps.verification.enums import Outcome
from kaoji.web.todo import mine_by_room
from tests.apps.facts.stage import TOWNS

pytestmark = pytest.mark.django_db


def waiting(room, who):
    return [task.title for name, task in mine_by_room(room.actor(who)) if name == "verification"]


def test_each_is_told_what_waits_for_him(room):
    room.draw()
    assert waiting(room, "clerk") == ["6 项核验没有分派"]
    assert waiting(room, "appraiser") == []
    room.give("appraiser")
    assert (waiting(room, "clerk"), waiting(room, "appraiser")) == ([], ["核验 6 项"])
    room.decide(room.check(0), Outcome.ONSITE)
    room.decide(room.check(5), Outcome.WRONG)
    assert waiting(room, "appraiser") == ["核验 4 项"]
    assert waiting(room, "clerk") == ["1 处需更正没有退回", "1 项等排现场核查"]
    (visit,) = room.plan(TOWNS[0])
    assert "鹤汀镇 第 1 号现场核查：通知" in waiting(room, "supervisor")
    assert waiting(room, "head") == []
    room.to_the_record(visit)
    assert waiting(room, "head") == ["鹤汀镇 第 1 号现场核查：确认"]
    assert waiting(room, "second_head") == []
