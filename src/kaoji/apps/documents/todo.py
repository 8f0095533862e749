"""What the workbench tells of this room: papers to approve, to issue, to sign for."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.documents.enums import PaperState
from kaoji.apps.documents.models import Paper, Receipt
from kaoji.apps.documents.permissions import RECEIVERS
from kaoji.web.actor import Actor
from kaoji.web.roles import OFFICE
from kaoji.web.todo import Source, Task, tell_todo

_OPEN = (PaperState.DRAFT, PaperState.TO_APPROVE, PaperState.APPROVED)


def tell() -> None:
    """Called once, when the application is ready."""
    tell_todo(Source("documents", mine=_mine))


def _mine(actor: Actor) -> Iterator[Task]:
    if actor.roles & OFFICE:
        yield from _of_the_office(actor)
    units = actor.units_with(RECEIVERS)
    if units:
        rows = Receipt.objects.of(actor).filter(
            unit__in=units, signed_at__isnull=True, paper__state=PaperState.ISSUED
        )
        for one in rows.select_related("paper"):
            yield _task(one.paper, say=_("签收"), verb=_("去签收"), context=one.name)


def _of_the_office(actor: Actor) -> Iterator[Task]:
    """Drafts of one's own; what others wrote to approve; what is approved to issue."""
    wrote = Count("revisions", filter=Q(revisions__by=actor.person_key))
    rows = Paper.objects.of(actor).filter(state__in=_OPEN).annotate(wrote=wrote)
    for paper in rows.order_by("pk"):
        if paper.state == PaperState.APPROVED:
            yield _task(paper, say=_("编号印发"), verb=_("去印发"))
        elif paper.state == PaperState.TO_APPROVE and not paper.wrote:
            yield _task(paper, say=_("签发"), verb=_("去签发"))
        elif paper.state == PaperState.DRAFT and paper.drafted_by_id == actor.person_key:
            yield _task(paper, say=_("起草"), verb=_("去送签"))


def _task(paper: Paper, *, say: str, verb: str, context: str = "") -> Task:
    told = (paper.get_kind_display(), paper.number_text, context)
    return Task(
        title=f"{say}：{paper.title}",
        context=" · ".join(str(one) for one in told if one),
        due_on=None,
        verb=verb,
        url=reverse("documents:paper", args=[paper.pk]),
        kind=_("公文"),
    )
