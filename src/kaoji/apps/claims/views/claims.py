"""Claims: the list of a cycle, claiming, one claim and the decision on it, the sheet."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.queries import cycle_numbered
from kaoji.apps.appraisals.views.doing import done
from kaoji.apps.claims import actions, forms, queries
from kaoji.apps.claims.listings import CLAIMS
from kaoji.apps.claims.lists import claimed_in
from kaoji.apps.claims.models import Claim, ClaimState
from kaoji.apps.claims.permissions import CLAIM, DECIDE, SEE_CLAIMS
from kaoji.web import lists
from kaoji.web.access import actor_behind, allows, holds
from kaoji.web.actor import Actor


@allows(get=SEE_CLAIMS)
def claims(request: HttpRequest, number: int) -> HttpResponse:
    """The claims of a cycle that somebody sees."""
    actor = actor_behind(request)
    cycle = cycle_numbered(actor, number=number)
    is_claimant = holds(request, CLAIM) and bool(queries.own_units(actor, cycle=cycle))
    shown = {
        "cycle": cycle,
        "claimed": claimed_in(cycle) if is_claimant else (),
        "uncollected": queries.uncollected(cycle) if holds(request, DECIDE) else (),
    }
    return lists.answer(
        request,
        listing=CLAIMS,
        rows=queries.claims_in(actor, cycle=cycle),
        template="claims/list.html",
        context=shown,
    )


@allows(get=CLAIM, post=CLAIM)
def new(request: HttpRequest, number: int) -> HttpResponse:
    """Claim something; `?key=` says for which list."""
    actor = actor_behind(request)
    cycle = cycle_numbered(actor, number=number)
    known = claimed_in(cycle)
    asked = next((one for one in known if one.key == request.GET.get("key")), None)
    asked = asked or next(iter(known), None)
    if asked is None:
        raise Http404
    units = queries.own_units(actor, cycle=cycle)
    form = forms.ClaimForm(request.POST or None, asked=asked, units=units)
    if done(
        request, form=form, said=_("已申报，等绩效办认定"),
        doing=lambda: actions.claim(by=actor, cycle=cycle, shape=form.shape),
    ):  # fmt: skip
        return redirect("claims:list", number=number)
    shown = {"cycle": cycle, "form": form, "asked": asked, "known": known}
    return render(request, "claims/new.html", shown)


@allows(get=SEE_CLAIMS)
def claim(request: HttpRequest, key: int) -> HttpResponse:
    """One claim: what is claimed, what proves it, who else claims the same, what was decided."""
    found = queries.claim_keyed(actor_behind(request), key=key)
    return _shown(request, found=found)


@allows(post=DECIDE)
def decide(request: HttpRequest, key: int) -> HttpResponse:
    """The office accepts or refuses."""
    actor = actor_behind(request)
    found = queries.claim_keyed(actor, key=key)
    form = forms.DecideForm(request.POST)
    if done(
        request, form=form, said=_("已答复申报单位"),
        doing=lambda: _decided(actor, claim=found, form=form),
    ):  # fmt: skip
        return redirect("claims:claim", key=key)
    return _shown(request, found=found, form=form)


def _decided(actor: Actor, *, claim: Claim, form: forms.DecideForm) -> Claim:
    told = form.cleaned_data
    act = actions.accept if told["outcome"] == "accepted" else actions.refuse
    return act(by=actor, claim=claim, decision=told["decision"])


def _shown(
    request: HttpRequest, *, found: Claim, form: forms.DecideForm | None = None
) -> HttpResponse:
    actor = actor_behind(request)
    is_open = found.state == ClaimState.SENT
    can_decide = holds(request, DECIDE) and is_open
    own = [key for key, _name in queries.own_units(actor, cycle=found.cycle)]
    shown = {
        "claim": found,
        "cycle": found.cycle,
        "doubles": queries.doubles_of(found) if holds(request, DECIDE) else (),
        "form": form or (forms.DecideForm() if can_decide else None),
        "can_withdraw": is_open and holds(request, CLAIM) and found.unit_id in own,
    }
    return render(request, "claims/claim.html", shown)


@allows(post=CLAIM)
def withdraw(request: HttpRequest, key: int) -> HttpResponse:
    """The unit takes it back."""
    actor = actor_behind(request)
    found = queries.claim_keyed(actor, key=key)
    actions.withdraw(by=actor, claim=found)
    return redirect("claims:claim", key=key)


@allows(get=DECIDE, post=DECIDE)
def collect(request: HttpRequest, number: int) -> HttpResponse:
    """What was accepted goes into a sheet of the facts; `?key=` says of which list."""
    actor = actor_behind(request)
    cycle = cycle_numbered(actor, number=number)
    keys = [one.key for one in claimed_in(cycle)]
    key = request.GET.get("key") or next(iter(queries.uncollected(cycle) or keys), "")
    if key not in keys:
        raise Http404
    form = forms.CollectForm(request.POST or None)
    if done(
        request, form=form, said=_("已汇成表，等负责人签批"),
        doing=lambda: actions.collect(by=actor, cycle=cycle, key=key, **form.cleaned_data),
    ):  # fmt: skip
        return redirect("claims:list", number=number)
    title = _("“{key}”汇入数据").format(key=key)
    shown = {"cycle": cycle, "form": form, "title": title, "verb": _("汇入数据")}
    return render(request, "claims/form.html", shown)
