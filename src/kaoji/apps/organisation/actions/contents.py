"""What stands in a unit and ends with it: posts with holders and delegations, duties.

Nobody ends one's own posts in this way either: closing a unit in which one works is another's act.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kaoji.apps.organisation.actions.common import ONE_DAY, reaching
from kaoji.apps.organisation.models import Delegation, Duty, Holding, Post, Unit
from kaoji.apps.organisation.permissions import check_give, check_not_self
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused


def end_contents(unit: Unit, *, by: Actor, on: date) -> dict[str, Any]:
    """End posts, holdings, delegations and duties on the eve of a day; names for the log."""
    posts = tuple(Post.objects.filter(unit=unit).filter(reaching(on)))
    holders: list[str] = []
    for post in posts:
        check_give(by, role=post.role)
        holders += end_post(post, by=by, on=on)
    for duty in Duty.objects.filter(unit=unit).filter(reaching(on)):
        _check_begun(duty.begins_on, what=_("职责第 {n} 项").format(n=duty.number), on=on)
        duty.ends_on = on - ONE_DAY
        duty.save(update_fields=("ends_on",))
    return {"posts": [post.name for post in posts], "holders": holders}


def end_post(post: Post, *, by: Actor | None, on: date) -> list[str]:
    """End a post and its holdings on the eve of a day; the names of those who held it."""
    _check_begun(post.begins_on, what=post.name, on=on)
    names = []
    for holding in Holding.objects.filter(post=post).filter(reaching(on)).select_related("user"):
        if by is not None:
            check_not_self(by, user_key=holding.user_id)
        end_holding_row(holding, on=on)
        names.append(holding.user.name)
    post.ends_on = on - ONE_DAY
    post.save(update_fields=("ends_on",))
    return names


def end_holding_row(holding: Holding, *, on: date) -> None:
    """End a holding on the eve of a day, and with it whoever stands in."""
    _check_begun(holding.begins_on, what=_("{name}的任用").format(name=holding.user.name), on=on)
    holding.ends_on = on - ONE_DAY
    holding.save(update_fields=("ends_on",))
    standing = Delegation.objects.filter(holding=holding, withdrawn_at__isnull=True)
    for delegation in standing.filter(ends_on__gte=on):
        if delegation.begins_on >= on:
            delegation.withdrawn_at = clock.now()
        else:
            delegation.ends_on = on - ONE_DAY
        delegation.save(update_fields=("ends_on", "withdrawn_at"))


def _check_begun(begins_on: date, *, what: str, on: date) -> None:
    if begins_on >= on:
        raise Refused(
            "begins-later",
            reason=_("{what}自 {day} 起，结束须在此后").format(what=what, day=begins_on),
            remedy=_("请填更晚的日期，或先取消那一项"),
            field="on",
        )
