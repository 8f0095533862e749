"""One sign-in for each role: passwords drawn for this county, codes for administrators."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass

from django_otp.oath import TOTP

from kaoji.apps.accounts import actions as accounts
from kaoji.apps.accounts.actions.common import as_actor
from kaoji.apps.accounts.actions.own import new_device
from kaoji.apps.accounts.models import CodeDevice, User
from kaoji.apps.accounts.queries import code_device_of
from kaoji.apps.organisation.acting import actor_of
from kaoji.site.demo.building import Built
from kaoji.web import clock
from kaoji.web.roles import Role

#: Where the person of a role is looked for: who has something to do at present.
_WHERE = {
    Role.UNIT_HEAD: "白石镇",
    Role.UNIT_LIAISON: "青溪乡",
    Role.SUPPLIER_HEAD: "卫生健康局",
    Role.DATA_SUPPLIER: "招商局",
    Role.STAFF: "教育局",
}
_CONSONANTS, _VOWELS = "bdfghkmnprtv", "aeiu"


@dataclass(frozen=True, slots=True)
class SignIn:
    """How one of the county's people signs in."""

    role: Role
    user: User
    password: str
    device: CodeDevice | None = None

    @property
    def code(self) -> str:
        """The code that counts at this moment; nothing where none is asked for."""
        return "" if self.device is None else code_now(self.device)

    @property
    def link(self) -> str:
        """What an app for codes takes over; nothing where no code is asked for."""
        return "" if self.device is None else str(self.device.config_url)


def sign_ins(built: Built) -> tuple[SignIn, ...]:
    """Give one person of every role a password; everybody else has not begun yet (未启用)."""
    return tuple(_sign_in(role, built=built) for role in Role)


def _sign_in(role: Role, *, built: Built) -> SignIn:
    county = built.county
    user = county.planned(role, unit=_WHERE.get(role, ""))
    password = drawn_password()
    if user in built.codes:
        accounts.accept_invitation(code=built.codes[user], password=password)
        user.refresh_from_db()
        return SignIn(role, user, password, _bound(user))
    system = actor_of(county.planned(Role.SYSTEM_ADMINISTRATOR), on=clock.today())
    accounts.accept_invitation(code=accounts.invite(by=system, user=user), password=password)
    return SignIn(role, user, password)


def drawn_password() -> str:
    """Three classes of signs, easy to read out: Kavi-4821-mure."""

    def word() -> str:
        return "".join(secrets.choice(_CONSONANTS) + secrets.choice(_VOWELS) for _half in "12")

    return f"{word().capitalize()}-{secrets.randbelow(9000) + 1000}-{word()}"


def _bound(user: User) -> CodeDevice:
    """Bind a code device with the code before the present one, so that this one still counts."""
    by = as_actor(user, address="")
    device = new_device(user, by=by)
    return accounts.confirm_device(user=user, code=code_now(device, before=1), by=by)


def code_now(device: CodeDevice, *, before: int = 0) -> str:
    """The code of this moment, or of one so many steps before."""
    # Without the drift that the device has been seen to have: what a right clock shows.
    reckoned = TOTP(device.bin_key, device.step, device.t0, device.digits)
    reckoned.time = time.time() - before * device.step
    return f"{reckoned.token():0{device.digits}}"


def codes_now() -> tuple[tuple[User, str], ...]:
    """The codes of the administrators of every invented organisation, at this moment."""
    people = User.objects.filter(organisation__is_demo=True).exclude(administrator="")
    found = [(user, code_device_of(user)) for user in people]
    return tuple((user, code_now(device)) for user, device in found if device is not None)
