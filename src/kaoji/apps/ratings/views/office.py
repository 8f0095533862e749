"""The office's pages: ratings of a cycle, who rates, codes, closing."""

from __future__ import annotations

import io

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kaoji.apps.audit.middleware import remember_refusal
from kaoji.apps.ratings import actions, forms, queries
from kaoji.apps.ratings.actions.common import is_over
from kaoji.apps.ratings.enums import RatingState
from kaoji.apps.ratings.listings import RATINGS
from kaoji.apps.ratings.models import Rater
from kaoji.apps.ratings.permissions import DRAW_UP, ENTER_PAPER, REOPEN, SEE_RATINGS
from kaoji.apps.ratings.results import results_of
from kaoji.apps.ratings.rules import scale_of, units_of
from kaoji.apps.ratings.views.doing import done, form_page, version_of
from kaoji.web import lists
from kaoji.web.access import actor_behind, allows, holds
from kaoji.web.notices import Notice, tell
from kaoji.web.refusals import Refused

_GROUP = 4


@allows(get=SEE_RATINGS)
def cycle(request: HttpRequest, number: int) -> HttpResponse:
    """The ratings of a cycle, with their counts."""
    actor = actor_behind(request)
    found = queries.cycle_of(actor, number=number)
    return lists.answer(
        request,
        listing=RATINGS,
        rows=queries.ratings_of(actor, cycle=found),
        template="ratings/cycle.html",
        context={"cycle": found, "can_draw_up": holds(request, DRAW_UP)},
    )


@allows(get=DRAW_UP, post=DRAW_UP)
def draw_up(request: HttpRequest, number: int) -> HttpResponse:
    """A rating of one of the panels that are left."""
    actor = actor_behind(request)
    found = queries.cycle_of(actor, number=number)
    panels = queries.panels_left(actor, cycle=found)
    form = forms.DrawUpForm(request.POST or None, panels=panels)
    if form.is_valid():
        try:
            made = actions.draw_up(by=actor, cycle=found, shape=form.shape)
        except Refused as refused:
            remember_refusal(request, fault=refused)
            form.refuse(refused)
        else:
            tell(request, Notice(_("已组织评议“{rating}”").format(rating=made)))
            return redirect("ratings:rating", number=made.number)
    return render(request, "ratings/draw_up.html", {"cycle": found, "form": form, "panels": panels})


@allows(get=SEE_RATINGS)
def rating(request: HttpRequest, number: int) -> HttpResponse:
    """A rating: how many have cast and who has not; results once it is sealed."""
    found = queries.rating_numbered(actor_behind(request), number=number)
    raters, is_open = queries.raters_of(found), found.state == RatingState.OPEN
    waiting = [one for one in raters if not one.has_cast]
    is_sealed = found.state == RatingState.CLOSED
    shown = {
        "rating": found,
        "raters": raters,
        "waiting": waiting,
        "counts": queries.counts_of(found),
        "scale": scale_of(found),
        "unit_count": len(units_of(found)),
        "is_open": is_open,
        "is_over": is_open and is_over(found),
        "is_draft": found.state == RatingState.DRAFT,
        "is_sealed": is_sealed,
        "results": results_of(found) if is_sealed else (),
        "can": {
            "draw_up": holds(request, DRAW_UP),
            "extend": holds(request, REOPEN) and is_open,
            "paper": holds(request, ENTER_PAPER),
        },
        "needs_codes": is_open and any(one.user_id is None for one in waiting),
    }
    return render(request, "ratings/rating.html", shown)


@allows(post=DRAW_UP)
def begin(request: HttpRequest, number: int) -> HttpResponse:
    """Raters may cast from now on."""
    actor = actor_behind(request)
    found = queries.rating_numbered(actor, number=number)
    made = actions.open_rating(by=actor, rating=found, version=version_of(request))
    tell(request, Notice(_("已开始打分"), _("，{day} 截止。").format(day=made.due_on)))
    return redirect("ratings:rating", number=number)


@allows(post=DRAW_UP)
def drop(request: HttpRequest, number: int) -> HttpResponse:
    """Throw away what has not been opened."""
    actor = actor_behind(request)
    found = queries.rating_numbered(actor, number=number)
    actions.drop_rating(by=actor, rating=found)
    tell(request, Notice(_("已删除“{rating}”").format(rating=found)))
    return redirect("ratings:cycle", number=found.cycle.number)


@allows(post=DRAW_UP)
def close(request: HttpRequest, number: int) -> HttpResponse:
    """Count and seal."""
    actor = actor_behind(request)
    found = queries.rating_numbered(actor, number=number)
    actions.close_rating(by=actor, rating=found, version=version_of(request))
    tell(request, Notice(_("已封票"), _("，票数已成为数据，参加下一次计分。")))
    return redirect("ratings:rating", number=number)


@allows(get=REOPEN, post=REOPEN)
def extend(request: HttpRequest, number: int) -> HttpResponse:
    """More time, with the reason."""
    actor = actor_behind(request)
    found = queries.rating_numbered(actor, number=number)
    form = forms.ExtendForm(request.POST or None, initial={"version": found.version})

    def doing() -> None:
        told = form.cleaned_data
        actions.extend(
            by=actor, rating=found, version=told["version"] or 0,
            window_days=told["window_days"], reason=told["reason"],
        )  # fmt: skip

    if done(request, form=form, doing=doing, said=_("已延长")):
        return redirect("ratings:rating", number=number)
    return form_page(request, rating=found, form=form, title=_("延长评议时间"), verb=_("延长"))


# --- who rates ------------------------------------------------------------------------------------


@allows(get=DRAW_UP, post=DRAW_UP)
def add_raters(request: HttpRequest, number: int) -> HttpResponse:
    """More raters."""
    actor = actor_behind(request)
    found = queries.rating_numbered(actor, number=number)
    form = forms.RatersForm(request.POST or None, actor=actor, rating=found)

    def doing() -> None:
        told = form.cleaned_data
        actions.add_raters(
            by=actor, rating=found, rater_class=told["rater_class"],
            people=[int(one) for one in told["people"]], named=told["named"],
        )  # fmt: skip

    if done(request, form=form, doing=doing, said=_("已登记评分人")):
        return redirect("ratings:rating", number=number)
    return form_page(request, rating=found, form=form, title=_("登记评分人"), verb=_("登记"))


@allows(post=DRAW_UP)
def remove_rater(request: HttpRequest, key: int) -> HttpResponse:
    """Take somebody off."""
    actor = actor_behind(request)
    found = queries.rater_keyed(actor, key=key)
    actions.remove_rater(by=actor, rater=found)
    tell(request, Notice(_("已移出{name}").format(name=found.name)))
    return redirect("ratings:rating", number=found.rating.number)


@allows(get=DRAW_UP, post=DRAW_UP)
def recuse(request: HttpRequest, key: int) -> HttpResponse:
    """Whom somebody does not rate."""
    actor = actor_behind(request)
    found = queries.rater_keyed(actor, key=key)
    form = forms.RecuseForm(request.POST or None, rater=found, units=units_of(found.rating))

    def doing() -> None:
        told = form.cleaned_data
        keys = [int(one) for one in told["units"]]
        actions.recuse(by=actor, rater=found, unit_keys=keys, reason=told["reason"])

    if done(request, form=form, doing=doing, said=_("已登记回避")):
        return redirect("ratings:rating", number=found.rating.number)
    title = _("登记回避 · {name}").format(name=found.name)
    return form_page(request, rating=found.rating, form=form, title=title, verb=_("登记"))


# --- codes ----------------------------------------------------------------------------------------


@allows(get=DRAW_UP, post=DRAW_UP)
def codes(request: HttpRequest, number: int) -> HttpResponse:
    """For whom codes are printed; the slips are the answer, once."""
    actor = actor_behind(request)
    found = queries.rating_numbered(actor, number=number)
    named = [one for one in queries.raters_of(found) if one.user_id is None and not one.has_cast]
    form = forms.CodesForm(request.POST or None, raters=named)
    if form.is_valid():
        keys = [int(one) for one in form.cleaned_data["raters"]]
        try:
            given = actions.give_codes(by=actor, rating=found, rater_keys=keys)
        except Refused as refused:
            remember_refusal(request, fault=refused)
            form.refuse(refused)
        else:
            slips = [_slip(request, rater=rater, code=code) for rater, code in given]
            return _never_kept(
                render(request, "ratings/slips.html", {"rating": found, "slips": slips})
            )
    return form_page(request, rating=found, form=form, title=_("发一次性码"), verb=_("发码并显示"))


def _slip(request: HttpRequest, *, rater: Rater, code: str) -> dict[str, object]:
    there = request.build_absolute_uri(reverse("ratings:code"))
    groups = " ".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))
    # After the hash: what stands there is not sent, so that no log of a server has the code.
    return {"rater": rater, "code": groups, "page": there, "picture": _picture(f"{there}#{code}")}


def _picture(text: str) -> SafeString:
    """A QR code: SVG with attributes only."""
    drawn = io.BytesIO()
    segno.make(text, error="m").save(
        drawn, kind="svg", xmldecl=False, scale=3, border=4, light="#fff", svgclass=None
    )
    return mark_safe(drawn.getvalue().decode("utf-8"))  # noqa: S308 - drawn by us, no text in it


def _never_kept(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "no-store"
    return answer


@allows(post=DRAW_UP)
def revoke(request: HttpRequest, key: int) -> HttpResponse:
    """A code that is lost works no more."""
    actor = actor_behind(request)
    found = queries.rater_keyed(actor, key=key)
    actions.revoke_code(by=actor, rater=found)
    tell(request, Notice(_("{name}的码已作废").format(name=found.name)))
    return redirect("ratings:rating", number=found.rating.number)
