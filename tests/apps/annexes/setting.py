"""An own scheme whose towns list goals of their own, a cycle over it, and tables on their way."""

from __future__ import annotations

import io
from datetime import date

from kaoji.apps.annexes import actions
from kaoji.apps.annexes.limits import Row
from kaoji.apps.annexes.models import Annex, Item, Table
from kaoji.apps.appraisals import actions as appraisals
from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.facts import actions as facts
from kaoji.apps.facts.models import PinnedScheme
from kaoji.apps.schemes import actions as schemes
from kaoji.web import clock
from tests.apps.facts.test_workbook import fill

SCHEME = """\
方案: 乡镇目标管理
编号: hean-goals
版本: "2026.1"
施行: 2025-01-01
对象: 乡镇
满分: 100
指标:
  共性工作: {分值: 40, 单位: 分, 范围: 0..40, 计分: 直接评分, 依据: 三(一)}
  重点目标:
    分值: 60
    范围: 0以上
    计划:
      计分: 按完成比例折算
      个数: 2..4
      分值合计: 100
      列: {归口: {取值: [经济, 民生]}}
    依据: 三(二)
"""
PACK = "own:hean-goals@2026.1"
KEY = "重点目标"
OWN, OTHER = "鹤汀镇", "澄湾镇"
DUE = date(2026, 6, 30)
TITLE = "乡镇目标考核（个性）"
GOALS = (
    Row("修通北渡口道路", "60", {"目标": "12.5", "计量单位": "公里", "数据来源": "镇统计站"}),
    Row("新增蔬菜大棚", "40", {"目标": "30", "计量单位": "座", "数据来源": "农技站"}),
)


def pinned(cast) -> PinnedScheme:
    found = PinnedScheme.objects.filter(organisation=cast.organisation, pack=PACK).first()
    if found is not None:
        return found
    made = schemes.start_draft(
        by=cast.actor("clerk"), key="hean-goals", title="乡镇目标管理", text=SCHEME
    )
    asked = schemes.ask_release(by=cast.actor("clerk"), scheme=made, number=made.number)
    schemes.release(by=cast.actor("director"), asked=asked)
    return facts.pin_scheme(by=cast.actor("clerk"), pack=PACK, begins_on=date(2025, 1, 1))


def cycle_in(cast, *, period="2026", **changed) -> Cycle:
    clerk = cast.actor("clerk")
    told = {
        "title": TITLE, "scheme": pinned(cast), "group": cast.groups["townships"],
        "subject_kind": "乡镇", "period": period, "basis": "禾考发〔2026〕1号",
        "begins_on": date(2026, 6, 12),
        "stages": tuple(appraisals.StageShape(one, 10) for one in (
            StageKind.COLLECT, StageKind.SCORE, StageKind.FINAL)),
    }  # fmt: skip
    return appraisals.set_up_cycle(by=clerk, shape=appraisals.CycleShape(**(told | changed)))


def shape(**changed) -> actions.AnnexShape:
    told = {
        "key": KEY, "period": "2026", "least": 2, "most": 4, "total": "100", "least_weight": "10",
        "most_weight": "70", "approver": "office_director", "due_on": DUE,
        "columns": {"目标": "owed", "计量单位": "owed", "数据来源": "open"},
    }  # fmt: skip
    return actions.AnnexShape(**(told | changed))


def declared(cast, cycle=None, **changed) -> Annex:
    by = cast.actor("clerk")
    return actions.declare(by=by, cycle=cycle or cycle_in(cast), shape=shape(**changed))


def table_of(annex, town=OWN) -> Table:
    found = Table.objects.select_related("annex__cycle", "annex__scheme")
    return found.get(annex=annex, unit_name=town)


def fresh(table) -> Table:
    return table_of(table.annex, table.unit_name)


def saved(cast, table, *, rows=GOALS, who="liaison") -> Table:
    now = fresh(table)
    return actions.save(by=cast.actor(who), table=now, rows=rows, version=now.version)


def sent(cast, table, *, rows=GOALS, who="liaison") -> Table:
    now = saved(cast, table, rows=rows, who=who)
    return actions.send(by=cast.actor(who), table=now, version=now.version)


def approve(cast, table, *, who="director") -> Table:
    now = fresh(table)
    return actions.approve(by=cast.actor(who), table=now, version=now.version)


def approved(cast, table, *, rows=GOALS, who="liaison") -> Table:
    sent(cast, table, rows=rows, who=who)
    return approve(cast, table)


def changing(cast, table, *, who="liaison") -> Table:
    now = fresh(table)
    return actions.ask_change(
        by=cast.actor(who), table=now, reason="洪水冲毁路基，年内只能修 8 公里", version=now.version
    )


def in_force(table) -> list[tuple[str, str]]:
    found = Item.objects.filter(edition__table=table, edition__is_in_force=True)
    return list(found.values_list("name", "weight"))


def book_of(content):
    import openpyxl

    return openpyxl.load_workbook(io.BytesIO(content))


def filled(content, texts) -> bytes:
    return fill(book_of(content), texts)


def today():
    return clock.today()
