"""A cycle of the county on its way, and who takes the next step.

Everything is asked of the rooms, as their pages ask it; which cycle goes which way stands in the
modules of the five schemes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
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

_CONTACT = "县绩效考核办公室，电话 0000-1003"

Step = tuple[date, int, Callable[[], object]]


@dataclass(frozen=True, slots=True)
class CyclePlan:
    """What is the same each year: of whom, as what, in which stages of how many working days."""

    title: str
    group: str
    kind: str
    stages: tuple[tuple[StageKind, int], ...]


def set_parameters(
    county: County, *, pin: PinnedScheme, values: Mapping[str, str], year: str
) -> None:
    """The county says what a scheme leaves open."""
    known = {one.name: one for one in parameters_of(pin)}
    for name, value in values.items():
        given = facts.Given(
            value, date(int(year), 1, 1), f"禾考发〔{year}〕1号", date(int(year) - 1, 12, 13)
        )
        facts.set_parameter(
            by=county.clerk(), scheme=pin, parameter=known[name], given=given, seen=0
        )


@dataclass(slots=True)
class Year:
    """A cycle of the county on its way."""

    county: County
    plan: CyclePlan
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
    def said(self) -> str:
        """The period as papers say it."""
        year, _dash, month = self.period.partition("-")
        return f"{year} 年 {month} 月" if month else f"{year} 年度"

    @property
    def run(self) -> Run:
        """The last scoring."""
        found: Run = self.cycle.runs.order_by("-number")[0]
        return found

    def director(self) -> Actor:
        """The second person."""
        return self.county.acting(Role.OFFICE_DIRECTOR, unit=cast.OFFICE)

    def speaker(self, unit: str) -> Actor:
        """Who speaks for a unit."""
        return self.county.acting(Role.UNIT_HEAD, unit=unit)

    def standing(self, unit: str) -> Standing:
        """What a unit got in the last scoring."""
        found: Standing = self.run.standings.get(name=unit)
        return found

    # --- the office -------------------------------------------------------------------------------

    def set_up(self, *, begins_on: date) -> None:
        """The office sets the cycle up and begins its first stage."""
        by = self.county.clerk()
        group = UnitGroup.objects.of(by).get(name=self.plan.group)
        shape = appraisals.CycleShape(
            title=self.plan.title,
            scheme=self.pin,
            group=group,
            subject_kind=self.plan.kind,
            period=self.period,
            basis=f"禾考发〔{self.period[:4]}〕1号",
            begins_on=begins_on,
            stages=tuple(appraisals.StageShape(kind, days) for kind, days in self.plan.stages),
        )
        self.key = appraisals.set_up_cycle(by=by, shape=shape).pk
        self.begin(self.plan.stages[0][0])

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

    def reissue(self, *, pin: PinnedScheme, basis: str, reason: str) -> None:
        """换版: from now on it goes by another version of its scheme."""
        cycle = self.cycle
        appraisals.reissue_cycle(
            by=self.county.clerk(), cycle=cycle, scheme=pin, basis=basis, reason=reason,
            version=cycle.version,
        )  # fmt: skip
        self.pin = pin

    def forewarn(self) -> None:
        """Every unit is shown where it loses points."""
        appraisals.forewarn(by=self.county.clerk(), run=self.run, days=5)

    def decide(self, *, paper: str, held_on: date) -> None:
        """The meeting gives the seats that units are level for, in the order of the list."""
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
        text = (
            f"{self.said} {self.plan.title}结果经会议研究，现予公示。"
            "对结果有异议的，请在公示期内提出。"
        )
        notice = appraisals.Notice(text, _CONTACT, days=5, answer_days=15)
        made = appraisals.propose_publication(by=self.county.clerk(), run=self.run, notice=notice)
        appraisals.confirm_publication(by=self.director(), publication=made)

    def finish(self, *, basis: str) -> None:
        """Two persons make it final."""
        made = appraisals.propose_final(by=self.county.clerk(), run=self.run, basis=basis)
        appraisals.confirm_final(by=self.director(), final=made)

    # --- the units --------------------------------------------------------------------------------

    def look(self, *units: str) -> None:
        """Units look at their losses."""
        for unit in units:
            appraisals.look(by=self.speaker(unit), shown=self._shown(unit))

    def explain(self, unit: str, *, text: str) -> None:
        """A unit says something to its dearest loss."""
        account = json.loads(self.standing(unit).account)
        node = losses_in(account)[0].node
        shown = self._shown(unit)
        appraisals.explain_loss(by=self.speaker(unit), shown=shown, node=node, text=text)

    def _shown(self, unit: str) -> Shown:
        last = Forewarning.objects.filter(run__cycle=self.key).latest("pk")
        found: Shown = last.shown.get(standing__name=unit)
        return found

    def object_to(self, unit: str, *, about: str, reason: str) -> None:
        """A unit objects to one of its numbers."""
        standing = self.standing(unit)
        nodes = nodes_in(json.loads(standing.account))
        node = next(one.node for one in nodes if one.node.startswith(about))
        made = appraisals.object_to(
            by=self.speaker(unit),
            standing=standing,
            complaint=appraisals.Complaint(node, reason, evidence="台账和银行回单复印件"),
        )
        self.objected[unit] = made.pk

    def reject(self, unit: str, *, answer: str) -> None:
        """The office finds that the number is right."""
        objection = Objection.objects.get(pk=self.objected[unit])
        appraisals.reject_objection(by=self.county.clerk(1), objection=objection, answer=answer)

    def uphold(self, unit: str, *, answer: str, correction: str) -> None:
        """The unit is right: it is scored again, and the engine does so at once."""
        objection = Objection.objects.get(pk=self.objected[unit])
        made = appraisals.uphold_objection(
            by=self.county.clerk(1), objection=objection, answer=answer, correction=correction
        )
        appraisals.carry_out_run(made.rerun_id or 0)


# --- ways that several cycles take ----------------------------------------------------------------

_LATE = "几家单位的数报了“缺”，请供数单位补齐后重报。"


def made_whole(sheets: Iterable[Sheet], *, since: date, days: Days) -> Iterator[Step]:
    """What was missing is given, signed, looked at and reviewed again; a whole sheet stays."""
    for sheet in sheets:
        if sheet.plan.period.startswith("2025") and sheet.plan.columns:
            yield from _mended(sheet, since=since, days=days)


def _mended(sheet: Sheet, *, since: date, days: Days) -> Iterator[Step]:
    def only_if_missing(act: Callable[[], object]) -> Callable[[], object]:
        return lambda: act() if sheet.is_reopened or sheet.missing() else None

    steps = (
        (1, 9, partial(sheet.reopen, reason=_LATE)), (1, 10, sheet.complete),
        (1, 11, sheet.submit), (2, 9, sheet.sign), (2 + 6, 9, sheet.review),
    )  # fmt: skip
    for later, hour, act in steps:
        yield days.after(since, later), hour, only_if_missing(act)


@dataclass(frozen=True, slots=True)
class Paths:
    """What is said on the way from a whole scoring to what is final."""

    paper: str
    scored: str
    public: str = "公示期满，没有异议。"


def from_score_to_end(year: Year, *, told: Paths, since: date, days: Days) -> Iterator[Step]:
    """Scored whole, put to the meeting, public without an objection, final by two."""
    yield since, 10, partial(year.score, reason="数据齐全后计分")
    yield since, 15, partial(year.end, StageKind.SCORE, note=told.scored)
    met = days.after(since, 1)
    yield met, 9, partial(year.begin, StageKind.MEETING)
    yield met, 16, partial(year.decide, paper=told.paper, held_on=met)
    yield met, 17, partial(year.end, StageKind.MEETING, note="会议同意拟定结果。")
    yield days.after(met, 1), 9, partial(year.begin, StageKind.PUBLIC)
    yield days.after(met, 1), 10, year.publish
    over = days.after(met, 8)
    yield over, 9, partial(year.end, StageKind.PUBLIC, note=told.public)
    yield over, 10, partial(year.begin, StageKind.FINAL)
    yield over, 11, partial(year.finish, basis=told.paper)
    yield over, 12, partial(year.end, StageKind.FINAL, note="已定稿。")
