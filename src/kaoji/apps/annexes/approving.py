"""Who approves a table: whom the office has named for the annex, never one who drafted it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from kaoji.apps.accounts.models import User
from kaoji.apps.annexes.enums import APPROVERS
from kaoji.apps.annexes.models import Edition, Table
from kaoji.apps.organisation.acting import holdings_on
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused
from kaoji.web.roles import Role


@dataclass(frozen=True, slots=True)
class Seat:
    """What somebody may approve by: roles, posts held or stood in for, the units one heads."""

    roles: frozenset[str]
    posts: frozenset[int]
    headed: frozenset[int]

    @property
    def tables(self) -> Q:
        """The tables that somebody in this seat is named for."""
        named = Q(annex__approver__in=self.roles - {Role.UNIT_HEAD.value})
        named |= Q(annex__approver_post__in=self.posts)
        return named | Q(annex__approver=Role.UNIT_HEAD.value, unit__in=self.headed)


def seat_of(actor: Actor) -> Seat:
    """The seat of somebody today."""
    roles = frozenset(one.value for one in APPROVERS if one in actor.roles)
    headed = actor.units_with(frozenset({Role.UNIT_HEAD}))
    posts: frozenset[int] = frozenset()
    if roles and actor.person_key is not None:
        user = User.objects.filter(pk=actor.person_key).first()
        if user is not None:
            posts = frozenset(one.post_id for one in holdings_on(user, on=clock.today()))
    return Seat(roles, posts, headed)


def may_approve(actor: Actor, *, table: Table) -> bool:
    """Whether somebody is named for this table; drafting is asked when it is approved."""
    seat = seat_of(actor)
    annex = table.annex
    if annex.approver == Role.UNIT_HEAD.value:
        return table.unit_id in seat.headed
    is_named = annex.approver in seat.roles or annex.approver_post_id in seat.posts
    return is_named and table.unit_id not in actor.unit_keys


def check_approves(by: Actor, *, table: Table, edition: Edition) -> None:
    """Refuse whoever is not named, stands in the unit, or has drafted."""
    if by.person_key is None or by.person_key in edition.drafters:
        raise Refused(
            "own-draft",
            reason=_("第 {number} 版有您的手笔，起草人不能审批自己起草的表").format(
                number=edition.number
            ),
            remedy=_("请由另一位审批人办理"),
        )
    if may_approve(by, table=table):
        return
    if table.unit_id in by.unit_keys and table.annex.approver != Role.UNIT_HEAD.value:
        raise Refused(
            "own-unit",
            reason=_("您在{unit}任职，应当回避").format(unit=table.unit_name),
            remedy=_("请由另一位审批人办理"),
        )
    raise Refused(
        "not-the-approver",
        reason=_("这张表由“{approver}”审批").format(approver=table.annex.approver_name),
        remedy=_("请由指定的审批人办理"),
    )
