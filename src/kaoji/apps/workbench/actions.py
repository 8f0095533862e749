"""The only writer of this room, besides the reminders that the clock sends (`digest.py`)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.audit.actions import record
from kaoji.apps.workbench.audit_types import READ_PHONES, RETRY_JOB, SET_REMINDER
from kaoji.apps.workbench.messengers import messengers
from kaoji.apps.workbench.models import Reminder
from kaoji.apps.workbench.permissions import check_retry
from kaoji.apps.workbench.quiet import is_night
from kaoji.web.actor import Actor
from kaoji.web.forms import changed_meanwhile
from kaoji.web.jobs import queue
from kaoji.web.jobs.models import Job
from kaoji.web.refusals import Refused


@dataclass(frozen=True, slots=True)
class Wish:
    """How somebody wants to be reminded."""

    by_mail: bool
    messenger: str
    address: str
    at: time
    on_rest_days: bool
    at_night: bool


@transaction.atomic
def set_reminder(*, by: Actor, wish: Wish, version: int) -> Reminder:
    """Change how one is reminded oneself."""
    _check(wish)
    mine = Reminder.objects.select_for_update().of(by).filter(user=by.person_key or 0)
    kept = mine.first() or Reminder(
        organisation_id=by.organisation_key or 0, user_id=by.person_key or 0
    )
    if kept.version != version:
        raise changed_meanwhile()
    before = _told(kept)
    for name, value in asdict(wish).items():
        setattr(kept, name, value)
    kept.version += 1
    kept.save()
    record(SET_REMINDER, by=by, of=kept, named=by.name, before=before, after=_told(kept))
    return kept


def _check(wish: Wish) -> None:
    if wish.messenger and wish.messenger not in messengers():
        raise Refused("workbench.no_messenger", reason=_("没有这种提醒方式"), field="messenger")
    if is_night(wish.at) and not wish.at_night:
        raise Refused(
            "workbench.at_night",
            reason=_("这个时刻是夜间"),
            remedy=_("请改到 8:00 至 20:00 之间，或勾选“夜间也提醒”"),
            field="at",
        )


def _told(kept: Reminder) -> dict[str, Any]:
    """The address is nobody else's business, not even the log's."""
    return {
        "邮件摘要": kept.by_mail,
        "短信或群机器人": kept.messenger,
        "几点": kept.at.strftime("%H:%M"),
        "休息日": kept.on_rest_days,
        "夜间": kept.at_night,
    }


@transaction.atomic
def read_phones(*, by: Actor, count: int) -> None:
    """Write down that somebody opened a list of telephones."""
    record(READ_PHONES, by=by, named=_("{n} 行").format(n=count))


@transaction.atomic
def retry_job(*, by: Actor, job: Job) -> None:
    """Let a job that has failed be tried anew."""
    check_retry(by, job=job)
    if not queue.again(job):
        raise changed_meanwhile()
    record(RETRY_JOB, by=by, of=job, named=f"{job.kind} {job.pk}")
