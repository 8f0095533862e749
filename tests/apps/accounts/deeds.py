"""How to come to the addresses of this room (see tests/deeds.py)."""

from __future__ import annotations

from django_otp.oath import TOTP

from kaoji.apps.accounts import actions
from kaoji.apps.accounts.actions.guarding import LIMITS
from kaoji.apps.accounts.models import Attempt, CodeDevice, User
from kaoji.web import clock
from tests.deeds import Deed, Place
from tests.factories import PASSWORD

NEW = "Another#2026-word"


def with_password(cast, who="clerk"):
    user = cast.people[who]
    user.set_password(PASSWORD)
    user.password_set_at = clock.now()
    user.save()
    return user


def half_in(cast, client, who="clerk", **device):
    user = with_password(cast, who)
    made = CodeDevice.objects.create(user=user, name="x", **device) if device else None
    client.post("/sign-in/", {"username": user.username, "password": PASSWORD})
    return made


def code_of(device):
    return {"code": f"{TOTP(device.bin_key, device.step).token():06}"}


def to_bind(cast, client, who="audit"):
    half_in(cast, client, who)
    client.get("/sign-in/bind/")
    return CodeDevice.objects.get(user=cast.people[who])


def overdue(cast, client):
    cast.organisation.policy.change_days = 1
    cast.organisation.policy.save()
    user = with_password(cast)
    user.must_change_password = True
    user.save()
    client.post("/sign-in/", {"username": user.username, "password": PASSWORD})


def closed(cast, _client):
    user = cast.people["clerk"]
    actions.close_user(by=cast.actor("system"), user=user, reason="调离")


def bound(cast, _client):
    return CodeDevice.objects.create(user=cast.people["clerk"], name="x", confirmed=True)


def drawn(cast, _client):
    return CodeDevice.objects.create(user=cast.people["clerk"], name="x", confirmed=False)


def locked(cast, _client):
    name = cast.people["clerk"].username
    Attempt.objects.create(username=name, address="", at=clock.now())


def invited(cast):
    user = User.objects.get(pk=cast.people["clerk"].pk)
    return actions.invite(by=cast.actor("system"), user=user)


def opened(_cast, _client=None):
    return actions.open_organisation()


def first_run(_cast, token):
    names = ("system", "security", "audit")
    return {"token": token, "name": "河县", "code": "river"} | {
        f"{name}_administrator_{what}": f"river-{name}"
        for name in names
        for what in ("username", "name")
    }


def rules(cast, _made):
    policy = cast.organisation.policy
    return {name: getattr(policy, name) for name in LIMITS} | {"version": 0, "idle_minutes": 7}


def clerk(cast, _made=None):
    return {"key": cast.people["clerk"].pk}


def new_password(_cast, _made):
    return {"old": PASSWORD, "password": NEW, "again": NEW}


def person(_cast, _made):
    return {"name": "另名", "phone": "1", "email": "", "username": "another", "version": 0}


def invented(cast, _client=None):
    cast.organisation.is_demo = True
    cast.organisation.save()


_OF_ONE = (
    "account", "change", "close", "reopen", "invite", "unlock", "reset-password", "reset-device",
)  # fmt: skip
PLACES = {
    **{f"accounts:{name}": Place(clerk) for name in _OF_ONE},
    "accounts:invitation": Place(lambda cast: {"code": invited(cast)}, is_everybodys=True),
    "accounts:first-run": Place(lambda cast: opened(cast) and {}),
    "accounts:demo": Place(lambda cast: invented(cast) or {}),
}

DEEDS = (
    Deed("accounts:first-run", before=opened, data=first_run),
    Deed(
        "accounts:invitation",
        before=lambda cast, _client: invited(cast),
        kwargs=lambda _cast, code: {"code": code},
        data=new_password,
    ),
    Deed(
        "accounts:sign-in",
        before=lambda cast, _client: with_password(cast),
        data=lambda _cast, user: {"username": user.username, "password": PASSWORD},
    ),
    Deed(
        "accounts:sign-in-code",
        before=lambda cast, client: half_in(cast, client, confirmed=True),
        data=lambda _cast, device: code_of(device),
    ),
    Deed("accounts:sign-in-bind", before=to_bind, data=lambda _cast, device: code_of(device)),
    Deed("accounts:sign-in-password", before=overdue, data=new_password),
    Deed("accounts:sign-out", "clerk"),
    Deed(
        "accounts:own-password",
        "clerk",
        before=lambda cast, _client: with_password(cast),
        data=new_password,
    ),
    Deed(
        "accounts:own-device",
        "clerk",
        before=lambda cast, _client: with_password(cast),
        data=lambda _cast, _made: {"password": PASSWORD},
    ),
    Deed(
        "accounts:own-device-bind",
        "clerk",
        before=drawn,
        data=lambda _cast, device: code_of(device),
    ),
    Deed("accounts:own-sessions-end", "clerk"),
    Deed("accounts:add", "system", data=person),
    Deed("accounts:change", "system", kwargs=clerk, data=person),
    Deed("accounts:close", "system", kwargs=clerk, data=lambda _cast, _made: {"reason": "调离"}),
    Deed("accounts:reopen", "system", before=closed, kwargs=clerk),
    Deed("accounts:invite", "system", kwargs=clerk),
    Deed("accounts:demo", "system", before=invented),
    Deed("accounts:policy", "security", data=rules),
    Deed("accounts:unlock", "security", before=locked, kwargs=clerk),
    Deed("accounts:reset-password", "security", kwargs=clerk),
    Deed("accounts:reset-device", "security", before=bound, kwargs=clerk),
)
