"""Casting a ballot: by the rater himself, by whoever holds his code, by a secretary on his behalf.

A rater casts once. What is begun is kept for him until then; it is nobody's act and not in the log.
"""

from __future__ import annotations

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from kaoji.apps.audit.actions import record
from kaoji.apps.ratings import audit_types as acts
from kaoji.apps.ratings.actions.common import check_window, lock, needed, shown
from kaoji.apps.ratings.enums import Way
from kaoji.apps.ratings.models import LONGEST_REASON, Ballot, Rater, Rating
from kaoji.apps.ratings.permissions import CAST, ENTER_PAPER, check, check_own
from kaoji.apps.ratings.rules import complete, scale_of, whom
from kaoji.apps.ratings.scale import Filled
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused

#: No mark is longer.
_LONGEST_MARK = 20


def keep_begun(*, by: Actor, rater: Rater, filled: Filled, digest: str = "") -> None:
    """Keep what a rater has begun; what cannot stand is kept too, and told when it is signed."""
    with transaction.atomic():
        rating, rater = _theirs(by, rater=rater, digest=digest)
        units = {str(key) for key in whom(rater, rating=rating, on=clock.today()).owed}
        kept = Filled(
            {key: text[:_LONGEST_MARK] for key, text in filled.marks.items() if key in units},
            {key: why[:LONGEST_REASON] for key, why in filled.abstained.items() if key in units},
        )
        rater.begun = kept.as_json()
        rater.save(update_fields=("begun",))


def cast(*, by: Actor, rater: Rater, filled: Filled, rest: str = "", digest: str = "") -> None:
    """Sign a ballot: one's own, or with the code. `rest`: why the others are left blank."""
    with transaction.atomic():
        rating, rater = _theirs(by, rater=rater, digest=digest)
        way = Way.CODE if digest else Way.PAGE
        _write(rating, rater=rater, filled=filled, rest=rest, way=way)
        record(acts.CAST, by=by, of=rating, named=f"{rating} · {rater.name}")


def cast_for(*, by: Actor, rater: Rater, filled: Filled, rest: str, basis: str) -> None:
    """代录: enter a signed paper on behalf of a named rater; who did so stays beside the name."""
    check(by, right=ENTER_PAPER)
    check_own(by, rater)
    why = needed(basis, field="basis", what=_("代录依据"))
    with transaction.atomic():
        rating = lock(by, rating=rater.rating)
        rater = _waiting(rating, rater=rater)
        if rater.user_id == by.person_key:
            raise Refused("own-ballot", reason=_("您自己的票不用代录"), remedy=_("请在打分页投票"))
        rater.proxy_name = shown(by)
        _write(rating, rater=rater, filled=filled, rest=rest, way=Way.PROXY)
        told = {"on_behalf_of": rater.name, "way": Way.PROXY.value}
        named = f"{rating} · {rater.name}"
        record(acts.CAST, by=by, of=rating, named=named, after=told, reason=why)


def _theirs(by: Actor, *, rater: Rater, digest: str) -> tuple[Rating, Rater]:
    """The rating under lock and the rater as he is now, for whoever may cast his ballot."""
    rating = lock(by, rating=rater.rating)
    rater = _waiting(rating, rater=rater)
    if digest:
        is_valid = rater.code_ends_at is not None and rater.code_ends_at > clock.now()
        if rater.code_digest != digest or not is_valid:
            raise Refused("code-gone", reason=_("这个码已经失效"), remedy=_("请向绩效办要一个新码"))
        return rating, rater
    check(by, right=CAST)
    if rater.user_id is None or rater.user_id != by.person_key:
        raise Http404
    return rating, rater


def _waiting(rating: Rating, *, rater: Rater) -> Rater:
    found: Rater = (
        Rater.objects.select_for_update(of=("self",)).select_related("user").get(pk=rater.pk)
    )
    if found.has_cast:
        raise Refused(
            "cast-already",
            reason=_("{name}的票已经交了").format(name=found.name),
            remedy=_("一人一票，交了不能改"),
        )
    check_window(rating)
    return found


def _write(rating: Rating, *, rater: Rater, filled: Filled, rest: str, way: Way) -> None:
    concerning = whom(rater, rating=rating, on=clock.today())
    signed = complete(filled, concerning=concerning, scale=scale_of(rating), rest=rest)
    Ballot.objects.create(
        organisation_id=rating.organisation_id,
        rating=rating,
        rater_class=rater.rater_class,
        **signed.as_json(),
    )
    rater.begun, rater.way, rater.cast_on = {}, way, clock.today()
    rater.code_digest, rater.code_ends_at = "", None
    rater.save()
