"""Two appraisals of few: bodies directly under the county (三定评估), and key projects."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from kaoji.apps.appraisals.enums import StageKind
from kaoji.site.demo import closing
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

_STAGES = (
    (StageKind.COLLECT, 245), (StageKind.SCORE, 5), (StageKind.MEETING, 5), (StageKind.PUBLIC, 5),
    (StageKind.FINAL, 5),
)  # fmt: skip
#: Of these the whole year is shown, to the archive.
_WHOLE = (
    _STAGES[0], (StageKind.VERIFY, 12), *_STAGES[1:], (StageKind.FEEDBACK, 5),
    (StageKind.IMPROVE, 10), (StageKind.ARCHIVE, 5),
)  # fmt: skip
BODIES = CyclePlan("三定评估", cast.BODIES, "直属事业单位", _WHOLE)
#: Bodies are looked at once in a term: the year after it is the departments' turn.
NEXT = CyclePlan("三定评估", cast.DEPARTMENTS, "政府工作部门", _STAGES)
PROJECTS = CyclePlan("重点项目绩效考核", cast.PROJECTS, "项目", _STAGES)
#: The lines of the grades, and what the questionnaires weigh.
SETTINGS = {
    "优秀线": "90", "良好线": "80", "合格线": "60",
    "问卷权重": "市分管领导: 0%\n市编办: 40%\n管理服务对象: 40%\n相关职能部门: 0%\n"
    "监管部门: 0%\n单位干部职工: 20%",
}  # fmt: skip


def to_the_end(year: Year, *, told: Paths, sheets: tuple[Sheet, ...], days: Days) -> Iterator[Step]:
    """2025: collected, made whole, scored, decided, public, final."""
    yield date(2025, 3, 3), 14, lambda: year.set_up(begins_on=date(2025, 3, 3))
    ends = date(2026, 3, 2)
    yield ends, 12, partial(year.end, StageKind.COLLECT, note="数据已锁定。")
    yield ends, 13, partial(year.begin, StageKind.SCORE)
    yield from made_whole(sheets, since=ends, days=days)
    yield from from_score_to_end(year, told=told, since=days.after(ends, 10), days=days)


def to_the_archive(
    year: Year, *, told: Paths, sheets: tuple[Sheet, ...], days: Days
) -> Iterator[Step]:
    """2025 with everything: verified before it is scored, told to the units, improved, archived."""
    yield date(2025, 3, 3), 14, lambda: year.set_up(begins_on=date(2025, 3, 3))
    ends = date(2026, 3, 2)
    yield ends, 12, partial(year.end, StageKind.COLLECT, note="数据已锁定。")
    yield ends, 13, partial(year.begin, StageKind.VERIFY)
    yield from made_whole(sheets, since=ends, days=days)
    looked = days.after(ends, 9)
    yield from closing.verified(year, since=looked, days=days)
    yield days.after(looked, 1), 17, partial(year.begin, StageKind.SCORE)
    scored = days.after(looked, 2)
    yield from from_score_to_end(year, told=told, since=scored, days=days)
    final = days.after(scored, 9)
    for later, way in ((1, closing.told_to_units), (3, closing.improved), (7, closing.archived)):
        yield from way(year, since=days.after(final, later), days=days)


def to_the_middle(year: Year, *, days: Days) -> Iterator[Step]:
    """2026: set up, collecting, scored once to see what is still missing."""
    begins_on = date(2026, 3, 2)
    yield begins_on, 17, lambda: year.set_up(begins_on=begins_on)
    yield days.ago(1), 15, partial(year.score, reason="看看还缺哪些数据")
