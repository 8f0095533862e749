"""Figures entered by the keyboard alone: from cell to cell, mended by a remedy, saved, sent."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from kaoji.apps.facts.models import Figure
from tests.apps.facts.stage import made

pytestmark = pytest.mark.usefixtures("at_noon")


@pytest.fixture
def stage(ground):
    return made()


def focus_is_seen(page):
    """The cell in which one types has a frame."""
    return page.evaluate(
        "getComputedStyle(document.activeElement.closest('td')).boxShadow !== 'none'"
    )


def test_a_sheet_is_filled_and_sent_without_a_mouse(stage, sit):
    task = stage.task()
    desk = sit(stage.cast.people["supplier"])
    desk.go(f"/facts/tasks/{task.number}/")
    page = desk.page
    desk.tab_to("鹤汀镇 · ")
    for place, text in enumerate(("-5", "110", "200", "210", "300", "310")):
        if place:
            page.keyboard.press("Tab")
        assert focus_is_seen(page)
        page.keyboard.type(text)
    desk.tab_to("保存")
    page.keyboard.press("Enter")
    expect(page.locator(".kj-notices").first).to_contain_text("已存")
    expect(page.locator(".kj-grid-trouble")).to_contain_text("低于下限 0")
    desk.tab_to("改为 0")
    page.keyboard.press("Enter")
    expect(page.locator(".kj-grid-trouble")).to_have_count(0)
    desk.tab_to("送负责人签批")
    page.keyboard.press("Enter")
    expect(page.locator(".kj-notices").first).to_contain_text("已送农业农村局负责人签批")
    desk.is_well()
    assert sorted(Figure.objects.values_list("typed", flat=True)) == sorted(
        ["0", "110", "200", "210", "300", "310"]
    )
