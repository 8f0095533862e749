"""What the security administrator does: the rules of sign-in, unlocking, resetting."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from kaoji.apps.accounts import audit_types as acts
from kaoji.apps.accounts.actions.common import check_version, locked_user, make_invitation
from kaoji.apps.accounts.locks import name_key
from kaoji.apps.accounts.models import Attempt, CodeDevice, PastPassword, SecurityPolicy, User
from kaoji.apps.accounts.permissions import check_guard, check_reset
from kaoji.apps.audit.actions import record
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused

#: Each rule with the least and the most that it may be.
LIMITS = {
    "least_length": (8, 64),
    "least_classes": (3, 4),
    "history_count": (0, 24),
    "change_days": (0, 365),
    "most_failures": (3, 10),
    "failure_minutes": (5, 1440),
    "lock_minutes": (5, 1440),
    "most_failures_of_address": (10, 1000),
    "idle_minutes": (5, 240),
    "session_hours": (1, 24),
    "invitation_hours": (1, 240),
    "stale_days": (30, 365),
}


def change_policy(
    *, by: Actor, version: int | None = None, needs_code_for_all: bool, **rules: int
) -> SecurityPolicy:
    """Other rules for the whole organisation, from the next request on."""
    check_guard(by)
    for name, (least, most) in LIMITS.items():
        if not least <= rules[name] <= most:
            raise Refused(
                "accounts.policy_limits",
                reason=_("要在 %(least)d 到 %(most)d 之间") % {"least": least, "most": most},
                field=name,
            )
    with transaction.atomic():
        policy = SecurityPolicy.objects.select_for_update().get(
            organisation_id=by.organisation_key or 0
        )
        check_version(policy, version=version)
        before = rules_of(policy)
        for name in LIMITS:
            setattr(policy, name, rules[name])
        policy.needs_code_for_all = needs_code_for_all
        policy.version += 1
        policy.save()
        record(acts.CHANGE_POLICY, by=by, of=policy, before=before, after=rules_of(policy))
    return policy


def rule_name(name: str) -> str:
    """What a rule is called."""
    field: models.Field[Any, Any] = SecurityPolicy._meta.get_field(name)  # type: ignore[assignment]
    return str(field.verbose_name)


def rules_of(policy: SecurityPolicy) -> dict[str, Any]:
    """The rules as the log tells them."""
    return {rule_name(name): getattr(policy, name) for name in (*LIMITS, "needs_code_for_all")}


def unlock(*, by: Actor, user: User) -> None:
    """Forget the failures under a name."""
    check_reset(by, user=user)
    with transaction.atomic():
        count, _kinds = Attempt.objects.filter(username=name_key(user.username)).delete()
        record(acts.UNLOCK, by=by, of=user, before={"失败次数": count}, after={"失败次数": 0})


def reset_password(*, by: Actor, user: User) -> str:
    """The password is void at once; the person sets a new one with the code that this gives."""
    check_reset(by, user=user)
    with transaction.atomic():
        row = locked_user(user)
        if not row.is_active:
            raise Refused(
                "accounts.closed",
                reason=_("这个账户已经停用"),
                remedy=_("要先由系统管理员恢复"),
            )
        if row.has_usable_password():
            PastPassword.objects.create(user=row, password=row.password, set_at=clock.now())
        row.set_unusable_password()
        row.session_epoch += 1
        row.save(update_fields=("password", "session_epoch"))
        record(acts.RESET_PASSWORD, by=by, of=row)
        return make_invitation(row)


def reset_code_device(*, by: Actor, user: User) -> None:
    """The device counts no longer; sessions end, and the person binds another one at sign-in."""
    check_reset(by, user=user)
    with transaction.atomic():
        row = locked_user(user)
        count, _kinds = CodeDevice.objects.filter(user=row).delete()
        if not count:
            raise Refused("accounts.no_device", reason=_("这个账户没有绑定动态口令"))
        row.session_epoch += 1
        row.save(update_fields=("session_epoch",))
        record(acts.RESET_CODE_DEVICE, by=by, of=row)
