"""What pages of this room read; only those who see all results see archives."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.appraisals.publishing_queries import cycle_for_office, is_insider, light
from kaoji.apps.archiving.enums import ArchiveState
from kaoji.apps.archiving.models import Archive
from kaoji.apps.archiving.readiness import papers_in
from kaoji.apps.documents.enums import NUMBERED
from kaoji.apps.documents.models import Paper
from kaoji.web.actor import Actor


def archives_visible_to(actor: Actor) -> QuerySet[Archive]:
    """All of the organisation, for insiders."""
    found: QuerySet[Archive] = Archive.objects.of(actor).select_related("cycle", "run")
    found = found.defer(*light("run__"))
    return found if is_insider(actor) else found.none()


def made_archives(actor: Actor) -> QuerySet[Archive]:
    """Those that came to something."""
    return archives_visible_to(actor).filter(state=ArchiveState.DONE)


def archive_keyed(actor: Actor, *, key: int) -> Archive:
    """One archive, or the same nothing for what is not there and what is not theirs."""
    found = archives_visible_to(actor).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def cycle_of(actor: Actor, *, number: int) -> Cycle:
    """A cycle, for those who see its results."""
    return cycle_for_office(actor, number=number)


def last_archive(actor: Actor, *, cycle: Cycle) -> Archive | None:
    """The latest that was proposed for a cycle, whatever came of it."""
    return archives_visible_to(actor).filter(cycle=cycle).order_by("-pk").first()


def papers_to_choose(actor: Actor, *, cycle: Cycle) -> QuerySet[Paper]:
    """Issued papers since the cycle began that are not in its archive anyway."""
    own = papers_in(cycle, chosen=[]).values("pk")
    rows: QuerySet[Paper] = Paper.objects.of(actor).filter(
        state__in=NUMBERED, issued_on__gte=cycle.begins_on
    )
    return rows.exclude(pk__in=own).order_by("-issued_on", "-pk")
