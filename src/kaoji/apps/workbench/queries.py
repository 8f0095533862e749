"""What the pages of this room read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.http import Http404

from kaoji.apps.accounts.models import Organisation
from kaoji.apps.audit.acts import act_of, known_acts
from kaoji.apps.audit.models import Entry, Result
from kaoji.apps.workbench.drills import NAME as DRILL
from kaoji.apps.workbench.models import Drill, Letter, LetterState, Reminder
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.backups import Kept, keeper
from kaoji.web.jobs.models import Job, State
from kaoji.web.jobs.overdue import Overdue, overdue
from kaoji.web.roles import Role

#: Rooms whose acts are no business of the organisation.
NO_BUSINESS = ("accounts.", "audit.", "workbench.")


@dataclass(frozen=True, slots=True)
class Done:
    """Something that the actor has done."""

    at: datetime
    verb: str
    what: str


def week_of(day: date) -> date:
    """The Monday of a week."""
    return day - timedelta(days=day.weekday())


def done_by(actor: Actor, *, since: datetime) -> QuerySet[Entry]:
    """The acts of business that somebody has done, newest first: one's own part of the log."""
    business = [
        act.key
        for act in known_acts()
        if not act.is_reading and not act.key.startswith(NO_BUSINESS)
    ]
    return Entry.objects.filter(
        organisation_key=actor.organisation_key or 0,
        actor_username=actor.username,
        result=Result.DONE,
        act__in=business,
        at__gte=since,
    ).order_by("-number")


def shown_done(entries: Iterable[Entry]) -> list[Done]:
    """The same in words."""
    return [Done(one.at, verb=act_of(one.act).verb, what=one.object_name) for one in entries]


def reminder_of(actor: Actor) -> Reminder:
    """How somebody is reminded; the defaults where nothing was said."""
    mine = Reminder.objects.of(actor).select_related("user").filter(user=actor.person_key or 0)
    found = mine.first()
    return found or Reminder(
        organisation_id=actor.organisation_key or 0, user_id=actor.person_key or 0
    )


def letters_of(actor: Actor, *, most: int) -> tuple[Letter, ...]:
    """The latest reminders that went to somebody, or did not."""
    return tuple(Letter.objects.of(actor).filter(user=actor.person_key or 0)[:most])


def sent_since(actor: Actor, *, since: date) -> tuple[tuple[date, datetime], ...]:
    """The days and moments of all reminders that went out in the organisation."""
    sent = Letter.objects.of(actor).filter(state=LetterState.SENT, day__gte=since)
    return tuple((day, at) for day, at in sent.values_list("day", "sent_at") if at is not None)


def jobs_visible_to(actor: Actor) -> QuerySet[Job]:
    """Background work: what one has asked for; the system administrator sees the organisation's,
    the first on an installation also what belongs to none.
    """
    own = Q(organisation_key=actor.organisation_key or 0)
    if Role.SYSTEM_ADMINISTRATOR not in actor.roles:
        return Job.objects.filter(own, asked_by=actor.username).exclude(asked_by="")
    if keeps_installation(actor) is not None:
        own |= Q(organisation_key__isnull=True)
    return Job.objects.filter(own)


def keeps_installation(actor: Actor) -> Organisation | None:
    """The first organisation, for its system administrator: who looks after what is nobody's."""
    if Role.SYSTEM_ADMINISTRATOR not in actor.roles:
        return None
    first = Organisation.objects.order_by("pk").first()
    return first if first is not None and first.pk == actor.organisation_key else None


def overdue_for(actor: Actor) -> tuple[Overdue, ...]:
    """Daily work that has not ended well for too long, for whoever must look after it."""
    first = keeps_installation(actor)
    return overdue(since=first.created_at) if first is not None else ()


def job_visible_to(actor: Actor, *, key: int) -> Job:
    """One of them; a hidden one and a missing one look the same."""
    found = jobs_visible_to(actor).filter(pk=key).first() if key < 2**63 else None
    if found is None:
        raise Http404
    return found


def own_jobs(actor: Actor, *, most: int) -> tuple[Job, ...]:
    """What one has asked for that is not done, or was done today."""
    today = clock.now() - timedelta(hours=24)
    mine = Job.objects.filter(organisation_key=actor.organisation_key or 0, asked_by=actor.username)
    open_ones = mine.filter(~Q(state=State.DONE) | Q(ended_at__gte=today))
    return tuple(open_ones.exclude(asked_by="")[:most])


@dataclass(frozen=True, slots=True)
class BackupShown:
    """A backup, and the last drill with it that the actor may see."""

    kept: Kept
    drill: Drill | None
    is_told_whole: bool = True

    @property
    def byte_count(self) -> int | None:
        """How large it is; nothing where that would tell of other organisations."""
        return self.kept.byte_count if self.is_told_whole else None

    @property
    def verified_at(self) -> datetime | None:
        """When it was last read through: by the nightly work or by a drill."""
        of_drill = self.drill.ended_at if self.drill and self.drill.is_equal else None
        return max((one for one in (self.kept.verified_at, of_drill) if one), default=None)


def is_shared() -> bool:
    """Whether several organisations are here: what counts all of them is then told to none."""
    return Organisation.objects.count() > 1


def backups_visible_to(actor: Actor) -> tuple[BackupShown, ...]:
    """The backups of the installation, newest first: they hold all organisations and name none."""
    last: dict[str, Drill] = {}
    for one in Drill.objects.of(actor):
        last.setdefault(one.backup, one)
    is_whole = not is_shared()
    return tuple(BackupShown(kept, last.get(kept.name), is_whole) for kept in keeper().kept())


def drill_visible_to(actor: Actor, *, key: int) -> Drill:
    """One drill; a hidden one and a missing one look the same."""
    found: Drill | None = Drill.objects.of(actor).filter(pk=key).first() if key < 2**63 else None
    if found is None:
        raise Http404
    return found


def job_of_drill(drill: Drill) -> Job | None:
    """How far the work is."""
    return Job.objects.filter(kind=DRILL, key=str(drill.pk)).first()
