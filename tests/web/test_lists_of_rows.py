"""Lists over a database: found alike, as many questions for three rows as for three hundred."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Length
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kaoji.web.lists import Column, Empty, Filter, Listing, answer, by_field, table_of
from kaoji.web.models import ImportRun

pytestmark = pytest.mark.django_db

LISTING = Listing(
    key="runs",
    title="导入",
    columns=(
        Column("file_name", title="文件", meaning="文件名", sort="file_name", search="file_name"),
        Column("book", title="表", search="book"),
        Column("checked_at", title="时间", sort="checked_at"),
    ),
    filters=(
        Filter("state", title="状态", choices=(("checked", "待确认"),), narrow=by_field("state")),
    ),
    empty=Empty("not_begun", fact="还没有导入"),
    sort="file_name",
)


def fill(names):
    now = timezone.now()
    ImportRun.objects.bulk_create(
        ImportRun(
            organisation_key=1, username="wang", book=f"表{place % 3}", file_name=name,
            state="checked" if place % 2 else "applied", checked_at=now,
        )
        for place, name in enumerate(names)
    )  # fmt: skip


def names(address):
    table = table_of(RequestFactory().get(address), listing=LISTING, rows=ImportRun.objects.all())
    return [line[0].text for line in table.lines]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/?q=禾安", ["禾安县", "禾安镇"]),
        ("/?q=hax", ["禾安县"]),
        ("/?q=HAX", ["禾安县"]),
        ("/?q=安 镇", ["禾安镇"]),
        ("/?q=gy 表2", ["谷雨乡"]),
        ("/?sort=-file_name", ["谷雨乡", "禾安镇", "禾安县"]),
        ("/?state=checked", ["禾安镇"]),
        ("/?q=%25", []),
        ("/?q=%27+OR+1=1", []),
    ],
)
def test_rows_are_found_and_ordered(address, expected):
    fill(["禾安县", "禾安镇", "谷雨乡"])
    assert names(address) == expected


@pytest.mark.parametrize("address", ["/", "/?q=文件", "/?q=wj&page=2&sort=-file_name"])
def test_as_many_questions_for_few_rows_as_for_many(address, django_assert_max_num_queries):
    fill([f"文件{place:03}" for place in range(300)])
    request = RequestFactory().get(address)
    with django_assert_max_num_queries(2):
        assert len(table_of(request, listing=LISTING, rows=ImportRun.objects.all()).lines) == 50


def test_pages_of_a_search_by_sound_follow_each_other():
    fill([f"文件{place:03}" for place in range(120)])
    found = names("/?q=wj") + names("/?q=wj&page=2") + names("/?q=wj&page=3")
    assert found == [f"文件{place:03}" for place in range(120)]


@pytest.mark.parametrize("question", ["", "&q=wj"])
def test_all_found_rows_are_exported(question):
    fill([f"文件{place:04}" for place in range(1_100)])
    request = RequestFactory().get(f"/?export=csv{question}")
    content = answer(request, listing=LISTING, rows=ImportRun.objects.all()).content
    assert content.count(b"\r\n") == 1_101


class TestAnOrderThatIsWorkedOut:
    """It alone is worked out for all rows; the rest of a row only where the row is shown."""

    def page(self, address):
        worked_out = Length("file_name")
        rows = ImportRun.objects.annotate(length=worked_out, twice=F("length") * Value(2))
        column = Column("length", title="长", sort="length")
        listing = replace(LISTING, columns=(*LISTING.columns, column), per_page=2, sort="")
        with CaptureQueriesContext(connection) as caught:
            table = table_of(RequestFactory().get(address), listing=listing, rows=rows)
        return [line[0].text for line in table.lines], caught.captured_queries

    def test_the_page_is_the_same(self):
        fill(["丙一二三", "甲", "丁一二三四", "乙一"])
        assert self.page("/?sort=length")[0] == ["甲", "乙一"]
        assert self.page("/?sort=-length")[0] == ["丁一二三四", "丙一二三"]
        assert self.page("/?sort=length&page=2")[0] == ["丙一二三", "丁一二三四"]
        assert self.page("/?sort=-length&q=丙")[0] == ["丙一二三"]
        assert self.page("/?sort=length&q=nothing")[0] == []

    def test_what_is_not_shown_is_not_worked_out(self):
        fill(["丙一二三", "甲", "丁一二三四", "乙一"])
        *_, keys, shown = [one["sql"] for one in self.page("/?sort=length")[1]]
        assert "* 2" not in keys
        assert "* 2" in shown
        assert len(self.page("/?sort=file_name")[1]) == len(self.page("/?sort=length")[1]) - 1
