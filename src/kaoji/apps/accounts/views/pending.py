"""Between password and session: who has proven what, for a few minutes, in a session of nobody."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from kaoji.apps.accounts import passwords, queries
from kaoji.apps.accounts.actions import enter
from kaoji.apps.accounts.models import User
from kaoji.web import clock
from kaoji.web.roles import Role
from kaoji.web.shell import address_of

_KEPT = "half_signed_in"
#: Whoever takes longer begins again.
PATIENCE_SECONDS = 300

#: Where the three administrators begin; everybody else at the first page.
HOMES = {
    Role.SYSTEM_ADMINISTRATOR: "accounts:list",
    Role.SECURITY_ADMINISTRATOR: "accounts:policy",
    Role.AUDIT_ADMINISTRATOR: "audit:list",
}


@dataclass(slots=True)
class Pending:
    """Somebody whose password was right."""

    user: User
    has_shown_code: bool
    next: str


def begin(request: HttpRequest, *, user: User, then: str) -> HttpResponse:
    """Remember that the password was right, and go on."""
    request.session.cycle_key()
    request.session[_KEPT] = {
        "user": user.pk,
        "epoch": user.session_epoch,
        "at": clock.now().timestamp(),
        "code": False,
        "next": then,
    }
    return go_on(request)


def pending_of(request: HttpRequest) -> Pending | None:
    """Who is half signed in here; nobody after a while, or when the account has changed."""
    kept = request.session.get(_KEPT)
    if not kept or clock.now().timestamp() - kept["at"] > PATIENCE_SECONDS:
        return None
    user = User.objects.filter(pk=kept["user"], is_active=True, session_epoch=kept["epoch"]).first()
    return Pending(user, has_shown_code=kept["code"], next=kept["next"]) if user else None


def code_shown(request: HttpRequest) -> None:
    """The second factor was right too."""
    request.session[_KEPT] = request.session[_KEPT] | {"code": True}


def password_changed(request: HttpRequest, *, user: User) -> None:
    """The person has just set another password here."""
    request.session[_KEPT] = request.session[_KEPT] | {"epoch": user.session_epoch}


def go_on(request: HttpRequest) -> HttpResponse:
    """To the step that is still owed; or in."""
    pending = pending_of(request)
    if pending is None:
        return redirect("accounts:sign-in")
    step = _owed(pending)
    if step:
        return redirect(step)
    del request.session[_KEPT]
    enter(request, user=pending.user, device=queries.code_device_of(pending.user))
    return redirect(_home(request, pending=pending))


def _owed(pending: Pending) -> str:
    user = pending.user
    if not pending.has_shown_code:
        if queries.code_device_of(user) is not None:
            return "accounts:sign-in-code"
        if queries.needs_code(user):
            return "accounts:sign-in-bind"
    if passwords.is_overdue(user, policy=queries.policy_of_user(user)):
        return "accounts:sign-in-password"
    return ""


def _home(request: HttpRequest, *, pending: Pending) -> str:
    if url_has_allowed_host_and_scheme(
        pending.next, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return pending.next
    role = pending.user.administrator
    return (address_of(HOMES[Role(role)]) if role else "") or "/"
