"""A loss is worked off to its closing out; the year is archived by two, taken away and checked."""

from __future__ import annotations

import io
import zipfile

import pytest

from kaoji.apps.archiving.models import Archive
from kaoji.apps.improvement.models import Item
from kaoji.web.files import path_of
from tests.apps.archiving import kept
from tests.apps.facts.stage import made
from tests.apps.improvement import settled
from tests.apps.improvement.settled import TOWN

pytestmark = pytest.mark.usefixtures("at_noon")


@pytest.fixture
def county(ground, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "evidence"
    return made()


def test_a_loss_is_worked_off_by_the_unit_and_closed_out_by_the_office(county, sit, screen):
    cycle = settled.cycle_in(county.cast, scheme=county.scheme)
    office = sit(county.cast.people["clerk"], size=screen)
    office.go(f"/improvement/{cycle.number}/")
    office.look("improvement-none")
    office.click("起草改进清单", role="link")
    office.look("improvement-draw")
    office.fill("每个单位最多几项", "3")
    office.click("起草")
    office.look("improvement-cycle")

    unit = sit(county.cast.people["liaison"], size=screen)
    item = Item.objects.filter(unit_name=TOWN).first()
    unit.go(f"/improvement/{cycle.number}/units/{item.unit_id}/")
    unit.look("improvement-unit")
    unit.click(item.name, role="link")
    unit.look("improvement-item")
    unit.fill("措施", "逐月调度，缺的月份补报，月底前核对一次。")
    unit.choose("责任人", "鹤鸣皋")
    unit.fill("完成期限", "2026-07-05")
    unit.click("报送")
    assert "不是工作日" in unit.text
    unit.look("improvement-item-refused")
    assert unit.value("措施").startswith("逐月调度")
    unit.fill("完成期限", "2026-07-06")
    unit.click("报送")
    assert "措施待审" in unit.text

    office.go(f"/improvement/items/{item.pk}/")
    office.page.get_by_label("同意").check()
    office.click("提交")
    unit.go(f"/improvement/items/{item.pk}/")
    unit.fill("进展", "三个月的都补了")
    unit.fill("佐证", "鹤政〔2026〕5号")
    unit.page.get_by_label("已经完成，请求销号").check()
    unit.click("报送")
    office.go(f"/improvement/items/{item.pk}/")
    office.look("improvement-item-reported")
    office.page.get_by_label("同意").check()
    office.click("提交")
    assert "已销号" in office.text
    office.look("improvement-item-closed")
    office.go(f"/improvement/{cycle.number}/sheet/")
    office.look("improvement-sheet")
    item.refresh_from_db()
    assert item.state == "closed"


def test_a_year_is_archived_by_two_and_checked(county, sit, screen):
    cycle = kept.ready(county.cast, scheme=county.scheme)
    office = sit(county.cast.people["clerk"], size=screen)
    office.go(f"/archiving/{cycle.number}/")
    office.look("archive-ready")
    office.click("提请归档", role="link")
    office.look("archive-propose")
    office.page.get_by_label("永久").check()
    office.fill("归档说明", "依照档案工作惯例。")
    office.click("提请归档")
    office.look("archive-proposed")

    director = sit(county.cast.people["director"], size=screen)
    director.go(f"/archiving/{cycle.number}/")
    director.click("确认归档")
    assert "正在制作归档包" in director.page.locator("body").inner_text()
    director.look("archive-packing")
    kept.pack(Archive.objects.get())
    office.go(f"/archiving/{cycle.number}/")
    office.click("与清单核对")
    assert "与清单一致" in office.text
    office.look("archive-made")
    content = office.fetch("下载归档包")
    assert "index.html" in zipfile.ZipFile(io.BytesIO(content)).namelist()

    path = path_of(Archive.objects.get().digest)
    path.write_bytes(content[:-900] + b"x" + content[-899:])
    office.click("与清单核对")
    assert "与清单不一致" in office.text
    office.look("archive-altered")
    office.go(f"/appraisals/{cycle.number}/")
    assert "已归档" in office.page.locator("body").inner_text()
    office.look("archive-cycle")
    office.go("/archiving/")
    office.look("archive-list")
