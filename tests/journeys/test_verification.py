"""Verification in a browser: drawn and given out by the office, decided by keys alone, on site."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from kaoji.apps.verification.models import Check, Visit
from tests.apps.facts.stage import TOWNS, made
from tests.apps.verification import setting
from tests.browsing import SCREENS

pytestmark = pytest.mark.usefixtures("at_noon")


@pytest.fixture
def room(ground):
    stage = made()
    found = setting.Verification(stage, setting.cycle_in(stage.cast, scheme=stage.scheme))
    stage.signed()
    return found


def test_drawn_given_out_and_decided_by_the_keyboard(room, sit):
    people, listed = room.cast.people, f"/verification/{room.cycle.number}/"
    clerk = sit(people["clerk"])
    clerk.go(listed)
    clerk.look("verification-empty")
    clerk.click("抽取", role="link")
    clerk.fill("种子", "当众摇号 37")
    clerk.look("verification-draw")
    clerk.click("抽取")
    clerk.page.get_by_label("沈砚田").check()
    clerk.look("verification-assign")
    clerk.click("分派")
    clerk.look("verification-list")
    assert "已核 0/6" in clerk.text
    clerk.is_well()

    desk = sit(people["appraiser"])
    desk.go(listed)
    desk.click("接着核", role="link")
    desk.look("verification-check")
    keys = desk.page.keyboard
    keys.press("j")
    expect(desk.page.get_by_text("第 2 项").first).to_be_visible()
    keys.press("k")
    expect(desk.page.get_by_text("第 1 项").first).to_be_visible()
    for at in range(1, 6):
        with desk.page.expect_navigation():
            keys.press("1")
            keys.press("Enter")
        expect(desk.page.get_by_text(f"已核 {at}/6").first).to_be_visible()
    keys.press("2")
    with desk.page.expect_navigation():
        keys.press("Enter")
    expect(desk.page.get_by_text("没有填写理由").first).to_be_visible()
    desk.look("verification-refused")
    desk.fill("应为", "98")
    desk.fill("理由", "与台账不符")
    desk.click("提交，看下一项")
    assert "已核 6/6" in desk.text
    assert sorted(Check.objects.values_list("state", flat=True)) == ["true"] * 5 + ["wrong"]
    desk.is_well()

    clerk.go(listed)
    clerk.click("退回更正", role="link")
    clerk.look("verification-corrections")
    clerk.click("退回农业农村局更正")
    assert "已退回，等更正" in clerk.text
    clerk.is_well()


def test_on_site_to_the_signature(room, sit, screen):
    room.ready()
    item = room.cycle.checks.filter(unit=room.unit(TOWNS[0])).first()
    room.decide(item, "onsite")
    (visit,) = room.plan()
    address = f"/verification/visits/{visit.pk}/"
    team = sit(room.cast.people["appraiser"], size=screen)
    for note in ("请备齐收入台账", "镇长在场", "查到五月底"):
        team.go(address)
        team.fill("记录", note)
        team.click("记下这一步")
    team.look("visit-record")
    team.page.get_by_label("属实").check()
    team.page.locator(f"[name=f{item.pk}]").fill("账实相符")
    team.click("记下这一步")
    team.look("visit-recorded")
    team.is_well()

    head = sit(room.cast.people["head"], size=SCREENS["390"])
    head.go(address)
    head.look("visit-sign")
    head.page.get_by_label("无异议").check()
    head.click("签署确认书")
    assert "已确认" in head.text
    head.look("visit-signed")
    head.is_well()
    assert Visit.objects.get().answer == "agreed"
    assert Check.objects.get(pk=item.pk).state == "true"
