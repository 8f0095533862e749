"""What the office sets up: schemes, the register of sources, tasks; and the facts table."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kaoji.apps.audit.actions import record
from kaoji.apps.audit.middleware import remember_refusal
from kaoji.apps.facts import actions, forms, queries
from kaoji.apps.facts.audit_types import EXPORT_FACTS
from kaoji.apps.facts.export import as_csv
from kaoji.apps.facts.listings import SCHEMES, SOURCES
from kaoji.apps.facts.models import FactSource
from kaoji.apps.facts.permissions import EDIT_SOURCES, EXPORT, SEE_SOURCES, SET_TASKS
from kaoji.web import lists
from kaoji.web.access import actor_behind, allows, holds
from kaoji.web.forms import Form
from kaoji.web.notices import Notice, tell
from kaoji.web.refusals import Refused


@allows(get=SEE_SOURCES)
def sources(request: HttpRequest) -> HttpResponse:
    """Who supplies which figure."""
    return lists.answer(
        request,
        listing=SOURCES,
        rows=queries.sources_visible_to(actor_behind(request)),
        template="facts/sources.html",
        context={"can_edit": holds(request, EDIT_SOURCES)},
    )


@allows(get=EDIT_SOURCES)
def schemes(request: HttpRequest) -> HttpResponse:
    """The chosen schemes, each with the way to its parameters."""
    rows = queries.schemes_of(actor_behind(request))
    return lists.answer(request, listing=SCHEMES, rows=rows, template="facts/schemes.html")


@allows(get=EDIT_SOURCES, post=EDIT_SOURCES)
def scheme_pin(request: HttpRequest) -> HttpResponse:
    """Choose a scheme."""
    form = forms.PinForm(request.POST or None, actor=actor_behind(request))
    if form.is_valid():
        try:
            made = actions.pin_scheme(by=actor_behind(request), **form.cleaned_data)
        except Refused as refused:
            remember_refusal(request, fault=refused)
            form.refuse(refused)
        else:
            tell(request, Notice(_("已选定{scheme}").format(scheme=made)))
            return redirect("facts:schemes")
    return _form(request, form=form, title=_("选定方案"))


@allows(get=EDIT_SOURCES, post=EDIT_SOURCES)
def source_add(request: HttpRequest) -> HttpResponse:
    """A new entry of the register."""
    form = forms.SourceForm(request.POST or None, actor=actor_behind(request))
    if form.is_valid():
        try:
            actions.register_source(by=actor_behind(request), shape=_shape(form))
        except Refused as refused:
            remember_refusal(request, fault=refused)
            form.refuse(refused)
        else:
            tell(request, Notice(_("已登记")))
            return redirect("facts:sources")
    return _form(request, form=form, title=_("登记数据来源"))


@allows(get=EDIT_SOURCES, post=EDIT_SOURCES)
def source_change(request: HttpRequest, key: int) -> HttpResponse:
    """Change an entry of the register."""
    actor = actor_behind(request)
    source = FactSource.objects.of(actor).filter(pk=key).first()
    if source is None:
        raise Http404
    initial = {
        "version": source.version, "scheme": str(source.scheme_id), "key": source.key,
        "supplier": str(source.supplier_id), "group": str(source.group_id or ""),
        "grain": source.grain, "basis": source.basis, "begins_on": source.begins_on,
    }  # fmt: skip
    form = forms.SourceForm(request.POST or None, actor=actor, initial=initial)
    if form.is_valid():
        try:
            actions.change_source(
                by=actor,
                source=source,
                shape=_shape(form),
                version=form.cleaned_data["version"] or 0,
            )
        except Refused as refused:
            remember_refusal(request, fault=refused)
            form.refuse(refused)
        else:
            tell(request, Notice(_("已变更")))
            return redirect("facts:sources")
    return _form(request, form=form, title=_("变更数据来源"))


def _shape(form: forms.SourceForm) -> actions.SourceShape:
    told = dict(form.cleaned_data)
    told.pop("version", None)
    return actions.SourceShape(**told)


@allows(get=SET_TASKS)
def task_choose(request: HttpRequest) -> HttpResponse:
    """First step of a task."""
    form = forms.ChooseForm(request.GET or None, actor=actor_behind(request))
    return render(
        request,
        "facts/choose.html",
        {
            "form": form,
            "title": _("起草采集任务"),
            "verb": _("下一步"),
        },
    )


@allows(get=SET_TASKS, post=SET_TASKS)
def task_add(request: HttpRequest) -> HttpResponse:
    """Second step: what is asked of whom, by when, on what basis."""
    actor = actor_behind(request)
    asked = request.POST or request.GET
    first = forms.ChooseForm(asked, actor=actor)
    if not first.is_valid():
        return render(
            request,
            "facts/choose.html",
            {
                "form": first,
                "title": _("起草采集任务"),
                "verb": _("下一步"),
            },
        )
    chosen = first.cleaned_data
    initial = {name: asked.get(name, "") for name in ("scheme", "supplier", "period")}
    try:
        form = forms.TaskForm(request.POST or None, actor=actor, chosen=chosen, initial=initial)
    except Refused as refused:
        first.refuse(refused)
        return render(
            request,
            "facts/choose.html",
            {
                "form": first,
                "title": _("起草采集任务"),
                "verb": _("下一步"),
            },
        )
    if form.is_valid():
        try:
            made = actions.draft_task(by=actor, plan=_plan(request, form=form))
        except Refused as refused:
            remember_refusal(request, fault=refused)
            form.refuse(refused)
        else:
            tell(request, Notice(_("已起草 {number} 号任务").format(number=made.number)))
            return redirect("facts:task", number=made.number)
    return _form(request, form=form, title=_("起草采集任务"))


def _plan(request: HttpRequest, *, form: forms.TaskForm) -> actions.TaskPlan:
    told = form.cleaned_data
    units = queries.units_in(
        actor_behind(request), group_key=told["group"].pk, day=told["opens_on"]
    )
    names = (
        "title", "plan_paper", "plan_item", "scheme", "supplier", "period", "opens_on",
        "window_days", "confirm_days",
    )  # fmt: skip
    return actions.TaskPlan(
        **{name: told[name] for name in names},
        columns=form.pairs("columns"),
        shown=form.pairs("shown"),
        lists=tuple(told["lists"]),
        units=units,
    )


@allows(get=EXPORT)
def export(request: HttpRequest) -> HttpResponse:
    """The facts table of a year, as `kaoji score` reads it."""
    actor = actor_behind(request)
    form = forms.ExportForm(request.GET or None, actor=actor)
    if not form.is_valid():
        return render(
            request,
            "facts/choose.html",
            {
                "form": form,
                "title": _("导出数据表"),
                "verb": _("导出"),
            },
        )
    scheme = form.schemes[form.cleaned_data["scheme"]]
    year = str(form.cleaned_data["year"])
    text = as_csv(actor, scheme=scheme, year=year)
    record(EXPORT_FACTS, by=actor, of=scheme, named=f"{scheme} {year}")
    answer = HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="facts-{year}.csv"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _form(request: HttpRequest, *, form: Form, title: str) -> HttpResponse:
    return render(request, "facts/form.html", {"form": form, "title": title, "verb": _("保存")})
