"""The lists of this room."""

from __future__ import annotations

from typing import Any

from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from kaoji.apps.accounts.models import User
from kaoji.web.lists import DATE, Column, Empty, Filter, Listing, by_field
from kaoji.web.roles import Role


def state_of(user: User) -> str:
    """Whether the account is open, in a word."""
    if not user.is_active:
        return say("停用")
    return say("正常") if user.has_usable_password() else say("未启用")


def _identity(user: User) -> str:
    return str(Role(user.administrator).label) if user.administrator else say("业务人员")


def _narrowed(rows: Any, *, value: str) -> Any:  # noqa: ANN401 - a queryset in, one out
    if value == "closed":
        return rows.filter(is_active=False)
    unused = rows.filter(is_active=True, last_login__isnull=True)
    return unused if value == "unused" else rows.filter(is_active=True, last_login__isnull=False)


COLUMNS = (
    Column(
        "name",
        title=_("姓名"),
        meaning=_("点开看这个账户"),
        link=lambda user: reverse("accounts:account", args=[user.pk]),
        sort="name",
        search="name",
    ),
    Column(
        "username",
        title=_("登录名"),
        meaning=_("登录时填的名字"),
        sort="username",
        search="username",
    ),
    Column(
        "administrator",
        title=_("身份"),
        meaning=_("三名管理员之一，或业务人员；业务角色随岗位而来"),
        value=_identity,
        sort="administrator",
    ),
    Column("phone", title=_("手机"), meaning=_("催报名单上用"), search="phone"),
    Column(
        "state",
        title=_("状态"),
        meaning=_("未启用：还没有用启用码设口令；停用：不能登录"),
        value=state_of,
        shown="accounts/_state.html",
    ),
    Column(
        "last_login", title=_("最近登录"), meaning=_("空着是从未登录"), kind=DATE, sort="last_login"
    ),
)

STATES = (("used", _("登录过")), ("unused", _("从未登录")), ("closed", _("停用")))

ACCOUNTS = Listing(
    key="accounts",
    title=_("账户"),
    columns=COLUMNS,
    filters=(
        Filter("state", title=_("状态"), choices=STATES, narrow=_narrowed),
        Filter(
            "administrator",
            title=_("管理员"),
            choices=[(one.value, one.label) for one in list(Role)[:3]],
            narrow=by_field("administrator"),
        ),
    ),
    sort="username",
    empty=Empty(
        "not_begun",
        fact=_("还没有账户"),
        then=_("先添加业务人员，再到机构里给他们任岗。"),
        href=reverse_lazy("accounts:add"),
        verb=_("添加账户"),
    ),
)

STALE = Listing(
    key="stale-accounts",
    title=_("闲置账户"),
    columns=COLUMNS,
    sort="username",
    empty=Empty(
        "nothing_due",
        fact=_("没有闲置账户"),
        then=_("期限在登录规则里，由安全管理员设定。"),
        href=reverse_lazy("accounts:list"),
        verb=_("看全部账户"),
    ),
)
