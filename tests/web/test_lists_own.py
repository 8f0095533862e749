"""What somebody keeps of a list: columns and their order, searches by name; nobody else's."""

from __future__ import annotations

import csv
import io
from urllib.parse import parse_qs, urlsplit

import pytest
from openpyxl import load_workbook

from kaoji.web import clock
from kaoji.web.models import KeptView
from tests.cast import NOON, county
from tests.deeds import client_of

PLACE = "/organisation/people/"
ALL = ["name", "unit", "post", "role", "kind", "begins_on", "ends_on"]


@pytest.fixture
def cast(db):
    with clock.stopped_at(NOON):
        yield county()


@pytest.fixture
def clerk(cast):
    return client_of(cast, "clerk")


def keys(client, asked=""):
    """The columns that a page shows."""
    return [one.column.key for one in client.get(f"{PLACE}{asked}").context["table"].heads]


def choose(client, *shown, act="show", order=ALL[1:], next_=PLACE):
    told = {"listing": "people", "next": next_, "first": "name", "act": act}
    answer = client.post("/lists/columns/", {**told, "order": order, "shown": shown})
    return answer["Location"]


def keep(client, name, asked="role=office_clerk&page=2&columns=name,post"):
    told = {"listing": "people", "name": name, "asked": asked, "next": PLACE}
    return client.post("/lists/keep/", told, follow=True).content.decode()


def test_chosen_columns_stay_in_their_order_for_whoever_chose_them(cast, clerk):
    assert keys(clerk) == ALL
    assert choose(clerk, "post", "unit", order=["post", "unit", "role"]) == PLACE
    assert keys(clerk) == ["name", "post", "unit"]
    assert keys(client_of(cast, "director")) == ALL
    choose(clerk, act="reset")
    assert keys(clerk) == ALL
    assert not KeptView.objects.exists()


def test_a_column_moves_up_and_the_choice_stays_open(clerk):
    assert choose(clerk, *ALL, act="up:role") == f"{PLACE}?choose=1"
    assert keys(clerk) == ["name", "unit", "role", "post", "kind", "begins_on", "ends_on"]
    assert ' id="list-columns" open' in clerk.get(f"{PLACE}?choose=1").content.decode()
    assert ' id="list-columns" open' not in clerk.get(PLACE).content.decode()


def test_without_any_tick_the_name_of_the_row_remains(clerk):
    choose(clerk)
    assert keys(clerk) == ["name"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("?columns=post,name,role", ["name", "post", "role"]),
        ("?columns=post,post,nothing", ["name", "post"]),
        ("?columns=nothing", ALL),
        ("?columns=all", ALL),
        ("?columns=", ALL),
    ],
)
def test_the_address_says_which_columns(clerk, asked, expected):
    choose(clerk, "unit")
    assert keys(clerk, asked) == expected


def test_files_and_print_have_the_columns_that_are_shown(clerk):
    choose(clerk, "post", "unit", order=["post", "unit"])
    page = clerk.get(PLACE)
    assert "只含所示 3 列，共 7 列" in page.content.decode()
    lines = csv.reader(io.StringIO(clerk.get(f"{PLACE}?export=csv").content.decode("utf-8-sig")))
    assert next(lines) == ["姓名", "岗位", "机构"]
    whole = clerk.get(page.context["table"].export_all).content
    assert [one.value for one in load_workbook(io.BytesIO(whole)).active[1]][:3] == [
        "姓名",
        "机构",
        "岗位",
    ]
    assert len(clerk.get(f"{PLACE}?print=1").context["table"].heads) == 3


def test_what_is_searched_does_not_depend_on_what_is_shown(clerk):
    choose(clerk, "unit")
    found = clerk.get(PLACE, {"q": "数据员"}).context["table"]
    assert found.page.count == 2


def test_a_search_is_kept_and_opened_again(cast, clerk):
    assert "已保存常用筛选「办公室的人」" in keep(clerk, "办公室的人")
    (kept,) = clerk.get(PLACE).context["table"].own.searches
    assert kept.asked == "role=office_clerk&columns=name%2Cpost"
    found = clerk.get(f"{PLACE}?{kept.asked}").context["table"]
    assert found.page.count == 2
    assert [one.column.key for one in found.heads] == ["name", "post"]
    assert client_of(cast, "director").get(PLACE).context["table"].own.searches == ()


def test_one_that_stands_is_not_written_over(clerk):
    keep(clerk, "甲", "role=staff")
    assert "已有同名的常用筛选" in keep(clerk, "甲", "role=rater")
    assert KeptView.objects.get().asked == "role=staff"


@pytest.mark.parametrize("name", ["", "  ", "长" * 51])
def test_a_name_is_needed(clerk, name):
    assert "要写名称，最多 50 字" in keep(clerk, name)
    assert not KeptView.objects.exists()


def test_there_is_an_end_to_what_is_kept(clerk):
    for place in range(30):
        keep(clerk, f"{place}")
    assert "常用筛选已满 30 个" in keep(clerk, "多")
    assert "筛选的条件太长" in keep(clerk, "长", "q=" + "长" * 2_000)
    assert KeptView.objects.count() == 30


def test_nobody_forgets_what_another_keeps(cast, clerk):
    keep(clerk, "甲")
    told = {"listing": "people", "name": "甲", "next": PLACE}
    client_of(cast, "director").post("/lists/forget/", told)
    assert KeptView.objects.exists()


def test_what_is_forgotten_can_be_taken_back(clerk):
    keep(clerk, "甲 & 乙", "q=鹤汀")
    told = {"listing": "people", "name": "甲 & 乙", "next": f"{PLACE}?sort=name"}
    answer = clerk.post("/lists/forget/", told)
    undo = clerk.session["notices"][0]["undo"]
    assert (answer["Location"], urlsplit(undo).path) == (f"{PLACE}?sort=name", "/lists/keep/")
    assert parse_qs(urlsplit(undo).query)["name"] == ["甲 & 乙"]
    assert clerk.post(undo)["Location"] == f"{PLACE}?sort=name"
    assert KeptView.objects.get().asked == "q=%E9%B9%A4%E6%B1%80"


@pytest.mark.parametrize("before", ["https://elsewhere.example/", "//elsewhere.example/", ""])
def test_the_way_back_leads_nowhere_else(clerk, before):
    assert choose(clerk, "unit", next_=before) == "/"


def test_a_link_to_send_names_the_columns(cast, clerk):
    choose(clerk, "post")
    link = clerk.get(f"{PLACE}?role=rater&page=1").context["table"].link
    assert parse_qs(urlsplit(link).query) == {"role": ["rater"], "columns": ["name,post"]}
    assert keys(client_of(cast, "director"), f"?{urlsplit(link).query}") == ["name", "post"]


def test_a_list_asks_for_only_itself_where_it_replaces_itself(clerk):
    part = clerk.get(PLACE, headers={"HX-Request": "true", "HX-Target": "list"})
    whole = clerk.get(PLACE)
    assert part.content.decode().lstrip().startswith('<div class="kj-list" id="list"')
    assert "<html" not in part.content.decode()
    assert part["Vary"].count("HX-Request") == whole["Vary"].count("HX-Request") == 1
    back = {"HX-Request": "true", "HX-Target": "list", "HX-History-Restore-Request": "true"}
    assert "<html" in clerk.get(PLACE, headers=back).content.decode()


def test_nobody_is_led_elsewhere(clerk):
    assert choose(clerk, "post", next_="http://testserver//elsewhere.example/x") == "/"
    assert choose(clerk, "post", next_="//elsewhere.example/x") == "/"


def test_a_choice_of_nothing_is_none(clerk):
    clerk.post("/lists/columns/", {"listing": "people", "order": [""], "shown": [""]})
    assert keys(clerk) == ALL
    assert not KeptView.objects.exists()
