"""Asking for work, taking it, ending it. All times are the office's; all changes are locked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from kaoji.web import clock
from kaoji.web.actor import THE_SYSTEM, Actor
from kaoji.web.jobs.models import Job, State

#: A worker that says nothing for so long is taken for dead.
LEASE = timedelta(seconds=60)
FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(hours=1)


def ask_for(
    kind: str,
    *,
    key: str,
    payload: Mapping[str, Any] | None = None,
    by: Actor = THE_SYSTEM,
    due_at: datetime | None = None,
) -> Job:
    """Ask for a piece of work; the same kind and key again is the same piece.

    `payload` holds what JSON can hold, and no figure that must stay exact.
    """
    now = clock.now()
    job, _is_new = Job.objects.get_or_create(
        kind=kind,
        key=key,
        defaults={
            "organisation_key": by.organisation_key,
            "asked_by": by.username,
            "payload": json.dumps(payload or {}, ensure_ascii=False, sort_keys=True),
            "due_at": due_at or now,
            "asked_at": now,
        },
    )
    return job


def take(worker: str) -> Job | None:
    """The next due job, now held by the worker; nothing when there is none.

    A job whose worker has fallen silent is due again.
    """
    now = clock.now()
    _mend_clock(now)
    with transaction.atomic():
        job = _locked(_due(now)).order_by("due_at", "pk").first()
        if job is None:
            return None
        job.state, job.worker = State.RUNNING, worker
        job.tries += 1
        job.lease_until = now + LEASE
        job.save(update_fields=("state", "worker", "tries", "lease_until"))
    return job


def _mend_clock(now: datetime) -> None:
    """No lease and no wait after a failure is longer than these: a clock that was ahead gave it."""
    leases = Job.objects.filter(state=State.RUNNING, lease_until__gt=now + LEASE)
    waits = Job.objects.filter(state=State.QUEUED, tries__gt=0, due_at__gt=now + LONGEST_WAIT)
    # Asked for at once, but by a clock that was ahead: due when it was asked for.
    early = Job.objects.filter(state=State.QUEUED, tries=0, asked_at__gt=now, due_at=F("asked_at"))
    if leases.exists():
        leases.update(lease_until=now + LEASE)
    if waits.exists() or early.exists():
        waits.update(due_at=now)
        early.update(due_at=now)


def _due(now: datetime) -> QuerySet[Job]:
    waiting = Q(state=State.QUEUED, due_at__lte=now)
    forsaken = Q(state=State.RUNNING, lease_until__lt=now)
    return Job.objects.filter(waiting | forsaken)


def _locked(jobs: QuerySet[Job]) -> QuerySet[Job]:
    """Of two workers each takes another job; SQLite has one writer at a time anyway."""
    if connection.features.has_select_for_update_skip_locked:
        return jobs.select_for_update(skip_locked=True)
    return jobs


def is_still_held(job: Job) -> bool:
    """Tell whether the worker still holds the job, and lock it: another may have taken it over."""
    own = Job.objects.select_for_update().filter(
        pk=job.pk, worker=job.worker, tries=job.tries, state=State.RUNNING
    )
    return own.exists()


def renew(job: Job, *, done: int | None = None, total: int = 0, told: str = "") -> None:
    """The worker is alive; it may say how far it has come."""
    changes: dict[str, Any] = {"lease_until": clock.now() + LEASE}
    if done is not None:
        changes |= {"done_count": done, "total_count": total, "told": told[:200]}
    Job.objects.filter(pk=job.pk, worker=job.worker, tries=job.tries).update(**changes)


def end(job: Job) -> None:
    """The job is done; of a worker that was taken for dead this says nothing."""
    Job.objects.filter(pk=job.pk, worker=job.worker, tries=job.tries).update(
        state=State.DONE, ended_at=clock.now(), lease_until=None, fault=""
    )


def give_back(job: Job, *, fault: str, most_tries: int) -> None:
    """The job has failed: once more later, each time after a longer wait; in the end no more."""
    now = clock.now()
    own = Job.objects.filter(pk=job.pk, worker=job.worker, tries=job.tries)
    if job.tries >= most_tries:
        own.update(state=State.FAILED, ended_at=now, lease_until=None, fault=fault)
        return
    wait = min(FIRST_WAIT * 2 ** (job.tries - 1), LONGEST_WAIT)
    own.update(state=State.QUEUED, due_at=now + wait, lease_until=None, fault=fault)


def again(job: Job) -> bool:
    """Let a job that has failed be tried anew, now; whether it had failed."""
    now = clock.now()
    failed = Job.objects.filter(pk=job.pk, state=State.FAILED)
    changed = failed.update(
        state=State.QUEUED, tries=0, due_at=now, ended_at=None, lease_until=None, fault="", told=""
    )
    return bool(changed)
