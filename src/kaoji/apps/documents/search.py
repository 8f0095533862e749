"""What can be found in this room: papers, as far as one sees them."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kaoji.apps.documents.models import Paper
from kaoji.apps.documents.permissions import READ_PAPER
from kaoji.apps.documents.queries import papers_of
from kaoji.web.actor import Actor
from kaoji.web.search import Findable, Hit, make_findable


def make_all_findable() -> None:
    """Called once, when the application is ready."""
    make_findable(PAPERS)


def _papers(actor: Actor) -> QuerySet[Paper]:
    if not actor.roles & READ_PAPER.held_by:
        return Paper.objects.none()
    return papers_of(actor)


def _hit(paper: Paper) -> Hit:
    told = (paper.get_kind_display(), paper.number_text, paper.get_state_display())
    address = reverse("documents:paper", args=[paper.pk])
    return Hit(paper.title, context=" · ".join(str(one) for one in told if one), url=address)


PAPERS = Findable(
    "papers",
    word=_("公文"),
    rows=_papers,
    fields=("title", "number_text", "addressee"),
    hit=_hit,
    order=50,
)
