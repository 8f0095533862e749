"""What the workbench tells of this room: sheets to fill in, to sign, and for whom one waits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.permissions import APPRAISED
from kaoji.apps.facts.queries import contacts
from kaoji.apps.selfscore.enums import OWING, WRITABLE, SheetState
from kaoji.apps.selfscore.models import Round, Sheet
from kaoji.apps.selfscore.permissions import HEADS
from kaoji.web.actor import Actor
from kaoji.web.asking import Question
from kaoji.web.roles import OFFICE
from kaoji.web.todo import Debt, Person, Source, Task, tell_todo


def tell() -> None:
    """Called once, when the application is ready."""
    tell_todo(Source("selfscore", mine=_mine, given=_given, owed=_owed))


#: What is read of a sheet to name it.
_NAMED = (
    "pk", "unit_name", "state", "reason", "round__pk", "round__period", "round__due_on",
    "round__cycle__number", "round__cycle__title", "round__cycle__period",
)  # fmt: skip


def _mine(actor: Actor) -> Iterator[Question[Task]]:
    own, headed = actor.units_with(APPRAISED), actor.units_with(HEADS)
    waits = Q(unit__in=own, state__in=WRITABLE)
    if headed:
        signs = Q(unit__in=headed, state=SheetState.TO_SIGN)
        waits |= signs & ~Q(sent_by=actor.person_key or 0)
    if own:
        rows = Sheet.objects.of(actor).filter(waits)
        yield Question(rows, names=_NAMED, say=_mine_each)


def _mine_each(sheets: Sequence[Sheet]) -> Iterator[Task]:
    for one in sheets:
        is_to_sign = one.state == SheetState.TO_SIGN
        title = _("签批自评：{sheet}") if is_to_sign else _("自评：{sheet}")
        told = _("已退回：{reason}").format(reason=one.reason) if one.reason else ""
        yield Task(
            title.format(sheet=one),
            context=told or str(one.round.cycle),
            due_on=one.round.due_on,
            verb=_("去签批") if is_to_sign else _("去自评"),
            url=reverse("selfscore:sheet", args=[one.pk]),
            kind=_("自评"),
        )


def _given(actor: Actor) -> Iterator[Question[Task]]:
    if actor.roles & OFFICE:
        rows = Sheet.objects.of(actor).filter(state__in=OWING)
        yield Question(rows, names=_NAMED, say=_given_each)


def _given_each(sheets: Sequence[Sheet]) -> Iterator[Task]:
    """One for each round."""
    held: dict[int, list[Sheet]] = {}
    for one in sheets:
        held.setdefault(one.round.pk, []).append(one)
    for waiting in held.values():
        yield _awaited(waiting[0].round, count=len(waiting))


def _awaited(round_: Round, *, count: int, debts: tuple[Debt, ...] = ()) -> Task:
    cycle = round_.cycle
    return Task(
        _("待报自评：{round}").format(round=round_),
        context=_("{count} 个单位").format(count=count),
        due_on=round_.due_on,
        verb=_("去看"),
        url=f"{reverse('selfscore:cycle', args=[cycle.number])}?round={round_.pk}",
        kind=_("自评"),
        debts=debts,
    )


def _owed(actor: Actor) -> Iterator[Task]:
    """The same unit by unit, with whom to call."""
    if not actor.roles & OFFICE:
        return
    rows = Sheet.objects.of(actor).filter(state__in=OWING).select_related("round__cycle")
    found = list(rows.order_by("round", "order"))
    people = contacts(actor, unit_keys={one.unit_id for one in found}, roles=APPRAISED)
    by_round: dict[int, list[Sheet]] = {}
    for one in found:
        by_round.setdefault(one.round_id, []).append(one)
    for held in by_round.values():
        debts = tuple(
            Debt(
                one.unit_name,
                one.get_state_display(),
                tuple(
                    Person(who.name, post=who.post, phone=who.phone)
                    for who in people
                    if who.unit_key == one.unit_id
                ),
            )
            for one in held
        )
        yield _awaited(held[0].round, count=len(held), debts=debts)
