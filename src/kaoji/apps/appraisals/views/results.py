"""What is done with a result before it is public: the desk, forewarning, the meeting."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kaoji.apps.appraisals import actions
from kaoji.apps.appraisals import publishing_forms as forms
from kaoji.apps.appraisals import publishing_queries as queries
from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.losses import losses_in
from kaoji.apps.appraisals.models import Final, Minute, Shown
from kaoji.apps.appraisals.permissions import (
    APPRAISED,
    CONFIRM,
    EXPLAIN,
    PREPARE,
    SEE_LOSSES,
    SEE_RUNS,
)
from kaoji.apps.appraisals.verdicts import Answer, standing_answers
from kaoji.apps.appraisals.views.doing import done, form_page
from kaoji.web import clock
from kaoji.web.access import actor_behind, allows, holds
from kaoji.web.refusals import Refused


@allows(get=SEE_RUNS)
def desk(request: HttpRequest, number: int) -> HttpResponse:
    """All that is done with the result of a cycle, on one page, with what may be done next."""
    actor = actor_behind(request)
    cycle = queries.cycle_for_office(actor, number=number)
    run = queries.last_run(cycle)
    answers = list(standing_answers(run).values()) if run else []
    publications = list(cycle.publications.select_related("run").defer(*queries.light("run__")))
    finals = list(cycle.finals.select_related("run").defer(*queries.light("run__")))
    shown = {
        "cycle": cycle,
        "run": run,
        "answers": answers,
        "open_count": sum(one.is_open for one in answers),
        "minutes": list(Minute.objects.filter(run__cycle=cycle).select_related("run"))[::-1],
        "forewarnings": list(queries.forewarnings_of(cycle)),
        "publications": publications,
        "public": next((one for one in publications if one.state == "public"), None),
        "proposed": next((one for one in publications if one.state == "proposed"), None),
        "objections": list(
            queries.objections_visible_to(actor).filter(publication__cycle=cycle).order_by("-pk")
        ),
        "finals": finals,
        "final": _standing_final(finals),
        "can_prepare": holds(request, PREPARE),
        "can_confirm": holds(request, CONFIRM),
        "person": actor.person_key,
        "today": clock.today(),
    }
    return render(request, "appraisals/publishing/desk.html", shown)


def _standing_final(finals: list[Final]) -> Final | None:
    """What is final, or on the way to be, or back."""
    return next((one for one in finals if one.state not in ("withdrawn", "dropped")), None)


@allows(get=PREPARE, post=PREPARE)
def decide(request: HttpRequest, number: int, run: int) -> HttpResponse:
    """Register what a meeting decided."""
    actor = actor_behind(request)
    found = queries.done_run(actor, number=number, run=run)
    answers = sorted(standing_answers(found).values(), key=in_order)
    form = forms.DecideForm(
        request.POST or None, answers=answers, initial={"held_on": clock.today()}
    )
    if done(
        request,
        form=form,
        doing=lambda: actions.decide(
            by=actor, run=found, meeting=form.meeting, decided=form.decided
        ),
        said=_("已登记议定"),
    ):
        return redirect("appraisals:result", number=number)
    shown = {"cycle": found.cycle, "run": found, "form": form}
    return render(request, "appraisals/publishing/decide.html", shown)


def in_order(one: Answer) -> tuple[bool, int]:
    """What must be decided comes first."""
    return not one.is_open, one.standing.order


@allows(get=PREPARE, post=PREPARE)
def forewarn(request: HttpRequest, number: int) -> HttpResponse:
    """Show every unit its losses."""
    actor = actor_behind(request)
    cycle = queries.cycle_for_office(actor, number=number)
    run = queries.last_run(cycle)
    if run is None:
        raise Refused("not-scored", reason=_("还没有计过分"), remedy=_("请先计分"))
    stage = cycle.stages.filter(kind=StageKind.FOREWARN).first()
    form = forms.ForewarnForm(
        request.POST or None, initial={"days": stage.window_days if stage else 5}
    )
    if done(
        request,
        form=form,
        doing=lambda: actions.forewarn(by=actor, run=run, days=form.cleaned_data["days"]),
        said=_("已向各单位预告"),
    ):
        return redirect("appraisals:result", number=number)
    title = _("扣分预告：第 {n} 次计分").format(n=run.number)
    return form_page(request, cycle=cycle, form=form, title=title, verb=_("预告"))


@allows(get=SEE_RUNS)
def forewarning(request: HttpRequest, key: int) -> HttpResponse:
    """Who has looked at his losses and who has not, and what was said."""
    found = queries.forewarning_keyed(actor_behind(request), key=key)
    rows = found.shown.select_related("standing").defer("standing__account")
    shown = {
        "forewarning": found,
        "cycle": found.run.cycle,
        "rows": list(rows.prefetch_related("explanations")),
    }
    return render(request, "appraisals/publishing/forewarning.html", shown)


@allows(get=SEE_LOSSES, post=EXPLAIN)
def losses(request: HttpRequest, key: int) -> HttpResponse:
    """A unit's losses; its own people explain them here."""
    actor = actor_behind(request)
    found = queries.shown_keyed(actor, key=key)
    is_own = found.standing.unit_id in actor.units_with(APPRAISED)
    if is_own:
        found = actions.look(by=actor, shown=found)
    told = losses_in(json.loads(found.standing.account))
    may = is_own and clock.today() <= found.forewarning.due_on
    form = _explain_form(request, losses=told) if is_own else None
    if form is not None and done(
        request,
        form=form,
        doing=lambda: actions.explain_loss(by=actor, shown=found, **form.cleaned_data),
        said=_("已收下说明"),
    ):
        return redirect("appraisals:losses", key=key)
    return render(request, "appraisals/publishing/losses.html", _losses(found, told, form, may))


def _explain_form(request: HttpRequest, *, losses: Any) -> forms.ExplainForm:  # noqa: ANN401
    return forms.ExplainForm(
        request.POST or None, losses=losses, initial={"node": request.GET.get("node", "")}
    )


def _losses(found: Shown, told: Any, form: Any, may: bool) -> dict[str, Any]:  # noqa: ANN401, FBT001
    said: dict[str, list[Any]] = {}
    for one in found.explanations.all():
        said.setdefault(one.node, []).append(one)
    return {
        "shown": found,
        "cycle": found.forewarning.run.cycle,
        "forewarning": found.forewarning,
        "lines": [(one, said.get(one.node, [])) for one in told],
        "form": form if may else None,
        "may": may,
    }
