"""What pages of this room read."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.appraisals.publishing_queries import light
from kaoji.apps.appraisals.queries import is_insider
from kaoji.apps.feedback.actions.packages import JOB, job_key
from kaoji.apps.feedback.enums import PackageState
from kaoji.apps.feedback.models import Package
from kaoji.web.actor import Actor
from kaoji.web.jobs.models import Job


def packages_visible_to(actor: Actor) -> QuerySet[Package]:
    """Packages, for those who see results before they are public; others see none."""
    found: QuerySet[Package] = Package.objects.of(actor).select_related("cycle", "run")
    found = found.defer(*light("run__"))
    return found if is_insider(actor) else found.none()


def packages_of(actor: Actor, *, cycle: Cycle) -> list[Package]:
    """The packages of a cycle, the latest first."""
    return list(packages_visible_to(actor).filter(cycle=cycle))


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
