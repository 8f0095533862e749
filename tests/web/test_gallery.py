"""The gallery in a real browser: nothing for axe to find, nothing beyond the edge, no complaint."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

WIDTHS = (1366, 1024, 683, 390, 320)
LEVELS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture
def opened(browser, live_server):
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.complaints = []
    page.on("console", lambda one: page.complaints.append(one.text))
    page.goto(f"{live_server.url}/gallery/")
    yield page
    page.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_screen(opened, width):
    opened.set_viewport_size({"width": width, "height": 800})
    beyond = opened.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert beyond <= 0


@pytest.mark.parametrize("width", [1366, 390, 320])
def test_large_letters_fit_too(opened, width):
    address = opened.url
    opened.context.add_cookies([{"name": "kaoji_letters", "value": "big", "url": address}])
    opened.set_viewport_size({"width": width, "height": 800})
    opened.goto(address)
    assert opened.evaluate("getComputedStyle(document.documentElement).fontSize") in (
        "19px",
        "20px",
    )
    assert opened.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_axe_would_find_a_nameless_field(opened):
    opened.evaluate("document.querySelector('#main').append(document.createElement('input'))")
    found = Axe().run(opened, options=LEVELS).response["violations"]
    assert [one["id"] for one in found] == ["label"]


@pytest.mark.parametrize("width", [1366, 390])
def test_axe_finds_nothing(opened, width):
    opened.set_viewport_size({"width": width, "height": 800})
    found = Axe().run(opened, options=LEVELS).response["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == []


def test_the_browser_has_no_complaint(opened):
    assert opened.complaints == []


def test_the_keyboard_reaches_the_text_first(opened):
    # The sample of a form with a fault takes the cursor, as such forms do: back to the top.
    opened.evaluate("document.body.tabIndex = -1; document.body.focus()")
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.getAttribute('href')") == "#main"
    opened.keyboard.press("Enter")
    assert opened.evaluate("document.activeElement.id") == "main"
