"""Failed sign-ins, and when they close the door: by name and by where they come from.

A name that nobody has is counted and locked like any other, under the rules of some organisation,
always the same one for the same name: so the door tells nothing of who has an account.
"""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import datetime, timedelta

from kaoji.apps.accounts.models import Attempt, SecurityPolicy, User
from kaoji.web import clock


def name_key(username: str) -> str:
    """A sign-in name as it is compared and counted."""
    return unicodedata.normalize("NFKC", username).strip().casefold()[:150]


def policy_for(username: str) -> SecurityPolicy:
    """The rules that guard a name."""
    user = User.objects.filter(username__iexact=name_key(username)).first()
    if user is not None:
        return SecurityPolicy.objects.get(organisation_id=user.organisation_id)
    keys = list(SecurityPolicy.objects.order_by("pk").values_list("pk", flat=True))
    if not keys:
        return SecurityPolicy()
    drawn = int(hashlib.sha256(name_key(username).encode("utf-8")).hexdigest(), 16)
    return SecurityPolicy.objects.get(pk=keys[drawn % len(keys)])


def locked_until(username: str, *, address: str, policy: SecurityPolicy) -> datetime | None:
    """Until when nobody gets in under this name, or from this address; nothing when it is open."""
    by_name = _until({"username": name_key(username)}, most=policy.most_failures, policy=policy)
    by_address = (
        _until({"address": address}, most=policy.most_failures_of_address, policy=policy)
        if address
        else None
    )
    return max((one for one in (by_name, by_address) if one is not None), default=None)


def _until(where: dict[str, str], *, most: int, policy: SecurityPolicy) -> datetime | None:
    """The last failures, so many that they lock, and all within the time that counts."""
    found = Attempt.objects.filter(**where).order_by("-at")[:most]
    times = [one.at for one in found]
    if len(times) < most or times[0] - times[-1] > timedelta(minutes=policy.failure_minutes):
        return None
    until = times[0] + timedelta(minutes=policy.lock_minutes)
    return until if until > clock.now() else None
