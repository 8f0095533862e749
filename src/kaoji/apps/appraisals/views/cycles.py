"""Cycles: the list, setting one up, its page, moving its stages, asking for a scoring."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kaoji.apps.appraisals import actions, forms, queries
from kaoji.apps.appraisals.enums import CycleState, RunState
from kaoji.apps.appraisals.fed import lines_on
from kaoji.apps.appraisals.listings import CYCLES
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.appraisals.permissions import SCORE, SEE_CYCLES, SET_UP
from kaoji.apps.appraisals.queries import units_with_fates
from kaoji.apps.appraisals.stages import lines_of, next_of, stations_of
from kaoji.apps.appraisals.views.doing import done
from kaoji.apps.audit.middleware import remember_refusal
from kaoji.web import clock, lists
from kaoji.web.access import actor_behind, allows, holds
from kaoji.web.actor import Actor
from kaoji.web.forms import Form
from kaoji.web.notices import Notice, tell
from kaoji.web.refusals import Refused


@allows(get=SEE_CYCLES)
def cycles(request: HttpRequest) -> HttpResponse:
    """The cycles that somebody sees."""
    return lists.answer(
        request,
        listing=CYCLES,
        rows=queries.counted(queries.cycles_visible_to(actor_behind(request))),
        template="appraisals/cycles.html",
        context={"can_set_up": holds(request, SET_UP)},
    )


@allows(get=SET_UP, post=SET_UP)
def set_up(request: HttpRequest) -> HttpResponse:
    """Set up a cycle."""
    actor = actor_behind(request)
    form = forms.CycleForm(request.POST or None, actor=actor)
    if form.is_valid():
        try:
            made = actions.set_up_cycle(by=actor, shape=form.shape)
        except Refused as refused:
            remember_refusal(request, fault=refused)
            form.refuse(refused)
        else:
            tell(request, Notice(_("已设立 {number} 号考核").format(number=made.number)))
            return redirect("appraisals:cycle", number=made.number)
    return render(request, "appraisals/set_up.html", {"form": form})


@allows(get=SEE_CYCLES)
def cycle(request: HttpRequest, number: int) -> HttpResponse:
    """A cycle: where it stands, who is late, what was scored."""
    actor = actor_behind(request)
    found = queries.cycle_numbered(actor, number=number)
    stages = list(found.stages.all())
    runs = queries.runs_of(found) if queries.is_insider(actor) else []
    own = [] if queries.is_insider(actor) else queries.own_standings(actor, cycle=found)
    has_result = any(one.state == RunState.DONE for one in runs)
    then = next_of(stages)
    shown = {
        "cycle": found,
        "stations": stations_of(stages),
        "lines": lines_of(stages, today=clock.today(), actor=actor),
        "units": units_with_fates(found),
        "reissues": list(found.reissues.select_related("before", "after")),
        "can_reissue": holds(request, SET_UP) and _may_reissue(actor, cycle=found),
        "fed": lines_on(actor, cycle=found),
        "runs": runs,
        "own": own,
        "is_insider": queries.is_insider(actor),
        "is_scoring": any(one.state == RunState.QUEUED for one in runs),
        "next": then if holds(request, SET_UP) else None,
        "can_score": holds(request, SCORE),
        "score_first": then.is_scoring(has_result=has_result),
    }
    return render(request, "appraisals/cycle.html", shown)


def _may_reissue(actor: Actor, *, cycle: Cycle) -> bool:
    """Whether another version could be taken now."""
    is_under_way = cycle.state in (CycleState.PLANNED, CycleState.RUNNING)
    return is_under_way and bool(queries.versions_for(actor, cycle=cycle))


@allows(get=SET_UP, post=SET_UP)
def reissue(request: HttpRequest, number: int) -> HttpResponse:
    """换版: the cycle goes on by another version of its scheme."""
    actor = actor_behind(request)
    found = queries.cycle_numbered(actor, number=number)
    versions = queries.versions_for(actor, cycle=found)
    form = forms.ReissueForm(
        request.POST or None, versions=versions, initial={"version": found.version}
    )

    def doing() -> None:
        told = form.cleaned_data
        actions.reissue_cycle(
            by=actor, cycle=found, scheme=form.chosen, basis=told["basis"],
            reason=told["reason"], version=told["version"] or 0,
        )  # fmt: skip

    if done(request, form=form, doing=doing, said=_("已换用新版方案")):
        return redirect("appraisals:cycle", number=number)
    title = _("换用方案的另一版")
    shown = {"has_none": not versions}
    return _form(request, cycle=found, form=form, title=title, verb=_("换版"), **shown)


@allows(post=SET_UP)
def begin(request: HttpRequest, number: int, order: int) -> HttpResponse:
    """Begin a stage."""
    actor = actor_behind(request)
    stage = queries.stage_of(actor, number=number, order=order)
    done = actions.begin_stage(by=actor, stage=stage, version=_version(request))
    told = _("“{stage}”已开始").format(stage=done.get_kind_display())
    tell(request, Notice(told, _("，{day} 前办完。").format(day=done.due_on)))
    return redirect("appraisals:cycle", number=number)


def _version(request: HttpRequest) -> int:
    """The version that the page showed; one that says none is old."""
    told = request.POST.get("version", "")
    return int(told) if told.isascii() and told.isdigit() else 0


@allows(get=SET_UP, post=SET_UP)
def end(request: HttpRequest, number: int, order: int) -> HttpResponse:
    """A stage is done; what was done is said."""
    actor = actor_behind(request)
    stage = queries.stage_of(actor, number=number, order=order)
    form = forms.EndStageForm(request.POST or None, initial={"version": stage.cycle.version})
    if form.is_valid():
        told = form.cleaned_data
        try:
            done = actions.end_stage(
                by=actor, stage=stage, version=told["version"] or 0, note=told["note"]
            )
        except Refused as refused:
            remember_refusal(request, fault=refused)
            form.refuse(refused)
        else:
            tell(request, Notice(_("“{stage}”已完成").format(stage=done.get_kind_display())))
            return redirect("appraisals:cycle", number=number)
    title = _("完成环节：{stage}").format(stage=stage.get_kind_display())
    return _form(request, cycle=stage.cycle, form=form, title=title, verb=_("完成"))


@allows(get=SCORE, post=SCORE)
def score(request: HttpRequest, number: int) -> HttpResponse:
    """Ask for a scoring, with the reason."""
    actor = actor_behind(request)
    found = queries.cycle_numbered(actor, number=number)
    form = forms.ScoreForm(request.POST or None)
    if form.is_valid():
        try:
            made = actions.ask_for_run(by=actor, cycle=found, reason=form.cleaned_data["reason"])
        except Refused as refused:
            remember_refusal(request, fault=refused)
            form.refuse(refused)
        else:
            told = _("第 {number} 次计分已交后台").format(number=made.number)
            tell(request, Notice(told, _("，算完后在各次计分里可见。")))
            return redirect("appraisals:cycle", number=number)
    return _form(request, cycle=found, form=form, title=_("计分"), verb=_("计分"))


def _form(
    request: HttpRequest,
    *,
    cycle: Cycle,
    form: Form,
    title: str,
    verb: str,
    **more: Any,  # noqa: ANN401 - what a page says instead of its form
) -> HttpResponse:
    shown = {"cycle": cycle, "form": form, "title": title, "verb": verb, **more}
    return render(request, "appraisals/form.html", shown)
