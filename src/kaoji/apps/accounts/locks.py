"""Failed sign-ins, and when they close the door: to a name from where they come, and to a place.

A stranger who fails closes the door to no one else. Only failures from several places close a name
to every place from which its owner has not come in before (docs/decisions/0027-locks-by-place.md).

A name that nobody has is counted and locked like any other, under the rules of some organisation,
always the same one for the same name: so the door tells nothing of who has an account.
"""

from __future__ import annotations

import hashlib
import ipaddress
import unicodedata
from datetime import datetime, timedelta

from kaoji.apps.accounts.models import Attempt, KnownPlace, SecurityPolicy, User
from kaoji.web import clock

#: So many times what closes one place, from wherever, closes a name to places that it is new to.
PLACES_BESIDE = 4
#: From how many places, and how long ago at most, somebody is known to come.
MOST_KNOWN = 10
KNOWN_FOR = timedelta(days=90)
#: Bits of the network that one host of IPv6 has to itself.
NETWORK_OF_A_HOST = 64


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
    """Until when nobody gets in under this name from this address; nothing when it is open."""
    name, place = name_key(username), place_of(address)
    rules = [({"username": name, "address": place}, policy.most_failures)]
    if place:
        rules.append(({"address": place}, policy.most_failures_of_address))
    if not _is_known(name, place=place):
        rules.append(({"username": name}, policy.most_failures * PLACES_BESIDE))
    found = (_until(where, most=most, policy=policy) for where, most in rules)
    return max((one for one in found if one is not None), default=None)


def is_locked_anywhere(username: str, *, policy: SecurityPolicy) -> bool:
    """Whether the name is closed to some address: what an administrator would open."""
    since = clock.now() - timedelta(minutes=policy.lock_minutes + policy.failure_minutes)
    failed = Attempt.objects.filter(username=name_key(username), at__gte=since)
    places = failed.order_by().values_list("address", flat=True).distinct()
    return any(locked_until(username, address=one, policy=policy) for one in places)


def place_of(address: str) -> str:
    """An address as failures are counted: of one network of IPv6 a host has as many as it likes."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return address
    return str(ipaddress.ip_network((found, NETWORK_OF_A_HOST), strict=False))


def welcome(user: User, *, address: str) -> None:
    """Remember from where somebody came in: failures elsewhere do not close the door there.

    What has failed there is forgotten; what strangers do elsewhere goes on being counted.
    """
    place = place_of(address)
    Attempt.objects.filter(username=name_key(user.username), address=place).delete()
    KnownPlace.objects.update_or_create(user=user, place=place, defaults={"at": clock.now()})
    old = KnownPlace.objects.filter(user=user).order_by("-at", "-pk")[MOST_KNOWN:]
    KnownPlace.objects.filter(pk__in=[one.pk for one in old]).delete()


def _is_known(name: str, *, place: str) -> bool:
    since = clock.now() - KNOWN_FOR
    known = KnownPlace.objects.filter(user__username__iexact=name, place=place, at__gte=since)
    return bool(place) and known.exists()


def _until(where: dict[str, str], *, most: int, policy: SecurityPolicy) -> datetime | None:
    """The last failures, so many that they lock, and all within the time that counts."""
    found = Attempt.objects.filter(**where).order_by("-at")[:most]
    times = [one.at for one in found]
    if len(times) < most or times[0] - times[-1] > timedelta(minutes=policy.failure_minutes):
        return None
    until = times[0] + timedelta(minutes=policy.lock_minutes)
    return until if until > clock.now() else None
