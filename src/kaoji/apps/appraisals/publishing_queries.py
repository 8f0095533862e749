"""What pages read of what is done with a result. What is not public is not there for others."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from kaoji.apps.appraisals.enums import RunState
from kaoji.apps.appraisals.models import (
    Cycle,
    CycleUnit,
    Final,
    Forewarning,
    Objection,
    Publication,
    PublicLine,
    Run,
    Shown,
    Standing,
)
from kaoji.apps.appraisals.permissions import APPRAISED, INSIDERS
from kaoji.apps.appraisals.publishing_enums import EVER_PUBLIC, PublicationState, Scope
from kaoji.web.actor import Actor

#: What a page does not need of a run, reached by a path.
_HEAVY = ("facts", "subjects", "given", "result", "seal")


def light(path: str = "") -> tuple[str, ...]:
    """The heavy texts of a run, to be left in the database."""
    return tuple(f"{path}{name}" for name in _HEAVY)


def is_insider(actor: Actor) -> bool:
    """Whether somebody sees everything before it is public."""
    return bool(actor.roles & INSIDERS)


def cycle_for_office(actor: Actor, *, number: int) -> Cycle:
    """A cycle, for those who see its results."""
    found: Cycle | None = (
        Cycle.objects.of(actor).filter(number=number).select_related("scheme").first()
    )
    if found is None or not is_insider(actor):
        raise Http404
    return found


def last_run(cycle: Cycle) -> Run | None:
    """The last scoring that came to something."""
    found: Run | None = (
        cycle.runs.filter(state=RunState.DONE)
        .select_related("cycle__scheme")
        .defer("facts", "subjects", "given", "seal")
        .order_by("-number")
        .first()
    )
    return found


def done_run(actor: Actor, *, number: int, run: int) -> Run:
    """A scoring of a cycle that came to something."""
    found: Run | None = (
        Run.objects.of(actor)
        .filter(cycle__number=number, number=run, state=RunState.DONE)
        .select_related("cycle__scheme")
        .first()
    )
    if found is None:
        raise Http404
    return found


# --- forewarning ----------------------------------------------------------------------------------


def forewarnings_of(cycle: Cycle) -> QuerySet[Forewarning]:
    """The forewarnings of a cycle with how many units have looked and explained."""
    return (
        Forewarning.objects.filter(run__cycle=cycle)
        .select_related("run")
        .defer(*light("run__"))
        .annotate(
            units=Count("shown", distinct=True),
            seen=Count("shown", filter=Q(shown__seen_at__isnull=False), distinct=True),
            said=Count("shown__explanations", distinct=True),
        )
        .order_by("-pk")
    )


def forewarning_keyed(actor: Actor, *, key: int) -> Forewarning:
    """A forewarning, for those who see results."""
    found: Forewarning | None = (
        Forewarning.objects.of(actor)
        .filter(pk=key)
        .select_related("run__cycle")
        .defer(*light("run__"))
        .first()
    )
    if found is None or not is_insider(actor):
        raise Http404
    return found


def shown_visible_to(actor: Actor) -> QuerySet[Shown]:
    """Units of forewarnings: all for insiders, one's own for a unit."""
    found: QuerySet[Shown] = (
        Shown.objects.of(actor)
        .select_related("standing", "forewarning__run__cycle")
        .defer(*light("forewarning__run__"))
    )
    if is_insider(actor):
        return found
    return found.filter(standing__unit__in=actor.units_with(APPRAISED))


def shown_keyed(actor: Actor, *, key: int) -> Shown:
    """A unit of a forewarning, or the same nothing for what is not there and not theirs."""
    found = shown_visible_to(actor).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


# --- publications ---------------------------------------------------------------------------------


def publications_visible_to(actor: Actor) -> QuerySet[Publication]:
    """Publications: all for insiders, what is or was public for everybody else."""
    found: QuerySet[Publication] = Publication.objects.of(actor).select_related("cycle", "run")
    found = found.defer(*light("run__"))
    return found if is_insider(actor) else found.filter(state__in=EVER_PUBLIC)


def publication_keyed(actor: Actor, *, key: int) -> Publication:
    """One publication."""
    found = publications_visible_to(actor).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Line:
    """A unit in a publication as somebody sees it; None: it is not disclosed to him."""

    line: PublicLine
    grade: str | None
    rank: str | None
    score: str | None
    is_own: bool


@dataclass(frozen=True, slots=True)
class Paper:
    """A publication as somebody sees it."""

    lines: tuple[Line, ...]

    @property
    def has_rank(self) -> bool:
        """Whether there is any rank to be seen."""
        return any(one.rank is not None for one in self.lines)

    @property
    def has_score(self) -> bool:
        """Whether there are any points to be seen."""
        return any(one.score is not None for one in self.lines)

    @property
    def has_grade(self) -> bool:
        """Whether there is any grade to be seen."""
        return any(one.grade is not None for one in self.lines)

    @property
    def own(self) -> tuple[Line, ...]:
        """The lines of one's own units."""
        return tuple(one for one in self.lines if one.is_own)


def paper_of(actor: Actor, *, publication: Publication) -> Paper:
    """The lines as the actor may see them; two queries, whatever the number of units."""
    own = actor.units_with(APPRAISED)
    in_group = (
        bool(own) and CycleUnit.objects.filter(cycle=publication.cycle, unit__in=own).exists()
    )
    is_in = is_insider(actor)

    def seen(scope: str, *, is_own: bool) -> bool:
        if is_in or is_own or scope in (Scope.PUBLIC, Scope.COUNTY):
            return True
        return scope == Scope.GROUP and in_group

    return _paper(publication, seen=seen, own=own)


def paper_for_all(publication: Publication) -> Paper:
    """The lines as anybody may see them who reads a paper on a wall."""
    return _paper(publication, seen=lambda scope, **_whose: scope == Scope.PUBLIC)


def _paper(
    publication: Publication, *, seen: Callable[..., bool], own: Collection[int] = ()
) -> Paper:
    lines = []
    for one in publication.lines.select_related("standing").defer("standing__account"):
        is_own = one.standing.unit_id in own
        rank = "" if one.rank is None else str(one.rank)
        lines.append(
            Line(
                one,
                grade=one.grade if seen(publication.grade_scope, is_own=is_own) else None,
                rank=rank if seen(publication.rank_scope, is_own=is_own) else None,
                score=one.score if seen(publication.score_scope, is_own=is_own) else None,
                is_own=is_own,
            )
        )
    return Paper(tuple(lines))


# --- objections -----------------------------------------------------------------------------------


def may_object(actor: Actor, *, standing: Standing, today: date) -> bool:
    """Whether the actor's unit may object to its numbers today."""
    if standing.unit_id not in actor.units_with(APPRAISED):
        return False
    return Publication.objects.filter(
        run=standing.run_id, state=PublicationState.PUBLIC, due_on__gte=today
    ).exists()


def own_public_standing(actor: Actor, *, key: int) -> Standing:
    """A result of one's own unit that is, or was, public."""
    found: Standing | None = (
        Standing.objects.of(actor)
        .filter(pk=key, unit__in=actor.units_with(APPRAISED))
        .filter(run__publications__state__in=EVER_PUBLIC)
        .select_related("run__cycle")
        .defer(*light("run__"))
        .first()
    )
    if found is None:
        raise Http404
    return found


def objections_visible_to(actor: Actor) -> QuerySet[Objection]:
    """Objections: all for insiders, one's own for a unit."""
    found: QuerySet[Objection] = (
        Objection.objects.of(actor)
        .select_related("standing", "publication__cycle", "publication__run", "rerun")
        .defer("standing__account", *light("publication__run__"), *light("rerun__"))
    )
    if is_insider(actor):
        return found
    return found.filter(standing__unit__in=actor.units_with(APPRAISED))


def objection_keyed(actor: Actor, *, key: int) -> Objection:
    """One objection."""
    found = objections_visible_to(actor).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def final_keyed(actor: Actor, *, key: int) -> Final:
    """One final, for those who see results."""
    found: Final | None = (
        Final.objects.of(actor)
        .filter(pk=key)
        .select_related("cycle", "run")
        .defer(*light("run__"))
        .first()
    )
    if found is None or not is_insider(actor):
        raise Http404
    return found
