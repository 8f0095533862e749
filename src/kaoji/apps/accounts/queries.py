"""Reading accounts: the only reader for this room's views."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from kaoji.apps.accounts import locks
from kaoji.apps.accounts.models import (
    CodeDevice,
    FirstRun,
    Invitation,
    Organisation,
    SecurityPolicy,
    User,
)
from kaoji.web import clock
from kaoji.web.actor import Actor


def accounts_visible_to(actor: Actor) -> QuerySet[User]:
    """Everybody of the actor's organisation."""
    return User.objects.filter(organisation_id=actor.organisation_key or 0)


def account_visible_to(actor: Actor, *, key: int) -> User | None:
    """One of them; a hidden one and a missing one look the same."""
    return accounts_visible_to(actor).filter(pk=key).first()


def stale_accounts_visible_to(actor: Actor) -> QuerySet[User]:
    """Open accounts that nobody has used for as long as the rules say."""
    edge = clock.now() - timedelta(days=policy_of(actor).stale_days)
    used = Coalesce("last_login", "created_at")
    return accounts_visible_to(actor).filter(is_active=True).alias(used=used).filter(used__lt=edge)


def organisation_of(actor: Actor) -> Organisation | None:
    """The organisation of whoever asks."""
    return Organisation.objects.filter(pk=actor.organisation_key or 0).first()


def is_in_demo(actor: Actor) -> bool:
    """Whether the actor's organisation is invented."""
    found = organisation_of(actor)
    return found is not None and found.is_demo


def demo_organisations() -> tuple[Organisation, ...]:
    """Every invented organisation on this installation."""
    return tuple(Organisation.objects.filter(is_demo=True))


def own_account(actor: Actor) -> User:
    """The account of whoever asks."""
    return User.objects.select_related("organisation").get(pk=actor.person_key or 0)


def policy_of(actor: Actor) -> SecurityPolicy:
    """The rules of the actor's organisation."""
    return SecurityPolicy.objects.get(organisation_id=actor.organisation_key or 0)


def policy_of_user(user: User) -> SecurityPolicy:
    """The rules that somebody is under."""
    return SecurityPolicy.objects.get(organisation_id=user.organisation_id)


def code_device_of(user: User) -> CodeDevice | None:
    """The device whose codes count."""
    found: CodeDevice | None = CodeDevice.objects.filter(user=user, confirmed=True).first()
    return found


def device_to_bind(user: User) -> CodeDevice | None:
    """The device that was drawn and has not yet shown a right code."""
    found: CodeDevice | None = CodeDevice.objects.filter(user=user, confirmed=False).first()
    return found


def needs_code(user: User) -> bool:
    """Administrators always; everybody where the rules say so."""
    return bool(user.administrator) or policy_of_user(user).needs_code_for_all


def is_locked(user: User) -> bool:
    """Whether failures have closed the door to this name, from wherever."""
    return locks.is_locked_anywhere(user.username, policy=policy_of_user(user))


def is_invited(user: User) -> bool:
    """Whether a code is out that would still work."""
    return Invitation.objects.filter(
        user=user, used_at__isnull=True, ends_at__gt=clock.now()
    ).exists()


def invitation_of(code: str) -> Invitation | None:
    """A code that still works."""
    found = Invitation.objects.select_related("user").filter(
        digest=digest_of(code), used_at__isnull=True, ends_at__gt=clock.now(), user__is_active=True
    )
    return found.first()


def waits_for_first_run() -> bool:
    """Whether some token has not been used yet."""
    return FirstRun.objects.filter(used_at__isnull=True).exists()


def has_organisation() -> bool:
    """Whether this installation is in use."""
    return Organisation.objects.exists()


def digest_of(code: str) -> str:
    """What is kept of a code or token: it cannot be found back from that."""
    return hashlib.sha256(code.strip().encode("utf-8")).hexdigest()
