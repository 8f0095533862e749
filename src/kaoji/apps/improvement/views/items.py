"""One item: what was lost, what is done about it, and what was said on the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.permissions import APPRAISED
from kaoji.apps.appraisals.queries import standings_visible_to
from kaoji.apps.appraisals.views.doing import done
from kaoji.apps.improvement import actions, forms, queries
from kaoji.apps.improvement.enums import OWING, TO_DECIDE, ItemState
from kaoji.apps.improvement.models import Item
from kaoji.apps.improvement.permissions import DECIDE, SEE, WORK
from kaoji.web import clock
from kaoji.web.access import actor_behind, allows, holds
from kaoji.web.actor import Actor
from kaoji.web.forms import VersionedForm
from kaoji.web.notices import Notice, tell


@allows(get=SEE)
def item(request: HttpRequest, key: int) -> HttpResponse:
    """The item with whatever its reader may do now."""
    found = queries.item_keyed(actor_behind(request), key=key)
    return _shown(request, item=found)


def _shown(
    request: HttpRequest, *, item: Item, form: VersionedForm | None = None, route: str = ""
) -> HttpResponse:
    """The page; `form` at `route`: one that was sent and has something wrong."""
    actor = actor_behind(request)
    title, verb, offered = _next(request, item=item)
    if form is not None and route != offered:
        # What was sent fits no more: it says why, and keeps what was typed.
        title, verb = _("没有办成"), _("再报")
    route = route or offered
    held = item.part.improvement_list
    shown: dict[str, Any] = {
        "item": item,
        "cycle": held.cycle,
        "held": held,
        "is_late": item.is_overdue(today=clock.today()),
        "words": list(item.words.all()),
        "form": form or _blank(actor, item=item, route=route),
        "form_title": title,
        "verb": verb,
        "route": route,
        "may_take_back": item.state == ItemState.STATED and _is_own(request, item=item),
        "standing": standings_visible_to(actor).filter(pk=item.part.standing_id or 0).exists(),
    }
    return render(request, "improvement/item.html", shown)


def _is_own(request: HttpRequest, *, item: Item) -> bool:
    actor = actor_behind(request)
    return holds(request, WORK) and item.unit_id in actor.units_with(APPRAISED)


def _next(request: HttpRequest, *, item: Item) -> tuple[str, str, str]:
    """What the reader may do with the item now: the title of the form, its verb, its address."""
    actor = actor_behind(request)
    if holds(request, DECIDE) and item.unit_id not in actor.unit_keys and item.state in TO_DECIDE:
        title = _("审措施") if item.state == ItemState.STATED else _("销号")
        return title, _("提交"), "improvement:decide"
    if _is_own(request, item=item):
        if item.state in OWING:
            return _("报措施"), _("报送"), "improvement:state"
        if item.state == ItemState.UNDER_WAY:
            return _("报进展"), _("报送"), "improvement:report"
    return "", "", ""


def _blank(actor: Actor, *, item: Item, route: str) -> VersionedForm | None:
    stands: dict[str, Any] = {"version": item.version}
    if route == "improvement:state":
        stands |= {"measures": item.measures, "post": item.post_id, "due_on": item.due_on}
        return forms.MeasuresForm(
            posts=queries.posts_for(actor, unit_key=item.unit_id), initial=stands
        )
    if route == "improvement:report":
        return forms.ReportForm(initial=stands)
    return forms.DecideForm(initial=stands) if route else None


def _answered(
    request: HttpRequest,
    *,
    item: Item,
    form: VersionedForm,
    route: str,
    doing: Callable[[int], Item],
    said: str,
) -> HttpResponse:
    """Do it and go back to the item; or show the page with what is wrong."""
    if done(
        request,
        form=form,
        doing=lambda: doing(form.cleaned_data["version"] or 0),
        said=said,
    ):
        return redirect("improvement:item", key=item.pk)
    return _shown(request, item=item, form=form, route=route)


@allows(post=WORK)
def state(request: HttpRequest, key: int) -> HttpResponse:
    """The unit states its measures."""
    actor = actor_behind(request)
    found = queries.item_keyed(actor, key=key)
    posts = queries.posts_for(actor, unit_key=found.unit_id)
    form = forms.MeasuresForm(request.POST, posts=posts)
    return _answered(
        request, item=found, form=form, route="improvement:state", said=_("措施已报，等绩效办审"),
        doing=lambda version: actions.state(by=actor, item=found, plan=form.plan, version=version),
    )  # fmt: skip


@allows(post=WORK)
def take_back(request: HttpRequest, key: int) -> HttpResponse:
    """The unit takes its measures back."""
    actor = actor_behind(request)
    found = queries.item_keyed(actor, key=key)
    told = request.POST.get("version", "")
    version = int(told) if told.isascii() and told.isdigit() else 0
    actions.take_back(by=actor, item=found, version=version)
    tell(request, Notice(_("措施已撤回"), _("，可以重新报。")))
    return redirect("improvement:item", key=key)


@allows(post=DECIDE)
def decide(request: HttpRequest, key: int) -> HttpResponse:
    """The office accepts or returns measures, closes out or reopens."""
    actor = actor_behind(request)
    found = queries.item_keyed(actor, key=key)
    form = forms.DecideForm(request.POST)
    return _answered(
        request, item=found, form=form, route="improvement:decide", said=_("已答复单位"),
        doing=lambda version: _decided(actor, item=found, form=form, version=version),
    )  # fmt: skip


def _decided(actor: Actor, *, item: Item, form: forms.DecideForm, version: int) -> Item:
    note, is_yes = form.cleaned_data["note"] or "", form.cleaned_data["outcome"] == "yes"
    if item.state == ItemState.REPORTED:
        if is_yes:
            return actions.close_out(by=actor, item=item, version=version, note=note)
        return actions.reopen(by=actor, item=item, version=version, reason=note)
    if is_yes:
        return actions.accept(by=actor, item=item, version=version, note=note)
    return actions.give_back(by=actor, item=item, version=version, reason=note)


@allows(post=WORK)
def report(request: HttpRequest, key: int) -> HttpResponse:
    """The unit says how far it is."""
    actor = actor_behind(request)
    found = queries.item_keyed(actor, key=key)
    form = forms.ReportForm(request.POST)
    return _answered(
        request, item=found, form=form, route="improvement:report", said=_("进展已报"),
        doing=lambda version: actions.report(
            by=actor, item=found, progress=form.told, version=version
        ),
    )  # fmt: skip
