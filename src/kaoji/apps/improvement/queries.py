"""What pages of this room read: all for the office; for a unit its own items."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.appraisals.permissions import APPRAISED
from kaoji.apps.appraisals.queries import is_insider
from kaoji.apps.improvement.enums import AGREED, OWING, RUNNING, TO_DECIDE, ItemState
from kaoji.apps.improvement.models import ImprovementList, Item, Part
from kaoji.apps.organisation.models import Unit
from kaoji.apps.organisation.queries.people import posts_of
from kaoji.web import clock
from kaoji.web.actor import Actor

_CYCLE = "part__improvement_list__cycle"


def items_visible_to(actor: Actor) -> QuerySet[Item]:
    """All for those who see all; for a unit its own."""
    found: QuerySet[Item] = Item.objects.of(actor).select_related(_CYCLE)
    return found if is_insider(actor) else found.filter(unit__in=actor.units_with(APPRAISED))


def item_keyed(actor: Actor, *, key: int) -> Item:
    """One item, or the same nothing for what is not there and what is not theirs."""
    found = items_visible_to(actor).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def list_of(cycle: Cycle) -> ImprovementList | None:
    """The list of a cycle: that of its last final, where more than one was drawn up."""
    found: ImprovementList | None = cycle.improvement_lists.order_by("-pk").first()
    return found


def items_of(actor: Actor, *, improvement_list: ImprovementList | None) -> QuerySet[Item]:
    """The items of a list that somebody sees."""
    return items_visible_to(actor).filter(part__improvement_list=improvement_list)


def parts_of(
    actor: Actor, *, improvement_list: ImprovementList | None, today: date
) -> QuerySet[Part]:
    """The units of a list that somebody sees, with where their items stand."""
    found: QuerySet[Part] = Part.objects.of(actor).filter(improvement_list=improvement_list)
    if not is_insider(actor):
        found = found.filter(unit__in=actor.units_with(APPRAISED))
    return found.annotate(
        count=Count("items"),
        owing=Count("items", filter=Q(items__state__in=OWING)),
        to_decide=Count("items", filter=Q(items__state__in=TO_DECIDE)),
        closed=Count("items", filter=Q(items__state=ItemState.CLOSED)),
        late=Count("items", filter=Q(items__state__in=RUNNING, items__due_on__lt=today)),
    ).order_by("order")


def part_of(actor: Actor, *, number: int, unit: int) -> Part:
    """The part of a unit in the list of a cycle."""
    rows = Part.objects.of(actor).filter(improvement_list__cycle__number=number, unit=unit)
    if not is_insider(actor):
        rows = rows.filter(unit__in=actor.units_with(APPRAISED))
    found: Part | None = (
        rows.select_related("improvement_list__cycle").order_by("-improvement_list").first()
    )
    if found is None:
        raise Http404
    return found


def own_part(actor: Actor, *, number: int, unit: int) -> Part:
    """The part of one's own unit."""
    found = part_of(actor, number=number, unit=unit)
    if found.unit_id not in actor.units_with(APPRAISED):
        raise Http404
    return found


def part_before(part: Part) -> Part | None:
    """The same unit in the list of an earlier cycle of the same group."""
    return last_part(cycle=part.improvement_list.cycle, unit_key=part.unit_id)


def last_part(*, cycle: Cycle, unit_key: int) -> Part | None:
    """What a unit had to improve in the cycle before this one."""
    found: Part | None = (
        Part.objects.filter(
            organisation=cycle.organisation_id,
            unit=unit_key,
            improvement_list__cycle__group=cycle.group_id,
            improvement_list__cycle__period__lt=cycle.period,
        )
        .select_related("improvement_list__cycle")
        .order_by("-improvement_list__cycle__period", "-improvement_list")
        .first()
    )
    return found


def posts_for(actor: Actor, *, unit_key: int) -> list[tuple[int, str]]:
    """The posts of a unit today, each with whoever holds it."""
    unit = Unit.objects.of(actor).filter(pk=unit_key).first()
    if unit is None:
        return []
    return [
        (one.post.pk, " ".join([one.post.name, *(held.user.name for held in one.holdings)])[:200])
        for one in posts_of(actor, unit=unit, on=clock.today())
    ]


@dataclass(frozen=True, slots=True)
class Left:
    """What a list still misses: items without measures agreed to, units that have not said nil."""

    items: tuple[Item, ...]
    silent: tuple[Part, ...]


def left_in(improvement_list: ImprovementList) -> Left:
    """Two queries."""
    items = Item.objects.filter(part__improvement_list=improvement_list)
    parts = improvement_list.parts.filter(items=None, nil_at=None).order_by("order")
    open_ones = items.exclude(state__in=AGREED).order_by("number")
    return Left(tuple(open_ones), tuple(parts))
