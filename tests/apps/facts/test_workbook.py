"""The sheet as a workbook: out, filled in, checked, confirmed, taken back."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl.cell.cell import MergedCell

from kaoji.apps.facts import actions
from kaoji.apps.facts.models import Figure, FigureRevision, ListRow
from kaoji.web.models import ImportRun
from tests import factories
from tests.apps.facts.stage import INVESTMENT, REVENUE, TOWNS

ADDRESS = "facts:workbook"


@pytest.fixture
def client(stage):
    return factories.signed_in(stage.cast.people["supplier"])


def template(client, number=1):
    answer = client.get(reverse(ADDRESS, args=(number,)), {"template": "1"})
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def place(sheet, word):
    return next(cell for row in sheet.iter_rows() for cell in row if str(cell.value) == word)


def fill(book, texts):
    """Texts by town and head; the heads bear the unit."""
    sheet = book.worksheets[0]
    for (town, head), text in texts.items():
        cell = sheet.cell(place(sheet, town).row, place(sheet, head).column)
        cell.value = text
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def write_row(sheet, texts):
    """A row below the last one, by the heads."""
    head = place(sheet, "序号")
    below = (sheet.cell(row, head.column) for row in range(head.row + 1, sheet.max_row + 2))
    cells = (cell for cell in below if not isinstance(cell, MergedCell))
    free = next(cell.row for cell in cells if cell.value in (None, ""))
    for word, text in texts.items():
        sheet.cell(free, place(sheet, word).column).value = text


def send(client, content, number=1):
    file = SimpleUploadedFile("填好.xlsx", content)
    client.post(reverse(ADDRESS, args=(number,)), {"file": file})
    return ImportRun.objects.latest("pk")


def act(client, run, what, number=1):
    return client.post(reverse(ADDRESS, args=(number,)), {"act": what, "run": run.pk})


HEAD, TARGET = "财政收入（万元）", "财政收入（目标）（万元）"


def test_a_percent_sign_behind_an_amount_is_refused_in_its_cell(stage, client):
    """104.2 % of 万元 was once stored as 1.042."""
    stage.task()
    content = fill(template(client), {("鹤汀镇", HEAD): "104.2 %", ("澄湾镇", HEAD): "5‰"})
    run = send(client, content)
    assert run.state == "faulty"
    told = str(run.lines["faults"])
    assert told.count("不是比率") == 2
    assert "去掉「%」" in told
    assert not Figure.objects.exists()


def test_filled_in_checked_confirmed_and_taken_back(stage, client):
    task = stage.task()
    stage.enter(task, once="a", texts={("鹤汀镇", "数值"): "1"})
    content = fill(
        template(client),
        {("鹤汀镇", HEAD): "12.50", ("澄湾镇", HEAD): 18, ("云砚镇", HEAD): "缺",
         ("澄湾镇", TARGET): "0.002亿元"},
    )  # fmt: skip
    run = send(client, content)
    assert run.state == "checked"
    called = [name.split(" ")[1] for name, _is_new, _cells in run.lines["changes"]]
    assert called == [one for one in TOWNS if one in ("鹤汀镇", "澄湾镇", "云砚镇")]
    assert Figure.objects.count() == 1
    act(client, run, "confirm")
    found = {
        (one.unit_id, one.field): (one.mark, one.value) for one in Figure.objects.filter(task=task)
    }
    units = {name: unit.pk for name, unit in stage.cast.units.items()}
    assert found == {
        (units["鹤汀镇"], "数值"): ("value", "12.5"),
        (units["澄湾镇"], "数值"): ("value", "18"),
        (units["云砚镇"], "数值"): ("missing", ""),
        (units["澄湾镇"], "目标"): ("value", "20"),
    }
    assert FigureRevision.objects.filter(channel="excel").count() == 4
    act(client, run, "undo")
    first = Figure.objects.get(unit=units["鹤汀镇"], field="数值")
    assert (first.value, first.revision) == ("1", 3)
    assert Figure.objects.exclude(typed="").count() == 1


def test_what_is_out_of_range_is_marked_in_its_cell_and_nothing_is_written(stage, client):
    stage.task()
    book = template(client)
    sheet = book.worksheets[0]
    address = sheet.cell(place(sheet, "澄湾镇").row, place(sheet, HEAD).column).coordinate
    run = send(client, fill(book, {("澄湾镇", HEAD): "-3", ("鹤汀镇", HEAD): "7"}))
    assert run.state == "faulty"
    assert [one[0] for one in run.lines["faults"]] == [address]
    run = send(client, fill(template(client), {("澄湾镇", HEAD): "零报告"}))
    assert "没有数据时写「缺」" in str(run.lines["faults"]), "as the head of the sheet says"
    assert not Figure.objects.exists()


def test_a_locked_column_may_not_be_changed(stage, client):
    stage.fill(stage.task())
    stage.task(columns=((INVESTMENT, "数值"),), shown=((REVENUE, "数值"),))
    run = send(client, fill(template(client, 2), {("鹤汀镇", HEAD): "7"}), 2)
    assert run.state == "faulty"
    assert "锁定" in run.lines["faults"][0][3]


def test_what_was_changed_meanwhile_is_not_overwritten(stage, client):
    task = stage.task()
    run = send(client, fill(template(client), {("鹤汀镇", HEAD): "7"}))
    stage.enter(task, once="b", texts={("鹤汀镇", "数值"): "8"})
    assert act(client, run, "confirm").status_code == 409
    assert Figure.objects.get().value == "8"


def test_a_sheet_of_another_year_is_refused_by_its_stamp(stage, client):
    """The same units, the same heads: only the stamp tells last year's figures from this year's."""
    stage.task(period="2025年终评估")
    stage.task()
    run = send(client, fill(template(client, 1), {("鹤汀镇", HEAD): "7"}), number=2)
    assert run.state == "faulty"
    assert "“采集任务 1 号”的，不是“采集任务 2 号”的" in str(run.lines["faults"])
    assert act(client, run, "confirm", number=2).status_code == 409
    assert not Figure.objects.exists()


def test_a_list_of_another_year_is_refused_by_its_stamp(stage, client):
    for period in ("2025", "2026"):
        stage.listed(period=period)
    address = [reverse("facts:list-workbook", args=(number, 1)) for number in (1, 2)]
    book = openpyxl.load_workbook(io.BytesIO(client.get(address[0], {"template": "1"}).content))
    write_row(book.worksheets[0], {"序号": "1", "单位": "鹤汀镇", "无或缺": "无"})
    client.post(address[1], {"file": SimpleUploadedFile("填好.xlsx", fill(book, {}))})
    run = ImportRun.objects.latest("pk")
    assert run.state == "faulty"
    assert "加分 2025" in str(run.lines["faults"])
    client.post(address[1], {"act": "confirm", "run": run.pk})
    assert not ListRow.objects.exists()


def test_corrections_need_their_reasons_on_the_page(stage, client):
    task = stage.signed()
    assert client.get(reverse(ADDRESS, args=(1,))).status_code == 409
    actions.send_back(by=stage.actor("clerk"), task=task, reason="核对", version=task.version)
    assert client.get(reverse(ADDRESS, args=(1,))).status_code == 409


def test_others_find_no_workbook(stage):
    stage.task()
    for who, status in (("second_supplier", 404), ("head", 404), ("clerk", 409)):
        client = factories.signed_in(stage.cast.people[who])
        assert client.get(reverse(ADDRESS, args=(1,))).status_code == status
