"""What feeds a cycle: the page, naming a scoring, ending it, the facts with what they brought."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.inputs import inputs_of
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.appraisals.queries import cycle_numbered
from kaoji.apps.appraisals.views.doing import done
from kaoji.apps.appraisals.views.files import attachment
from kaoji.apps.audit.actions import record
from kaoji.apps.nesting import actions, forms, queries
from kaoji.apps.nesting.audit_types import DOWNLOAD_FACTS
from kaoji.apps.nesting.declared import Declared, declared_in
from kaoji.apps.nesting.permissions import NAME, SEE
from kaoji.web.access import actor_behind, allows, holds


@allows(get=SEE)
def cycle(request: HttpRequest, number: int) -> HttpResponse:
    """Every input that the scheme wants to be fed, and by what it is."""
    actor = actor_behind(request)
    found = cycle_numbered(actor, number=number)
    lines = queries.lines_of(actor, cycle=found)
    shown = {
        "cycle": found,
        "lines": lines,
        "behind": [one for one in lines if one.is_behind],
        "past": list(queries.past_of(found)),
        "can_name": holds(request, NAME) and not queries.is_settled(found),
    }
    return render(request, "nesting/cycle.html", shown)


@allows(get=NAME, post=NAME)
def name(request: HttpRequest, number: int) -> HttpResponse:
    """Name a scoring for an input; `?key=` says which."""
    actor = actor_behind(request)
    found = cycle_numbered(actor, number=number)
    wanted = _wanted(found, key=request.GET.get("key", ""))
    runs = queries.runs_for(actor, cycle=found, wanted=wanted)
    form = forms.FeedForm(request.POST or None, wanted=wanted, runs=runs)
    if done(
        request, form=form, said=_("已指定，下一次计分采用"),
        doing=lambda: actions.name_feed(by=actor, cycle=found, shape=form.shape),
    ):  # fmt: skip
        return redirect("nesting:cycle", number=number)
    shown = {
        "cycle": found,
        "form": form,
        "title": _("“{key}”采用哪次结果").format(key=wanted.key),
        "verb": _("指定"),
        "wanted": wanted,
        "runs": runs,
    }
    return render(request, "nesting/form.html", shown)


def _wanted(cycle: Cycle, *, key: str) -> Declared:
    declared = declared_in(cycle)
    found = next((one for one in declared if one.key == key or not key), None)
    if found is None:
        raise Http404
    return found


@allows(get=NAME, post=NAME)
def end(request: HttpRequest, number: int, feed: int) -> HttpResponse:
    """Nothing feeds the input any more."""
    actor = actor_behind(request)
    found = queries.feed_numbered(actor, number=number, feed=feed)
    form = forms.EndForm(request.POST or None)
    if done(
        request, form=form, said=_("已停用"),
        doing=lambda: actions.end_feed(by=actor, feed=found, why=form.cleaned_data["why"]),
    ):  # fmt: skip
        return redirect("nesting:cycle", number=number)
    shown = {
        "cycle": found.cycle,
        "form": form,
        "title": _("停用“{key}”的下级结果").format(key=found.key),
        "verb": _("停用"),
    }
    return render(request, "nesting/form.html", shown)


@allows(get=SEE)
def facts(request: HttpRequest, number: int) -> HttpResponse:
    """The facts as the next scoring reads them, with what others' results bring."""
    actor = actor_behind(request)
    found = cycle_numbered(actor, number=number)
    texts, count = inputs_of(actor, cycle=found)
    record(DOWNLOAD_FACTS, by=actor, of=found, after={"rows": count})
    kind = "text/csv; charset=utf-8"
    return attachment(
        texts.facts.encode(), name=_("{cycle}数据.csv").format(cycle=found), kind=kind
    )
