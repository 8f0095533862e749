"""Who sees what here: everybody their own; background work also the system administrator."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kaoji.web.access import Right
from kaoji.web.actor import Actor
from kaoji.web.jobs.models import Job, State
from kaoji.web.refusals import Refused
from kaoji.web.roles import BUSINESS, Role

CHASE = Right("workbench.chase", "催报自己交办的事项", BUSINESS)
READ_NEWS = Right("workbench.read_news", "看刚刚发生的业务", BUSINESS)
SET_REMINDER = Right("workbench.set_reminder", "设定自己的提醒", BUSINESS)
KEEP_JOBS = Right("workbench.keep_jobs", "查看后台工作", frozenset({Role.SYSTEM_ADMINISTRATOR}))
KEEP_BACKUPS = Right(
    "workbench.keep_backups", "查看备份、做恢复演练", frozenset({Role.SYSTEM_ADMINISTRATOR})
)


def check_drill(actor: Actor) -> None:
    """The system administrator alone."""
    if Role.SYSTEM_ADMINISTRATOR not in actor.roles:
        raise Refused("workbench.not_system", reason=_("只有系统管理员可以做恢复演练"))


def check_retry(actor: Actor, *, job: Job) -> None:
    """Whoever asked for it, or the system administrator; only what has failed."""
    if Role.SYSTEM_ADMINISTRATOR not in actor.roles and job.asked_by != actor.username:
        raise Refused(
            "workbench.not_yours",
            reason=_("只有发起人和系统管理员可以重试"),
        )
    if job.state != State.FAILED:
        raise Refused(
            "workbench.not_failed",
            reason=_("这项工作没有失败"),
            remedy=_("失败后才能重试"),
        )


def can_retry(actor: Actor, *, job: Job) -> bool:
    """Tell whether `check_retry` lets the actor pass."""
    try:
        check_retry(actor, job=job)
    except Refused:
        return False
    return True
