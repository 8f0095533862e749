"""What people do with their own accounts."""

from __future__ import annotations

from django.contrib.auth.hashers import check_password
from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.accounts import audit_types as acts
from kaoji.apps.accounts import locks, queries
from kaoji.apps.accounts.actions.common import as_actor, locked_user, put_password
from kaoji.apps.accounts.actions.failing import check_open, note_failure
from kaoji.apps.accounts.models import CodeDevice, Invitation, User
from kaoji.apps.audit.actions import record
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused


def accept_invitation(*, code: str, password: str, address: str = "") -> User:
    """Set a password with a one-time code, which is then used up."""
    with transaction.atomic():
        found = queries.invitation_of(code)
        held = (
            Invitation.objects.select_for_update()
            .filter(pk=found.pk if found else 0, used_at__isnull=True)
            .first()
        )
        if held is None:
            raise Refused(
                "accounts.invitation",
                reason=_("启用码不对、已用过或过了期"),
                remedy=_("请向管理员要新的"),
            )
        user = locked_user(held.user)
        put_password(user, password=password)
        held.used_at = clock.now()
        held.save(update_fields=("used_at",))
        record(acts.SET_PASSWORD, by=as_actor(user, address=address), of=user)
    return user


def change_own_password(*, user: User, old: str, password: str, by: Actor) -> User:
    """A new password, for which one must know the old one."""
    _check_own_password(user, password=old, field="old", address=by.address)
    with transaction.atomic():
        row = locked_user(user)
        put_password(row, password=password)
        record(acts.SET_PASSWORD, by=by, of=row)
    return row


def draw_device(*, user: User, password: str, by: Actor) -> CodeDevice:
    """A new secret for the code device; it counts once it has shown a right code."""
    _check_own_password(user, password=password, field="password", address=by.address)
    return new_device(user, by=by)


def new_device(user: User, *, by: Actor) -> CodeDevice:
    """The secret to bind, for somebody whose password has just been proven."""
    with transaction.atomic():
        locked_user(user)
        CodeDevice.objects.filter(user=user, confirmed=False).delete()
        made: CodeDevice = CodeDevice.objects.create(user=user, confirmed=False, name=user.username)
        record(acts.DRAW_CODE_DEVICE, by=by, of=user)
    return made


def confirm_device(*, user: User, code: str, by: Actor) -> CodeDevice:
    """Bind the drawn device; one bound before counts no longer."""
    with transaction.atomic():
        drawn: CodeDevice | None = (
            CodeDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
        )
        if drawn is None or not drawn.verify_token(plain_code(code)):
            raise wrong_code()
        CodeDevice.objects.filter(user=user, confirmed=True).delete()
        drawn.confirmed = True
        drawn.save()
        record(acts.BIND_CODE_DEVICE, by=by, of=user)
    return drawn


def end_sessions(*, user: User, by: Actor) -> User:
    """Every session of the person ends with its next request, this one too."""
    with transaction.atomic():
        row = locked_user(user)
        row.session_epoch += 1
        row.save(update_fields=("session_epoch",))
        record(acts.END_SESSIONS, by=by, of=row)
    return row


def plain_code(code: str) -> str:
    """The six digits, however they were typed."""
    return "".join(str(int(sign)) for sign in code if sign.isdecimal())


def wrong_code() -> Refused:
    """The same words whatever is wrong with a code."""
    return Refused(
        "accounts.code",
        reason=_("动态口令不对，或已经用过"),
        remedy=_("请等手机上换了下一个六位数再填；总不对请核对手机时间"),
        field="code",
    )


def _check_own_password(user: User, *, password: str, field: str, address: str) -> None:
    """Whoever holds a session need not know the password: tries count as at the door."""
    policy = locks.policy_for(user.username)
    check_open(user.username, address=address, policy=policy)
    if not check_password(password, user.password):
        name = locks.name_key(user.username)
        note_failure(name, address=address, policy=policy, step=_("核对现口令"))
        raise Refused("accounts.own_password", reason=_("现在的口令不对"), field=field)
