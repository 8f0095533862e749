"""Who approves a table: whom the office has named for the annex, never one who drafted it."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from kaoji.apps.annexes.enums import APPROVERS
from kaoji.apps.annexes.models import Edition, Table
from kaoji.apps.organisation.acting import posts_on
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused
from kaoji.web.roles import Role


def tables_before(actor: Actor) -> Q:
    """The tables that somebody is named for: by a role, a post held or stood in for, or as the
    head of the unit itself.
    """
    roles = _roles_of(actor)
    if not roles:
        return Q(pk__in=())
    named = Q(annex__approver__in=roles - {Role.UNIT_HEAD.value})
    named |= Q(annex__approver_post__in=posts_on(actor.person_key, on=clock.today()))
    return named | Q(annex__approver=Role.UNIT_HEAD.value, unit__in=_headed_by(actor))


def may_approve(actor: Actor, *, table: Table) -> bool:
    """Whether somebody is named for this table; drafting is asked when it is approved."""
    by_head = table.annex.approver == Role.UNIT_HEAD.value
    apart = table.unit_id not in actor.unit_keys
    is_named = Table.objects.filter(tables_before(actor), pk=table.pk).exists()
    return is_named and (by_head or apart)


def _roles_of(actor: Actor) -> frozenset[str]:
    return frozenset(one.value for one in APPROVERS if one in actor.roles)


def _headed_by(actor: Actor) -> frozenset[int]:
    return frozenset(actor.units_with(frozenset({Role.UNIT_HEAD})))


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
