"""The laws of the tree, tried on every day from which something changes.

On every day each unit has one state at most; its parent is there on that day; no way upwards leads
back. Between two days on which states begin or end nothing changes, so those days are enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from kaoji.apps.organisation.actions.common import ONE_DAY, reaching
from kaoji.apps.organisation.models import Unit, UnitState
from kaoji.web.refusals import Refused


def check_tree(organisation_key: int, *, first: date) -> None:
    """Refuse, and so undo, an act after which the tree would not stand on some day."""
    states = tuple(
        UnitState.objects.filter(organisation_id=organisation_key).filter(reaching(first))
    )
    for day in _days_of_change(states, first=first):
        standing = {state.unit_id: state for state in states if _stands(state, day=day)}
        _check_day(standing, day=day)


def _days_of_change(states: Iterable[UnitState], *, first: date) -> tuple[date, ...]:
    days = {first}
    for state in states:
        days.add(max(first, state.begins_on))
        if state.ends_on is not None:
            days.add(max(first, state.ends_on + ONE_DAY))
    return tuple(sorted(days))


def _stands(state: UnitState, *, day: date) -> bool:
    return state.begins_on <= day and (state.ends_on is None or day <= state.ends_on)


def _check_day(standing: Mapping[int, UnitState], *, day: date) -> None:
    sound: set[int] = set()
    for key, state in standing.items():
        way: list[int] = []
        at: int | None = key
        while at is not None and at not in sound:
            if at in way:
                raise _circle(state, day=day)
            here = standing.get(at)
            if here is None:
                raise _orphan(standing[way[-1]], day=day)
            way.append(at)
            at = here.parent_id
        sound.update(way)


def _circle(state: UnitState, *, day: date) -> Refused:
    return Refused(
        "unit-circle",
        reason=_("自 {day} 起，“{name}”会成为自己的上级").format(day=day, name=state.name),
        remedy=_("请另选上级，或先调整下级"),
        field="parent",
    )


def _orphan(state: UnitState, *, day: date) -> Refused:
    return Refused(
        "parent-missing",
        reason=_("{day} 时，“{name}”的上级尚未设立或已撤销").format(day=day, name=state.name),
        remedy=_("请另选当时存在的上级，或改日期"),
        field="parent",
    )


def last_state(unit: Unit) -> UnitState:
    """The latest state of a unit."""
    found: UnitState = UnitState.objects.filter(unit=unit).order_by("-begins_on")[:1].get()
    return found


def open_state(unit: Unit, *, on: date) -> UnitState:
    """The latest state of a unit that an act from a day on may change, or a refusal."""
    state = last_state(unit)
    if state.ends_on is not None:
        raise Refused(
            "unit-closed",
            reason=_("“{name}”自 {day} 起已撤销").format(
                name=state.name, day=state.ends_on + ONE_DAY
            ),
            remedy=_("请核对机构；新设的机构请用“设立机构”"),
        )
    if on < state.begins_on:
        raise Refused(
            "later-change-stands",
            reason=_("“{name}”自 {day} 起已有变更，不能改写此前的情况").format(
                name=state.name, day=state.begins_on
            ),
            remedy=_("请填 {day} 或以后的日期").format(day=state.begins_on),
            field="on",
        )
    return state
