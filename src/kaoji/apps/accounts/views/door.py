"""The door: first run, invitation, signing in step by step, signing out."""

from __future__ import annotations

import io

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kaoji.apps.accounts import actions, forms, passwords, queries
from kaoji.apps.accounts.actions.common import as_actor
from kaoji.apps.accounts.actions.own import new_device
from kaoji.apps.accounts.models import CodeDevice
from kaoji.apps.accounts.views import pending as halfway
from kaoji.apps.audit.middleware import remember_refusal
from kaoji.web.access import PUBLIC, SIGNED_IN, actor_behind, allows
from kaoji.web.forms import Form
from kaoji.web.notices import Notice, tell
from kaoji.web.refusals import Refused

#: The session of somebody who has just set a password remembers under which name.
NAMED = "sign_in_as"


def address_of(request: HttpRequest) -> str:
    """Where a request comes from."""
    return str(request.META.get("REMOTE_ADDR", ""))


@allows(get=PUBLIC, post=PUBLIC)
def sign_in(request: HttpRequest) -> HttpResponse:
    """Name and password."""
    if request.user.is_authenticated and request.method == "GET":
        return redirect("/")
    if queries.waits_for_first_run() and not queries.has_organisation():
        return redirect("accounts:first-run")
    named = {"username": request.session.get(NAMED, "")}
    form = forms.SignInForm(request.POST or None, initial=named)
    if form.is_valid():
        try:
            user = actions.prove_password(
                username=form.cleaned_data["username"],
                password=form.cleaned_data["password"],
                address=address_of(request),
            )
        except Refused as fault:
            form.add_error(None, str(fault))
        else:
            return halfway.begin(request, user=user, then=request.POST.get("next", ""))
    then = request.POST.get("next") or request.GET.get("next", "")
    return _page(request, "sign_in", form=form, next=then)


@allows(get=PUBLIC, post=PUBLIC)
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """The second factor."""
    pending = halfway.pending_of(request)
    if pending is None:
        return redirect("accounts:sign-in")
    form = forms.CodeForm(request.POST or None)
    if form.is_valid():
        try:
            actions.check_code(
                user=pending.user, code=form.cleaned_data["code"], address=address_of(request)
            )
        except Refused as fault:
            form.refuse(fault)
        else:
            halfway.code_shown(request)
            return halfway.go_on(request)
    return _page(request, "sign_in_code", form=form, person=pending.user)


@allows(get=PUBLIC, post=PUBLIC)
def sign_in_bind(request: HttpRequest) -> HttpResponse:
    """Whoever must have a code device and has none binds one before getting in."""
    pending = halfway.pending_of(request)
    if pending is None:
        return redirect("accounts:sign-in")
    if queries.code_device_of(pending.user) is not None:
        return redirect("accounts:sign-in-code")
    actor = as_actor(pending.user, address=address_of(request))
    device = queries.device_to_bind(pending.user) or new_device(pending.user, by=actor)
    form = forms.CodeForm(request.POST or None)
    if form.is_valid():
        try:
            actions.confirm_device(user=pending.user, code=form.cleaned_data["code"], by=actor)
        except Refused as fault:
            form.refuse(fault)
            remember_refusal(request, fault=fault)
        else:
            halfway.code_shown(request)
            return halfway.go_on(request)
    shown = {"picture": picture_of(device), "secret": secret_of(device)}
    return _page(request, "sign_in_bind", form=form, person=pending.user, **shown)


@allows(get=PUBLIC, post=PUBLIC)
def sign_in_password(request: HttpRequest) -> HttpResponse:
    """Whose password is too old chooses another one before getting in."""
    pending = halfway.pending_of(request)
    owes_code = pending is not None and not pending.has_shown_code
    if pending is None or (owes_code and queries.code_device_of(pending.user) is not None):
        return redirect("accounts:sign-in")
    form = forms.OwnPasswordForm(request.POST or None)
    if form.is_valid():
        try:
            user = actions.change_own_password(
                user=pending.user,
                old=form.cleaned_data["old"],
                password=form.cleaned_data["password"],
                by=as_actor(pending.user, address=address_of(request)),
            )
        except Refused as fault:
            form.refuse(fault)
            remember_refusal(request, fault=fault)
        else:
            halfway.password_changed(request, user=user)
            return halfway.go_on(request)
    rules = passwords.rules_told(queries.policy_of_user(pending.user))
    return _page(request, "sign_in_password", form=form, person=pending.user, rules=rules)


@allows(post=SIGNED_IN)
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    actions.leave(request, by=actor_behind(request))
    return redirect("accounts:sign-in")


@allows(get=PUBLIC, post=PUBLIC)
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """Set a password with a one-time code."""
    found = queries.invitation_of(code)
    if found is None:
        return render(request, "accounts/invitation_gone.html", status=404)
    form = forms.InvitationForm(request.POST or None)
    if form.is_valid():
        try:
            actions.accept_invitation(
                code=code, password=form.cleaned_data["password"], address=address_of(request)
            )
        except Refused as fault:
            form.refuse(fault)
            remember_refusal(request, fault=fault)
        else:
            tell(request, Notice(_("口令已设好。"), text=_("请用新口令登录。")))
            request.session[NAMED] = found.user.username
            return redirect("accounts:sign-in")
    rules = passwords.rules_told(queries.policy_of_user(found.user))
    return _page(request, "invitation", form=form, person=found.user, rules=rules)


@allows(get=PUBLIC, post=PUBLIC)
def first_run(request: HttpRequest) -> HttpResponse:
    """Set up an organisation with the token that the server has printed."""
    if not queries.waits_for_first_run():
        raise Http404
    form = forms.FirstRunForm(request.POST or None)
    if form.is_valid():
        try:
            started = actions.start_organisation(
                token=form.cleaned_data["token"],
                code=form.cleaned_data["code"],
                name=form.cleaned_data["name"],
                administrators=form.administrators(),
                address=address_of(request),
            )
        except Refused as fault:
            form.refuse(fault)
            remember_refusal(request, fault=fault)
        else:
            links = [
                (user, request.build_absolute_uri(reverse("accounts:invitation", args=[code])))
                for user, code in started.codes.items()
            ]
            shown = {"organisation": started.organisation, "links": links}
            return render(request, "accounts/first_run_done.html", shown)
    return _page(request, "first_run", form=form)


def picture_of(device: CodeDevice) -> SafeString:
    """The secret as a QR code: SVG with attributes only."""
    drawn = io.BytesIO()
    segno.make(device.config_url, error="m").save(
        drawn, kind="svg", xmldecl=False, scale=4, border=4, light="#fff", svgclass=None
    )
    return mark_safe(drawn.getvalue().decode("utf-8"))  # noqa: S308 - drawn by us, no text in it


def secret_of(device: CodeDevice) -> str:
    """The secret to type where no camera is at hand, in groups of four."""
    from base64 import b32encode

    text = b32encode(device.bin_key).decode("ascii").rstrip("=")
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def _page(request: HttpRequest, name: str, *, form: Form, **more: object) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, f"accounts/{name}.html", {"form": form, **more}, status=status)
