"""The appraisal of the towns: last year's to its end with two objections, this year's to its middle
with targets that went down and up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial

from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.facts import actions as facts
from kaoji.apps.facts.models import PinnedScheme
from kaoji.apps.facts.parameters import parameters_of
from kaoji.site.demo import people as cast
from kaoji.site.demo.appraising import CyclePlan, Step, Year, made_whole
from kaoji.site.demo.days import Days
from kaoji.site.demo.founding import County
from kaoji.site.demo.self_scoring import self_scored
from kaoji.site.demo.sheets import Sheet
from kaoji.site.demo.targeting import Targets, changed, handed_down

#: What the scheme leaves to the county, and what it has changed since.
SETTINGS = {"主要领导权重": "60%", "包乡领导权重": "40%", "后三名范围": "同类"}
CHANGED = {"主要领导权重": "50%", "包乡领导权重": "50%"}
#: The stages of a year, each with its working days.
_STAGES = (
    (StageKind.COLLECT, 245), (StageKind.SCORE, 10), (StageKind.FOREWARN, 5),
    (StageKind.MEETING, 5), (StageKind.PUBLIC, 5), (StageKind.FINAL, 5),
)  # fmt: skip
LAST = CyclePlan("乡镇绩效考核", cast.TOWNSHIPS, "乡镇", _STAGES)
THIS = CyclePlan("乡镇绩效考核", cast.TOWNSHIPS, "乡镇", ((StageKind.TARGETS, 30), *_STAGES))
_PAPER = "县委常委会会议纪要〔2026〕6号"


def change_parameters(county: County, *, pin: PinnedScheme) -> None:
    """From 2026 on the leaders in charge of a town weigh as much as the others."""
    known = {one.name: one for one in parameters_of(pin)}
    for name, value in CHANGED.items():
        given = facts.Given(
            value, date(2026, 1, 1), "禾考发〔2026〕2号", date(2026, 1, 5),
            reason="领导小组会议决定两类领导同等对待",
        )  # fmt: skip
        facts.set_parameter(
            by=county.clerk(), scheme=pin, parameter=known[name], given=given, seen=1
        )


# --- what happens ---------------------------------------------------------------------------------

_RIGHT = "青溪乡异议成立：年末入库税款漏记一笔，请更正后重报。"


def last_year(year: Year, *, sheets: Iterable[Sheet], days: Days) -> Iterator[Step]:
    """2025 to its end: scored with gaps, scored whole, public, objected to, public again, final."""
    yield date(2025, 3, 3), 10, lambda: year.set_up(begins_on=date(2025, 3, 3))
    ends = date(2026, 3, 2)
    yield ends, 9, partial(year.end, StageKind.COLLECT, note="四类数据已锁定，缺数的已列清单。")
    yield ends, 10, partial(year.begin, StageKind.SCORE)
    yield ends, 11, partial(year.score, reason="第一次试算")
    own = [one for one in sheets if one.plan.pack == year.pin.pack and one.plan.columns]
    yield from made_whole(own, since=ends, days=days)
    again = days.after(ends, 10)
    yield again, 10, partial(year.score, reason="缺数补齐后重算")
    yield again, 15, partial(year.end, StageKind.SCORE, note="十六个乡镇都已定分。")
    yield from _warned(year, since=days.after(again, 1), days=days)
    yield from _shown(year, since=days.after(again, 8), days=days)
    treasury = next(
        one for one in own if one.plan.supplier == "财政局" and "年终" in one.plan.period
    )
    yield from _objected(year, sheet=treasury, since=days.after(again, 10), days=days)
    yield from _ended(year, since=days.after(again, 26))


def _warned(year: Year, *, since: date, days: Days) -> Iterator[Step]:
    yield since, 9, partial(year.begin, StageKind.FOREWARN)
    yield since, 10, year.forewarn
    yield days.after(since, 1), 10, partial(year.look, "青溪乡", "柳湾乡", "金坪镇", "谷雨镇")
    explained = partial(year.explain, "柳湾乡", text="上半年遇洪涝，三个招商项目推迟开工。")
    yield days.after(since, 2), 10, explained
    done = partial(year.end, StageKind.FOREWARN, note="十六个乡镇都已预告，一家作了说明。")
    yield days.after(since, 6), 9, done


def _shown(year: Year, *, since: date, days: Days) -> Iterator[Step]:
    yield since, 9, partial(year.begin, StageKind.MEETING)
    minutes = partial(year.decide, paper=_PAPER, held_on=since)
    yield since, 16, minutes
    yield since, 17, partial(year.end, StageKind.MEETING, note="会议同意拟定等次。")
    yield days.after(since, 1), 9, partial(year.begin, StageKind.PUBLIC)
    yield days.after(since, 1), 10, year.publish


def _objected(year: Year, *, sheet: Sheet, since: date, days: Days) -> Iterator[Step]:
    """Two objections: one number is right, one is not."""
    yield since, 10, partial(
        year.object_to, "青溪乡", about="指标评估/经济发展/财政收入@2025年终评估",
        reason="年末最后一笔入库税款没有计入。",
    )  # fmt: skip
    yield (
        since,
        15,
        partial(year.object_to, "白石镇", about="领导评估", reason="领导评估得分偏低，请复核。"),
    )
    yield (
        days.after(since, 1),
        9,
        partial(year.reject, "白石镇", answer="评分表已由两人复核，合计无误，维持原分。"),
    )
    yield days.after(since, 1), 10, partial(sheet.reopen, reason=_RIGHT)
    yield (
        days.after(since, 1),
        11,
        partial(
            sheet.put_right,
            "青溪乡",
            by_more=46,
            reason="12 月 31 日入库 46 万元，漏记，按国库凭证补记",
        ),
    )
    yield days.after(since, 1), 15, sheet.submit
    yield days.after(since, 2), 9, sheet.sign
    yield days.after(since, 8), 9, sheet.review
    yield days.after(since, 8), 10, partial(
        year.uphold, "青溪乡", answer="经核国库凭证，漏记 46 万元属实，已更正并重新计分。",
        correction="青溪乡 2025年终评估 财政收入 增加 46 万元",
    )  # fmt: skip
    again = days.after(since, 9)
    yield again, 9, partial(year.decide, paper="县绩效领导小组会议纪要〔2026〕4号", held_on=again)
    yield again, 10, year.publish


def _ended(year: Year, *, since: date) -> Iterator[Step]:
    note = "公示期满，两件异议都已答复。"
    yield since, 9, partial(year.end, StageKind.PUBLIC, note=note)
    yield since, 10, partial(year.begin, StageKind.FINAL)
    yield since, 11, partial(year.finish, basis=_PAPER)
    yield since, 12, partial(year.end, StageKind.FINAL, note="已定稿。")


def this_year(year: Year, *, days: Days) -> Iterator[Step]:
    """2026 to its middle: targets down, up, down, up and adopted; scored once to see how it
    stands; one target is changed by request, a meeting and a second person.
    """
    yield date(2026, 1, 5), 15, partial(change_parameters, year.county, pin=year.pin)
    begins_on = date(2026, 3, 2)
    yield begins_on, 14, lambda: year.set_up(begins_on=begins_on)
    targets = Targets(year)
    yield from handed_down(targets, since=days.after(begins_on, 1), days=days)
    yield (
        days.after(begins_on, 30),
        15,
        partial(year.end, StageKind.TARGETS, note="二上二下后由领导小组审定，已下达十六个乡镇。"),
    )
    yield days.after(begins_on, 30), 16, partial(year.begin, StageKind.COLLECT)
    yield from changed(targets, since=date(2026, 6, 22), days=days)
    yield from self_scored(year, since=days.ago(6), days=days)
    yield days.ago(1), 11, partial(year.score, reason="上半年试算")
