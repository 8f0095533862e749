"""The papers that a final result has, by their origin; and what is to be said of them."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.models import Cycle, Final
from kaoji.apps.appraisals.publishing_enums import FinalState
from kaoji.apps.documents.checking import Finding
from kaoji.apps.documents.enums import PaperState
from kaoji.apps.documents.models import Paper
from kaoji.apps.feedback.papers.letters import ROOM


def papers_of_final(final: Final) -> list[Paper]:
    """The papers of a result that were not withdrawn, with who got them and who has signed."""
    found = _papers(final.organisation_id).filter(origin_key__startswith=f"{final.pk}/")
    return list(found.exclude(state=PaperState.WITHDRAWN).prefetch_related("receipts"))


def outdated_in(cycle: Cycle) -> list[Paper]:
    """Papers that are out, of results of this cycle that no longer stand."""
    gone = cycle.finals.exclude(state=FinalState.FINAL).values_list("pk", flat=True)
    wanted = Q()
    for key in gone:
        wanted |= Q(origin_key__startswith=f"{key}/")
    if not wanted:
        return []
    return list(_papers(cycle.organisation_id).filter(wanted, state=PaperState.ISSUED))


def whole_papers(final: Final) -> list[Paper]:
    """The same papers with their texts and files, to be packed."""
    found = Paper.objects.filter(
        organisation=final.organisation_id, origin_room=ROOM, origin_key__startswith=f"{final.pk}/"
    ).exclude(state=PaperState.WITHDRAWN)
    return list(found.select_related("series").prefetch_related("receipts", "files").order_by("pk"))


def _papers(organisation_key: int) -> QuerySet[Paper]:
    found: QuerySet[Paper] = Paper.objects.filter(
        organisation=organisation_key, origin_room=ROOM
    ).defer("blocks")
    signed = Count("receipts", filter=Q(receipts__signed_at__isnull=False), distinct=True)
    return found.annotate(receivers=Count("receipts", distinct=True), signed=signed).order_by("pk")


def says(paper: Paper) -> Iterator[Finding]:
    """Asked by `documents` before each step: whether the result of the paper still stands."""
    key = paper.origin_key.partition("/")[0]
    found = Final.objects.filter(
        organisation=paper.organisation_id, pk=int(key) if key.isdigit() else 0
    ).first()
    if found is None or found.state != FinalState.FINAL:
        yield Finding(
            _("所依据的定稿已撤回或正在撤回"),
            _("来源"),
            _("请删去草稿；结果重新定稿后，在“通报和反馈”里重新起草"),
        )
