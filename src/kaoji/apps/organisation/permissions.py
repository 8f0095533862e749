"""Who may change the organisation, and whose roles.

The performance office keeps units, posts and the calendar. Three rules stand above every right:
nobody changes one's own roles; posts of the performance office are given by its director; the post
of its director also by the security administrator, who has no other part in this room
(docs/decisions/0013-who-gives-posts.md).
"""

from __future__ import annotations

from django.db import models
from django.http import Http404
from django.utils.translation import gettext as _

from kaoji.web.access import Right
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused
from kaoji.web.roles import ADMINISTRATORS, BUSINESS, OFFICE, Role

#: Who answers for a unit, whatever its part in the appraisal.
HEADS = frozenset({Role.UNIT_HEAD, Role.SUPPLIER_HEAD, Role.OFFICE_DIRECTOR})

SEE_UNITS = Right("organisation.see_units", "查看机构、岗位和在岗人员", BUSINESS)
EDIT_UNITS = Right("organisation.edit_units", "设立、变更、撤销机构", OFFICE)
EDIT_POSTS = Right("organisation.edit_posts", "设立岗位、任用和离任", OFFICE)
APPOINT_OFFICE = Right(
    "organisation.appoint_office", "任用绩效办主任", frozenset({Role.SECURITY_ADMINISTRATOR})
)
GIVE_POSTS = Right(
    "organisation.give_posts", "任用和离任", EDIT_POSTS.held_by | APPOINT_OFFICE.held_by
)
DELEGATE = Right("organisation.delegate", "委托他人代办自己的岗位", BUSINESS)
NOTE_ABSENCE = Right("organisation.note_absence", "登记离岗", OFFICE | {Role.UNIT_HEAD})
SEE_CALENDAR = Right("organisation.see_calendar", "查看工作日历", BUSINESS)
EDIT_CALENDAR = Right("organisation.edit_calendar", "设定本地工作日", OFFICE)


def has(actor: Actor, *, right: Right) -> bool:
    """Tell whether one of the actor's roles holds a right."""
    return bool(actor.roles & right.held_by)


def check(actor: Actor, *, right: Right) -> None:
    """Refuse whoever lacks a right."""
    if not has(actor, right=right):
        raise Refused(
            "not-allowed",
            reason=_("您没有“{right}”的权限").format(right=right.name),
            remedy=_("请由有权限的人办理"),
        )


def check_own(actor: Actor, *rows: models.Model | None) -> None:
    """A row of another organisation is as good as missing."""
    for row in rows:
        if row is not None and getattr(row, "organisation_id", None) != actor.organisation_key:
            raise Http404


def may_give(actor: Actor, *, role: str) -> bool:
    """Tell whether the actor may open, close and fill posts with a role."""
    if has(actor, right=APPOINT_OFFICE):
        return role == Role.OFFICE_DIRECTOR
    if role in OFFICE:
        return Role.OFFICE_DIRECTOR in actor.roles
    return has(actor, right=EDIT_POSTS)


def is_concerned(actor: Actor, *, role: str, unit_key: int, people: frozenset[int | None]) -> bool:
    """Tell whether a post's delegations and hand-overs, with their reasons, are one's business.

    They are of both people, of the head of the unit and of whoever gives the post.
    """
    return (
        actor.person_key in people
        or unit_key in actor.units_with(HEADS)
        or Role.OFFICE_DIRECTOR in actor.roles
        or may_give(actor, role=role)
    )


def check_give(actor: Actor, *, role: str) -> None:
    """Refuse whoever may not open, close and fill posts with a role."""
    if not may_give(actor, role=role):
        raise Refused(
            "role-not-yours-to-give",
            reason=_("角色“{role}”不由您授予").format(role=Role(role).label),
            remedy=_("绩效办的岗位由绩效办主任或安全管理员办理，其他岗位由绩效办办理"),
        )


def check_not_self(actor: Actor, *, user_key: int | None) -> None:
    """Nobody changes one's own roles."""
    if user_key is not None and actor.person_key == user_key:
        raise Refused(
            "own-roles",
            reason=_("不能变更自己的岗位和角色"),
            remedy=_("请由绩效办另一人办理"),
        )


def check_not_administrator(administrator: str) -> None:
    """The three administrators hold no posts."""
    if administrator in ADMINISTRATORS:
        raise Refused(
            "administrator-without-post",
            reason=_("三类管理员不兼任业务岗位"),
            remedy=_("请为此人另设业务账户，或另选一人"),
        )
