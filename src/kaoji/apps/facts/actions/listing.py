"""The lists of a task: what the scheme says of them, and that none is asked for twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from django.utils.translation import gettext as _

from kaoji.apps.facts.enums import TaskState
from kaoji.apps.facts.models import CollectionTask, Figure, TaskKey, TaskList
from kaoji.apps.facts.sheets import lists_asked_by, scored_in
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused

if TYPE_CHECKING:
    from kaoji.apps.facts.actions.tasks import TaskPlan
    from kaoji.apps.facts.shapes import ListAsked


def lists_of(plan: TaskPlan) -> tuple[ListAsked, ...]:
    """The lists of a plan with what the scheme says of them; refuses what does not fit."""
    known = {
        one.key: one
        for one in lists_asked_by(
            plan.scheme.pack,
            digest=plan.scheme.digest,
            period=scored_in(plan.scheme, period=plan.period),
            owner=plan.scheme.organisation_id,
        )
    }
    for key in plan.lists:
        if key not in known:
            raise Refused(
                "key-unknown", reason=_("方案里没有清单“{key}”").format(key=key), field="lists"
            )
        if plan.period not in known[key].periods:
            raise Refused(
                "period-not-asked",
                reason=_("“{key}”不按“{period}”计分").format(key=key, period=plan.period),
                remedy=_("可填的周期：") + "、".join(known[key].periods),
                field="period",
            )
    return tuple(known[key] for key in dict.fromkeys(plan.lists))


def write_lists(task: CollectionTask, *, lists: tuple[ListAsked, ...]) -> None:
    """Keep what the scheme says of each list with the task."""
    TaskList.objects.bulk_create(
        TaskList(
            organisation_id=task.organisation_id,
            task=task,
            order=order,
            key=one.key,
            kind=one.kind,
            period=task.period,
            clause=one.clause[:300],
            columns=[column.as_json() for column in one.columns],
        )
        for order, one in enumerate(lists, start=1)
    )


def check_lists_not_held(by: Actor, *, plan: TaskPlan, task: CollectionTask | None) -> None:
    """Refuse to ask for a list that another task asks for, for one of the same units."""
    asked = (
        TaskList.objects.of(by)
        .filter(
            key__in=plan.lists,
            period=plan.period,
            task__scheme__scheme_key=plan.scheme.scheme_key,
            task__units__unit__in=[one.pk for one in plan.units],
        )
        .exclude(task__state=TaskState.DRAFT)
        .exclude(task=task)
        .select_related("task")
        .first()
    )
    if asked is not None:
        refuse_held(asked, task=asked.task, period=plan.period)


def refuse_held(one: TaskKey | Figure | TaskList, *, task: CollectionTask, period: str) -> NoReturn:
    """Say which task has it."""
    is_list = isinstance(one, TaskList)
    raise Refused(
        "already-held",
        reason=_("“{key}”{period} 的数已在采集任务 {number} 号（{title}，{supplier}）").format(
            key=one.key,
            period=period,
            number=task.number,
            title=task.title,
            supplier=task.supplier_name,
        ),
        remedy=_("同一张清单不重复要；请在那个任务里补登")
        if is_list
        else _("同一个数不重复要；请作为“带入”列，自动填好并锁定到来源"),
        field="lists" if is_list else "columns",
    )
