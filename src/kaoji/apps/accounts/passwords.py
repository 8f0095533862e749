"""What a password must be: the rules of the organisation, told all at once."""

from __future__ import annotations

import unicodedata
from datetime import timedelta

from django.contrib.auth.hashers import check_password, is_password_usable
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kaoji.apps.accounts.models import PastPassword, SecurityPolicy, User
from kaoji.web import clock
from kaoji.web.refusals import Refused

#: A longer one would only keep the machine busy.
MOST_LENGTH = 128
LEAST_NAME = 3


def check_new_password(password: str, *, user: User, policy: SecurityPolicy) -> None:
    """Refuse a password that the rules do not accept, with every reason."""
    faults = [*_form_faults(password, user=user, policy=policy)]
    if not faults and _was_used(password, user=user, policy=policy):
        faults.append(
            _("与现在的或前 %(count)d 次用过的口令相同") % {"count": policy.history_count}
        )
    if faults:
        raise Refused(
            "accounts.password_rules",
            reason=_("；").join(faults),
            remedy=rules_told(policy),
            field="password",
        )


def rules_told(policy: SecurityPolicy) -> str:
    """The rules in one sentence, with what a good password looks like."""
    return _(
        "口令至少 %(length)d 位，大写、小写、数字、其他符号中至少 %(classes)d 类，不含登录名；"
        "可以是几个词连起来，例如「茶-River-37-云」这样的写法"
    ) % {"length": policy.least_length, "classes": policy.least_classes}


def is_overdue(user: User, *, policy: SecurityPolicy) -> bool:
    """Tell whether the person must choose a new password before going on."""
    if user.must_change_password or user.password_set_at is None:
        return True
    age = clock.now() - user.password_set_at
    return policy.change_days > 0 and age > timedelta(days=policy.change_days)


def class_count(password: str) -> int:
    """How many of the four classes of signs a password uses."""
    kinds = {unicodedata.category(sign) if sign.isascii() else "other" for sign in password}
    known = {"Lu", "Ll", "Nd"}
    return len(kinds & known) + bool(kinds - known)


def _form_faults(password: str, *, user: User, policy: SecurityPolicy) -> list[str]:
    faults = []
    if len(password) < policy.least_length:
        faults.append(_("太短，现在是 %(length)d 位") % {"length": len(password)})
    if len(password) > MOST_LENGTH:
        faults.append(_("太长，最多 %(length)d 位") % {"length": MOST_LENGTH})
    if class_count(password) < policy.least_classes:
        faults.append(_("只有 %(count)d 类字符") % {"count": class_count(password)})
    name = user.username.casefold()
    if len(name) >= LEAST_NAME and name in password.casefold():
        faults.append(_("含有登录名"))
    try:
        CommonPasswordValidator().validate(password)
    except ValidationError:
        faults.append(_("是常见口令，容易被猜到"))
    return faults


def _was_used(password: str, *, user: User, policy: SecurityPolicy) -> bool:
    past = PastPassword.objects.filter(user=user)[: policy.history_count]
    hashes = [user.password, *(one.password for one in past)]
    # Asking a hash that nothing fits would cost as much time as asking a real one.
    return any(check_password(password, one) for one in hashes if is_password_usable(one))
