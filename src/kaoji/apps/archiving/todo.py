"""What the workbench tells of this room: archives that wait for a second person."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.permissions import SECONDS
from kaoji.apps.archiving.enums import ArchiveState
from kaoji.apps.archiving.models import Archive
from kaoji.web.actor import Actor
from kaoji.web.roles import OFFICE
from kaoji.web.todo import Source, Task, tell_todo


def tell() -> None:
    """Called once, when the application is ready."""
    tell_todo(Source("archiving", mine=_mine, given=_given))


def _mine(actor: Actor) -> Iterator[Task]:
    if not actor.roles & SECONDS:
        return
    rows = Archive.objects.of(actor).filter(state=ArchiveState.PROPOSED)
    others = rows.exclude(proposed_by=actor.person_key or 0).select_related("cycle")
    for one in others:
        yield _task(one, title=_("确认归档：{cycle}"), verb=_("去确认"))


def _given(actor: Actor) -> Iterator[Task]:
    """What the actor has proposed and somebody else must confirm."""
    if not actor.roles & OFFICE:
        return
    rows = Archive.objects.of(actor).filter(
        state=ArchiveState.PROPOSED, proposed_by=actor.person_key or 0
    )
    for one in rows.select_related("cycle"):
        yield _task(one, title=_("待第二人确认归档：{cycle}"), verb=_("去看"))


def _task(one: Archive, *, title: str, verb: str) -> Task:
    return Task(
        title.format(cycle=one.cycle),
        context=_("{by} 提请").format(by=one.proposed_name),
        due_on=None,
        verb=verb,
        url=reverse("archiving:cycle", args=[one.cycle.number]),
        kind=_("第二人确认"),
    )
