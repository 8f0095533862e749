"""Daily work that has not come to a good end for too long: a night that nobody would miss else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from kaoji.web import clock
from kaoji.web.jobs.kinds import Kind, daily_kinds
from kaoji.web.jobs.models import Job, State


@dataclass(frozen=True, slots=True)
class Overdue:
    """A kind of work, and since when it has not ended well; never at all, or not any more."""

    kind: Kind
    since: datetime
    is_first: bool


def overdue(*, since: datetime) -> tuple[Overdue, ...]:
    """What is older than its kind allows; what was never done counts from `since`."""
    limits = {kind.name: kind for kind in daily_kinds() if kind.oldest is not None}
    done = Job.objects.filter(kind__in=limits, state=State.DONE).order_by()
    last = dict(done.values_list("kind").annotate(Max("ended_at")))
    now = clock.now()
    return tuple(
        Overdue(kind, since=last.get(name) or since, is_first=name not in last)
        for name, kind in limits.items()
        if kind.oldest is not None and now - (last.get(name) or since) > kind.oldest
    )
