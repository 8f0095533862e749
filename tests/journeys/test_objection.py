"""J11: a unit reads what is public, how its number came about, objects, sees what came of it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from kaoji.apps.appraisals.models import Objection, Publication, Run
from tests.apps.appraisals import public, scored
from tests.apps.facts.stage import made

pytestmark = pytest.mark.usefixtures("at_noon")

#: From what is public to the derivation, and from there until the objection is made.
MOST_TO_DERIVE, MOST_TO_OBJECT = 2, 8
#: One fact of the town is put right.
WRONG, RIGHT = "鹤汀镇,2025年终评估,社会保障,95,100", "鹤汀镇,2025年终评估,社会保障,96,100"


@pytest.fixture
def stage(ground):
    county = made()
    run = scored.run_in(public.cycle_in(county))
    public.published(county, public.settle(county, run))
    return county


def test_from_what_is_public_to_what_came_of_it(stage, sit, screen):
    people = stage.cast.people
    liaison = sit(people["liaison"], size=screen)
    _objects(liaison)
    objection = Objection.objects.get()
    assert objection.evidence == "人社局〔2026〕7号"
    _upheld_by(sit(people["clerk"], size=screen), objection)
    _scored_anew(stage, liaison)
    _sees_the_difference(liaison)


def _objects(liaison):
    liaison.go("/appraisals/publications/")
    liaison.click("乡镇绩效考核 2025", role="link")
    liaison.look("public")
    before = liaison.clicks
    liaison.click("得分由来", role="link")
    expect(liaison.page.get_by_role("heading", level=1)).to_have_text("这个分数怎么来的")
    # The half-year has one as well, before that of the year's end.
    liaison.clicks += 1
    liaison.page.get_by_role("link", name="社会保障", exact=True).nth(1).click()
    assert liaison.clicks - before <= MOST_TO_DERIVE
    liaison.look("public-derived")
    liaison.click("对这一项提出异议", role="link")
    chosen = liaison.page.locator("select option:checked").inner_text()
    assert chosen.startswith("社会保障（2025年终评估）"), "the number from which one came"
    liaison.fill("理由", "应为 96，报表录成 95")
    liaison.fill("依据材料", "人社局〔2026〕7号")
    liaison.look("objecting")
    liaison.click("提出异议")
    assert liaison.clicks <= MOST_TO_OBJECT
    expect(liaison.page.get_by_text("已提出异议").first).to_be_visible()
    liaison.look("objected")


def _upheld_by(clerk, objection):
    """The office finds the task waiting; first it has changed nothing, and is told so."""
    clerk.go("/")
    clerk.page.locator("a[href$='/answer/'] >> visible=true").first.click()
    clerk.page.get_by_label("成立，数据已更正").check()
    clerk.fill("答复", "经查属实")
    clerk.fill("更正了哪些数据", "社会保障由 95 改为 96")
    with public.unchanged():
        clerk.click("答复")
        expect(clerk.page.get_by_text("完全相同").first).to_be_visible()
    assert clerk.value("答复") == "经查属实", "what was written is kept"
    clerk.look("answering")
    with public.Corrected(scored.renamed("towns.csv").replace(WRONG, RIGHT)):
        clerk.click("答复")
        expect(clerk.page.get_by_text("已要求重新计分").first).to_be_visible()
    clerk.look("answered")


def _scored_anew(stage, liaison):
    """Until the new numbers are public themselves the unit is not told them."""
    rerun = public.carry_out(Run.objects.latest("pk"))
    liaison.go("/appraisals/objections/")
    liaison.click("1 号", role="link")
    expect(liaison.page.get_by_text("新的结果公示以后").first).to_be_visible()
    public.published(stage, public.settle(stage, rerun))
    assert Publication.objects.filter(state="public").get().run == rerun


def _sees_the_difference(liaison):
    liaison.page.reload()
    expect(liaison.page.get_by_text("重新计分改变了什么")).to_be_visible()
    standings = [public.own(run) for run in Run.objects.order_by("pk")]
    before, after = (one.shown for one in standings)
    assert before != after
    assert f"{before} → {after}" in liaison.text
    liaison.look("objection-upheld")
    liaison.go("/appraisals/publications/")
    assert liaison.page.get_by_role("link", name="乡镇绩效考核 2025").count() == 2, (
        "the old one stays"
    )
    liaison.is_well()
