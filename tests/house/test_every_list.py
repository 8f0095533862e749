"""Every list that a room declares: meanings, empty state, search, pages and files, on its page."""

from __future__ import annotations

import importlib

import pytest

from kaoji.web import clock
from kaoji.web.lists import Listing
from tests import walking
from tests.cast import NOON
from tests.deeds import HOLDER, client_of
from tools.source import ROOT

KINDS = {"nothing_due", "not_found", "not_begun", "not_yours"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
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
            if answer.context is not None and "table" in answer.context:
                found.setdefault(answer.context["table"].listing.key, (client, path))
        yield found


def test_every_list_has_a_page_and_is_whole(pages):
    assert set(pages) - {"gallery"} == set(LISTS)
    faults = {key: fault for key in LISTS if (fault := wrong_with(LISTS[key], *pages[key]))}
    assert faults == {}


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
