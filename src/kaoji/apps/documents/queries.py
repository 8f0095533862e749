"""What pages of this room read: all papers for the office; for a unit those that it got."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest

from kaoji.apps.documents.enums import NUMBERED, USUAL_RETENTION, PaperKind
from kaoji.apps.documents.models import (
    Paper,
    PaperFile,
    Receipt,
    RetentionRule,
    Series,
    SeriesYear,
    Template,
)
from kaoji.apps.documents.permissions import RECEIVERS
from kaoji.apps.organisation.queries.found import found
from kaoji.web.access import actor_behind
from kaoji.web.actor import Actor
from kaoji.web.roles import OFFICE


def papers_of(actor: Actor) -> QuerySet[Paper]:
    """All papers that somebody may see, with how many units got them and have signed."""
    rows: QuerySet[Paper] = Paper.objects.of(actor).select_related("series", "drafted_by")
    if not actor.roles & OFFICE:
        rows = rows.filter(_got_by(actor), state__in=NUMBERED)
    return rows.annotate(
        receivers=Count("receipts", distinct=True),
        signed=Count("receipts", filter=Q(receipts__signed_at__isnull=False), distinct=True),
    ).order_by("-pk")


def _got_by(actor: Actor) -> Exists:
    mine = actor.units_with(RECEIVERS)
    return Exists(Receipt.objects.filter(paper=OuterRef("pk"), unit__in=mine))


def register_of(actor: Actor) -> QuerySet[Paper]:
    """The register of issued papers, withdrawn ones among them, by day and number."""
    return papers_of(actor).filter(state__in=NUMBERED)


def received_by(actor: Actor) -> QuerySet[Receipt]:
    """What came to the actor's units."""
    mine = actor.units_with(RECEIVERS)
    rows: QuerySet[Receipt] = Receipt.objects.of(actor).select_related("paper")
    return rows.filter(unit__in=mine, paper__state__in=NUMBERED).order_by("-paper__pk", "order")


def paper_keyed(actor: Actor, *, key: int) -> Paper:
    """One paper that somebody may see, or the same nothing for all others."""
    rows = papers_of(actor).select_related("series", "template", "drafted_by")
    paper: Paper = found(rows.prefetch_related("receipts"), key=key)
    return paper


def file_of(actor: Actor, *, key: int, kind: str) -> PaperFile:
    """A frozen file of a paper that somebody may see."""
    paper = paper_keyed(actor, key=key)
    rows = PaperFile.objects.of(actor).filter(paper=paper, kind=kind).select_related("paper")
    file: PaperFile = found(rows, key=rows.values_list("pk", flat=True).first() or 0)
    return file


def series_of(actor: Actor) -> QuerySet[Series]:
    """The declared series, with what each has given."""
    years = Prefetch("years", queryset=SeriesYear.objects.order_by("-year"), to_attr="given")
    rows: QuerySet[Series] = Series.objects.of(actor).prefetch_related(years)
    return rows


def series_keyed(actor: Actor, *, key: int) -> Series:
    """One series."""
    series: Series = found(series_of(actor), key=key)
    return series


def open_series(actor: Actor) -> list[Series]:
    """Series that give numbers."""
    return list(Series.objects.of(actor).filter(closed_on__isnull=True))


def series_for(actor: Actor, *, kind: str) -> QuerySet[Series]:
    """Series that give numbers to papers of a kind."""
    rows: QuerySet[Series] = Series.objects.of(actor).filter(closed_on__isnull=True)
    return rows.filter(kind__in=("", kind))


def templates_of(actor: Actor) -> QuerySet[Template]:
    """The office's own layouts."""
    rows: QuerySet[Template] = Template.objects.of(actor)
    return rows


def open_templates(actor: Actor) -> list[Template]:
    """Layouts that are offered."""
    return list(templates_of(actor).filter(ended_on__isnull=True))


def template_keyed(actor: Actor, *, key: int) -> Template:
    """One layout."""
    template: Template = found(templates_of(actor), key=key)
    return template


def retention_of(actor: Actor) -> dict[str, str]:
    """How long papers of each kind are kept."""
    said = dict(RetentionRule.objects.of(actor).values_list("kind", "retention"))
    return {kind: said.get(kind, USUAL_RETENTION[PaperKind(kind)]) for kind in PaperKind.values}


def periods_of(request: HttpRequest) -> list[tuple[str, Any]]:
    """Years and months in which something was issued, the latest first."""
    rows = Paper.objects.of(actor_behind(request)).filter(issued_on__isnull=False)
    months = [day.strftime("%Y-%m") for day in rows.dates("issued_on", "month", order="DESC")]
    years = list(dict.fromkeys(month[:4] for month in months))
    return [(one, one) for year in years for one in (year, *_of_year(months, year=year))]


def _of_year(months: list[str], *, year: str) -> list[str]:
    return [month for month in months if month.startswith(year)]


def years_issued(actor: Actor) -> list[int]:
    """Years in which something was issued."""
    rows = Paper.objects.of(actor).filter(year__isnull=False).order_by()
    years = rows.values_list("year", flat=True).distinct()
    return sorted((year for year in years if year is not None), reverse=True)
