"""The county's own appraisal of what departments were told to do: key projects feed those that lead
them. Its scheme is short, and of the county's own hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.nesting import actions as nesting
from kaoji.apps.nesting.enums import Mapping
from kaoji.apps.schemes import actions as schemes
from kaoji.site.demo import people as cast
from kaoji.site.demo.appraising import (
    CyclePlan,
    Paths,
    Step,
    Year,
    from_score_to_end,
    made_whole,
)
from kaoji.site.demo.days import Days
from kaoji.site.demo.departments import released
from kaoji.site.demo.figures import SUPERVISED_KEY
from kaoji.site.demo.founding import County
from kaoji.site.demo.sheets import Sheet

PLAN = CyclePlan(
    "部门重点工作督查", cast.DEPARTMENTS, "部门",
    (
        (StageKind.COLLECT, 120), (StageKind.SCORE, 5), (StageKind.MEETING, 5),
        (StageKind.PUBLIC, 5), (StageKind.FINAL, 5),
    ),
)  # fmt: skip
#: Set up when the grain bureau had become part of another.
_SET_UP = date(2025, 10, 9)
#: The input that projects feed.
FED = "项目得分"
_PAPER = "县政府督查专题会纪要〔2026〕3号"
_TEXT = """\
# 部门重点工作督查：督查事项占八成，牵头的重点项目占两成。

方案: 禾安县部门重点工作督查
编号: hean-supervised
版本: "2025.1"
施行: 2025-01-01
依据: 禾考发〔2025〕6号
对象: {类: 部门, 称谓: 部门}
周期: 年

总分: {名称: 督查得分, 依据: 二}

指标:
  督查事项: {权重: 80%, 单位: 分, 范围: 0..100, 依据: 二(一)}
  重点项目:
    依据: 二(二)
    权重: 20%
    算式: 项目得分
    # 不牵头重点项目的部门，督查事项按百分计。
    不适用: {办法: 移出并折合, 至: 总分}

事实:
  牵头项目: {类型: 对象, 条目: {}, 依据: 二(二)}
  项目得分:
    类型: 数
    单位: 分
    范围: 0..100
    引用: {方案: qitai-projects, 关系: 牵头项目, 取: 总分, 汇集: 均值}
    依据: 二(二)

等次:
  优秀: {不低于: 90, 依据: 三}
  良好: {不低于: 80, 依据: 三}
  合格: 其余
"""


def release_own(county: County) -> None:
    """A clerk writes the scheme, the director releases it."""
    made = schemes.start_draft(
        by=county.clerk(), key=SUPERVISED_KEY, title="禾安县部门重点工作督查", text=_TEXT, base=""
    )
    released(county, scheme=made)


def last_year(
    year: Year, *, projects: Year, sheets: tuple[Sheet, ...], days: Days
) -> Iterator[Step]:
    """2025: collected, fed by the projects when they were final, scored, public, final."""
    yield _SET_UP, 15, lambda: year.set_up(begins_on=_SET_UP)
    ends = date(2026, 3, 2)
    yield ends, 14, partial(year.end, StageKind.COLLECT, note="督查事项已锁定。")
    yield ends, 15, partial(year.begin, StageKind.SCORE)
    yield from made_whole(sheets, since=ends, days=days)
    fed = days.after(ends, 24)
    yield fed, 9, partial(_feed, year, projects=projects)
    told = Paths(_PAPER, "牵头重点项目的四个部门已采用项目定稿的得分。")
    yield from from_score_to_end(year, told=told, since=fed, days=days)


def _feed(year: Year, *, projects: Year) -> None:
    """The office names the scoring of the projects that was made final."""
    shape = nesting.FeedShape(FED, projects.run, Mapping.ORGANISATION, _PAPER)
    nesting.name_feed(by=year.county.clerk(), cycle=year.cycle, shape=shape)
