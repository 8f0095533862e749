"""What the workbench tells of this room: claims that wait for the office."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.claims.models import Claim, ClaimState
from kaoji.web.actor import Actor
from kaoji.web.roles import OFFICE
from kaoji.web.todo import Source, Task, tell_todo


def tell() -> None:
    """Called once, when the application is ready."""
    tell_todo(Source("claims", mine=_mine))


def _mine(actor: Actor) -> Iterator[Task]:
    if not actor.roles & OFFICE:
        return
    waiting = Claim.objects.of(actor).filter(state=ClaimState.SENT).select_related("cycle")
    for one in waiting.order_by("at"):
        yield Task(
            _("认定{claim}").format(claim=one),
            context=str(one.cycle),
            due_on=None,
            verb=_("去认定"),
            url=reverse("claims:claim", args=[one.pk]),
            kind=_("加减分申报"),
        )
