"""A browser that dies loses nothing: what was typed is on the server, another one resumes it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Error, expect

from kaoji.web.models import FormDraft
from tests.apps.facts.stage import made
from tests.browsing import SCREENS

pytestmark = pytest.mark.usefixtures("at_noon")
TEXT = "鹤汀镇财政收入与金库报表不符，请附报表。"
#: The promise: no letter that was typed is older than this when it is lost.
MOST_MS = 5_000


@pytest.fixture
def stage(ground):
    return made()


def die(desk):
    """The browser of a desk ends at once, without a word to the page."""
    with pytest.raises(Error, match="crash"):
        desk.page.goto("chrome://crash", timeout=MOST_MS)


def type_slowly(page, text):
    """As a person types: a letter after the other."""
    page.keyboard.type(text, delay=20)


def test_a_reason_is_resumed_on_the_phone(stage, sit):
    task = stage.signed()
    place = f"/facts/tasks/{task.number}/return/"
    desk = sit(stage.cast.people["clerk"])
    desk.go(place)
    desk.page.click("#id_reason")
    with desk.page.expect_response("**/drafts/keep/", timeout=MOST_MS) as told:
        type_slowly(desk.page, TEXT)
    assert told.value.status == 204
    expect(desk.page.locator(".kj-kept")).to_contain_text("草稿已自动保存")
    desk.look("draft-kept")
    with desk.page.expect_response("**/drafts/keep/", timeout=MOST_MS):
        type_slowly(desk.page, "再")
    die(desk)
    phone = sit(stage.cast.people["clerk"], size=SCREENS["390"])
    phone.go(place)
    phone.look("draft-offered")
    phone.click("恢复", role="link")
    expect(phone.page.locator("#id_reason")).to_have_value(f"{TEXT}再")
    phone.look("draft-resumed")
    phone.click("退回给填报人")
    phone.go(place)
    assert "未提交" not in phone.text


def test_cells_are_resumed_in_another_browser(stage, sit):
    task = stage.task()
    place = f"/facts/tasks/{task.number}/"
    desk = sit(stage.cast.people["supplier"])
    desk.go(place)
    cells = desk.page.locator(".kj-entry input[type=text]")
    cells.nth(0).click()
    with desk.page.expect_response("**/drafts/keep/", timeout=MOST_MS):
        type_slowly(desk.page, "1300.5")
        desk.page.keyboard.press("Tab")
        type_slowly(desk.page, "12o")
    expect(desk.page.locator(".kj-kept")).to_contain_text("草稿已自动保存")
    desk.look("sheet-kept")
    die(desk)
    other = sit(stage.cast.people["supplier"])
    other.go(place)
    other.look("sheet-offered")
    other.click("恢复", role="link")
    cells = other.page.locator(".kj-entry input[type=text]")
    expect(cells.nth(0)).to_have_value("1,300.5")
    expect(cells.nth(1)).to_have_value("12o")
    other.look("sheet-resumed")
    other.click("保存")
    other.go(place)
    assert "未提交" not in other.text
    expect(other.page.locator(".kj-entry input[type=text]").nth(0)).to_have_value("1,300.5")


def test_what_cannot_be_kept_is_said_and_kept_when_the_line_is_back(stage, sit):
    desk = sit(stage.cast.people["supplier"])
    desk.go(f"/facts/tasks/{stage.task().number}/")
    desk.context.set_offline(True)
    desk.page.locator(".kj-entry input[type=text]").nth(0).fill("7")
    expect(desk.page.locator(".kj-kept")).to_contain_text("没有存到服务器")
    assert desk.page.locator(".kj-kept-said").inner_text()
    desk.context.set_offline(False)
    expect(desk.page.locator(".kj-kept")).to_contain_text("草稿已自动保存")
    assert "7" in str(FormDraft.objects.get().fields)


def test_without_script_a_draft_is_resumed_and_thrown_away(stage, sit):
    task = stage.signed()
    place = f"/facts/tasks/{task.number}/return/"
    desk = sit(stage.cast.people["clerk"])
    desk.go(place)
    with desk.page.expect_response("**/drafts/keep/"):
        desk.page.fill("#id_reason", TEXT)
    plain = sit(stage.cast.people["clerk"], java_script_enabled=False)
    plain.go(place)
    plain.click("恢复", role="link")
    expect(plain.page.locator("#id_reason")).to_have_value(TEXT)
    plain.go(place)
    plain.click("丢弃")
    expect(plain.page.locator(".kj-notice")).to_have_text("已丢弃没交的内容。")
    assert not FormDraft.objects.exists()
