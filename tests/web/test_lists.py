"""Declared lists: search, filters, order, pages, files; user text is never a formula."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from types import SimpleNamespace

import pytest
from django.test import RequestFactory
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from kaoji.web.lists import NUMBER, Column, Empty, Filter, Listing, answer, table_of
from kaoji.web.lists.export import as_csv, as_xlsx, harmless
from kaoji.web.lists.find import says
from kaoji.web.sounds import initials

TOWNS = ("鹤汀镇", "澄湾镇", "谷雨镇", "桐荫乡", "稷原乡")
LISTING = Listing(
    key="towns",
    title="乡镇",
    columns=(
        Column("name", title="名称", meaning="乡镇的名称", sort="name", search="name"),
        Column("people", title="人数", kind=NUMBER, sort="people"),
    ),
    filters=(
        Filter(
            "kind",
            title="类别",
            choices=(("镇", "镇"), ("乡", "乡")),
            narrow=lambda rows, value: [one for one in rows if one.name.endswith(value)],
        ),
    ),
    empty=Empty("not_begun", fact="还没有乡镇"),
    per_page=2,
)


def towns(names=TOWNS):
    return tuple(SimpleNamespace(name=name, people=place) for place, name in enumerate(names))


def table(address="/towns/", *, rows=None):
    request = RequestFactory().get(address)
    return table_of(request, listing=LISTING, rows=towns() if rows is None else rows)


def names(found):
    return [line[0].text for line in found.lines]


def test_pages_say_where_they_are():
    second = table("/towns/?page=2")
    assert (second.page.first, second.page.last, second.page.count) == (3, 4, 5)
    assert (second.page.before, second.page.after) == ("/towns/?page=1", "/towns/?page=3")


@pytest.mark.parametrize("number", ["0", "-1", "九", "²", "999999999", "99"])
def test_a_page_that_is_not_there_is_a_page_that_is(number):
    assert table(f"/towns/?page={number}").lines


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("谷雨", ["谷雨镇"]),
        ("gyz", ["谷雨镇"]),
        ("GY", ["谷雨镇"]),
        ("镇 鹤", ["鹤汀镇"]),
        ("xx", []),
    ],
)
def test_names_are_found_by_parts_and_by_sounds(question, expected):
    assert names(table(f"/towns/?q={question}")) == expected


def test_sounds_are_first_letters():
    assert initials("禾安县2号") == "hax2h"
    assert not says("禾安县", term="ah")


def test_filters_narrow_and_show_as_chips():
    found = table("/towns/?kind=乡&sort=-people")
    assert names(found) == ["稷原乡", "桐荫乡"]
    (chip,) = found.chips
    assert (chip.word, chip.without) == ("类别：乡", "/towns/?sort=-people")


def test_an_unknown_choice_is_left_out():
    assert table("/towns/?kind=县&sort=nobody").page.count == 5


def test_a_second_click_turns_the_order():
    assert table("/towns/?sort=people").heads[1].href == "/towns/?sort=-people"


def test_emptiness_says_which():
    assert table(rows=()).empty.fact == "还没有乡镇"
    assert table("/towns/?q=zz").empty.kind == "not_found"


NASTY = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "'x", "＝1", "谷雨镇")


def export(kind):
    request = RequestFactory().get(f"/towns/?export={kind}")
    return answer(request, listing=LISTING, rows=towns(NASTY)).content


def test_a_csv_has_no_formula_and_gives_its_texts_back():
    lines = list(csv.reader(io.StringIO(export("csv").decode("utf-8-sig"), newline="")))[1:]
    cells = [line[0] for line in lines]
    assert not [
        cell for cell in cells if cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))
    ]
    assert [cell.removeprefix("'") for cell in cells] == list(NASTY)
    assert lines[2][1] == "2"


def test_a_workbook_has_no_formula():
    sheet = load_workbook(io.BytesIO(export("xlsx"))).active
    kinds = {cell.data_type for line in sheet.iter_rows() for cell in line}
    assert kinds == {"s", "n"}
    assert sheet["A2"].value == "=1+1"


def drawn_texts(count):
    drawn, signs = random.Random(20), "=+-@\t\r\n '\"|,;!{}()＝＋－＠A1甲%_x"
    return ["".join(drawn.choices(signs, k=drawn.randint(1, 12))) for _ in range(count)]


def test_ten_thousand_texts_come_back_from_a_csv_and_none_is_a_formula():
    texts = drawn_texts(10_000)
    lines = as_csv(towns(texts), listing=LISTING).decode("utf-8-sig")
    cells = [line[0] for line in csv.reader(io.StringIO(lines, newline=""))][1:]
    assert [cell.removeprefix("'") for cell in cells] == texts
    begins = {cell.lstrip(" ")[:1] for cell in cells}
    assert begins & set("=+-@\t\r\n＝＋－＠") == set()


def test_ten_thousand_texts_come_back_from_a_workbook_and_none_is_a_formula():
    texts = drawn_texts(10_000)
    content = as_xlsx(towns(texts), listing=LISTING)
    cells = [line[0] for line in load_workbook(io.BytesIO(content)).active.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    assert [unescape(cell.value).replace("\r", "\n") for cell in cells] == [
        text.replace("\r", "\n") for text in texts
    ]


def test_harmless_texts_stay():
    assert harmless("2026年-1") == "2026年-1"
