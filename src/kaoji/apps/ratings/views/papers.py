"""Paper: the blank to print, how many went out and came back, two readings and a third."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kaoji.apps.audit.middleware import remember_refusal
from kaoji.apps.ratings import actions, forms, queries
from kaoji.apps.ratings.actions.papers import differing
from kaoji.apps.ratings.enums import RatingState, SheetState
from kaoji.apps.ratings.filling import SAME, filled_in, lines_of, with_same
from kaoji.apps.ratings.models import Sheet
from kaoji.apps.ratings.permissions import ENTER_PAPER
from kaoji.apps.ratings.rules import Whom, scale_of, units_of
from kaoji.apps.ratings.scale import Filled
from kaoji.apps.ratings.views.doing import done, form_page
from kaoji.web.access import actor_behind, allows
from kaoji.web.notices import Notice, tell
from kaoji.web.refusals import Refused


@allows(get=ENTER_PAPER)
def papers(request: HttpRequest, number: int) -> HttpResponse:
    """Papers of a rating: counts by class, and where each that came back stands."""
    actor = actor_behind(request)
    found = queries.rating_numbered(actor, number=number)
    rows = [_row(one, me=actor.person_key) for one in queries.sheets_of(found)]
    shown = {
        "rating": found,
        "counts": queries.counts_of(found),
        "rows": rows,
        "is_open": found.state == RatingState.OPEN,
        "may_hand_out": found.state != RatingState.CLOSED,
    }
    return render(request, "ratings/papers.html", shown)


def _row(sheet: Sheet, *, me: int | None) -> dict[str, Any]:
    """A paper with who has read it, and what the person before the page may do with it."""
    readings = list(sheet.readings.all())
    is_mine = any(one.clerk_id == me for one in readings)
    return {
        "sheet": sheet,
        "readers": "、".join(one.by_name for one in readings),
        "may_read": sheet.state in (SheetState.WAITING, SheetState.ONCE) and not is_mine,
        "waits_for_other": sheet.state == SheetState.ONCE and is_mine,
        "differs": sheet.state == SheetState.DIFFERS,
        "may_void": sheet.state not in (SheetState.SETTLED, SheetState.VOID),
    }


@allows(get=ENTER_PAPER, post=ENTER_PAPER)
def hand_out(request: HttpRequest, number: int) -> HttpResponse:
    """So many papers went out."""
    actor = actor_behind(request)
    found = queries.rating_numbered(actor, number=number)
    form = forms.HandOutForm(request.POST or None, rating=found)

    def doing() -> None:
        actions.hand_out(by=actor, rating=found, **form.cleaned_data)

    if done(request, form=form, doing=doing, said=_("已登记发出")):
        return redirect("ratings:papers", number=number)
    return form_page(request, rating=found, form=form, title=_("发出评分表"), verb=_("登记发出"))


@allows(get=ENTER_PAPER)
def blank(request: HttpRequest, number: int, place: int) -> HttpResponse:
    """The paper of one class of raters, to print on A4."""
    found = queries.rating_numbered(actor_behind(request), number=number)
    if not 1 <= place <= len(found.classes):
        raise Http404
    shown = {
        "rating": found,
        "rater_class": found.classes[place - 1],
        "units": units_of(found).values(),
        "scale": scale_of(found),
    }
    return render(request, "ratings/blank.html", shown)


@allows(get=ENTER_PAPER, post=ENTER_PAPER)
def take_back(request: HttpRequest, key: int) -> HttpResponse:
    """So many papers came back."""
    actor = actor_behind(request)
    batch = queries.batch_keyed(actor, key=key)
    form = forms.TakeBackForm(request.POST or None)

    def doing() -> None:
        actions.take_back(by=actor, batch=batch, count=form.cleaned_data["count"])

    if done(request, form=form, doing=doing, said=_("已登记收回并编号")):
        return redirect("ratings:papers", number=batch.rating.number)
    title = _("收回评分表 · {kind}").format(kind=batch.rater_class)
    return form_page(request, rating=batch.rating, form=form, title=title, verb=_("登记收回"))


@allows(get=ENTER_PAPER, post=ENTER_PAPER)
def read(request: HttpRequest, key: int) -> HttpResponse:
    """One clerk reads one paper; what another has read is not on the page."""
    actor = actor_behind(request)
    sheet = queries.sheet_keyed(actor, key=key)

    def doing(filled: Filled, rest: str) -> str:
        made = actions.read_sheet(by=actor, sheet=sheet, filled=filled, rest=rest)
        told = {
            SheetState.ONCE: _("已录第一次，请另一人录第二次"),
            SheetState.SETTLED: _("两次一致，这张有效"),
            SheetState.DIFFERS: _("两次不一致，请对照原件复核"),
        }
        return told[SheetState(made.state)]

    return _reading(request, sheet=sheet, doing=doing)


@allows(get=ENTER_PAPER, post=ENTER_PAPER)
def again(request: HttpRequest, key: int) -> HttpResponse:
    """Where two clerks differ: both figures beside each other, and the paper looked at again."""
    actor = actor_behind(request)
    sheet = queries.sheet_keyed(actor, key=key)
    first = list(sheet.readings.all())
    if sheet.state != SheetState.DIFFERS:
        return redirect("ratings:papers", number=sheet.batch.rating.number)
    reason = request.POST.get("reason", "")

    def doing(filled: Filled, rest: str) -> str:
        actions.read_again(by=actor, sheet=sheet, filled=filled, reason=reason, rest=rest)
        return _("已复核，这张有效；两次录入都留着")

    units = units_of(sheet.batch.rating)
    apart = [
        (units[one], *(reading.marks.get(str(one), _("空白")) for reading in first))
        for one in differing(first[0], first[1])
        if one in units
    ]
    same = {key: mark for key, mark in first[0].marks.items() if first[1].marks.get(key) == mark}
    more = {"apart": apart, "readings": first, "reason": reason}
    begun = Filled(
        same, {key: why for key, why in first[0].abstained.items() if key in first[1].abstained}
    )
    return _reading(request, sheet=sheet, doing=doing, begun=begun, more=more)


def _reading(
    request: HttpRequest,
    *,
    sheet: Sheet,
    doing: Callable[[Filled, str], str],
    begun: Filled | None = None,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    rating = sheet.batch.rating
    concerning, act = Whom(units_of(rating), {}), request.POST.get("act", "")
    is_sent = request.method == "POST"
    filled = filled_in(request.POST) if is_sent else begun or Filled()
    rest, refused = request.POST.get("rest", ""), None
    if act.startswith(SAME):
        filled = with_same(filled, act=act, concerning=concerning)
    elif is_sent:
        try:
            said = doing(filled, rest)
        except Refused as fault:
            remember_refusal(request, fault=fault)
            refused = fault
        else:
            tell(request, Notice(said))
            return redirect("ratings:papers", number=rating.number)
    shown = {
        "sheet": sheet,
        "rating": rating,
        "lines": lines_of(filled, concerning=concerning, scale=scale_of(rating)),
        "scale": scale_of(rating),
        "rest": rest,
        "refused": refused,
        **(more or {}),
    }
    return render(request, "ratings/sheet.html", shown)


@allows(get=ENTER_PAPER, post=ENTER_PAPER)
def void(request: HttpRequest, key: int) -> HttpResponse:
    """A paper that cannot count."""
    actor = actor_behind(request)
    sheet = queries.sheet_keyed(actor, key=key)
    form = forms.VoidForm(request.POST or None)

    def doing() -> None:
        actions.void_sheet(by=actor, sheet=sheet, reason=form.cleaned_data["reason"])

    if done(request, form=form, doing=doing, said=_("已作废，理由留着")):
        return redirect("ratings:papers", number=sheet.batch.rating.number)
    title = _("作废 · {sheet}").format(sheet=sheet)
    return form_page(request, rating=sheet.batch.rating, form=form, title=title, verb=_("作废"))
