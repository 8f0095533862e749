"""My account: password, code device, sessions."""

from __future__ import annotations

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kaoji.apps.accounts import actions, forms, passwords, queries
from kaoji.apps.accounts.middleware import EPOCH
from kaoji.apps.accounts.views.door import picture_of, secret_of
from kaoji.apps.audit.middleware import remember_refusal
from kaoji.web.access import SIGNED_IN, actor_behind, allows
from kaoji.web.notices import Notice, tell
from kaoji.web.refusals import Refused


@allows(get=SIGNED_IN)
def own(request: HttpRequest) -> HttpResponse:
    """What is known of me here, and what I can change."""
    user = queries.own_account(actor_behind(request))
    policy = queries.policy_of_user(user)
    shown = {
        "person": user,
        "policy": policy,
        "device": queries.code_device_of(user),
        "needs_code": queries.needs_code(user),
    }
    return render(request, "accounts/own.html", shown)


@allows(get=SIGNED_IN, post=SIGNED_IN)
def own_password(request: HttpRequest) -> HttpResponse:
    """Change my password; my other sessions end, this one goes on under a new key."""
    user = queries.own_account(actor_behind(request))
    form = forms.OwnPasswordForm(request.POST or None)
    if form.is_valid():
        try:
            changed = actions.change_own_password(
                user=user,
                old=form.cleaned_data["old"],
                password=form.cleaned_data["password"],
                by=actor_behind(request),
            )
        except Refused as fault:
            form.refuse(fault)
            remember_refusal(request, fault=fault)
        else:
            update_session_auth_hash(request, changed)
            request.session[EPOCH] = changed.session_epoch
            tell(request, Notice(_("口令已改。"), text=_("别处的登录都已退出。")))
            return redirect("accounts:own")
    rules = passwords.rules_told(queries.policy_of_user(user))
    shown = {"form": form, "rules": rules}
    return render(request, "accounts/own_password.html", shown, status=422 if form.errors else 200)


@allows(get=SIGNED_IN, post=SIGNED_IN)
def own_device(request: HttpRequest) -> HttpResponse:
    """Ask for a new secret, with my password."""
    form = forms.ProofForm(request.POST or None)
    if form.is_valid():
        try:
            actions.draw_device(
                user=queries.own_account(actor_behind(request)),
                password=form.cleaned_data["password"],
                by=actor_behind(request),
            )
        except Refused as fault:
            form.refuse(fault)
            remember_refusal(request, fault=fault)
        else:
            return redirect("accounts:own-device-bind")
    shown = {"form": form}
    return render(request, "accounts/own_device.html", shown, status=422 if form.errors else 200)


@allows(get=SIGNED_IN, post=SIGNED_IN)
def own_device_bind(request: HttpRequest) -> HttpResponse:
    """Show that the phone has taken the secret."""
    user = queries.own_account(actor_behind(request))
    device = queries.device_to_bind(user)
    if device is None:
        return redirect("accounts:own-device")
    form = forms.CodeForm(request.POST or None)
    if form.is_valid():
        try:
            actions.confirm_device(
                user=user, code=form.cleaned_data["code"], by=actor_behind(request)
            )
        except Refused as fault:
            form.refuse(fault)
            remember_refusal(request, fault=fault)
        else:
            tell(request, Notice(_("动态口令已绑定。"), text=_("下次登录要填手机上的六位数。")))
            return redirect("accounts:own")
    shown = {"form": form, "picture": picture_of(device), "secret": secret_of(device)}
    return render(
        request, "accounts/own_device_bind.html", shown, status=422 if form.errors else 200
    )


@allows(post=SIGNED_IN)
def own_sessions_end(request: HttpRequest) -> HttpResponse:
    """End all my sessions, this one too."""
    actions.end_sessions(user=queries.own_account(actor_behind(request)), by=actor_behind(request))
    return redirect("accounts:sign-in")
