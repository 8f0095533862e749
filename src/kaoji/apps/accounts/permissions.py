"""Who may do what with accounts. Each of the three administrators has a part, none has two.

The system administrator keeps the accounts of business people; the security administrator keeps
the rules of sign-in, unlocks and resets; neither gives anybody a role of business, for that comes
with a post.
"""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from kaoji.apps.accounts.models import Organisation, User
from kaoji.web.access import Right
from kaoji.web.actor import THE_SYSTEM, Actor
from kaoji.web.refusals import Refused
from kaoji.web.roles import Role

_SYSTEM = frozenset({Role.SYSTEM_ADMINISTRATOR})
_SECURITY = frozenset({Role.SECURITY_ADMINISTRATOR})

SEE_ACCOUNTS = Right("accounts.see", "查看账户", _SYSTEM | _SECURITY)
EDIT_ACCOUNTS = Right("accounts.edit", "添加、修改、停用账户", _SYSTEM)
EDIT_POLICY = Right("accounts.policy", "修改登录规则", _SECURITY)
REMOVE_DEMO = Right("accounts.remove_demo", "删除演示单位", _SYSTEM)
RESET = Right("accounts.reset", "解锁、重置口令与动态口令", _SECURITY)


def check_keep_accounts(actor: Actor) -> None:
    """The system administrator alone."""
    if Role.SYSTEM_ADMINISTRATOR not in actor.roles:
        raise Refused("accounts.not_system", reason=_("只有系统管理员可以管理账户"))


def check_edit_account(actor: Actor, *, user: User) -> None:
    """An account of a business person of one's own organisation."""
    check_keep_accounts(actor)
    _check_same_organisation(actor, user=user)
    if user.administrator:
        raise Refused(
            "accounts.is_administrator",
            reason=_("「%(name)s」是三名管理员之一，不在这里修改") % {"name": user.name},
            remedy=_("口令和动态口令由安全管理员重置；换人在服务器上运行 kaoji appoint"),
        )


def check_remove_demo(actor: Actor, *, organisation: Organisation) -> None:
    """The system administrator of a demo organisation, or who types on the machine; never another
    kind of organisation.
    """
    if actor != THE_SYSTEM:
        check_keep_accounts(actor)
        if actor.organisation_key != organisation.pk:
            raise Refused("accounts.not_found", reason=_("没有这个单位"))
    if not organisation.is_demo:
        raise Refused(
            "accounts.not_demo",
            reason=_("「%(name)s」不是演示单位，不能删除") % {"name": organisation.name},
            remedy=_("正式单位的数据没有删除的办法；停用请逐个停用账户"),
        )


def can_edit_account(actor: Actor, *, user: User) -> bool:
    """Tell whether `check_edit_account` lets the actor pass."""
    return _passes(check_edit_account, actor, user=user)


def check_guard(actor: Actor) -> None:
    """The security administrator alone."""
    if Role.SECURITY_ADMINISTRATOR not in actor.roles:
        raise Refused("accounts.not_security", reason=_("只有安全管理员可以改登录规则、解锁和重置"))


def check_reset(actor: Actor, *, user: User) -> None:
    """Somebody else's account, of one's own organisation."""
    check_guard(actor)
    _check_same_organisation(actor, user=user)
    if user.pk == actor.person_key:
        raise Refused(
            "accounts.own_account",
            reason=_("不能重置自己的账户"),
            remedy=_("改自己的口令请到「我的账户」"),
        )


def can_reset(actor: Actor, *, user: User) -> bool:
    """Tell whether `check_reset` lets the actor pass."""
    return _passes(check_reset, actor, user=user)


def check_command(actor: Actor) -> None:
    """Only what is typed on the machine itself."""
    if actor != THE_SYSTEM:
        raise Refused(
            "accounts.command_only",
            reason=_("只能在服务器上办理"),
            remedy=_("换管理员运行 kaoji appoint；删演示县运行 kaoji demo --remove"),
        )


def _check_same_organisation(actor: Actor, *, user: User) -> None:
    if user.organisation_id != actor.organisation_key:
        raise Refused("accounts.not_found", reason=_("没有这个账户"))


def _passes(check: Callable[..., None], actor: Actor, *, user: User) -> bool:
    try:
        check(actor, user=user)
    except Refused:
        return False
    return True
