"""The pages of an import; a room's view hands its request over.

@allows(get=EDIT_UNITS, post=EDIT_UNITS)
def import_units(request):
    return importing.answer(request, importer=UNITS_IMPORTER)
"""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from kaoji.web import clock
from kaoji.web.forms import Form
from kaoji.web.lists.export import XLSX
from kaoji.web.notices import Notice, tell
from kaoji.web.workbooks import runs
from kaoji.web.workbooks.runs import Importer
from kaoji.web.workbooks.template import template_of

MOST_BYTES = 20 * 1024 * 1024


class UploadForm(Form):
    """The workbook to check."""

    file = forms.FileField(
        label=_lazy("填好的表格"),
        help_text=_lazy("xlsx、et、xls、ods 或 csv，不超过 20 MB；先检查，不会马上写入"),
    )

    def clean_file(self) -> UploadedFile:
        """Refuse what is too large before it is read."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("文件超过 20 MB，请分成几份。"))
        return file


def answer(request: HttpRequest, *, importer: Importer) -> HttpResponse:
    """Whatever the request asks of an import: the template, a check, a confirmation, an undo."""
    if request.method == "POST":
        return _act(request, importer=importer)
    if request.GET.get("template") == "1":
        actor = request.actor  # type: ignore[attr-defined]
        content = template_of(importer.book, held=importer.held(actor), stamp=runs.owner_of(actor))
        return _attached(content, name=importer.book.key)
    if "run" not in request.GET:
        return _page(request, importer=importer, form=UploadForm())
    run = runs.run_of(request.GET["run"], importer=importer, actor=request.actor)  # type: ignore[attr-defined]
    if request.GET.get("file") == "1" and run.returned is not None:
        return _attached(bytes(run.returned), name=f"{importer.book.key}-marked")
    named = {"run": run, "importer": importer}
    return render(request, "web/import_run.html", named)


def _act(request: HttpRequest, *, importer: Importer) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    act = request.POST.get("act", "check")
    if act in ("confirm", "undo"):
        run = runs.run_of(request.POST.get("run", ""), importer=importer, actor=actor)
        if act == "confirm":
            runs.confirm(run, importer=importer, actor=actor)
            tell(request, Notice(_("已导入。"), _("24 小时内可整批撤销。")))
        else:
            runs.undo(run, importer=importer, actor=actor)
            tell(request, Notice(_("已撤销这次导入。"), _("各行都恢复成导入前的样子。")))
        return HttpResponseRedirect(f"{request.path}?run={run.pk}")
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, importer=importer, form=form, status=422)
    file = form.cleaned_data["file"]
    run = runs.check(file.read(), importer=importer, actor=actor, name=str(file.name))
    return HttpResponseRedirect(f"{request.path}?run={run.pk}")


def _page(
    request: HttpRequest, *, importer: Importer, form: UploadForm, status: int = 200
) -> HttpResponse:
    named = {"form": form, "importer": importer}
    return render(request, "web/import.html", named, status=status)


def _attached(content: bytes, *, name: str) -> HttpResponse:
    answered = HttpResponse(content, content_type=XLSX)
    day = clock.today().isoformat()
    answered.headers["Content-Disposition"] = f'attachment; filename="{name}-{day}.xlsx"'
    return answered
