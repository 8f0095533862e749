"""Rows of lists: what each act does, what it refuses, what the log and the revisions keep."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.http import Http404

from kaoji.apps.audit.models import Entry
from kaoji.apps.facts import actions
from kaoji.apps.facts.export import as_csv
from kaoji.apps.facts.models import CollectionTask, ListRow, ListRowRevision
from kaoji.apps.facts.queries import counted
from kaoji.apps.facts.returns import alike_in, outside_in, returns_of
from kaoji.web.refusals import Refused
from tests.apps.facts.stage import BALLOTS, BONUS, EVENT_CELLS, RANK, TOWNS, YEAR, fresh
from tests.apps.facts.test_acts import refused
from tests.apps.facts.test_export import exported as rows_in


def typed(stage, town=TOWNS[0], **cells):
    return actions.RowTyped(stage.cast.units[town].pk, EVENT_CELLS | cells)


def change(stage, row, *, seen=None, reason="原件写错", **cells):
    return actions.change_row(
        by=stage.actor("supplier"),
        row=row,
        typed=typed(stage, **cells),
        reason=reason,
        seen=row.revision if seen is None else seen,
    )


def withdraw(stage, row, *, reason="重复登记"):
    actions.withdraw_row(by=stage.actor("supplier"), row=row, reason=reason, seen=row.revision)


def last_entry():
    return Entry.objects.first()


class TestAsking:
    def test_a_list_keeps_the_columns_of_the_scheme(self, stage):
        asked = stage.listed()
        names = [one["name"] for one in asked.columns]
        assert names[:3] == ["类别", "层级", "决定分值"]
        assert {"件数", "日期", "文号", "发文机关", "编号", "状态", "备注"} <= set(names)
        assert (asked.key, asked.kind, asked.period) == (BONUS, "event", "2026")

    def test_a_list_is_not_asked_for_twice(self, stage):
        stage.listed()
        with refused("already-held"):
            stage.listed()

    def test_a_list_in_another_period_is_refused(self, stage):
        with refused("period-not-asked"):
            stage.listed(period=YEAR)

    def test_a_key_that_is_no_list_is_refused(self, stage):
        with refused("key-unknown"):
            stage.listed(key="没有的清单")


class TestAdding:
    def test_a_row_is_kept_exactly_with_its_revision_and_its_entry(self, stage):
        row = stage.row(stage.listed(), cells={"决定分值": "１.250"})
        assert row.values["决定分值"] == "1.25"
        assert row.typed["决定分值"] == "1.250"
        assert row.values["文号"] == "禾农〔2026〕8号"
        revision = row.revisions.get()
        assert (revision.number, revision.values, revision.by_name) == (
            1, row.values, "数据员 · 禹晓苗",
        )  # fmt: skip
        entry = last_entry()
        assert entry.act == "facts.add_row"
        assert json.loads(entry.after)["文号"] == "禾农〔2026〕8号"

    def test_sent_again_it_is_the_same_row(self, stage):
        asked = stage.listed()
        first = stage.row(asked, once="k")
        assert stage.row(asked, once="k").pk == first.pk
        assert ListRow.objects.count() == 1

    @pytest.mark.parametrize(
        ("column", "text"),
        [
            ("层级", "国际"), ("日期", "昨天"), ("件数", "一件半"), ("件数", "1.5"), ("件数", "-1"),
            ("决定分值", "约2"), ("决定分值", "缺"), ("备注", "=1+1"), ("备注", "长" * 201),
        ],
    )  # fmt: skip
    def test_what_cannot_stand_is_refused_at_its_column(self, stage, column, text):
        asked = stage.listed()
        with refused("row-wrong") as caught:
            stage.row(asked, cells={column: text})
        assert caught.value.field == column
        assert not ListRow.objects.exists()

    def test_an_empty_row_is_none(self, stage):
        with refused("row-wrong"):
            stage.row(stage.listed(), cells=dict.fromkeys(EVENT_CELLS, ""))

    def test_the_same_number_stands_once_for_a_unit(self, stage):
        asked = stage.listed()
        stage.row(asked, cells={"编号": "加1"})
        with refused("row-twice"):
            stage.row(asked, cells={"编号": "加1"})
        stage.row(asked, town=TOWNS[1], cells={"编号": "加1"})

    def test_a_unit_of_another_sheet_is_none(self, stage):
        asked = stage.listed()
        with refused("no-such-unit"):
            stage.row(asked, town="麦垄镇")

    def test_others_enter_nothing(self, stage):
        asked = stage.listed()
        for who in ("clerk", "second_supplier"):
            with refused("not-your-sheet"):
                stage.row(asked, by=stage.actor(who))
        with refused("not-allowed"):
            stage.row(asked, by=stage.actor("head"))

    def test_another_organisation_finds_no_list(self, stage):
        from tests import cast

        asked = stage.listed()
        other = cast.county(code="other", name="别县")
        with pytest.raises(Http404):
            stage.row(asked, by=other.actor("supplier"))


class TestAmending:
    def test_an_amendment_is_a_revision_with_its_reason(self, stage):
        row = stage.row(stage.listed())
        change(stage, row, 层级="省")
        row.refresh_from_db()
        assert (row.values["层级"], row.revision) == ("省", 2)
        second, first = row.revisions.all()
        assert (second.reason, second.values["层级"]) == ("原件写错", "省")
        assert first.values["层级"] == "市"
        entry = last_entry()
        assert (entry.act, entry.reason) == ("facts.change_row", "原件写错")
        assert json.loads(entry.before)["层级"] == "市"

    def test_without_a_reason_nothing_is_changed(self, stage):
        row = stage.row(stage.listed())
        with refused("text-missing"):
            change(stage, row, reason=" ", 层级="省")

    def test_the_second_of_two_officers_is_told(self, stage):
        row = stage.row(stage.listed())
        change(stage, row, seen=1, 层级="省")
        with refused("changed_meanwhile"):
            change(stage, row, seen=1, 层级="中央")
        assert ListRow.objects.get().values["层级"] == "省"

    def test_what_is_the_same_is_no_revision(self, stage):
        row = stage.row(stage.listed())
        change(stage, row)
        assert ListRowRevision.objects.count() == 1

    def test_a_row_does_not_move_to_another_unit(self, stage):
        row = stage.row(stage.listed())
        with refused("other-unit"):
            actions.change_row(
                by=stage.actor("supplier"), row=row, typed=typed(stage, TOWNS[1]),
                reason="写错单位", seen=1,
            )  # fmt: skip

    def test_a_withdrawn_row_stays_and_can_stand_again(self, stage):
        row = stage.row(stage.listed())
        withdraw(stage, row)
        row.refresh_from_db()
        assert (row.is_withdrawn, row.revision, row.values["层级"]) == (True, 2, "市")
        assert row.revisions.first().reason == "重复登记"
        with refused("withdrawn-already"):
            withdraw(stage, row)
        change(stage, row)
        row.refresh_from_db()
        assert (row.is_withdrawn, row.revision) == (False, 3)

    def test_after_sending_nothing_is_changed_before_it_comes_back(self, stage):
        row = stage.row(stage.listed())
        stage.declare(row.asked, *TOWNS[1:])
        task = stage.signed_list(row.asked)
        with refused("not-in-this-state"):
            change(stage, row, 层级="省")
        actions.send_back(by=stage.actor("clerk"), task=task, reason="核对", version=task.version)
        with refused("reason-needed"):
            stage.row(row.asked, cells={"文号": "另一份"})
        stage.row(row.asked, cells={"文号": "另一份"}, reason="原始台账漏记一件")
        assert ListRow.objects.filter(values__文号="另一份").count() == 1


class TestNothingToReport:
    def test_nil_is_said_for_units_and_counts_as_an_answer(self, stage):
        asked = stage.listed()
        assert stage.declare(asked, *TOWNS) == 3
        (here,) = returns_of(asked.task)
        assert (here.row_count, here.nil, here.silent) == (0, TOWNS, ())
        assert json.loads(last_entry().after) == {"mark": "nil", "units": list(TOWNS)}

    def test_nil_and_rows_contradict_each_other(self, stage):
        asked = stage.listed()
        stage.declare(asked, TOWNS[0])
        with refused("nil-beside-rows"):
            stage.row(asked)
        stage.row(asked, town=TOWNS[1])
        with refused("nil-beside-rows"):
            stage.declare(asked, TOWNS[2], TOWNS[1])
        assert ListRow.objects.count() == 2

    def test_missing_is_not_nil(self, stage):
        asked = stage.listed()
        stage.declare(asked, TOWNS[0], mark="missing")
        (here,) = returns_of(asked.task)
        assert (here.nil, here.missing) == ((), (TOWNS[0],))

    def test_a_sheet_is_sent_only_when_every_unit_has_answered(self, stage):
        asked = stage.listed()
        stage.row(asked)
        stage.declare(asked, TOWNS[1])
        with refused("not-complete") as caught:
            actions.submit(
                by=stage.actor("supplier"), task=asked.task, version=fresh(asked.task).version
            )
        assert "清单还有 1 处没有报" in caught.value.reason

    def test_the_burden_counts_a_list_once_for_each_unit(self, stage):
        asked = stage.listed(columns=((RANK, "数值"),))
        stage.row(asked)
        stage.row(asked)
        stage.declare(asked, TOWNS[1])
        (told,) = counted(CollectionTask.objects.filter(pk=asked.task_id))
        assert (told.burden, told.left) == (6, 4)

    def test_a_withdrawn_row_is_no_answer(self, stage):
        row = stage.row(stage.listed())
        withdraw(stage, row)
        (here,) = returns_of(row.asked.task)
        assert here.silent == TOWNS


class TestSecondLook:
    def test_the_same_day_paper_and_kind_are_told(self, stage):
        asked = stage.listed()
        stage.row(asked, cells={"备注": "甲"})
        second = stage.row(asked, cells={"备注": "乙"})
        stage.row(asked, cells={"文号": "另一份"})
        assert alike_in(asked.rows.all()) == {second.pk: 1}

    def test_a_paper_that_two_units_use_is_told(self, stage):
        asked = stage.listed()
        stage.row(asked)
        other = stage.row(asked, town=TOWNS[1], cells={"层级": "省"})
        assert alike_in(asked.rows.all()) == {other.pk: 1}

    def test_a_withdrawn_one_is_like_nothing(self, stage):
        asked = stage.listed()
        withdraw(stage, stage.row(asked))
        stage.row(asked)
        assert alike_in(asked.rows.all()) == {}

    def test_a_day_outside_the_year_is_told(self, stage):
        asked = stage.listed()
        row = stage.row(asked, cells={"日期": "2025-12-31"})
        stage.row(asked, cells={"日期": "2026-12-31"})
        assert outside_in(asked.rows.all()) == {row.pk: "2025-12-31"}


class TestBallots:
    def test_a_ballot_names_its_paper_and_the_log_names_nobody(self, stage):
        row = stage.row(stage.listed(key=BALLOTS, period=YEAR))
        assert (row.paper, row.values["数值"]) == ("领评-07", "9.3")
        assert row.revisions.get().channel == "paper"
        entry = last_entry()
        assert json.loads(entry.after)["paper"] == "领评-07"
        for text in (entry.after, entry.before, entry.object_name, entry.reason):
            assert "某评委" not in text
            assert "9.3" not in text

    def test_without_a_paper_there_is_no_ballot(self, stage):
        with refused("paper-missing"):
            stage.row(stage.listed(key=BALLOTS, period=YEAR), paper=" ")

    def test_one_rater_has_one_ballot_for_a_unit(self, stage):
        asked = stage.listed(key=BALLOTS, period=YEAR)
        stage.row(asked)
        with refused("second-ballot"):
            stage.row(asked, paper="领评-08")
        stage.row(asked, town=TOWNS[1])

    def test_secret_ballots_stand_beside_each_other(self, stage):
        asked = stage.listed(key=BALLOTS, period=YEAR)
        for number in range(2):
            stage.row(asked, cells={"评分人": ""}, paper=f"{number}")
        assert ListRow.objects.count() == 2

    def test_nobody_rates_himself(self, stage):
        with refused("own-ballot"):
            stage.row(stage.listed(key=BALLOTS, period=YEAR), cells={"评分人": TOWNS[0]})

    def test_ballots_report_no_nil(self, stage):
        with refused("no-nil-here"):
            stage.declare(stage.listed(key=BALLOTS, period=YEAR), TOWNS[0])

    def test_a_mark_beyond_the_scale_is_refused(self, stage):
        with refused("row-wrong"):
            stage.row(stage.listed(key=BALLOTS, period=YEAR), cells={"数值": "10.1"})

    def test_the_office_signs_its_own_sheet_and_another_one_reviews(self, stage):
        asked = stage.listed(key=BALLOTS, period=YEAR)
        for town in TOWNS:
            stage.row(asked, town=town)
        task = stage.signed_list(asked)
        task.confirmations.update(state="confirmed")
        with refused("own-sheet"):
            actions.review(by=stage.actor("clerk"), task=task, version=task.version)
        actions.review(by=stage.actor("second_clerk"), task=task, version=task.version)
        assert fresh(task).state == "locked"


class TestDisputes:
    def disputed(self, stage, who="head"):
        row = stage.row(stage.listed())
        stage.declare(row.asked, *TOWNS[1:])
        task = stage.signed_list(row.asked)
        made = actions.dispute(
            by=stage.actor(who), task=task, unit_key=row.unit_id,
            objection=actions.Objection(0, "层级写低了", "省", row_key=row.pk),
        )  # fmt: skip
        return row, task, made

    def test_a_disputed_row_goes_out_as_not_yet_found(self, stage):
        row, task, made = self.disputed(stage)
        task.confirmations.exclude(unit=row.unit_id).update(state="confirmed")
        actions.review(by=stage.actor("clerk"), task=task, version=fresh(task).version)
        assert rows_in(stage)[TOWNS[0], "2026"]["状态"] == "拟"
        actions.uphold(by=stage.actor("clerk"), objection=made, answer="与原件一致")
        assert rows_in(stage)[TOWNS[0], "2026"]["状态"] == "已认定"

    def test_mended_it_is_settled_and_its_unit_looks_again(self, stage):
        row, task, made = self.disputed(stage)
        actions.send_back(
            by=stage.actor("clerk"), task=task, reason="核对", version=fresh(task).version
        )
        change(stage, row, 层级="省")
        made.refresh_from_db()
        assert (made.outcome, made.answer) == ("corrected", "原件写错")

    def test_a_ballot_is_not_disputed(self, stage):
        asked = stage.listed(key=BALLOTS, period=YEAR)
        rows = [stage.row(asked, town=town) for town in TOWNS]
        task = stage.signed_list(asked)
        with pytest.raises(Http404):
            actions.dispute(
                by=stage.actor("head"), task=task, unit_key=rows[0].unit_id,
                objection=actions.Objection(0, "太低", row_key=rows[0].pk),
            )  # fmt: skip


class TestExport:
    def test_rows_nil_and_nothing_of_what_is_missing_or_withdrawn(self, stage):
        asked = stage.listed()
        stage.row(asked)
        gone = stage.row(asked, cells={"文号": "撤回的"})
        withdraw(stage, gone)
        stage.declare(asked, TOWNS[1])
        stage.declare(asked, TOWNS[2], mark="missing")
        assert as_csv(stage.actor("clerk"), scheme=stage.scheme, year="2026").count("\n") == 1
        stage.locked_list(asked)
        rows = rows_in(stage)
        assert set(rows) == {(TOWNS[0], "2026"), (TOWNS[1], "2026")}
        assert rows[TOWNS[0], "2026"]["文号"] == "禾农〔2026〕8号"
        assert rows[TOWNS[1], "2026"]["数值"] == "无"


def test_a_workbook_of_rows_is_one_act(stage):
    asked = stage.listed()
    kept = stage.row(asked, cells={"文号": "甲"})
    lines = [
        actions.RowChange(1, typed(stage, 文号="乙")),
        actions.RowChange(7, typed(stage, TOWNS[1], 文号="丙")),
    ]
    actions.enter_rows(by=stage.actor("supplier"), asked=asked, changes=lines, reason="表格导入")
    kept.refresh_from_db()
    assert (kept.values["文号"], kept.revision) == ("乙", 2)
    assert list(asked.rows.values_list("number", flat=True)) == [1, 7]
    assert last_entry().act == "facts.enter_rows"
    bad = [actions.RowChange(8, typed(stage)), actions.RowChange(9, typed(stage, 层级="国际"))]
    with pytest.raises(Refused):
        actions.enter_rows(by=stage.actor("supplier"), asked=asked, changes=bad, reason="表格导入")
    assert asked.rows.count() == 2


def test_the_day_of_a_row_is_a_day(stage):
    row = stage.row(stage.listed(), cells={"日期": "2026年4月18日"})
    assert row.values["日期"] == date(2026, 4, 18).isoformat()
