"""Every list that a room declares: meanings, empty state, search, pages and files, on its page."""

from __future__ import annotations

import importlib

import pytest
from django.apps import apps

from kaoji.web import clock, search
from kaoji.web.lists import Listing, find
from kaoji.web.sounds import Sounded, kept_letters
from tests import walking
from tests.cast import NOON
from tests.cast import county as made_county
from tests.deeds import HOLDER, client_of
from tools.source import ROOT

KINDS = {"nothing_due", "not_found", "not_begun", "not_yours"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
#: What is read row by row when letters are typed, and how much of it an office ever has.
FEW = {
    "UnitGroup": "groups of like units: three to ten",
    "LocalDay": "days off of its own: some a year",
    "OwnScheme": "schemes it writes itself: some a year",
    "Intake": "tables read for own schemes: some a year",
    "Regulation": "regulations read for own schemes: some a year",
    "Ruling": "answers on one scheme: tens",
    "PinnedScheme": "schemes in use: some a year",
    "FactSource": "who supplies which figure: some hundred, written once",
    "Figure": "one unit's own figures: some hundred a year",
    "Series": "代字: some",
    "Template": "layouts of its own: some",
    "Cycle": "cycles: some a year for each group",
    "Archive": "one a cycle",
    "Package": "one a scoring that goes to a meeting",
    "Rating": "some a cycle",
    "Line": "reasons for the targets of one indicator: one a unit",
}
#: Of these there is no list that is searched.
ONLY_FOUND = {"Package"}
#: What nobody's data holds.
STRANGE = "鼯鼱貘"


def declared():
    found = {}
    for path in sorted(ROOT.glob("src/kaoji/apps/*/listings.py")):
        module = importlib.import_module(f"kaoji.apps.{path.parent.name}.listings")
        found |= {one.key: one for one in vars(module).values() if isinstance(one, Listing)}
    return found


LISTS = declared()


@pytest.mark.parametrize("listing", LISTS.values(), ids=lambda one: one.key)
def test_a_list_explains_itself(listing):
    assert listing.has_search
    assert listing.empty.kind in KINDS
    assert listing.empty.fact
    assert listing.empty.then, "what comes next"
    dumb = [one.key for one in listing.columns if not (one.meaning or one.is_screen_only)]
    assert dumb == []


@pytest.fixture
def county(db):
    return made_county()


@pytest.fixture
def pages(db, tmp_path, settings):
    """The page of each list: who asks, and where."""
    settings.DATA = tmp_path
    with clock.stopped_at(NOON):
        cast, paths = walking.furnished()
        found = {}
        for route, path in paths:
            role = walking.roles_of(route)[0]
            client = client_of(cast, HOLDER[role] if role else "")
            answer = client.get(path)
            listed = answer.context and getattr(answer.context.get("table"), "listing", None)
            if listed:
                found.setdefault(listed.key, (client, path))
        yield found


def test_every_list_has_a_page_and_is_whole(pages):
    assert set(pages) - {"gallery"} == set(LISTS)
    faults = {key: fault for key in LISTS if (fault := wrong_with(LISTS[key], *pages[key]))}
    assert faults == {}


def test_what_may_be_long_is_not_read_row_by_row(pages, monkeypatch):
    """Letters are asked of the database, but for the few of which somebody has counted how few."""
    read, by_sound = {}, find._by_sound

    def heard(rows, *, terms, fields):
        without = [one for one in fields if kept_letters(rows.model, path=one) is None]
        read.setdefault(rows.model.__name__, set()).update(without)
        return by_sound(rows, terms=terms, fields=fields)

    monkeypatch.setattr(find, "_by_sound", heard)
    for client, path in pages.values():
        assert client.get(path, {"q": "zqx"}).status_code == 200
    assert {name: fields for name, fields in read.items() if name not in FEW} == {}
    assert read["Line"] == {"reason"}
    assert set(read) == set(FEW) - ONLY_FOUND


def test_nor_is_what_the_search_finds(county):
    actor, read = county.actor("clerk"), set()
    for kind in search.kinds():
        model = kind.rows(actor).model
        if any(kept_letters(model, path=one) is None for one in kind.fields):
            read.add(model.__name__)
    assert read - set(FEW) == set()
    assert read >= ONLY_FOUND


def test_letters_are_kept_of_all_rows_and_whole(pages):
    """Also where rows are made or changed many at once; no text outgrows its letters."""
    kept = [one for one in apps.get_models() if issubclass(one, Sounded)]
    assert len(kept) > 8
    for model in kept:
        rows = model._base_manager.all()
        assert [one.pk for one in rows if one.initials != one.letters] == [], model
        most = model._meta.get_field("initials").max_length
        texts = [model._meta.get_field(one).max_length for one in model.SPOKEN]
        assert most is None or most >= sum(texts) + len(texts) - 1, model


def wrong_with(listing, client, path):
    """What is missing from the page of a list; nothing where it is whole."""
    text = client.get(path).content.decode()
    if 'type="search"' not in text or 'name="q"' not in text:
        return "no search"
    nothing = client.get(path, {"q": STRANGE})
    empty = nothing.context["table"].empty
    if empty is None or empty.kind != "not_found" or "看全部" not in nothing.content.decode():
        return "no empty state"
    for kind, expected in (("xlsx", XLSX), ("csv", CSV)):
        file = client.get(path, {"export": kind})
        if file["Content-Type"] != expected or "attachment" not in file["Content-Disposition"]:
            return f"no {kind}"
    return wrong_with_pages(listing, client, path)


def wrong_with_pages(listing, client, path):
    """With one row a page, there is a next page with another row."""
    usual = listing.per_page
    object.__setattr__(listing, "per_page", 1)
    try:
        whole = {one.key: "all" for one in listing.filters if one.otherwise}
        first = client.get(path, whole)
        table = first.context["table"]
        if table.empty is not None:
            return ""
        if table.page.count < 2:
            return "" if 'class="kj-pages"' in first.content.decode() else "no pages"
        second = client.get(table.page.after)
        if second.context["table"].page.first != 2 or 'rel="next"' not in first.content.decode():
            return "no next page"
        rows = [one.context["table"].lines for one in (first, second)]
        return "the same page twice" if rows[0] == rows[1] else ""
    finally:
        object.__setattr__(listing, "per_page", usual)
