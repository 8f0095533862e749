"""The organisation as workbooks: out, back unchanged, back changed, taken back."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from kaoji.apps.audit.models import Entry
from kaoji.apps.organisation import actions, books, queries
from kaoji.apps.organisation.models import Holding, Post, Unit, UnitGroup
from kaoji.web import clock
from kaoji.web.roles import Role
from tests import cast, factories

UNITS = reverse("organisation:units-workbook")
PEOPLE = reverse("organisation:people-workbook")
DAY = date(2026, 7, 1)


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.stopped_at(cast.NOON):
        yield


@pytest.fixture
def county(db):
    return cast.county()


@pytest.fixture
def office(county):
    return factories.signed_in(county.people["director"])


def template(client, address):
    book = load_workbook(io.BytesIO(client.get(f"{address}?template=1").content))
    return book, book.worksheets[0]


def send(client, address, book):
    stream = io.BytesIO()
    book.save(stream)
    file = SimpleUploadedFile("机构.xlsx", stream.getvalue())
    answer = client.post(address, {"act": "check", "file": file})
    assert answer.status_code == 302, answer.context["form"].errors
    return client.get(answer.url).context["run"]


def put(sheet, line, *values):
    """Write a row as a person does: the hidden first column stays empty."""
    for place, value in enumerate(values, start=2):
        sheet.cell(row=line, column=place, value=value)


def row_of(sheet, code):
    return next(
        line for line in range(5, sheet.max_row + 1) if sheet.cell(row=line, column=2).value == code
    )


def end_of(sheet):
    return next(
        line for line in range(5, sheet.max_row + 1) if not sheet.cell(row=line, column=2).value
    )


def truth(county):
    """All that is held, as a workbook tells it."""
    actor = county.actor("director")
    return books.units_held(actor), books.people_held(actor)


@pytest.mark.parametrize("address", [UNITS, PEOPLE])
def test_what_goes_out_comes_back_unchanged(county, office, address):
    book, _sheet = template(office, address)
    run = send(office, address, book)
    assert run.state == "checked"
    assert (run.lines["added"], run.lines["changed"], run.lines["absent"]) == (0, 0, 0)
    assert run.lines["same"] > 10


def test_units_come_in_whatever_their_order_and_are_taken_back(county, office):
    """A section stands above its bureau in the sheet; one township is renamed from July."""
    before = truth(county)
    book, sheet = template(office, UNITS)
    line = end_of(sheet)
    put(sheet, line, "B02", "统计科", "B01", "科室", "", "1", "2026-07-01", "")
    put(
        sheet,
        line + 1,
        "B01",
        "数据局",
        "A001",
        "部门",
        "新组",
        "9",
        "2026年7月1日",
        "禾编〔2026〕3号",
    )
    renamed = row_of(sheet, county.units["云砚镇"].code)
    sheet.cell(row=renamed, column=3, value="云砚街道")
    sheet.cell(row=renamed, column=8, value="2026-07-01")
    run = send(office, UNITS, book)
    assert (run.lines["added"], run.lines["changed"]) == (2, 1)
    assert truth(county) == before, "nothing is written before it is confirmed"

    office.post(UNITS, {"act": "confirm", "run": run.pk})
    director = county.actor("director")
    names = [branch.unit.name for branch in queries.tree_at(director, on=DAY)]
    assert names[names.index("数据局") + 1] == "统计科"
    assert "云砚街道" in names
    eve = [unit.name for unit in queries.units_at(director, on=date(2026, 6, 30))]
    assert "云砚镇" in eve
    assert "数据局" not in eve
    entry = Entry.objects.filter(act="organisation.import").first()
    assert entry.object_name == "机构 3 行"
    assert json.loads(entry.after)["B01"]["basis"] == "禾编〔2026〕3号"

    office.post(UNITS, {"act": "undo", "run": run.pk})
    assert truth(county) == before
    assert not Unit.objects.filter(code__startswith="B").exists()


def test_units_in_a_circle_are_refused_whole(county, office):
    before = truth(county)
    book, sheet = template(office, UNITS)
    line = end_of(sheet)
    put(sheet, line, "B01", "甲局", "B02", "部门", "", "", "2026-07-01", "")
    put(sheet, line + 1, "B02", "乙局", "B01", "部门", "", "", "2026-07-01", "")
    run = send(office, UNITS, book)
    answer = office.post(UNITS, {"act": "confirm", "run": run.pk})
    assert answer.status_code == 409
    assert truth(county) == before


def test_what_was_is_not_rewritten_by_a_workbook(county, office):
    before = truth(county)
    book, sheet = template(office, UNITS)
    line = row_of(sheet, county.units["云砚镇"].code)
    sheet.cell(row=line, column=3, value="云砚街道")
    sheet.cell(row=line, column=8, value="2020-01-01")
    run = send(office, UNITS, book)
    assert office.post(UNITS, {"act": "confirm", "run": run.pk}).status_code == 409
    assert truth(county) == before


def test_people_come_into_posts_and_leave_them_again(county, office):
    before = truth(county)
    user = factories.make_user(organisation=county.organisation, username="xin-ren", name="新人")
    book, sheet = template(office, PEOPLE)
    code = county.units["ecology"].code
    put(sheet, end_of(sheet), "xin-ren", "新人", code, "数据员", "数据员", "2026-07-01", "")
    run = send(office, PEOPLE, book)
    office.post(PEOPLE, {"act": "confirm", "run": run.pk})
    holding = Holding.objects.get(user=user)
    assert (holding.post.name, holding.post.role, holding.begins_on) == (
        "数据员",
        Role.DATA_SUPPLIER,
        DAY,
    )
    office.post(PEOPLE, {"act": "undo", "run": run.pk})
    assert not Holding.objects.filter(user=user).exists()
    assert truth(county) == before
    assert not Post.objects.filter(name="数据员", unit__code=code).exists(), "nobody was ever in it"
    assert "数据员" in Entry.objects.first().after.partition("随同撤去")[2]


def test_what_was_left_empty_and_filled_in_by_the_office_can_be_taken_back(county, office):
    """A name that only helps to read, an order: the office has them, the workbook had not."""
    before = truth(county)
    factories.make_user(organisation=county.organisation, username="xin-ren", name="新人")
    book, sheet = template(office, PEOPLE)
    code = county.units["ecology"].code
    put(sheet, end_of(sheet), "xin-ren", None, code, "数据员", "数据员", "2026-07-01", "")
    run = send(office, PEOPLE, book)
    office.post(PEOPLE, {"act": "confirm", "run": run.pk})
    assert Holding.objects.filter(user__username="xin-ren").exists()
    assert office.post(PEOPLE, {"act": "undo", "run": run.pk}).status_code == 302
    assert not Holding.objects.filter(user__username="xin-ren").exists()
    book, sheet = template(office, UNITS)
    over = county.units["government"].code
    put(sheet, end_of(sheet), "B900", "湖心镇", over, "乡镇（街道）", None, None, "2026-07-01")
    run = send(office, UNITS, book)
    office.post(UNITS, {"act": "confirm", "run": run.pk})
    assert Unit.objects.filter(code="B900").exists()
    assert office.post(UNITS, {"act": "undo", "run": run.pk}).status_code == 302
    assert not Unit.objects.filter(code="B900").exists()
    assert truth(county) == before


def test_a_name_that_is_blanked_changes_nobody(county, office):
    book, sheet = template(office, PEOPLE)
    sheet.cell(row=end_of(sheet) - 1, column=3, value="")
    run = send(office, PEOPLE, book)
    assert (run.lines["added"], run.lines["changed"]) == (0, 0)


def test_a_post_that_was_opened_by_hand_outlives_the_undo(county, office):
    unit = county.units["ecology"]
    user = factories.make_user(organisation=county.organisation, username="xin-ren")
    by = county.actor("director")
    own = actions.add_post(by=by, unit=unit, name="台账员", role=Role.STAFF, on=DAY)
    book, sheet = template(office, PEOPLE)
    row = ("xin-ren", user.name, unit.code, "台账员", "工作人员", "2026-07-01", "")
    put(sheet, end_of(sheet), *row)
    run = send(office, PEOPLE, book)
    office.post(PEOPLE, {"act": "confirm", "run": run.pk})
    assert Holding.objects.filter(user=user, post=own).exists()
    office.post(PEOPLE, {"act": "undo", "run": run.pk})
    assert not Holding.objects.filter(user=user).exists()
    assert Post.objects.filter(pk=own.pk).exists()


def test_a_group_that_came_with_units_goes_with_them(county, office):
    book, sheet = template(office, UNITS)
    row = end_of(sheet)
    over = county.units["government"].code
    put(sheet, row, "B900", "湖心镇", over, "乡镇（街道）", "湖区组", 90, "2026-07-01")
    run = send(office, UNITS, book)
    office.post(UNITS, {"act": "confirm", "run": run.pk})
    assert UnitGroup.objects.filter(name="湖区组").exists()
    office.post(UNITS, {"act": "undo", "run": run.pk})
    assert not Unit.objects.filter(code="B900").exists()
    assert not UnitGroup.objects.filter(name="湖区组").exists()


@pytest.mark.parametrize(
    ("who", "role"),
    [("clerk", "绩效办主任"), ("clerk", "绩效办工作人员")],
)
def test_a_workbook_gives_no_more_than_a_form(county, who, role):
    """A clerk gives no post of the office, by no way."""
    factories.make_user(organisation=county.organisation, username="xin-ren")
    client = factories.signed_in(county.people[who])
    book, sheet = template(client, PEOPLE)
    code = county.units["performance"].code
    put(sheet, end_of(sheet), "xin-ren", "新人", code, "副主任", role, "2026-07-01", "")
    run = send(client, PEOPLE, book)
    assert client.post(PEOPLE, {"act": "confirm", "run": run.pk}).status_code == 409
    assert not Post.objects.filter(name="副主任").exists()


def test_nobody_appoints_oneself_by_workbook(county, office):
    book, sheet = template(office, PEOPLE)
    code = county.units["finance"].code
    me = county.people["director"].username
    put(sheet, end_of(sheet), me, "闻知秋", code, "局长", "单位负责人", "2026-07-01", "")
    run = send(office, PEOPLE, book)
    assert office.post(PEOPLE, {"act": "confirm", "run": run.pk}).status_code == 409
    assert not Holding.objects.filter(user=county.people["director"], begins_on=DAY).exists()


def test_people_and_units_of_others_are_unknown(db):
    mine, other = cast.canaries()
    client = factories.signed_in(mine.people[Role.OFFICE_DIRECTOR])
    for address in (UNITS, PEOPLE):
        content = client.get(f"{address}?template=1").content
        texts = [
            str(cell.value)
            for sheet in load_workbook(io.BytesIO(content)).worksheets
            for row in sheet.iter_rows()
            for cell in row
        ]
        assert any(mine.mark in text for text in texts)
        assert not any(other.mark in text for text in texts)
    book, sheet = template(client, PEOPLE)
    foreign = other.rows["User"].username
    unit = mine.rows["Unit"].code
    put(sheet, end_of(sheet), foreign, "", unit, "甲", "工作人员", "2026-07-01", "")
    run = send(client, PEOPLE, book)
    answer = client.post(PEOPLE, {"act": "confirm", "run": run.pk})
    assert answer.status_code == 409
    assert not Holding.objects.filter(begins_on=DAY).exists()
