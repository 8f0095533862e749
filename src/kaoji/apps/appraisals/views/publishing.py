"""Making a result public, and final: proposing, confirming by a second person, taking back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kaoji.apps.appraisals import actions
from kaoji.apps.appraisals import publishing_forms as forms
from kaoji.apps.appraisals import publishing_queries as queries
from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.notice_papers import paper_held
from kaoji.apps.appraisals.permissions import CONFIRM, PREPARE, SEE_PUBLIC
from kaoji.apps.appraisals.public_files import exported
from kaoji.apps.appraisals.publishing_enums import PublicationState
from kaoji.apps.appraisals.views.doing import done, form_page
from kaoji.apps.documents.enums import PaperKind
from kaoji.apps.documents.models import Paper
from kaoji.apps.documents.queries import series_for
from kaoji.web import clock
from kaoji.web.access import actor_behind, allows, holds
from kaoji.web.notices import Notice, tell


@allows(get=SEE_PUBLIC)
def publications(request: HttpRequest) -> HttpResponse:
    """What is or was public, the latest first."""
    found = queries.publications_visible_to(actor_behind(request)).order_by("-pk")
    return render(request, "appraisals/publishing/publications.html", {"publications": found})


@allows(get=SEE_PUBLIC)
def publication(request: HttpRequest, key: int) -> HttpResponse:
    """A publication: what it says, to those who may see each item of it; as files."""
    actor = actor_behind(request)
    found = queries.publication_keyed(actor, key=key)
    paper = queries.paper_of(actor, publication=found)
    if file := exported(found, paper=paper, kind=request.GET.get("export", "")):
        return file
    is_open = found.state == PublicationState.PUBLIC
    shown = {
        "publication": found,
        "cycle": found.cycle,
        "paper": paper,
        "is_insider": queries.is_insider(actor),
        "may_object": is_open and found.due_on is not None and clock.today() <= found.due_on,
        "can_prepare": holds(request, PREPARE),
        "may_confirm": holds(request, CONFIRM) and actor.person_key != found.proposed_by,
        "may_take_back": holds(request, CONFIRM) and actor.person_key != found.retraction_by,
        "paper_held": paper_held(found) if holds(request, PREPARE) else None,
        "now": queries.publications_visible_to(actor)
        .filter(cycle=found.cycle, state=PublicationState.PUBLIC)
        .exclude(pk=found.pk)
        .first(),
    }
    return render(request, "appraisals/publishing/publication.html", shown)


@allows(get=PREPARE, post=PREPARE)
def propose(request: HttpRequest, number: int, run: int) -> HttpResponse:
    """Propose to make a run public."""
    actor = actor_behind(request)
    found = queries.done_run(actor, number=number, run=run)
    stage = found.cycle.stages.filter(kind=StageKind.PUBLIC).first()
    form = forms.PublishForm(
        request.POST or None, initial={"days": stage.window_days if stage else 5}
    )
    if done(
        request,
        form=form,
        doing=lambda: actions.propose_publication(by=actor, run=found, notice=form.notice),
        said=_("已提请公示，待第二人确认"),
    ):
        return redirect("appraisals:result", number=number)
    title = _("提请公示：第 {n} 次计分").format(n=found.number)
    return form_page(request, cycle=found.cycle, form=form, title=title, verb=_("提请公示"))


@allows(post=CONFIRM)
def confirm(request: HttpRequest, key: int) -> HttpResponse:
    """The second person makes it public."""
    actor = actor_behind(request)
    found = queries.publication_keyed(actor, key=key)
    made = actions.confirm_publication(by=actor, publication=found)
    tell(request, Notice(_("已公示"), _("，到 {day} 为止。").format(day=made.due_on)))
    return redirect("appraisals:publication", key=key)


@allows(post=PREPARE)
def drop(request: HttpRequest, key: int) -> HttpResponse:
    """What was proposed is not made public."""
    actor = actor_behind(request)
    found = queries.publication_keyed(actor, key=key)
    actions.drop_publication(by=actor, publication=found)
    tell(request, Notice(_("已作废公示稿")))
    return redirect("appraisals:result", number=found.cycle.number)


@allows(get=PREPARE, post=PREPARE)
def draft_notice(request: HttpRequest, key: int) -> HttpResponse:
    """Draft the official paper of what is public."""
    actor = actor_behind(request)
    found = queries.publication_keyed(actor, key=key)
    series = series_for(actor, kind=PaperKind.PUBLIC_NOTICE)
    form = forms.NoticeForm(request.POST or None, series=series)
    made: list[Paper] = []
    if done(
        request,
        form=form,
        doing=lambda: made.append(
            actions.draft_notice(by=actor, publication=found, **form.cleaned_data)
        ),
        said=_("已起草公示公文，接着送签、编号印发"),
    ):
        return redirect("documents:paper", key=made[0].pk)
    return form_page(
        request, cycle=found.cycle, form=form, title=_("起草公示公文"), verb=_("起草"),
        has_series=series.exists(),
    )  # fmt: skip


@allows(get=PREPARE, post=PREPARE)
def retract(request: HttpRequest, key: int) -> HttpResponse:
    """Propose to take back what is public, with the reason."""
    actor = actor_behind(request)
    found = queries.publication_keyed(actor, key=key)
    form = forms.ReasonForm(request.POST or None)
    if done(
        request,
        form=form,
        doing=lambda: actions.propose_retraction(by=actor, publication=found, **form.cleaned_data),
        said=_("已提请撤回公示，待第二人确认；确认前仍在公示"),
    ):
        return redirect("appraisals:publication", key=key)
    facts = _("第 {n} 次公示 · {group} · 第二人确认以前仍在公示").format(
        n=found.number, group=found.cycle.group_name
    )
    return form_page(
        request, cycle=found.cycle, form=form, title=_("提请撤回公示"), verb=_("提请撤回"),
        verb_kind="object", facts=facts,
    )  # fmt: skip


@allows(post=CONFIRM)
def confirm_retraction(request: HttpRequest, key: int) -> HttpResponse:
    """The second person takes it back."""
    actor = actor_behind(request)
    found = queries.publication_keyed(actor, key=key)
    actions.confirm_retraction(by=actor, publication=found)
    tell(request, Notice(_("已撤回公示"), _("，原文和理由留存可查。")))
    return redirect("appraisals:publication", key=key)


@allows(post=PREPARE)
def drop_retraction(request: HttpRequest, key: int) -> HttpResponse:
    """What is public stays so."""
    actor = actor_behind(request)
    found = queries.publication_keyed(actor, key=key)
    actions.drop_retraction(by=actor, publication=found)
    tell(request, Notice(_("已作废撤回的提请"), _("，公示照旧。")))
    return redirect("appraisals:publication", key=key)


@allows(get=PREPARE, post=PREPARE)
def finish(request: HttpRequest, number: int, run: int) -> HttpResponse:
    """Propose that a run is final."""
    actor = actor_behind(request)
    found = queries.done_run(actor, number=number, run=run)
    form = forms.FinalForm(request.POST or None)
    if done(
        request,
        form=form,
        doing=lambda: actions.propose_final(by=actor, run=found, **form.cleaned_data),
        said=_("已提请定稿，待第二人确认"),
    ):
        return redirect("appraisals:result", number=number)
    title = _("提请定稿：第 {n} 次计分").format(n=found.number)
    return form_page(request, cycle=found.cycle, form=form, title=title, verb=_("提请定稿"))


@allows(post=CONFIRM)
def confirm_final(request: HttpRequest, key: int) -> HttpResponse:
    """The second person makes it final."""
    actor = actor_behind(request)
    found = actions.confirm_final(by=actor, final=queries.final_keyed(actor, key=key))
    tell(request, Notice(_("已定稿")))
    return redirect("appraisals:result", number=found.cycle.number)


@allows(post=PREPARE)
def drop_final(request: HttpRequest, key: int) -> HttpResponse:
    """What was proposed does not become final."""
    actor = actor_behind(request)
    found = actions.drop_final(by=actor, final=queries.final_keyed(actor, key=key))
    tell(request, Notice(_("已作废定稿提请")))
    return redirect("appraisals:result", number=found.cycle.number)


@allows(get=PREPARE, post=PREPARE)
def withdraw(request: HttpRequest, key: int) -> HttpResponse:
    """Propose to take back what is final."""
    actor = actor_behind(request)
    found = queries.final_keyed(actor, key=key)
    form = forms.ReasonForm(request.POST or None)
    if done(
        request,
        form=form,
        doing=lambda: actions.propose_withdrawal(by=actor, final=found, **form.cleaned_data),
        said=_("已提请撤回定稿，待第二人确认"),
    ):
        return redirect("appraisals:result", number=found.cycle.number)
    return form_page(
        request, cycle=found.cycle, form=form, title=_("提请撤回定稿"), verb=_("提请撤回")
    )


@allows(post=CONFIRM)
def confirm_withdrawal(request: HttpRequest, key: int) -> HttpResponse:
    """The second person takes it back."""
    actor = actor_behind(request)
    found = actions.confirm_withdrawal(by=actor, final=queries.final_keyed(actor, key=key))
    tell(request, Notice(_("已撤回定稿"), _("，可以重新计分和公示。")))
    return redirect("appraisals:result", number=found.cycle.number)
