"""How an organisation begins: a token, once; no password that anybody knows beforehand."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kaoji.apps.accounts import audit_types as acts
from kaoji.apps.accounts.actions.common import clean_username, make_invitation, told
from kaoji.apps.accounts.models import FirstRun, Organisation, SecurityPolicy, User
from kaoji.apps.accounts.permissions import check_command
from kaoji.apps.accounts.queries import digest_of, has_organisation
from kaoji.apps.audit.actions import record
from kaoji.web import clock
from kaoji.web.actor import THE_SYSTEM, Actor
from kaoji.web.refusals import Refused
from kaoji.web.roles import ADMINISTRATORS, Role


@dataclass(frozen=True, slots=True)
class Started:
    """An organisation that has begun, and the one-time codes of its three administrators."""

    organisation: Organisation
    codes: dict[User, str]


def token_path() -> Path:
    """Where the first token lies until it is used."""
    return Path(settings.DATA) / "first-run-token"


def await_first_run() -> str:
    """The token of an installation that nobody uses yet, for the server to print; else nothing.

    The same one as long as it is not used, so that a restart does no harm.
    """
    if has_organisation():
        return ""
    path = token_path()
    if path.exists():
        token = path.read_text(encoding="ascii").strip()
        if FirstRun.objects.filter(digest=digest_of(token), used_at__isnull=True).exists():
            return token
        path.unlink()
    token = open_organisation(by=THE_SYSTEM)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"{token}\n")
    return token


def open_organisation(*, by: Actor = THE_SYSTEM) -> str:
    """Draw a token for one more organisation on this installation. Typed on the machine only."""
    check_command(by)
    token = secrets.token_urlsafe(24)
    with transaction.atomic():
        FirstRun.objects.create(digest=digest_of(token), made_at=clock.now())
        record(acts.OPEN_ORGANISATION, by=by, named=_("首次启用码"))
    return token


def start_organisation(
    *,
    token: str,
    code: str,
    name: str,
    administrators: dict[Role, tuple[str, str]],
    address: str = "",
    is_demo: bool = False,
) -> Started:
    """Set up an organisation with its three administrators: role → (sign-in name, name).

    `is_demo`: invented, for trying things; it can be removed again.
    """
    _check_three(administrators)
    with transaction.atomic():
        run = FirstRun.objects.select_for_update().filter(digest=digest_of(token)).first()
        if run is None or run.used_at is not None:
            raise Refused(
                "accounts.first_run_token",
                reason=_("首次启用码不对，或已经用过"),
                remedy=_("启用码印在服务器启动时的输出里，也在数据文件夹的 first-run-token 文件里"),
                field="token",
            )
        run.used_at = clock.now()
        run.save(update_fields=("used_at",))
        organisation = _make_organisation(code=code, name=name, is_demo=is_demo)
        actor = Actor(
            username="", name=_("持启用码的人"), organisation_key=organisation.pk, address=address
        )
        record(
            acts.START_INSTALLATION,
            by=actor,
            of=organisation,
            after={str(role.label): list(who) for role, who in administrators.items()},
        )
        codes = {
            user: make_invitation(user)
            for user in [
                _make_administrator(organisation, role=role, username=who[0], name=who[1])
                for role, who in administrators.items()
            ]
        }
        transaction.on_commit(lambda: token_path().unlink(missing_ok=True))
    return Started(organisation, codes)


def appoint_administrator(
    *, organisation: Organisation, role: Role, username: str, name: str, by: Actor = THE_SYSTEM
) -> str:
    """Somebody new becomes one of the three; who was it is closed. Typed on the machine only."""
    check_command(by)
    if role not in ADMINISTRATORS:
        raise Refused("accounts.three", reason=_("只有三种管理员"))
    with transaction.atomic():
        former = User.objects.select_for_update().filter(
            organisation=organisation, administrator=role.value, is_active=True
        )
        for user in former:
            user.is_active, user.session_epoch = False, user.session_epoch + 1
            user.save(update_fields=("is_active", "session_epoch"))
            record(acts.CLOSE_USER, by=by, of=user, organisation_key=organisation.pk)
        user = _make_administrator(organisation, role=role, username=username, name=name)
        record(
            acts.ADD_USER,
            by=by,
            of=user,
            after={**told(user), "管理员": str(role.label)},
            organisation_key=organisation.pk,
        )
        return make_invitation(user)


def _check_three(administrators: dict[Role, tuple[str, str]]) -> None:
    names = [username.strip().casefold() for username, _name in administrators.values()]
    if set(administrators) != ADMINISTRATORS or len(set(names)) != len(names):
        raise Refused(
            "accounts.three",
            reason=_("三名管理员要由三个人分别担任，登录名各不相同"),
            remedy=_("系统、安全、审计三权分开，是等级保护的要求"),
        )


def _make_organisation(*, code: str, name: str, is_demo: bool) -> Organisation:
    try:
        with transaction.atomic():
            made = Organisation.objects.create(
                code=code.strip().lower(),
                name=name.strip(),
                is_demo=is_demo,
                created_at=clock.now(),
            )
    except IntegrityError:
        raise Refused(
            "accounts.code_taken", reason=_("这个代码不能用，请换一个"), field="code"
        ) from None
    SecurityPolicy.objects.create(organisation=made)
    return made


def _make_administrator(
    organisation: Organisation, *, role: Role, username: str, name: str
) -> User:
    user = User(
        organisation=organisation,
        username=clean_username(username),
        name=name.strip(),
        administrator=role.value,
        created_at=clock.now(),
    )
    user.set_unusable_password()
    user.save()
    return user
