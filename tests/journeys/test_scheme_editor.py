"""The editor: the tree leads to the line, the check is live, the form changes a word."""

from __future__ import annotations

import pytest

from kaoji.apps.schemes.models import SchemeText
from tests.apps.schemes.desk import draft, text_of
from tests.cast import county

pytestmark = pytest.mark.django_db(transaction=True)
SELECTED = """() => { const area = document.querySelector('textarea[name=text]');
  return area.value.slice(area.selectionStart, area.selectionEnd); }"""


def test_a_word_is_changed_and_checked_as_it_is_typed(at_noon, sit):
    cast = county()
    scheme = draft(cast)
    before = text_of(scheme)
    desk = sit(cast.people["clerk"])
    desk.go(f"/schemes/own/{scheme.pk}/")
    page = desk.page
    page.locator("#structure a", has_text="财政收入").click()
    field = page.locator("#n-points")
    field.wait_for()
    assert "财政收入: {分值: 14" in page.evaluate(SELECTED)
    area = page.locator("textarea[name=text]")
    area.fill(before.replace("财政收入: {分值: 14", "财政收入: {分值: 15"))
    page.locator("#problems .kj-problem-error").first.wait_for()
    assert SchemeText.objects.count() == 1
    area.fill(before)
    page.locator("#problems .kj-problem-error").first.wait_for(state="detached")
    page.locator("#n-points").fill("13")
    page.get_by_role("button", name="改这几处并保存").click()
    page.locator(".kj-notice", has_text="已存为第 2 稿").wait_for()
    assert text_of(scheme) == before.replace("财政收入: {分值: 14", "财政收入: {分值: 13")
