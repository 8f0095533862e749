"""Collection tasks: drafted, opened, dropped. What is already held is not asked for again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from kaoji.apps.accounts.models import Organisation
from kaoji.apps.audit.actions import record
from kaoji.apps.facts import audit_types as acts
from kaoji.apps.facts.actions.common import (
    add_step,
    check_state,
    due_after,
    home,
    lock,
    move,
    needed,
    states_on,
)
from kaoji.apps.facts.actions.listing import (
    check_lists_not_held,
    lists_of,
    refuse_held,
    write_lists,
)
from kaoji.apps.facts.brought import brought
from kaoji.apps.facts.enums import StepKind, TaskState
from kaoji.apps.facts.models import CollectionTask, Figure, PinnedScheme, TaskKey, TaskUnit
from kaoji.apps.facts.permissions import SET_TASKS, check, check_own
from kaoji.apps.facts.sheets import Asked, asked_by, period_before, scored_in
from kaoji.apps.organisation.models import Unit
from kaoji.web.actor import Actor
from kaoji.web.forms import changed_meanwhile
from kaoji.web.refusals import Refused

#: A sheet with more cells than this is no sheet any more.
MOST_CELLS = 20_000


@dataclass(frozen=True, slots=True)
class TaskPlan:
    """What a task asks for. `columns`: pairs of key and field; `shown`: those that another task
    holds and that are only shown here, locked to their source; `lists`: keys of lists.
    """

    title: str
    plan_paper: str
    plan_item: str
    scheme: PinnedScheme
    supplier: Unit
    period: str
    opens_on: date
    window_days: int
    columns: tuple[tuple[str, str], ...]
    units: tuple[Unit, ...]
    shown: tuple[tuple[str, str], ...] = ()
    lists: tuple[str, ...] = ()
    confirm_days: int = 5


def draft_task(*, by: Actor, plan: TaskPlan) -> CollectionTask:
    """Draft a task. It cites the annual plan, or it is not allowed to be."""
    check(by, right=SET_TASKS)
    columns, lists = _checked(by, plan=plan), lists_of(plan)
    names = states_on([one.pk for one in (*plan.units, plan.supplier)], day=plan.opens_on)
    gone = next((one for one in (*plan.units, plan.supplier) if one.pk not in names), None)
    if gone is not None:
        raise Refused(
            "unit-not-there",
            reason=_("单位 {code} 在 {day} 不存在").format(code=gone.code, day=plan.opens_on),
            field="units",
        )
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=home(by))
        check_not_held(by, plan=plan)
        highest = CollectionTask.objects.of(by).aggregate(Max("number"))["number__max"] or 0
        task: CollectionTask = CollectionTask.objects.create(
            organisation_id=home(by),
            number=highest + 1,
            supplier_name=names[plan.supplier.pk].name,
            due_on=due_after(by, start=plan.opens_on, count=plan.window_days),
            **_fields(plan),
        )
        _write_columns(task, columns=columns, plan=plan)
        write_lists(task, lists=lists)
        TaskUnit.objects.bulk_create(
            TaskUnit(
                organisation_id=task.organisation_id,
                task=task,
                order=order,
                unit=unit,
                name=names[unit.pk].name,
            )
            for order, unit in enumerate(plan.units)
        )
        record(acts.DRAFT_TASK, by=by, of=task, after=_told(task, plan=plan))
    return task


def _fields(plan: TaskPlan) -> dict[str, object]:
    return {
        "title": needed(plan.title, field="title", what=_("名称")),
        "plan_paper": needed(plan.plan_paper, field="plan_paper", what=_("年度检查考核计划文号")),
        "plan_item": needed(plan.plan_item, field="plan_item", what=_("计划项目编号")),
        "scheme": plan.scheme,
        "supplier": plan.supplier,
        "period": plan.period,
        "opens_on": plan.opens_on,
        "window_days": plan.window_days,
        "confirm_days": plan.confirm_days,
    }


def _checked(by: Actor, *, plan: TaskPlan) -> tuple[tuple[Asked, bool], ...]:
    """The columns with what the scheme says of them; refuses what does not fit."""
    check_own(by, plan.scheme, plan.supplier, *plan.units)
    _fields(plan)
    due_after(by, start=plan.opens_on, count=plan.confirm_days, field="confirm_days")
    if not plan.columns and not plan.lists:
        raise Refused("no-columns", reason=_("没有选指标"), field="columns")
    if not plan.units:
        raise Refused("no-units", reason=_("没有选单位"), field="units")
    if len(plan.columns) * len(plan.units) > MOST_CELLS:
        raise Refused(
            "too-many-cells",
            reason=_("这张表有 {count} 格，太多了").format(
                count=len(plan.columns) * len(plan.units)
            ),
            remedy=_("请分成几个任务，或少要几项"),
            field="columns",
        )
    scheme, run = plan.scheme, scored_in(plan.scheme, period=plan.period)
    asked = asked_by(scheme.pack, digest=scheme.digest, period=run, owner=scheme.organisation_id)
    known = {(one.key, one.field): one for one in asked}
    wanted = [(pair, False) for pair in plan.columns] + [(pair, True) for pair in plan.shown]
    for (key, field), _is_shown in wanted:
        one = known.get((key, field))
        if one is None:
            raise Refused(
                "key-unknown",
                reason=_("方案里没有指标“{key}”").format(key=key),
                field="columns",
            )
        if plan.period not in one.periods:
            raise Refused(
                "period-not-asked",
                reason=_("“{key}”不按“{period}”计分").format(key=key, period=plan.period),
                remedy=_("可填的周期：") + "、".join(one.periods),
                field="period",
            )
    return tuple((known[pair], is_shown) for pair, is_shown in wanted)


def check_not_held(by: Actor, *, plan: TaskPlan, task: CollectionTask | None = None) -> None:
    """Refuse to ask for what another task already has or asks for, and say which."""
    check_lists_not_held(by, plan=plan, task=task)
    columns, units = set(plan.columns), {one.pk for one in plan.units}
    same = (
        TaskKey.objects.of(by)
        .filter(
            key__in={key for key, _field in columns},
            period=plan.period,
            is_shown_only=False,
            task__scheme__scheme_key=plan.scheme.scheme_key,
            task__units__unit__in=units,
        )
        .exclude(task__state=TaskState.DRAFT)
        .exclude(task=task)
        .select_related("task")
        .distinct()
    )
    asked = next((one for one in same if (one.key, one.field) in columns), None)
    if asked is not None:
        refuse_held(asked, task=asked.task, period=plan.period)
    held = (
        Figure.objects.of(by)
        .filter(
            scheme_key=plan.scheme.scheme_key,
            key__in={key for key, _field in columns},
            period=plan.period,
            unit__in=units,
        )
        .exclude(task=task)
        .select_related("task")
    )
    found = next((one for one in held if (one.key, one.field) in columns), None)
    if found is not None:
        refuse_held(found, task=found.task, period=plan.period)
    _check_not_brought(by, plan=plan)


def _check_not_brought(by: Actor, *, plan: TaskPlan) -> None:
    """The same of what another room has settled."""
    columns, units = set(plan.columns), {one.pk for one in plan.units}
    for one in brought(by, scheme=plan.scheme, year=plan.period[:4]):
        is_asked = (one.key, one.field) in columns and one.period == plan.period
        if is_asked and one.unit_key in units:
            raise Refused(
                "already-held",
                reason=_("{unit}的“{key}”（{field}）已由“{source}”定了").format(
                    unit=one.unit_name, key=one.key, field=one.field, source=one.source
                ),
                remedy=_("已经有的数不再收，请不选这一列"),
                field="columns",
            )


def _write_columns(
    task: CollectionTask, *, columns: tuple[tuple[Asked, bool], ...], plan: TaskPlan
) -> None:
    ordered = sorted(columns, key=lambda one: not one[1])
    TaskKey.objects.bulk_create(
        TaskKey(
            organisation_id=task.organisation_id,
            task=task,
            order=order,
            key=one.key,
            field=one.field,
            period=plan.period,
            last_period=period_before(plan.period),
            kind=one.kind,
            measure=one.measure,
            low=one.low,
            high=one.high,
            options=list(one.options),
            takes_nil=one.takes_nil,
            is_shown_only=is_shown,
        )
        for order, (one, is_shown) in enumerate(ordered)
    )


def _told(task: CollectionTask, *, plan: TaskPlan) -> dict[str, object]:
    return {
        "number": task.number,
        "cites": task.cited,
        "supplier": task.supplier_name,
        "period": task.period,
        "due_on": task.due_on.isoformat(),
        "columns": [f"{key}/{field}" for key, field in plan.columns],
        "lists": list(plan.lists),
        "cells": len(plan.columns) * len(plan.units),
    }


def open_task(*, by: Actor, task: CollectionTask, version: int) -> None:
    """Send a drafted task to its supplier; what has been asked meanwhile is refused now."""
    check(by, right=SET_TASKS)
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=home(by))
        task = lock(by, task=task)
        if task.version != version:
            raise changed_meanwhile()
        check_state(task, states=(TaskState.DRAFT,), verb=_("下达"))
        check_not_held(by, plan=plan_of(task), task=task)
        move(task, state=TaskState.COLLECTING)
        add_step(task, kind=StepKind.OPEN, by=by)
        record(acts.OPEN_TASK, by=by, of=task, after={"due_on": task.due_on.isoformat()})


def plan_of(task: CollectionTask) -> TaskPlan:
    """What a task asks for, read back."""
    columns = list(task.keys.all())
    return TaskPlan(
        title=task.title,
        plan_paper=task.plan_paper,
        plan_item=task.plan_item,
        scheme=task.scheme,
        supplier=task.supplier,
        period=task.period,
        opens_on=task.opens_on,
        window_days=task.window_days,
        columns=tuple((one.key, one.field) for one in columns if not one.is_shown_only),
        units=tuple(one.unit for one in task.units.select_related("unit")),
        shown=tuple((one.key, one.field) for one in columns if one.is_shown_only),
        lists=tuple(one.key for one in task.lists.all()),
        confirm_days=task.confirm_days,
    )


def drop_task(*, by: Actor, task: CollectionTask) -> None:
    """Throw a draft away; what has been sent out stays."""
    check(by, right=SET_TASKS)
    with transaction.atomic():
        task = lock(by, task=task)
        check_state(task, states=(TaskState.DRAFT,), verb=_("删除"))
        record(acts.DROP_TASK, by=by, of=task, before={"number": task.number, "cites": task.cited})
        task.delete()
