"""Pages: what each shows, whom it lets in, what it asks of the database."""

from __future__ import annotations

import csv
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kaoji.apps.facts import actions
from kaoji.apps.facts.models import CollectionTask, Dispute, FactSource, Figure, FigureRevision
from tests import factories
from tests.apps.facts.stage import BONUS, INVESTMENT, REVENUE, YEAR, fresh
from tests.costs import MOST_QUERIES

#: Any other shipped scheme.
OTHER_PACK = "qitai-departments@2013.1"


def page(stage, who, name, *args, **query):
    client = factories.signed_in(stage.cast.people[who])
    return client.get(reverse(f"facts:{name}", args=args), query)


def post(stage, who, name, *args, **data):
    client = factories.signed_in(stage.cast.people[who])
    return client.post(reverse(f"facts:{name}", args=args), data)


def text_of(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def cells(stage, task, **texts):
    column = task.keys.get(field="数值")
    return {f"c-{stage.cast.units[town].pk}-{column.pk}": text for town, text in texts.items()}


class TestSheet:
    def test_the_head_counts_what_is_left(self, stage):
        task = stage.task()
        stage.fill(task)
        stage.enter(task, once="b", texts={("鹤汀镇", "数值"): "", ("澄湾镇", "数值"): "-4"})
        text = text_of(page(stage, "supplier", "task", 1))
        assert "还要填 1 格，改 1 处错误" in text
        assert "澄湾镇 · 财政收入 -4：低于下限 0。请填不小于 0 的数。" in text
        assert "改为 0" in text
        assert "计划依据：禾检考〔2026〕1号第 7 项" in text
        assert "3 家 × 2 项 = 6 格" in text
        assert "6月22日前，还剩 5 个工作日" in text

    def test_saving_writes_and_tells_the_receipt(self, stage):
        task = stage.task()
        answer = post(stage, "supplier", "task", 1, once="k", **cells(stage, task, 鹤汀镇="7"))
        assert answer.status_code == 302
        assert Figure.objects.get().value == "7"

    def test_sent_five_times_it_is_one_revision(self, stage):
        task = stage.task()
        client = factories.signed_in(stage.cast.people["supplier"])
        for _each in range(5):
            answer = client.post(
                reverse("facts:task", args=(1,)),
                {"once": "k", **cells(stage, task, 鹤汀镇="7")},
            )
            assert answer.status_code == 302
        assert FigureRevision.objects.count() == 1
        assert text_of(client.get(reverse("facts:task", args=(1,)))).count("已存 1 格") == 5

    def test_one_click_puts_the_limit(self, stage):
        task = stage.task()
        stage.enter(task, once="a", texts={("鹤汀镇", "数值"): "-1"})
        column = task.keys.get(field="数值")
        cell = f"{stage.cast.units['鹤汀镇'].pk}-{column.pk}"
        post(
            stage, "supplier", "task", 1,
            once="b", instead=f"{cell}=0", **cells(stage, task, 鹤汀镇="-1"),
        )  # fmt: skip
        assert Figure.objects.get().value == "0"

    def test_the_second_officer_is_told_and_finds_the_own_text_in_the_cell(self, stage):
        task = stage.task()
        stage.enter(task, once="a", texts={("鹤汀镇", "数值"): "7"})
        answer = post(stage, "supplier", "task", 1, once="b", **cells(stage, task, 鹤汀镇="9"))
        text = text_of(answer)
        assert answer.status_code == 409
        assert "鹤汀镇 · 财政收入 已被别人改为 7" in text
        assert 'value="9"' in text
        assert Figure.objects.get().value == "7"

    def test_sending_saves_first_and_keeps_what_was_typed_when_refused(self, stage):
        task = stage.task()
        answer = post(
            stage, "supplier", "task", 1, once="b", act="submit", **cells(stage, task, 鹤汀镇="9")
        )
        text = text_of(answer)
        assert answer.status_code == 409
        assert "还有 5 格没有填" in text
        assert Figure.objects.get().value == "9"

    def test_a_correction_without_reason_keeps_what_was_typed(self, stage):
        task = stage.signed()
        actions.send_back(by=stage.actor("clerk"), task=task, reason="核对", version=task.version)
        column = task.keys.get(field="数值")
        unit = stage.cast.units["鹤汀镇"].pk
        answer = post(
            stage, "supplier", "task", 1,
            **{"once": "b", f"c-{unit}-{column.pk}": "888", f"r-{unit}-{column.pk}": "1"},
        )  # fmt: skip
        text = text_of(answer)
        assert answer.status_code == 409
        assert "要写明原因" in text
        assert 'value="888"' in text

    def test_a_leap_is_a_hint_and_no_fault(self, stage):
        before = stage.task(period="2025年终评估")
        stage.fill(before)
        task = stage.task()
        stage.fill(task)
        stage.enter(task, once="b", texts={("鹤汀镇", "数值"): "1300"})
        text = text_of(page(stage, "supplier", "task", 2))
        assert "是上期 100 的 10 倍以上" in text
        assert "1 处提示" in text
        assert "已填齐" in text

    def test_blank_cells_take_the_last_period_when_asked(self, stage):
        stage.fill(stage.task(period="2025年终评估"))
        task = stage.task()
        stage.enter(task, once="b", texts={("鹤汀镇", "数值"): "7"})
        client = factories.signed_in(stage.cast.people["supplier"])
        assert "空格沿用上期" in text_of(client.get(reverse("facts:task", args=(2,))))
        for _each in range(2):
            client.post(reverse("facts:task", args=(2,)), {"once": "c", "act": "carry"})
        found = Figure.objects.filter(task=task, unit=stage.cast.units["澄湾镇"])
        assert {one.typed for one in found} == {"100"}
        assert Figure.objects.get(task=task, typed="7").revision == 1
        assert FigureRevision.objects.filter(channel="carried").count() == 5

    def test_a_held_figure_is_shown_locked_to_its_source(self, stage):
        stage.fill(stage.task())
        stage.task(columns=((INVESTMENT, "数值"),), shown=((REVENUE, "数值"),))
        text = text_of(page(stage, "supplier", "task", 2))
        assert "kj-cell-locked" in text
        assert reverse("facts:figure", args=(Figure.objects.filter(field="数值")[0].pk,)) in text

    def test_amounts_have_commas_and_their_unit_wherever_they_are_shown(self, stage):
        task = stage.task()
        stage.enter(task, once="a", texts={("鹤汀镇", "数值"): "12345.60"})
        figure = Figure.objects.get()
        text = text_of(page(stage, "clerk", "figure", figure.pk))
        assert "<h2>数值 12,345.60 万元</h2>" in text
        assert 'data-head="填报 万元">12,345.60</td>' in text
        assert '填报<span class="kj-unit">万元</span></th>' in text
        CollectionTask.objects.update(state="to_review")
        assert "12,345.60 万元" in text_of(page(stage, "head", "own"))
        export = page(stage, "head", "own", export="csv").content.decode()
        assert "12345.60" in export, "files have the number as it is"

    def test_what_is_typed_is_never_markup(self, stage):
        task = stage.task()
        stage.enter(task, once="a", texts={("鹤汀镇", "数值"): "<script>alert(1)</script>"})
        assert "<script>alert" not in text_of(page(stage, "supplier", "task", 1))


class TestRegister:
    """登记来源 and 起草任务 offer what there is, and no more."""

    def told(self, stage, **changed):
        return {
            "scheme": stage.scheme.pk, "key": REVENUE, "group": "", "grain": "年终评估",
            "supplier": stage.cast.units["agriculture"].pk, "basis": "禾检考〔2026〕1号",
            "begins_on": "2026-01-01",
        } | changed  # fmt: skip

    def test_the_paths_of_the_chosen_schemes_are_offered(self, stage):
        text = text_of(page(stage, "clerk", "source-add"))
        assert 'list="id_key-offered"' in text
        assert '<datalist id="id_key-offered">' in text
        assert f'<option value="{REVENUE}">{stage.scheme}</option>' in text
        assert f'<option value="{BONUS}">' in text

    @pytest.mark.parametrize(
        "key", ["财政收入", "经济发展/财政收入", "指标评估/经济发展/财政收人", "经济/财政收入"]
    )
    def test_a_wrong_path_is_told_the_nearest(self, stage, key):
        text = text_of(post(stage, "clerk", "source-add", **self.told(stage, key=key)))
        assert f"方案里没有指标“{key}”" in text
        assert f"是不是“{REVENUE}”？请从列出的选" in text
        assert not FactSource.objects.exists()

    def test_only_units_with_a_source_can_be_asked(self, stage):
        text = text_of(page(stage, "clerk", "task-choose"))
        assert "还没有单位登记来源" in text
        post(stage, "clerk", "source-add", **self.told(stage))
        answer = page(stage, "clerk", "task-choose")
        offered = answer.context["form"].fields["supplier"].choices
        assert [key for key, _name in offered] == [str(stage.cast.units["agriculture"].pk)]

    def test_a_unit_is_not_asked_by_a_scheme_of_which_it_supplies_nothing(self, stage):
        post(stage, "clerk", "source-add", **self.told(stage))
        other = actions.pin_scheme(
            by=stage.actor("clerk"), pack=OTHER_PACK, begins_on=date(2026, 1, 1)
        )
        chosen = {
            "scheme": other.pk, "period": YEAR, "supplier": stage.cast.units["agriculture"].pk
        }  # fmt: skip
        text = text_of(page(stage, "clerk", "task-add", **chosen))
        assert f"没有登记提供“{other}”的数据" in text


class TestWay:
    def test_from_the_plan_to_the_facts_table(self, stage):
        """Plan, source, task, entry, signature, confirmation, review, table: all through pages."""
        clerk = factories.signed_in(stage.cast.people["clerk"])
        supplier = stage.cast.units["agriculture"].pk
        clerk.post(
            reverse("facts:source-add"),
            {
                "scheme": stage.scheme.pk, "key": REVENUE, "supplier": supplier, "group": "",
                "grain": "年终评估", "basis": "禾检考〔2026〕1号", "begins_on": "2026-01-01",
            },
        )  # fmt: skip
        assert FactSource.objects.get().key == REVENUE
        chosen = {"scheme": stage.scheme.pk, "supplier": supplier, "period": YEAR}
        assert "要的数据" in text_of(clerk.get(reverse("facts:task-add"), chosen))
        clerk.post(
            reverse("facts:task-add"),
            chosen
            | {
                "title": "乡镇经济", "plan_paper": "禾检考〔2026〕1号", "plan_item": "7",
                "columns": [f"{REVENUE}|数值"], "group": stage.cast.groups["townships"].pk,
                "opens_on": "2026-06-12", "window_days": "5", "confirm_days": "5",
            },
        )  # fmt: skip
        task = CollectionTask.objects.get()
        assert task.units.count() == 14
        clerk.post(reverse("facts:open", args=(1,)), {"version": 1})
        every = [one.name for one in task.units.all()]
        answer = post(
            stage, "supplier", "task", 1,
            once="k", act="submit", **cells(stage, task, **dict.fromkeys(every, "100")),
        )  # fmt: skip
        assert answer.status_code == 302
        post(stage, "supplier_head", "sign", 1, version=fresh(task).version)
        head = factories.signed_in(stage.cast.people["head"])
        assert "确认无误" in text_of(head.get(reverse("facts:confirm", args=(1,))))
        head.post(reverse("facts:confirm", args=(1,)), {"act": "confirm"})
        task.confirmations.exclude(state="confirmed").update(state="confirmed")
        assert post(stage, "clerk", "review", 1, version=fresh(task).version).status_code == 302
        assert fresh(task).state == "locked"
        table = clerk.get(reverse("facts:export"), {"scheme": stage.scheme.pk, "year": 2026})
        rows = list(csv.DictReader(table.content.decode("utf-8-sig").splitlines()))
        assert len(rows) == 14
        assert {row["数值"] for row in rows} == {"100"}

    def test_a_dispute_after_the_lock_is_told_and_what_was_written_stays(self, stage):
        task = stage.locked()
        figure = Figure.objects.filter(unit=stage.cast.units["鹤汀镇"]).first()
        told = {"act": "dispute", "figure": figure.pk, "proposed": "120", "reason": "少计一笔"}
        said = text_of(post(stage, "head", "confirm", task.number, **told))
        assert "不能确认或提出争议" in said
        assert "少计一笔" in said
        assert 'value="120"' in said
        assert not Dispute.objects.exists()
        assert task.confirmations.filter(state="disputed").count() == 0

    def test_a_unit_disputes_and_the_office_answers(self, stage):
        task = stage.signed()
        figure = Figure.objects.get(unit=stage.cast.units["鹤汀镇"], field="数值")
        post(
            stage, "head", "confirm", 1,
            act="dispute", figure=figure.pk, reason="少计一笔", proposed="120",
        )  # fmt: skip
        dispute = figure.disputes.get()
        told = text_of(page(stage, "clerk", "task", 1))
        assert re.search(r"鹤汀镇 · <a [^>]+>[^<]+</a>：少计一笔 · 应为 120", told)
        told = text_of(page(stage, "clerk", "uphold", dispute.pk))
        assert "鹤汀镇 · " in told
        assert "单位认为应为 120" in told
        answer = post(stage, "clerk", "uphold", dispute.pk, answer="与原件一致")
        assert answer.status_code == 302
        assert "与原件一致" in text_of(page(stage, "head", "figure", figure.pk))
        assert task.confirmations.get(unit=figure.unit).state == "confirmed"

    def test_sent_back_with_a_reason(self, stage):
        task = stage.signed()
        answer = post(stage, "clerk", "return", 1, version=task.version, reason="与台账不符")
        assert answer.status_code == 302
        assert "与台账不符" in text_of(page(stage, "supplier", "task", 1))

    def test_the_text_to_copy_names_people_and_cells(self, stage):
        task = stage.task()
        stage.enter(task, once="a", texts={("鹤汀镇", "数值"): "7", ("鹤汀镇", "目标"): "约7"})
        text = page(stage, "clerk", "chase", 1).content.decode()
        assert "农业农村局（禹晓苗）：应于 6月22日 前报齐，还要填 4 格，改 1 处错误。" in text
        assert "鹤汀镇：待改 财政收入（目标）" in text
        assert "澄湾镇：缺 财政收入、财政收入（目标）" in text

    def test_units_that_are_silent_are_asked_by_name(self, stage):
        task = stage.signed()
        actions.confirm(by=stage.actor("head"), task=task, unit_key=stage.cast.units["鹤汀镇"].pk)
        text = page(stage, "clerk", "chase", 1).content.decode()
        assert "澄湾镇（湾晓月）" in text
        assert "鹤汀镇（" not in text

    def test_a_late_text_names_the_heads_as_well(self, stage):
        task = stage.task()
        CollectionTask.objects.update(due_on=date(2020, 1, 1))
        assert "农业农村局（禹晓苗、麦守仓）" in page(stage, "clerk", "chase", 1).content.decode()
        stage.fill(task)
        actions.submit(by=stage.actor("supplier"), task=task, version=fresh(task).version)
        actions.sign(by=stage.actor("supplier_head"), task=task, version=fresh(task).version)
        CollectionTask.objects.update(confirm_due_on=date(2020, 1, 1))
        assert "澄湾镇（湾晓月、澄万里）" in page(stage, "clerk", "chase", 1).content.decode()

    def test_late_sheets_say_what_is_missing(self, stage):
        stage.task()
        table = page(stage, "clerk", "late").context["table"]
        assert [cell.text for cell in table.lines[0]][-3:-1] == ["6", "6"]

    def test_a_full_sheet_is_not_owed_before_its_day_has_passed(self, stage):
        stage.fill(stage.task())
        assert not page(stage, "clerk", "late").context["table"].lines
        CollectionTask.objects.update(due_on=date(2020, 1, 1))
        assert len(page(stage, "clerk", "late").context["table"].lines) == 1


class TestWhoMay:
    @pytest.mark.parametrize(
        ("who", "name", "args"),
        [
            ("second_supplier", "task", (1,)),
            ("second_liaison", "figure", ("figure",)),
            ("supplier", "task-add", ()),
            ("supplier", "schemes", ()),
            ("supplier", "export", ()),
            ("head", "sources", ()),
            ("staff", "list", ()),
            ("system", "list", ()),
            ("security", "list", ()),
            ("audit", "list", ()),
        ],
    )
    def test_others_find_nothing(self, stage, who, name, args):
        stage.fill(stage.task())
        figure = Figure.objects.get(unit=stage.cast.units["鹤汀镇"], field="数值")
        args = tuple(figure.pk if one == "figure" else one for one in args)
        assert page(stage, who, name, *args).status_code == 404

    def test_a_unit_sees_nothing_before_it_was_signed(self, stage):
        stage.fill(stage.task())
        assert page(stage, "head", "task", 1).status_code == 404
        assert page(stage, "head", "confirm", 1).status_code == 404

    def test_another_organisation_finds_nothing(self, stage):
        from tests import cast

        task = stage.signed()
        figure = Figure.objects.filter(task=task).first()
        other = cast.county(code="other", name="别县")
        client = factories.signed_in(other.people["clerk"])
        names = [
            ("task", (1,)), ("chase", (1,)), ("return", (1,)), ("figure", (figure.pk,)),
        ]  # fmt: skip
        for name, args in names:
            assert client.get(reverse(f"facts:{name}", args=args)).status_code == 404
        for name in ("review", "open", "return", "unreview"):
            answer = client.post(reverse(f"facts:{name}", args=(1,)), {"version": task.version})
            assert answer.status_code == 404
        for name in ("list", "sources", "late", "schemes"):
            answer = client.get(reverse(f"facts:{name}"))
            assert answer.context["table"].page.count == 0


class TestCost:
    def count(self, stage, who, name, *args):
        client = factories.signed_in(stage.cast.people[who])
        address = reverse(f"facts:{name}", args=args)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    @pytest.mark.parametrize(
        ("who", "name", "args"),
        [
            ("clerk", "list", ()),
            ("clerk", "late", ()),
            ("clerk", "sources", ()),
            ("supplier", "task", (1,)),
            ("clerk", "task", (2,)),
            ("head", "confirm", (2,)),
            ("clerk", "chase", (2,)),
        ],
    )
    def test_a_page_asks_little_however_much_there_is(self, stage, who, name, args):
        stage.task(columns=((INVESTMENT, "数值"),))
        stage.signed()
        few = self.count(stage, who, name, *args)
        assert few <= MOST_QUERIES
        for number in range(20):
            unit = factories.make_unit(organisation=stage.cast.organisation, name=f"镇{number}")
            stage.task(units=(unit,))
            FactSource.objects.create(
                organisation=stage.cast.organisation, scheme=stage.scheme, key=f"k{number}",
                supplier=unit, grain="年", basis="x", begins_on=date(2026, 1, 1),
            )  # fmt: skip
        assert self.count(stage, who, name, *args) == few
