"""After a result is final: papers for the meeting, the notice and letters by two, prize money."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from kaoji.apps.documents.models import Paper
from kaoji.web.jobs import worker
from tests.apps.documents import stage as papers
from tests.apps.facts.stage import made
from tests.apps.feedback import setting

pytestmark = pytest.mark.usefixtures("at_noon")


@pytest.fixture
def cast(ground, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    county = made().cast
    papers.of(county)
    setting.final(county)
    return county


def test_from_the_package_to_the_receipts(cast, sit, screen):
    number = setting.cycle(cast).number
    clerk = sit(cast.people["clerk"], size=screen)
    clerk.go(f"/feedback/{number}/packages/")
    clerk.click("制作上会材料包")
    assert worker.work_once("w")
    clerk.go(f"/feedback/{number}/packages/")
    clerk.look("packages")
    expect(clerk.page.get_by_text("已做好").first).to_be_visible()
    clerk.go(f"/feedback/{number}/")
    clerk.click("写明怎么发", role="link")
    clerk.choose("代字", papers.MARK)
    clerk.fill("署名", setting.OFFICE)
    clerk.fill("有关要求", setting.DEMAND)
    clerk.look("feedback-set-up")
    clerk.click("保存")
    clerk.click("起草 8 份")
    assert worker.work_once("w")
    setting.issued(cast)
    clerk.go(f"/feedback/{number}/")
    clerk.look("feedback-desk")
    assert Paper.objects.filter(state="issued").count() == 8
    clerk.click("谁没有签收", role="link")
    expect(clerk.page.get_by_text("【催签收】").first).to_be_visible()
    clerk.look("feedback-receipts")
    setting.bonus(cast)
    setting.fill(cast, setting.bonus(cast), ("鹤汀镇", "12000.01"), ("谷雨镇", "100"))
    clerk.go(f"/feedback/bonus/{setting.bonus(cast).pk}/")
    clerk.look("feedback-bonus")
    expect(clerk.page.get_by_text("多 0.01 元").first).to_be_visible()
    clerk.is_well()
