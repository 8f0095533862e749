"""What stands in the way of archiving a cycle, what goes on afterwards, and its papers."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.archived import missing_in, papers_of
from kaoji.apps.appraisals.enums import RunState, StageKind, StageState
from kaoji.apps.appraisals.models import Cycle, Final, Objection, Publication, Run
from kaoji.apps.appraisals.publishing_enums import (
    FinalState,
    ObjectionState,
    PublicationState,
)
from kaoji.apps.documents.enums import NUMBERED, PaperState
from kaoji.apps.documents.models import Paper
from kaoji.apps.organisation.queries.fates import spoken_for
from kaoji.web import clock


def papers_in(cycle: Cycle, *, chosen: list[int]) -> QuerySet[Paper]:
    """The papers of a cycle: those that rooms tell, those that name it, those that were chosen."""
    told = [one.pk for one in papers_of(cycle)]
    named = Q(origin_word__startswith=str(cycle), origin_url__contains=f"/{cycle.number}/")
    found: QuerySet[Paper] = Paper.objects.filter(
        Q(pk__in=[*told, *chosen]) | named, organisation=cycle.organisation_id
    )
    return found.order_by("year", "number_text", "pk")


def missing(cycle: Cycle, *, chosen: list[int]) -> tuple[str, ...]:
    """Everything that must be done first, a sentence each."""
    return (*_of_result(cycle), *_of_papers(cycle, chosen=chosen), *missing_in(cycle))


def _of_result(cycle: Cycle) -> Iterator[str]:
    if cycle.is_trial:
        yield _("试运行的考核不归档")
    has_final, has_queued, has_proposed = _standing(cycle)
    if not has_final:
        yield _("结果没有定稿，或正待撤回")
    for stage in cycle.stages.exclude(state=StageState.DONE):
        if stage.kind != StageKind.ARCHIVE:
            yield _("“{stage}”环节没有完成").format(stage=stage.get_kind_display())
        elif stage.state == StageState.WAITING:
            yield _("“归档”环节没有开始")
    if has_queued:
        yield _("还有计分没有算完")
    if has_proposed:
        yield _("还有公示待第二人确认")
    waiting = Objection.objects.filter(publication__cycle=cycle, state=ObjectionState.OPEN)
    for one in waiting.select_related("standing"):
        yield _("{objection}没有答复").format(objection=one)


def _standing(cycle: Cycle) -> tuple[bool, bool, bool]:
    """Whether there is a final, a scoring under way, a publication proposed; one query."""
    at = OuterRef("pk")
    proposed = Publication.objects.filter(state=PublicationState.PROPOSED, cycle=at)
    found = (
        Cycle.objects.filter(pk=cycle.pk)
        .annotate(
            has_final=Exists(Final.objects.filter(state=FinalState.FINAL, cycle=at)),
            has_queued=Exists(Run.objects.filter(state=RunState.QUEUED, cycle=at)),
            has_proposed=Exists(proposed),
        )
        .get()
    )
    return found.has_final, found.has_queued, found.has_proposed


def _of_papers(cycle: Cycle, *, chosen: list[int]) -> Iterator[str]:
    # Of a unit that is no more and that nobody has taken over nobody can sign.
    can_sign = Q(receipts__unit__in=spoken_for(on=clock.today()))
    unsigned = Count("receipts", filter=Q(receipts__signed_at__isnull=True) & can_sign)
    for one in papers_in(cycle, chosen=chosen).annotate(unsigned=unsigned):
        if one.state not in NUMBERED:
            yield _("公文“{paper}”没有印发").format(paper=one)
        elif one.state == PaperState.ISSUED and one.unsigned:
            yield _("{paper}还有 {count} 家没有签收").format(
                paper=one,
                count=one.unsigned,
            )
