"""One figure with all its revisions; and the page on which a unit confirms its figures."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from kaoji.apps.audit.middleware import remember_refusal
from kaoji.apps.facts import actions, forms, queries
from kaoji.apps.facts.enums import ConfirmationState, TaskState
from kaoji.apps.facts.grid import Cell, Grid, Row, grid_of
from kaoji.apps.facts.listings import OWN
from kaoji.apps.facts.models import CollectionTask, Dispute, Evidence, TaskKey
from kaoji.apps.facts.permissions import (
    ATTACH,
    CONFIRM,
    CONFIRMERS,
    REVIEW,
    SEE_OWN,
    SEE_TASKS,
    units_with,
)
from kaoji.apps.facts.returns import OwnList, own_lists
from kaoji.web import clock, lists
from kaoji.web.access import actor_behind, allows
from kaoji.web.actor import Actor
from kaoji.web.files import read_back
from kaoji.web.files.look import KINDS, MOST_BYTES
from kaoji.web.notices import Notice, tell
from kaoji.web.refusals import Refused

#: What a dispute is about: a figure or a row of a list.
_HELD = ("figure", "row__asked")


@allows(get=SEE_TASKS, post=ATTACH)
def figure(request: HttpRequest, key: int) -> HttpResponse:
    """What stands, who entered it when and why, what proves it, what is disputed."""
    actor = actor_behind(request)
    found = queries.figure_keyed(actor, key=key)
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
            return redirect("facts:figure", key=key)
    shown = {
        "figure": found,
        "column": queries.column_of(found),
        "unit_name": queries.unit_name(found),
        "revisions": list(found.revisions.all()),
        "files": list(found.evidence.all()),
        "disputes": list(found.disputes.all()),
        "form": form if form.errors or actions.may_attach(actor, held=found) else None,
    }
    return render(request, "facts/figure.html", shown)


@allows(get=SEE_TASKS)
def evidence(request: HttpRequest, key: int) -> HttpResponse:
    """A file that proves what somebody sees."""
    actor = actor_behind(request)
    return handed_out(actor, found=queries.evidence_keyed(actor, key=key))


def handed_out(actor: Actor, *, found: Evidence) -> HttpResponse:
    """A file, always to be saved, never shown by the browser as a page of ours; who took it is
    remembered. Whether somebody may see it is for whoever calls to say.
    """
    content = read_back(found.digest)
    if content is None:
        raise Refused(
            "file-gone",
            reason=_("佐证文件不在盘上，或与收下时不同"),
            remedy=_("请系统管理员从备份恢复"),
        )
    actions.note_reading(by=actor, evidence=found)
    answer = HttpResponse(content, content_type=KINDS[found.kind][1])
    answer.headers["Content-Disposition"] = str(
        content_disposition_header(as_attachment=True, filename=found.name)
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@allows(get=SEE_OWN)
def own(request: HttpRequest) -> HttpResponse:
    """What is held about one's own unit, period by period."""
    found = queries.own_figures(actor_behind(request))
    return lists.answer(request, listing=OWN, rows=found, template="facts/own.html")


@allows(get=CONFIRM, post=CONFIRM)
def confirm(request: HttpRequest, number: int) -> HttpResponse:
    """A unit's own figures in a sheet: look, confirm, or dispute one."""
    actor = actor_behind(request)
    task = queries.task_numbered(actor, number=number)
    grid = grid_of(task)
    row = _own_row(request, grid=grid)
    can_say = task.state == TaskState.TO_REVIEW and (
        task.confirm_due_on is None or clock.today() <= task.confirm_due_on
    )
    form = forms.DisputeForm(request.POST if request.POST.get("act") == "dispute" else None)
    pairs = list(zip(grid.columns, row.cells, strict=True))
    mine = own_lists(task, unit_key=row.unit_key)
    form.offer("figure", choices=[*_disputable(pairs), *_disputable_rows(mine)])
    if request.method == "POST":
        try:
            if _said(request, task=task, row=row, form=form):
                return redirect(queries.confirm_address(task, unit_key=row.unit_key))
        except Refused as refused:
            remember_refusal(request, fault=refused)
            if not form.is_bound:
                raise
            form.refuse(refused)
    said = task.confirmations.filter(unit_id=row.unit_key).first()
    is_new = said is not None and said.state == ConfirmationState.UNSEEN
    if can_say and is_new:
        said = actions.look(by=actor, task=task, unit_key=row.unit_key)
    shown = {
        "task": task,
        "row": row,
        "pairs": pairs,
        "lists": mine,
        "other_sheets": queries.own_sheets(actor, unit_key=row.unit_key),
        "said": said,
        "can_say": can_say,
        # Whoever speaks for several units of a sheet goes from one to the other.
        "own_rows": _own_rows(request, grid=grid),
        "form": form,
        # Who looks for the first time has disputed nothing.
        "disputes": list(said.disputes.select_related("figure", "row__asked"))
        if said is not None and not is_new
        else [],
    }
    return render(request, "facts/confirm.html", shown)


def _disputable(pairs: list[tuple[TaskKey, Cell]]) -> list[tuple[str, str]]:
    return [
        (str(cell.figure_key), f"{column.title} {cell.shown}")
        for column, cell in pairs
        if cell.figure_key is not None and cell.state != "locked"
    ]


def _disputable_rows(lists: tuple[OwnList, ...]) -> list[tuple[str, str]]:
    """Rows of the unit, told apart from figures by a letter before the key."""
    return [
        (f"r{row.pk}", f"{row} {'，'.join(filter(None, texts)) or row.get_mark_display()}")
        for one in lists
        for row, texts, _is_disputed in one.rows
    ]


def _objection(told: dict[str, str]) -> actions.Objection:
    key, reason, proposed = told["figure"], told["reason"], told["proposed"]
    if key.startswith("r"):
        return actions.Objection(0, reason, proposed, row_key=int(key[1:]))
    return actions.Objection(int(key), reason, proposed)


def _own_row(request: HttpRequest, *, grid: Grid) -> Row:
    """The row of the unit for which the person speaks; with several, the one asked for."""
    asked = request.GET.get("unit", "")
    rows = _own_rows(request, grid=grid)
    chosen = next((row for row in rows if str(row.unit_key) == asked), rows[0] if rows else None)
    if chosen is None or (asked and str(chosen.unit_key) != asked):
        raise Http404
    return chosen


def _own_rows(request: HttpRequest, *, grid: Grid) -> list[Row]:
    mine = units_with(actor_behind(request), roles=CONFIRMERS)
    return [row for row in grid.rows if row.unit_key in mine]


def _said(request: HttpRequest, *, task: CollectionTask, row: Row, form: forms.DisputeForm) -> bool:
    actor = actor_behind(request)
    if form.is_bound:
        if not form.is_valid():
            return False
        told = form.cleaned_data
        actions.dispute(
            by=actor,
            task=task,
            unit_key=row.unit_key,
            objection=_objection(told),
        )
        tell(request, Notice(_("已提出争议"), _("，处理完以前这个数不进入计分。")))
        return True
    actions.confirm(by=actor, task=task, unit_key=row.unit_key)
    tell(request, Notice(_("已确认{unit}的数据").format(unit=row.name)))
    return True


@allows(get=REVIEW, post=REVIEW)
def uphold(request: HttpRequest, key: int) -> HttpResponse:
    """The office finds a disputed figure right, with an answer."""
    actor = actor_behind(request)
    found = (
        Dispute.objects.of(actor)
        .filter(pk=key)
        .select_related("figure__task", "row__asked__task")
        .first()
    )
    if found is None:
        raise Http404
    form = forms.AnswerForm(request.POST or None)
    if form.is_valid():
        try:
            actions.uphold(by=actor, objection=found, answer=form.cleaned_data["answer"])
        except Refused as refused:
            remember_refusal(request, fault=refused)
            form.refuse(refused)
        else:
            tell(request, Notice(_("已答复，维持原数")))
            return redirect("facts:task", number=found.held.task.number)
    shown = {"form": form, "title": _("答复争议"), "verb": _("维持原数"), "objection": found}
    about = {"task": found.held.task, "unit_name": queries.unit_name(found.held)}
    return render(request, "facts/form.html", {**shown, **about})
