"""The door: signing in, locked out and let in again, with the keyboard alone, without script."""

from __future__ import annotations

import pytest

from kaoji.apps.accounts.models import User
from kaoji.apps.organisation.models import UnitState
from kaoji.web import clock
from tests.browsing import code_of
from tests.cast import county
from tests.factories import PASSWORD


@pytest.fixture
def cast(ground):
    """禾安县, in which the clerk and the security administrator have passwords."""
    made = county()
    for key in ("clerk", "security"):
        user = made.people[key]
        user.set_password(PASSWORD)
        user.password_set_at = clock.now()
        user.save()
    return made


def try_to_sign_in(desk, password, username="hean-clerk"):
    desk.fill("登录名", username)
    desk.fill("口令", password)
    desk.click("登录")


def test_locked_out_and_let_in_again(sit, cast, screen):
    desk = sit(size=screen)
    desk.expected = {404, 422}
    desk.go("/organisation/")
    desk.look("sign-in")
    for _ in range(cast.organisation.policy.most_failures):
        try_to_sign_in(desk, "Wrong#2026-suite")
    desk.look("sign-in-wrong")
    try_to_sign_in(desk, PASSWORD)
    assert desk.title == "登录", "locked out, whatever the password"
    desk.look("sign-in-locked")

    keeper = sit(cast.people["security"], size=screen)
    keeper.go(f"/accounts/{cast.people['clerk'].pk}/")
    keeper.pass_by("account-locked")
    keeper.click("解锁")
    keeper.look("account-unlocked")
    assert "已解锁" in keeper.text

    try_to_sign_in(desk, PASSWORD)
    desk.pass_by("tree")
    assert desk.title == "机构", "one comes where one wanted to"
    assert User.objects.get(username="hean-clerk").last_login is not None


NEW_WORD = "Hean#2026-next"


def test_an_old_password_is_changed_at_the_door_with_the_keyboard_alone(sit, cast, screen):
    user = cast.people["clerk"]
    user.must_change_password = True
    user.save()
    desk = sit(size=screen)
    desk.expected = {422}
    desk.go("/organisation/")
    try_to_sign_in(desk, PASSWORD)
    assert desk.title == "口令到期，请换一个"
    desk.look("sign-in-password")
    keys = desk.page.keyboard
    for label, text in (("现在的口令", PASSWORD), ("新口令", "short"), ("再写一遍", "short")):
        desk.tab_to(label)
        keys.type(text)
    with desk.page.expect_navigation():
        keys.press("Enter")
    desk.look("sign-in-password-refused")
    assert "太短" in desk.text
    for label, text in (("现在的口令", PASSWORD), ("新口令", NEW_WORD), ("再写一遍", NEW_WORD)):
        desk.tab_to(label)
        keys.type(text)
    with desk.page.expect_navigation(url="**/organisation/"):
        keys.press("Enter")
    assert desk.title == "机构", "one comes where one wanted to"
    desk.is_well()


def test_another_phone_is_bound_with_the_keyboard_alone(sit, cast, screen):
    desk = sit(cast.people["clerk"], size=screen)
    desk.expected = {422}
    desk.go("/account/device/")
    keys = desk.page.keyboard
    desk.tab_to("现在的口令")
    keys.type(PASSWORD)
    with desk.page.expect_navigation(url="**/bind/"):
        keys.press("Enter")
    desk.look("own-device-bind")
    desk.fill("动态口令", "000000")
    desk.click("绑定")
    desk.look("own-device-bind-refused")
    assert "动态口令不对" in desk.text
    secret = desk.page.locator("main p > code").inner_text()
    desk.page.locator("input[name=code]").fill("")
    desk.tab_to("动态口令")
    keys.type(code_of(secret))
    with desk.page.expect_navigation(url="**/account/"):
        keys.press("Enter")
    assert "动态口令已绑定" in desk.text
    desk.is_well()


def test_signing_in_with_the_keyboard_alone(sit, cast):
    desk = sit()
    desk.go("/organisation/")
    keys = desk.page.keyboard
    keys.press("Tab")
    keys.press("Enter")  # 跳到正文
    desk.tab_to("登录名")
    keys.type("hean-clerk")
    desk.tab_to("口令")
    keys.type(PASSWORD)
    desk.tab_to("登录")
    keys.press("Enter")
    desk.page.wait_for_url("**/organisation/")
    assert desk.title == "机构"
    desk.is_well()


def test_adding_a_unit_with_the_keyboard_alone(sit, cast):
    desk = sit(cast.people["clerk"])
    desk.go("/organisation/")
    keys = desk.page.keyboard
    desk.tab_to("设立机构")
    keys.press("Enter")
    desk.page.wait_for_url("**/units/add/")
    for label, text in (("名称", "柳浦镇"), ("依据", "禾编〔2026〕3号")):
        if label == "依据":
            desk.tab_to("上级")
            keys.press("ArrowDown")  # the first of all units
        desk.tab_to(label)
        keys.type(text)
    with desk.page.expect_navigation(url="**/organisation/"):
        keys.press("Enter")
    assert "机构已设立" in desk.text
    added = UnitState.objects.latest("pk")
    told = (added.name, added.basis, added.parent)
    assert told == ("柳浦镇", "禾编〔2026〕3号", cast.units["government"])
    desk.is_well()


def test_everything_is_readable_without_script(sit, cast):
    desk = sit(java_script_enabled=False)
    desk.go("/organisation/")
    try_to_sign_in(desk, PASSWORD)
    assert "鹤汀镇" in desk.text
    desk.click("鹤汀镇", role="link")
    assert desk.title == "鹤汀镇"
    desk.go("/organisation/units/add/")
    desk.fill("名称", "柳浦镇")
    desk.click("设立")
    assert "柳浦镇" in desk.page.locator("body").inner_text()
    for path, word in (("/organisation/calendar/", "国庆"), ("/help/", "名称"), ("/more/", "日历")):
        desk.go(path)
        assert word in desk.text, path
    desk.is_well()
