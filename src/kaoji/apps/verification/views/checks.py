"""What is verified: the list, one item beside its proof, standing back from a unit."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.queries import is_insider
from kaoji.apps.appraisals.views.doing import done
from kaoji.apps.facts.models import Figure
from kaoji.apps.facts.views.figures import handed_out
from kaoji.apps.selfscore.models import Line
from kaoji.apps.selfscore.queries import self_scored
from kaoji.apps.verification import actions, forms, queries
from kaoji.apps.verification.enums import ENDED, CheckState
from kaoji.apps.verification.held import shown_of
from kaoji.apps.verification.listings import CHECKS
from kaoji.apps.verification.models import Check
from kaoji.apps.verification.permissions import ARRANGE, SEE, SEE_VISITS, VERIFY
from kaoji.web import lists
from kaoji.web.access import actor_behind, allows, holds
from kaoji.web.actor import Actor


@allows(get=SEE)
def checks(request: HttpRequest, number: int) -> HttpResponse:
    """The items of a cycle that somebody sees, and how far they are."""
    actor = actor_behind(request)
    cycle = queries.cycle_numbered(actor, number=number)
    rows = queries.checks_of(actor, cycle=cycle)
    progress = queries.progress_of(rows)
    mine = rows.filter(verifier=actor.person_key or 0, now__in=queries.WAITING)
    shown = {
        "cycle": cycle,
        "progress": progress,
        "next": mine.order_by("number").values_list("pk", flat=True).first(),
        "draws": list(cycle.draws.all()),
        "recusals": list(cycle.recusals.all()),
        "is_insider": is_insider(actor),
        "may_arrange": holds(request, ARRANGE),
        "may_verify": holds(request, VERIFY),
        "may_visit": holds(request, SEE_VISITS),
    }
    return lists.answer(
        request,
        listing=CHECKS,
        rows=queries.listed(rows),
        template="verification/list.html",
        context=shown,
    )


@allows(get=SEE, post=VERIFY)
def check(request: HttpRequest, key: int) -> HttpResponse:
    """What was reported beside its proof; decided, the next one comes."""
    actor = actor_behind(request)
    found = queries.check_keyed(actor, key=key)
    beside = queries.neighbours_of(actor, check=found)
    form = _form(request, actor=actor, found=found)
    if form is not None and done(
        request, form=form, said=_("已核：{item}").format(item=found),
        doing=lambda: actions.decide(by=actor, of=found, decision=form.decision),
    ):  # fmt: skip
        return redirect(_onward(found, beside=beside))
    held = found.held
    shown = {
        "check": found,
        "word": CheckState(found.now).label,  # type: ignore[attr-defined]
        "cycle": found.cycle,
        "held": held,
        "shown": shown_of(held, cycle=found.cycle),
        "files": list(held.evidence.all()),
        "revisions": list(held.revisions.all()),
        "verdicts": list(found.verdicts.all()),
        "beside": beside,
        "self_score": _self_score(found),
        "form": form,
        "is_insider": is_insider(actor),
        "may_arrange": holds(request, ARRANGE),
    }
    return render(request, "verification/check.html", shown)


def _self_score(found: Check) -> Line | None:
    """What the unit gave itself on the indicator of a figure, once it was signed."""
    held = found.held
    if not isinstance(held, Figure):
        return None
    return self_scored(cycle=found.cycle, unit_key=held.unit_id, key=held.key, period=held.period)


def _form(request: HttpRequest, *, actor: Actor, found: Check) -> forms.DecideForm | None:
    """For whoever verifies it; a sent form always comes back with what became of it."""
    if request.method == "POST":
        return forms.DecideForm(request.POST)
    is_mine = found.verifier_id is not None and found.verifier_id == actor.person_key
    is_away = found.visit is not None and found.visit.state not in ENDED
    if not is_mine or is_away or not holds(request, VERIFY):
        return None
    read = {"version": found.version, "revision": found.held.revision}
    return forms.DecideForm(initial=read)


def _onward(found: Check, *, beside: queries.Neighbours) -> str:
    if beside.undone is None:
        return reverse("verification:list", args=[found.cycle.number])
    return reverse("verification:check", args=[beside.undone])


@allows(get=SEE)
def evidence(request: HttpRequest, key: int) -> HttpResponse:
    """A file that proves something one verifies."""
    actor = actor_behind(request)
    return handed_out(actor, found=queries.evidence_keyed(actor, key=key))


@allows(get=VERIFY, post=VERIFY)
def recuse(request: HttpRequest, number: int) -> HttpResponse:
    """Stand back from a unit."""
    actor = actor_behind(request)
    cycle = queries.cycle_numbered(actor, number=number)
    form = forms.RecuseForm(request.POST or None, units=queries.units_of(cycle))
    if done(
        request, form=form, said=_("已申报回避，由绩效办换人"),
        doing=lambda: actions.recuse(
            by=actor, cycle=cycle, unit_key=form.cleaned_data["unit"],
            reason=form.cleaned_data["reason"],
        ),
    ):  # fmt: skip
        return redirect("workbench:home")
    shown = {"cycle": cycle, "form": form, "title": _("申报回避"), "verb": _("申报回避")}
    return render(request, "verification/form.html", shown)
