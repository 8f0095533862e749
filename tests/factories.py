"""Rows for tests: plain functions with keyword arguments and sensible defaults.

They write straight into the tables, without rights and without the log; whoever tests an act calls
the act. Names that must be unique are numbered.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from django.test import Client

from kaoji.apps.accounts.middleware import BEGUN, EPOCH, SEEN
from kaoji.apps.accounts.models import Organisation, SecurityPolicy, User
from kaoji.apps.organisation.acting import actor_of
from kaoji.apps.organisation.enums import AbsenceKind, HoldingKind, UnitKind
from kaoji.apps.organisation.models import (
    Absence,
    Delegation,
    Duty,
    Holding,
    LocalDay,
    Post,
    Unit,
    UnitGroup,
    UnitState,
)
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.roles import Role

#: Since when everything stands, unless a test says otherwise.
FOUNDED = date(2024, 1, 1)
#: A password that every policy accepts.
PASSWORD = "Hean#2026-suite"

_NUMBERS = count(1)


def make_organisation(*, code: str = "", name: str = "禾安县", **policy: Any) -> Organisation:
    """An organisation with its rules of sign-in; further arguments change the rules."""
    made = Organisation.objects.create(
        code=code or f"org-{next(_NUMBERS)}", name=name, created_at=datetime(2024, 1, 1, tzinfo=UTC)
    )
    SecurityPolicy.objects.create(organisation=made, **policy)
    return made


def make_user(
    *,
    organisation: Organisation,
    username: str = "",
    name: str = "",
    administrator: Role | str = "",
    password: str | None = None,
    **fields: Any,
) -> User:
    """A person with an account; without a password unless one is given (`PASSWORD`)."""
    number = next(_NUMBERS)
    user = User(
        organisation=organisation,
        username=username or f"person-{number}",
        name=name or f"人员{number}",
        administrator=str(getattr(administrator, "value", administrator)),
        created_at=fields.pop("created_at", datetime(2024, 1, 1, tzinfo=UTC)),
        **fields,
    )
    if password is None:
        user.set_unusable_password()
    else:
        user.set_password(password)
        user.password_set_at = datetime(2024, 1, 1, tzinfo=UTC)
    user.save()
    return user


def make_group(*, organisation: Organisation, name: str = "", order: int = 0) -> UnitGroup:
    """A group of like units."""
    return UnitGroup.objects.create(
        organisation=organisation, name=name or f"第{next(_NUMBERS)}组", order=order
    )


def make_unit(
    *,
    organisation: Organisation,
    name: str = "",
    code: str = "",
    kind: UnitKind | str = UnitKind.DEPARTMENT,
    parent: Unit | None = None,
    group: UnitGroup | None = None,
    begins_on: date = FOUNDED,
    ends_on: date | None = None,
    **fields: Any,
) -> Unit:
    """A unit with one state."""
    number = next(_NUMBERS)
    unit = Unit.objects.create(organisation=organisation, code=code or f"U{number:05}")
    make_state(
        unit=unit,
        name=name or f"单位{number}",
        kind=kind,
        parent=parent,
        group=group,
        begins_on=begins_on,
        ends_on=ends_on,
        **fields,
    )
    return unit


def make_state(*, unit: Unit, begins_on: date, **fields: Any) -> UnitState:
    """One more state of a unit, exactly as told."""
    return UnitState.objects.create(
        organisation_id=unit.organisation_id, unit=unit, begins_on=begins_on, **fields
    )


def make_post(
    *,
    unit: Unit,
    role: Role | str = Role.STAFF,
    name: str = "",
    begins_on: date = FOUNDED,
    ends_on: date | None = None,
) -> Post:
    """A post in a unit; its name is the role's unless told otherwise."""
    return Post.objects.create(
        organisation_id=unit.organisation_id,
        unit=unit,
        role=Role(role).value,
        name=name or str(Role(role).label),
        begins_on=begins_on,
        ends_on=ends_on,
    )


def hold(
    user: User,
    *,
    post: Post,
    kind: HoldingKind | str = HoldingKind.APPOINTED,
    begins_on: date = FOUNDED,
    ends_on: date | None = None,
) -> Holding:
    """A person holds a post."""
    return Holding.objects.create(
        organisation_id=post.organisation_id,
        post=post,
        user=user,
        kind=kind,
        begins_on=begins_on,
        ends_on=ends_on,
    )


def employ(
    *,
    unit: Unit,
    role: Role | str,
    name: str = "",
    username: str = "",
    begins_on: date = FOUNDED,
    ends_on: date | None = None,
    **person: Any,
) -> User:
    """A new person in a new post of a unit: what most tests need."""
    user = make_user(organisation=unit.organisation, name=name, username=username, **person)
    post = make_post(unit=unit, role=role, begins_on=begins_on)
    hold(user, post=post, begins_on=begins_on, ends_on=ends_on)
    return user


def delegate(
    holding: Holding, *, deputy: User, begins_on: date, ends_on: date, reason: str = "外出学习"
) -> Delegation:
    """Somebody stands in for the holder of a post."""
    return Delegation.objects.create(
        organisation_id=holding.organisation_id,
        holding=holding,
        deputy=deputy,
        begins_on=begins_on,
        ends_on=ends_on,
        reason=reason,
    )


def make_absence(
    *,
    user: User,
    begins_on: date,
    ends_on: date | None = None,
    kind: AbsenceKind | str = AbsenceKind.LEAVE,
    note: str = "",
) -> Absence:
    """A person is away."""
    return Absence.objects.create(
        organisation_id=user.organisation_id,
        user=user,
        kind=kind,
        note=note,
        begins_on=begins_on,
        ends_on=ends_on,
    )


def make_duty(
    *,
    unit: Unit,
    text: str = "负责本级年度考核工作。",
    number: int = 1,
    basis: str = "",
    begins_on: date = FOUNDED,
    ends_on: date | None = None,
) -> Duty:
    """One of a unit's 三定 duties."""
    return Duty.objects.create(
        organisation_id=unit.organisation_id,
        unit=unit,
        number=number,
        text=text,
        basis=basis,
        begins_on=begins_on,
        ends_on=ends_on,
    )


def make_local_day(
    *,
    organisation: Organisation,
    day: date,
    is_working: bool = False,
    name: str = "本地放假",
    basis: str = "禾政办〔2026〕9号",
) -> LocalDay:
    """A day that is other here than in the calendar of the country."""
    return LocalDay.objects.create(
        organisation=organisation, day=day, is_working=is_working, name=name, basis=basis
    )


def acting(user: User, *, on: date | None = None) -> Actor:
    """The actor behind a person on a day; today unless told."""
    return actor_of(user, on=on or clock.today())


def signed_in(user: User) -> Client:
    """A browser in which the person has signed in, without the sign-in page."""
    client = Client()
    client.force_login(user)
    session = client.session
    now = clock.now().timestamp()
    session[EPOCH], session[BEGUN], session[SEEN] = user.session_epoch, now, now
    session.save()
    return client
