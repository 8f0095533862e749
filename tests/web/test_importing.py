"""An import from the file to the undo: nothing before it is confirmed, everything back after."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import RequestFactory
from openpyxl import load_workbook

from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.models import ImportRun
from kaoji.web.refusals import Refused
from kaoji.web.workbooks import NUMBER, Book, Column, importing, runs, template_of

pytestmark = pytest.mark.django_db

BOOK = Book(
    key="towns",
    title="乡镇",
    columns=(
        Column("name", "单位", is_required=True, meaning="单位的简称"),
        Column("people", "人数", kind=NUMBER, meaning="常住人口", example="1200"),
    ),
    keys=("name",),
)
#: The same columns, and other rows belong into it.
LAST_YEAR = replace(BOOK, key="towns-2025", title="上年乡镇")
WANG = Actor(username="wang", name="王某", organisation_key=1)
NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


class Store:
    """What a room would hold, in memory."""

    def __init__(self):
        self.rows = {
            "甲": {"name": "甲", "people": Fraction(3)},
            "乙": {"name": "乙", "people": None},
        }

    def held(self, actor):
        return dict(self.rows) if actor.organisation_key == 1 else {}

    def apply(self, actor, *, changes):
        for one in changes:
            if one.after is None:
                del self.rows[one.key]
            else:
                self.rows[one.key] = dict(one.after)

    @property
    def importer(self):
        return runs.Importer(book=BOOK, held=self.held, apply=self.apply, back="/towns/")


@pytest.fixture
def store():
    return Store()


def workbook(store, **cells):
    book = load_workbook(io.BytesIO(template_of(BOOK, held=store.rows)))
    for address, text in cells.items():
        book.worksheets[0][address].value = text
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def checked(store, *, actor=WANG, **cells):
    cells = cells or {"C5": "4", "B7": "丙", "C7": "1/3"}
    return runs.check(workbook(store, **cells), importer=store.importer, actor=actor, name="a.xlsx")


def test_nothing_is_written_before_it_is_confirmed(store):
    before = dict(store.rows)
    run = checked(store)
    assert store.rows == before
    assert (run.lines["added"], run.lines["changed"], run.lines["same"]) == (1, 1, 1)


def test_confirmed_then_undone_is_as_before(store):
    before = {key: dict(row) for key, row in store.rows.items()}
    run = checked(store)
    runs.confirm(run, importer=store.importer, actor=WANG)
    assert store.rows["甲"]["people"] == 4
    assert store.rows["丙"] == {"name": "丙", "people": Fraction(1, 3)}
    run.refresh_from_db()
    runs.undo(run, importer=store.importer, actor=WANG)
    assert store.rows == before


def test_of_two_clicks_the_second_is_told(store):
    run = checked(store)
    runs.confirm(run, importer=store.importer, actor=WANG)
    with pytest.raises(Refused, match="已经处理过了"):
        runs.confirm(run, importer=store.importer, actor=WANG)


def test_what_was_changed_meanwhile_is_not_overwritten(store):
    run = checked(store)
    store.rows["甲"] = {"name": "甲", "people": Fraction(9)}
    with pytest.raises(Refused) as told:
        runs.confirm(run, importer=store.importer, actor=WANG)
    assert told.value.code == "changed_meanwhile"
    assert "「甲」" in told.value.reason
    assert store.rows["甲"]["people"] == 9
    run.refresh_from_db()
    assert run.state == "checked"


@pytest.mark.parametrize(
    ("book", "owner", "told"),
    [
        (LAST_YEAR, "1", "这份表格是“上年乡镇”的，不是“乡镇”的"),
        (BOOK, "2", "这份表格是另一家单位下载的，不是本单位的"),
    ],
)
def test_a_workbook_of_something_else_is_told_by_its_stamp(store, book, owner, told):
    content = template_of(book, held=store.rows | {"丙": {"name": "丙"}}, stamp=owner)
    run = runs.check(content, importer=store.importer, actor=WANG, name="a.xlsx")
    assert (run.state, run.changes) == ("faulty", [])
    assert [one[3] for one in run.lines["faults"]] == [told]
    with pytest.raises(Refused):
        runs.confirm(run, importer=store.importer, actor=WANG)


def test_a_workbook_says_whose_it_is_when_it_goes_out(store):
    request = RequestFactory().get("/", {"template": "1"})
    request.actor = WANG
    content = importing.answer(request, importer=store.importer).content
    stamp = load_workbook(io.BytesIO(content))["_kaoji"]
    said = dict(stamp.iter_rows(max_col=2, values_only=True))
    assert (said["book"], said["title"], said["stamp"]) == ("towns", "乡镇", "1")
    run = runs.check(content, importer=store.importer, actor=WANG, name="a.xlsx")
    assert run.state == "checked"


def test_an_undo_does_not_overwrite_either(store):
    run = checked(store)
    runs.confirm(run, importer=store.importer, actor=WANG)
    run.refresh_from_db()
    store.rows["丙"] = {"name": "丙", "people": Fraction(7)}
    with pytest.raises(Refused, match="在这期间已被改动"):
        runs.undo(run, importer=store.importer, actor=WANG)
    assert store.rows["丙"]["people"] == 7


def test_what_a_room_fills_in_is_no_change_of_meanwhile(store):
    before = {key: dict(row) for key, row in store.rows.items()}
    written = store.apply

    def fill_in(actor, *, changes):
        written(actor, changes=changes)
        for row in store.rows.values():
            row["people"] = Fraction(0) if row["people"] is None else row["people"]

    store.rows["乙"]["people"] = before["乙"]["people"] = Fraction(5)
    run = checked(store, B7="丙")
    store.apply = fill_in
    runs.confirm(run, importer=store.importer, actor=WANG)
    assert store.rows["丙"]["people"] == 0
    run.refresh_from_db()
    runs.undo(run, importer=store.importer, actor=WANG)
    assert store.rows == before


def test_a_run_of_an_older_version_is_undone_by_what_it_wrote(store):
    before = {key: dict(row) for key, row in store.rows.items()}
    run = checked(store)
    runs.confirm(run, importer=store.importer, actor=WANG)
    run.refresh_from_db()
    run.changes = [one[:3] for one in run.changes]
    runs.undo(run, importer=store.importer, actor=WANG)
    assert store.rows == before


@pytest.mark.parametrize(("hours", "is_late"), [(24, False), (25, True)])
def test_an_undo_ends_after_a_day(store, hours, is_late):
    with clock.stopped_at(NOON):
        run = checked(store)
        runs.confirm(run, importer=store.importer, actor=WANG)
    run.refresh_from_db()
    with clock.stopped_at(NOON + timedelta(hours=hours)):
        if is_late:
            with pytest.raises(Refused, match="超过 24 小时"):
                runs.undo(run, importer=store.importer, actor=WANG)
        else:
            runs.undo(run, importer=store.importer, actor=WANG)
    assert ("丙" in store.rows) is is_late


@pytest.mark.parametrize(
    "other",
    [
        Actor(username="li", name="李某", organisation_key=1),
        Actor(username="wang", name="王某", organisation_key=2),
    ],
)
def test_nobody_elses_import_is_there(store, other):
    run = checked(store)
    with pytest.raises(Http404):
        runs.run_of(str(run.pk), importer=store.importer, actor=other)
    assert runs.run_of(str(run.pk), importer=store.importer, actor=WANG) == run


@pytest.mark.parametrize("key", ["", "x", "0", "-1", "²", "9" * 30])
def test_an_import_that_is_not_there(store, key):
    with pytest.raises(Http404):
        runs.run_of(key, importer=store.importer, actor=WANG)


def asked(store, *, method="get", **data):
    request = getattr(RequestFactory(), method)("/towns/import/", data)
    request.actor, request.session = WANG, {}
    return importing.answer(request, importer=store.importer)


def test_the_pages_of_a_faulty_import(store):
    content = workbook(store, C5="很多", C6="9")
    sent = asked(store, method="post", file=SimpleUploadedFile("a.xlsx", content))
    run = ImportRun.objects.get()
    assert sent.headers["Location"] == f"/towns/import/?run={run.pk}"
    text = asked(store, run=run.pk).content.decode()
    assert "要改 1 处，什么也没有写入" in text
    assert "C5" in text
    assert "确认导入" not in text
    returned = load_workbook(io.BytesIO(asked(store, run=run.pk, file="1").content))
    assert returned.worksheets[0]["C5"].comment


def test_the_pages_of_a_sound_import(store):
    content = workbook(store, C5="4")
    asked(store, method="post", file=SimpleUploadedFile("a.xlsx", content))
    run = ImportRun.objects.get()
    assert "确认导入" in asked(store, run=run.pk).content.decode()
    asked(store, method="post", act="confirm", run=run.pk)
    assert store.rows["甲"]["people"] == 4
    assert "撤销这次导入" in asked(store, run=run.pk).content.decode()


def test_the_first_page_gives_the_template_and_says_what_to_write(store):
    text = asked(store).content.decode()
    assert "常住人口" in text
    assert "例：1200" in text
    assert (
        load_workbook(io.BytesIO(asked(store, template="1").content)).worksheets[0]["B5"].value
        == "甲"
    )


def test_no_file_is_an_error_at_its_field(store):
    answer = asked(store, method="post", act="check")
    assert answer.status_code == 422
    assert "这里要填" in answer.content.decode()


def test_a_check_is_not_confirmed_days_later(store):
    with clock.stopped_at(NOON):
        run = checked(store)
    with clock.stopped_at(NOON + timedelta(days=4)), pytest.raises(Refused, match="重新上传"):
        runs.confirm(run, importer=store.importer, actor=WANG)
    assert "丙" not in store.rows


def test_old_imports_are_forgotten_young_ones_are_not(store):
    with clock.stopped_at(NOON):
        checked(store)
    with clock.stopped_at(NOON + timedelta(days=6)):
        young = checked(store)
    with clock.stopped_at(NOON + timedelta(days=8)):
        assert runs.forget_old() == 1
    assert list(ImportRun.objects.all()) == [young]
