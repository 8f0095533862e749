"""Pages of improvement lists: what each shows to whom, forms that keep what was typed, tables."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kaoji.apps.improvement.models import Item
from kaoji.web.models import ImportRun
from tests import factories
from tests.apps.improvement import settled
from tests.apps.improvement.settled import TOWN, fresh, stated

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(stage):
    return factories.signed_in(stage.cast.people["clerk"])


@pytest.fixture
def liaison(stage):
    return factories.signed_in(stage.cast.people["liaison"])


def text_of(client, route, *args, **query):
    return client.get(reverse(route, args=args), query).content.decode()


def test_the_office_draws_up_and_sees_each_unit(office, cycle):
    page = text_of(office, "improvement:cycle", cycle.number)
    assert "起草改进清单" in page
    address = reverse("improvement:draw", args=[cycle.number])
    wrong = office.post(address, {"most": "", "least": "", "days": "7"}).content.decode()
    assert "两个至少填一个" in wrong
    assert 'value="7"' in wrong
    office.post(address, {"most": "2", "least": "", "days": "7"})
    page = text_of(office, "improvement:cycle", cycle.number)
    assert "起草改进清单" not in page
    assert page.count("待报“无”") == cycle.units.count() - 7
    assert "每个单位最多 2 项" in page


def test_a_town_sees_its_own_alone(stage, liaison, held):
    page = text_of(liaison, "improvement:cycle", held.cycle.number)
    assert TOWN in page
    assert "澄湾镇" not in page
    other = stage.cast.units["澄湾镇"].pk
    address = reverse("improvement:unit", args=[held.cycle.number, other])
    assert liaison.get(address).status_code == 404
    foreign = settled.item_of(held, town="澄湾镇")
    assert liaison.get(reverse("improvement:item", args=[foreign.pk])).status_code == 404


def test_a_refused_form_keeps_what_was_typed(stage, liaison, item):
    told = {
        "version": "1", "measures": "逐月调度", "post": stage.cast.posts["head"].pk,
        "due_on": "2026-07-05",
    }  # fmt: skip
    address = reverse("improvement:state", args=[item.pk])
    page = liaison.post(address, told).content.decode()
    assert "不是工作日" in page
    assert "可写前一个工作日 2026-07-03" in page
    assert "逐月调度" in page
    assert fresh(item).state == "drawn"
    liaison.post(address, told | {"due_on": "2026-07-03"})
    assert fresh(item).responsible == "镇长 鹤鸣皋"


def test_the_item_offers_each_what_is_his_to_do(stage, office, liaison, item):
    assert "报措施" in text_of(liaison, "improvement:item", item.pk)
    assert 'id="act"' not in text_of(office, "improvement:item", item.pk)
    stated(stage.cast, item)
    assert 'id="act"' in text_of(office, "improvement:item", item.pk)
    page = text_of(liaison, "improvement:item", item.pk)
    assert 'id="act"' not in page
    assert "撤回措施" in page


def test_the_sheet_has_every_item_and_who_has_none(office, held):
    page = text_of(office, "improvement:sheet", held.cycle.number)
    for one in Item.objects.all():
        assert one.name in page
    assert "没有事项的单位：" in page


def test_the_late_ones_are_a_filter(stage, office, item):
    settled.under_way(stage.cast, item)
    Item.objects.filter(pk=item.pk).update(due_on="2026-06-11")
    page = text_of(office, "improvement:list", late="yes")
    assert f"/improvement/items/{item.pk}/" in page
    assert page.count("/improvement/items/") == text_of(office, "improvement:list").count(
        "/improvement/items/"
    ) - 2 * (Item.objects.count() - 1)
    assert "1 个单位有逾期事项" in text_of(office, "improvement:cycle", 1)


# --- the workbook ---------------------------------------------------------------------------------


def filled(client, *, number, unit, rows):
    """The unit's workbook with some cells filled in, sent back."""
    address = reverse("improvement:workbook", args=[number, unit])
    book = openpyxl.load_workbook(io.BytesIO(client.get(address, {"template": "1"}).content))
    sheet = book.worksheets[0]
    heads = {}
    for row in sheet.iter_rows():
        values = [str(one.value or "") for one in row]
        if "编号" in values:
            heads = {value: place for place, value in enumerate(values, start=1) if value}
            continue
        told = rows.get(values[heads["编号"] - 1]) if heads else None
        for head, text in (told or {}).items():
            row[heads[head] - 1].value = text
    target = io.BytesIO()
    book.save(target)
    client.post(address, {"file": SimpleUploadedFile("措施.xlsx", target.getvalue())})
    return address, ImportRun.objects.latest("pk")


def own(held):
    return list(Item.objects.filter(part__improvement_list=held, unit_name=TOWN))


def test_a_liaison_fills_in_many_at_once_and_takes_them_back(stage, liaison, held):
    items, unit = own(held), stage.cast.units[TOWN].pk
    row = {"措施": "逐月调度", "责任人": "镇长 鹤鸣皋", "完成期限": "2026-07-06"}
    rows = {str(one.number): row for one in items}
    address, run = filled(liaison, number=held.cycle.number, unit=unit, rows=rows)
    assert run.state == "checked", run.lines
    assert {fresh(one).state for one in items} == {"drawn"}
    liaison.post(address, {"act": "confirm", "run": run.pk})
    assert {fresh(one).state for one in items} == {"stated"}
    liaison.post(address, {"act": "undo", "run": run.pk})
    assert {fresh(one).state for one in items} == {"drawn"}


def test_a_row_that_is_half_filled_writes_nothing(stage, liaison, held):
    items, unit = own(held), stage.cast.units[TOWN].pk
    whole = {"措施": "逐月调度", "责任人": "镇长 鹤鸣皋", "完成期限": "2026-07-06"}
    rows = {str(items[0].number): whole, str(items[1].number): {"措施": "只写了措施"}}
    address, run = filled(liaison, number=held.cycle.number, unit=unit, rows=rows)
    del address
    assert run.state == "faulty"
    assert "三格都要填" in str(run.lines["faults"])
    assert {fresh(one).state for one in items} == {"drawn"}


def test_a_day_that_will_not_do_is_told_at_its_cell(stage, liaison, held):
    row = {"措施": "逐月调度", "责任人": "镇长 鹤鸣皋", "完成期限": "2026-07-05"}
    unit, rows = stage.cast.units[TOWN].pk, {str(own(held)[0].number): row}
    _address, run = filled(liaison, number=held.cycle.number, unit=unit, rows=rows)
    assert "不是工作日" in str(run.lines["faults"])


def test_measures_that_were_agreed_to_are_not_in_the_workbook(stage, liaison, held):
    first, *rest = own(held)
    settled.under_way(stage.cast, first)
    address = reverse("improvement:workbook", args=[held.cycle.number, first.unit_id])
    book = openpyxl.load_workbook(io.BytesIO(liaison.get(address, {"template": "1"}).content))
    told = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row]
    assert first.name not in told
    assert all(one.name in told for one in rest)


def test_the_office_does_not_fill_in_for_a_unit(office, held):
    address = reverse("improvement:workbook", args=[held.cycle.number, own(held)[0].unit_id])
    assert office.get(address).status_code in (403, 404)
