"""J4: from the queue to proof and clause, accepted or deducted with a reason, back to one, onward.

At most four keys for an indicator.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from kaoji.apps.facts import actions as facts
from kaoji.apps.verification import actions
from kaoji.apps.verification.models import Check
from tests.apps.facts.stage import made
from tests.apps.verification import setting

pytestmark = pytest.mark.usefixtures("at_noon")
MOST_KEYS = 4
OWN = "附报表第三页漏盖章"


@pytest.fixture
def room(ground):
    stage = made()
    found = setting.Verification(stage, setting.cycle_in(stage.cast, scheme=stage.scheme))
    stage.signed()
    for one in found.ready():
        facts.attach(
            by=stage.actor("supplier"), held=one.figure, content=b"%PDF-1.4\n%%EOF\n",
            name=f"凭证{one.number}.pdf",
        )  # fmt: skip
    return found


class Keys:
    """What is pressed for one indicator is counted; words that somebody writes are not."""

    def __init__(self, desk):
        self.desk, self.pressed, self.most = desk, 0, 0

    def press(self, *keys):
        for key in keys:
            self.pressed += 1
            self.desk.page.keyboard.press(key)

    def fetch(self):
        with self.desk.page.expect_download() as coming:
            self.press("e")
        return coming.value.suggested_filename

    def lead(self, *keys):
        """The last of them leads to another page."""
        self.press(*keys[:-1])
        with self.desk.page.expect_navigation():
            self.press(keys[-1])

    def done(self):
        """The indicator is done."""
        self.most, self.pressed = max(self.most, self.pressed), 0


def _is_beside(desk):
    """What is said, with its clause, stands beside its proof: on a phone above it."""
    said, proof = (
        desk.page.locator("section.kj-sheet", has=desk.page.get_by_role("heading", name=name))
        .first.bounding_box()
        for name in ("填报", "佐证")
    )  # fmt: skip
    if desk.page.viewport_size["width"] > 961:
        return said["y"] == proof["y"] and said["x"] + said["width"] <= proof["x"]
    return said["y"] + said["height"] <= proof["y"]


def test_at_most_four_keys_for_an_indicator(room, sit, screen):
    desk = sit(room.cast.people["appraiser"], size=screen)
    desk.go("/")
    desk.page.locator("a[href*='/verification/'] >> visible=true").first.click()
    desk.click("接着核", role="link")
    assert _is_beside(desk)
    keys = Keys(desk)
    assert keys.fetch() == "凭证1.pdf"
    keys.lead("1", "Enter")
    keys.done()
    keys.fetch()
    keys.lead("2", "4", "Enter")
    keys.done()
    keys.lead("3", "5", "Enter")
    keys.done()
    keys.lead("1", "Enter")
    keys.done()
    expect(desk.page.get_by_text("第 5 项").first).to_be_visible()
    keys.lead("k")
    expect(desk.page.get_by_text("第 4 项").first).to_be_visible()
    keys.lead("2", "7", "Enter")
    keys.done()
    expect(desk.page.get_by_text("第 5 项").first).to_be_visible()
    keys.press("2", "9")
    desk.page.keyboard.type(OWN)
    desk.look("verifying-own-reason")
    keys.lead("Control+Enter")
    keys.done()
    keys.lead("1", "Enter")
    keys.done()
    assert keys.most <= MOST_KEYS
    desk.is_well()
    assert "已核 5/6" in desk.text
    told = [
        (one.state, one.verdicts.first().reason) for one in Check.objects.order_by("number")
    ]  # fmt: skip
    assert told == [
        ("true", ""), ("wrong", "与佐证不符"), ("onsite", "没有佐证或佐证不足"),
        ("wrong", "口径或计算有误"), ("wrong", OWN), ("true", ""),
    ]  # fmt: skip
    assert Check.objects.get(number=4).verdicts.count() == 2


def test_a_figure_that_was_mended_is_found_true_with_three_keys(room, sit):
    first = room.check()
    room.decide(first, "wrong")
    actions.send_back(
        by=room.actor("clerk"), cycle=room.cycle, task_number=first.figure.task.number
    )
    room.mend(first)
    desk = sit(room.cast.people["appraiser"])
    desk.go(f"/verification/checks/{first.pk}/")
    keys = Keys(desk)
    keys.lead("1", "8", "Enter")
    keys.done()
    assert keys.most == 3
    assert Check.objects.get(pk=first.pk).verdicts.first().reason == "更正后与佐证相符"


def test_the_same_without_script(room, sit, screen):
    desk = sit(room.cast.people["appraiser"], size=screen, java_script_enabled=False)
    desk.go(f"/verification/checks/{room.check().pk}/")
    assert not desk.page.locator(".kj-verify-key").count()
    desk.page.get_by_label("需更正").check()
    desk.page.get_by_label("与佐证不符", exact=True).check()
    desk.fill("理由", "差 3 万元")
    desk.click("提交，看下一项")
    assert "第 2 项" in desk.page.locator(".kj-crumbs").inner_text()
    assert room.check().verdicts.get().reason == "与佐证不符；差 3 万元"
    desk.is_well()


def test_a_slip_of_the_finger_is_asked_about(room, sit):
    desk = sit(room.cast.people["appraiser"])
    desk.go(f"/verification/checks/{room.check().pk}/")
    desk.page.keyboard.press("1")
    desk.page.keyboard.press("4")
    with desk.page.expect_navigation():
        desk.page.keyboard.press("Enter")
    expect(desk.page.get_by_text("结论是“属实”，理由却是“与佐证不符”。")).to_be_visible()
    desk.look("verifying-slip")
    assert not room.check().verdicts.exists()
    desk.page.keyboard.press("9")
    with desk.page.expect_navigation():
        desk.page.keyboard.press("Control+Enter")
    assert room.check().state == "true"
