"""Regulations: the list, the reading copy with its marks, the document itself."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from kaoji.apps.audit.middleware import remember_refusal
from kaoji.apps.schemes import actions, forms, intakes, queries
from kaoji.apps.schemes.listings import REGULATIONS
from kaoji.apps.schemes.permissions import DRAFT, SEE
from kaoji.web import lists
from kaoji.web.access import actor_behind, allows
from kaoji.web.files import read_back
from kaoji.web.files.look import KINDS
from kaoji.web.notices import Notice, tell
from kaoji.web.refusals import Refused


@allows(get=SEE)
def regulation_list(request: HttpRequest) -> HttpResponse:
    """Regulations that were kept."""
    rows = queries.regulations_of(actor_behind(request))
    template = "schemes/regulations.html"
    return lists.answer(request, listing=REGULATIONS, rows=rows, template=template)


@allows(get=DRAFT, post=DRAFT)
def regulation_add(request: HttpRequest) -> HttpResponse:
    """Keep one."""
    form = forms.RegulationForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = actions.keep_regulation(
                by=actor_behind(request), content=file.read(), name=str(file.name),
                title=form.cleaned_data["title"],
            )  # fmt: skip
        except Refused as refused:
            remember_refusal(request, fault=refused)
            form.refuse(refused)
        else:
            return redirect("schemes:regulation", key=made.pk)
    told = {"form": form, "title": _("存入办法原文"), "verb": _("存入"), "has_file": True}
    return render(request, "schemes/form.html", told)


@allows(get=SEE, post=DRAFT)
def regulation(request: HttpRequest, key: int) -> HttpResponse:
    """The reading copy: each passage with its clause and the question to it; a mark is set here."""
    actor = actor_behind(request)
    held = queries.regulation_or_404(actor, key=key)
    chosen = _passage(request)
    if chosen >= len(held.passages):
        raise Http404
    initial = {"question": held.marks.get(str(chosen), ""), "version": held.number}
    form = forms.MarkForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            actions.mark_passage(
                by=actor, regulation=held, number=form.cleaned_data["version"] or 0,
                passage=chosen, question=form.cleaned_data["question"],
            )  # fmt: skip
        except Refused as refused:
            remember_refusal(request, fault=refused)
            form.refuse(refused)
        else:
            tell(request, Notice(_("已记下")))
            return redirect(f"{reverse('schemes:regulation', args=(key,))}#p{chosen}")
    read = intakes.passages_in(held)
    return render(request, "schemes/regulation.html", {
        "regulation": held, "form": form, "chosen": chosen,
        "chosen_text": read[chosen].text if chosen >= 0 else "",
        "passages": [
            (at, one, held.marks.get(str(at), "")) for at, one in enumerate(read)
        ],
    })  # fmt: skip


def _passage(request: HttpRequest) -> int:
    text = request.POST.get("passage", "") or request.GET.get("passage", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1


@allows(get=SEE)
def regulation_meeting(request: HttpRequest, key: int) -> HttpResponse:
    """The questions to a regulation, to print for the drafting meeting."""
    held = queries.regulation_or_404(actor_behind(request), key=key)
    context = {"regulation": held, "marks": queries.marked_in(held)}
    return render(request, "schemes/regulation_meeting.html", context)


@allows(get=SEE)
def regulation_file(request: HttpRequest, key: int) -> HttpResponse:
    """The document, word for word."""
    held = queries.regulation_or_404(actor_behind(request), key=key)
    content = read_back(held.digest)
    if content is None:
        raise Refused(
            "file-gone", reason=_("文件不在了，或与存入时不同"), remedy=_("请系统管理员从备份取回")
        )
    answered = HttpResponse(content, content_type=KINDS["docx"][1])
    told = content_disposition_header(as_attachment=True, filename=held.file_name)
    answered.headers["Content-Disposition"] = told or "attachment"
    return answered
