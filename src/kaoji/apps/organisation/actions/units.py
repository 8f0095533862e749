"""Units in time: set up, changed, moved, closed. What was before an act's day never changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.audit.actions import record
from kaoji.apps.audit.acts import Act
from kaoji.apps.organisation import audit_types as acts
from kaoji.apps.organisation.actions.common import (
    ONE_DAY,
    check_day,
    home,
    lock,
    needed,
    reaching,
    shown,
    take_version,
    told,
)
from kaoji.apps.organisation.actions.contents import end_contents
from kaoji.apps.organisation.actions.tree import check_tree, open_state
from kaoji.apps.organisation.enums import UnitKind
from kaoji.apps.organisation.models import Unit, UnitGroup, UnitState
from kaoji.apps.organisation.permissions import EDIT_UNITS, check, check_own
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused


@dataclass(frozen=True, slots=True)
class Shape:
    """What a unit is from a day on."""

    name: str
    kind: UnitKind | str
    parent: Unit | None = None
    group: UnitGroup | None = None
    order: int = 0


def shape_of(state: UnitState) -> Shape:
    """The shape that a state has."""
    return Shape(state.name, state.kind, state.parent, state.group, state.order)


def add_unit(*, by: Actor, shape: Shape, on: date, code: str = "", basis: str = "") -> Unit:
    """Set up a unit from a day on. Without a code the next free number is taken."""
    check(by, right=EDIT_UNITS)
    with transaction.atomic():
        lock(by)
        unit = new_unit(by=by, shape=shape, on=on, code=code, basis=basis)
        check_tree(home(by), first=on)
        record(
            acts.ADD_UNIT,
            by=by,
            of=unit,
            named=_("{name}，自{day}起").format(name=shape.name, day=shown(on)),
            after=_told(shape, on=on, basis=basis) | {"code": unit.code},
        )
    return unit


def new_unit(*, by: Actor, shape: Shape, on: date, code: str, basis: str) -> Unit:
    """The rows of a new unit; the act that asks for it checks the tree and writes the log."""
    check_day(on)
    check_own(by, shape.parent, shape.group)
    code = code.strip() or _free_code(by)
    if Unit.objects.of(by).filter(code=code).exists():
        raise Refused(
            "code-taken",
            reason=_("代码“{code}”已用过").format(code=code),
            remedy=_("代码终身不变也不重用；请另取，或留空自动编号"),
            field="code",
        )
    unit: Unit = Unit.objects.create(organisation_id=home(by), code=code)
    _write_state(unit, shape=shape, on=on, basis=basis)
    return unit


def _free_code(by: Actor) -> str:
    number = Unit.objects.of(by).count() + 1
    while Unit.objects.of(by).filter(code=f"{number:04}").exists():
        number += 1
    return f"{number:04}"


def change_unit(
    *,
    by: Actor,
    unit: Unit,
    shape: Shape,
    on: date,
    basis: str = "",
    version: int | None = None,
) -> UnitState:
    """From a day on the unit has another name, kind, parent, group or order."""
    return _change(
        acts.CHANGE_UNIT, by=by, unit=unit, shape=shape, on=on, basis=basis, version=version
    )


def move_unit(
    *,
    by: Actor,
    unit: Unit,
    parent: Unit | None,
    on: date,
    basis: str = "",
    version: int | None = None,
) -> UnitState:
    """From a day on the unit stands under another one, or under none."""
    check(by, right=EDIT_UNITS)
    check_own(by, unit)
    shape = replace(shape_of(open_state(unit, on=on)), parent=parent)
    return _change(
        acts.MOVE_UNIT, by=by, unit=unit, shape=shape, on=on, basis=basis, version=version
    )


def _change(
    act: Act,
    *,
    by: Actor,
    unit: Unit,
    shape: Shape,
    on: date,
    basis: str,
    version: int | None,
) -> UnitState:
    check(by, right=EDIT_UNITS)
    check_own(by, unit, shape.parent, shape.group)
    check_day(on)
    with transaction.atomic():
        lock(by)
        take_version(unit, version=version)
        before = open_state(unit, on=on)
        if shape_of(before) == shape:
            raise Refused(
                "nothing-changed",
                reason=_("与现在的内容相同，没有可变更的"),
                remedy=_("请改动名称、类别、上级、组别或次序中的一项"),
            )
        kept = told(begins_on=before.begins_on, basis=before.basis) | _told(shape_of(before))
        state = replace_state(before, shape=shape, on=on, basis=basis)
        check_tree(home(by), first=on)
        record(
            act,
            by=by,
            of=unit,
            named=_("{name}，自{day}起").format(name=before.name, day=shown(on)),
            before=kept,
            after=_told(shape, on=on, basis=basis),
        )
    return state


def replace_state(before: UnitState, *, shape: Shape, on: date, basis: str) -> UnitState:
    """The state from a day on; the one before ends on the eve, or gives way if it begins then."""
    if before.begins_on == on:
        before.delete()
    else:
        before.ends_on = on - ONE_DAY
        before.save(update_fields=("ends_on",))
    return _write_state(before.unit, shape=shape, on=on, basis=basis)


def _write_state(unit: Unit, *, shape: Shape, on: date, basis: str) -> UnitState:
    name = needed(shape.name, field="name", what=_("名称"))
    if shape.parent is not None and shape.parent.pk == unit.pk:
        raise Refused(
            "unit-circle",
            reason=_("“{name}”不能是自己的上级").format(name=name),
            remedy=_("请另选上级"),
            field="parent",
        )
    state: UnitState = UnitState.objects.create(
        organisation_id=unit.organisation_id,
        unit=unit,
        name=name,
        kind=UnitKind(shape.kind).value,
        parent=shape.parent,
        group=shape.group,
        order=shape.order,
        basis=basis.strip(),
        begins_on=on,
    )
    return state


def close_unit(
    *, by: Actor, unit: Unit, on: date, basis: str = "", version: int | None = None
) -> UnitState:
    """From a day on there is no such unit. Its posts end with it; units under it must be gone."""
    check(by, right=EDIT_UNITS)
    check_own(by, unit)
    check_day(on)
    with transaction.atomic():
        lock(by)
        take_version(unit, version=version)
        ended = end_contents(unit, by=by, on=on)
        state = end_unit(unit, on=on)
        record(
            acts.CLOSE_UNIT,
            by=by,
            of=unit,
            named=_("{name}，自{day}起").format(name=state.name, day=shown(on)),
            before=_told(shape_of(state)),
            after=told(closed_on=on) | {"basis": basis.strip(), "ended": ended},
        )
    return state


def end_unit(unit: Unit, *, on: date) -> UnitState:
    """The last state ends on the eve; refused while other units stand under it."""
    state = open_state(unit, on=on)
    if on <= state.begins_on:
        raise Refused(
            "unit-not-begun",
            reason=_("“{name}”的现状自 {day} 起，撤销须在此后").format(
                name=state.name, day=state.begins_on
            ),
            remedy=_("请填更晚的日期"),
            field="on",
        )
    below = UnitState.objects.filter(parent=unit).filter(reaching(on))
    names = tuple(below.values_list("name", flat=True)[:4])
    if names:
        raise Refused(
            "units-below",
            reason=_("“{name}”之下还有：{below}").format(name=state.name, below="、".join(names)),
            remedy=_("请先把下级调整到其他机构，或先撤销下级"),
            field="on",
        )
    state.ends_on = on - ONE_DAY
    state.save(update_fields=("ends_on",))
    return state


def _told(shape: Shape, *, on: date | None = None, basis: str = "") -> dict[str, Any]:
    kept: dict[str, Any] = {
        "name": shape.name,
        "kind": str(UnitKind(shape.kind).label),
        "parent": "" if shape.parent is None else shape.parent.code,
        "group": "" if shape.group is None else shape.group.name,
        "order": shape.order,
    }
    if on is not None:
        kept |= {"from": on.isoformat(), "basis": basis.strip()}
    return kept
