"""What this room shows in the rail, the top bar and the help."""

from __future__ import annotations

from django.http import HttpRequest

from kaoji.apps.audit.queries import seal_now
from kaoji.apps.workbench import permissions as rights
from kaoji.web import told
from kaoji.web.access import SIGNED_IN, actor_behind
from kaoji.web.meanings import explain, words_of
from kaoji.web.shell import Door, lead, open_door
from kaoji.web.todo import Task

_TASKS, _SEAL = "tasks_of_actor", "seal_of_log"


def tasks_behind(request: HttpRequest) -> tuple[Task, ...]:
    """What waits for whoever asks, asked of the rooms once a request at most."""
    found: tuple[Task, ...] | None = getattr(request, _TASKS, None)
    if found is None:
        found = told.mine(actor_behind(request), seal=_seal_behind(request))
        setattr(request, _TASKS, found)
    return found


def given_behind(request: HttpRequest) -> tuple[Task, ...]:
    """What whoever asks waits for from others."""
    return told.given(actor_behind(request), seal=_seal_behind(request))


def _seal_behind(request: HttpRequest) -> str:
    """With what the log ends for a page; nothing where an act may be half done."""
    if request.method not in ("GET", "HEAD"):
        return ""
    seal: str | None = getattr(request, _SEAL, None)
    if seal is None:
        seal = seal_now()
        setattr(request, _SEAL, seal)
    return seal


def open_doors() -> None:
    """Called once, when the application is ready."""
    from kaoji.apps.workbench.forms import ReminderForm
    from kaoji.apps.workbench.listings import BACKUPS, JOBS, NEWS, PHONES

    open_door(
        Door(
            name="workbench:home",
            word="工作台",
            icon="server-2",
            right=SIGNED_IN,
            order=10,
            count=lambda request: len(tasks_behind(request)),
        )
    )
    open_door(
        Door(
            name="workbench:jobs",
            word="后台",
            icon="history",
            right=rights.KEEP_JOBS,
            order=78,
        )
    )
    open_door(
        Door(
            name="workbench:backups",
            word="备份",
            icon="database-import",
            right=rights.KEEP_BACKUPS,
            order=79,
        )
    )
    lead(search="workbench:search")
    explain("news", title="刚刚发生", words=NEWS.words, right=rights.READ_NEWS)
    explain("phones", title="催报电话单", words=PHONES.words, right=rights.CHASE)
    explain("jobs", title="后台工作", words=JOBS.words, right=SIGNED_IN)
    explain("backups", title="备份", words=BACKUPS.words, right=rights.KEEP_BACKUPS)
    explain("reminders", title="提醒设置", words=words_of(ReminderForm), right=rights.SET_REMINDER)
