"""Lists of a sheet: their rows, adding, amending, withdrawing, saying 无, and as a workbook."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kaoji.apps.audit.actions import record
from kaoji.apps.audit.middleware import remember_refusal
from kaoji.apps.facts import actions, forms, queries, row_forms
from kaoji.apps.facts.audit_types import READ_RATERS
from kaoji.apps.facts.enums import TaskState
from kaoji.apps.facts.models import ListRow, TaskList
from kaoji.apps.facts.permissions import ATTACH, ENTER, SEE_ROWS, SEE_TASKS
from kaoji.apps.facts.returns import returns_of
from kaoji.apps.facts.row_books import importer_of_list
from kaoji.apps.facts.row_listing import listing_of
from kaoji.apps.facts.shapes import RATER, RowColumn
from kaoji.web import lists
from kaoji.web.access import actor_behind, allows
from kaoji.web.actor import Actor
from kaoji.web.files.look import MOST_BYTES
from kaoji.web.notices import Notice, tell
from kaoji.web.refusals import Refused
from kaoji.web.workbooks import importing


@allows(get=SEE_ROWS)
def rows(request: HttpRequest, number: int, order: int) -> HttpResponse:
    """The rows of a list, withdrawn ones struck through."""
    actor = actor_behind(request)
    asked = queries.list_keyed(actor, number=number, order=order)
    # What raters gave under seal is counted and scored; nobody reads it row by row.
    found = [] if asked.task.state == TaskState.SEALED else list(asked.rows.all())
    for row in found:
        row.asked = asked
    sees = queries.sees_raters(actor, asked=asked)
    _note_raters(actor, asked=asked, sees=sees, found=found)
    return lists.answer(
        request,
        listing=listing_of(asked, rows=found, sees_raters=sees),
        rows=found,
        template="facts/rows.html",
        context={"asked": asked, "task": asked.task, "can": _can(actor, asked=asked)},
    )


def _note_raters(actor: Actor, *, asked: TaskList, sees: bool, found: list[ListRow]) -> None:
    """Who has looked at names of raters is remembered."""
    if asked.is_secret and sees and any(row.values.get(RATER) for row in found):
        record(READ_RATERS, by=actor, of=asked, after={"rows": len(found)})


def _can(actor: Actor, *, asked: TaskList) -> dict[str, bool]:
    task = asked.task
    fills = task.is_open and queries.fills(actor, asked=asked)
    return {"enter": fills, "import": fills and not task.times_submitted}


@allows(get=ENTER, post=ENTER)
def row_add(request: HttpRequest, number: int, order: int) -> HttpResponse:
    """One more row."""
    actor = actor_behind(request)
    asked = _theirs(actor, number=number, order=order)
    begun = {"once": secrets.token_urlsafe(18), "unit": request.GET.get("unit", "")}
    form = row_forms.RowForm(request.POST or None, asked=asked, initial=begun)
    if form.is_valid():
        told = form.cleaned_data
        try:
            made = actions.add_row(
                by=actor,
                asked=asked,
                typed=told["typed"],
                once=told["once"],
                reason=told.get("reason", ""),
            )
        except Refused as refused:
            remember_refusal(request, fault=refused)
            form.refuse(refused)
        else:
            said = _("已登记第 {number} 条").format(number=made.number)
            tell(request, Notice(said, _("，可以接着登记下一条。")))
            if request.POST.get("act") == "again":
                return redirect(f"{request.path}?unit={made.unit_id}")
            return redirect("facts:rows", number=number, order=order)
    title = _("登记一条 · {list}").format(list=asked.title)
    return _form(request, asked=asked, form=form, title=title, verb=_("保存"), more=_("保存再加"))


def _theirs(actor: Actor, *, number: int, order: int) -> TaskList:
    """A list that is in somebody's hands now."""
    asked = queries.list_keyed(actor, number=number, order=order)
    _check_hands(actor, asked=asked)
    return asked


def _check_hands(actor: Actor, *, asked: TaskList) -> None:
    if not _can(actor, asked=asked)["enter"]:
        raise Refused(
            "not-in-this-state",
            reason=_("这张清单现在不在您手里填报"),
            remedy=_("收集中的清单由责任单位填报；已送签的请先退回"),
        )


@allows(get=ENTER, post=ENTER)
def declare(request: HttpRequest, number: int, order: int) -> HttpResponse:
    """Say of units that they have nothing to report, or that it is not known yet."""
    actor = actor_behind(request)
    asked = _theirs(actor, number=number, order=order)
    here = next(one for one in returns_of(asked.task) if one.asked.pk == asked.pk)
    silent = [(str(key), name) for key, name in zip(here.silent_keys, here.silent, strict=True)]
    begun = {"once": secrets.token_urlsafe(18)}
    form = row_forms.DeclareForm(request.POST or None, asked=asked, silent=silent, initial=begun)
    if form.is_valid():
        told = form.cleaned_data
        try:
            count = actions.declare(
                by=actor,
                asked=asked,
                unit_keys=[int(one) for one in told["units"]],
                mark=told["mark"],
                once=told["once"],
                reason=told.get("reason", ""),
            )
        except Refused as refused:
            remember_refusal(request, fault=refused)
            form.refuse(refused)
        else:
            tell(request, Notice(_("已替 {count} 家报了").format(count=count)))
            return redirect("facts:rows", number=number, order=order)
    title = _("报无或报缺 · {list}").format(list=asked.title)
    return _form(request, asked=asked, form=form, title=title, verb=_("报"))


@allows(get=ENTER, post=ENTER)
def list_workbook(request: HttpRequest, number: int, order: int) -> HttpResponse:
    """The list as a workbook: out, in after a check, and back within a day."""
    actor = actor_behind(request)
    asked = _theirs(actor, number=number, order=order)
    if asked.task.times_submitted:
        raise Refused(
            "reason-needed",
            reason=_("退回后的更正要逐条写明原因"),
            remedy=_("请在网页上更正，不用表格导入"),
        )
    if asked.is_secret and request.GET.get("template") == "1":
        _note_raters(actor, asked=asked, sees=True, found=list(asked.rows.all()))
    return importing.answer(request, importer=importer_of_list(asked))


# --- one row --------------------------------------------------------------------------------------


@allows(get=SEE_TASKS, post=ATTACH)
def row(request: HttpRequest, key: int) -> HttpResponse:
    """What a row says, what it said before and why it was changed, what proves it."""
    actor = actor_behind(request)
    found = queries.row_keyed(actor, key=key)
    form = forms.EvidenceForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = actions.attach(
                by=actor,
                held=found,
                content=file.read(MOST_BYTES + 1),
                name=file.name,
                note=form.cleaned_data["note"],
            )
        except Refused as refused:
            remember_refusal(request, fault=refused)
            form.refuse(refused)
        else:
            tell(request, Notice(_("已收下{name}").format(name=made.name)))
            return redirect("facts:row", key=key)
    return render(request, "facts/row.html", _shown(actor, found=found, form=form))


def _shown(actor: Actor, *, found: ListRow, form: forms.EvidenceForm) -> dict[str, Any]:
    sees = not found.asked.is_secret or queries.sees_raters(actor, asked=found.asked)
    _note_raters(actor, asked=found.asked, sees=sees, found=[found])
    revisions = list(found.revisions.all())
    columns = [RowColumn.from_json(one) for one in found.asked.columns]
    used = {name for one in revisions for name in one.typed}
    shown = [one for one in columns if one.name in used and (sees or one.name != RATER)]
    cells = [(one, [rev.typed.get(one.name, "") for rev in revisions]) for one in shown]
    return {
        "row": found,
        "asked": found.asked,
        "task": found.task,
        "unit_name": queries.unit_name(found),
        "revisions": revisions,
        "cells": [(one, texts[0], len(set(texts)) > 1, texts) for one, texts in cells],
        "hides_raters": not sees,
        "files": list(found.evidence.all()) if sees else [],
        "disputes": list(found.disputes.all()),
        "form": form if form.errors or actions.may_attach(actor, held=found) else None,
        "can": _can(actor, asked=found.asked),
    }


@allows(get=ENTER, post=ENTER)
def row_change(request: HttpRequest, key: int) -> HttpResponse:
    """Amend a row, with the reason."""
    actor = actor_behind(request)
    found = queries.row_keyed(actor, key=key)
    _check_hands(actor, asked=found.asked)
    _note_raters(actor, asked=found.asked, sees=True, found=[found])
    form = row_forms.RowForm(request.POST or None, asked=found.asked, row=found)
    if form.is_valid():
        told = form.cleaned_data
        try:
            actions.change_row(
                by=actor,
                row=found,
                typed=told["typed"],
                reason=told["reason"],
                seen=told["version"] or 0,
            )
        except Refused as refused:
            remember_refusal(request, fault=refused)
            form.refuse(refused)
        else:
            tell(request, Notice(_("已更正第 {number} 条").format(number=found.number)))
            return redirect("facts:row", key=key)
    title = _("更正 · {row}").format(row=found)
    return _form(request, asked=found.asked, form=form, title=title, verb=_("保存"), row=found)


@allows(get=ENTER, post=ENTER)
def row_withdraw(request: HttpRequest, key: int) -> HttpResponse:
    """Withdraw a row, with the reason; it stays to be seen."""
    actor = actor_behind(request)
    found = queries.row_keyed(actor, key=key)
    _check_hands(actor, asked=found.asked)
    form = forms.ReasonForm(request.POST or None, initial={"version": found.revision})
    if form.is_valid():
        told = form.cleaned_data
        try:
            actions.withdraw_row(
                by=actor, row=found, reason=told["reason"], seen=told["version"] or 0
            )
        except Refused as refused:
            remember_refusal(request, fault=refused)
            form.refuse(refused)
        else:
            tell(request, Notice(_("已撤回第 {number} 条").format(number=found.number)))
            return redirect("facts:rows", number=found.task.number, order=found.asked.order)
    title = _("撤回 · {row}").format(row=found)
    return _form(request, asked=found.asked, form=form, title=title, verb=_("撤回"), row=found)


def _form(
    request: HttpRequest,
    *,
    asked: TaskList,
    form: Any,  # noqa: ANN401 - a form of this room
    title: str,
    verb: str,
    more: str = "",
    row: ListRow | None = None,
) -> HttpResponse:
    shown = {
        "form": form, "asked": asked, "task": asked.task, "title": title, "verb": verb,
        "more": more, "row": row,
    }  # fmt: skip
    return render(request, "facts/row_form.html", shown)
