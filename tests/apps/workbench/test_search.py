"""Search: what is found, by what, and only within what one may see."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kaoji.apps.workbench.views.search import PER_PAGE, marked
from kaoji.web import clock
from kaoji.web.roles import Role
from tests import cast, factories
from tests.costs import MOST_QUERIES, begin_the_log


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.stopped_at(cast.NOON):
        yield


@pytest.fixture
def county(db):
    return cast.county()


@pytest.fixture
def office(county):
    return factories.signed_in(county.people["clerk"])


def titles(client, question, **more):
    page = client.get("/search/", {"q": question, **more})
    assert page.status_code == 200
    return [hit.title for _word, hits in page.context["groups"] for hit, _pieces in hits]


class TestFound:
    @pytest.mark.parametrize(
        ("question", "names"),
        [
            ("汀", ["鹤汀镇", "汀小兰"]),
            ("htz", ["鹤汀镇"]),
            ("HTZ", ["鹤汀镇"]),
            ("农业 农村", ["农业农村局"]),
            ("A012", ["云砚镇"]),
            ("闻知秋", ["闻知秋"]),
            ("wzq", ["闻知秋"]),
            ("  汀小 ", ["汀小兰"]),
        ],
    )
    def test_substrings_sounds_and_numbers(self, county, office, question, names):
        assert titles(office, question) == names

    def test_login_names_and_telephones_are_not_searched(self, county, office):
        county.people["staff"].phone = "13912345678"
        county.people["staff"].save()
        assert titles(office, "13912345678") == []
        assert titles(office, "hean-staff") == []

    def test_a_unit_that_is_no_more_is_not_found(self, county, office):
        factories.make_unit(organisation=county.organisation, name="旧畜牧局", ends_on=cast.FOUNDED)
        assert titles(office, "旧畜牧局") == []

    def test_people_of_one_name_are_told_apart(self, county, office):
        cast.add_person(
            county, key="twin", name="闻知秋", role=Role.STAFF, unit="finance", post="科员"
        )
        page = office.get("/search/", {"q": "闻知秋"})
        hits = [hit for _word, found in page.context["groups"] for hit, _pieces in found]
        assert {hit.context for hit in hits} == {"绩效考核办公室 · 主任", "财政局 · 科员"}

    def test_one_kind_can_be_chosen(self, office):
        assert titles(office, "汀", kind="people") == ["汀小兰"]
        assert titles(office, "汀", kind="nonsense") == ["鹤汀镇", "汀小兰"]

    def test_each_hit_opens(self, office):
        page = office.get("/search/", {"q": "汀"})
        for _word, hits in page.context["groups"]:
            for hit, _pieces in hits:
                assert office.get(hit.url).status_code == 200


class TestWhoSees:
    def test_administrators_find_accounts_and_no_units(self, county):
        system = factories.signed_in(county.people["system"])
        page = system.get("/search/", {"q": "汀"})
        assert [str(word) for word, _hits in page.context["groups"]] == ["账户"]
        assert titles(factories.signed_in(county.people["audit"]), "汀") == []

    def test_business_finds_no_accounts(self, office):
        page = office.get("/search/", {"q": "安定波"})
        assert page.context["groups"] == []
        assert "安定波" not in page.content.decode().replace("「安定波」", "").replace(
            'value="安定波"', ""
        )


class TestNothing:
    def test_the_nearest_name_is_offered_and_found(self, office):
        page = office.get("/search/", {"q": "鹤厅镇"})
        assert page.context["nearest"] == "鹤汀镇"
        assert titles(office, page.context["nearest"]) == ["鹤汀镇"]
        assert f'href="{page.context["nearest_href"]}"' in page.content.decode()

    def test_letters_have_a_nearest_name_too(self, office):
        assert office.get("/search/", {"q": "hdzz"}).context["nearest"] == "鹤汀镇"

    def test_what_is_like_nothing_gets_no_name(self, office):
        page = office.get("/search/", {"q": "𠮷㗊㗊㗊"})
        assert page.context["nearest"] == ""
        assert "可以少写几个字" in page.content.decode()

    def test_without_words_it_explains_itself(self, office):
        for question in ("", "   ", "\0"):
            assert "写几个字再找" in office.get("/search/", {"q": question}).content.decode()

    def test_what_was_asked_is_shown_as_text(self, office):
        text = office.get("/search/", {"q": '<b>"&镇'}).content.decode()
        assert "<b>" not in text.replace("<b>本系统", "").replace("<b>没有", "")
        assert "&lt;b&gt;" in text


class TestPages:
    def test_they_go_through_all_kinds_and_miss_nothing(self, county, office):
        for n in range(PER_PAGE + 5):
            factories.make_unit(organisation=county.organisation, name=f"砚瓦窑{n:03}村")
            factories.make_user(organisation=county.organisation, name=f"砚生{n:03}")
        seen, address, pages = [], "/search/?q=砚", 0
        while address:
            page = office.get(address)
            seen += [hit.title for _word, hits in page.context["groups"] for hit, _ in hits]
            address, pages = page.context["page"].after, pages + 1
        # 云砚镇 and 沈砚田 of the cast, and the 70 new ones.
        assert len(seen) == len(set(seen)) == 2 * (PER_PAGE + 5) + 2 == page.context["page"].count
        assert pages == 3
        assert page.context["page"].before

    @pytest.mark.parametrize("question", ["砚", "yw", "未曾有", "zzzzzz"])
    def test_questions_do_not_grow_with_rows(self, county, office, question):
        def asked():
            with CaptureQueriesContext(connection) as caught:
                assert office.get("/search/", {"q": question}).status_code == 200
            return len(caught)

        for n in range(3):
            factories.make_unit(organisation=county.organisation, name=f"砚瓦窑{n:03}村")
        begin_the_log()
        assert asked() <= MOST_QUERIES
        few = asked()
        for n in range(3, 300):
            factories.make_unit(organisation=county.organisation, name=f"砚瓦窑{n:03}村")
        assert asked() <= few <= MOST_QUERIES


@pytest.mark.parametrize(
    ("text", "terms", "pieces"),
    [
        ("农业农村局", ["农"], [("农", True), ("业", False), ("农", True), ("村局", False)]),
        ("Abc局", ["aB"], [("Ab", True), ("c局", False)]),
        ("鹤汀镇", ["汀", "汀镇"], [("鹤", False), ("汀镇", True)]),
        ("鹤汀镇", ["htz"], [("鹤汀镇", False)]),
        ("İ局", ["局"], [("İ局", False)]),
        ("", ["局"], []),
    ],
)
def test_what_was_asked_for_is_marked_as_it_is_written(text, terms, pieces):
    assert marked(text, terms=terms) == pieces
