"""A cycle brought to its publication, an objection, its final; over the runs of `scored`."""

from __future__ import annotations

import json
from datetime import date, timedelta

from kaoji.apps.appraisals import actions
from kaoji.apps.appraisals.actions import objecting, runs
from kaoji.apps.appraisals.enums import StageKind, StageState
from kaoji.apps.appraisals.losses import nodes_in
from kaoji.apps.appraisals.models import Cycle, Run
from kaoji.apps.appraisals.scoring import Texts
from kaoji.web import clock
from tests.apps.appraisals import scored
from tests.apps.appraisals.scored import renamed, subjects
from tests.cast import NOON

STAGES = (
    StageKind.SCORE, StageKind.FOREWARN, StageKind.MEETING, StageKind.PUBLIC, StageKind.FINAL,
)  # fmt: skip
#: The first day after the five working days of a publication of the cast's day.
LATER = NOON + timedelta(days=11)


def texts_of(cycle: Cycle, *, facts: str = "") -> Texts:
    """What goes into a scoring of the demonstration."""
    return Texts(
        cycle.scheme.pack, "2025", facts or renamed("towns.csv"), subjects(),
        renamed("towns-given.yaml"),
    )  # fmt: skip


def cycle_in(stage, **changed) -> Cycle:
    """A cycle over the towns for the year of the demonstration, with all stages of this."""
    stages = tuple(actions.StageShape(kind, 5) for kind in STAGES)
    return scored.cycle_in(stage.cast, scheme=stage.scheme, **({"stages": stages} | changed))


def carry_out(run: Run) -> Run:
    """What the background does, without scoring the same texts twice."""
    usual, runs.carried_out = runs.carried_out, scored.remembered
    try:
        return actions.carry_out_run(run.pk)
    finally:
        runs.carried_out = usual


def open_stage(cycle: Cycle, kind: StageKind) -> None:
    """Bring a cycle to a stage, those before it done."""
    order = cycle.stages.get(kind=kind).order
    cycle.stages.filter(order__lt=order).update(state=StageState.DONE)
    cycle.stages.filter(kind=kind).update(
        state=StageState.OPEN, opened_on=clock.today(), due_on=clock.today()
    )


def settle(stage, run: Run) -> Run:
    """The meeting gives the one seat that 澄湾镇 and 云砚镇 are level for to the first."""
    decided = [
        actions.Decided(own(run, town), grade)
        for town, grade in (("澄湾镇", "先进"), ("云砚镇", "合格"))
    ]
    actions.decide(by=stage.actor("clerk"), run=run, meeting=meeting(), decided=decided)
    return run


def meeting(**changed) -> actions.Meeting:
    told = {"paper": "县委常委会纪要〔2026〕3号", "held_on": date(2026, 6, 11), "text": "同意"}
    return actions.Meeting(**(told | changed))


def notice(**changed) -> actions.Notice:
    told = {"text": "现予公示", "contact": "绩效办 0311-0000000", "days": 5, "answer_days": 5}
    return actions.Notice(**(told | changed))


def proposed(stage, run: Run, **changed):
    """A publication that waits for its second person."""
    open_stage(run.cycle, StageKind.PUBLIC)
    return actions.propose_publication(by=stage.actor("clerk"), run=run, notice=notice(**changed))


def published(stage, run: Run, **changed):
    """A publication on the wall."""
    made = proposed(stage, run, **changed)
    return actions.confirm_publication(by=stage.actor("director"), publication=made)


def retracted(stage, publication):
    """A publication that two have taken back."""
    actions.propose_retraction(by=stage.actor("clerk"), publication=publication, reason="漏了一家")
    return actions.confirm_retraction(by=stage.actor("leader"), publication=publication)


def own(run: Run, town: str = "鹤汀镇"):
    """What a town got."""
    return run.standings.get(name=town)


def complaint(standing, **changed) -> actions.Complaint:
    node = nodes_in(json.loads(standing.account))[-1].node
    return actions.Complaint(**({"node": node, "reason": "少计一笔"} | changed))


def objected(stage, run: Run, *, who: str = "head", town: str = "鹤汀镇"):
    """A town has objected."""
    standing = own(run, town)
    return actions.object_to(by=stage.actor(who), standing=standing, complaint=complaint(standing))


class Corrected:
    """The office has put some facts right: what a scoring would be made of now."""

    def __init__(self, facts: str) -> None:
        self.facts = facts

    def __enter__(self):
        self._usual = objecting.inputs_of, runs.inputs_of
        told = lambda _actor, *, cycle: (texts_of(cycle, facts=self.facts), 1)  # noqa: E731
        objecting.inputs_of = runs.inputs_of = told

    def __exit__(self, *_):
        objecting.inputs_of, runs.inputs_of = self._usual


def unchanged():
    """The facts are what they were when the run was scored."""
    return Corrected(renamed("towns.csv"))
