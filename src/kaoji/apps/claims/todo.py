"""What the workbench tells of this room: claims that wait for the office."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.claims.models import Claim, ClaimState
from kaoji.web.actor import Actor
from kaoji.web.asking import Question
from kaoji.web.roles import OFFICE
from kaoji.web.todo import Source, Task, tell_todo


def tell() -> None:
    """Called once, when the application is ready."""
    tell_todo(Source("claims", mine=_mine))


def _mine(actor: Actor) -> Iterator[Question[Task]]:
    if actor.roles & OFFICE:
        waiting = Claim.objects.of(actor).filter(state=ClaimState.SENT)
        named = ("pk", "unit_name", "key", "number", "cycle__title", "cycle__period")
        yield Question(waiting, names=named, say=_to_decide)


def _to_decide(waiting: Sequence[Claim]) -> Iterator[Task]:
    for one in waiting:
        yield Task(
            _("认定{claim}").format(claim=one),
            context=str(one.cycle),
            due_on=None,
            verb=_("去认定"),
            url=reverse("claims:claim", args=[one.pk]),
            kind=_("加减分申报"),
        )
