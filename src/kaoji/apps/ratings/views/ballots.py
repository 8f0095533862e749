"""Casting: one screen with all units, kept as one goes, signed at the end. Works without script."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kaoji.apps.audit.middleware import remember_refusal
from kaoji.apps.ratings import actions, forms, queries
from kaoji.apps.ratings.actions.codes import digest_of
from kaoji.apps.ratings.actions.common import is_over
from kaoji.apps.ratings.enums import RatingState
from kaoji.apps.ratings.filling import SAME, filled_in, lines_of, with_same
from kaoji.apps.ratings.models import Rater
from kaoji.apps.ratings.permissions import CAST, ENTER_PAPER
from kaoji.apps.ratings.rules import Whom, scale_of, whom
from kaoji.apps.ratings.scale import Filled
from kaoji.web import clock
from kaoji.web.access import PUBLIC, actor_behind, allows
from kaoji.web.actor import Actor
from kaoji.web.notices import Notice, tell
from kaoji.web.refusals import Refused

#: What a session knows of somebody who came with a code: what is kept of the code itself.
HELD = "ratings_code"
#: Whose code it was: a code is forgotten when it has been used, and the answer may have got lost.
WHOSE = "ratings_rater"
Saying = Callable[[Filled, str], None]


@allows(get=CAST, post=CAST)
def cast(request: HttpRequest, key: int) -> HttpResponse:
    """One's own ballot."""
    actor = actor_behind(request)
    rater = queries.own_rater(actor, key=key)

    def sign(filled: Filled, rest: str) -> None:
        actions.cast(by=actor, rater=rater, filled=filled, rest=rest)

    def keep(filled: Filled, _rest: str) -> None:
        actions.keep_begun(by=actor, rater=rater, filled=filled)

    return _ballot(request, rater=rater, sign=sign, keep=keep, frame="base.html")


@allows(get=PUBLIC, post=PUBLIC)
def code(request: HttpRequest) -> HttpResponse:
    """The door of those who never sign in: the code of the slip."""
    form = forms.CodeForm(request.POST or None)
    if form.is_valid():
        digest = digest_of(form.cleaned_data["code"])
        rater = actions.rater_with(digest)
        if rater is not None:
            request.session[HELD], request.session[WHOSE] = digest, rater.pk
            return redirect("ratings:by-code")
        form.add_error(
            "code", _("这个码不对，或者已经用过、过期、作废。请核对，或向绩效办要一个新码。")
        )
    return render(request, "ratings/code.html", {"form": form})


@allows(get=PUBLIC, post=PUBLIC)
def by_code(request: HttpRequest) -> HttpResponse:
    """The ballot that a code opens."""
    digest = request.session.get(HELD, "")
    rater = actions.rater_with(digest)
    if rater is None:
        return _without_code(request)
    by = _holder(request, rater=rater)

    def sign(filled: Filled, rest: str) -> None:
        actions.cast(by=by, rater=rater, filled=filled, rest=rest, digest=digest)

    def keep(filled: Filled, _rest: str) -> None:
        actions.keep_begun(by=by, rater=rater, filled=filled, digest=digest)

    return _ballot(request, rater=rater, sign=sign, keep=keep, frame="door.html")


def _without_code(request: HttpRequest) -> HttpResponse:
    """Whoever sends a ballot again whose answer got lost hears that it was cast."""
    cast = queries.rater_who_cast(request.session.get(WHOSE))
    if cast is None:
        return redirect("ratings:code")
    return _after(request, rater=cast, is_proxy=False)


def _holder(request: HttpRequest, *, rater: Rater) -> Actor:
    """Whoever holds a code acts in the name that it was given for."""
    return replace(
        actor_behind(request),
        username="",
        name=rater.name,
        organisation_key=rater.organisation_id,
        person_key=None,
        roles=frozenset(),
        post="",
        stands_in_for="",
    )


@allows(get=ENTER_PAPER, post=ENTER_PAPER)
def enter_for(request: HttpRequest, key: int) -> HttpResponse:
    """代录: a signed paper entered on behalf of a named rater."""
    actor = actor_behind(request)
    rater = queries.rater_keyed(actor, key=key)
    basis = request.POST.get("basis", "")

    def sign(filled: Filled, rest: str) -> None:
        actions.cast_for(by=actor, rater=rater, filled=filled, rest=rest, basis=basis)

    return _ballot(
        request, rater=rater, sign=sign, keep=None, frame="base.html",
        more={"is_proxy": True, "basis": basis},
    )  # fmt: skip


# --- what they have in common ---------------------------------------------------------------------


def _ballot(
    request: HttpRequest,
    *,
    rater: Rater,
    sign: Saying,
    keep: Saying | None,
    frame: str,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    rating = rater.rating
    concerning, act = whom(rater, rating=rating, on=clock.today()), request.POST.get("act", "")
    is_sent = request.method == "POST"
    # What somebody has begun himself is not shown to who enters a paper for him.
    begun = Filled.kept(rater.begun) if keep is not None else Filled()
    filled = filled_in(request.POST) if is_sent else begun
    if act.startswith(SAME):
        filled = with_same(filled, act=act, concerning=concerning)
    rest = request.POST.get("rest", "")
    refused = None
    if is_sent:
        try:
            if act == "sign":
                sign(filled, rest)
                tell(
                    request,
                    Notice(_("票已交"), _("，不能再改；谁打几分，只按类汇总，不对任何人显示。")),
                )
                return _after(request, rater=rater, is_proxy=bool(more))
            if keep is not None:
                keep(filled, rest)
                if request.headers.get("X-Kaoji-Quiet"):
                    return HttpResponse(status=204)
        except Refused as fault:
            remember_refusal(request, fault=fault)
            refused = fault
    shown = {
        "frame": frame,
        "rater": rater,
        "rating": rating,
        "lines": lines_of(filled, concerning=concerning, scale=scale_of(rating)),
        "scale": scale_of(rating),
        "owed": _owed(filled, concerning=concerning),
        "rest": rest,
        "refused": refused,
        "is_kept": is_sent and keep is not None and refused is None,
        "takes_ballots": _takes(rater),
        "is_over": is_over(rating),
        "keeps": keep is not None,
        **(more or {}),
    }
    return render(request, "ratings/ballot.html", shown)


def _takes(rater: Rater) -> bool:
    rating = rater.rating
    return rating.state == RatingState.OPEN and not rater.has_cast and not is_over(rating)


def _owed(filled: Filled, *, concerning: Whom) -> int:
    said = {*filled.marks, *filled.abstained}
    return sum(str(key) not in said for key in concerning.owed)


def _after(request: HttpRequest, *, rater: Rater, is_proxy: bool) -> HttpResponse:
    if is_proxy:
        return redirect("ratings:rating", number=rater.rating.number)
    for key in (HELD, WHOSE):
        request.session.pop(key, None)
    if rater.user_id is None:
        return render(request, "ratings/thanks.html", {"rating": rater.rating})
    return redirect("ratings:cast", key=rater.pk)
