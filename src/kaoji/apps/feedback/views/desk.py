"""What follows a final result: its papers drafted, moved on together, signed for."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.enums import StageKind, StageState
from kaoji.apps.appraisals.models import Cycle, Final
from kaoji.apps.appraisals.publishing_queries import cycle_for_office
from kaoji.apps.appraisals.views.doing import done
from kaoji.apps.documents.models import Series
from kaoji.apps.feedback import actions, forms, queries
from kaoji.apps.feedback.actions.common import last_job
from kaoji.apps.feedback.chasing import chase_text, debts_of, silent_in
from kaoji.apps.feedback.enums import PackageKind, Step
from kaoji.apps.feedback.held import outdated_in, papers_of_final
from kaoji.apps.feedback.overview import Overview, overview_of
from kaoji.apps.feedback.permissions import PREPARE, SEE
from kaoji.web.access import actor_behind, allows, holds
from kaoji.web.notices import Notice, tell
from kaoji.web.refusals import Refused


@allows(get=SEE)
def cycle(request: HttpRequest, number: int) -> HttpResponse:
    """Every paper of the result: drafted, issued, signed for."""
    actor = actor_behind(request)
    found = cycle_for_office(actor, number=number)
    final, feedback = queries.final_of(found), queries.feedback_of(found)
    shown: dict[str, Any] = {"cycle": found, "final": final, "feedback": feedback}
    stage = found.stages.filter(kind=StageKind.FEEDBACK, state=StageState.OPEN)
    shown["can"] = holds(request, PREPARE) and final is not None and stage.exists()
    shown["outdated"] = outdated_in(found)
    if final is not None and feedback is not None:
        packages = queries.packages_of(actor, cycle=found, kind=PackageKind.LETTERS)
        shown |= {
            "overview": _overview(final),
            "job": last_job(feedback),
            "packages": packages,
            "packing": queries.job_of(packages),
        }
    return render(request, "feedback/cycle.html", shown)


def _overview(final: Final) -> Overview:
    names = final.run.standings.order_by("order").values_list("pk", "name")
    papers = papers_of_final(final)
    return overview_of(final, names=list(names), papers=papers, notice=_("结果通报"))


@allows(get=PREPARE, post=PREPARE)
def set_up(request: HttpRequest, number: int) -> HttpResponse:
    """Say how the papers go out."""
    actor = actor_behind(request)
    found = cycle_for_office(actor, number=number)
    final = final_needed(found)
    series = Series.objects.of(actor).filter(closed_on__isnull=True, kind="")
    form = forms.SetUpForm(request.POST or None, series=series, feedback=queries.feedback_of(found))
    if done(
        request,
        form=form,
        doing=lambda: actions.set_up(
            by=actor, final=final, shape=form.shape, version=form.cleaned_data["version"] or 0
        ),
        said=_("已设定，接着起草"),
    ):
        return redirect("feedback:cycle", number=number)
    shown = {"cycle": found, "form": form, "has_series": series.exists()}
    return render(request, "feedback/set_up.html", shown)


def final_needed(found: Cycle) -> Final:
    """The result of a cycle, where it must be there."""
    final = queries.final_of(found)
    if final is None:
        raise Refused(
            "not-final", reason=_("结果还没有定稿"), remedy=_("请先在“结果办理”由两人定稿")
        )
    return final


@allows(post=PREPARE)
def draft(request: HttpRequest, number: int) -> HttpResponse:
    """Draft the notice and all letters in the background."""
    actor = actor_behind(request)
    found = cycle_for_office(actor, number=number)
    actions.ask_for_drafts(by=actor, feedback=queries.feedback_begun(found))
    tell(request, Notice(_("已交后台起草"), _("，已有的不重复起草。")))
    return redirect("feedback:cycle", number=number)


@allows(post=PREPARE)
def step(request: HttpRequest, number: int, step: str) -> HttpResponse:
    """One step further with all papers that wait for it."""
    actor = actor_behind(request)
    found = cycle_for_office(actor, number=number)
    if step not in Step.values:
        raise Http404
    feedback = queries.feedback_begun(found)
    actions.ask_for_step(by=actor, feedback=feedback, step=Step(step))
    tell(request, Notice(_("已交后台{step}").format(step=Step(step).label)))
    return redirect("feedback:cycle", number=number)


@allows(post=PREPARE)
def letters(request: HttpRequest, number: int) -> HttpResponse:
    """All papers of the result in one file."""
    actor = actor_behind(request)
    found = cycle_for_office(actor, number=number)
    actions.ask_for_letters(by=actor, feedback=queries.feedback_begun(found))
    tell(request, Notice(_("合集已交后台打包"), _("，做好后在本页下载。")))
    return redirect("feedback:cycle", number=number)


@allows(get=SEE)
def receipts(request: HttpRequest, number: int) -> HttpResponse:
    """Who has not signed, and a text to ask them with."""
    actor = actor_behind(request)
    found = cycle_for_office(actor, number=number)
    feedback = queries.feedback_begun(found)
    overview = _overview(feedback.final)
    debts = debts_of(actor, silent=silent_in(overview))
    shown = {
        "cycle": found,
        "overview": overview,
        "debts": debts,
        "text": chase_text(debts, cycle=str(found)) if holds(request, PREPARE) else "",
    }
    return render(request, "feedback/receipts.html", shown)
