"""Objecting to a number from where it stands, and what came of it."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kaoji.apps.appraisals import actions
from kaoji.apps.appraisals import publishing_forms as forms
from kaoji.apps.appraisals import publishing_queries as queries
from kaoji.apps.appraisals.effects import Effect, effects_of
from kaoji.apps.appraisals.enums import RunState
from kaoji.apps.appraisals.losses import Named, nodes_in
from kaoji.apps.appraisals.models import Objection, Run
from kaoji.apps.appraisals.permissions import APPRAISED, OBJECT, PREPARE, SEE_OBJECTIONS
from kaoji.apps.appraisals.publishing_enums import PublicationState
from kaoji.apps.appraisals.views.doing import done, form_page
from kaoji.web import clock
from kaoji.web.access import actor_behind, allows, holds
from kaoji.web.actor import Actor


@allows(get=OBJECT, post=OBJECT)
def object_to(request: HttpRequest, key: int) -> HttpResponse:
    """Object to a number of one's own unit; `?node=` names it."""
    actor = actor_behind(request)
    standing = queries.own_public_standing(actor, key=key)
    nodes = nodes_in(json.loads(standing.account))
    form = forms.ObjectForm(
        request.POST or None,
        nodes=nodes,
        initial={"node": _node(request.GET.get("node", ""), nodes)},
    )
    publication = standing.run.publications.order_by("-number").first()
    if done(
        request,
        form=form,
        doing=lambda: actions.object_to(by=actor, standing=standing, complaint=form.complaint),
        said=_("已提出异议，绩效办会在期内答复"),
    ):
        return redirect("appraisals:objections")
    clock_told = ""
    if publication is not None and publication.state == PublicationState.PUBLIC:
        clock_told = _("异议期到 {day} 为止（公示 {days} 个工作日）").format(
            day=publication.due_on, days=publication.days
        )
    title = _("对{unit}的结果提出异议").format(unit=standing.name)
    cycle = standing.run.cycle
    return form_page(
        request, cycle=cycle, form=form, title=title, verb=_("提出异议"), facts=clock_told
    )


def _node(asked: str, nodes: tuple[Named, ...]) -> str:
    """The node that was asked for: by its key, with or without the unit, or by its path alone."""
    by_path = {one.node.partition("@")[0]: one.node for one in reversed(nodes)}
    known = {one.node for one in nodes}
    bare = asked.rsplit(":", 1)[-1]
    return bare if bare in known else by_path.get(bare.partition("@")[0], "")


@allows(get=SEE_OBJECTIONS)
def objections(request: HttpRequest) -> HttpResponse:
    """All objections that somebody sees, those without an answer first."""
    found = queries.objections_visible_to(actor_behind(request)).order_by("answered_at", "-pk")
    waiting = sorted(found, key=lambda one: one.answered_at is not None)
    shown = {"objections": waiting, "today": clock.today()}
    return render(request, "appraisals/publishing/objections.html", shown)


@allows(get=SEE_OBJECTIONS)
def objection(request: HttpRequest, key: int) -> HttpResponse:
    """An objection, its answer, and exactly what the new scoring has changed."""
    actor = actor_behind(request)
    found = queries.objection_keyed(actor, key=key)
    is_insider = queries.is_insider(actor)
    effects = _effects(found)
    own = [one for one in effects if one.subject == found.standing.subject]
    shown = {
        "objection": found,
        "cycle": found.publication.cycle,
        "is_insider": is_insider,
        "can_answer": holds(request, PREPARE) and found.state == "open",
        "is_scored": found.rerun is not None and found.rerun.state == RunState.DONE,
        "effects": effects if is_insider else own,
        "others": 0 if is_insider else len(effects) - len(own),
        "may_see": is_insider or _is_told(actor, objection=found),
    }
    return render(request, "appraisals/publishing/objection.html", shown)


def _is_told(actor: Actor, *, objection: Objection) -> bool:
    """The unit sees the new numbers when they are public themselves."""
    if objection.standing.unit_id not in actor.units_with(APPRAISED) or objection.rerun is None:
        return False
    return bool(queries.publications_visible_to(actor).filter(run=objection.rerun).exists())


def _effects(objection: Objection) -> list[Effect]:
    if objection.rerun is None or objection.rerun.state != RunState.DONE:
        return []
    before = Run.objects.get(pk=objection.standing.run_id)
    after = Run.objects.get(pk=objection.rerun.pk)
    return list(effects_of(before, after=after))


@allows(get=PREPARE, post=PREPARE)
def answer(request: HttpRequest, key: int) -> HttpResponse:
    """The office answers."""
    actor = actor_behind(request)
    found = queries.objection_keyed(actor, key=key)
    form = forms.AnswerForm(request.POST or None)
    if done(
        request, form=form, doing=lambda: _answered(actor, objection=found, form=form),
        said=_("已答复"),
    ):  # fmt: skip
        return redirect("appraisals:objection", key=key)
    title = _("答复{unit}的异议").format(unit=found.standing.name)
    cycle = found.publication.cycle
    return form_page(request, cycle=cycle, form=form, title=title, verb=_("答复"), objection=found)


def _answered(actor: Actor, *, objection: Objection, form: forms.AnswerForm) -> Objection:
    told = form.cleaned_data
    if told["outcome"] == "rejected":
        return actions.reject_objection(by=actor, objection=objection, answer=told["answer"])
    return actions.uphold_objection(
        by=actor, objection=objection, answer=told["answer"], correction=told["correction"]
    )
