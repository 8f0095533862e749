"""Units on a day, their tree, and what became of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from django.utils.translation import gettext as _

from kaoji.apps.organisation.enums import UnitKind
from kaoji.apps.organisation.models import (
    Duty,
    Holding,
    Post,
    Succession,
    Unit,
    UnitGroup,
    UnitState,
)
from kaoji.apps.organisation.queries.found import found, standing
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.roles import Role

#: What a state says itself, in the order in which it is read.
_PLAIN = ("name", "kind", "order", "begins_on", "ends_on")


class UnitOn(NamedTuple):
    """A unit as it is on a day."""

    key: int
    code: str
    name: str
    kind: str
    kind_word: str
    parent_key: int | None
    group: str
    order: int
    begins_on: date
    ends_on: date | None


class Branch(NamedTuple):
    """A unit in its place in the tree: how deep, under what, with how many people and units."""

    unit: UnitOn
    depth: int
    parent_name: str = ""
    people_count: int = 0
    below_count: int = 0


def units_at(actor: Actor, *, on: date) -> tuple[UnitOn, ...]:
    """The units that the actor's organisation has on a day, in their order."""
    rows = (
        UnitState.objects.of(actor)
        .filter(standing(on))
        .order_by("order", "name", "pk")
        .values_list("unit", "unit__code", *_PLAIN, "parent", "group__name")
    )
    # Plain rows, and each word looked up once: a county may have thousands of units.
    words = {kind: str(word) for kind, word in UnitKind.choices}
    return tuple(
        UnitOn(key, code, name, kind, words.get(kind, kind), parent, group or "", *times)
        for key, code, name, kind, *times, parent, group in rows
    )


def _unit_on(state: UnitState) -> UnitOn:
    return UnitOn(
        key=state.unit_id,
        code=state.unit.code,
        name=state.name,
        kind=state.kind,
        kind_word=state.get_kind_display(),
        parent_key=state.parent_id,
        group="" if state.group is None else state.group.name,
        order=state.order,
        begins_on=state.begins_on,
        ends_on=state.ends_on,
    )


def tree_at(actor: Actor, *, on: date) -> tuple[Branch, ...]:
    """The tree of a day, top down: each unit is followed by those under it."""
    units = units_at(actor, on=on)
    held = (
        Holding.objects.of(actor)
        .filter(standing(on), standing(on, prefix="post__"))
        .values_list("post__unit")
        .annotate(Count("user", distinct=True))
    )
    return tuple(_branches(units, people=dict(held.order_by())))


def _branches(units: Iterable[UnitOn], *, people: dict[int, int]) -> list[Branch]:
    below: dict[int | None, list[UnitOn]] = defaultdict(list)
    names = {}
    for unit in units:
        below[unit.parent_key].append(unit)
        names[unit.key] = unit.name
    branches = []
    waiting = [(unit, 0) for unit in reversed(below[None])]
    while waiting:
        unit, depth = waiting.pop()
        mine = below[unit.key]
        branches.append(
            Branch(
                unit,
                depth,
                parent_name=names.get(unit.parent_key or 0, ""),
                people_count=people.get(unit.key, 0),
                below_count=len(mine),
            )
        )
        waiting += [(one, depth + 1) for one in reversed(mine)]
    return branches


def units_known(actor: Actor, *, on: date | None = None) -> QuerySet[Unit]:
    """Units for a choice in a form: those that are not closed, named as on a day."""
    day = on or clock.today()
    names = UnitState.objects.filter(unit=OuterRef("pk")).order_by("-begins_on")
    then = names.filter(begins_on__lte=day).values("name")[:1]
    units: QuerySet[Unit] = (
        Unit.objects.of(actor)
        .filter(Q(states__ends_on__isnull=True))
        .annotate(name=Subquery(then), last_name=Subquery(names.values("name")[:1]))
        .order_by("states__order", "name", "code")
    )
    return units


def unit_of(actor: Actor, *, key: int) -> Unit:
    """A unit by its key."""
    unit: Unit = found(Unit.objects.of(actor), key=key)
    return unit


def unit_on(unit: Unit, *, on: date) -> UnitOn:
    """A unit as it is on a day; before its first and after its last day, as it was nearest."""
    states = UnitState.objects.filter(unit=unit).select_related("unit", "group")
    state = (
        states.filter(standing(on)).first()
        or states.filter(begins_on__lte=on).order_by("-begins_on").first()
        or states.order_by("begins_on").first()
    )
    if state is None:
        raise Http404
    return _unit_on(state)


def unit_history(unit: Unit, *, on: date) -> dict[str, Any]:
    """What became of a unit: its states, whom it came from and who came from it, with names."""
    states = tuple(
        UnitState.objects.filter(unit=unit).select_related("group").order_by("-begins_on")
    )
    rows = Succession.objects.filter(Q(former=unit) | Q(successor=unit)).order_by("on", "pk")
    successions = tuple(rows)
    keys = {state.parent_id for state in states if state.parent_id}
    keys |= {row.former_id for row in successions} | {row.successor_id for row in successions}
    names = names_of(keys, on=on)
    return {
        "names": names,
        "latest": states[0] if states else None,
        "states": [(state, names.get(state.parent_id or 0, "")) for state in states],
        "origins": [
            (row, names.get(row.former_id, ""))
            for row in successions
            if row.successor_id == unit.pk
        ],
        "successors": [
            (row, names.get(row.successor_id, ""))
            for row in successions
            if row.former_id == unit.pk
        ],
    }


def names_of(keys: Iterable[int], *, on: date) -> dict[int, str]:
    """What units are called on a day; those that are not there then, by their nearest name."""
    names: dict[int, str] = {}
    states = UnitState.objects.filter(unit__in=set(keys)).order_by("begins_on")
    for key, name, begins_on in states.values_list("unit", "name", "begins_on"):
        if key not in names or begins_on <= on:
            names[key] = name
    return names


def groups_of(actor: Actor) -> QuerySet[UnitGroup]:
    """The groups of like units, each with how many units are in it today."""
    inside = Count(
        "members",
        filter=standing(clock.today(), prefix="members__"),
        distinct=True,
    )
    groups: QuerySet[UnitGroup] = (
        UnitGroup.objects.of(actor).annotate(unit_count=inside).order_by("order", "name")
    )
    return groups


def group_of(actor: Actor, *, key: int) -> UnitGroup:
    """A group by its key."""
    group: UnitGroup = found(UnitGroup.objects.of(actor), key=key)
    return group


def has_director(actor: Actor) -> bool:
    """Whether somebody directs the performance office today or will."""
    rows = Holding.objects.of(actor).filter(post__role=Role.OFFICE_DIRECTOR.value)
    return bool(rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=clock.today())).exists())


def units_below(unit: Unit, *, on: date) -> tuple[UnitOn, ...]:
    """The units that stand under one on a day."""
    states = UnitState.objects.filter(standing(on), parent=unit).select_related("unit", "group")
    return tuple(_unit_on(state) for state in states.order_by("order", "name"))


def name_on(key: int | None, *, on: date) -> str:
    """What a unit is called on a day; nothing for none."""
    return "" if key is None else names_of((key,), on=on).get(key, "")


def latest_state(unit: Unit) -> UnitState:
    """What a unit is as far as is known: the beginning of every change."""
    rows = UnitState.objects.filter(unit=unit).select_related("parent", "group")
    state: UnitState | None = rows.order_by("-begins_on").first()
    if state is None:
        raise Http404
    return state


def facts_of(state: UnitState) -> tuple[tuple[Any, Any], ...]:
    """A state in words, for whoever is about to change it."""
    parent = name_on(state.parent_id, on=state.begins_on)
    return (
        (_("名称"), state.name),
        (_("类别"), state.get_kind_display()),
        (_("上级"), parent or _("无（最上一级）")),
        (_("考核组别"), state.group.name if state.group else _("不分组")),
        (_("自"), state.begins_on),
    )


def open_things_of(unit: Unit) -> tuple[tuple[Any, Any], ...]:
    """How much ends with a unit, or is in the way of its end."""
    today = clock.today()
    below = UnitState.objects.filter(standing(today), parent=unit).count()
    posts = Post.objects.filter(standing(today), unit=unit).count()
    held = Holding.objects.filter(standing(today), post__unit=unit).count()
    return (
        (_("下级机构"), _("{n} 个").format(n=below)),
        (_("岗位"), _("{n} 个").format(n=posts)),
        (_("在岗"), _("{n} 人次").format(n=held)),
    )


def duties_of(unit: Unit, *, on: date) -> tuple[Duty, ...]:
    """The 三定 duties of a unit on a day."""
    return tuple(Duty.objects.filter(standing(on), unit=unit).order_by("number"))


def states_held(actor: Actor) -> tuple[tuple[UnitState, str], ...]:
    """The latest state of each unit that is not closed, with the code of its parent."""
    rows = UnitState.objects.of(actor).filter(ends_on=None)
    rows = rows.select_related("unit", "group", "parent").order_by("order", "unit__code")
    return tuple((state, state.parent.code if state.parent else "") for state in rows)
