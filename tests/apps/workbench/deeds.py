"""How the addresses of this room are come to, and its acts done."""

from __future__ import annotations

from kaoji.apps.workbench.models import Drill
from kaoji.site import nightly
from kaoji.site.backup import SUFFIX
from kaoji.web.jobs import queue
from kaoji.web.jobs.models import Job, State
from kaoji.web.roles import Role
from tests.cast import NOON
from tests.deeds import Deed, Place

ADMINISTRATOR = Role.SYSTEM_ADMINISTRATOR
HIDDEN = "一项后台工作只有发起人和系统管理员看得到"


def failed(cast):
    """A job of the organisation that has failed."""
    job = queue.ask_for("plan", key="1", by=cast.actor("clerk"))
    Job.objects.filter(pk=job.pk).update(state=State.FAILED)
    return job


def a_backup(_cast=None, _client=None):
    """A file where backups lie; nothing reads it before the drill is done."""
    nightly.backup_folder().mkdir(parents=True, exist_ok=True)
    (nightly.backup_folder() / f"kaoji-20260612-020000{SUFFIX}").write_bytes(b"half")


def drill(cast):
    """A drill that has found a difference."""
    part = {"name": "tables/facts.figure.jsonl", "rows": 7, "said": "0" * 64, "found": "1" * 64}
    return Drill.objects.create(
        organisation=cast.organisation,
        backup="kaoji-20260612-020000.kaoji-backup",
        made_at=NOON,
        asked_by=cast.people["system"].username,
        asked_by_name=cast.people["system"].name,
        asked_at=NOON,
        ended_at=NOON,
        parts=[part],
    )


PLACES = {
    "workbench:drill-report": Place(lambda cast: {"key": drill(cast).pk}),
    "workbench:retry": Place(
        lambda cast: {"key": failed(cast).pk},
        hidden_from=dict.fromkeys(set(Role) - {ADMINISTRATOR, Role.OFFICE_CLERK}, HIDDEN),
    ),
}
DEEDS = (
    Deed("workbench:drill", "system", before=a_backup),
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
