"""What pages of this room read."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.models import Cycle, Final
from kaoji.apps.appraisals.publishing_enums import FinalState
from kaoji.apps.appraisals.publishing_queries import light
from kaoji.apps.appraisals.queries import is_insider
from kaoji.apps.feedback.actions.packages import JOB, job_key
from kaoji.apps.feedback.enums import PackageKind, PackageState
from kaoji.apps.feedback.models import BonusTable, Feedback, Package
from kaoji.web.actor import Actor
from kaoji.web.jobs.models import Job
from kaoji.web.refusals import Refused


def packages_visible_to(actor: Actor) -> QuerySet[Package]:
    """Packages, for those who see results before they are public; others see none."""
    found: QuerySet[Package] = Package.objects.of(actor).select_related("cycle", "run")
    found = found.defer(*light("run__"))
    return found if is_insider(actor) else found.none()


def packages_of(
    actor: Actor, *, cycle: Cycle, kind: PackageKind = PackageKind.MEETING
) -> list[Package]:
    """The packages of a cycle, the latest first."""
    return list(packages_visible_to(actor).filter(cycle=cycle, kind=kind))


def package_keyed(actor: Actor, *, key: int) -> Package:
    """A package that is made."""
    found = packages_visible_to(actor).filter(pk=key, state=PackageState.DONE).first()
    if found is None:
        raise Http404
    return found


def job_of(packages: list[Package]) -> Job | None:
    """The work that goes on, for its progress."""
    under_way = next((one for one in packages if one.state == PackageState.QUEUED), None)
    if under_way is None:
        return None
    return Job.objects.filter(kind=JOB, key=job_key(under_way)).first()


def final_of(cycle: Cycle) -> Final | None:
    """The result of a cycle that stands."""
    found: Final | None = (
        cycle.finals.filter(state=FinalState.FINAL)
        .select_related("run", "cycle")
        .defer(*light("run__"))
        .first()
    )
    return found


def feedback_of(cycle: Cycle) -> Feedback | None:
    """How the papers of its result go out; nothing before that was said."""
    found: Feedback | None = (
        Feedback.objects.filter(final__cycle=cycle, final__state=FinalState.FINAL)
        .select_related("final__cycle", "final__run", "series")
        .defer(*light("final__run__"))
        .first()
    )
    return found


def feedback_begun(cycle: Cycle) -> Feedback:
    """The same, where it must be there."""
    found = feedback_of(cycle)
    if found is None:
        raise Refused(
            "not-set-up",
            reason=_("还没有设定通报和反馈函怎么发"),
            remedy=_("请先填写代字、署名和主送"),
        )
    return found


def bonus_visible_to(actor: Actor) -> QuerySet[BonusTable]:
    """Tables of prize money, for those who see results; others see none."""
    found: QuerySet[BonusTable] = BonusTable.objects.of(actor).select_related(
        "final__cycle__scheme", "final__run"
    )
    found = found.defer(*(f"final__run__{name}" for name in ("facts", "subjects", "given", "seal")))
    return found if is_insider(actor) else found.none()


def bonus_of(actor: Actor, *, cycle: Cycle) -> list[BonusTable]:
    """The tables of a cycle, those of the result that stands first."""
    found = bonus_visible_to(actor).filter(final__cycle=cycle)
    return list(found.order_by("-final", "-number"))


def bonus_keyed(actor: Actor, *, key: int) -> BonusTable:
    """One table."""
    found = bonus_visible_to(actor).filter(pk=key).first()
    if found is None:
        raise Http404
    return found
