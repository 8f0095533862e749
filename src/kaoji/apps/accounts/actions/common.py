"""What several acts share."""

from __future__ import annotations

import secrets
import unicodedata
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kaoji.apps.accounts.models import Invitation, PastPassword, SecurityPolicy, User
from kaoji.apps.accounts.passwords import check_new_password
from kaoji.apps.accounts.queries import digest_of
from kaoji.apps.audit.queries import last_touch
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.forms import changed_meanwhile
from kaoji.web.refusals import Refused

#: What of an account is written into the log.
TOLD = {
    "username": "登录名",
    "name": "姓名",
    "phone": "手机",
    "email": "邮箱",
    "is_active": "可登录",
}


def told(user: User) -> dict[str, Any]:
    """An account as the log tells it."""
    return {word: getattr(user, name) for name, word in TOLD.items()}


def as_actor(user: User, *, address: str) -> Actor:
    """Somebody who acts before being signed in."""
    return Actor(
        username=user.username,
        name=user.name,
        organisation_key=user.organisation_id,
        person_key=user.pk,
        address=address,
    )


def locked_user(user: User) -> User:
    """The account as it stands now, held against others who would change it."""
    return User.objects.select_for_update().get(pk=user.pk)


def check_version(row: User | SecurityPolicy, *, version: int | None) -> None:
    """Refuse the second of two who have read the same version."""
    if version is not None and row.version != version:
        touch = last_touch(row)
        raise changed_meanwhile(
            by=touch.actor_name if touch else "",
            at=timezone.localtime(touch.at).strftime("%H:%M") if touch else "",
        )


def clean_username(username: str) -> str:
    """A sign-in name as it is kept; refuses one that is taken or cannot be typed."""
    plain = unicodedata.normalize("NFKC", username).strip()
    if not 2 <= len(plain) <= 60 or not plain.replace("-", "").replace("_", "").isalnum():
        raise Refused(
            "accounts.username_form",
            reason=_("登录名要 2 至 60 位，只用字母、汉字、数字、- 和 _"),
            remedy=_("例如 jianshuning 或 简书宁"),
            field="username",
        )
    if User.objects.filter(username__iexact=plain).exists():
        raise Refused(
            "accounts.username_taken",
            reason=_("这个登录名不能用"),
            remedy=_("请换一个，例如在后面加单位简称"),
            field="username",
        )
    return plain


def make_invitation(user: User) -> str:
    """Draw a code; the ones before it work no longer."""
    now = clock.now()
    Invitation.objects.filter(user=user, used_at__isnull=True).delete()
    hours = SecurityPolicy.objects.get(organisation_id=user.organisation_id).invitation_hours
    code = secrets.token_urlsafe(24)
    ends_at = now + timedelta(hours=hours)
    Invitation.objects.create(user=user, digest=digest_of(code), made_at=now, ends_at=ends_at)
    return code


def put_password(user: User, *, password: str) -> None:
    """Set a password that the rules accept; every session of the person ends."""
    policy = SecurityPolicy.objects.get(organisation_id=user.organisation_id)
    check_new_password(password, user=user, policy=policy)
    now = clock.now()
    if user.has_usable_password():
        PastPassword.objects.create(user=user, password=user.password, set_at=now)
        kept = PastPassword.objects.filter(user=user)[: policy.history_count]
        PastPassword.objects.filter(user=user).exclude(pk__in=[one.pk for one in kept]).delete()
    user.set_password(password)
    user.password_set_at, user.must_change_password = now, False
    user.session_epoch += 1
    user.save(
        update_fields=("password", "password_set_at", "must_change_password", "session_epoch")
    )
