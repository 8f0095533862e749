"""What a chosen scheme leaves to the office: its parameters, set by paper; given to a run."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from kaoji.apps.audit.actions import record
from kaoji.apps.audit.middleware import remember_refusal
from kaoji.apps.facts import actions, forms, queries, row_forms
from kaoji.apps.facts.audit_types import EXPORT_PARAMETERS
from kaoji.apps.facts.models import PinnedScheme, Setting
from kaoji.apps.facts.parameters import Parameter, given_text, parameters_of, values_on
from kaoji.apps.facts.permissions import EXPORT, SET_PARAMETERS
from kaoji.web import clock
from kaoji.web.access import actor_behind, allows
from kaoji.web.actor import Actor
from kaoji.web.notices import Notice, tell
from kaoji.web.refusals import Refused


def _scheme(actor: Actor, *, key: int) -> PinnedScheme:
    found = queries.schemes_of(actor).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


@allows(get=SET_PARAMETERS)
def parameters(request: HttpRequest, key: int) -> HttpResponse:
    """Every parameter of a scheme with what holds today."""
    actor = actor_behind(request)
    scheme = _scheme(actor, key=key)
    held = values_on(actor, scheme=scheme, on=clock.today())
    lines = [
        (one, [(word, told) for (name, word), told in held.items() if name == one.name])
        for one in parameters_of(scheme)
    ]
    owed = sum(one.is_required and not values for one, values in lines)
    shown = {"scheme": scheme, "lines": lines, "owed": owed, "year": clock.today().year}
    return render(request, "facts/parameters.html", shown)


@allows(get=SET_PARAMETERS, post=SET_PARAMETERS)
def parameter(request: HttpRequest, key: int, order: int) -> HttpResponse:
    """One parameter: set it, and what it was before."""
    actor = actor_behind(request)
    scheme = _scheme(actor, key=key)
    one = next((one for one in parameters_of(scheme) if one.order == order), None)
    if one is None:
        raise Http404
    settings = list(
        Setting.objects.of(actor).filter(scheme=scheme, name=one.name).prefetch_related("revisions")
    )
    seen = sum(setting.revision for setting in settings)
    form = row_forms.ParameterForm(
        request.POST or None, parameter=one, initial={"version": seen, "begins_on": clock.today()}
    )
    if form.is_valid() and _set(request, scheme=scheme, one=one, form=form):
        return redirect("facts:parameters", key=key)
    revisions = [
        (setting, revision) for setting in settings for revision in setting.revisions.all()
    ]
    revisions.sort(key=lambda pair: pair[1].at, reverse=True)
    shown = {"scheme": scheme, "parameter": one, "form": form, "revisions": revisions}
    return render(request, "facts/parameter.html", shown)


def _set(
    request: HttpRequest, *, scheme: PinnedScheme, one: Parameter, form: row_forms.ParameterForm
) -> bool:
    """Do it, or show why not in the form."""
    try:
        actions.set_parameter(
            by=actor_behind(request),
            scheme=scheme,
            parameter=one,
            given=form.given(),
            seen=form.cleaned_data["version"] or 0,
        )
    except Refused as refused:
        remember_refusal(request, fault=refused)
        form.refuse(refused)
        return False
    tell(request, Notice(_("已设定{name}").format(name=one.name)))
    return True


@allows(get=EXPORT)
def given(request: HttpRequest, key: int) -> HttpResponse:
    """The parameters of a year, as `kaoji score --given` reads them."""
    actor = actor_behind(request)
    scheme = _scheme(actor, key=key)
    form = forms.YearForm(request.GET or None)
    if not form.is_valid():
        shown = {"form": form, "title": _("导出参数"), "verb": _("导出")}
        return render(request, "facts/choose.html", shown)
    year = form.cleaned_data["year"]
    text = given_text(actor, scheme=scheme, year=year)
    record(EXPORT_PARAMETERS, by=actor, of=scheme, named=f"{scheme} {year}")
    answer = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    answer.headers["Content-Disposition"] = str(
        content_disposition_header(as_attachment=True, filename=f"given-{year}.yaml")
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
