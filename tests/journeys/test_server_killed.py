"""The server is killed while somebody is at a form: between typing and sending, and as it is sent.

A real server in processes of its own. It is started again, and whoever was at work goes on where
they were, signed in as before: nothing acknowledged is lost, nothing is half done or done twice.
"""

from __future__ import annotations

import json
import random
from contextlib import suppress
from threading import Timer

import pytest
from playwright.sync_api import Error, expect

from tests.apps.schemes.tables import BOOKS
from tests.browsing import SCREENS, Desk
from tests.engine.drafting.books import workbook
from tests.site.server import Server

PREPARE = "from tests.site.flow_ground import prepare; print(prepare(voters=2))"
EXAMINED = """
from kaoji.apps.audit.keeping import examined
print(examined().is_whole)
"""
#: The latest moment after sending at which it is killed; most acts end before.
SOON = 0.4
CHANCE = random.Random(23)
TOWNS = 7
#: Of Chromium, when a server goes away under it.
OF_THE_KILL = "net::ERR_"
#: A look takes a tenth of a second; only a fault makes it take so many.
MOST_LOOKS = 600
#: A screen, and whether it is killed before something is sent to it or on the way.
WAYS = {"390, before": ("390", False), "1366, on its way": ("1366", True)}


@pytest.fixture(params=WAYS.values(), ids=WAYS)
def way(request):
    return request.param


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    """A server with everything to work at; one for all, for it takes long to make."""
    server = Server(tmp_path_factory.mktemp("killed") / "data").made()
    told = json.loads(server.asked(PREPARE).strip().splitlines()[-1])
    yield server, told
    server.kill()
    assert server.rows("PRAGMA integrity_check") == [("ok",)]
    assert server.asked(EXAMINED).strip() == "True"


@pytest.fixture
def sit(ground, browser, way):
    """Somebody at a screen, signed in, before a server that runs."""
    server, told = ground
    if server.process is None:
        server.start()
    width, height = SCREENS[way[0]]
    contexts = []

    def sat(who):
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN"
        )  # fmt: skip
        contexts.append(context)
        address = f"http://127.0.0.1:{server.port}"
        cookie = {"name": "kaoji_session", "value": told[who], "url": address}
        context.add_cookies([cookie])
        return Desk(context, address=address)

    yield sat
    for context in contexts:
        context.close()


class Killing:
    """The server is killed: before something is sent, or somewhere on its way."""

    def __init__(self, server, *, on_its_way):
        self.server, self.on_its_way = server, on_its_way

    def send(self, desk, name):
        """Press a button, and have the server back; the page is loaded as the browser proposes."""
        began = desk.page.evaluate("performance.timeOrigin")
        button = desk.page.get_by_role("button", name=name, exact=True).first
        if self.on_its_way:
            killer = Timer(CHANCE.uniform(0, SOON), self.server.kill)
            killer.start()
            button.click(no_wait_after=True)
            killer.join()
        else:
            self.server.kill()
            button.click(no_wait_after=True)
        self._is_left(desk.page, began)
        self.server.start()
        if desk.page.evaluate("location.protocol") == "chrome-error:":
            desk.page.reload()
        desk.page.wait_for_load_state()
        desk.faults = [one for one in desk.faults if OF_THE_KILL not in one]

    def _is_left(self, page, began):
        """The browser has another page now: the answer, or its own that says that none has come."""
        for _ in range(MOST_LOOKS):
            with suppress(Error):
                now, state = page.evaluate("[performance.timeOrigin, document.readyState]")
                if now != began and state == "complete":
                    return
            page.wait_for_timeout(100)
        raise AssertionError("the browser waits for ever")


@pytest.fixture
def killing(ground, way):
    return Killing(ground[0], on_its_way=way[1])


def count(server, table, where="1 = 1"):
    return server.rows(f"SELECT count(*) FROM {table} WHERE {where}")[0][0]


def test_a_figure_goes_on_from_where_it_was(ground, sit, killing):
    """J3."""
    server, told = ground
    number = count(server, "facts_figurerevision") + 1
    desk = sit("supplier")
    desk.go(told["sheet"])
    cell = desk.page.locator(".kj-entry input[type=text]").nth(0)
    cell.fill(f"{number}.5")
    killing.send(desk, "保存")
    if cell.input_value() != f"{number}.5":
        desk.go(told["sheet"])
    expect(cell).to_have_value(f"{number}.5")
    assert count(server, "facts_figurerevision", f"value = '{number}.5'") == 1
    assert count(server, "facts_figurerevision") == number


def test_an_objection_goes_on_from_where_it_was(ground, sit, killing):
    """J11; the office answers, so that the next may be made."""
    server, told = ground
    reason = f"少计一笔之{count(server, 'appraisals_objection') + 1}"
    desk = sit("head")
    desk.go(told["object"])
    desk.fill("理由", reason)
    killing.send(desk, "提出异议")
    assert count(server, "appraisals_objection", f"reason = '{reason}'") == 1
    key = server.rows("SELECT max(id) FROM appraisals_objection")[0][0]
    clerk = sit("clerk")
    clerk.go(f"/appraisals/objections/{key}/answer/")
    clerk.page.get_by_label("不成立").check()
    clerk.fill("答复", "与报表一致")
    killing.send(clerk, "答复")
    assert count(server, "appraisals_objection", f"id = {key} AND state = 'rejected'") == 1


def test_publishing_goes_on_from_where_it_was(ground, sit, killing):
    """J10: proposed by one, confirmed by another; then taken back by both, for the next."""
    server, told = ground
    clerk, leader = sit("clerk"), sit("leader")
    clerk.go(told["publish"])
    clerk.fill("公示说明", "现予公示")
    clerk.fill("异议联系方式", "绩效办 0311-0000000")
    killing.send(clerk, "提请公示")
    alive = f"cycle_id = {told['cycle']} AND state IN ('proposed', 'public')"
    assert count(server, "appraisals_publication", alive) == 1
    ((key, state),) = server.rows(f"SELECT id, state FROM appraisals_publication WHERE {alive}")
    assert state == "proposed"
    leader.go(f"/appraisals/publications/{key}/")
    killing.send(leader, "确认公示")
    lines = count(server, "appraisals_publicline", f"publication_id = {key}")
    assert server.rows(f"SELECT state FROM appraisals_publication WHERE id = {key}") == [
        ("public",)
    ]
    assert lines == 7
    clerk.go(f"/appraisals/publications/{key}/retract/")
    clerk.fill("撤回理由", "漏了一家")
    killing.send(clerk, "提请撤回")
    leader.go(f"/appraisals/publications/{key}/")
    more = leader.page.locator(".kj-actions-more summary >> visible=true")
    if more.count():  # on a phone
        more.click()
    killing.send(leader, "确认撤回公示")
    assert not count(server, "appraisals_publication", alive)


def test_a_workbook_is_read_once(ground, sit, killing, tmp_path):
    """J2."""
    server, _told = ground
    before = count(server, "schemes_intake")
    path = tmp_path / f"考核指标表{before}.xlsx"
    path.write_bytes(workbook(*BOOKS["plain"]))
    desk = sit("clerk")
    desk.go("/schemes/imports/add/")
    desk.page.set_input_files("input[type=file]", path)
    killing.send(desk, "读表")
    desk.page.get_by_text("读到的表").first.wait_for()
    assert count(server, "schemes_intake") == before + 1


def test_a_ballot_is_cast_once(ground, sit, killing):
    """J5: with a code; what was filled in goes again, signed once."""
    server, _told = ground
    cast = count(server, "ratings_ballot")
    desk = sit(f"voter-{cast + 1}")
    desk.go("/ratings/code/ballot/")
    desk.page.locator("input[inputmode=decimal]").first.fill("8")
    desk.click("空着的都同上")
    killing.send(desk, "签名交票")
    expect(desk.page.get_by_text("可以关掉本页")).to_be_visible()
    assert count(server, "ratings_ballot") == cast + 1
