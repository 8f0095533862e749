"""What the workbench tells of this room: items to verify, to give out, to send back; visits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.enums import StageKind, StageState
from kaoji.apps.facts.enums import TaskState
from kaoji.apps.verification.actions.onsite import NEXT
from kaoji.apps.verification.enums import ENDED, CheckState, VisitState
from kaoji.apps.verification.models import Check, Member, Visit
from kaoji.apps.verification.permissions import SIGN, VERIFIERS
from kaoji.apps.verification.queries import DECIDED, WAITING, with_state
from kaoji.web.actor import Actor
from kaoji.web.roles import OFFICE
from kaoji.web.todo import Source, Task, tell_todo


def tell() -> None:
    """Called once, when the application is ready."""
    tell_todo(Source("verification", mine=_mine))


def _mine(actor: Actor) -> Iterator[Task]:
    if actor.roles & VERIFIERS:
        yield from _items(actor)
    if actor.roles & (VERIFIERS | SIGN.held_by):
        yield from _visits(actor)


def _items(actor: Actor) -> Iterator[Task]:
    """One question: of each cycle how many items wait, and for whom."""
    is_mine = Q(verifier=actor.person_key or 0, now__in=WAITING)
    held = ("figure__task__state__in", "row__asked__task__state__in")
    is_out = Q()
    for name in held:
        is_out |= Q(**{name: (TaskState.TO_REVIEW, TaskState.LOCKED)})
    stage = Q(cycle__stages__kind=StageKind.VERIFY, cycle__stages__state=StageState.OPEN)
    rows: Any = with_state(Check.objects.of(actor)).filter(stage).order_by()
    told = rows.values("cycle", "cycle__number", "cycle__title", "cycle__period").annotate(
        mine=Count("pk", filter=is_mine),
        nobodys=Count("pk", filter=Q(verifier=None) & ~Q(now__in=DECIDED)),
        wrong=Count("pk", filter=Q(now=CheckState.WRONG) & is_out),
        onsite=Count("pk", filter=Q(now=CheckState.ONSITE, visit=None)),
        due=Max("cycle__stages__due_on"),
    )
    for one in told.order_by("cycle__number"):
        yield from _of_cycle(one, is_office=bool(actor.roles & OFFICE))


def _of_cycle(one: dict[str, Any], *, is_office: bool) -> Iterator[Task]:
    number = one["cycle__number"]
    listed = reverse("verification:list", args=[number])
    told = (
        ("mine", True, _("核验 {count} 项"), _("去核验"), f"{listed}?now=left"),
        ("nobodys", is_office, _("{count} 项核验没有分派"), _("去分派"),
         reverse("verification:assign", args=[number])),
        ("wrong", is_office, _("{count} 处需更正没有退回"), _("去退回"),
         reverse("verification:corrections", args=[number])),
        ("onsite", is_office, _("{count} 项等排现场核查"), _("去排日程"),
         reverse("verification:plan", args=[number])),
    )  # fmt: skip
    for key, is_for_me, title, verb, url in told:
        if one[key] and is_for_me:
            yield Task(
                title.format(count=one[key]),
                context=f"{one['cycle__title']} {one['cycle__period']}",
                due_on=one["due"],
                verb=verb,
                url=url,
                kind=_("核验"),
            )


def _visits(actor: Actor) -> Iterator[Task]:
    """One question: on-site checks of one's team, and those that one's unit has to sign."""
    team = Member.objects.filter(visit=OuterRef("pk"), person=actor.person_key or 0)
    waits = Q(is_mine=True)
    if own := actor.units_with(SIGN.held_by):
        waits |= Q(unit__in=own, state=VisitState.RECORD)
    rows = Visit.objects.of(actor).exclude(state__in=ENDED).annotate(is_mine=Exists(team))
    for one in rows.filter(waits).select_related("cycle").order_by("on", "pk"):
        step = NEXT[VisitState(one.state)]
        yield Task(
            _("{visit}：{step}").format(visit=one, step=step.label),
            context=str(one.cycle),
            due_on=one.on,
            verb=_("去办理"),
            url=reverse("verification:visit", args=[one.pk]),
            kind=_("现场核查"),
        )
