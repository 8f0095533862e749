"""Accounts of business people, kept by the system administrator. No role comes from here."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.accounts import audit_types as acts
from kaoji.apps.accounts.actions.common import (
    check_version,
    clean_username,
    locked_user,
    make_invitation,
    told,
)
from kaoji.apps.accounts.models import User
from kaoji.apps.accounts.permissions import check_edit_account, check_keep_accounts
from kaoji.apps.audit.actions import record
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused


def add_user(
    *, by: Actor, username: str, name: str, phone: str = "", email: str = ""
) -> tuple[User, str]:
    """A new account, and the one-time code with which its person sets a password."""
    check_keep_accounts(by)
    with transaction.atomic():
        user = User(
            organisation_id=by.organisation_key or 0,
            username=clean_username(username),
            name=_checked_name(name),
            phone=phone.strip(),
            email=email.strip(),
            created_at=clock.now(),
        )
        user.set_unusable_password()
        user.save()
        record(acts.ADD_USER, by=by, of=user, after=told(user))
        return user, make_invitation(user)


def change_user(
    *, by: Actor, user: User, name: str, phone: str, email: str, version: int | None = None
) -> User:
    """Another name or way to reach the person. The sign-in name stays."""
    check_edit_account(by, user=user)
    with transaction.atomic():
        row = locked_user(user)
        check_version(row, version=version)
        before = told(row)
        row.name, row.phone, row.email = _checked_name(name), phone.strip(), email.strip()
        row.version += 1
        row.save(update_fields=("name", "phone", "email", "version"))
        record(acts.CHANGE_USER, by=by, of=row, before=before, after=told(row))
    return row


def close_user(*, by: Actor, user: User, reason: str) -> User:
    """Nobody gets in under the name any longer; sessions that are open end with the next click."""
    check_edit_account(by, user=user)
    if not reason.strip():
        raise Refused(
            "accounts.reason",
            reason=_("要写停用的原因"),
            remedy=_("例如「6月调离，见人社调令」"),
            field="reason",
        )
    with transaction.atomic():
        row = locked_user(user)
        if not row.is_active:
            raise Refused("accounts.closed", reason=_("这个账户已经停用"))
        before = told(row)
        row.is_active = False
        row.session_epoch += 1
        row.version += 1
        row.save(update_fields=("is_active", "session_epoch", "version"))
        row.invitations.filter(used_at__isnull=True).delete()
        record(
            acts.CLOSE_USER, by=by, of=row, before=before, after=told(row), reason=reason.strip()
        )
    return row


def reopen_user(*, by: Actor, user: User) -> User:
    """Let the person in again. Posts that have ended meanwhile stay ended."""
    check_edit_account(by, user=user)
    with transaction.atomic():
        row = locked_user(user)
        if row.is_active:
            raise Refused("accounts.open", reason=_("这个账户没有停用"))
        before = told(row)
        row.is_active = True
        row.session_epoch += 1
        row.version += 1
        row.save(update_fields=("is_active", "session_epoch", "version"))
        record(acts.REOPEN_USER, by=by, of=row, before=before, after=told(row))
    return row


def invite(*, by: Actor, user: User) -> str:
    """A new one-time code for somebody who has never set a password."""
    check_edit_account(by, user=user)
    with transaction.atomic():
        row = locked_user(user)
        if not row.is_active:
            raise Refused("accounts.closed", reason=_("这个账户已经停用"), remedy=_("要先恢复账户"))
        if row.has_usable_password():
            raise Refused(
                "accounts.has_password",
                reason=_("「%(name)s」已经设过口令") % {"name": row.name},
                remedy=_("忘记口令由安全管理员重置"),
            )
        record(acts.INVITE, by=by, of=row)
        return make_invitation(row)


def _checked_name(name: str) -> str:
    if not name.strip():
        raise Refused("accounts.name", reason=_("要写姓名，例如 简书宁"), field="name")
    return name.strip()
