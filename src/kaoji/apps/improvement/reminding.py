"""Beside a unit's result and its targets: what it has to improve now, and what it had before."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.beside import Beside, show_beside_results
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.appraisals.permissions import APPRAISED
from kaoji.apps.appraisals.queries import is_insider
from kaoji.apps.improvement.enums import ItemState
from kaoji.apps.improvement.models import Part
from kaoji.web.actor import Actor


def remind_beside_results() -> None:
    """Called once, when the application is ready."""
    show_beside_results("improvement", showing=_lines)


def _lines(actor: Actor, cycle: Cycle, unit_key: int) -> Iterator[Beside]:
    """This cycle's list and the last one before it; one query."""
    if not is_insider(actor) and unit_key not in actor.units_with(APPRAISED):
        return
    at = "improvement_list__cycle"
    earlier = Q(**{f"{at}__group": cycle.group_id, f"{at}__period__lt": cycle.period})
    parts = (
        Part.objects.of(actor)
        .filter(unit=unit_key)
        .filter(Q(**{at: cycle}) | earlier)
        .select_related(at)
        .annotate(
            count=Count("items"),
            closed=Count("items", filter=Q(items__state=ItemState.CLOSED)),
        )
        .order_by(f"-{at}__period", "-improvement_list")
    )
    seen: set[bool] = set()
    for one in parts[:8]:
        is_own = one.improvement_list.cycle_id == cycle.pk
        if is_own not in seen:
            seen.add(is_own)
            yield _line(one, is_own=is_own)


def _line(part: Part, *, is_own: bool) -> Beside:
    cycle = part.improvement_list.cycle
    told = _("{count} 项，已销号 {closed} 项").format(
        count=part.count,  # type: ignore[attr-defined]
        closed=part.closed,  # type: ignore[attr-defined]
    )
    return Beside(
        _("改进清单") if is_own else _("上一次改进清单（{cycle}）").format(cycle=cycle),
        told if part.count else _("无改进事项"),  # type: ignore[attr-defined]
        reverse("improvement:unit", args=[cycle.number, part.unit_id]),
    )
