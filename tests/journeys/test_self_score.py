"""J3: from 待办 to a self-score that the unit's head has signed, twenty indicators with proof.

Within thirty clicks of both persons, choosing a file counted as one; nothing that the office holds
is typed again.
"""

from __future__ import annotations

from datetime import date

import pytest

from kaoji.apps.facts import actions as facts
from kaoji.apps.selfscore.models import Line, Proof, Sheet
from tests.apps.facts.stage import made
from tests.apps.selfscore import asked
from tests.apps.selfscore.asked import TOWN
from tests.web import hostile

pytestmark = pytest.mark.usefixtures("at_noon")

PACK = "feicheng-bodies@2013.1"
KIND = "政府工作部门"
MOST_CLICKS = 30
PROVED = 20


@pytest.fixture
def county(ground, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "evidence"
    return made()


def year_of(cast, *, scheme, year):
    return asked.cycle_in(
        cast, scheme=scheme, title=f"{year}年考核", period=year, subject_kind=KIND
    )  # fmt: skip


@pytest.fixture
def sheet(county):
    """This year's, asked for after last year's was submitted."""
    cast = county.cast
    begins = date(2025, 1, 1)
    scheme = facts.pin_scheme(by=cast.actor("clerk"), pack=PACK, begins_on=begins)
    last = asked.opened(cast, year_of(cast, scheme=scheme, year="2025"), period="2025")
    asked.submitted(cast, asked.sheet_of(last))
    Sheet.objects.exclude(unit_name=TOWN).filter(round=last).update(state="submitted")
    now = asked.opened(cast, year_of(cast, scheme=scheme, year="2026"), period="2026")
    return asked.sheet_of(now)


def test_a_unit_scores_itself_and_its_head_signs(county, sheet, sit, screen, tmp_path):
    lines = list(sheet.lines.all())
    assert len(lines) >= PROVED
    assert all(one.points for one in lines), "filled in from the period before"
    unit = sit(county.cast.people["liaison"], size=screen)
    unit.go("/")
    unit.click(f"自评：{sheet}", role="link")
    unit.look("self-score-sheet")

    changed, proved = lines[0], lines[:PROVED]
    unit.fill(f"{changed.name} 自评分", changed.full)
    unit.fill(f"{changed.name} 扣分理由", "")
    for one in proved:
        path = tmp_path / f"佐证{one.number}.pdf"
        path.write_bytes(hostile.pdf())
        unit.page.locator(f"#id_file_{one.pk}").set_input_files(path)
        unit.clicks += 1
    unit.click("送负责人签批")
    assert "待签批" in unit.text
    unit.look("self-score-sent")

    head = sit(county.cast.people["head"], size=screen)
    head.go("/")
    head.click(f"签批自评：{sheet}", role="link")
    head.look("self-score-to-sign")
    head.click("签批并报送")
    assert "已报送" in head.text
    head.look("self-score-signed")

    assert unit.clicks + head.clicks <= MOST_CLICKS
    # Two cells were typed, both because they are another thing than the year before.
    assert unit.fields + head.fields == 2
    assert Sheet.objects.get(pk=sheet.pk).state == "submitted"
    assert Proof.objects.filter(line__sheet=sheet).count() == PROVED
    stood = {one.number: one.points for one in lines}
    for one in Line.objects.filter(sheet=sheet):
        assert one.points == (changed.full if one.number == 1 else stood[one.number])


def test_faults_are_shown_at_once_and_the_office_compares_and_returns(county, sheet, sit, screen):
    first, second = list(sheet.lines.all())[:2]
    unit = sit(county.cast.people["liaison"], size=screen)
    unit.go(f"/self-scores/sheets/{sheet.pk}/")
    unit.page.locator(f"#id_points_{first.pk}").fill("999")
    unit.page.locator(f"#id_reason_{second.pk}").fill("")
    unit.click("送负责人签批")
    assert "应在 0 到" in unit.text
    assert "要写扣分理由" in unit.text
    unit.look("self-score-refused")
    unit.page.locator(f"#id_points_{first.pk}").fill("0.5")
    unit.page.locator(f"#id_reason_{second.pk}").fill("差两次")
    unit.click("送负责人签批")
    head = sit(county.cast.people["head"], size=screen)
    head.go(f"/self-scores/sheets/{sheet.pk}/")
    head.click("签批并报送")

    office = sit(county.cast.people["clerk"], size=screen)
    number = sheet.round.cycle.number
    office.go(f"/self-scores/{number}/")
    office.look("self-score-cycle")
    office.go(f"/self-scores/{number}/compared/")
    assert "差两次" in office.text
    office.look("self-score-compared")
    office.go(f"/self-scores/sheets/{sheet.pk}/")
    office.fill("退回理由", "第一项请附台账")
    office.click("退回给填报人")
    assert "已退回" in office.text
    unit.go("/")
    assert "第一项请附台账" in unit.page.locator("body").inner_text()
