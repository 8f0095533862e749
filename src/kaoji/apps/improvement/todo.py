"""What the workbench tells of this room: measures owed, things to decide, what is overdue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.appraisals.permissions import APPRAISED
from kaoji.apps.facts.queries import contacts
from kaoji.apps.improvement.enums import OWING, TO_DECIDE, ItemState
from kaoji.apps.improvement.models import Item, Part
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.asking import Question
from kaoji.web.roles import OFFICE
from kaoji.web.todo import Debt, Person, Source, Task, tell_todo

_LIST = "part__improvement_list"


def tell() -> None:
    """Called once, when the application is ready."""
    tell_todo(Source("improvement", mine=_mine, given=_given, owed=_owed))


#: What is read of a list's cycle to name it.
_CYCLE = tuple(f"{_LIST}__cycle__{name}" for name in ("number", "title", "period"))


def _mine(actor: Actor) -> Iterator[Question[Task]]:
    if actor.roles & OFFICE:
        yield _to_decide(actor)
    if own := actor.units_with(APPRAISED):
        yield _to_work(actor, own=own)
        yield _to_say_nil(actor, own=own)


def _to_decide(actor: Actor) -> Question[Task]:
    """What units have stated or done, but for one's own unit."""
    rows = Item.objects.of(actor).filter(state__in=TO_DECIDE).exclude(unit__in=actor.unit_keys)
    return Question(rows, names=("pk", "state", *_CYCLE), say=_to_decide_each)


def _to_decide_each(items: Sequence[Item]) -> Iterator[Task]:
    """One for each cycle and kind of decision."""
    held: dict[tuple[str, str], list[Item]] = {}
    for one in items:
        held.setdefault((str(_cycle_of(one)), one.state), []).append(one)
    for (cycle, state), waiting in held.items():
        is_plan = state == ItemState.STATED
        title = _("审改进措施：{cycle}") if is_plan else _("改进销号：{cycle}")
        yield Task(
            title.format(cycle=cycle),
            context=_("{count} 项").format(count=len(waiting)),
            due_on=None,
            verb=_("去审") if is_plan else _("去销号"),
            url=f"{_address(waiting[0])}?state={state}",
            kind=_("改进"),
        )


def _cycle_of(item: Item) -> Cycle:
    return item.part.improvement_list.cycle


def _address(item: Item) -> str:
    return reverse("improvement:cycle", args=[_cycle_of(item).number])


def _to_work(actor: Actor, *, own: frozenset[int]) -> Question[Task]:
    """What is with the unit: measures owed, and what is under way."""
    rows = Item.objects.of(actor).filter(unit__in=own).exclude(state__in=TO_DECIDE)
    names = (
        "number", "pk", "due_on", "state", "unit_id", "unit_name", "name", "measures",
        f"{_LIST}__plan_due_on", *_CYCLE,
    )  # fmt: skip
    return Question(rows.exclude(state=ItemState.CLOSED), names=names, say=_to_work_each)


def _to_work_each(items: Sequence[Item]) -> Iterator[Task]:
    """Measures owed, all of a unit together; then each item that is under way."""
    owing: dict[tuple[int, int], list[Item]] = {}
    for one in items:
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
            owing.setdefault((_cycle_of(one).number, one.unit_id), []).append(one)
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


def _to_say_nil(actor: Actor, *, own: frozenset[int]) -> Question[Task]:
    """Units without items that have not said so."""
    rows = Part.objects.of(actor).filter(nil_at=None, unit__in=own)
    rows = rows.filter(~Exists(Item.objects.filter(part=OuterRef("pk"))))
    names = ("pk", "unit_id", "unit_name", "improvement_list__plan_due_on",
             *(name.removeprefix("part__") for name in _CYCLE))  # fmt: skip
    return Question(rows, names=names, say=_to_say_nil_each)


def _to_say_nil_each(parts: Sequence[Part]) -> Iterator[Task]:
    for one in parts:
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


def _given(actor: Actor) -> Iterator[Question[Task]]:
    if actor.roles & OFFICE:
        rows = Item.objects.of(actor).filter(_waiting())
        names = ("pk", "state", f"{_LIST}__plan_due_on", *_CYCLE)
        yield Question(rows, names=names, say=_given_each)


def _given_each(items: Sequence[Item]) -> Iterator[Task]:
    """One for each cycle."""
    held: dict[int, list[Item]] = {}
    for one in items:
        held.setdefault(_cycle_of(one).number, []).append(one)
    for waiting in held.values():
        owing = sum(one.state in OWING for one in waiting)
        yield Task(
            _("待改进：{cycle}").format(cycle=_cycle_of(waiting[0])),
            context=_("{owing} 项待报措施，{late} 项逾期").format(
                owing=owing, late=len(waiting) - owing
            ),
            due_on=waiting[0].part.improvement_list.plan_due_on,
            verb=_("去看"),
            url=_address(waiting[0]),
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
