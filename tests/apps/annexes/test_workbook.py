"""A unit's table as a workbook: out, filled in, checked cell by cell, written when confirmed."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kaoji.apps.annexes.models import Edition, Item
from kaoji.web.models import ImportRun
from tests import factories
from tests.apps.annexes import setting
from tests.apps.annexes.setting import OTHER
from tests.apps.facts.test_workbook import write_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(cast, table):
    del table
    return factories.signed_in(cast.people["liaison"])


def template(client, table):
    address = reverse("annexes:workbook", args=[table.pk])
    return setting.book_of(client.get(address, {"template": "1"}).content)


def sent(client, table, book):
    import io

    stream = io.BytesIO()
    book.save(stream)
    address = reverse("annexes:workbook", args=[table.pk])
    file = SimpleUploadedFile("个性指标.xlsx", stream.getvalue())
    client.post(address, {"file": file})
    return ImportRun.objects.latest("pk")


def with_rows(client, table, *rows):
    book = template(client, table)
    for row in rows:
        write_row(book.worksheets[0], row)
    return sent(client, table, book)


def row(number, item, points, **more):
    usual = {"目标": "5", "计量单位": "公里"} | more
    return {"序号": number, "事项": item, "分值（分）": points, **usual}


def act(client, table, run, word):
    client.post(reverse("annexes:workbook", args=[table.pk]), {"act": word, "run": run.pk})


def test_rows_come_in_after_a_look_and_go_again(client, table):
    run = with_rows(client, table, row(1, "修路", "60"), row(2, "打井", "40"))
    assert run.state == "checked", run.lines
    assert not Edition.objects.exists()
    act(client, table, run, "confirm")
    assert list(Item.objects.values_list("name", "weight")) == [("修路", "60"), ("打井", "40")]
    assert setting.fresh(table).state == "drafted"
    act(client, table, run, "undo")
    assert not Item.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "column", "why"),
    [
        (row(2, "打井", "71"), "分值", "70"),
        (row(2, "打井", "四十"), "分值", ""),
        (row(2, "修路", "40"), "事项", "序号 1 已经是“修路”"),
        (row(2, "机密★10年", "40"), "事项", "密级"),
        (row(2, "打井", "40", 数据来源="@SUM(A1)"), "数据来源", ""),
        (row(2, "打井", "40", 目标=""), "目标", ""),
        (row(7, "打井", "40"), "序号", "应为 2"),
    ],
)
def test_a_wrong_cell_holds_all_of_it_by_its_address(client, table, wrong, column, why):
    run = with_rows(client, table, row(1, "修路", "60"), wrong)
    assert run.state == "faulty"
    faults = run.lines["faults"]
    assert any(column in title and why in f"{reason}{remedy}" and address
               for address, title, _text, reason, remedy in faults), faults  # fmt: skip
    assert not Edition.objects.exists()


def test_all_wrong_cells_are_told_at_once(client, table):
    run = with_rows(client, table, row(1, "", "许多"), row(2, "打井", "-1", 目标="x"))
    assert run.lines["count"] >= 4


def test_a_workbook_of_another_unit_or_edition_is_refused(cast, client, table):
    other = setting.table_of(table.annex, OTHER)
    theirs = factories.signed_in(cast.people["second_liaison"])
    book = template(theirs, other)
    write_row(book.worksheets[0], row(1, "修路", "60"))
    assert sent(client, table, book).state == "faulty"
    first = template(client, table)
    write_row(first.worksheets[0], row(1, "修路", "60"))
    setting.approved(cast, table)
    setting.changing(cast, table)
    run = sent(client, table, first)
    assert run.state == "faulty"
    assert "第 1 版”的，不是" in str(run.lines["faults"])


def test_a_change_in_a_cell_is_shown_before_and_after(cast, client, table):
    setting.saved(cast, table)
    book = template(client, table)
    sheet = book.worksheets[0]
    place = next(
        cell for line in sheet.iter_rows() for cell in line if cell.value == "新增蔬菜大棚"
    )
    place.value = "新增温室"
    run = sent(client, table, book)
    (_name, is_new, cells), *_rest = run.lines["changes"]
    assert not is_new
    assert ["事项", "新增蔬菜大棚", "新增温室"] in [list(one) for one in cells]
    act(client, table, run, "confirm")
    assert Item.objects.filter(name="新增温室", weight="40").exists()
