"""A result made final, and its papers on their way: what tests of this room start from."""

from __future__ import annotations

import json
from datetime import timedelta

from kaoji.apps.appraisals import actions as appraisals
from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.models import Cycle, Final
from kaoji.apps.documents.models import Paper
from kaoji.apps.feedback import actions, queries
from kaoji.apps.feedback.enums import Step
from kaoji.apps.feedback.jobs import DRAFT, MOVE
from kaoji.apps.feedback.models import Feedback
from kaoji.web import clock
from kaoji.web.jobs.models import Job
from tests.apps.appraisals import public, publishing_deeds, scored
from tests.apps.documents import stage as papers

TITLE = "反馈的考核"
OFFICE = "禾安县绩效考核办公室"
DEMAND = "请对照失分情况逐项整改。"
STAGES = (*public.STAGES, StageKind.FEEDBACK)


def cycle(cast) -> Cycle:
    """A cycle with the stage of this room."""
    found = Cycle.objects.filter(organisation=cast.organisation, title=TITLE).first()
    stages = tuple(appraisals.StageShape(kind, 5) for kind in STAGES)
    stage = publishing_deeds.staged(cast)
    return found or public.cycle_in(stage, title=TITLE, stages=stages)


def final(cast, **scopes) -> Final:
    """Scored, decided, public for its time, final by two; the stage of the papers open."""
    made = cycle(cast)
    found = Final.objects.filter(cycle=made, state="final").first()
    if found is not None:
        return found
    stage = publishing_deeds.staged(cast)
    run = made.runs.first() or public.settle(stage, scored.run_in(made))
    return finished(cast, run, **scopes)


def finished(cast, run, **scopes) -> Final:
    """A run is made the result of its cycle."""
    stage = publishing_deeds.staged(cast)
    publication = public.published(stage, run, **scopes)
    publication.due_on = clock.today() - timedelta(days=1)
    publication.save()
    public.open_stage(run.cycle, StageKind.FINAL)
    made = appraisals.propose_final(by=cast.actor("clerk"), run=run, basis="纪要〔2026〕5号")
    made = appraisals.confirm_final(by=cast.actor("leader"), final=made)
    public.open_stage(run.cycle, StageKind.FEEDBACK)
    return made


def shape(cast, **changed) -> actions.FeedbackShape:
    told = {
        "series": papers.of(cast).series, "signed_by": OFFICE, "addressee": "各乡镇人民政府",
        "other_copies": ("县委组织部",), "demand": DEMAND,
    }  # fmt: skip
    return actions.FeedbackShape(**(told | changed))


def set_up(cast, **changed) -> Feedback:
    """It is said how the papers go out."""
    made = final(cast)
    found = queries.feedback_of(made.cycle)
    if found is not None and not changed:
        return found
    version = found.version if found else 0
    by = cast.actor("clerk")
    return actions.set_up(by=by, final=made, shape=shape(cast, **changed), version=version)


def carried(job, kind) -> list[tuple[int, int, str]]:
    """A job as the worker does it; what it has told of its progress."""
    told: list[tuple[int, int, str]] = []
    kind.work(json.loads(job.payload), lambda *one: told.append(one))
    Job.objects.filter(pk=job.pk).update(state="done")
    return told


def drafted(cast) -> Feedback:
    """All papers as drafts."""
    feedback = set_up(cast)
    if not Paper.objects.filter(organisation=cast.organisation, origin_room="feedback").exists():
        carried(actions.ask_for_drafts(by=cast.actor("clerk"), feedback=feedback), DRAFT)
    return feedback


def moved(cast, feedback, step: Step, who: str) -> list[tuple[int, int, str]]:
    """A step with all that wait for it."""
    return carried(actions.ask_for_step(by=cast.actor(who), feedback=feedback, step=step), MOVE)


def issued(cast) -> Feedback:
    """All papers out."""
    feedback = drafted(cast)
    for step, who in ((Step.SEND, "clerk"), (Step.APPROVE, "director"), (Step.ISSUE, "clerk")):
        moved(cast, feedback, step, who)
    return feedback


def letter(cast, town: str = "鹤汀镇") -> Paper:
    """The letter to a town."""
    return Paper.objects.get(
        organisation=cast.organisation, kind="feedback", addressee=town, origin_room="feedback"
    )


#: What the office says of the money, with the grades of the scheme.
COEFFICIENTS = {"先进": "1.2", "合格": "1", "不合格": "0"}


def bonus_shape(**changed) -> actions.BonusShape:
    told = {
        "budget": "50000", "approval": "禾财〔2026〕9号", "base": "10000",
        "coefficients": COEFFICIENTS,
    }  # fmt: skip
    return actions.BonusShape(**(told | changed))


def bonus(cast, **changed):
    """A table that is filled in."""
    made = final(cast)
    found = made.bonus_tables.exclude(state__in=("released", "replaced")).first()
    return found or actions.begin_bonus(
        by=cast.actor("clerk"), final=made, shape=bonus_shape(**changed)
    )


def fill(cast, table, *lines, who: str = "clerk"):
    """Lines: the unit, the amount, and who gets it."""
    typed = [actions.LineTyped(unit, amount, *more) for unit, amount, *more in lines]
    table.refresh_from_db()
    return actions.write_lines(by=cast.actor(who), table=table, lines=typed, version=table.version)


def filled(cast):
    return fill(cast, bonus(cast), ("鹤汀镇", "12000"), ("松墩镇", "9999.99"))


def proposed_bonus(cast):
    table = bonus(cast)
    if table.state == "draft":
        table = filled(cast)
        table = actions.propose_bonus(by=cast.actor("clerk"), table=table, version=table.version)
    return table
