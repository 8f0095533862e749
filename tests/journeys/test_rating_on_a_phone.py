"""J5: a leader on a phone rates thirty units within forty taps, leaves in between, signs."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from kaoji.apps.organisation.enums import UnitKind
from kaoji.apps.ratings.models import Ballot
from tests import factories
from tests.apps.facts.stage import made
from tests.apps.ratings import stage as stages
from tests.browsing import SCREENS

pytestmark = pytest.mark.usefixtures("at_noon")
MOST_TAPS = 40


@pytest.fixture
def panel(ground):
    county = made()
    for place in range(16):
        factories.make_unit(
            organisation=county.cast.organisation, code=f"B{place:02}", name=f"新设{place:02}乡",
            kind=UnitKind.TOWNSHIP, parent=county.cast.units["government"],
            group=county.cast.groups["townships"], order=60 + place,
        )  # fmt: skip
    cycle = stages.cycle_in(county.cast, scheme=county.scheme)
    found = stages.Panel(county.cast, cycle, stages.drawn(county.cast, cycle=cycle))
    found.add("leader")
    found.open()
    return found


def test_thirty_units_within_forty_taps(panel, sit):
    taps = 0
    phone = sit(panel.cast.people["leader"], size=SCREENS["390"])
    phone.go("/")
    phone.page.get_by_role("link", name="打分：领导评估").first.click()
    taps += 1
    phone.look("ballot")
    marks = phone.page.locator("input[inputmode=decimal]")
    expect(marks).to_have_count(30)
    marks.first.fill("8.5")
    taps += 1
    same = phone.page.locator("[data-same]")
    for place in range(14):
        same.nth(place).click()
        taps += 1
    expect(phone.page.get_by_text("已自动存下")).to_be_visible()
    phone.go(phone.page.url.replace(phone.address, ""))
    expect(marks.nth(14)).to_have_value("8.5")
    marks.nth(15).fill("9")
    for place in range(15, 29):
        same.nth(place).click()
    taps += 15
    phone.page.get_by_role("button", name="签名交票").click()
    taps += 1
    expect(phone.page.get_by_text("一人一票，交了不能改。").first).to_be_visible()
    assert taps <= MOST_TAPS
    assert sorted(Ballot.objects.get().marks.values()) == ["8.5"] * 15 + ["9"] * 15
    phone.is_well()


def test_a_code_opens_the_ballot_without_an_account(panel, sit):
    from kaoji.apps.ratings import actions

    named = panel.name("某代表")
    ((_rater, code),) = actions.give_codes(
        by=panel.actor("clerk"), rating=panel.fresh(), rater_keys=[named.pk]
    )
    phone = sit(size=SCREENS["390"])
    phone.go(f"/ratings/code/#{code}")
    phone.look("code")
    phone.click("去打分")
    phone.look("ballot-by-code")
    phone.page.locator("input[inputmode=decimal]").first.fill("8")
    phone.click("空着的都同上")
    phone.click("签名交票")
    expect(phone.page.get_by_text("可以关掉本页")).to_be_visible()
    assert len(Ballot.objects.get().marks) == 30
    phone.is_well()
