"""A county that we never saw: its own table of indicators is imported, and a year passes by it.

From the workbook to the archive every step is taken on a page, by those who may take it. In the
end the points are those that the command gives over what the office has exported.
"""

from __future__ import annotations

import io
import json
import zipfile
from contextlib import ExitStack
from datetime import timedelta
from functools import partial

import pytest
from playwright.sync_api import expect

from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.models import Cycle, Objection, Publication, Run
from kaoji.apps.documents.models import Receipt
from kaoji.apps.facts.models import CollectionTask, Figure
from kaoji.apps.improvement.models import Item
from kaoji.apps.organisation.models import UnitState
from kaoji.apps.schemes.models import OwnScheme
from kaoji.web.jobs import worker
from kaoji.web.roles import Role
from tests import factories, own_year
from tests.cast import NOON, add_person, county
from tests.cli.county import call
from tests.own_year import KEYS, TITLE, TOWNS, sent

pytestmark = pytest.mark.usefixtures("ground")

GROUP, SUPPLIER, PLAN = "试点乡镇组", "农业农村局", "雾考发〔2026〕1号"
STAGES = (
    StageKind.COLLECT, StageKind.SCORE, StageKind.FOREWARN, StageKind.MEETING, StageKind.PUBLIC,
    StageKind.FINAL, StageKind.FEEDBACK, StageKind.IMPROVE, StageKind.ARCHIVE,
)  # fmt: skip
#: Who speaks for each town.
VOICES = dict(zip(TOWNS, ("liaison", "second_liaison", *TOWNS[2:]), strict=True))
#: Two towns are level until one of them is found to have been reported too little.
HARMED, WRONG, RIGHT = "澄湾镇", "340", "345"


class Year:
    """The office through its year: who sits where, and which day it is."""

    def __init__(self, office, sit, *, clock) -> None:
        self.office, self._sit, self._clock = office, sit, clock
        self._desks, self._signed_out = {}, set()
        self.day = NOON
        self.passes(days=0)
        self.cast = county(code="wuze", name="雾泽县")
        self._gather()

    def _gather(self):
        """Five towns are a group of their own, each with somebody who speaks for it."""
        group = factories.make_group(organisation=self.cast.organisation, name=GROUP, order=3)
        units = [self.cast.units[town] for town in TOWNS]
        UnitState.objects.filter(unit__in=units).update(group=group)
        for town in TOWNS[2:]:
            told = {"key": town, "name": f"{town}联络员", "role": Role.UNIT_LIAISON}
            add_person(self.cast, **told, unit=town, post="联络员")

    def passes(self, *, days):
        """Days pass, for the office and for the test; nobody stays signed in over them."""
        self.day += timedelta(days=days)
        self._clock.close()
        self._clock.enter_context(self.office.stopped_at(self.day))
        self._signed_out = set(self._desks)

    def works(self):
        """What waits in the background is done."""
        assert worker.work_once("journey")
        while worker.work_once("journey"):
            pass

    def at(self, who, path):
        """Somebody opens a page, at a screen of their own."""
        if who not in self._desks:
            self._desks[who] = self._sit(self.cast.people[who])
        if who in self._signed_out:
            self._signed_out.remove(who)
            self._desks[who].is_taken_by(self.cast.people[who])
        self._desks[who].go(path)
        return self._desks[who]

    def begins(self, stage):
        self.at("clerk", "/appraisals/1/").click(f"开始“{stage.label}”")

    def ends(self, stage):
        desk = self.at("clerk", "/appraisals/1/")
        desk.click(f"完成“{stage.label}”", role="link")
        desk.fill("办理情况", "已办结")
        desk.click("完成")
        expect(desk.page.get_by_text(f"“{stage.label}”已完成").first).to_be_visible()

    def is_well(self):
        for desk in self._desks.values():
            desk.is_well()


@pytest.fixture
def year(office, sit, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    with ExitStack() as clock:
        yield Year(office, sit, clock=clock)


def test_a_year_by_a_table_that_is_none_of_ours(year, tmp_path):
    _imports(year)
    _asks(year)
    _reports(year)
    _begins(year)
    first = _scores(year)
    _forewarns(year)
    _decides(year)
    _publishes(year, run=1)
    _objects(year)
    second = _upholds(year, before=first)
    _publishes(year, run=2)
    _finishes(year)
    _tells(year)
    _improves(year)
    _archives(year)
    _is_what_the_command_says(year, run=second, folder=tmp_path)
    year.is_well()


# --- the scheme -----------------------------------------------------------------------------------


def _imports(year):
    """Read, looked through, asked about, completed by hand, released by two."""
    desk = year.at("clerk", "/schemes/own/")
    desk.click("导入指标表", role="link")
    told = sent(own_year.table(), name="乡镇考核指标表.xlsx")
    desk.page.set_input_files("input[type=file]", told)
    desk.click("读表")
    desk.fill("方案名称", TITLE)
    desk.fill("编号", own_year.KEY)
    desk.fill("考核谁", own_year.SUBJECT)
    desk.click("列核对好了，看问题")
    # That nothing counts beyond the full points is proposed; whoever sends it has said so.
    desk.click("不足一步的按比例扣", role="radio")
    desk.pass_by("whole-questions")
    desk.click("存下回答并起草")
    area = desk.page.locator("textarea[name=text]")
    before, rest = area.input_value().split("\n# 表里未用到", 1)
    area.fill(f"{before}{own_year.GRADES}\n# 表里未用到{rest}")
    desk.click("保存")
    desk.pass_by("whole-draft")
    assert OwnScheme.objects.get().error_count == 0
    desk.click("送审")
    desk.page.wait_for_url("**/schemes/releases/*/")
    second = year.at("director", desk.page.url)
    second.click("发布")
    second.pass_by("whole-released")


def _asks(year):
    """It is pinned; it is said who supplies what; the sheet goes out."""
    desk = year.at("clerk", "/facts/schemes/pin/")
    desk.choose("方案", own_year.KEY)
    desk.fill("自", "2026-01-01")
    desk.click("保存")
    for key in KEYS:
        desk.go("/facts/sources/add/")
        desk.choose("方案", TITLE)
        desk.fill("指标", key)
        desk.choose("提供单位", SUPPLIER)
        desk.fill("填报周期", "年")
        desk.fill("依据", PLAN)
        desk.fill("自", "2026-01-01")
        desk.click("保存")
    desk.go("/facts/tasks/choose/")
    desk.choose("方案", TITLE)
    desk.choose("责任单位", SUPPLIER)
    desk.fill("周期", "2026")
    desk.click("下一步")
    desk.fill("名称", "年度数据")
    desk.fill("年度计划文号", PLAN)
    desk.fill("计划项目", "1")
    for name in ("columns", "lists"):
        for box in desk.page.locator(f"input[name={name}]").all():
            box.check()
    desk.choose("组别", GROUP)
    desk.fill("填报期", "5")
    desk.pass_by("whole-asked")
    desk.click("保存")
    desk.click("下达任务")


def _reports(year):
    """The supplier fills in workbooks; its head signs; days pass; the office locks."""
    task = CollectionTask.objects.get()
    here = f"/facts/tasks/{task.number}/"
    supplier = year.at("supplier", here)
    _brings(supplier, here, filled=own_year.filled)
    for asked in task.lists.all():
        place = f"{here}lists/{asked.order}/"
        _brings(supplier, place, filled=partial(own_year.listed, key=asked.key))
    supplier.go(here)
    supplier.pass_by("whole-sheet")
    supplier.click("送负责人签批")
    _signs(year, here)


def _signs(year, here):
    """The head signs, the days for the units pass, the office locks."""
    year.at("supplier_head", here).click("签批")
    year.passes(days=11)
    year.at("clerk", here).click("审核并锁定")
    assert CollectionTask.objects.get().state == "locked"


def _brings(desk, place, *, filled):
    """Out, filled in, checked, confirmed."""
    desk.go(place)
    template = desk.fetch("下载模板")
    desk.click("导入表格", role="link")
    desk.page.set_input_files("input[type=file]", sent(filled(template)))
    desk.click("检查")
    desk.pass_by("whole-checked")
    desk.click("确认导入")
    expect(desk.page.get_by_text("已导入").first).to_be_visible()


# --- the cycle ------------------------------------------------------------------------------------


def _begins(year):
    desk = year.at("clerk", "/appraisals/set-up/")
    desk.fill("名称", TITLE)
    desk.choose("方案", TITLE)
    desk.choose("对象类别", own_year.SUBJECT)
    desk.choose("组别", GROUP)
    desk.fill("周期", "2026")
    desk.fill("依据", PLAN)
    for stage in StageKind:
        if stage not in STAGES:
            desk.fill(f"{stage.label}：工作日", "")
    desk.pass_by("whole-set-up")
    desk.click("设立考核")
    year.begins(StageKind.COLLECT)
    year.ends(StageKind.COLLECT)
    year.begins(StageKind.SCORE)


def _scores(year):
    desk = year.at("clerk", "/appraisals/1/")
    desk.click("计分", role="link")
    desk.fill("为什么计分", "年终计分")
    desk.click("计分")
    year.works()
    run = Run.objects.get()
    assert run.state == "done", run.fault
    desk.go("/appraisals/1/runs/1/")
    desk.pass_by("whole-run")
    assert "余 1 席" in desk.text
    year.ends(StageKind.SCORE)
    return run


def _forewarns(year):
    """Losses are shown; a town looks and says something; its days pass."""
    year.begins(StageKind.FOREWARN)
    desk = year.at("clerk", "/appraisals/1/result/")
    desk.click("扣分预告", role="link")
    desk.click("预告")
    unit = year.at("second_liaison", "/")
    unit.page.locator("main a[href*='/losses/'] >> visible=true").first.click()
    unit.fill("说明", "到位资金按验资报告应为345")
    unit.pass_by("whole-losses")
    unit.click("提交说明")
    expect(unit.page.get_by_text("已收下说明").first).to_be_visible()
    year.passes(days=10)
    year.ends(StageKind.FOREWARN)


def _decides(year):
    """Two are level for the last seat: people decide."""
    year.begins(StageKind.MEETING)
    desk = year.at("clerk", "/appraisals/1/result/")
    desk.click("登记议定", role="link")
    desk.fill("会议纪要", "县委常委会纪要〔2026〕3号")
    desk.fill("会议日期", year.day.date().isoformat())
    desk.fill("议定事项", "同意")
    for town, grade in (("云砚镇", "先进"), (HARMED, "合格")):
        desk.page.get_by_label(f"{town} 等次", exact=True).select_option(label=grade)
    desk.pass_by("whole-decide")
    desk.click("登记")
    year.ends(StageKind.MEETING)
    year.begins(StageKind.PUBLIC)


def _publishes(year, *, run):
    desk = year.at("clerk", f"/appraisals/1/runs/{run}/publish/")
    desk.fill("公示说明", "现将考核结果予以公示。")
    desk.fill("异议联系方式", "绩效办 0311-0000000")
    desk.click("提请公示")
    made = Publication.objects.latest("pk")
    second = year.at("leader", f"/appraisals/publications/{made.pk}/")
    second.click("确认公示")
    expect(second.page.get_by_text("已公示").first).to_be_visible()
    second.pass_by(f"whole-public-{run}")


def _objects(year):
    desk = year.at("second_liaison", f"/appraisals/publications/{Publication.objects.get().pk}/")
    desk.click("得分由来", role="link")
    desk.page.get_by_role("link", name="招商引资到位资金", exact=True).first.click()
    desk.pass_by("whole-derived")
    desk.click("对这一项提出异议", role="link")
    desk.fill("理由", f"应为 {RIGHT}，报成 {WRONG}")
    desk.fill("依据材料", "验资报告第7号")
    desk.click("提出异议")
    expect(desk.page.get_by_text("已提出异议").first).to_be_visible()


def _upholds(year, *, before):
    """The figure is put right by those whose it is; then it is scored anew."""
    task = CollectionTask.objects.get()
    here = f"/facts/tasks/{task.number}/"
    desk = year.at("clerk", f"{here}unreview/")
    desk.fill("原因", "异议查实，更正后重报")
    desk.click("撤销审核")
    desk.go(f"{here}return/")
    desk.fill("原因", "澄湾镇到位资金录错")
    desk.click("退回给填报人")
    supplier = year.at("supplier", here)
    cell = Figure.objects.get(unit=year.cast.units[HARMED], typed=WRONG)
    field = supplier.page.locator(f"input[value='{WRONG}']").first
    field.fill(RIGHT)
    reason = supplier.page.locator("[name=reason]")
    if reason.count():
        reason.first.fill("按验资报告更正")
    supplier.click("保存")
    cell.refresh_from_db()
    assert cell.typed == RIGHT, supplier.text
    supplier.click("送负责人签批")
    _signs(year, here)
    desk.go(f"/appraisals/objections/{Objection.objects.get().pk}/answer/")
    desk.page.get_by_label("成立，数据已更正").check()
    desk.fill("答复", "经查属实")
    desk.fill("更正了哪些数据", f"到位资金由 {WRONG} 改为 {RIGHT}")
    desk.click("答复")
    year.works()
    run = Run.objects.get(number=2)
    assert run.state == "done", run.fault
    moved = [one.name for one in run.standings.all() if one.exact != _exact(before, one.name)]
    assert moved == [HARMED]
    return run


def _exact(run, name):
    return run.standings.get(name=name).exact


def _finishes(year):
    """The days of the second publication pass; two make it final."""
    year.passes(days=14)
    year.ends(StageKind.PUBLIC)
    year.begins(StageKind.FINAL)
    desk = year.at("clerk", "/appraisals/1/result/")
    desk.click("提请定稿", role="link")
    desk.fill("定稿依据", "县委常委会纪要〔2026〕5号")
    desk.click("提请定稿")
    second = year.at("leader", "/appraisals/1/result/")
    second.click("确认定稿")
    second.pass_by("whole-final")
    year.ends(StageKind.FINAL)


# --- afterwards -----------------------------------------------------------------------------------


def _tells(year):
    """Notice and letters by two, signed for by every town."""
    year.begins(StageKind.FEEDBACK)
    desk = year.at("clerk", "/documents/series/add/")
    desk.fill("代字", "雾考发")
    desk.fill("发文机关标志", "雾泽县绩效考核办公室文件")
    desk.click("设立")
    desk.go("/feedback/1/set-up/")
    desk.choose("代字", "雾考发")
    desk.fill("署名", "雾泽县绩效考核办公室")
    desk.page.get_by_label("签收齐了才能完成环节").check()
    desk.click("保存")
    count = len(TOWNS) + 1
    for who, verb in (
        ("clerk", "起草"), ("clerk", "送签"), ("director", "签发"), ("clerk", "编号印发"),
    ):  # fmt: skip
        year.at(who, "/feedback/1/").click(f"{verb} {count} 份")
        year.works()
    desk.go("/feedback/1/")
    desk.pass_by("whole-told")
    for town, who in VOICES.items():
        for receipt in Receipt.objects.filter(unit=year.cast.units[town]):
            year.at(who, f"/documents/papers/{receipt.paper_id}/").click("签收")
    year.ends(StageKind.FEEDBACK)


def _improves(year):
    """Each town says what it does about its greatest loss; the office agrees."""
    year.begins(StageKind.IMPROVE)
    desk = year.at("clerk", "/improvement/1/draw/")
    desk.fill("每个单位最多几项", "1")
    desk.click("起草")
    due = (year.day + timedelta(days=28)).date().isoformat()
    for item in Item.objects.all():
        unit = year.at(VOICES[item.unit_name], f"/improvement/items/{item.pk}/")
        unit.fill("措施", "逐月调度，补齐短板。")
        unit.page.get_by_label("责任人").select_option(index=1)
        unit.fill("完成期限", due)
        unit.click("报送")
        desk.go(f"/improvement/items/{item.pk}/")
        desk.page.get_by_label("同意").check()
        desk.click("提交")
    for town, who in VOICES.items():
        if not Item.objects.filter(unit_name=town).exists():
            key = year.cast.units[town].pk
            year.at(who, f"/improvement/1/units/{key}/").click("报“无”")
    desk.go("/improvement/1/")
    desk.pass_by("whole-improvement")
    year.ends(StageKind.IMPROVE)


def _archives(year):
    year.begins(StageKind.ARCHIVE)
    desk = year.at("clerk", "/archiving/1/")
    desk.click("提请归档", role="link")
    desk.page.get_by_label("永久").check()
    desk.fill("归档说明", "依照档案工作惯例。")
    desk.click("提请归档")
    year.at("director", "/archiving/1/").click("确认归档")
    year.works()
    desk.go("/archiving/1/")
    desk.click("与清单核对")
    assert "与清单一致" in desk.text
    desk.pass_by("whole-archived")
    names = zipfile.ZipFile(io.BytesIO(desk.fetch("下载归档包"))).namelist()
    assert "index.html" in names
    assert Cycle.objects.get().state == "archived"


def _is_what_the_command_says(year, *, run, folder):
    """`kaoji score` over what is downloaded gives every digit; the downloaded seal verifies."""
    desk = year.at("clerk", "/facts/export/")
    desk.choose("方案", TITLE)
    desk.fill("年度", "2026")
    (folder / "facts.csv").write_bytes(desk.fetch("导出", role="button"))
    desk.go("/appraisals/1/runs/2/")
    (folder / "sealed.kaoji").write_bytes(desk.fetch("封存文件"))
    assert call("verify", str(folder / "sealed.kaoji")).code == 0
    scheme = OwnScheme.objects.get().releases.get().wording.text
    (folder / "scheme.yaml").write_text(scheme, encoding="utf-8")
    (folder / "units.csv").write_text(run.subjects, encoding="utf-8", newline="")
    files = [str(folder / name) for name in ("scheme.yaml", "facts.csv", "units.csv")]
    words = ("score", files[0], "--facts", files[1], "--subjects", files[2], "--period", "2026")
    said = json.loads(call(*words, "--json").out)
    told = {
        one["subject"]: (one["total"]["exact"], one["total"]["published"], one["rank"])
        for one in said["subjects"]
    }
    held = {one.subject: (one.exact, one.shown, one.rank) for one in run.standings.all()}
    assert told == held
    assert len(held) == len(TOWNS)
