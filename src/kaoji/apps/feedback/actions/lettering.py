"""The papers of a final result: set up, drafted, and moved on together, each through the acts of
`documents` and in a transaction of its own. What is cut off goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.accounts.models import User
from kaoji.apps.appraisals.actions.common import check_stage_open, told
from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.models import Final
from kaoji.apps.appraisals.permissions import check, check_own
from kaoji.apps.audit.actions import record
from kaoji.apps.documents import actions as documents
from kaoji.apps.documents.enums import PaperState
from kaoji.apps.documents.models import Paper, Series
from kaoji.apps.feedback import audit_types as acts
from kaoji.apps.feedback.actions.common import (
    check_no_job,
    job_key,
    lock,
    standing_final,
)
from kaoji.apps.feedback.enums import Step
from kaoji.apps.feedback.held import papers_of_final
from kaoji.apps.feedback.models import Feedback
from kaoji.apps.feedback.papers.letters import outcome_of, shapes_of
from kaoji.apps.feedback.permissions import PREPARE
from kaoji.apps.organisation.acting import actor_of
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.forms import changed_meanwhile
from kaoji.web.jobs.models import Job
from kaoji.web.jobs.queue import ask_for
from kaoji.web.refusals import Refused

DRAFT_JOB, STEP_JOB = "feedback.draft_papers", "feedback.move_papers"
Report = Callable[[int, int, str], None]
#: The act of `documents` for a step, and the state from which it goes.
_STEPS: Mapping[Step, tuple[Callable[..., Any], PaperState]] = {
    Step.SEND: (documents.send, PaperState.DRAFT),
    Step.APPROVE: (documents.approve, PaperState.TO_APPROVE),
    Step.ISSUE: (documents.issue, PaperState.APPROVED),
}
#: So many papers are named with which a step could not be done.
MOST_FAULTS = 20


@dataclass(frozen=True, slots=True)
class FeedbackShape:
    """How the papers go out."""

    series: Series
    signed_by: str
    addressee: str
    other_copies: tuple[str, ...] = ()
    demand: str = ""
    needs_receipts: bool = False


def set_up(*, by: Actor, final: Final, shape: FeedbackShape, version: int = 0) -> Feedback:
    """Say how the papers of a result go out; drafts that are there stay as they are."""
    check(by, right=PREPARE)
    check_own(by, final, shape.series)
    signed_by = told(shape.signed_by, field="signed_by", what=_("署名"))
    addressee = told(shape.addressee, field="addressee", what=_("通报主送"))
    if shape.series.closed_on is not None:
        raise Refused("series-closed", reason=_("这个代字已停用"), field="series")
    with transaction.atomic():
        final = standing_final(final)
        check_stage_open(final.cycle, kind=StageKind.FEEDBACK)
        found = Feedback.objects.select_for_update().filter(final=final).first()
        if (found.version if found else 0) != version:
            raise changed_meanwhile()
        made = found or Feedback(organisation_id=final.organisation_id, final=final, version=0)
        made.series, made.signed_by, made.addressee = shape.series, signed_by, addressee
        made.other_copies, made.demand = list(shape.other_copies), shape.demand.strip()
        made.needs_receipts, made.version = shape.needs_receipts, made.version + 1
        made.save()
        record(acts.SET_UP, by=by, of=made, after={"series": made.series.mark,
               "needs_receipts": made.needs_receipts, "version": made.version})  # fmt: skip
    return made


def ask_for_drafts(*, by: Actor, feedback: Feedback) -> Job:
    """Ask for the notice and all letters; what is there already is not drafted again."""
    check(by, right=PREPARE)
    with transaction.atomic():
        feedback = _ready(by, feedback=feedback)
        record(acts.DRAFT_ALL, by=by, of=feedback, after={"time": feedback.asked})
        payload = {"feedback": feedback.pk, "person": by.person_key}
        return ask_for(DRAFT_JOB, key=job_key(feedback), payload=payload, by=by)


def ask_for_step(*, by: Actor, feedback: Feedback, step: Step) -> Job:
    """Ask that all papers that are so far go one step further."""
    check(by, right=PREPARE)
    with transaction.atomic():
        feedback = _ready(by, feedback=feedback)
        if not waiting_for(step, papers=papers_of_final(feedback.final)):
            raise Refused("nothing-to-do", reason=_("没有待{step}的").format(step=step.label))
        record(acts.ASK_FOR_STEP, by=by, of=feedback, after={"step": str(step)})
        payload = {"feedback": feedback.pk, "person": by.person_key, "step": str(step)}
        return ask_for(STEP_JOB, key=job_key(feedback), payload=payload, by=by)


def _ready(by: Actor, *, feedback: Feedback) -> Feedback:
    feedback = lock(by, feedback=feedback)
    standing_final(feedback.final)
    check_stage_open(feedback.final.cycle, kind=StageKind.FEEDBACK)
    check_no_job(feedback)
    feedback.asked += 1
    feedback.save(update_fields=("asked",))
    return feedback


def waiting_for(step: Step, *, papers: Iterable[Paper]) -> list[Paper]:
    """The papers that are so far that a step is next."""
    _act, state = _STEPS[step]
    return [one for one in papers if one.state == state]


# --- in the background ----------------------------------------------------------------------------


def draft_papers(*, feedback_key: int, person_key: int, report: Report) -> int:
    """Draft what is not there yet, as long as the result stands."""
    feedback = _read(feedback_key)
    by = actor_of(User.objects.get(pk=person_key), on=clock.today())
    outcome = outcome_of(feedback)
    shapes, made = list(shapes_of(outcome)), 0
    there = {one.origin_key for one in papers_of_final(feedback.final)}
    for at, (key, name, drafted) in enumerate(shapes, start=1):
        if key not in there:
            with transaction.atomic():
                standing_final(feedback.final)
                documents.draft_paper(by=by, shape=drafted())
            made += 1
        report(at, len(shapes), name)
    return made


def move_papers(*, feedback_key: int, person_key: int, step: Step, report: Report) -> int:
    """Do a step with every paper that waits for it; what cannot go is told, the others go."""
    feedback = _read(feedback_key)
    by = actor_of(User.objects.get(pk=person_key), on=clock.today())
    act, _state = _STEPS[step]
    papers = waiting_for(step, papers=papers_of_final(feedback.final))
    faults = []
    for at, paper in enumerate(papers, start=1):
        try:
            act(by=by, paper=paper, version=paper.version)
        except Refused as refused:
            faults.append({"paper": paper.pk, "title": paper.title, "why": str(refused)})
        report(at, len(papers), paper.title)
    done = len(papers) - len(faults)
    with transaction.atomic():
        feedback.faults = faults[:MOST_FAULTS]
        feedback.save(update_fields=("faults",))
        after = {"step": str(step), "done": done, "left": len(faults)}
        record(acts.DO_STEP, by=by, of=feedback, after=after)
    report(len(papers), len(papers), _("办了 {done} 份，没办成 {left} 份").format(
        done=done, left=len(faults)))  # fmt: skip
    return done


def _read(key: int) -> Feedback:
    found: Feedback = Feedback.objects.select_related(
        "final__cycle__scheme", "final__run__cycle__scheme", "series"
    ).get(pk=key)
    return found
