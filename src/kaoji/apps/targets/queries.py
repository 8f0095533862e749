"""What pages of this room read: all for the office and the leaders, its own for a unit."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.appraisals.queries import cycle_numbered, cycles_visible_to, is_insider
from kaoji.apps.targets.models import Assignment, Change, Indicator, Line
from kaoji.apps.targets.permissions import APPRAISED
from kaoji.web.actor import Actor


def cycle_of(actor: Actor, *, number: int) -> Cycle:
    """The cycle, which a unit sees where it is in it."""
    return cycle_numbered(actor, number=number)


def assignment_of(cycle: Cycle) -> Assignment | None:
    """The targets of a cycle, once they were begun."""
    return Assignment.objects.filter(cycle=cycle).select_related("cycle__scheme").first()


def begun(actor: Actor, *, number: int) -> Assignment:
    """The targets of a cycle, or the same nothing for what is not there and not theirs."""
    found = assignment_of(cycle_of(actor, number=number))
    if found is None:
        raise Http404
    return found


def assignments_of(actor: Actor) -> QuerySet[Assignment]:
    """All that somebody may know of."""
    found: QuerySet[Assignment] = Assignment.objects.of(actor)
    return found.filter(cycle__in=cycles_visible_to(actor).values("pk")).select_related("cycle")


def lines_of(actor: Actor) -> QuerySet[Line]:
    """Targets of which somebody may see everything: all for insiders; for a unit its own, once it
    was told.
    """
    found: QuerySet[Line] = Line.objects.of(actor).select_related("indicator__assignment__cycle")
    if is_insider(actor):
        return found
    return found.filter(unit__in=actor.units_with(APPRAISED)).exclude(sent="")


def line_keyed(actor: Actor, *, key: int) -> Line:
    """One target of which somebody may see everything."""
    found = lines_of(actor).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def change_keyed(actor: Actor, *, key: int) -> Change:
    """One request about a target of which somebody may see everything."""
    found: Change | None = (
        Change.objects.of(actor)
        .filter(pk=key, line__in=lines_of(actor).values("pk"))
        .select_related("line__indicator__assignment__cycle")
        .first()
    )
    if found is None:
        raise Http404
    return found


def indicator_of(actor: Actor, *, number: int, order: int) -> Indicator:
    """One indicator of a cycle's targets."""
    found: Indicator | None = (
        begun(actor, number=number)
        .indicators.filter(order=order)
        .select_related("assignment__cycle__scheme")
        .first()
    )
    if found is None:
        raise Http404
    return found
