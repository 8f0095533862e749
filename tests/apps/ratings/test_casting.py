"""Who may cast what, once, within the window; and what becomes of it."""

from __future__ import annotations

import pytest
from django.http import Http404
from django.test import Client

from kaoji.apps.facts.export import as_csv
from kaoji.apps.facts.models import ListRow
from kaoji.apps.ratings import actions
from kaoji.apps.ratings.actions.codes import digest_of
from kaoji.apps.ratings.models import Ballot
from kaoji.apps.ratings.scale import Filled
from kaoji.apps.ratings.work import missing
from kaoji.web import clock
from kaoji.web.refusals import Refused
from tests.apps.ratings.stage import AFTER, OWN, TOP

pytestmark = pytest.mark.django_db


def refused(code, act, *args, **more):
    with pytest.raises(Refused) as found:
        act(*args, **more)
    assert found.value.code == code, found.value
    return found.value


def test_signed_ballots_become_facts_that_score(panel):
    leader, head = *panel.add("leader"), *panel.add("head", kind=OWN)
    assert missing(panel.cycle) == ("“领导评估 2026年终评估”还没有开始",)
    panel.open()
    panel.cast_all(leader, by="leader", mark="8", 澄湾镇="9.5")
    panel.cast_all(head, by="head", mark="7", 鹤汀镇="")
    closed = panel.close()
    assert missing(panel.cycle) == ()
    assert closed.sealed_in.state == "sealed"
    rows = ListRow.objects.filter(asked__task=closed.sealed_in)
    told = {(one.unit_id, one.values["评分人类别"]): one.values for one in rows}
    unit = panel.cast.units
    assert told[unit["澄湾镇"].pk, TOP]["数值"] == "9.5"
    assert told[unit["澄湾镇"].pk, TOP]["件数"] == "1"
    assert told[unit["谷雨镇"].pk, OWN]["数值"] == "7"
    assert (unit["鹤汀镇"].pk, OWN) not in told, "nobody rates his own unit"
    assert len(told) == 14 + 13
    csv = as_csv(panel.actor("clerk"), scheme=panel.cycle.scheme, year="2026")
    assert "澄湾镇,2026年终评估,领导评估,9.5,1," in csv
    assert not any(name in csv for name in ("骆承禾", "鹤鸣皋"))


def test_equal_marks_are_one_row_with_their_number(panel):
    first, second = panel.add("leader", "rater")
    panel.open()
    panel.cast_all(first, by="leader", mark="8")
    panel.cast_all(second, by="rater", mark="8", 鹤汀镇="9")
    task = panel.close().sealed_in
    rows = ListRow.objects.filter(asked__task=task)
    marks = {(one.unit_id, one.values["数值"], one.values["件数"]) for one in rows}
    assert (panel.cast.units["澄湾镇"].pk, "8", "2") in marks
    assert (panel.cast.units["鹤汀镇"].pk, "8", "1") in marks
    assert (panel.cast.units["鹤汀镇"].pk, "9", "1") in marks
    assert len(marks) == 15


def test_nobody_rates_his_own_unit(panel):
    (head,) = panel.add("head")
    panel.open()
    told = refused("barred", panel.cast_all, head, by="head", mark="8")
    assert told.reason == "不能给“鹤汀镇”打分：本单位"
    named = panel.name("某代表", town="澄湾镇")
    (given,) = actions.give_codes(
        by=panel.actor("clerk"), rating=panel.fresh(), rater_keys=[named.pk]
    )
    digest = digest_of(given[1])
    refused(
        "barred",
        actions.cast,
        by=panel.actor("clerk"),
        rater=named,
        filled=panel.filled(),
        digest=digest,
    )
    assert not Ballot.objects.exists()


def test_recusal_holds(panel):
    (leader,) = panel.add("leader")
    town = panel.cast.units["云砚镇"]
    actions.recuse(by=panel.actor("clerk"), rater=leader, unit_keys=[town.pk], reason="亲属在该镇")
    panel.open()
    assert "亲属在该镇" in refused("barred", panel.cast_all, leader, by="leader").reason
    panel.cast_all(leader, by="leader", 云砚镇="")
    assert Ballot.objects.get().abstained == {str(town.pk): "亲属在该镇"}


def test_a_rater_casts_once(panel):
    (leader,) = panel.add("leader")
    panel.open()
    panel.cast_all(leader, by="leader")
    refused("cast-already", panel.cast_all, leader, by="leader", mark="9")
    assert Ballot.objects.count() == 1


def test_nobody_casts_for_another(panel):
    (leader,) = panel.add("leader")
    panel.open()
    with pytest.raises(Http404):
        panel.cast_all(leader, by="rater")
    with pytest.raises(Http404):
        panel.cast_all(leader, by="clerk")


def test_a_half_filled_ballot_is_not_signed_unless_it_says_so(panel):
    (leader,) = panel.add("leader")
    panel.open()
    filled = panel.filled(but={"云砚镇": "", "谷雨镇": ""})
    told = refused(
        "half-filled", actions.cast, by=panel.actor("leader"), rater=leader, filled=filled
    )
    assert told.reason == "还有 2 家没有打分：云砚镇、谷雨镇"
    actions.cast(by=panel.actor("leader"), rater=leader, filled=filled, rest="不了解情况")
    assert sorted(Ballot.objects.get().abstained.values()) == ["不了解情况", "不了解情况"]


def test_what_is_begun_is_kept_and_no_ballot(panel):
    (leader,) = panel.add("leader")
    panel.open()
    begun = Filled({str(panel.cast.units["云砚镇"].pk): "7.5"})
    actions.keep_begun(by=panel.actor("leader"), rater=leader, filled=begun)
    leader.refresh_from_db()
    assert leader.begun["marks"] == begun.marks
    assert not Ballot.objects.exists()
    panel.cast_all(leader, by="leader")
    leader.refresh_from_db()
    assert leader.begun == {}, "signed, nothing leads from the rater to the marks"


@pytest.mark.parametrize("mark", ["11", "-1", "8.2", "很好", "1e1000"])
def test_a_mark_beyond_the_scale_is_refused_and_not_told(panel, mark):
    (leader,) = panel.add("leader")
    panel.open()
    told = refused("mark-wrong", panel.cast_all, leader, by="leader", 云砚镇=mark)
    assert "云砚镇" in told.reason
    assert mark not in str(told).replace("0～10", "")


def test_after_the_window_nobody_casts_until_the_director_gives_time(panel):
    leader, second = panel.add("leader", "rater")
    panel.open()
    panel.cast_all(leader, by="leader")
    refused("window-open", panel.close)
    with clock.stopped_at(AFTER):
        refused("window-over", panel.cast_all, second, by="rater")
        now = panel.fresh()
        more = {"rating": now, "version": now.version, "window_days": 3}
        refused("not-allowed", actions.extend, by=panel.actor("clerk"), reason="出差", **more)
        refused("text-missing", actions.extend, by=panel.actor("director"), reason=" ", **more)
        actions.extend(by=panel.actor("director"), reason="出差", **more)
        panel.cast_all(second, by="rater")
        panel.close()
        now = panel.fresh()
        more = {"rating": now, "version": now.version, "window_days": 9}
        refused(
            "not-in-this-state", actions.extend, by=panel.actor("director"), reason="再来", **more
        )


def test_without_a_ballot_nothing_is_sealed(panel):
    panel.add("leader")
    panel.open()
    with clock.stopped_at(AFTER):
        refused("no-ballots", panel.close)
    assert panel.fresh().state == "open"


def test_a_code_opens_one_ballot_once(panel):
    named = panel.name("某代表")
    panel.open()
    clerk, rating = panel.actor("clerk"), panel.fresh()
    ((_rater, old),) = actions.give_codes(by=clerk, rating=rating, rater_keys=[named.pk])
    ((_rater, code),) = actions.give_codes(by=clerk, rating=rating, rater_keys=[named.pk])
    assert actions.rater_with(digest_of(old)) is None, "a new one ends the old one"
    digest = digest_of(f"{code[:4]} {code[4:].lower()}")
    assert actions.rater_with(digest) == named
    named.refresh_from_db()
    assert code not in str(named.__dict__)
    with clock.stopped_at(AFTER):
        assert actions.rater_with(digest) is None
    actions.revoke_code(by=clerk, rater=named)
    refused("code-gone", actions.cast, by=clerk, rater=named, filled=panel.filled(), digest=digest)
    ((_rater, code),) = actions.give_codes(by=clerk, rating=rating, rater_keys=[named.pk])
    digest = digest_of(code)
    actions.cast(by=clerk, rater=named, filled=panel.filled(), digest=digest)
    assert actions.rater_with(digest) is None
    refused(
        "cast-already", actions.cast, by=clerk, rater=named, filled=panel.filled(), digest=digest
    )


def test_whose_answer_got_lost_hears_that_the_ballot_was_cast(panel):
    named = panel.name("某代表")
    panel.open()
    ((_rater, code),) = actions.give_codes(
        by=panel.actor("clerk"), rating=panel.fresh(), rater_keys=[named.pk]
    )
    client = Client()
    client.post("/ratings/code/", {"code": code})
    held = dict(client.session.items())
    ballot = {f"m-{unit}": mark for unit, mark in panel.filled().marks.items()} | {"act": "sign"}
    assert "可以关掉本页" in client.post("/ratings/code/ballot/", ballot).content.decode()
    assert client.get("/ratings/code/ballot/").status_code == 302, (
        "an answer came: all is forgotten"
    )
    session = client.session
    session.update(held)  # as where the server was killed before it answered
    session.save()
    assert "可以关掉本页" in client.post("/ratings/code/ballot/", ballot).content.decode()
    assert panel.rating.ballots.count() == 1


def test_who_entered_a_paper_for_somebody_stays_beside_the_name(panel):
    named = panel.name("某县领导", town="澄湾镇")
    panel.open()
    clerk = panel.actor("clerk")
    told = {"rater": named, "rest": "", "basis": "签名评分表，存卷 12 号"}
    refused(
        "text-missing", actions.cast_for, by=clerk, filled=panel.filled(), **told | {"basis": ""}
    )
    refused("barred", actions.cast_for, by=clerk, filled=panel.filled(), **told)
    actions.cast_for(by=clerk, filled=panel.filled(but={"澄湾镇": ""}), **told)
    named.refresh_from_db()
    assert (named.way, named.proxy_name) == ("proxy", "科员 · 简书宁")


def test_nobody_rates_twice_in_two_classes(panel):
    panel.add("leader")
    refused("rater-twice", panel.add, "leader", kind=OWN)
