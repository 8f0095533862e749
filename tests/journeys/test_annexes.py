"""An annex from its limits to its approval and its change, as office, unit and director do it."""

from __future__ import annotations

import pytest

from kaoji.apps.annexes.models import Annex, Table
from tests import cast as casts
from tests.apps.annexes import setting
from tests.apps.annexes.setting import OWN

pytestmark = pytest.mark.usefixtures("at_noon")


@pytest.fixture
def county(ground):
    del ground
    return casts.county()


def test_limits_are_set_goals_written_sent_approved_and_changed(county, sit, screen):
    cycle = setting.cycle_in(county)
    office = sit(county.people["clerk"], size=screen)
    office.go(f"/annexes/cycles/{cycle.number}/")
    office.look("annex-cycle")
    office.click("设立", role="link")
    office.look("annex-declare")
    office.fill("至多几项", "3")
    office.fill("每项分值不高于", "70")
    office.choose("审批人", "绩效办主任")
    office.fill("报送截止", "2026-06-30")
    office.click("设立")
    assert "待填报 14" in office.text
    office.look("annex-one")

    table = Table.objects.get(annex=Annex.objects.get(), unit_name=OWN)
    unit = sit(county.people["liaison"], size=screen)
    unit.go(f"/annexes/tables/{table.pk}/")
    unit.click("填表", role="link")
    unit.look("annex-edit-empty")
    goals = (("修通北渡口道路", "60", "12.5", "公里"), ("新增蔬菜大棚", "30", "30", "座"))
    for line, (name, points, target, measure) in enumerate(goals, start=1):
        unit.fill(f"第 {line} 行事项", name)
        unit.fill(f"第 {line} 行分值", points)
        unit.fill(f"第 {line} 行目标", target)
        unit.fill(f"第 {line} 行计量单位", measure)
        unit.fill(f"第 {line} 行数据来源", "镇统计站")
        unit.fill(f"第 {line} 行评价办法", "完成比例")
    unit.page.get_by_role("button", name="第 2 行上移").press("Enter")
    assert unit.value("第 1 行事项") == "新增蔬菜大棚"
    unit.click("核对限制")
    assert "现为 90，还差 10" in unit.text
    unit.look("annex-edit")
    unit.fill("第 1 行分值", "40")
    unit.click("保存")
    unit.look("annex-table")
    unit.click("报送审批")
    assert "待审批" in unit.text

    director = sit(county.people["director"], size=screen)
    director.go(f"/annexes/tables/{table.pk}/")
    director.page.get_by_label("批准").check()
    director.look("annex-decide")
    director.click("提交")
    assert "现行，进入计分" in director.text

    unit.go(f"/annexes/tables/{table.pk}/")
    unit.go(f"/annexes/tables/{table.pk}/change/")
    unit.fill("调整理由", "洪水冲毁路基，年内只能修 8 公里。")
    unit.click("去改")
    unit.fill("第 2 行目标", "8")
    unit.click("保存")
    unit.go(f"/annexes/tables/{table.pk}/compare/")
    unit.look("annex-compare")
    assert "12.5 → 8" in unit.text
    office.go(f"/annexes/tables/{table.pk}/sheet/")
    office.look("annex-sheet")
    office.go("/annexes/")
    office.look("annex-list")
    assert [weight for _name, weight in setting.in_force(table)] == ["40", "60"]
