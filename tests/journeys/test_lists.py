"""A list in the browser: it replaces itself, by mouse and by keyboard; without script as well.

The cast has eighteen people in their posts; at five a page they are four pages.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from kaoji.apps.organisation.listings import PEOPLE
from tests.cast import county

pytestmark = pytest.mark.usefixtures("at_noon")
PLACE = "/organisation/people/"
#: A word in the page that a new page would not have.
MARK = "() => { window.isTheSamePage = true }"


@pytest.fixture(autouse=True)
def _five_a_page():
    usual = PEOPLE.per_page
    object.__setattr__(PEOPLE, "per_page", 5)
    yield
    object.__setattr__(PEOPLE, "per_page", usual)


@pytest.fixture
def reader(sit):
    """The director before the list of people."""
    cast = county()

    def opened(**options):
        desk = sit(cast.people["director"], **options)
        desk.go(PLACE)
        desk.page.evaluate(MARK)
        return desk

    return opened


def is_the_same_page(desk):
    return desk.page.evaluate("window.isTheSamePage === true")


def first_name(desk):
    return desk.page.locator("#list tbody th").first.inner_text()


def is_in_the_address(desk, asked):
    expect(desk.page).to_have_url(f"{desk.address}{PLACE}{asked}")


def test_a_list_replaces_itself_and_the_way_back_is_kept(reader):
    desk = reader()
    page, said = desk.page, desk.page.locator("#list-told")
    one = first_name(desk)
    page.click("#page-after")
    expect(said).to_have_text("第 6–10 条，共 18 条")
    is_in_the_address(desk, "?page=2")
    assert page.evaluate("document.activeElement.id") == "page-after"
    assert first_name(desk) != one
    page.focus("#list-role")
    page.select_option("#list-role", "office_clerk")
    expect(said).to_have_text("第 1–2 条，共 2 条")
    is_in_the_address(desk, "?role=office_clerk")
    assert page.evaluate("document.activeElement.id") == "list-role"
    page.click("#list-sort-name")
    is_in_the_address(desk, "?role=office_clerk&sort=name")
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("姓名 ↑")
    assert is_the_same_page(desk)
    desk.look("list-narrowed")
    for shown in ("第 1–2 条，共 2 条", "第 6–10 条，共 18 条", "第 1–5 条，共 18 条"):
        page.evaluate("history.back()")
        expect(page.locator(".kj-pages")).to_contain_text(shown)
        expect(page.locator("th[aria-sort]")).to_have_count(0)
    assert first_name(desk) == one
    expect(page.locator("nav.kj-rail")).to_be_visible()
    desk.is_well()


def test_the_keyboard_alone_searches_and_turns_the_page(reader):
    desk = reader()
    page, said = desk.page, desk.page.locator("#list-told")
    desk.tab_to("查找")
    page.keyboard.type("鹤汀")
    page.keyboard.press("Enter")
    expect(said).to_have_text("第 1–2 条，共 2 条")
    assert page.evaluate("document.activeElement.id") == "list-q"
    page.keyboard.press("Control+a")
    page.keyboard.type("没有这个人")
    page.keyboard.press("Enter")
    expect(said).to_have_text("没有找到「没有这个人」")
    desk.tab_to("看全部")
    page.keyboard.press("Enter")
    expect(page.locator(".kj-pages")).to_contain_text("共 18 条")
    desk.tab_to("下一页")
    for last in ("6–10", "11–15", "16–18"):
        page.keyboard.press("Enter")
        expect(said).to_have_text(f"第 {last} 条，共 18 条")
    # The link to the next page is gone: the focus is on the list, not at the top of the page.
    assert page.evaluate("document.activeElement.id") == "list"
    desk.is_well()


def test_whoever_was_signed_out_meanwhile_is_asked_who_it_is(reader):
    desk = reader()
    desk.context.clear_cookies()
    desk.page.click("#page-after")
    desk.page.wait_for_url("**/sign-in/?next=/organisation/people/%3Fpage%3D2")
    desk.is_well()


def test_without_script_the_same_list_comes(reader):
    desk = reader(java_script_enabled=False)
    page = desk.page
    page.click("#page-after")
    is_in_the_address(desk, "?page=2")
    page.select_option("#list-role", "office_clerk")
    page.locator("#list form").get_by_role("button", name="查找").click()
    expect(page.locator(".kj-pages")).to_contain_text("第 1–2 条，共 2 条")
    expect(page.locator("nav.kj-rail")).to_be_visible()


def test_columns_and_searches_are_kept(reader, screen):
    desk = reader(size=screen)
    page = desk.page
    page.click("#list-columns summary")
    desk.look("list-columns")
    page.uncheck("#list-columns input[name=shown][value=role]")
    desk.click("岗位 往前移")
    expect(page.locator("#list-columns[open]")).to_be_visible()
    desk.click("就看这些列")
    heads = page.locator("#list thead th")
    expect(heads).to_have_text(["姓名", "岗位", "机构", "方式", "自", "至"])
    page.click("#list-kept summary")
    desk.fill("把现在的筛选存为", "所有人")
    desk.look("list-kept")
    desk.click("保存")
    desk.pass_by("list-kept-told")
    page.click("#list-kept summary")
    desk.click("删除 所有人")
    desk.click("撤销")
    page.click("#list-kept summary")
    desk.click("所有人", role="link")
    is_in_the_address(desk, "?columns=name%2Cpost%2Cunit%2Ckind%2Cbegins_on%2Cends_on")
    desk.is_well()
