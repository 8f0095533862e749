"""What the workbench tells of this room: results that were taken and have changed since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.enums import CycleState, RunState
from kaoji.apps.appraisals.models import Final, Run
from kaoji.apps.appraisals.publishing_enums import SETTLED
from kaoji.apps.nesting.enums import FeedState
from kaoji.apps.nesting.models import Feed
from kaoji.web.actor import Actor
from kaoji.web.asking import Question
from kaoji.web.roles import OFFICE
from kaoji.web.todo import Source, Task, tell_todo


def tell() -> None:
    """Called once, when the application is ready."""
    tell_todo(Source("nesting", mine=_mine))


def _mine(actor: Actor) -> Iterator[Question[Task]]:
    if not actor.roles & OFFICE:
        return
    later = Run.objects.filter(
        cycle=OuterRef("run__cycle"), number__gt=OuterRef("run__number"), state=RunState.DONE
    )
    final = Final.objects.filter(cycle=OuterRef("cycle"), state__in=SETTLED)
    going = (CycleState.PLANNED, CycleState.RUNNING)
    waiting = Feed.objects.of(actor).filter(
        Exists(later), ~Exists(final), state=FeedState.NAMED, cycle__state__in=going
    )
    named = ("pk", "key", "cycle__number", "cycle__title", "cycle__period", "run__cycle__title")
    yield Question(waiting, names=named, say=_to_renew)


def _to_renew(waiting: Sequence[Feed]) -> Iterator[Task]:
    for one in waiting:
        yield Task(
            _("{other}的结果已变，看“{key}”要不要换").format(
                other=one.run.cycle.title, key=one.key
            ),
            context=str(one.cycle),
            due_on=None,
            verb=_("去看"),
            url=reverse("nesting:cycle", args=[one.cycle.number]),
            kind=_("下级结果"),
        )
