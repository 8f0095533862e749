"""Pages of lists: what each shows to whom; who gave a ballot is seen by few."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kaoji.apps.audit.models import Entry
from kaoji.apps.facts import actions
from kaoji.apps.facts.models import Evidence, FactSource, ListRow
from kaoji.web.models import ImportRun
from kaoji.web.refusals import Refused
from kaoji.web.roles import Role
from tests import factories
from tests.apps.facts.stage import BALLOTS, BONUS, TOWNS, YEAR, fresh
from tests.apps.facts.test_pages import MOST_QUERIES, page, post, text_of
from tests.apps.facts.test_workbook import place, write_row
from tests.web import hostile

RATER = "某评委KANARIE"
ASKED = (
    {}, {"q": RATER[:2]}, {"export": "csv"}, {"export": "xlsx"}, {"template": "1"},
    {"scheme": "1", "year": 2026},
)  # fmt: skip


def added(stage, asked, **told):
    usual = {"once": "k", "unit": stage.cast.units[TOWNS[0]].pk, "c0": "部门", "c1": "市"}
    return post(stage, "supplier", "row-add", asked.task.number, asked.order, **usual | told)


class TestWay:
    def test_from_the_task_to_the_facts_table(self, stage):
        clerk = factories.signed_in(stage.cast.people["clerk"])
        supplier = stage.cast.units["agriculture"].pk
        source = {
            "scheme": stage.scheme.pk, "key": BONUS, "supplier": supplier, "group": "",
            "grain": "年", "basis": "禾检考〔2026〕1号", "begins_on": "2026-01-01",
        }  # fmt: skip
        clerk.post(reverse("facts:source-add"), source)
        assert FactSource.objects.get().key == BONUS
        chosen = {"scheme": stage.scheme.pk, "supplier": supplier, "period": "2026"}
        told = chosen | {
            "title": "加减分", "plan_paper": "禾检考〔2026〕1号", "plan_item": "9",
            "lists": [BONUS],
            "group": stage.cast.groups["townships"].pk, "opens_on": "2026-06-12",
            "window_days": "5", "confirm_days": "5",
        }  # fmt: skip
        assert "要的清单" in text_of(clerk.get(reverse("facts:task-add"), chosen))
        assert clerk.post(reverse("facts:task-add"), told).status_code == 302
        clerk.post(reverse("facts:open", args=(1,)), {"version": 1})
        text = text_of(page(stage, "supplier", "task", 1))
        assert "还有 14 家没有报" in text
        answer = post(
            stage, "supplier", "row-add", 1, 1,
            once="k", unit=stage.cast.units[TOWNS[0]].pk, c0="部门", c1="市",
        )  # fmt: skip
        assert answer.status_code == 302
        rest = [unit.pk for name, unit in stage.cast.units.items() if name[-1] in "镇乡"][1:]
        post(stage, "supplier", "declare", 1, 1, once="n", mark="nil", units=rest)
        assert "报齐" in text_of(page(stage, "supplier", "task", 1))
        answer = post(stage, "supplier", "task", 1, once="s", act="submit")
        assert answer.status_code == 302
        row = ListRow.objects.get(number=1)
        task = row.task
        post(stage, "supplier_head", "sign", 1, version=task.version)
        assert "部门" in text_of(page(stage, "head", "confirm", 1))
        post(stage, "head", "confirm", 1, act="dispute", figure=f"r{row.pk}", reason="应为省级")
        assert "应为省级" in text_of(page(stage, "clerk", "task", 1))
        assert post(stage, "clerk", "uphold", row.disputes.get().pk, answer="与原件一致")
        task.confirmations.update(state="confirmed")
        assert post(stage, "clerk", "review", 1, version=fresh(task).version).status_code == 302
        table = clerk.get(reverse("facts:export"), {"scheme": stage.scheme.pk, "year": 2026})
        rows = list(csv.DictReader(table.content.decode("utf-8-sig").splitlines()))
        assert [row["数值"] for row in rows].count("无") == 13
        assert rows[0]["层级"] == "市"

    def test_all_faults_are_told_at_once_and_nothing_typed_is_lost(self, stage):
        asked = stage.listed()
        answer = added(stage, asked, c2="约2", c3="1.5")
        text = text_of(answer)
        assert "1.5 不是整数" in text
        assert 'value="约2"' in text
        assert not ListRow.objects.exists()

    def test_a_refusal_stands_at_its_field(self, stage):
        asked = stage.listed()
        stage.row(asked, cells={"编号": "加1"})
        assert "本单位第 1 条已有" in text_of(added(stage, asked, c7="加1"))

    def test_withdrawn_rows_are_struck_and_alike_ones_told(self, stage):
        asked = stage.listed()
        gone = stage.row(asked)
        post(stage, "supplier", "row-withdraw", gone.pk, version=1, reason="重复登记")
        stage.row(asked)
        stage.row(asked)
        text = text_of(page(stage, "clerk", "rows", 1, 1))
        assert "<s>禾农〔2026〕8号</s>" in text
        assert "与第 2 条相像，请核对是否重复" in text
        assert "重复登记" in text_of(page(stage, "supplier", "row", gone.pk))

    def test_a_change_shows_before_and_after_with_its_reason(self, stage):
        row = stage.row(stage.listed())
        told = {f"c{place}": row.typed.get(one["name"], "")
                for place, one in enumerate(row.asked.columns)}  # fmt: skip
        post(
            stage, "supplier", "row-change", row.pk, **told | {"c1": "省"}, version=1, reason="写错"
        )
        text = text_of(page(stage, "clerk", "row", row.pk))
        assert "<b>层级 省</b>" in text
        assert "<b>层级 市</b>" in text
        assert "写错" in text

    def test_evidence_is_kept_with_a_row(self, stage, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        row = stage.row(stage.listed())
        file = SimpleUploadedFile("通报.pdf", hostile.pdf())
        assert post(stage, "supplier", "row", row.pk, file=file).status_code == 302
        kept = Evidence.objects.get()
        assert kept.row == row
        assert page(stage, "clerk", "evidence", kept.pk).content == hostile.pdf()
        assert page(stage, "second_supplier", "evidence", kept.pk).status_code == 404

    def test_whom_to_ask_for_what(self, stage):
        asked = stage.listed()
        stage.row(asked)
        text = page(stage, "clerk", "chase", 1).content.decode()
        assert "清单还差 2 处" in text
        assert "加分：澄湾镇、云砚镇 没有报" in text


def unpacked(answer):
    content = answer.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            content = b"".join(package.read(name) for name in package.namelist())
    return content.decode("utf-8", "replace")


class TestRaters:
    """R13: who gave a ballot is seen by the office and by whoever takes it from paper."""

    @pytest.fixture
    def ballots(self, stage):
        asked = stage.listed(key=BALLOTS, period=YEAR, supplier=stage.cast.units["agriculture"])
        for town in TOWNS:
            by = stage.actor("supplier")
            stage.row(asked, town=town, by=by, cells={"评分人": RATER})
        actions.submit(by=stage.actor("supplier"), task=asked.task, version=2)
        actions.sign(
            by=stage.actor("supplier_head"), task=asked.task, version=fresh(asked.task).version
        )
        return asked

    def answers(self, stage, who, asked):
        row = asked.rows.first()
        for name, args in (
            ("rows", (1, 1)), ("row", (row.pk,)), ("task", (1,)), ("confirm", (1,)),
            ("chase", (1,)),
            ("own", ()), ("list", ()), ("list-workbook", (1, 1)), ("row-change", (row.pk,)),
            ("export", ()),
        ):  # fmt: skip
            for query in ASKED:
                yield name, page(stage, who, name, *args, **query)

    @pytest.mark.parametrize(
        "who", ["supplier_head", "head", "liaison", "second_supplier", "audit"]
    )
    def test_others_see_no_name_anywhere(self, stage, ballots, who):
        for name, answer in self.answers(stage, who, ballots):
            assert RATER not in unpacked(answer), name

    def test_the_head_of_the_supplier_sees_none_while_they_are_taken_in(self, stage):
        asked = stage.listed(key=BALLOTS, period=YEAR, supplier=stage.cast.units["agriculture"])
        stage.row(asked, by=stage.actor("supplier"), cells={"评分人": RATER})
        for name, answer in self.answers(stage, "supplier_head", asked):
            assert RATER not in unpacked(answer), name
        with pytest.raises(Refused, match="数据员"):
            stage.row(asked, town=TOWNS[1], by=stage.actor("supplier_head"))

    def test_a_scanned_ballot_is_opened_by_whoever_sees_who_gave_it(
        self, stage, ballots, settings, tmp_path
    ):
        settings.MEDIA_ROOT = tmp_path
        row, by = ballots.rows.first(), stage.actor("supplier")
        made = actions.attach(by=by, held=row, content=hostile.pdf(), name="一张票.pdf")
        for who in ("supplier", "clerk"):
            assert page(stage, who, "evidence", made.pk).status_code == 200
            assert "一张票" in text_of(page(stage, who, "row", row.pk))
        for who in ("supplier_head", "head"):
            assert page(stage, who, "evidence", made.pk).status_code == 404
        assert "一张票" not in text_of(page(stage, "supplier_head", "row", row.pk))

    def test_whoever_opens_a_ballot_to_amend_it_is_remembered(self, stage):
        row = stage.row(stage.listed(key=BALLOTS, period=YEAR))
        assert "某评委" in text_of(page(stage, "clerk", "row-change", row.pk))
        assert Entry.objects.first().act == "facts.read_raters"

    @pytest.mark.parametrize("who", ["head", "liaison"])
    def test_a_unit_sees_no_mark_of_a_ballot(self, stage, ballots, who):
        assert page(stage, who, "row", ballots.rows.first().pk).status_code == 404
        text = text_of(page(stage, who, "confirm", 1))
        assert "已代录 1 条" in text
        assert "9.3" not in text

    @pytest.mark.parametrize("who", ["clerk", "supplier"])
    def test_who_may_see_them_is_remembered(self, stage, ballots, who):
        assert RATER in text_of(page(stage, who, "rows", 1, 1))
        assert Entry.objects.first().act == "facts.read_raters"

    def test_no_name_in_the_log(self, stage, ballots):
        for entry in Entry.objects.all():
            told = (entry.before, entry.after, entry.object_name, entry.reason)
            assert not any(RATER in (text or "") for text in told)


class TestWorkbook:
    def sheet(self, client):
        import openpyxl

        route = reverse("facts:list-workbook", args=(1, 1))
        return openpyxl.load_workbook(io.BytesIO(client.get(route, {"template": "1"}).content))

    def send(self, client, book):
        stream = io.BytesIO()
        book.save(stream)
        file = SimpleUploadedFile("填好.xlsx", stream.getvalue())
        client.post(reverse("facts:list-workbook", args=(1, 1)), {"file": file})
        return ImportRun.objects.latest("pk")

    def act(self, client, run, what):
        route = reverse("facts:list-workbook", args=(1, 1))
        return client.post(route, {"act": what, "run": run.pk})

    def test_added_amended_and_taken_back(self, stage):
        asked = stage.listed()
        held = stage.row(asked)
        client = factories.signed_in(stage.cast.people["supplier"])
        book = self.sheet(client)
        sheet = book.worksheets[0]
        sheet.cell(place(sheet, TOWNS[0]).row, place(sheet, "层级").column).value = "省"
        write_row(sheet, {"序号": 2, "单位": TOWNS[1], "类别": "部门", "日期": "2026-05-01"})
        write_row(sheet, {"序号": 3, "单位": TOWNS[2], "无或缺": "无"})
        run = self.send(client, book)
        assert run.state == "checked", run.lines
        assert ListRow.objects.count() == 1
        self.act(client, run, "confirm")
        held.refresh_from_db()
        assert (held.values["层级"], held.revision) == ("省", 2)
        rows = {row.number: (row.mark, row.values.get("日期")) for row in asked.rows.all()}
        assert rows[2] == ("value", "2026-05-01")
        assert rows[3] == ("nil", None)
        self.act(client, run, "undo")
        held.refresh_from_db()
        assert (held.values["层级"], held.revision) == ("市", 3)
        assert asked.rows.filter(is_withdrawn=True).count() == 2
        again = self.send(client, book)
        self.act(client, again, "confirm")
        assert asked.rows.filter(is_withdrawn=False).count() == 3

    def test_faults_have_their_cells_and_nothing_is_written(self, stage):
        stage.listed()
        client = factories.signed_in(stage.cast.people["supplier"])
        book = self.sheet(client)
        sheet = book.worksheets[0]
        write_row(sheet, {"序号": 1, "单位": TOWNS[0], "层级": "国际"})
        write_row(sheet, {"序号": 2, "单位": TOWNS[1], "类别": "部门", "无或缺": "无"})
        write_row(sheet, {"序号": 3, "单位": TOWNS[2], "备注": "@SUM(1)"})
        first = place(sheet, TOWNS[0]).row
        want = {
            f"{place(sheet, word).column_letter}{first + down}"
            for word, down in (("层级", 0), ("类别", 1), ("备注", 2))
        }
        run = self.send(client, book)
        assert run.state == "faulty"
        assert {one[0] for one in run.lines["faults"]} == want
        assert not ListRow.objects.exists()


class TestCost:
    def count(self, stage, who, name, *args):
        client = factories.signed_in(stage.cast.people[who])
        address = reverse(f"facts:{name}", args=args)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    def test_a_page_asks_little_however_many_rows(self, stage):
        row = stage.row(stage.listed())
        stage.declare(row.asked, *TOWNS[1:])
        stage.signed_list(row.asked)
        pages = (
            ("clerk", "rows", 1, 1), ("supplier", "task", 1), ("clerk", "row", row.pk),
            ("head", "confirm", 1), ("clerk", "chase", 1), ("head", "own"),
            ("clerk", "parameters", stage.scheme.pk), ("clerk", "parameter", stage.scheme.pk, 1),
        )  # fmt: skip
        few = [self.count(stage, *one) for one in pages]
        assert max(few) <= MOST_QUERIES, dict(zip(pages, few, strict=True))
        ListRow.objects.bulk_create(
            ListRow(
                organisation=row.organisation, asked=row.asked, unit=row.unit, number=number,
                mark="value", values=row.values, typed=row.typed,
            )
            for number in range(10, 30)
        )  # fmt: skip
        assert [self.count(stage, *one) for one in pages] == few


def test_periods_are_switched_on_lists(stage):
    stage.signed()
    asked = stage.listed()
    stage.row(asked)
    table = page(stage, "clerk", "list", period=YEAR).context["table"]
    assert [line[2].text for line in table.lines] == [YEAR]
    words = dict(table.filters[0].choices)
    assert set(words) == {YEAR, "2026"}
    own = page(stage, "head", "own", period=YEAR).context["table"]
    assert own.page.count == 2
    assert page(stage, "head", "own", period="2026").context["table"].chips == ()


def test_a_figure_is_headed_by_its_last_word_and_shows_the_way(stage):
    figure = stage.signed().figures.filter(field="数值").first()
    text = text_of(page(stage, "clerk", "figure", figure.pk))
    assert "<li>指标评估</li><li>经济发展</li>" in text
    assert f"· 财政收入 {YEAR}" in text


def test_a_digest_is_short_and_whole_in_its_title(stage):
    text = text_of(page(stage, "clerk", "schemes"))
    digest = stage.scheme.digest
    assert f'<span title="{digest}">{digest[:12]}</span>' in text
    assert text.count(digest) == 1


class TestElsewhere:
    """A role counts in the unit in which it is held, not wherever one holds some post."""

    @staticmethod
    def also_staff(stage, who, unit):
        post = factories.make_post(unit=stage.cast.units[unit], role=Role.STAFF, name="兼职科员")
        factories.hold(stage.cast.people[who], post=post)

    def test_who_supplies_elsewhere_does_not_see_the_sheets_of_a_unit_of_his(self, stage):
        row = stage.row(stage.listed())
        self.also_staff(stage, "second_supplier", "agriculture")
        for name, args in (
            ("task", (1,)), ("chase", (1,)), ("rows", (1, 1)), ("row", (row.pk,)),
            ("row-change", (row.pk,)),
        ):  # fmt: skip
            assert page(stage, "second_supplier", name, *args).status_code == 404, name
        assert page(stage, "second_supplier", "list").context["table"].page.count == 0

    def test_who_confirms_elsewhere_does_not_see_the_figures_of_a_unit_of_his(self, stage):
        task = stage.signed()
        figure = task.figures.filter(unit=stage.cast.units[TOWNS[0]]).first()
        self.also_staff(stage, "second_liaison", TOWNS[0])
        assert page(stage, "second_liaison", "figure", figure.pk).status_code == 404
        assert page(stage, "liaison", "figure", figure.pk).status_code == 200
