"""A month of the county hospital's wards: faults are registered, who has none says so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from kaoji.apps.appraisals.enums import StageKind
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
from kaoji.site.demo.sheets import Sheet

PLAN = CyclePlan(
    "医院综合目标管理考核", cast.WARD_GROUP, "临床科室",
    (
        (StageKind.COLLECT, 60), (StageKind.SCORE, 5), (StageKind.MEETING, 5),
        (StageKind.PUBLIC, 5), (StageKind.FINAL, 5),
    ),
)  # fmt: skip
_WEIGHTS = {"医务": "40%", "护理": "30%", "院感": "20%", "药事": "10%", "行政": "0%"}
#: What the hospital has decided: whose form weighs how much, and what the key figure is.
SETTINGS = {
    "考核表权重": "\n".join(f"临床科室/{form}: {share}" for form, share in _WEIGHTS.items()),
    "关键指标名称": "平均住院日",
}
_TOLD = Paths("县人民医院质量与安全管理委员会会议纪要〔2026〕1号", "四个科室 12 月的成绩都已汇总。")


def last_month(year: Year, *, sheets: tuple[Sheet, ...], days: Days) -> Iterator[Step]:
    """December to its end: collected, scored, public, final."""
    begins_on = date(2025, 12, 31)
    yield begins_on, 10, lambda: year.set_up(begins_on=begins_on)
    ends = date(2026, 3, 3)
    yield ends, 9, partial(year.end, StageKind.COLLECT, note="各张考核表都已报齐。")
    yield ends, 10, partial(year.begin, StageKind.SCORE)
    yield from made_whole(sheets, since=ends, days=days)
    yield from from_score_to_end(year, told=_TOLD, since=days.after(ends, 10), days=days)
