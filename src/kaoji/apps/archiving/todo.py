"""What the workbench tells of this room: archives that wait for a second person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.permissions import SECONDS
from kaoji.apps.archiving.enums import ArchiveState
from kaoji.apps.archiving.models import Archive
from kaoji.web.actor import Actor
from kaoji.web.asking import Question
from kaoji.web.roles import OFFICE
from kaoji.web.todo import Source, Task, tell_todo


def tell() -> None:
    """Called once, when the application is ready."""
    tell_todo(Source("archiving", mine=_mine, given=_given))


#: What is read of an archive to speak of it.
_NAMED = ("pk", "proposed_name", "cycle__number", "cycle__title", "cycle__period")


def _mine(actor: Actor) -> Iterator[Question[Task]]:
    """What somebody else has proposed."""
    if actor.roles & SECONDS:
        others = _proposed(actor).exclude(proposed_by=actor.person_key or 0)
        yield Question(others, names=_NAMED, say=_to_confirm)


def _given(actor: Actor) -> Iterator[Question[Task]]:
    """What the actor has proposed and somebody else must confirm."""
    if actor.roles & OFFICE:
        own = _proposed(actor).filter(proposed_by=actor.person_key or 0)
        yield Question(own, names=_NAMED, say=_to_wait_for)


def _proposed(actor: Actor) -> QuerySet[Archive]:
    rows: QuerySet[Archive] = Archive.objects.of(actor).filter(state=ArchiveState.PROPOSED)
    return rows


def _to_confirm(archives: Sequence[Archive]) -> Iterator[Task]:
    for one in archives:
        yield _task(one, title=_("确认归档：{cycle}"), verb=_("去确认"))


def _to_wait_for(archives: Sequence[Archive]) -> Iterator[Task]:
    for one in archives:
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
