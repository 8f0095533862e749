"""What the workbench tells of this room: items to verify, to give out, to send back; visits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.enums import StageKind, StageState
from kaoji.apps.appraisals.models import Cycle, Stage
from kaoji.apps.verification.actions.onsite import NEXT
from kaoji.apps.verification.enums import ENDED, CheckState, VisitState
from kaoji.apps.verification.models import Check, Member, Visit
from kaoji.apps.verification.permissions import SIGN, VERIFIERS
from kaoji.apps.verification.queries import DECIDED, WAITING, with_state
from kaoji.apps.verification.sampling import SIGNED
from kaoji.web.actor import Actor
from kaoji.web.asking import Question
from kaoji.web.roles import OFFICE
from kaoji.web.todo import Source, Task, tell_todo


def tell() -> None:
    """Called once, when the application is ready."""
    tell_todo(Source("verification", mine=_mine))


def _mine(actor: Actor) -> Iterator[Question[Task]]:
    if actor.roles & VERIFIERS:
        yield _items(actor)
    if actor.roles & (VERIFIERS | SIGN.held_by):
        yield _visits(actor)


def _items(actor: Actor) -> Question[Task]:
    """Of each cycle how many items wait, and for whom."""
    stage = Stage.objects.filter(cycle=OuterRef("pk"), kind=StageKind.VERIFY, state=StageState.OPEN)
    is_out = Q(figure__task__state__in=SIGNED) | Q(row__asked__task__state__in=SIGNED)
    rows = Cycle.objects.of(actor).annotate(
        due=Subquery(stage.values("due_on")[:1]),
        mine=_count(Q(verifier=actor.person_key or 0, now__in=WAITING)),
        nobodys=_count(Q(verifier=None) & ~Q(now__in=DECIDED)),
        wrong=_count(Q(now=CheckState.WRONG) & is_out),
        onsite=_count(Q(now=CheckState.ONSITE, visit=None)),
    )
    is_office = bool(actor.roles & OFFICE)

    def told(cycles: Sequence[Any]) -> Iterator[Task]:
        for one in cycles:
            yield from _of_cycle(one, is_office=is_office)

    named = ("number", "title", "period", "due", "mine", "nobodys", "wrong", "onsite")
    return Question(rows.filter(Exists(stage)), names=named, say=told)


def _count(narrowed: Q) -> Coalesce:
    checks = with_state(Check.objects.filter(cycle=OuterRef("pk"))).filter(narrowed)
    number = checks.order_by().values("cycle").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(number, output_field=IntegerField()), Value(0))


def _of_cycle(one: Any, *, is_office: bool) -> Iterator[Task]:  # noqa: ANN401 - annotated
    number = one.number
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
        if (count := getattr(one, key)) and is_for_me:
            yield Task(
                title.format(count=count),
                context=str(one),
                due_on=one.due,
                verb=verb,
                url=url,
                kind=_("核验"),
            )


def _visits(actor: Actor) -> Question[Task]:
    """On-site checks of one's team, and those that one's unit has to sign."""
    team = Member.objects.filter(visit=OuterRef("pk"), person=actor.person_key or 0)
    waits = Q(is_mine=True)
    if own := actor.units_with(SIGN.held_by):
        waits |= Q(unit__in=own, state=VisitState.RECORD)
    rows = Visit.objects.of(actor).exclude(state__in=ENDED).annotate(is_mine=Exists(team))
    named = ("on", "pk", "number", "unit_name", "state", "cycle__title", "cycle__period")
    return Question(rows.filter(waits), names=named, say=_to_go)


def _to_go(visits: Sequence[Visit]) -> Iterator[Task]:
    for one in visits:
        step = NEXT[VisitState(one.state)]
        yield Task(
            _("{visit}：{step}").format(visit=one, step=step.label),
            context=str(one.cycle),
            due_on=one.on,
            verb=_("去办理"),
            url=reverse("verification:visit", args=[one.pk]),
            kind=_("现场核查"),
        )
