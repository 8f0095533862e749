"""What the acts of this room have in common: the lock, the result that still stands."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kaoji.apps.appraisals.models import Final
from kaoji.apps.appraisals.permissions import check_own
from kaoji.apps.appraisals.publishing_enums import FinalState
from kaoji.apps.feedback.models import Feedback
from kaoji.web.actor import Actor
from kaoji.web.forms import changed_meanwhile
from kaoji.web.jobs.models import Job, State
from kaoji.web.refusals import Refused


def standing_final(final: Final) -> Final:
    """The final, locked; refused where it no longer stands. Call it within the transaction."""
    found: Final = (
        Final.objects.select_for_update(of=("self",))
        .select_related("cycle__scheme", "run__cycle__scheme")
        .get(pk=final.pk)
    )
    if found.state != FinalState.FINAL:
        raise Refused(
            "final-not-standing",
            reason=_("定稿现在是“{state}”").format(state=found.get_state_display()),
            remedy=_("结果重新定稿以后，通报和反馈函要重新起草"),
        )
    return found


def lock(by: Actor, *, feedback: Feedback, version: int | None = None) -> Feedback:
    """As it is now; one act at a time changes it."""
    check_own(by, feedback)
    found: Feedback = (
        Feedback.objects.select_for_update(of=("self",))
        .select_related("final__cycle__scheme", "series")
        .get(pk=feedback.pk)
    )
    if version is not None and found.version != version:
        raise changed_meanwhile()
    return found


def job_key(feedback: Feedback) -> str:
    """What names the background work that was last asked for."""
    return f"feedback-{feedback.pk}-{feedback.asked}"


def last_job(feedback: Feedback) -> Job | None:
    """The background work that was last asked for."""
    return Job.objects.filter(key=job_key(feedback)).first() if feedback.asked else None


def check_no_job(feedback: Feedback) -> None:
    """One piece of work at a time: a step does not overtake the one before it."""
    last = last_job(feedback)
    if last is not None and last.state in (State.QUEUED, State.RUNNING):
        raise Refused(
            "work-under-way",
            reason=_("上一次交办的还没有办完"),
            remedy=_("请稍候，办完后再办下一步"),
        )
