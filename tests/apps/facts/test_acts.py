"""Acts one by one: what each changes, what it refuses, what the log says of it."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
from django.http import Http404

from kaoji.apps.audit.models import Entry
from kaoji.apps.facts import actions
from kaoji.apps.facts.models import (
    CollectionTask,
    Dispute,
    Draft,
    EntryPost,
    Figure,
    FigureRevision,
)
from kaoji.web import clock
from kaoji.web.refusals import Refused
from tests.apps.facts.stage import HALF, INVESTMENT, REVENUE, TOWNS, fresh

AFTER_WINDOW = datetime(2026, 7, 6, 2, 0, tzinfo=UTC)


@contextmanager
def refused(code):
    with pytest.raises(Refused) as caught:
        yield caught
    assert caught.value.code == code


def last_entry():
    return Entry.objects.first()


def value_of(stage, town, *, field="数值"):
    return Figure.objects.get(unit=stage.cast.units[town], field=field)


class TestSchemes:
    def test_a_pinned_scheme_keeps_version_and_digest(self, stage):
        assert stage.scheme.scheme_key == "zhengding-towns"
        assert stage.scheme.version == "2016.1"
        assert len(stage.scheme.digest) == 64
        assert last_entry().act == "facts.pin_scheme"

    def test_a_scheme_is_pinned_once(self, stage):
        with refused("already-pinned"):
            actions.pin_scheme(
                by=stage.actor("clerk"), pack=stage.scheme.pack, begins_on=date(2026, 1, 1)
            )

    def test_a_pack_that_is_not_shipped_is_refused(self, stage):
        with refused("no-such-scheme"):
            actions.pin_scheme(by=stage.actor("clerk"), pack="none@1", begins_on=date(2026, 1, 1))

    def test_a_changed_pack_asks_for_nothing(self, stage):
        stage.scheme.digest = "0" * 64
        stage.scheme.save()
        with refused("scheme-changed"):
            actions.draft_task(by=stage.actor("clerk"), plan=stage.plan())

    def test_a_scheme_with_sheets_under_way_stays(self, stage):
        stage.task()
        with refused("tasks-under-way"):
            actions.unpin_scheme(
                by=stage.actor("clerk"), scheme=stage.scheme, ends_on=date(2026, 12, 31)
            )

    def test_suppliers_choose_no_scheme(self, stage):
        with refused("not-allowed"):
            actions.pin_scheme(
                by=stage.actor("supplier"), pack=stage.scheme.pack, begins_on=date(2026, 1, 1)
            )


def shape(stage, **changed):
    told = {
        "scheme": stage.scheme,
        "key": REVENUE,
        "supplier": stage.cast.units["finance"],
        "group": None,
        "grain": "年终评估",
        "basis": "禾检考〔2026〕1号第 7 项",
        "begins_on": date(2026, 1, 1),
    }
    return actions.SourceShape(**told | changed)


class TestSources:
    def test_who_supplies_a_figure_is_written_down(self, stage):
        source = actions.register_source(by=stage.actor("clerk"), shape=shape(stage))
        assert source.supplier == stage.cast.units["finance"]
        assert json.loads(last_entry().after)["key"] == REVENUE

    def test_a_key_that_the_scheme_lacks_is_refused(self, stage):
        with refused("key-unknown"):
            actions.register_source(by=stage.actor("clerk"), shape=shape(stage, key="没有的"))

    def test_a_figure_has_one_supplier(self, stage):
        actions.register_source(by=stage.actor("clerk"), shape=shape(stage))
        with refused("source-taken"):
            actions.register_source(
                by=stage.actor("clerk"),
                shape=shape(stage, group=stage.cast.groups["townships"]),
            )

    def test_the_second_of_two_officers_is_told(self, stage):
        source = actions.register_source(by=stage.actor("clerk"), shape=shape(stage))
        actions.change_source(
            by=stage.actor("clerk"), source=source, shape=shape(stage, grain="季度"), version=1
        )
        with refused("changed_meanwhile"):
            actions.change_source(
                by=stage.actor("second_clerk"),
                source=source,
                shape=shape(stage, grain="月"),
                version=1,
            )
        source.refresh_from_db()
        assert source.grain == "季度"


class TestTasks:
    def test_the_deadline_is_counted_in_working_days(self, stage):
        # From Friday 12 June: 15, 16, 17, 18; the 19th is the Dragon Boat Festival; the 22nd.
        assert stage.task().due_on == date(2026, 6, 22)

    def test_a_task_cites_the_plan(self, stage):
        with refused("text-missing") as caught:
            actions.draft_task(by=stage.actor("clerk"), plan=stage.plan(plan_item=" "))
        assert caught.value.field == "plan_item"

    def test_numbers_count_on(self, stage):
        assert stage.task().number == 1
        assert stage.task(columns=((INVESTMENT, "数值"),)).number == 2

    def test_what_is_being_asked_is_not_asked_again(self, stage):
        stage.task()
        with refused("already-held") as caught:
            actions.draft_task(by=stage.actor("clerk"), plan=stage.plan(title="再要一次"))
        assert "采集任务 1 号（乡镇经济，农业农村局）" in caught.value.reason

    def test_another_unit_another_field_or_another_period_may_be_asked(self, stage):
        stage.task(columns=((REVENUE, "数值"),))
        stage.task(units=(stage.cast.units["麦垄镇"],))
        stage.task(columns=((REVENUE, "目标"),))
        stage.task(period=HALF)

    def test_two_drafts_of_the_same_are_found_when_the_second_is_sent(self, stage):
        first = actions.draft_task(by=stage.actor("clerk"), plan=stage.plan())
        second = actions.draft_task(by=stage.actor("clerk"), plan=stage.plan())
        actions.open_task(by=stage.actor("clerk"), task=first, version=1)
        with refused("already-held"):
            actions.open_task(by=stage.actor("clerk"), task=second, version=1)

    def test_a_period_for_which_the_scheme_asks_nothing_is_refused(self, stage):
        with refused("period-not-asked"):
            actions.draft_task(by=stage.actor("clerk"), plan=stage.plan(period="2026"))

    def test_a_unit_that_is_not_there_is_refused(self, stage):
        unit = stage.cast.units["云砚镇"]
        unit.states.update(ends_on=date(2026, 1, 31))
        with refused("unit-not-there"):
            actions.draft_task(by=stage.actor("clerk"), plan=stage.plan())

    @pytest.mark.parametrize("days", [0, 251])
    def test_a_window_nobody_means_is_refused(self, stage, days):
        with refused("window-out-of-range"):
            actions.draft_task(by=stage.actor("clerk"), plan=stage.plan(window_days=days))

    def test_a_draft_is_dropped_and_what_was_sent_is_not(self, stage):
        draft = actions.draft_task(by=stage.actor("clerk"), plan=stage.plan())
        actions.drop_task(by=stage.actor("clerk"), task=draft)
        assert not CollectionTask.objects.exists()
        with refused("not-in-this-state"):
            actions.drop_task(by=stage.actor("clerk"), task=stage.task())

    def test_sent_from_an_old_page_is_told(self, stage):
        draft = actions.draft_task(by=stage.actor("clerk"), plan=stage.plan())
        with refused("changed_meanwhile"):
            actions.open_task(by=stage.actor("clerk"), task=draft, version=7)


class TestEntering:
    def test_a_figure_is_kept_exactly_as_text(self, stage):
        task = stage.task()
        text = "12345678901234567890.123456789"
        stage.enter(task, once="a", texts={("鹤汀镇", "数值"): text})
        figure = value_of(stage, "鹤汀镇")
        assert (figure.mark, figure.value, figure.typed) == ("value", text, text)
        revision = figure.revisions.get()
        assert (revision.number, revision.by_name) == (1, "数据员 · 禹晓苗")

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("1,300", "1300"),
            ("１３００", "1300"),
            ("0.13亿元", "1300"),
            ("13000000元", "1300"),
            ("1300万元", "1300"),
        ],
    )
    def test_habits_are_read(self, stage, text, value):
        task = stage.task()
        stage.enter(task, once="a", texts={("鹤汀镇", "数值"): text})
        assert value_of(stage, "鹤汀镇").value == value

    @pytest.mark.parametrize(("text", "mark"), [("缺", "missing"), ("不适用", "not_applicable")])
    def test_words_are_not_zero(self, stage, text, mark):
        task = stage.task()
        stage.enter(task, once="a", texts={("鹤汀镇", "数值"): text})
        figure = value_of(stage, "鹤汀镇")
        assert (figure.mark, figure.value) == (mark, "")

    def test_a_nil_return_where_none_is_asked_for_is_no_figure(self, stage):
        task = stage.task()
        told = stage.enter(task, once="a", texts={("鹤汀镇", "数值"): "零报告"})
        assert told["wrong"][0]["why"] == "这一项不收零报告。没有发生请填 0。"
        assert not Figure.objects.exists()

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("-1", "低于下限 0。请填不小于 0 的数。"),
            ("十二", "“十二”"),
            ("12人", "人"),
            ("104.2 %", "「104.2 %」带着「%」：这一项的单位是「万元」，不是比率"),
            ("5‰", "去掉「‰」"),
            ("=1+1", "=1+1"),
        ],
    )
    def test_what_cannot_stand_is_kept_as_a_draft_with_its_reason(self, stage, text, why):
        task = stage.task()
        told = stage.enter(task, once="a", texts={("鹤汀镇", "数值"): text})
        assert why.strip("“”") in told["wrong"][0]["why"]
        assert told["wrong"][0]["where"] == "鹤汀镇 · 财政收入"
        assert Draft.objects.get().typed == text
        assert not Figure.objects.exists()

    def test_a_mended_draft_is_gone(self, stage):
        task = stage.task()
        stage.enter(task, once="a", texts={("鹤汀镇", "数值"): "-1"})
        stage.enter(task, once="b", texts={("鹤汀镇", "数值"): "1"})
        assert not Draft.objects.exists()
        assert value_of(stage, "鹤汀镇").value == "1"

    def test_sent_five_times_it_is_one_revision_and_one_receipt(self, stage):
        task = stage.task()
        told = [
            stage.enter(task, once="same", texts={("鹤汀镇", "数值"): "7"}) for _each in range(5)
        ]
        assert all(one == told[0] for one in told)
        assert told[0]["receipt"] == EntryPost.objects.get().pk
        assert FigureRevision.objects.count() == 1
        assert Entry.objects.filter(act="facts.enter_figures").count() == 1

    def test_the_same_figure_again_is_no_revision(self, stage):
        task = stage.task()
        stage.enter(task, once="a", texts={("鹤汀镇", "数值"): "7"})
        stage.enter(task, once="b", texts={("鹤汀镇", "数值"): " 7 "})
        assert FigureRevision.objects.count() == 1

    def test_of_two_officers_the_second_is_told_and_loses_nothing(self, stage):
        task = stage.task()
        stage.enter(task, once="a", texts={("鹤汀镇", "数值"): "7", ("澄湾镇", "数值"): "5"})
        head = stage.actor("supplier_head")
        stage.enter(task, once="b", texts={("鹤汀镇", "数值"): "8"}, by=head)
        told = stage.enter(
            task,
            once="c",
            texts={("鹤汀镇", "数值"): "9", ("澄湾镇", "数值"): "6"},
            seen=1,
        )
        (clash,) = told["clashes"]
        assert (clash["where"], clash["text"], clash["now"]) == ("鹤汀镇 · 财政收入", "9", "8")
        assert value_of(stage, "鹤汀镇").value == "8"
        assert value_of(stage, "澄湾镇").value == "6"

    def test_an_old_page_does_not_put_old_figures_back(self, stage):
        task = stage.task()
        stage.enter(task, once="a", texts={("鹤汀镇", "数值"): "7"})
        stage.enter(task, once="b", texts={("鹤汀镇", "数值"): "8"})
        told = stage.enter(
            task, once="c", texts={("鹤汀镇", "数值"): "7", ("澄湾镇", "数值"): "6"}, seen=1
        )
        assert told["clashes"] == []
        assert value_of(stage, "鹤汀镇").value == "8"

    def test_a_column_of_another_task_is_locked_to_it(self, stage):
        stage.fill(stage.task())
        other = stage.task(columns=((INVESTMENT, "数值"),), shown=((REVENUE, "数值"),))
        with refused("locked-to-source"):
            stage.enter(other, once="x", texts={("鹤汀镇", "数值"): "1"})

    def test_another_supplier_enters_nothing(self, stage):
        task = stage.task()
        with refused("not-your-sheet"):
            stage.enter(
                task,
                once="a",
                texts={("鹤汀镇", "数值"): "7"},
                by=stage.actor("second_supplier"),
            )

    def test_a_draft_task_takes_no_figures(self, stage):
        task = actions.draft_task(by=stage.actor("clerk"), plan=stage.plan())
        with refused("not-in-this-state"):
            stage.enter(task, once="a", texts={("鹤汀镇", "数值"): "7"})

    def test_a_cell_of_another_sheet_is_none(self, stage):
        task = stage.task()
        with refused("no-such-cell"):
            actions.enter(
                by=stage.actor("supplier"),
                task=task,
                once="a",
                typed=[actions.Typed(stage.cast.units["finance"].pk, task.keys.first().pk, "1")],
            )

    def test_an_audit_that_fails_undoes_the_entry(self, stage, monkeypatch):
        task = stage.task()

        def broken(*_args, **_more):
            raise RuntimeError

        monkeypatch.setattr("kaoji.apps.facts.actions.entries.record", broken)
        with pytest.raises(RuntimeError):
            stage.enter(task, once="a", texts={("鹤汀镇", "数值"): "7"})
        assert not Figure.objects.exists()
        assert not EntryPost.objects.exists()

    def test_a_revision_that_stands_is_neither_changed_nor_deleted(self, stage):
        stage.enter(stage.task(), once="a", texts={("鹤汀镇", "数值"): "7"})
        revision = FigureRevision.objects.get()
        revision.value = "8"
        for act in (revision.save, revision.delete):
            with pytest.raises(TypeError):
                act()
        assert FigureRevision.objects.get().value == "7"


class TestApproval:
    def test_the_whole_way(self, stage):
        task = stage.signed()
        assert task.state == "to_review"
        assert task.confirm_due_on == date(2026, 6, 22)
        assert task.confirmations.count() == len(TOWNS)
        with clock.stopped_at(AFTER_WINDOW):
            actions.review(by=stage.actor("clerk"), task=task, version=task.version)
        assert fresh(task).state == "locked"
        assert [one.kind for one in task.steps.all()] == ["review", "sign", "submit", "open"]
        acts = set(Entry.objects.values_list("act", flat=True))
        assert {"facts.submit_sheet", "facts.sign_sheet", "facts.review_sheet"} <= acts

    def test_an_unfinished_sheet_is_not_sent(self, stage):
        task = stage.task()
        stage.enter(task, once="a", texts={("鹤汀镇", "数值"): "7", ("澄湾镇", "数值"): "-7"})
        with refused("not-complete") as caught:
            actions.submit(by=stage.actor("supplier"), task=task, version=task.version)
        assert caught.value.reason == "还有 4 格没有填，1 处错误没有改"
        texts = {(town, field): "7" for town in TOWNS for field in ("数值", "目标")}
        stage.enter(task, once="b", texts=texts | {("澄湾镇", "数值"): "-7"})
        with refused("not-complete") as caught:
            actions.submit(by=stage.actor("supplier"), task=task, version=task.version)
        assert caught.value.reason == "还有 1 处错误没有改", "nothing of what is done"

    def test_what_is_said_to_be_missing_is_an_answer(self, stage):
        task = stage.task()
        stage.enter(
            task,
            once="a",
            texts={(town, field): "缺" for town in TOWNS for field in ("数值", "目标")},
        )
        actions.submit(by=stage.actor("supplier"), task=task, version=task.version)
        assert fresh(task).state == "to_sign"

    def test_an_emptied_cell_is_open_again(self, stage):
        task = stage.task()
        stage.fill(task)
        stage.enter(task, once="b", texts={("鹤汀镇", "数值"): ""})
        with refused("not-complete"):
            actions.submit(by=stage.actor("supplier"), task=task, version=task.version)

    def test_nobody_signs_ones_own_sheet(self, stage):
        task = stage.task()
        stage.fill(task)
        head = stage.actor("supplier_head")
        actions.submit(by=head, task=task, version=task.version)
        with refused("own-sheet"):
            actions.sign(by=head, task=task, version=fresh(task).version)

    def test_the_clerk_of_the_supplier_does_not_sign(self, stage):
        task = stage.task()
        stage.fill(task)
        actions.submit(by=stage.actor("supplier"), task=task, version=task.version)
        with refused("not-allowed"):
            actions.sign(by=stage.actor("supplier"), task=task, version=fresh(task).version)

    def test_the_head_of_another_supplier_does_not_sign(self, stage):
        task = stage.task()
        stage.fill(task)
        actions.submit(by=stage.actor("supplier"), task=task, version=task.version)
        with refused("not-your-sheet"):
            actions.sign(
                by=stage.actor("second_supplier_head"), task=task, version=fresh(task).version
            )

    def test_the_units_have_their_days(self, stage):
        task = stage.signed()
        with refused("window-open"):
            actions.review(by=stage.actor("clerk"), task=task, version=task.version)

    def test_no_entry_after_it_was_sent(self, stage):
        task = stage.signed()
        with refused("not-in-this-state"):
            stage.enter(task, once="late", texts={("鹤汀镇", "数值"): "8"})

    def test_sent_back_it_is_corrected_with_a_reason(self, stage):
        task = stage.signed()
        actions.send_back(
            by=stage.actor("clerk"), task=task, reason="与台账不符", version=task.version
        )
        with refused("reason-needed"):
            stage.enter(task, once="b", texts={("鹤汀镇", "数值"): "8"})
        stage.enter(task, once="c", texts={("鹤汀镇", "数值"): "8"}, reason="台账漏记")
        latest = value_of(stage, "鹤汀镇").revisions.first()
        assert (latest.number, latest.reason) == (2, "台账漏记")
        assert last_entry().act == "facts.correct_figure"
        assert last_entry().reason == "台账漏记"

    def test_sent_back_needs_a_reason(self, stage):
        task = stage.signed()
        with refused("text-missing"):
            actions.send_back(by=stage.actor("clerk"), task=task, reason="", version=task.version)

    def test_a_review_is_taken_back_with_a_reason(self, stage):
        task = stage.locked()
        with refused("text-missing"):
            actions.unreview(by=stage.actor("clerk"), task=task, reason="", version=task.version)
        actions.unreview(
            by=stage.actor("clerk"), task=task, reason="发现重复统计", version=task.version
        )
        assert fresh(task).state == "to_review"
        assert last_entry().reason == "发现重复统计"

    def test_after_a_correction_only_that_unit_looks_again(self, stage):
        task = stage.signed()
        task.confirmations.update(state="confirmed")
        with clock.stopped_at(datetime(2026, 6, 12, 3, 0, tzinfo=UTC)):
            actions.send_back(
                by=stage.actor("clerk"), task=task, reason="与台账不符", version=task.version
            )
            stage.enter(task, once="c", texts={("鹤汀镇", "数值"): "8"}, reason="台账漏记")
            actions.submit(by=stage.actor("supplier"), task=task, version=fresh(task).version)
            actions.sign(by=stage.actor("supplier_head"), task=task, version=fresh(task).version)
        found = {one.unit_id: one.state for one in task.confirmations.all()}
        units = stage.cast.units
        assert found[units["鹤汀镇"].pk] == "unseen"
        assert found[units["澄湾镇"].pk] == "confirmed"


class TestConfirming:
    def test_looking_is_remembered_once(self, stage):
        task = stage.signed()
        unit = stage.cast.units["鹤汀镇"]
        for _each in range(2):
            actions.look(by=stage.actor("liaison"), task=task, unit_key=unit.pk)
        assert task.confirmations.get(unit=unit).state == "seen"
        assert Entry.objects.filter(act="facts.look_at_figures").count() == 1

    def test_a_unit_confirms(self, stage):
        task = stage.signed()
        unit = stage.cast.units["鹤汀镇"]
        actions.confirm(by=stage.actor("head"), task=task, unit_key=unit.pk)
        assert task.confirmations.get(unit=unit).state == "confirmed"

    def test_a_unit_confirms_only_its_own(self, stage):
        task = stage.signed()
        with pytest.raises(Http404):
            actions.confirm(
                by=stage.actor("head"), task=task, unit_key=stage.cast.units["澄湾镇"].pk
            )

    def disputed(self, stage, task):
        return actions.dispute(
            by=stage.actor("head"),
            task=task,
            unit_key=stage.cast.units["鹤汀镇"].pk,
            objection=actions.Objection(value_of(stage, "鹤汀镇").pk, "少计一笔", proposed="120"),
        )

    def test_a_unit_disputes_with_a_reason(self, stage):
        task = stage.signed()
        made = self.disputed(stage, task)
        assert made.outcome == "open"
        assert made.confirmation.state == "disputed"
        assert json.loads(last_entry().after) == {"stands": "100", "proposed": "120"}
        with refused("disputed-already"):
            self.disputed(stage, task)
        with refused("dispute-open"):
            actions.confirm(
                by=stage.actor("head"), task=task, unit_key=stage.cast.units["鹤汀镇"].pk
            )

    def test_a_figure_of_another_unit_is_none(self, stage):
        task = stage.signed()
        with pytest.raises(Http404):
            actions.dispute(
                by=stage.actor("head"),
                task=task,
                unit_key=stage.cast.units["鹤汀镇"].pk,
                objection=actions.Objection(value_of(stage, "澄湾镇").pk, "不对"),
            )

    def test_after_the_window_silence_counts(self, stage):
        task = stage.signed()
        with clock.stopped_at(AFTER_WINDOW), refused("window-over"):
            self.disputed(stage, task)

    def test_the_office_upholds_with_an_answer(self, stage):
        task = stage.signed()
        made = self.disputed(stage, task)
        with refused("text-missing"):
            actions.uphold(by=stage.actor("clerk"), objection=made, answer="")
        actions.uphold(by=stage.actor("clerk"), objection=made, answer="与原件一致")
        assert Dispute.objects.get().outcome == "upheld"
        assert task.confirmations.get(unit=made.figure.unit).state == "confirmed"

    def test_a_correction_settles_the_dispute(self, stage):
        task = stage.signed()
        self.disputed(stage, task)
        actions.send_back(by=stage.actor("clerk"), task=task, reason="请核对", version=task.version)
        stage.enter(task, once="c", texts={("鹤汀镇", "数值"): "120"}, reason="少计一笔")
        assert Dispute.objects.get().outcome == "corrected"
