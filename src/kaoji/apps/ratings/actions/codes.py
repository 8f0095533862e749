"""One-time codes for raters who never sign in: told once, on paper; kept is what cannot be read."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kaoji.apps.audit.actions import record
from kaoji.apps.ratings import audit_types as acts
from kaoji.apps.ratings.actions.common import check_window, lock
from kaoji.apps.ratings.enums import RatingState
from kaoji.apps.ratings.models import Rater, Rating
from kaoji.apps.ratings.permissions import DRAW_UP, check, check_own
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused

#: Without letters and digits that look alike; sixteen of them are eighty bits.
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_LENGTH = 16


def give_codes(
    *, by: Actor, rating: Rating, rater_keys: Iterable[int]
) -> tuple[tuple[Rater, str], ...]:
    """A new code for each rater without an account; one that was given before works no more."""
    check(by, right=DRAW_UP)
    with transaction.atomic():
        rating = lock(by, rating=rating)
        check_window(rating)
        waiting = rating.raters.select_for_update(of=("self",)).filter(user=None, way="")
        found = list(waiting.filter(pk__in=list(rater_keys)))
        if not found:
            raise Refused(
                "no-raters",
                reason=_("没有要发码的评分人"),
                remedy=_("有账号的在工作台打分；已投票的不再发码"),
            )
        given = tuple((one, _new_code()) for one in found)
        for one, code in given:
            one.code_digest, one.code_ends_at = digest_of(code), _end_of(rating)
            one.save(update_fields=("code_digest", "code_ends_at"))
        record(acts.GIVE_CODES, by=by, of=rating, after={"raters": [one.name for one in found]})
    return given


def revoke_code(*, by: Actor, rater: Rater) -> None:
    """A code that is lost works no more."""
    check(by, right=DRAW_UP)
    check_own(by, rater)
    with transaction.atomic():
        rating = lock(by, rating=rater.rating)
        rater = Rater.objects.select_for_update().get(pk=rater.pk)
        if not rater.code_digest:
            raise Refused("no-code", reason=_("{name}没有有效的码").format(name=rater.name))
        rater.code_digest, rater.code_ends_at = "", None
        rater.save(update_fields=("code_digest", "code_ends_at"))
        record(acts.REVOKE_CODE, by=by, of=rating, before={"rater": rater.name})


def rater_with(digest: str) -> Rater | None:
    """Whoever holds a code that still works."""
    if not digest:
        return None
    found: Rater | None = (
        Rater.objects.filter(
            code_digest=digest, code_ends_at__gt=clock.now(), rating__state=RatingState.OPEN
        )
        .select_related("rating__cycle", "user")
        .first()
    )
    return found


def digest_of(code: str) -> str:
    """What is kept of a code; blanks and hyphens of the slip do not matter."""
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return hashlib.sha256(plain.encode("utf-8")).hexdigest()


def _new_code() -> str:
    return "".join(secrets.choice(_LETTERS) for _place in range(_LENGTH))


def _end_of(rating: Rating) -> datetime:
    """Midnight after the last day of the window."""
    last = rating.due_on or clock.today()
    return timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))
