"""The paper of a hand-over has what waits for the post, from every room, and from no other post."""

from __future__ import annotations

from datetime import date

import pytest

from kaoji.apps.facts import actions as facts
from kaoji.apps.organisation.owed import owed_by
from kaoji.web import clock
from kaoji.web.roles import Role
from tests import cast
from tests.apps.facts import stage
from tests.apps.workbench import rooms

DAY = date(2026, 6, 15)


@pytest.fixture
def county(db):
    with clock.stopped_at(cast.NOON):
        yield cast.county()


def test_what_waits_for_the_post_alone_those_due_first(county):
    holding = county.holdings["supplier"]
    asked = []

    def mine(actor):
        asked.append(actor)
        return (
            rooms.task("没有期限的", due_on=None),
            rooms.task("后到的", due_on=date(2026, 7, 1)),
            rooms.task("先到的", due_on=date(2026, 6, 20)),
        )

    with rooms.telling(mine=mine):
        owed = owed_by(holding, on=DAY)
    assert [(one.what, one.due_on) for one in owed] == [
        ("先到的", "2026-06-20"),
        ("后到的", "2026-07-01"),
        ("没有期限的", ""),
    ]
    (actor,) = asked
    assert actor.posts == {(holding.post.unit_id, Role.DATA_SUPPLIER)}
    assert actor.person_key == holding.user_id


def test_each_thing_stands_once_under_the_name_of_its_room(county):
    scheme = facts.pin_scheme(by=county.actor("clerk"), pack=stage.PACK, begins_on=date(2026, 1, 1))
    stage.Stage(county, scheme).task()
    owed = {key: owed_by(county.holdings[key], on=DAY) for key in ("supplier", "second_supplier")}
    (one,) = owed["supplier"]
    assert (one.room, one.due_on) == ("考核数据", "2026-06-22")
    assert one.what == f"填报：农业农村局 乡镇经济 {stage.YEAR}"
    assert owed["second_supplier"] == ()
