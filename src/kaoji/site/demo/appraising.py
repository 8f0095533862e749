"""The appraisal of the towns: last year's to its end, this year's to its middle.

Everything is asked of the rooms, as their pages ask it; who acts on which day stands here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from kaoji.apps.appraisals import actions as appraisals
from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.losses import losses_in, nodes_in
from kaoji.apps.appraisals.models import Cycle, Forewarning, Objection, Run, Shown, Standing
from kaoji.apps.appraisals.verdicts import open_ties
from kaoji.apps.facts import actions as facts
from kaoji.apps.facts.models import PinnedScheme
from kaoji.apps.facts.parameters import parameters_of
from kaoji.apps.organisation.models import UnitGroup
from kaoji.site.demo import people as cast
from kaoji.site.demo.days import Days
from kaoji.site.demo.founding import County
from kaoji.site.demo.sheets import Sheet
from kaoji.web.actor import Actor
from kaoji.web.roles import Role

#: What the scheme leaves to the county, and what it has changed since.
SETTINGS = {"主要领导权重": "60%", "包乡领导权重": "40%", "后三名范围": "同类"}
CHANGED = {"主要领导权重": "50%", "包乡领导权重": "50%"}
#: The stages of a year, each with its working days.
STAGES = (
    (StageKind.COLLECT, 245), (StageKind.SCORE, 10), (StageKind.FOREWARN, 5),
    (StageKind.MEETING, 5), (StageKind.PUBLIC, 5), (StageKind.FINAL, 5),
)  # fmt: skip
_PUBLIC_TEXT = "2025 年度乡镇绩效考核结果经会议研究，现予公示。对结果有异议的，请在公示期内提出。"
_CONTACT = "县绩效考核办公室，电话 0000-1003"

Step = tuple[date, int, Callable[[], object]]


def settle_parameters(county: County, *, pin: PinnedScheme) -> None:
    """The county says what the scheme leaves open."""
    known = {one.name: one for one in parameters_of(pin)}
    for name, value in SETTINGS.items():
        given = facts.Given(value, date(2025, 1, 1), "禾考发〔2025〕1号", date(2024, 12, 13))
        facts.set_parameter(
            by=county.clerk(), scheme=pin, parameter=known[name], given=given, seen=0
        )


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


@dataclass(slots=True)
class Year:
    """A cycle of the towns on its way, and who takes the next step."""

    county: County
    pin: PinnedScheme
    period: str
    key: int = 0
    objected: dict[str, int] = field(default_factory=dict)

    @property
    def cycle(self) -> Cycle:
        """The row as it is now."""
        found: Cycle = Cycle.objects.get(pk=self.key)
        return found

    @property
    def run(self) -> Run:
        """The last scoring."""
        found: Run = self.cycle.runs.order_by("-number")[0]
        return found

    def director(self) -> Actor:
        """The second person."""
        return self.county.acting(Role.OFFICE_DIRECTOR, unit=cast.OFFICE)

    def speaker(self, town: str) -> Actor:
        """Who speaks for a town."""
        return self.county.acting(Role.UNIT_HEAD, unit=town)

    def standing(self, town: str) -> Standing:
        """What a town got in the last scoring."""
        found: Standing = self.run.standings.get(name=town)
        return found

    # --- the office -------------------------------------------------------------------------------

    def set_up(self, *, begins_on: date) -> None:
        """The office sets the cycle up and begins to collect."""
        by = self.county.clerk()
        group = UnitGroup.objects.of(by).get(name=cast.TOWNSHIPS)
        shape = appraisals.CycleShape(
            title="乡镇绩效考核",
            scheme=self.pin,
            group=group,
            subject_kind="乡镇",
            period=self.period,
            basis=f"禾考发〔{self.period}〕1号",
            begins_on=begins_on,
            stages=tuple(appraisals.StageShape(kind, days) for kind, days in STAGES),
        )
        self.key = appraisals.set_up_cycle(by=by, shape=shape).pk
        self.begin(StageKind.COLLECT)

    def begin(self, kind: StageKind) -> None:
        """A stage begins."""
        cycle = self.cycle
        stage = cycle.stages.get(kind=kind)
        appraisals.begin_stage(by=self.county.clerk(), stage=stage, version=cycle.version)

    def end(self, kind: StageKind, *, note: str) -> None:
        """A stage is done."""
        cycle = self.cycle
        stage = cycle.stages.get(kind=kind)
        appraisals.end_stage(by=self.county.clerk(), stage=stage, version=cycle.version, note=note)

    def score(self, *, reason: str) -> None:
        """The office scores; the engine does at once what the background would do."""
        run = appraisals.ask_for_run(by=self.county.clerk(), cycle=self.cycle, reason=reason)
        appraisals.carry_out_run(run.pk)

    def forewarn(self) -> None:
        """Every town is shown where it loses points."""
        appraisals.forewarn(by=self.county.clerk(), run=self.run, days=5)

    def decide(self, *, paper: str, held_on: date) -> None:
        """The meeting gives the seats that towns are level for, in the order of the list."""
        run = self.run
        tied = open_ties(run)
        if not tied:
            return
        decided, left = [], {tie.into: tie.seats for one in tied for tie in one.question.ties}
        for one in tied:
            into = next(
                tie.into for tie in one.question.ties if one.standing.subject in tie.subjects
            )
            word = into if left[into] > 0 else one.question.choices[-1]
            left[into] -= 1
            decided.append(appraisals.Decided(one.standing, word, about=one.question.about))
        meeting = appraisals.Meeting(paper, held_on, "同意领导小组提出的名单")
        appraisals.decide(by=self.county.clerk(), run=run, meeting=meeting, decided=decided)

    def publish(self) -> None:
        """One proposes, another confirms."""
        notice = appraisals.Notice(_PUBLIC_TEXT, _CONTACT, days=5, answer_days=15)
        made = appraisals.propose_publication(by=self.county.clerk(), run=self.run, notice=notice)
        appraisals.confirm_publication(by=self.director(), publication=made)

    def finish(self) -> None:
        """Two persons make it final."""
        basis = "县委常委会会议纪要〔2026〕6号"
        made = appraisals.propose_final(by=self.county.clerk(), run=self.run, basis=basis)
        appraisals.confirm_final(by=self.director(), final=made)

    # --- the towns --------------------------------------------------------------------------------

    def look(self, *towns: str) -> None:
        """Towns look at their losses."""
        for town in towns:
            appraisals.look(by=self.speaker(town), shown=self._shown(town))

    def explain(self, town: str, *, text: str) -> None:
        """A town says something to its dearest loss."""
        account = json.loads(self.standing(town).account)
        node = losses_in(account)[0].node
        shown = self._shown(town)
        appraisals.explain_loss(by=self.speaker(town), shown=shown, node=node, text=text)

    def _shown(self, town: str) -> Shown:
        last = Forewarning.objects.filter(run__cycle=self.key).latest("pk")
        found: Shown = last.shown.get(standing__name=town)
        return found

    def object_to(self, town: str, *, about: str, reason: str) -> None:
        """A town objects to one of its numbers."""
        standing = self.standing(town)
        nodes = nodes_in(json.loads(standing.account))
        node = next(one.node for one in nodes if one.node.startswith(about))
        made = appraisals.object_to(
            by=self.speaker(town),
            standing=standing,
            complaint=appraisals.Complaint(node, reason, evidence="台账和银行回单复印件"),
        )
        self.objected[town] = made.pk

    def reject(self, town: str, *, answer: str) -> None:
        """The office finds that the number is right."""
        objection = Objection.objects.get(pk=self.objected[town])
        appraisals.reject_objection(by=self.county.clerk(1), objection=objection, answer=answer)

    def uphold(self, town: str, *, answer: str, correction: str) -> None:
        """The town is right: it is scored again, and the engine does so at once."""
        objection = Objection.objects.get(pk=self.objected[town])
        made = appraisals.uphold_objection(
            by=self.county.clerk(1), objection=objection, answer=answer, correction=correction
        )
        appraisals.carry_out_run(made.rerun_id or 0)


# --- what happens ---------------------------------------------------------------------------------

_LATE = "几个乡镇的数报了“缺”，请供数单位补齐后重报。"
_RIGHT = "青溪乡异议成立：年末入库税款漏记一笔，请更正后重报。"


def last_year(year: Year, *, sheets: Iterable[Sheet], days: Days) -> Iterator[Step]:
    """2025 to its end: scored with gaps, scored whole, public, objected to, public again, final."""
    yield date(2025, 3, 3), 10, lambda: year.set_up(begins_on=date(2025, 3, 3))
    ends = date(2026, 3, 2)
    yield ends, 9, partial(year.end, StageKind.COLLECT, note="四类数据已锁定，缺数的已列清单。")
    yield ends, 10, partial(year.begin, StageKind.SCORE)
    yield ends, 11, partial(year.score, reason="第一次试算")
    own = [one for one in sheets if one.plan.pack == year.pin.pack and one.plan.columns]
    for sheet in own:
        yield from _made_whole(sheet, since=ends, days=days)
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


def _made_whole(sheet: Sheet, *, since: date, days: Days) -> Iterator[Step]:
    """What was missing is given, signed, looked at and reviewed again; a whole sheet stays."""

    def only_if_missing(act: Callable[[], object]) -> Callable[[], object]:
        return lambda: act() if sheet.is_reopened or sheet.missing() else None

    if not sheet.plan.period.startswith("2025"):
        return
    steps = (
        (1, 9, partial(sheet.reopen, reason=_LATE)), (1, 10, sheet.complete),
        (1, 11, sheet.submit), (2, 9, sheet.sign), (2 + 6, 9, sheet.review),
    )  # fmt: skip
    for later, hour, act in steps:
        yield days.after(since, later), hour, only_if_missing(act)


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
    minutes = partial(year.decide, paper="县委常委会会议纪要〔2026〕6号", held_on=since)
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
    yield since, 11, year.finish
    yield since, 12, partial(year.end, StageKind.FINAL, note="已定稿。")


def this_year(year: Year, *, days: Days) -> Iterator[Step]:
    """2026 to its middle: under way, scored once to see how it stands."""
    yield date(2026, 1, 5), 15, partial(change_parameters, year.county, pin=year.pin)
    yield date(2026, 3, 2), 14, lambda: year.set_up(begins_on=date(2026, 3, 2))
    yield days.ago(1), 11, partial(year.score, reason="上半年试算")
