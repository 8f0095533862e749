"""What the workbench tells of this room: measures owed, things to decide, what is overdue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.permissions import APPRAISED
from kaoji.apps.facts.queries import contacts
from kaoji.apps.improvement.enums import OWING, RUNNING, TO_DECIDE, ItemState
from kaoji.apps.improvement.models import Item, Part
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.roles import OFFICE
from kaoji.web.todo import Debt, Person, Source, Task, tell_todo

_LIST = "part__improvement_list"


def tell() -> None:
    """Called once, when the application is ready."""
    tell_todo(Source("improvement", mine=_mine, given=_given, owed=_owed))


def _mine(actor: Actor) -> Iterator[Task]:
    if actor.roles & OFFICE:
        yield from _to_decide(actor)
    if own := actor.units_with(APPRAISED):
        yield from _to_work(actor, own=own)
        yield from _to_say_nil(actor, own=own)


def _to_decide(actor: Actor) -> Iterator[Task]:
    """One for each cycle and kind of decision, but for what is of one's own unit."""
    rows = Item.objects.of(actor).filter(state__in=TO_DECIDE).exclude(unit__in=actor.unit_keys)
    cycle = f"{_LIST}__cycle"
    told = ("state", f"{cycle}__number", f"{cycle}__title", f"{cycle}__period")
    for one in rows.order_by().values(*told).annotate(count=Count("pk")):
        is_plan = one["state"] == ItemState.STATED
        title = _("审改进措施：{cycle}") if is_plan else _("改进销号：{cycle}")
        yield Task(
            title.format(cycle=f"{one[f'{cycle}__title']} {one[f'{cycle}__period']}"),
            context=_("{count} 项").format(count=one["count"]),
            due_on=None,
            verb=_("去审") if is_plan else _("去销号"),
            url=reverse("improvement:cycle", args=[one[f"{cycle}__number"]])
            + f"?state={one['state']}",
            kind=_("改进"),
        )


def _to_work(actor: Actor, *, own: frozenset[int]) -> Iterator[Task]:
    """Measures owed, all of a unit together; then each item that is under way."""
    rows = Item.objects.of(actor).filter(unit__in=own).exclude(state__in=TO_DECIDE)
    found = rows.exclude(state=ItemState.CLOSED).select_related(f"{_LIST}__cycle", "part")
    owing: dict[int, list[Item]] = {}
    for one in found.order_by("due_on", "number"):
        if one.state == ItemState.UNDER_WAY:
            yield Task(
                _("改进：{item}").format(item=one),
                context=one.measures,
                due_on=one.due_on,
                verb=_("报进展"),
                url=reverse("improvement:item", args=[one.pk]),
                kind=_("改进"),
            )
        else:
            owing.setdefault(one.part_id, []).append(one)
    for held in owing.values():
        yield _measures_owed(held)


def _measures_owed(items: list[Item]) -> Task:
    first = items[0]
    held = first.part.improvement_list
    return Task(
        _("报改进措施：{unit}").format(unit=first.unit_name),
        context=_("{cycle} · {count} 项").format(cycle=held.cycle, count=len(items)),
        due_on=held.plan_due_on,
        verb=_("去报"),
        url=reverse("improvement:unit", args=[held.cycle.number, first.unit_id]),
        kind=_("改进"),
    )


def _silent(actor: Actor) -> QuerySet[Part]:
    """Units without items that have not said so."""
    rows: QuerySet[Part] = Part.objects.of(actor).filter(nil_at=None)
    rows = rows.filter(~Exists(Item.objects.filter(part=OuterRef("pk"))))
    return rows.select_related("improvement_list__cycle")


def _to_say_nil(actor: Actor, *, own: frozenset[int]) -> Iterator[Task]:
    for one in _silent(actor).filter(unit__in=own):
        held = one.improvement_list
        yield Task(
            _("改进清单没有事项：{unit}").format(unit=one.unit_name),
            context=str(held.cycle),
            due_on=held.plan_due_on,
            verb=_("报“无”"),
            url=reverse("improvement:unit", args=[held.cycle.number, one.unit_id]),
            kind=_("改进"),
        )


def _waiting() -> Q:
    """What units owe to the office: measures, and what was to be done by a day that is over."""
    overdue = Q(state=ItemState.UNDER_WAY, due_on__lt=clock.today())
    return Q(state__in=OWING) | overdue


def _given(actor: Actor) -> Iterator[Task]:
    """One for each cycle."""
    if not actor.roles & OFFICE:
        return
    cycle = f"{_LIST}__cycle"
    rows = Item.objects.of(actor).filter(_waiting()).order_by()
    told = (f"{cycle}__number", f"{cycle}__title", f"{cycle}__period")
    counts = {
        "owing": Count("pk", filter=Q(state__in=OWING)),
        "late": Count("pk", filter=Q(state__in=RUNNING)),
        "until": Max(f"{_LIST}__plan_due_on"),
    }
    for one in rows.values(*told).annotate(**counts):
        yield Task(
            _("待改进：{cycle}").format(
                cycle=f"{one[f'{cycle}__title']} {one[f'{cycle}__period']}"
            ),
            context=_("{owing} 项待报措施，{late} 项逾期").format(
                owing=one["owing"], late=one["late"]
            ),
            due_on=one["until"],
            verb=_("去看"),
            url=reverse("improvement:cycle", args=[one[f"{cycle}__number"]]),
            kind=_("改进"),
        )


def _owed(actor: Actor) -> Iterator[Task]:
    """The same unit by unit, with whom to call."""
    if not actor.roles & OFFICE:
        return
    items = Item.objects.of(actor).filter(_waiting()).select_related(f"{_LIST}__cycle")
    found = list(items.order_by("part__improvement_list", "number"))
    people = contacts(actor, unit_keys={one.unit_id for one in found}, roles=APPRAISED)
    by_list: dict[int, list[Item]] = {}
    for one in found:
        by_list.setdefault(one.part.improvement_list_id, []).append(one)
    for held in by_list.values():
        of = held[0].part.improvement_list
        debts = []
        for key, name in dict.fromkeys((one.unit_id, one.unit_name) for one in held):
            asked = [one for one in people if one.unit_key == key]
            debts.append(
                Debt(
                    name,
                    what_is_owed(one for one in held if one.unit_id == key),
                    tuple(Person(one.name, post=one.post, phone=one.phone) for one in asked),
                )
            )
        yield Task(
            _("待改进：{cycle}").format(cycle=of.cycle),
            context=_("{count} 项").format(count=len(held)),
            due_on=of.plan_due_on,
            verb=_("去看"),
            url=reverse("improvement:cycle", args=[of.cycle.number]),
            kind=_("改进"),
            debts=tuple(debts),
        )


def what_is_owed(items: Iterable[Item]) -> str:
    """What a unit owes, in words."""
    held = list(items)
    owing = [one.name for one in held if one.state in OWING]
    late = [
        _("{name}（{day} 到期）").format(name=one.name, day=one.due_on)
        for one in held
        if one.state not in OWING
    ]
    parts = [
        what.format(names="、".join(names))
        for what, names in ((_("待报措施：{names}"), owing), (_("逾期未完成：{names}"), late))
        if names
    ]
    return "；".join(parts)
