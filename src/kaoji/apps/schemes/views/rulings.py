"""The register of rulings, and a new entry in it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kaoji.apps.audit.middleware import remember_refusal
from kaoji.apps.schemes import actions, forms, queries
from kaoji.apps.schemes.listings import RULINGS
from kaoji.apps.schemes.permissions import RULE, SEE
from kaoji.web import lists
from kaoji.web.access import actor_behind, allows
from kaoji.web.notices import Notice, tell
from kaoji.web.refusals import Refused


@allows(get=SEE)
def rulings(request: HttpRequest) -> HttpResponse:
    """All answers."""
    rows = queries.rulings_of(actor_behind(request))
    return lists.answer(request, listing=RULINGS, rows=rows, template="schemes/rulings.html")


@allows(get=RULE, post=RULE)
def ruling_add(request: HttpRequest, reference: str) -> HttpResponse:
    """Write an answer to a question about a clause of a version."""
    actor = actor_behind(request)
    clauses = queries.clauses_of(actor, reference=reference)
    if not clauses:
        raise Http404
    form = forms.RulingForm(
        request.POST or None, clauses=clauses, initial={"clause": request.GET.get("clause", "")}
    )
    if form.is_valid():
        shape = actions.RulingShape(reference=reference, **form.cleaned_data)
        try:
            actions.add_ruling(by=actor, shape=shape)
        except Refused as refused:
            remember_refusal(request, fault=refused)
            form.refuse(refused)
        else:
            tell(request, Notice(_("已登记{clause}的解释答复").format(clause=shape.clause)))
            return redirect("schemes:rulings")
    return render(request, "schemes/form.html", {
        "form": form, "title": _("登记解释答复 {reference}").format(reference=reference),
        "verb": _("登记"),
    })  # fmt: skip
