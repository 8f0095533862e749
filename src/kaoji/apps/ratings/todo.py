"""What the workbench tells of this room: ballots that somebody owes, what waits to be sealed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.ratings.enums import RatingState, SheetState
from kaoji.apps.ratings.models import Rater, Rating, Sheet
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.asking import Question
from kaoji.web.roles import OFFICE
from kaoji.web.todo import Source, Task, tell_todo


def tell() -> None:
    """Called once, when the application is ready."""
    tell_todo(Source("ratings", mine=_mine))


def _mine(actor: Actor) -> Iterator[Question[Task]]:
    """One question for all of it: ballots one owes, and for the office papers and closings."""
    owed = Rater.objects.filter(rating=OuterRef("pk"), user=actor.person_key or 0, way="")
    papers = Sheet.objects.filter(
        batch__rating=OuterRef("pk"), state__in=(SheetState.WAITING, SheetState.DIFFERS)
    )
    rows = Rating.objects.of(actor).filter(state=RatingState.OPEN)
    found: Any = rows.annotate(owed=Subquery(owed.values("pk")[:1]), has_papers=Exists(papers))
    waits = Q(owed__isnull=False)
    if actor.roles & OFFICE:
        waits |= Q(has_papers=True) | Q(due_on__lt=clock.today())
    is_office = bool(actor.roles & OFFICE)

    def told(ratings: Sequence[Any]) -> Iterator[Task]:
        for one in ratings:
            yield from _tasks(one, is_office=is_office)

    named = ("pk", "number", "key", "period", "due_on", "owed", "has_papers")
    cycle = ("cycle__title", "cycle__period")
    yield Question(found.filter(waits), names=(*named, *cycle), say=told)


def _tasks(one: Any, *, is_office: bool) -> Iterator[Task]:  # noqa: ANN401 - annotated
    is_over = one.due_on < clock.today()
    if one.owed and not is_over:
        yield _task(
            one, say=_("打分"), verb=_("去打分"), url=reverse("ratings:cast", args=[one.owed])
        )
    if is_office and one.has_papers:
        url = reverse("ratings:papers", args=[one.number])
        yield _task(one, say=_("录入评分表"), verb=_("去录入"), url=url)
    if is_office and is_over:
        url = reverse("ratings:rating", args=[one.number])
        yield _task(one, say=_("封票"), verb=_("去封票"), url=url)


def _task(one: Rating, *, say: str, verb: str, url: str) -> Task:
    return Task(
        _("{what}：{rating}").format(what=say, rating=one),
        context=str(one.cycle),
        due_on=one.due_on,
        verb=verb,
        url=url,
        kind=say,
    )
