"""What pages of this room read. The office sees who has cast and how many; nobody sees a mark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import Http404

from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.appraisals.queries import cycle_numbered
from kaoji.apps.ratings.enums import SheetState, Way
from kaoji.apps.ratings.models import Batch, Rater, Rating, Sheet
from kaoji.apps.ratings.panels import Panel, panels_of
from kaoji.web.actor import Actor


def cycle_of(actor: Actor, *, number: int) -> Cycle:
    """The cycle whose ratings are shown."""
    return cycle_numbered(actor, number=number)


def ratings_of(actor: Actor, *, cycle: Cycle | None = None) -> QuerySet[Rating]:
    """Ratings with their counts: 应投、已投, and of papers 发出、收回、有效、作废."""
    rows: QuerySet[Rating] = Rating.objects.of(actor).select_related("cycle")
    if cycle is not None:
        rows = rows.filter(cycle=cycle)
    mine = {"rating": OuterRef("pk")}
    raters, sheets = (
        Rater.objects.filter(**mine),
        Sheet.objects.filter(batch__rating=OuterRef("pk")),
    )
    issued = Batch.objects.filter(**mine).order_by().values("rating").annotate(n=Sum("issued"))
    return rows.annotate(
        rater_count=_number_of(raters, by="rating"),
        cast_count=_number_of(raters.exclude(way=""), by="rating"),
        issued=Coalesce(Subquery(issued.values("n"), output_field=IntegerField()), 0),
        returned=_number_of(sheets, by="batch__rating"),
        valid=_number_of(sheets.filter(state=SheetState.SETTLED), by="batch__rating"),
        void=_number_of(sheets.filter(state=SheetState.VOID), by="batch__rating"),
    )


def _number_of(rows: QuerySet[Any], *, by: str) -> Coalesce:
    number = rows.order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


def rating_numbered(actor: Actor, *, number: int) -> Rating:
    """One rating, or the same nothing for what is not there and what is not theirs."""
    found: Rating = _found(
        Rating.objects.of(actor).select_related("cycle__scheme").filter(number=number)
    )
    return found


def rater_keyed(actor: Actor, *, key: int) -> Rater:
    """One rater, for the office."""
    found: Rater = _found(_raters(actor).filter(pk=key))
    return found


def own_rater(actor: Actor, *, key: int) -> Rater:
    """The rater that somebody is himself."""
    found: Rater = _found(_raters(actor).filter(pk=key, user=actor.person_key or 0))
    return found


def _raters(actor: Actor) -> QuerySet[Rater]:
    found: QuerySet[Rater] = Rater.objects.of(actor).select_related("rating__cycle", "user")
    return found


def batch_keyed(actor: Actor, *, key: int) -> Batch:
    """One lot of papers."""
    found: Batch = _found(Batch.objects.of(actor).select_related("rating__cycle").filter(pk=key))
    return found


def sheet_keyed(actor: Actor, *, key: int) -> Sheet:
    """One paper that came back."""
    found: Sheet = _found(
        Sheet.objects.of(actor).select_related("batch__rating__cycle").filter(pk=key)
    )
    return found


def _found(rows: QuerySet[Any]) -> Any:  # noqa: ANN401 - the model of the rows
    found = rows.first()
    if found is None:
        raise Http404
    return found


def panels_left(actor: Actor, *, cycle: Cycle) -> tuple[Panel, ...]:
    """Panels of the scheme of which no rating has been drawn up."""
    taken = set(ratings_of(actor, cycle=cycle).values_list("key", "period"))
    return tuple(one for one in panels_of(cycle) if (one.key, one.period) not in taken)


@dataclass(frozen=True, slots=True)
class ClassCount:
    """How far one class of raters is: on pages, and on paper."""

    word: str
    raters: int
    cast: int
    batch: Batch | None
    returned: int = 0
    valid: int = 0
    void: int = 0
    half_filled: int = 0

    @property
    def open(self) -> int:
        """Papers that came back and are not read to the end."""
        return self.returned - self.valid - self.void


def counts_of(rating: Rating) -> tuple[ClassCount, ...]:
    """Every class of raters with its counts."""
    cast = Count("pk", filter=~Q(way=""))
    people = rating.raters.order_by().values("rater_class").annotate(n=Count("pk"), cast=cast)
    by_class = {one["rater_class"]: one for one in people}
    papers = rating.batches.annotate(
        returned=Count("sheets"),
        valid=Count("sheets", filter=Q(sheets__state=SheetState.SETTLED)),
        void=Count("sheets", filter=Q(sheets__state=SheetState.VOID)),
        half=Count("sheets", filter=Q(sheets__blanks__gt=0)),
    )
    batches = {one.rater_class: one for one in papers}
    return tuple(_counts(word, people=by_class, batches=batches) for word in rating.classes)


def _counts(word: str, *, people: dict[str, Any], batches: dict[str, Any]) -> ClassCount:
    told, batch = people.get(word, {"n": 0, "cast": 0}), batches.get(word)
    if batch is None:
        return ClassCount(word, told["n"], told["cast"], None)
    return ClassCount(
        word, told["n"], told["cast"], batch,
        returned=batch.returned, valid=batch.valid, void=batch.void, half_filled=batch.half,
    )  # fmt: skip


def raters_of(rating: Rating) -> list[Rater]:
    """Who rates, with how many units each does not rate; nothing of what was begun is read."""
    rows = rating.raters.defer("begun").annotate(recused=Count("recusals"))
    return list(rows)


def sheets_of(rating: Rating) -> list[Sheet]:
    """The papers that came back, with who read each."""
    rows = Sheet.objects.filter(batch__rating=rating).select_related("batch")
    return list(rows.prefetch_related("readings").order_by("batch", "number"))


def readers_of(sheet: Sheet) -> Iterator[str]:
    """Who has read a paper."""
    return (one.by_name for one in sheet.readings.all())


def ballots_by_class(rating: Rating) -> dict[str, list[dict[str, str]]]:
    """The marks of signed ballots, by class, in no order; for sums only."""
    found: dict[str, list[dict[str, str]]] = {word: [] for word in rating.classes}
    for word, marks in rating.ballots.values_list("rater_class", "marks"):
        found.setdefault(word, []).append(marks)
    return found


def waiting_raters(actor: Actor, *, states: Iterable[str]) -> QuerySet[Rater]:
    """Ballots that somebody owes himself."""
    mine: QuerySet[Rater] = Rater.objects.of(actor).filter(
        user=actor.person_key or 0, way="", rating__state__in=list(states)
    )
    return mine.defer("begun").select_related("rating__cycle").order_by(F("rating__due_on"))


def rater_who_cast(key: int | None) -> Rater | None:
    """Somebody who has cast a ballot by code, by what his session knows of him."""
    if key is None:
        return None
    cast: QuerySet[Rater] = Rater.objects.filter(pk=key, way=Way.CODE)
    return cast.select_related("rating").first()
