"""What the office sets up, and the archive."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kaoji.apps.audit.middleware import remember_refusal
from kaoji.apps.documents import actions, forms, queries
from kaoji.apps.documents.archive import package_of
from kaoji.apps.documents.listings import SERIES, TEMPLATES
from kaoji.apps.documents.permissions import ARCHIVE, EDIT_SERIES
from kaoji.apps.documents.views.papers import attached
from kaoji.web import lists
from kaoji.web.access import actor_behind, allows
from kaoji.web.files import read_back
from kaoji.web.files.look import KINDS, MOST_BYTES
from kaoji.web.forms import Form
from kaoji.web.notices import Notice, tell
from kaoji.web.refusals import Refused


@allows(get=EDIT_SERIES)
def series(request: HttpRequest) -> HttpResponse:
    """The declared series."""
    rows = queries.series_of(actor_behind(request))
    return lists.answer(request, listing=SERIES, rows=rows, template="documents/series.html")


@allows(get=EDIT_SERIES, post=EDIT_SERIES)
def series_add(request: HttpRequest) -> HttpResponse:
    """A new series."""
    form = forms.SeriesForm(request.POST or None)
    if form.is_valid():
        try:
            made = actions.declare_series(by=actor_behind(request), **form.cleaned_data)
        except Refused as refused:
            remember_refusal(request, fault=refused)
            form.refuse(refused)
        else:
            tell(request, Notice(_("已设立代字{mark}").format(mark=made.mark)))
            return redirect("documents:series")
    return _form(request, form=form, title=_("设立代字"), verb=_("设立"))


@allows(post=EDIT_SERIES)
def series_close(request: HttpRequest, key: int) -> HttpResponse:
    """Give no more numbers from it."""
    actor = actor_behind(request)
    actions.close_series(by=actor, series=queries.series_keyed(actor, key=key))
    tell(request, Notice(_("已停用，编过的号都留着")))
    return redirect("documents:series")


@allows(get=EDIT_SERIES, post=EDIT_SERIES)
def retention(request: HttpRequest) -> HttpResponse:
    """How long papers of each kind are kept."""
    actor = actor_behind(request)
    form = forms.RetentionForm(request.POST or None, classes=queries.retention_of(actor))
    if form.is_valid():
        actions.set_retention(by=actor, classes=form.cleaned_data)
        tell(request, Notice(_("已设定保管期限")))
        return redirect("documents:series")
    return _form(request, form=form, title=_("保管期限"), verb=_("保存"))


@allows(get=EDIT_SERIES)
def templates(request: HttpRequest) -> HttpResponse:
    """The office's own layouts."""
    rows = queries.templates_of(actor_behind(request))
    return lists.answer(request, listing=TEMPLATES, rows=rows, template="documents/templates.html")


@allows(get=EDIT_SERIES, post=EDIT_SERIES)
def template_add(request: HttpRequest) -> HttpResponse:
    """A new layout; faults are told with their places."""
    form = forms.TemplateForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        told = form.cleaned_data
        sent = told["file"]
        try:
            made = actions.add_template(
                by=actor_behind(request),
                kind=told["kind"],
                name=told["name"],
                content=sent.read(MOST_BYTES + 1),
                filename=sent.name,
            )
        except Refused as refused:
            remember_refusal(request, fault=refused)
            form.refuse(refused)
        else:
            tell(request, Notice(_("已收下模板{name}").format(name=made.name)))
            return redirect("documents:templates")
    return _form(request, form=form, title=_("上传公文模板"), verb=_("上传"))


@allows(get=EDIT_SERIES)
def template(request: HttpRequest, key: int) -> HttpResponse:
    """The file of a layout."""
    found = queries.template_keyed(actor_behind(request), key=key)
    content = read_back(found.digest)
    if content is None:
        raise Refused(
            "file-gone",
            reason=_("模板文件不在盘上，或与上传时不同"),
            remedy=_("请重新上传，或由系统管理员从备份恢复"),
        )
    return attached(content, name=f"{found.name}.docx", kind=KINDS["docx"][1])


@allows(post=EDIT_SERIES)
def template_end(request: HttpRequest, key: int) -> HttpResponse:
    """Offer it no more."""
    actor = actor_behind(request)
    actions.end_template(by=actor, template=queries.template_keyed(actor, key=key))
    tell(request, Notice(_("已停用模板")))
    return redirect("documents:templates")


@allows(get=ARCHIVE)
def archive(request: HttpRequest) -> HttpResponse:
    """The archive package of a year."""
    actor = actor_behind(request)
    form = forms.ArchiveForm(request.GET or None, years=queries.years_issued(actor))
    if not form.is_valid():
        return render(request, "documents/archive.html", {"form": form})
    year = form.cleaned_data["year"]
    package = package_of(actor, year=year)
    actions.note_archive(by=actor, year=year, digest=package.digest, count=package.count)
    return attached(package.content, name=f"papers-{year}.zip", kind="application/zip")


def _form(request: HttpRequest, *, form: Form, title: str, verb: str) -> HttpResponse:
    shown = {"form": form, "title": title, "verb": verb, "has_file": "file" in form.fields}
    return render(request, "documents/form.html", shown)
