"""Once a cycle is archived, no act of any room that changes it succeeds, and each says why."""

from __future__ import annotations

import pytest

from kaoji.apps.appraisals.enums import CycleState
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.audit.acts import act_of
from kaoji.apps.audit.models import Entry, Result
from tests import cast as people
from tests.deeds import address, client_of, deeds

pytestmark = pytest.mark.django_db
ROOMS = ("appraisals", "claims", "nesting", "ratings", "targets")
#: Acts that change no cycle.
OTHERS = {"appraisals:set-up": "a new cycle"}
DEEDS = [one for one in deeds() if one.route.split(":")[0] in ROOMS and one.route not in OTHERS]


def changing(since):
    """Acts in the log that changed something."""
    done = Entry.objects.filter(number__gt=since, result=Result.DONE)
    return [one.act for one in done if not act_of(one.act).is_reading]


@pytest.mark.parametrize("deed", DEEDS, ids=str)
def test_every_act_on_an_archived_cycle_is_refused(deed, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cast = people.county()
    client = client_of(cast, deed.who)
    made = deed.before(cast, client)
    if deed.who:
        client = client_of(cast, deed.who)
    path, data = address(deed.route, deed.kwargs(cast, made)), deed.data(cast, made)
    Cycle.objects.update(state=CycleState.ARCHIVED)
    last = Entry.objects.order_by("-number").values_list("number", flat=True).first() or 0
    answer = client.post(path, data)
    assert changing(last) == []
    assert "不能再改" in answer.content.decode()


def test_the_same_acts_succeed_where_it_is_not(settings, tmp_path):
    """The test above can fail: one of its acts, undisturbed."""
    settings.MEDIA_ROOT = tmp_path
    cast = people.county()
    deed = next(one for one in DEEDS if one.route == "claims:withdraw")
    made = deed.before(cast, client_of(cast, deed.who))
    client = client_of(cast, deed.who)
    last = Entry.objects.order_by("-number").values_list("number", flat=True).first() or 0
    client.post(address(deed.route, deed.kwargs(cast, made)), deed.data(cast, made))
    assert changing(last) == ["claims.withdraw"]
