"""Declared within the scheme's limits, drafted by the unit, approved by another."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.http import Http404

from kaoji.apps.annexes import actions
from kaoji.apps.annexes.enums import TableState
from kaoji.apps.annexes.limits import Row, read_table
from kaoji.apps.annexes.models import Edition, Item, Table
from kaoji.apps.audit.models import Entry
from kaoji.web import clock
from kaoji.web.refusals import Refused
from kaoji.web.roles import Role
from tests import factories
from tests.apps.annexes import setting
from tests.apps.annexes.setting import GOALS, OTHER

pytestmark = pytest.mark.django_db


def refusal(act, **told):
    with pytest.raises(Refused) as refused:
        act(**told)
    return refused.value


# --- declaring ------------------------------------------------------------------------------------


def test_every_unit_of_the_cycle_has_a_table(cast, cycle, annex):
    assert annex.tables.count() == cycle.units.count() == 14
    assert [(one.name, one.is_required) for one in annex.shapes] == [
        ("目标", True), ("计量单位", True), ("数据来源", False),
    ]  # fmt: skip
    assert annex.notes == ["计量单位", "数据来源"]
    assert annex.approver_name == "绩效办主任"
    entry = Entry.objects.get(act="annexes.declare")
    assert entry.actor_name.endswith("简书宁") or "简书宁" in str(entry.__dict__)


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"least": 1}, "below-scheme", "least"),
        ({"most": 5}, "above-scheme", "most"),
        ({"least": 4, "most": 3}, "counts-out-of-order", "most"),
        ({"total": "90"}, "other-total", "total"),
        ({"is_at_most": True}, "other-total", "total"),
        ({"total": "一百"}, "figure-wrong", "total"),
        ({"least_weight": "60", "most_weight": "50"}, "weights-out-of-order", "most_weight"),
        ({"least_weight": "51", "most_weight": "60"}, "total-out-of-reach", "least_weight"),
        ({"most_weight": "20"}, "total-out-of-reach", "most_weight"),
        ({"approver": "office_clerk"}, "approver-unknown", "approver"),
        ({"approver": "post:999999"}, "approver-unknown", "approver"),
        ({"due_on": date(2026, 6, 11)}, "day-is-over", "due_on"),
        ({"columns": {"别的列": "owed"}}, "no-such-column", ""),
        ({"key": "共性工作"}, "key-unknown", ""),
        ({"period": "2027"}, "key-unknown", ""),
    ],
)
def test_limits_that_the_scheme_or_reason_forbids_are_refused(cast, cycle, changed, code, field):
    found = refusal(
        actions.declare, by=cast.actor("clerk"), cycle=cycle, shape=setting.shape(**changed)
    )
    assert (found.code, found.field or "") == (code, field)
    assert not Table.objects.exists()


def test_a_trial_declares_none_and_nothing_is_declared_twice(cast, cycle, annex):
    del annex
    by = cast.actor("clerk")
    trial = setting.cycle_in(cast, title="试一次", is_trial=True)
    assert refusal(actions.declare, by=by, cycle=trial, shape=setting.shape()).code == (
        "trial-has-no-annexes"
    )
    beside = setting.cycle_in(cast, title="另一次考核")
    found = refusal(actions.declare, by=by, cycle=beside, shape=setting.shape())
    assert found.code == "annex-stands"
    assert setting.TITLE in found.reason
    assert refusal(actions.declare, by=by, cycle=cycle, shape=setting.shape()).code == (
        "annex-stands"
    )


def test_limits_change_until_somebody_has_sent(cast, annex, table):
    by, shape = cast.actor("clerk"), setting.shape(least=3)
    setting.saved(cast, table)
    changed = actions.change_limits(by=by, annex=annex, shape=shape, version=annex.version)
    assert changed.least == 3
    stale = refusal(actions.change_limits, by=by, annex=annex, shape=shape, version=1)
    assert stale.code == "changed_meanwhile"
    actions.change_limits(by=by, annex=annex, shape=setting.shape(), version=2)
    setting.sent(cast, table)
    found = refusal(actions.change_limits, by=by, annex=annex, shape=shape, version=3)
    assert found.code == "tables-sent"


# --- drafting -------------------------------------------------------------------------------------


def test_a_draft_is_kept_as_it_is_typed_and_sent_when_it_is_whole(cast, table):
    rows = [Row("修路", "六十", {"目标": ""})]
    now = setting.saved(cast, table, rows=rows)
    assert (now.state, now.count) == (TableState.DRAFTED, 1)
    assert Item.objects.get().weight == "六十"
    found = refusal(actions.send, by=cast.actor("liaison"), table=now, version=now.version)
    assert found.code == "limits-unmet"
    assert "还差 1 项" in found.reason
    assert setting.fresh(table).state == TableState.DRAFTED
    assert setting.sent(cast, table).state == TableState.SENT


def test_limits_are_told_line_by_line(annex):
    rows = [
        Row("修路", "80", {"目标": "1", "计量单位": "公里"}),
        Row("", "", {}),
        Row("修路", "5", {"目标": "许多", "计量单位": ""}),
    ]
    read = read_table(annex, rows)
    told = [(one.is_met, one.told) for one in read.limits]
    assert told == [
        (True, "现有 2 项"),
        (False, "现为 85，还差 15"),
        (False, "第 1 行是 80；第 3 行是 5"),
        (False, "第 1、3 行都是“修路”"),
        (False, told[4][1]),
    ]
    assert "第 3 行“目标”" in told[4][1]
    assert "第 3 行“计量单位”这里要填" in told[4][1]
    assert all(one.is_met for one in read_table(annex, GOALS).limits)


@pytest.mark.parametrize(("total", "is_met"), [("60", True), ("59.999", True), ("60.001", False)])
def test_a_sum_that_may_stay_below(annex, total, is_met):
    annex.total, annex.is_at_most = "60", True
    read = read_table(annex, [Row("甲", total), Row("乙", "0")])
    assert read.limits[1].is_met is is_met


@pytest.mark.parametrize(
    ("text", "why"),
    [("=HYPERLINK(1)", "像一个公式"), ("机密★5年", "密级"), ("修\u3164路", "看不见"),
     ("长" * 201, "超过 200 个字")],
)  # fmt: skip
@pytest.mark.parametrize("place", ["name", "cell"])
def test_what_must_not_be_here_is_not_even_kept(cast, table, text, why, place):
    row = Row(text, "60") if place == "name" else Row("修路", "60", {"数据来源": text})
    by = cast.actor("liaison")
    found = refusal(actions.save, by=by, table=table, rows=[GOALS[0], row], version=table.version)
    assert found.code == "cell-unsafe"
    assert "第 2 行" in found.reason
    assert why in f"{found.reason}{found.remedy}"
    assert found.field == ("r1_0" if place == "name" else "r1_4")
    assert not Edition.objects.exists()


def test_a_negative_number_is_no_formula_and_still_no_weight(cast, table):
    setting.saved(cast, table, rows=[Row("修路", "-5"), GOALS[1]])
    read = read_table(table.annex, [Row("修路", "-5")])
    assert read.faults[1, "分值"].reason == "低于下限 0"


def test_too_many_rows_are_refused(cast, table):
    rows = [Row(f"第{one}项", "1") for one in range(61)]
    by = cast.actor("liaison")
    found = refusal(actions.save, by=by, table=table, rows=rows, version=table.version)
    assert found.code == "too-many-rows"
    assert "共 61 行" in found.reason


def test_the_slower_of_two_overwrites_nothing(cast, table):
    setting.saved(cast, table, who="head")
    by = cast.actor("liaison")
    found = refusal(actions.save, by=by, table=table, rows=[], version=table.version)
    assert found.code == "changed_meanwhile"
    assert Item.objects.count() == len(GOALS)


def test_another_units_table_is_as_good_as_missing(cast, table):
    for act in (actions.send, actions.take_back, actions.copy_last, actions.drop_change):
        with pytest.raises(Http404):
            act(by=cast.actor("second_liaison"), table=table, version=table.version)
    with pytest.raises(Http404):
        setting.saved(cast, table, who="second_liaison")
    by = cast.actor("clerk")
    found = refusal(actions.save, by=by, table=table, rows=(), version=table.version)
    assert found.code == "not-allowed"


# --- approving ------------------------------------------------------------------------------------


def test_approved_it_is_locked_and_exact(cast, table):
    rows = [Row("修路", "60.0", {"目标": "1,000", "计量单位": "米"}), GOALS[1]]
    setting.sent(cast, table, rows=rows)
    now = setting.approve(cast, table)
    assert (now.state, now.count, now.total) == (TableState.APPROVED, 2, "100")
    assert setting.in_force(table) == [("修路", "60"), ("新增蔬菜大棚", "40")]
    assert Item.objects.get(name="修路").cells["目标"] == "1000"
    by = cast.actor("liaison")
    for act, more in ((actions.save, {"rows": ()}), (actions.send, {}), (actions.take_back, {})):
        found = refusal(act, by=by, table=now, version=now.version, **more)
        assert found.code == "table-not-in-this-state"
    assert setting.in_force(table) == [("修路", "60"), ("新增蔬菜大棚", "40")]


def test_returned_with_a_reason_the_unit_writes_on(cast, table):
    now = setting.sent(cast, table)
    by = cast.actor("director")
    empty = refusal(actions.give_back, by=by, table=now, version=now.version, reason=" ")
    assert (empty.code, empty.field) == ("text-missing", "note")
    back = actions.give_back(by=by, table=now, version=now.version, reason="目标偏低")
    assert (back.state, back.reason) == (TableState.RETURNED, "目标偏低")
    assert setting.saved(cast, table).state == TableState.RETURNED
    assert setting.sent(cast, table).reason == ""


def test_only_whom_the_office_has_named_approves(cast, table):
    now = setting.sent(cast, table)
    for who, code in (
        ("clerk", "not-allowed"), ("leader", "not-the-approver"), ("head", "own-unit"),
    ):  # fmt: skip
        found = refusal(actions.approve, by=cast.actor(who), table=now, version=now.version)
        assert found.code == code, who
    assert setting.approve(cast, table).state == TableState.APPROVED


def test_who_drafted_never_approves(cast, cycle):
    annex = setting.declared(cast, cycle, approver="unit_head")
    table = setting.table_of(annex)
    setting.saved(cast, table, who="head")
    now = setting.sent(cast, table, who="liaison")
    found = refusal(actions.approve, by=cast.actor("head"), table=now, version=now.version)
    assert found.code == "own-draft"
    other = setting.table_of(annex, OTHER)
    done = setting.sent(cast, other, who="second_liaison")
    found = refusal(actions.approve, by=cast.actor("head"), table=done, version=done.version)
    assert found.code == "not-the-approver"
    assert setting.approve(cast, other, who="second_head").state == TableState.APPROVED


def test_a_post_approves_and_its_holder_stands_back_for_his_own_unit(cast, cycle):
    post = cast.posts["leader"]
    annex = setting.declared(cast, cycle, approver=f"post:{post.pk}")
    assert "骆承禾" in annex.approver_name
    table = setting.table_of(annex)
    now = setting.sent(cast, table)
    assert refusal(
        actions.approve, by=cast.actor("director"), table=now, version=now.version
    ).code == ("not-the-approver")
    beside = factories.make_post(unit=table.unit, role=Role.STAFF, name="挂职副镇长")
    holding = factories.hold(cast.people["leader"], post=beside)
    found = refusal(actions.approve, by=cast.actor("leader"), table=now, version=now.version)
    assert found.code == "own-unit"
    holding.delete()
    assert setting.approve(cast, table, who="leader").state == TableState.APPROVED


# --- changing -------------------------------------------------------------------------------------


def test_what_is_approved_changes_only_by_request(cast, table):
    setting.approved(cast, table)
    now = setting.fresh(table)
    by = cast.actor("liaison")
    found = refusal(actions.ask_change, by=by, table=now, reason="", version=now.version)
    assert (found.code, found.field) == ("text-missing", "reason")
    setting.changing(cast, table)
    other = [Row("修通北渡口道路", "50", GOALS[0].cells), Row("新增蔬菜大棚", "50", GOALS[1].cells)]
    setting.sent(cast, table, rows=other)
    assert setting.in_force(table) == [("修通北渡口道路", "60"), ("新增蔬菜大棚", "40")]
    assert setting.fresh(table).state == TableState.CHANGE_SENT
    setting.approve(cast, table)
    assert setting.in_force(table) == [("修通北渡口道路", "50"), ("新增蔬菜大棚", "50")]
    first = Edition.objects.get(table=table, number=1)
    assert list(first.items.values_list("weight", flat=True)) == ["60", "40"]


def test_a_change_that_is_returned_or_dropped_leaves_what_holds(cast, table):
    setting.approved(cast, table)
    setting.changing(cast, table)
    now = setting.sent(cast, table, rows=[*GOALS[:1], Row("建仓库", "40", GOALS[1].cells)])
    back = actions.give_back(
        by=cast.actor("director"), table=now, version=now.version, reason="佐证不足"
    )
    assert back.state == TableState.CHANGE_RETURNED
    held = setting.in_force(table)
    done = actions.drop_change(by=cast.actor("liaison"), table=back, version=back.version)
    assert (done.state, setting.in_force(table)) == (TableState.APPROVED, held)
    again = setting.changing(cast, table)
    assert again.editions.order_by("-number").first().number == 3


def test_last_years_table_is_a_beginning(cast, cycle, table):
    del cycle
    with clock.stopped_at(clock.now() - timedelta(days=365)):
        before = setting.declared(
            cast, setting.cycle_in(cast, period="2025", title="去年"), period="2025",
            due_on=date(2025, 6, 30),
        )  # fmt: skip
        setting.approved(cast, setting.table_of(before))
    by = cast.actor("liaison")
    now = actions.copy_last(by=by, table=table, version=table.version)
    edition = now.editions.get()
    assert [one.name for one in edition.items.all()] == [one.name for one in GOALS]
    assert "2025" in edition.copied_from
    found = refusal(actions.copy_last, by=by, table=now, version=now.version)
    assert found.code == "draft-not-empty"
    other = setting.table_of(table.annex, OTHER)
    found = refusal(
        actions.copy_last, by=cast.actor("second_liaison"), table=other, version=other.version
    )
    assert found.code == "nothing-to-copy"


# --- what the database says -----------------------------------------------------------------------


def test_two_editions_are_never_in_force(table, cast):
    setting.approved(cast, table)
    setting.changing(cast, table)
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(table=table).update(is_in_force=True)


@pytest.mark.parametrize("act", ["save", "send", "approve"])
def test_an_act_whose_record_fails_does_nothing(cast, table, act, monkeypatch):
    setting.saved(cast, table)
    if act == "approve":
        setting.sent(cast, table)
    before = list(Table.objects.values_list("pk", "state", "version"))
    items = list(Item.objects.values_list("name", "weight"))

    def fails(*_args, **_more):
        raise DatabaseError("the log cannot be written")

    monkeypatch.setattr("kaoji.apps.annexes.actions.common.record", fails)
    now = setting.fresh(table)
    by = cast.actor("director" if act == "approve" else "liaison")
    more = {"rows": ()} if act == "save" else {}
    with pytest.raises(DatabaseError):
        getattr(actions, act)(by=by, table=now, version=now.version, **more)
    assert list(Table.objects.values_list("pk", "state", "version")) == before
    assert list(Item.objects.values_list("name", "weight")) == items
    assert not Edition.objects.filter(is_in_force=True).exists()
