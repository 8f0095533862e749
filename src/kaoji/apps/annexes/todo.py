"""What the workbench tells of this room: tables owed, tables to approve, who is late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.annexes.approving import tables_before
from kaoji.apps.annexes.enums import CHANGING, OWING, TO_DECIDE, TableState
from kaoji.apps.annexes.models import Annex, Table
from kaoji.apps.annexes.permissions import APPROVE
from kaoji.apps.appraisals.permissions import APPRAISED
from kaoji.apps.facts.queries import contacts
from kaoji.web.actor import Actor
from kaoji.web.asking import Question
from kaoji.web.roles import OFFICE, Role
from kaoji.web.todo import Debt, Person, Source, Task, tell_todo

#: What is read of a table to name it.
_NAMED = ("unit_name", "annex_id", "annex__key", "annex__period", "annex__due_on")


def tell() -> None:
    """Called once, when the application is ready."""
    tell_todo(Source("annexes", mine=_mine, given=_given, owed=_owed))


def _mine(actor: Actor) -> Iterator[Question[Task]]:
    if own := actor.units_with(APPRAISED):
        rows = Table.objects.of(actor).filter(unit__in=own, state__in=(*OWING, *CHANGING))
        yield Question(rows, names=("pk", "state", *_NAMED), say=_to_fill)
    if actor.roles & APPROVE.held_by:
        rows = Table.objects.of(actor).filter(tables_before(actor), state__in=TO_DECIDE)
        apart = rows.exclude(
            unit__in=actor.unit_keys - actor.units_with(frozenset({Role.UNIT_HEAD}))
        )
        yield Question(apart, names=("pk", "state", *_NAMED), say=_to_approve)


def _to_fill(tables: Sequence[Table]) -> Iterator[Task]:
    for one in tables:
        is_owed = one.state in OWING
        yield Task(
            (_("填报个性指标：{annex}") if is_owed else _("调整个性指标：{annex}")).format(
                annex=one.annex
            ),
            context=f"{one.unit_name} · {one.get_state_display()}",
            due_on=one.annex.due_on if is_owed else None,
            verb=_("去填"),
            url=reverse("annexes:table", args=[one.pk]),
            kind=_("个性指标"),
        )


def _to_approve(tables: Sequence[Table]) -> Iterator[Task]:
    """One for each annex: forty-eight tables are one errand."""
    held: dict[int, list[Table]] = {}
    for one in tables:
        held.setdefault(one.annex_id, []).append(one)
    for waiting in held.values():
        first = waiting[0]
        alone = len(waiting) == 1
        yield Task(
            _("审批个性指标表：{annex}").format(annex=first.annex),
            context=first.unit_name if alone else _("{count} 张").format(count=len(waiting)),
            due_on=None,
            verb=_("去审"),
            url=reverse("annexes:table", args=[first.pk])
            if alone
            else f"{reverse('annexes:list')}?annex={first.annex_id}",
            kind=_("个性指标"),
        )


def _given(actor: Actor) -> Iterator[Question[Task]]:
    if actor.roles & OFFICE:
        rows = Table.objects.of(actor).filter(state__in=OWING)
        yield Question(rows, names=("pk", "state", *_NAMED), say=_given_each)


def _given_each(tables: Sequence[Table]) -> Iterator[Task]:
    held: dict[int, list[Table]] = {}
    for one in tables:
        held.setdefault(one.annex_id, []).append(one)
    for waiting in held.values():
        yield _waiting(waiting[0].annex, key=waiting[0].annex_id, count=len(waiting))


def _waiting(annex: Annex, *, key: int, count: int, debts: tuple[Debt, ...] = ()) -> Task:
    return Task(
        _("待报个性指标表：{annex}").format(annex=annex),
        context=_("{count} 个单位").format(count=count),
        due_on=annex.due_on,
        verb=_("去看"),
        url=reverse("annexes:annex", args=[key]),
        kind=_("个性指标"),
        debts=debts,
    )


def _owed(actor: Actor) -> Iterator[Task]:
    """The same unit by unit, with whom to call."""
    if not actor.roles & OFFICE:
        return
    rows = Table.objects.of(actor).filter(state__in=OWING).select_related("annex")
    found = list(rows.order_by("annex", "order"))
    people = contacts(actor, unit_keys={one.unit_id for one in found}, roles=APPRAISED)
    held: dict[int, list[Table]] = {}
    for one in found:
        held.setdefault(one.annex_id, []).append(one)
    for key, waiting in held.items():
        debts = tuple(
            Debt(
                one.unit_name,
                _("个性指标表{state}").format(state=_said(one)),
                tuple(_people(people, unit_key=one.unit_id)),
            )
            for one in waiting
        )
        yield _waiting(waiting[0].annex, key=key, count=len(waiting), debts=debts)


def _said(table: Table) -> str:
    return str(TableState(table.state).label)


def _people(people: Iterable[object], *, unit_key: int) -> Iterator[Person]:
    for one in people:
        if one.unit_key == unit_key:  # type: ignore[attr-defined]
            yield Person(one.name, post=one.post, phone=one.phone)  # type: ignore[attr-defined]
