"""How the addresses of this room are come to, and its acts done."""

from __future__ import annotations

from kaoji.web.jobs import queue
from kaoji.web.jobs.models import Job, State
from kaoji.web.roles import Role
from tests.deeds import Deed, Place

ADMINISTRATOR = Role.SYSTEM_ADMINISTRATOR
HIDDEN = "一项后台工作只有发起人和系统管理员看得到"


def failed(cast):
    """A job of the organisation that has failed."""
    job = queue.ask_for("plan", key="1", by=cast.actor("clerk"))
    Job.objects.filter(pk=job.pk).update(state=State.FAILED)
    return job


PLACES = {
    "workbench:retry": Place(
        lambda cast: {"key": failed(cast).pk},
        hidden_from=dict.fromkeys(set(Role) - {ADMINISTRATOR, Role.OFFICE_CLERK}, HIDDEN),
    ),
}
DEEDS = (
    Deed(
        "workbench:retry",
        "system",
        before=lambda cast, _client: failed(cast),
        kwargs=lambda _cast, job: {"key": job.pk},
    ),
    Deed(
        "workbench:reminders",
        "staff",
        data=lambda _cast, _made: {"by_mail": "on", "at": "09:15", "version": "0"},
    ),
)
QUIET: dict[str, str] = {}
