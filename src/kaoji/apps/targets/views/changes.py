"""Requests to change an adopted target: asked, decided, confirmed, given back."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.views.doing import done
from kaoji.apps.targets import actions, forms, queries
from kaoji.apps.targets.permissions import ANSWER, APPRAISED, CONFIRM, PROPOSE
from kaoji.apps.targets.views.cycles import form_page, version_of
from kaoji.web.access import actor_behind, allows
from kaoji.web.notices import Notice, tell


@allows(get=ANSWER, post=ANSWER)
def ask(request: HttpRequest, key: int) -> HttpResponse:
    """A unit asks."""
    actor = actor_behind(request)
    line = queries.line_keyed(actor, key=key)
    if line.unit_id not in actor.units_with(APPRAISED):
        raise Http404
    form = forms.ChangeForm(request.POST or None)
    if done(
        request,
        form=form,
        doing=lambda: actions.ask_change(by=actor, line=line, wish=form.wish),
        said=_("已请求调整目标"),
    ):
        return redirect("targets:line", key=key)
    title = _("请求调整：{line}").format(line=line)
    cycle = line.indicator.assignment.cycle
    return form_page(request, cycle=cycle, form=form, title=title, verb=_("提出"), line=line)


@allows(get=PROPOSE, post=PROPOSE)
def decide(request: HttpRequest, key: int) -> HttpResponse:
    """The office says what the meeting has decided."""
    actor = actor_behind(request)
    change = queries.change_keyed(actor, key=key)
    stands = {"version": change.version, "figure": change.wanted}
    form = forms.DecideForm(request.POST or None, initial=stands)
    if done(
        request,
        form=form,
        doing=lambda: actions.decide_change(
            by=actor,
            change=change,
            decision=form.decision,
            version=form.cleaned_data["version"] or 0,
        ),
        said=_("已登记议定，待第二人确认"),
    ):
        return redirect("targets:line", key=change.line_id)
    title = _("议定调整：{line}").format(line=change.line)
    return form_page(
        request,
        cycle=change.line.indicator.assignment.cycle,
        form=form,
        title=title,
        verb=_("登记"),
        line=change.line,
        change=change,
    )


@allows(post=CONFIRM)
def confirm(request: HttpRequest, key: int) -> HttpResponse:
    """The second person confirms."""
    actor = actor_behind(request)
    change = queries.change_keyed(actor, key=key)
    made = actions.confirm_change(by=actor, change=change, version=version_of(request))
    tell(request, Notice(_("已确认：{state}").format(state=made.get_state_display())))
    return redirect("targets:line", key=change.line_id)


@allows(get=CONFIRM, post=CONFIRM)
def give_back(request: HttpRequest, key: int) -> HttpResponse:
    """The second person does not confirm, and says why."""
    actor = actor_behind(request)
    change = queries.change_keyed(actor, key=key)
    form = forms.ReturnForm(request.POST or None, initial={"version": change.version})
    if done(
        request,
        form=form,
        doing=lambda: actions.return_change(
            by=actor,
            change=change,
            reason=form.cleaned_data["reason"],
            version=form.cleaned_data["version"] or 0,
        ),
        said=_("已退回绩效办"),
    ):
        return redirect("targets:line", key=change.line_id)
    title = _("退回议定：{line}").format(line=change.line)
    cycle = change.line.indicator.assignment.cycle
    return form_page(request, cycle=cycle, form=form, title=title, verb=_("退回"))
