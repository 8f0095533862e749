"""催报 texts to copy into a work group: who owes what, unit by unit, with names."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from kaoji.apps.facts import queries
from kaoji.apps.facts.enums import ConfirmationState, TaskState
from kaoji.apps.facts.grid import Grid
from kaoji.apps.facts.models import CollectionTask
from kaoji.apps.facts.returns import Return
from kaoji.apps.facts.whom import CONFIRMING, FILLING, whom_to_ask
from kaoji.web import clock
from kaoji.web.actor import Actor


def chase_text(
    actor: Actor, *, task: CollectionTask, grid: Grid, returns: tuple[Return, ...] = ()
) -> str:
    """The text for a sheet as it stands; nothing where nobody owes anything."""
    silent = any(one.silent for one in returns)
    if task.state == TaskState.COLLECTING and (grid.blank or grid.wrong or silent):
        return _figures_owed(actor, task=task, grid=grid, returns=returns)
    if task.state == TaskState.TO_REVIEW:
        return _words_owed(actor, task=task, grid=grid)
    return ""


def _figures_owed(
    actor: Actor, *, task: CollectionTask, grid: Grid, returns: tuple[Return, ...]
) -> str:
    people = queries.contacts(actor, unit_keys=[task.supplier_id], roles=FILLING.roles)
    asked = whom_to_ask(
        people, unit_key=task.supplier_id, line=FILLING, is_late=clock.today() > task.due_on
    )
    lines = [
        _("【催报】{task}，计划依据：{cited}。").format(task=task, cited=task.cited),
        _("{unit}（{names}）：应于 {day} 前报齐，{heading}。").format(
            unit=task.supplier_name,
            names=_names(asked),
            day=f"{task.due_on.month}月{task.due_on.day}日",
            heading="，".join(_owed(grid, returns=returns)),
        ),
    ]
    for row in grid.rows:
        blank = [cell.label.split(" · ")[1] for cell in row.cells if _is_blank(cell)]
        wrong = [cell.label.split(" · ")[1] for cell in row.faults]
        if blank:
            lines.append(_("{unit}：缺 {what}").format(unit=row.name, what="、".join(blank)))
        if wrong:
            lines.append(_("{unit}：待改 {what}").format(unit=row.name, what="、".join(wrong)))
    lines += [
        _("{list}：{units} 没有报，没有的请报“无”").format(
            list=one.asked.title, units="、".join(one.silent)
        )
        for one in returns
        if one.silent
    ]
    return "\n".join(lines)


def _owed(grid: Grid, *, returns: tuple[Return, ...]) -> list[str]:
    """What is left, of the grid and of the lists."""
    parts = [grid.heading] if grid.columns else []
    count = sum(len(one.silent) for one in returns)
    return [*parts, _("清单还差 {count} 处").format(count=count)] if count else parts


def _is_blank(cell: object) -> bool:
    return getattr(cell, "state", "") == "missing" and not getattr(cell, "text", "")


def _words_owed(actor: Actor, *, task: CollectionTask, grid: Grid) -> str:
    silent = {
        one.unit_id
        for one in queries.confirmations_of(task)
        if one.state in (ConfirmationState.UNSEEN, ConfirmationState.SEEN)
    }
    if not silent or task.confirm_due_on is None:
        return ""
    people = queries.contacts(actor, unit_keys=silent, roles=CONFIRMING.roles)
    is_late = clock.today() > task.confirm_due_on
    day = f"{task.confirm_due_on.month}月{task.confirm_due_on.day}日"
    lines = [
        _("【数据确认】{task}，请于 {day} 前确认，期满未提出争议的按已确认计。").format(
            task=task, day=day
        )
    ]
    for row in grid.rows:
        if row.unit_key in silent:
            asked = whom_to_ask(people, unit_key=row.unit_key, line=CONFIRMING, is_late=is_late)
            lines.append(f"{row.name}（{_names(asked)}）")
    return "\n".join(lines)


def _names(people: Iterable[queries.Contact]) -> str:
    return "、".join(one.name for one in people) or _("没有登记经办人")
