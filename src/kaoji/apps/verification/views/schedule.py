"""日程: on-site checks of a cycle; planning, moving and calling off."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.queries import is_insider
from kaoji.apps.appraisals.views.doing import done
from kaoji.apps.verification import actions, forms, queries
from kaoji.apps.verification.actions import VisitChange, VisitPlan
from kaoji.apps.verification.listings import VISITS
from kaoji.apps.verification.permissions import ARRANGE, SEE, SEE_VISITS
from kaoji.web import lists
from kaoji.web.access import actor_behind, allows, holds
from kaoji.web.actor import Actor


@allows(get=SEE_VISITS)
def visits(request: HttpRequest, number: int) -> HttpResponse:
    """The on-site checks of a cycle that somebody sees."""
    actor = actor_behind(request)
    cycle = queries.cycle_numbered(actor, number=number)
    waiting = queries.waiting_for_visit(cycle) if is_insider(actor) else {}
    shown = {
        "cycle": cycle,
        "waiting": sum(waiting.values()),
        "is_insider": is_insider(actor),
        "may_arrange": holds(request, ARRANGE),
        "may_see": holds(request, SEE),
    }
    return lists.answer(
        request,
        listing=VISITS,
        rows=queries.visits_listed(queries.visits_of(actor, cycle=cycle)),
        template="verification/visits.html",
        context=shown,
    )


@allows(get=ARRANGE, post=ARRANGE)
def plan(request: HttpRequest, number: int) -> HttpResponse:
    """A day, units, a team."""
    actor = actor_behind(request)
    cycle = queries.cycle_numbered(actor, number=number)
    waiting = queries.waiting_for_visit(cycle)
    units = [
        (key, _("{unit}（{count} 项）").format(unit=name, count=waiting[key]))
        if key in waiting
        else (key, name)
        for key, name in queries.units_of(cycle)
    ]
    form = forms.PlanForm(
        request.POST or None, people=_people(actor), units=units,
        initial={"units": list(waiting)},
    )  # fmt: skip

    def act() -> None:
        told = form.cleaned_data
        shape = VisitPlan(told["on"], tuple(told["units"]), tuple(told["team"]))
        actions.plan_visits(by=actor, cycle=cycle, plan=shape)

    if done(request, form=form, doing=act, said=_("已排日程，请核查组通知单位")):
        return redirect("verification:visits", number=number)
    shown = {"cycle": cycle, "form": form, "title": _("排现场核查"), "verb": _("排日程")}
    return render(request, "verification/form.html", shown)


def _people(actor: Actor) -> list[tuple[int, str]]:
    return [(one.pk, f"{one.name}（{post}）") for one, post in queries.verifiers_of(actor)]


@allows(get=ARRANGE, post=ARRANGE)
def change(request: HttpRequest, key: int) -> HttpResponse:
    """Another day or another team."""
    actor = actor_behind(request)
    found = queries.visit_keyed(actor, key=key)
    read = {
        "on": found.on,
        "team": [one.person_id for one in found.members.all()],
        "version": found.version,
    }
    form = forms.ChangeVisitForm(request.POST or None, people=_people(actor), initial=read)

    def act() -> None:
        told = form.cleaned_data
        shape = VisitChange(told["on"], tuple(told["team"]), told["reason"], told["version"] or 0)
        actions.change_visit(by=actor, visit=found, change=shape)

    if done(request, form=form, doing=act, said=_("日程已改")):
        return redirect("verification:visit", key=key)
    title = _("改日程：{visit}").format(visit=found)
    shown = {"cycle": found.cycle, "form": form, "title": title, "verb": _("改日程")}
    return render(request, "verification/form.html", shown)


@allows(get=ARRANGE, post=ARRANGE)
def cancel(request: HttpRequest, key: int) -> HttpResponse:
    """Call it off."""
    actor = actor_behind(request)
    found = queries.visit_keyed(actor, key=key)
    form = forms.CancelVisitForm(request.POST or None, initial={"version": found.version})
    if done(
        request, form=form, said=_("已取消"),
        doing=lambda: actions.cancel_visit(
            by=actor, visit=found, reason=form.cleaned_data["reason"],
            version=form.cleaned_data["version"] or 0,
        ),
    ):  # fmt: skip
        return redirect("verification:visit", key=key)
    title = _("取消：{visit}").format(visit=found)
    shown = {"cycle": found.cycle, "form": form, "title": title, "verb": _("取消核查")}
    return render(request, "verification/form.html", shown)
