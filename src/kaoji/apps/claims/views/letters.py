"""Vetoes: whom the scheme wants to be asked, what was answered, who has not answered."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.appraisals.queries import cycle_numbered
from kaoji.apps.appraisals.views.doing import done
from kaoji.apps.claims import actions, forms, queries
from kaoji.apps.claims.actions import LetterShape
from kaoji.apps.claims.models import Letter
from kaoji.apps.claims.permissions import SEE_LETTERS, SEND
from kaoji.apps.organisation.models import Unit
from kaoji.apps.organisation.queries.units import units_at
from kaoji.web import clock
from kaoji.web.access import actor_behind, allows, holds
from kaoji.web.actor import Actor


@allows(get=SEE_LETTERS)
def letters(request: HttpRequest, number: int) -> HttpResponse:
    """Every matter, its body, its answer."""
    cycle = cycle_numbered(actor_behind(request), number=number)
    asked = queries.asked_of(cycle)
    shown = {
        "cycle": cycle,
        "asked": asked,
        "count": cycle.units.count(),
        "waiting": [one for one in asked if one.state == "waiting"],
        "today": clock.today(),
        "can_send": holds(request, SEND),
    }
    return render(request, "claims/letters.html", shown)


@allows(get=SEND, post=SEND)
def send(request: HttpRequest, number: int) -> HttpResponse:
    """Ask a body about a matter; `?key=` says which."""
    actor = actor_behind(request)
    cycle = cycle_numbered(actor, number=number)
    asked = queries.asked_of(cycle)
    key = request.GET.get("key") or next((one.key for one in asked if one.letter is None), "")
    found = next((one for one in asked if one.key == key), None)
    if found is None:
        raise Http404
    bodies = [(one.key, one.name) for one in units_at(actor, on=clock.today())]
    form = forms.LetterForm(request.POST or None, bodies=bodies)
    if done(
        request, form=form, said=_("已发会签函"),
        doing=lambda: _sent(actor, cycle=cycle, key=key, form=form),
    ):  # fmt: skip
        return redirect("claims:letters", number=number)
    shown = {
        "cycle": cycle,
        "form": form,
        "title": _("会签：{key}").format(key=key),
        "verb": _("发会签函"),
        "facts": found.authority,
    }
    return render(request, "claims/form.html", shown)


def _sent(actor: Actor, *, cycle: Cycle, key: str, form: forms.LetterForm) -> Letter:
    told = form.cleaned_data
    shape = LetterShape(
        key=key,
        body=Unit.objects.of(actor).get(pk=told["body"]),
        body_name=form.bodies[told["body"]],
        window_days=told["window_days"],
        plan_paper=told["plan_paper"],
        plan_item=told["plan_item"],
    )
    return actions.send_letter(by=actor, cycle=cycle, shape=shape)
