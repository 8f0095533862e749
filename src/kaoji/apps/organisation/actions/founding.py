"""The first director: until there is one, nobody can appoint anybody."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.accounts.models import User
from kaoji.apps.audit.actions import record
from kaoji.apps.organisation import audit_types as acts
from kaoji.apps.organisation.actions.common import lock, overlapping, shown, told
from kaoji.apps.organisation.actions.people import new_holding
from kaoji.apps.organisation.actions.posts import new_post
from kaoji.apps.organisation.actions.units import Shape, new_unit
from kaoji.apps.organisation.enums import HoldingKind, UnitKind
from kaoji.apps.organisation.models import Holding
from kaoji.apps.organisation.permissions import (
    APPOINT_OFFICE,
    check,
    check_not_administrator,
    check_own,
)
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused
from kaoji.web.roles import Role


def open_office(*, by: Actor, user: User, name: str, on: date) -> Holding:
    """Set up the performance office and its director: once, while there is no director."""
    check(by, right=APPOINT_OFFICE)
    check_own(by, user)
    check_not_administrator(user.administrator)
    with transaction.atomic():
        lock(by)
        directors = Holding.objects.of(by).filter(post__role=Role.OFFICE_DIRECTOR.value)
        if directors.filter(overlapping(on, ends_on=None)).exists():
            raise Refused(
                "office-open",
                reason=_("已有绩效办主任"),
                remedy=_("更换主任请在其岗位上任用或离任"),
            )
        unit = new_unit(by=by, shape=Shape(name, UnitKind.DEPARTMENT), on=on, code="", basis="")
        post = new_post(by=by, unit=unit, name=_("主任"), role=Role.OFFICE_DIRECTOR, on=on)
        holding = new_holding(user=user, post=post, kind=HoldingKind.APPOINTED, on=on, ends_on=None)
        record(
            acts.OPEN_OFFICE,
            by=by,
            of=holding,
            named=_("{unit} {name}，自{day}起").format(unit=name, name=user.name, day=shown(on)),
            after=told(unit=unit.code, person=user.username, on=on),
        )
    return holding
