"""Keeping accounts (system administrator) and guarding sign-in (security administrator)."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.accounts import actions, forms, permissions, queries
from kaoji.apps.accounts.actions.guarding import LIMITS
from kaoji.apps.accounts.audit_types import EXPORT_ACCOUNTS
from kaoji.apps.accounts.listings import ACCOUNTS, STALE
from kaoji.apps.accounts.models import User
from kaoji.apps.accounts.permissions import (
    EDIT_ACCOUNTS,
    EDIT_POLICY,
    REMOVE_DEMO,
    RESET,
    SEE_ACCOUNTS,
)
from kaoji.apps.audit.actions import record_reading
from kaoji.apps.audit.middleware import remember_refusal
from kaoji.web import lists
from kaoji.web.access import actor_behind, allows, holds
from kaoji.web.forms import Form
from kaoji.web.notices import Notice, tell
from kaoji.web.refusals import Refused


@allows(get=SEE_ACCOUNTS)
def accounts(request: HttpRequest) -> HttpResponse:
    """Everybody who has an account here."""
    return _listed(
        request, listing=ACCOUNTS, rows=queries.accounts_visible_to(actor_behind(request))
    )


@allows(get=SEE_ACCOUNTS)
def stale_accounts(request: HttpRequest) -> HttpResponse:
    """Accounts that nobody has used for long."""
    rows = queries.stale_accounts_visible_to(actor_behind(request))
    return _listed(request, listing=STALE, rows=rows)


@allows(get=SEE_ACCOUNTS)
def account(request: HttpRequest, key: int) -> HttpResponse:
    """One account, and what can be done with it."""
    user = _account(request, key=key)
    shown = {
        "person": user,
        "can_edit": permissions.can_edit_account(actor_behind(request), user=user),
        "can_reset": permissions.can_reset(actor_behind(request), user=user),
        "is_locked": queries.is_locked(user),
        "is_invited": queries.is_invited(user),
        "device": queries.code_device_of(user),
        "close_form": forms.CloseForm(),
    }
    return render(request, "accounts/account.html", shown)


@allows(get=EDIT_ACCOUNTS, post=EDIT_ACCOUNTS)
def account_add(request: HttpRequest) -> HttpResponse:
    """A new account."""
    form = forms.NewPersonForm(request.POST or None)
    if form.is_valid():
        try:
            user, code = actions.add_user(
                by=actor_behind(request),
                username=form.cleaned_data["username"],
                name=form.cleaned_data["name"],
                phone=form.cleaned_data["phone"],
                email=form.cleaned_data["email"],
            )
        except Refused as fault:
            form.refuse(fault)
            remember_refusal(request, fault=fault)
        else:
            return _code_shown(request, user=user, code=code)
    return _form(request, form=form, title=_("添加账户"), verb=_("添加并发启用码"))


@allows(get=EDIT_ACCOUNTS, post=EDIT_ACCOUNTS)
def account_change(request: HttpRequest, key: int) -> HttpResponse:
    """Another name or way to reach somebody."""
    user = _account(request, key=key)
    permissions.check_edit_account(actor_behind(request), user=user)
    names = ("name", "phone", "email", "version")
    form = forms.PersonForm(
        request.POST or None, initial={name: getattr(user, name) for name in names}
    )
    if form.is_valid():
        try:
            actions.change_user(by=actor_behind(request), user=user, **form.cleaned_data)
        except Refused as fault:
            form.refuse(fault)
            remember_refusal(request, fault=fault)
        else:
            tell(request, Notice(_("已保存。")))
            return redirect("accounts:account", key=key)
    return _form(request, form=form, title=_("修改账户"), verb=_("保存"), person=user)


@allows(post=EDIT_ACCOUNTS)
def account_close(request: HttpRequest, key: int) -> HttpResponse:
    """Nobody gets in under the name any longer."""
    user = _account(request, key=key)
    actions.close_user(by=actor_behind(request), user=user, reason=request.POST.get("reason", ""))
    tell(
        request,
        Notice(_("「%(name)s」已停用。") % {"name": user.name}, text=_("已登录的也已退出。")),
    )
    return redirect("accounts:account", key=key)


@allows(post=EDIT_ACCOUNTS)
def account_reopen(request: HttpRequest, key: int) -> HttpResponse:
    """Let the person in again."""
    user = _account(request, key=key)
    actions.reopen_user(by=actor_behind(request), user=user)
    tell(request, Notice(_("「%(name)s」已恢复。") % {"name": user.name}))
    return redirect("accounts:account", key=key)


@allows(post=EDIT_ACCOUNTS)
def account_invite(request: HttpRequest, key: int) -> HttpResponse:
    """A new one-time code."""
    user = _account(request, key=key)
    return _code_shown(request, user=user, code=actions.invite(by=actor_behind(request), user=user))


@allows(post=RESET)
def account_unlock(request: HttpRequest, key: int) -> HttpResponse:
    """Forget the failures under the name."""
    user = _account(request, key=key)
    actions.unlock(by=actor_behind(request), user=user)
    tell(request, Notice(_("已解锁。"), text=_("现在就可以登录。")))
    return redirect("accounts:account", key=key)


@allows(post=RESET)
def account_reset_password(request: HttpRequest, key: int) -> HttpResponse:
    """The password is void; a code for another one."""
    user = _account(request, key=key)
    code = actions.reset_password(by=actor_behind(request), user=user)
    return _code_shown(request, user=user, code=code)


@allows(post=RESET)
def account_reset_device(request: HttpRequest, key: int) -> HttpResponse:
    """The code device counts no longer."""
    user = _account(request, key=key)
    actions.reset_code_device(by=actor_behind(request), user=user)
    tell(request, Notice(_("已解除绑定。"), text=_("本人下次登录时重新绑定。")))
    return redirect("accounts:account", key=key)


@allows(get=EDIT_POLICY, post=EDIT_POLICY)
def policy(request: HttpRequest) -> HttpResponse:
    """The rules of sign-in."""
    known = queries.policy_of(actor_behind(request))
    names = (*LIMITS, "needs_code_for_all", "version")
    form = forms.PolicyForm(
        request.POST or None, initial={name: getattr(known, name) for name in names}
    )
    if form.is_valid():
        try:
            actions.change_policy(by=actor_behind(request), **form.cleaned_data)
        except Refused as fault:
            form.refuse(fault)
            remember_refusal(request, fault=fault)
        else:
            tell(request, Notice(_("登录规则已保存。"), text=_("从下一次点击起生效。")))
            return redirect("accounts:policy")
    return _form(request, form=form, title=_("登录规则"), verb=_("保存"), template="policy")


@allows(get=REMOVE_DEMO, post=REMOVE_DEMO)
def demo(request: HttpRequest) -> HttpResponse:
    """What removing the invented organisation takes away; one click removes it."""
    organisation = queries.organisation_of(actor_behind(request))
    if organisation is None or not organisation.is_demo:
        raise Http404
    if request.method == "POST":
        actions.remove_demo(by=actor_behind(request), organisation=organisation)
        return redirect("accounts:sign-in")
    return render(request, "accounts/demo.html", {"organisation": organisation})


def _listed(request: HttpRequest, *, listing: lists.Listing, rows: QuerySet[User]) -> HttpResponse:
    if request.GET.get("export"):
        record_reading(
            EXPORT_ACCOUNTS,
            by=actor_behind(request),
            named=str(listing.title),
            what={"条件": request.GET.urlencode()},
        )
    actor = actor_behind(request)
    more = {
        "can_add": holds(request, EDIT_ACCOUNTS),
        "can_remove_demo": holds(request, REMOVE_DEMO) and queries.is_in_demo(actor),
    }
    return lists.answer(
        request, listing=listing, rows=rows, template="accounts/list.html", context=more
    )


def _account(request: HttpRequest, *, key: int) -> User:
    user = queries.account_visible_to(actor_behind(request), key=key)
    if user is None:
        raise Http404
    return user


def _code_shown(request: HttpRequest, *, user: User, code: str) -> HttpResponse:
    """The code is told once, on this page, and kept nowhere."""
    link = request.build_absolute_uri(reverse("accounts:invitation", args=[code]))
    hours = queries.policy_of_user(user).invitation_hours
    shown = {"person": user, "link": link, "hours": hours}
    return render(request, "accounts/code_shown.html", shown)


def _form(
    request: HttpRequest, *, form: Form, template: str = "form", **more: object
) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, f"accounts/{template}.html", {"form": form, **more}, status=status)
