"""Wrong passwords and codes, wherever they are typed: counted, remembered, and locking the door."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kaoji.apps.accounts import audit_types as acts
from kaoji.apps.accounts import locks
from kaoji.apps.accounts.models import Attempt, SecurityPolicy, User
from kaoji.apps.audit.actions import record
from kaoji.apps.audit.models import Result
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused


def check_open(name: str, *, address: str, policy: SecurityPolicy) -> None:
    """Refuse who has failed too often here, or a name that was tried from too many places."""
    until = locks.locked_until(name, address=address, policy=policy)
    if until is not None:
        raise Refused(
            "accounts.locked",
            reason=_("失败次数太多，已锁定到 %(time)s")
            % {"time": timezone.localtime(until).strftime("%H:%M")},
            remedy=_("到时再试；您平时登录的电脑不受影响；也可请安全管理员解锁"),
        )


def note_failure(name: str, *, address: str, policy: SecurityPolicy, step: str) -> None:
    """Count a failure. In a transaction of its own, for the refusal that follows ends no other."""
    user = User.objects.filter(username__iexact=name).first()
    actor = Actor(
        username=name,
        name="",
        organisation_key=user.organisation_id if user is not None else None,
        address=address,
    )
    with transaction.atomic():
        Attempt.objects.create(username=name, address=locks.place_of(address), at=clock.now())
        record(
            acts.SIGN_IN, by=actor, of=user, named=name, after={"步骤": step}, result=Result.FAILED
        )
        until = locks.locked_until(name, address=address, policy=policy)
        if until is not None:
            record(acts.LOCK_OUT, by=actor, of=user, named=name, after={"锁定到": str(until)})
