"""Signing in and out. Who fails learns nothing: the same words, the same work, for any name."""

from __future__ import annotations

from django.contrib.auth import authenticate, login, logout
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django_otp import login as login_with_device

from kaoji.apps.accounts import audit_types as acts
from kaoji.apps.accounts import locks
from kaoji.apps.accounts.actions.common import as_actor
from kaoji.apps.accounts.actions.failing import check_open, note_failure
from kaoji.apps.accounts.actions.own import plain_code, wrong_code
from kaoji.apps.accounts.middleware import BEGUN, EPOCH, SEEN
from kaoji.apps.accounts.models import CodeDevice, User
from kaoji.apps.audit.actions import record
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused


def prove_password(*, username: str, password: str, address: str) -> User:
    """The person behind a name and a password; raises the same refusal for whatever is wrong."""
    name = locks.name_key(username)
    policy = locks.policy_for(name)
    check_open(name, address=address, policy=policy)
    user = authenticate(username=name, password=password)
    if not isinstance(user, User) or not user.organisation.is_active:
        note_failure(name, address=address, policy=policy, step=_("口令"))
        raise Refused(
            "accounts.sign_in",
            reason=_("登录名或口令不对，或账户不可用"),
            remedy=_("连续失败 %(count)d 次会锁定 %(minutes)d 分钟")
            % {"count": policy.most_failures, "minutes": policy.lock_minutes},
        )
    return user


def check_code(*, user: User, code: str, address: str) -> CodeDevice:
    """The device that shows this code, which is then used up."""
    policy = locks.policy_for(user.username)
    check_open(user.username, address=address, policy=policy)
    with transaction.atomic():
        bound = CodeDevice.objects.select_for_update().filter(user=user, confirmed=True)
        device: CodeDevice | None = bound.first()
        is_right = device is not None and device.verify_token(plain_code(code))
        if is_right:
            # A code that is used up is an act by itself: no entry, no use.
            record(acts.SHOW_CODE, by=as_actor(user, address=address), of=user)
    if device is None or not is_right:
        note_failure(
            locks.name_key(user.username), address=address, policy=policy, step=_("动态口令")
        )
        raise wrong_code()
    return device


def enter(request: HttpRequest, *, user: User, device: CodeDevice | None = None) -> None:
    """Begin a session, under a new key; the failures from this place are forgotten."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    with transaction.atomic():
        locks.welcome(user, address=address)
        login(request, user, backend="django.contrib.auth.backends.ModelBackend")
        if device is not None:
            login_with_device(request, device)
        now = clock.now().timestamp()
        session = request.session
        session[EPOCH], session[BEGUN], session[SEEN] = user.session_epoch, now, now
        after = {"动态口令": device is not None}
        record(acts.SIGN_IN, by=as_actor(user, address=address), of=user, after=after)


def leave(request: HttpRequest, *, by: Actor) -> None:
    """End this session."""
    with transaction.atomic():
        if isinstance(request.user, User):
            record(acts.SIGN_OUT, by=by, of=request.user)
        logout(request)
