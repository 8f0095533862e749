"""What the workbench tells of this room: papers to approve, to issue, to sign for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.documents.enums import PaperState
from kaoji.apps.documents.models import Paper, Receipt, Revision
from kaoji.apps.documents.permissions import RECEIVERS
from kaoji.web.actor import Actor
from kaoji.web.asking import Question
from kaoji.web.roles import OFFICE
from kaoji.web.todo import Source, Task, tell_todo

_OPEN = (PaperState.DRAFT, PaperState.TO_APPROVE, PaperState.APPROVED)
#: What is read of a paper to name it.
_TOLD = ("pk", "kind", "title", "number_text")


def tell() -> None:
    """Called once, when the application is ready."""
    tell_todo(Source("documents", mine=_mine))


def _mine(actor: Actor) -> Iterator[Question[Task]]:
    if actor.roles & OFFICE:
        yield _of_the_office(actor)
    units = actor.units_with(RECEIVERS)
    if units:
        rows = Receipt.objects.of(actor).filter(
            unit__in=units, signed_at__isnull=True, paper__state=PaperState.ISSUED
        )
        named = ("pk", "name", *(f"paper__{name}" for name in _TOLD))
        yield Question(rows, names=named, say=_to_sign_for)


def _to_sign_for(receipts: Sequence[Receipt]) -> Iterator[Task]:
    for one in receipts:
        yield _task(one.paper, say=_("签收"), verb=_("去签收"), context=one.name)


def _of_the_office(actor: Actor) -> Question[Task]:
    """Drafts of one's own; what others wrote to approve; what is approved to issue."""

    def told(papers: Sequence[Any]) -> Iterator[Task]:
        for paper in papers:
            if paper.state == PaperState.APPROVED:
                yield _task(paper, say=_("编号印发"), verb=_("去印发"))
            elif paper.state == PaperState.TO_APPROVE and not paper.has_written:
                yield _task(paper, say=_("签发"), verb=_("去签发"))
            elif paper.state == PaperState.DRAFT and paper.drafted_by_id == actor.person_key:
                yield _task(paper, say=_("起草"), verb=_("去送签"))

    written = Exists(Revision.objects.filter(paper=OuterRef("pk"), by=actor.person_key))
    rows = Paper.objects.of(actor).filter(state__in=_OPEN).annotate(has_written=written)
    return Question(rows, names=(*_TOLD, "state", "drafted_by_id", "has_written"), say=told)


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
