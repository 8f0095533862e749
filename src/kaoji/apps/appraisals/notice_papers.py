"""A publication as an official paper (公示): drafted for `documents`, which numbers and issues it.

Only what everybody may see stands in it, whoever drafts it.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.archived import Kept, keep_in_archive
from kaoji.apps.appraisals.models import Cycle, Publication
from kaoji.apps.appraisals.public_files import blocks_of, title_of
from kaoji.apps.appraisals.publishing_enums import PublicationState
from kaoji.apps.appraisals.publishing_queries import paper_for_all
from kaoji.apps.documents.actions import Origin, PaperShape
from kaoji.apps.documents.checking import Finding, ask_room
from kaoji.apps.documents.enums import PaperKind, PaperState
from kaoji.apps.documents.models import Paper, Series

ROOM = "appraisals"


def shape_of(publication: Publication, *, series: Series, signed_by: str) -> PaperShape:
    """The paper as it is drafted; the office may still change it."""
    address = reverse("appraisals:publication", args=(publication.pk,))
    return PaperShape(
        kind=PaperKind.PUBLIC_NOTICE,
        title=title_of(publication),
        blocks=blocks_of(publication, paper=paper_for_all(publication)),
        signed_by=signed_by,
        is_public=True,
        series=series,
        origin=Origin(ROOM, str(publication.pk), str(publication)[:100], address),
    )


def paper_held(publication: Publication) -> Paper | None:
    """The paper that a publication has, and that was not withdrawn."""
    found = _papers(publication.organisation_id).filter(origin_key=str(publication.pk))
    return found.exclude(state=PaperState.WITHDRAWN).order_by("-pk").first()


def _papers_of_cycle(cycle: Cycle) -> QuerySet[Paper]:
    keys = [str(key) for key in cycle.publications.values_list("pk", flat=True)]
    return _papers(cycle.organisation_id).filter(origin_key__in=keys)


def _papers(organisation_key: int) -> QuerySet[Paper]:
    found: QuerySet[Paper] = Paper.objects.filter(organisation=organisation_key, origin_room=ROOM)
    return found.defer("blocks")


def _says(paper: Paper) -> Iterator[Finding]:
    """Asked by `documents` before each step: whether the publication is still on the wall."""
    key = int(paper.origin_key) if paper.origin_key.isdigit() else 0
    found = Publication.objects.filter(organisation=paper.organisation_id, pk=key).first()
    if found is None or found.state != PublicationState.PUBLIC or found.is_being_retracted:
        yield Finding(
            _("所依据的公示已撤回、正待撤回或已由新的代替"),
            _("来源"),
            _("请删去草稿；有新的公示时，从新的公示起草"),
        )


def tell() -> None:
    """Called once, when the application is ready."""
    ask_room(ROOM, _says)
    keep_in_archive(ROOM, kept=Kept(papers=_papers_of_cycle))
