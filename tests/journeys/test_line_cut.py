"""The network is cut while somebody sends: nothing typed is lost, what is sent again is done once.

Without a network the page stays and says so. Where the server does not answer, the browser says so;
loading again sends once more, and whoever goes elsewhere finds what was typed as a draft.
"""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from kaoji.apps.appraisals.models import Objection, Publication
from kaoji.apps.facts.models import EntryPost, FigureRevision
from kaoji.apps.ratings.models import Ballot
from kaoji.apps.schemes.models import Intake
from kaoji.web.models import FormDraft
from tests.apps.appraisals import public, scored
from tests.apps.facts.stage import made
from tests.apps.ratings import stage as panels
from tests.apps.schemes.tables import BOOKS
from tests.engine.drafting.books import workbook

pytestmark = pytest.mark.usefixtures("at_noon")
TEXT = "鹤汀镇财政收入与金库报表不符，请附报表。"


@pytest.fixture
def stage(ground):
    return made()


@contextmanager
def no_network(desk):
    """As on a train."""
    desk.context.set_offline(True)
    yield
    desk.context.set_offline(False)


@contextmanager
def no_server(desk, *, comes_to_it=False):
    """There is no server; or it hears what is sent, and its answer is lost."""

    def cut(route):
        if comes_to_it and route.request.method == "POST":
            route.fetch(max_redirects=0)
        route.abort("connectionreset" if comes_to_it else "connectionrefused")

    desk.page.route("**/*", cut)
    yield
    desk.page.unroute("**/*", cut)
    # What the browser has complained about meanwhile was the cut line.
    desk.faults = [one for one in desk.faults if "net::ERR_CONNECTION_RE" not in one]


def sends_into_nothing(desk, name):
    """Press a button, and see what a browser shows that comes to no server."""
    desk.clicks += 1
    desk.page.get_by_role("button", name=name, exact=True).first.click()
    desk.page.wait_for_url("chrome-error://**")


def sends_again(desk):
    """Load the page again, as the browser proposes: the same form goes once more."""
    desk.page.reload()


def stays(desk, name):
    """Press a button without a network: the page is the same and says what to do."""
    here = desk.page.url
    desk.clicks += 1
    desk.page.get_by_role("button", name=name, exact=True).first.click()
    expect(desk.page.get_by_text("没有网络，还没有交。").first).to_be_visible()
    assert desk.page.url == here


# --- J3: figures ----------------------------------------------------------------------------------


def cells(desk):
    return desk.page.locator(".kj-entry input[type=text]")


def test_figures_without_a_network_stay_in_their_cells(stage, sit, screen):
    desk = sit(stage.cast.people["supplier"], size=screen)
    desk.go(f"/facts/tasks/{stage.task().number}/")
    cells(desk).nth(0).fill("1300.5")
    with no_network(desk):
        stays(desk, "保存")
        desk.shoot("cut-figures")
        assert not EntryPost.objects.exists()
    expect(desk.page.get_by_text("网络恢复了").first).to_be_visible()
    desk.look("cut-figures-back")
    desk.click("保存")
    expect(cells(desk).nth(0)).to_have_value("1,300.5")
    assert FigureRevision.objects.count() == 1
    desk.is_well()


@pytest.mark.parametrize("comes_to_it", [False, True])
def test_figures_sent_again_are_entered_once(stage, sit, comes_to_it):
    desk = sit(stage.cast.people["supplier"])
    desk.go(f"/facts/tasks/{stage.task().number}/")
    cells(desk).nth(0).fill("1300.5")
    with no_server(desk, comes_to_it=comes_to_it):
        sends_into_nothing(desk, "保存")
    assert EntryPost.objects.count() == int(comes_to_it)
    sends_again(desk)
    expect(cells(desk).nth(0)).to_have_value("1,300.5")
    assert (EntryPost.objects.count(), FigureRevision.objects.count()) == (1, 1)
    assert not FormDraft.objects.filter(is_sent=False).exists()
    desk.is_well()


def test_whoever_goes_elsewhere_finds_the_figures_as_a_draft(stage, sit, screen):
    desk = sit(stage.cast.people["supplier"], size=screen)
    place = f"/facts/tasks/{stage.task().number}/"
    desk.go(place)
    with desk.page.expect_response("**/drafts/keep/"):
        cells(desk).nth(0).fill("1300.5")
    with no_server(desk):
        sends_into_nothing(desk, "保存")
    desk.go(place)
    desk.click("恢复", role="link")
    expect(cells(desk).nth(0)).to_have_value("1,300.5")
    desk.click("保存")
    assert FigureRevision.objects.count() == 1


# --- J5: on the phone -----------------------------------------------------------------------------


@pytest.fixture
def panel(stage):
    cycle = panels.cycle_in(stage.cast, scheme=stage.scheme)
    found = panels.Panel(stage.cast, cycle, panels.drawn(stage.cast, cycle=cycle))
    found.add("leader")
    found.open()
    return found


def voting(panel, sit, screen):
    phone = sit(panel.cast.people["leader"], size=screen)
    phone.go("/")
    phone.page.get_by_role("link", name="打分：领导评估").first.click()
    marks = phone.page.locator("input[inputmode=decimal]")
    marks.first.fill("8.5")
    phone.click("空着的都同上")
    return phone


def test_a_ballot_waits_for_the_network(panel, sit, screen):
    phone = voting(panel, sit, screen)
    with no_network(phone):
        stays(phone, "签名交票")
        phone.shoot("cut-ballot")
        assert not Ballot.objects.exists()
    phone.click("签名交票")
    expect(phone.page.get_by_text("一人一票，交了不能改。").first).to_be_visible()
    assert Ballot.objects.count() == 1
    phone.is_well()


@pytest.mark.parametrize("comes_to_it", [False, True])
def test_a_ballot_sent_again_is_one_ballot(panel, sit, screen, comes_to_it):
    phone = voting(panel, sit, screen)
    with no_server(phone, comes_to_it=comes_to_it):
        sends_into_nothing(phone, "签名交票")
    assert Ballot.objects.count() == int(comes_to_it)
    sends_again(phone)
    expect(phone.page.get_by_text("一人一票，交了不能改。").first).to_be_visible()
    assert Ballot.objects.count() == 1
    phone.look("cut-ballot-again")


# --- J10, J11: on the wall, and against it --------------------------------------------------------


@pytest.mark.parametrize("comes_to_it", [False, True])
def test_publishing_sent_again_is_published_once(stage, sit, screen, comes_to_it):
    run = public.settle(stage, scored.run_in(public.cycle_in(stage)))
    found = public.proposed(stage, run)
    desk = sit(stage.cast.people["director"], size=screen)
    desk.go(f"/appraisals/publications/{found.pk}/")
    with no_network(desk):
        stays(desk, "确认公示")
    with no_server(desk, comes_to_it=comes_to_it):
        sends_into_nothing(desk, "确认公示")
    desk.expected = {409, 422}
    sends_again(desk)
    desk.look("cut-published-again")
    assert [one.state for one in Publication.objects.all()] == ["public"]


@pytest.mark.parametrize("comes_to_it", [False, True])
def test_an_objection_sent_again_is_one(stage, sit, screen, comes_to_it):
    run = public.settle(stage, scored.run_in(public.cycle_in(stage)))
    public.published(stage, run)
    standing = public.own(run)
    desk = sit(stage.cast.people["liaison"], size=screen)
    desk.go(f"/appraisals/standings/{standing.pk}/object/")
    desk.fill("理由", TEXT)
    with no_network(desk):
        stays(desk, "提出异议")
    assert desk.value("理由") == TEXT
    with no_server(desk, comes_to_it=comes_to_it):
        sends_into_nothing(desk, "提出异议")
    sends_again(desk)
    desk.look("cut-objected-again")
    assert [one.reason for one in Objection.objects.all()] == [TEXT]


# --- J2: the office's own workbook ----------------------------------------------------------------


@pytest.mark.parametrize("comes_to_it", [False, True])
def test_a_workbook_sent_again_is_read_once(stage, sit, screen, comes_to_it, tmp_path):
    path = tmp_path / "考核指标表.xlsx"
    path.write_bytes(workbook(*BOOKS["plain"]))
    desk = sit(stage.cast.people["clerk"], size=screen)
    desk.go("/schemes/imports/add/")
    desk.page.set_input_files("input[type=file]", path)
    with no_network(desk):
        stays(desk, "读表")
    with no_server(desk, comes_to_it=comes_to_it):
        sends_into_nothing(desk, "读表")
    sends_again(desk)
    desk.page.get_by_text("读到的表").first.wait_for()
    desk.pass_by("cut-read-again")
    assert Intake.objects.count() == 1
