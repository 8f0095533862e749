"""On a phone the main verb stands and the others wait behind 更多操作; without script as well."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browsing import SCREENS
from tests.cast import county

pytestmark = pytest.mark.usefixtures("at_noon")


@pytest.mark.parametrize("has_script", (True, False))
def test_verbs_wait_behind_one(sit, has_script):
    desk = sit(county().people["director"], size=SCREENS["390"], java_script_enabled=has_script)
    desk.go("/facts/")
    page = desk.page
    main, other = (page.locator(".kj-actions a", has_text=one) for one in ("起草任务", "数据来源"))
    expect(main).to_be_visible()
    expect(other).to_be_hidden()
    if has_script:
        desk.look("verbs-closed")
        desk.tab_to("更多操作")
        page.keyboard.press("Enter")
        desk.shoot("verbs-open")
        desk.is_accessible("verbs-open")
    else:
        page.locator("summary", has_text="更多操作").click()
    expect(other).to_be_visible()
    other.click()
    assert desk.title == "数据来源登记"


def test_on_a_desk_all_are_there(sit):
    desk = sit(county().people["director"])
    desk.go("/facts/")
    expect(desk.page.locator("summary", has_text="更多操作")).to_be_hidden()
    expect(desk.page.locator(".kj-actions a")).to_have_count(4)
    expect(desk.page.locator(".kj-actions a", has_text="数据来源")).to_be_visible()
    desk.shoot("verbs")
