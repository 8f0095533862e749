"""The sheet: entering, sending, signing, reviewing; what is late and whom to ask."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kaoji.apps.audit.middleware import remember_refusal
from kaoji.apps.facts import actions, forms, queries
from kaoji.apps.facts.actions import Typed
from kaoji.apps.facts.books import importer_of
from kaoji.apps.facts.chasing import chase_text
from kaoji.apps.facts.enums import SCORED, Channel, ConfirmationState, TaskState
from kaoji.apps.facts.grid import Grid, grid_of, resumed_in
from kaoji.apps.facts.listings import LATE, TASKS
from kaoji.apps.facts.models import CollectionTask
from kaoji.apps.facts.permissions import (
    CHASE,
    CONFIRMERS,
    ENTER,
    FILLERS,
    RETURN,
    REVIEW,
    SEE_OWN,
    SEE_TASKS,
    SET_TASKS,
    SIGN,
    SIGNERS,
    holds_in,
)
from kaoji.apps.facts.returns import returns_of
from kaoji.web import clock, lists
from kaoji.web.access import actor_behind, allows, holds
from kaoji.web.drafts import offer_of
from kaoji.web.notices import Notice, tell
from kaoji.web.parts import Event
from kaoji.web.refusals import Refused
from kaoji.web.workbooks import importing

#: Fields of the sheet that are kept while they are typed: cells, the revisions seen there.
KEPT = ("c-*", "r-*", "reason")
#: Working days before the end from which on a deadline is told as near.
NEAR = 3


@allows(get=SEE_TASKS)
def tasks(request: HttpRequest) -> HttpResponse:
    """Sheets that concern whoever asks."""
    actor = actor_behind(request)
    return lists.answer(
        request,
        listing=TASKS,
        rows=queries.counted(queries.tasks_visible_to(actor)),
        template="facts/tasks.html",
        context={
            "can_set": holds(request, SET_TASKS),
            "can_see_own": holds(request, SEE_OWN),
        },
    )


@allows(get=CHASE)
def late(request: HttpRequest) -> HttpResponse:
    """Sheets that are under way, by deadline."""
    return lists.answer(request, listing=LATE, rows=queries.late_tasks(actor_behind(request)))


@allows(get=CHASE)
def chase(request: HttpRequest, number: int) -> HttpResponse:
    """The text to copy into a work group."""
    actor = actor_behind(request)
    task = queries.task_numbered(actor, number=number)
    text = chase_text(actor, task=task, grid=grid_of(task), returns=returns_of(task))
    return render(request, "facts/chase.html", {"task": task, "text": text})


@allows(get=SEE_TASKS, post=ENTER)
def task(request: HttpRequest, number: int) -> HttpResponse:
    """The sheet; sent, it is saved, and where asked for given to the head."""
    actor = actor_behind(request)
    found = queries.task_numbered(actor, number=number)
    if request.method == "POST":
        return _save(request, found)
    confirming = actor.roles & CONFIRMERS and not holds(request, CHASE)
    if confirming:
        return redirect("facts:confirm", number=number)
    return _sheet(request, task=found, grid=grid_of(found))


def _save(request: HttpRequest, task: CollectionTask) -> HttpResponse:
    actor = actor_behind(request)
    typed = _typed(request.POST)
    wanted = request.POST.get("act", "save")
    carried = _carried(task) if wanted == "carry" else ()
    try:
        told = actions.enter(
            by=actor,
            task=task,
            once=request.POST.get("once", ""),
            typed=typed,
            reason=request.POST.get("reason", ""),
        )
        if carried:
            told = actions.enter(
                by=actor,
                task=task,
                once=f"{request.POST.get('once', '')}+",
                typed=carried,
                channel=Channel.CARRIED,
            )
        if told["clashes"]:
            return _told_clashes(request, task=task, told=told)
        if wanted == "submit":
            version = queries.task_numbered(actor, number=task.number).version
            actions.submit(by=actor, task=task, version=version)
            said = _("已送{unit}负责人签批").format(unit=task.supplier_name)
            tell(request, Notice(said))
            return redirect("facts:task", number=task.number)
    except Refused as refused:
        remember_refusal(request, fault=refused)
        over = {(one.unit_key, one.column_key): one.text for one in typed}
        task.refresh_from_db()
        grid = grid_of(task, typed=over if task.is_open else None)
        return _sheet(request, task=task, grid=grid, refused=refused, status=409)
    said = _("已存 {count} 格").format(count=told["saved"])
    tell(request, Notice(said, _("，回执 {number} 号。").format(number=told["receipt"])))
    return redirect("facts:task", number=task.number)


def _typed(posted: Mapping[str, str]) -> list[Typed]:
    """The cells that were sent; a click on a remedy stands in its cell."""
    instead, _sign, text = posted.get("instead", "").partition("=")
    found = []
    for name, value in posted.items():
        unit, _dash, column = name.removeprefix("c-").partition("-")
        if name.startswith("c-") and unit.isdigit() and column.isdigit():
            seen = posted.get(f"r-{unit}-{column}", "0")
            found.append(
                Typed(
                    int(unit),
                    int(column),
                    text if name == f"c-{instead}" else value,
                    int(seen) if seen.isdigit() else 0,
                )
            )
    return found


def _carried(task: CollectionTask) -> list[Typed]:
    """What the last period had, for every cell that is blank now."""
    found = []
    for row in grid_of(task).rows:
        for cell in row.cells:
            if cell.state == "missing" and not cell.text and cell.last:
                unit, _dash, column = cell.name.partition("-")
                found.append(Typed(int(unit), int(column), cell.last, cell.seen))
    return found


def _told_clashes(
    request: HttpRequest, *, task: CollectionTask, told: Mapping[str, Any]
) -> HttpResponse:
    """The second of two officers: what was typed stays in its cells, what stands is told."""
    over = {(one["unit"], one["column"]): one["text"] for one in told["clashes"]}
    grid = grid_of(task, typed=over)
    return _sheet(request, task=task, grid=grid, clashes=told["clashes"], status=409)


def _sheet(
    request: HttpRequest,
    *,
    task: CollectionTask,
    grid: Grid,
    refused: Refused | None = None,
    clashes: Any = (),  # noqa: ANN401 - as the act tells them
    status: int = 200,
) -> HttpResponse:
    actor = actor_behind(request)
    supplies = holds_in(actor, roles=FILLERS, unit_key=task.supplier_id)
    is_open = task.is_open and supplies
    offer = offer_of(request, names=KEPT) if is_open else None
    if offer is not None and offer.resumed is not None:
        grid, clashes = resumed_in(grid, task=task, typed=_typed(offer.latest))
    left = queries.working_days_left(actor, due_on=task.due_on) if task.is_open else 0
    returns = returns_of(task)
    shown = {
        "task": task,
        "grid": grid,
        "width": len(grid.columns) + 2,
        "is_open": is_open,
        "once": secrets.token_urlsafe(18),
        "offer": offer,
        "reason": request.POST.get("reason", offer.latest.get("reason", "") if offer else ""),
        "needs_reason": bool(task.times_submitted),
        "refused": refused,
        "clashes": clashes,
        "shows_all": request.GET.get("all") == "1" or not is_open,
        "shows_last": request.GET.get("last") == "1",
        "due": _due(task, left=left),
        "steps": [
            Event(one.get_kind_display(), f"{_minute(one.at)} {one.by_name} {one.reason}".strip())
            for one in task.steps.all()
        ],
        "confirmation": _confirmation(task, grid=grid),
        "disputes": grid.disputes,
        "returns": returns,
        "measure": grid.measure(len(returns)),
        "can": _can(request, task=task, supplies=supplies, has_grid=bool(grid.columns)),
    }
    return render(request, "facts/task.html", shown, status=status)


def _minute(at: Any) -> str:  # noqa: ANN401 - a moment
    from django.utils import timezone

    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")


def _can(
    request: HttpRequest, *, task: CollectionTask, supplies: bool, has_grid: bool
) -> dict[str, bool]:
    """Which verbs the page shows; the acts ask again."""
    actor = actor_behind(request)
    me = actor.person_key
    heads = task.state == TaskState.TO_SIGN and holds_in(
        actor, roles=SIGNERS, unit_key=task.supplier_id
    )
    reviews = holds(request, REVIEW) and me not in (task.submitted_by_id, task.signed_by_id)
    at_review = task.state == TaskState.TO_REVIEW
    return {
        "open": task.state == TaskState.DRAFT and holds(request, SET_TASKS),
        "enter": task.is_open and supplies,
        "import": task.is_open and supplies and not task.times_submitted and has_grid,
        "sign": heads and me != task.submitted_by_id,
        "review": reviews and at_review,
        "send_back": heads or (holds(request, REVIEW) and at_review),
        "unreview": holds(request, REVIEW) and task.state == TaskState.LOCKED,
        "answer": holds(request, REVIEW),
        "chase": holds(request, CHASE),
    }


def _due(task: CollectionTask, *, left: int) -> dict[str, str]:
    """The deadline with its shape and what it means in working days."""
    day = f"{task.due_on.month}月{task.due_on.day}日"
    if not task.is_open:
        return {"state": "done" if task.state in SCORED else "going",
                "word": task.get_state_display()}  # fmt: skip
    if clock.today() > task.due_on:
        return {"state": "late", "word": _("{day}已过，迟了 {n} 个工作日").format(day=day, n=-left)}
    state = "soon" if left < NEAR else "well"
    return {"state": state, "word": _("{day}前，还剩 {n} 个工作日").format(day=day, n=left)}


_KINDS = (
    (ConfirmationState.CONFIRMED, "well", "well"),
    (ConfirmationState.SEEN, "going", "going"),
    (ConfirmationState.UNSEEN, "idle", "idle"),
    (ConfirmationState.DISPUTED, "late", "late"),
)


def _confirmation(task: CollectionTask, *, grid: Grid) -> dict[str, Any] | None:
    """What the units say: one divided bar, counts, names only of the silent and the disputing."""
    said = queries.confirmations_of(task)
    if not said:
        return None
    names = {row.unit_key: row.name for row in grid.rows}
    lines = []
    for state, shape, _kind in _KINDS:
        who = [names.get(one.unit_id, "") for one in said if one.state == state]
        named = state in (ConfirmationState.UNSEEN, ConfirmationState.DISPUTED)
        told = "、".join(who) if named and 0 < len(who) <= 4 else str(len(who))
        lines.append((shape, str(state.label), told))
    counts = [
        (str(state.label), sum(one.state == state for one in said), kind)
        for state, _shape, kind in _KINDS
    ]
    return {"counts": [one for one in counts if one[1]], "lines": lines}


@allows(get=ENTER, post=ENTER)
def workbook(request: HttpRequest, number: int) -> HttpResponse:
    """The sheet as a workbook: out, in after a check, and back within a day."""
    actor = actor_behind(request)
    found = queries.task_numbered(actor, number=number)
    if not (found.is_open and holds_in(actor, roles=FILLERS, unit_key=found.supplier_id)):
        raise Refused(
            "not-in-this-state",
            reason=_("这张表现在不在您手里填报"),
            remedy=_("收集中的表才能用表格导入"),
        )
    if found.times_submitted:
        raise Refused(
            "reason-needed",
            reason=_("退回后的更正要逐个写明原因"),
            remedy=_("请在网页上更正，不用表格导入"),
        )
    return importing.answer(request, importer=importer_of(found))


# --- steps ----------------------------------------------------------------------------------------


@allows(post=SET_TASKS)
def open_task(request: HttpRequest, number: int) -> HttpResponse:
    """Send the task to its supplier."""
    return _step(request, number=number, act=actions.open_task, said=_("任务已下达"))


@allows(post=SIGN)
def sign(request: HttpRequest, number: int) -> HttpResponse:
    """The head signs."""
    return _step(request, number=number, act=actions.sign, said=_("已签批，各单位开始确认"))


@allows(post=REVIEW)
def review(request: HttpRequest, number: int) -> HttpResponse:
    """The office reviews and locks."""
    return _step(request, number=number, act=actions.review, said=_("已审核并锁定"))


def _step(request: HttpRequest, *, number: int, act: Any, said: str) -> HttpResponse:  # noqa: ANN401
    actor = actor_behind(request)
    found = queries.task_numbered(actor, number=number)
    version = request.POST.get("version", "")
    act(by=actor, task=found, version=int(version) if version.isdigit() else 0)
    tell(request, Notice(said))
    return redirect("facts:task", number=number)


@allows(get=RETURN, post=RETURN)
def send_back(request: HttpRequest, number: int) -> HttpResponse:
    """Send the sheet back, with the reason."""
    words = (_("退回"), _("退回给填报人"), _("已退回"))
    return _reasoned(request, number=number, act=actions.send_back, words=words)


@allows(get=REVIEW, post=REVIEW)
def unreview(request: HttpRequest, number: int) -> HttpResponse:
    """Take a review back, with the reason."""
    words = (_("撤销审核"), _("撤销审核"), _("已撤销审核"))
    return _reasoned(request, number=number, act=actions.unreview, words=words)


def _reasoned(
    request: HttpRequest,
    *,
    number: int,
    act: Any,  # noqa: ANN401 - an act
    words: tuple[str, str, str],
) -> HttpResponse:
    actor = actor_behind(request)
    found = queries.task_numbered(actor, number=number)
    form = forms.ReasonForm(request.POST or None, initial={"version": found.version})
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            act(by=actor, task=found, reason=form.cleaned_data["reason"], version=version)
        except Refused as refused:
            remember_refusal(request, fault=refused)
            form.refuse(refused)
        else:
            tell(request, Notice(words[2]))
            return redirect("facts:task", number=number)
    title = f"{words[0]} · {found}"
    return render(
        request, "facts/form.html", {"form": form, "title": title, "verb": words[1], "task": found}
    )
