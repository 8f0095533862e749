"""Standing in for somebody: delegation with dates, and hand-over to whoever follows."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.accounts.models import User
from kaoji.apps.audit.actions import record
from kaoji.apps.organisation import audit_types as acts
from kaoji.apps.organisation.actions.common import (
    check_day,
    check_spell,
    home,
    lock,
    needed,
    overlapping,
    shown,
    told,
)
from kaoji.apps.organisation.actions.contents import end_holding_row
from kaoji.apps.organisation.actions.people import new_holding
from kaoji.apps.organisation.enums import HoldingKind
from kaoji.apps.organisation.models import Delegation, HandOver, Holding
from kaoji.apps.organisation.owed import owed_by
from kaoji.apps.organisation.permissions import (
    check_give,
    check_not_administrator,
    check_not_self,
    check_own,
    may_give,
)
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused


def delegate(
    *,
    by: Actor,
    holding: Holding,
    deputy: User,
    begins_on: date,
    ends_on: date,
    reason: str,
) -> Delegation:
    """The holder of a post, or who gives its role, lets somebody stand in for some days."""
    check_own(by, holding, deputy)
    _check_party(by, holding=holding)
    check_not_self(by, user_key=deputy.pk)
    check_not_administrator(deputy.administrator)
    check_spell(begins_on, ends_on=ends_on)
    reason = needed(reason, field="reason", what=_("事由"))
    with transaction.atomic():
        lock(by)
        holding.refresh_from_db()
        _check_deputy(holding, deputy=deputy, begins_on=begins_on, ends_on=ends_on)
        made: Delegation = Delegation.objects.create(
            organisation_id=home(by),
            holding=holding,
            deputy=deputy,
            begins_on=begins_on,
            ends_on=ends_on,
            reason=reason,
        )
        record(
            acts.DELEGATE,
            by=by,
            of=made,
            named=_("{deputy}代{holder}（{post}），{begin}至{end}").format(
                deputy=deputy.name,
                holder=holding.user.name,
                post=holding.post.name,
                begin=shown(begins_on),
                end=shown(ends_on),
            ),
            reason=reason,
            after=told(deputy=deputy.username, begins_on=begins_on, ends_on=ends_on),
        )
    return made


def _check_party(by: Actor, *, holding: Holding) -> None:
    if by.person_key != holding.user_id and not may_give(by, role=holding.post.role):
        raise Refused(
            "not-your-post",
            reason=_("这不是您的岗位"),
            remedy=_("委托由本人或绩效办办理"),
        )


def _check_deputy(holding: Holding, *, deputy: User, begins_on: date, ends_on: date) -> None:
    if deputy.pk == holding.user_id or not deputy.is_active:
        raise Refused(
            "no-deputy",
            reason=_("受托人不能是本人，账户也须可用"),
            remedy=_("请另选一人"),
            field="deputy",
        )
    if begins_on < holding.begins_on or (holding.ends_on is not None and ends_on > holding.ends_on):
        raise Refused(
            "outside-holding",
            reason=_("委托的日子超出任职的日子"),
            remedy=_("请填任职起止之间的日期"),
            field="ends_on",
        )
    standing = Delegation.objects.filter(holding=holding, withdrawn_at__isnull=True)
    if standing.filter(overlapping(begins_on, ends_on=ends_on)).exists():
        raise Refused(
            "deputed-already",
            reason=_("这段日子已有人代办"),
            remedy=_("请先收回原来的委托，或改日期"),
            field="begins_on",
        )


def withdraw_delegation(*, by: Actor, delegation: Delegation) -> None:
    """End a delegation at once."""
    check_own(by, delegation)
    _check_party(by, holding=delegation.holding)
    with transaction.atomic():
        lock(by)
        delegation.refresh_from_db()
        if delegation.withdrawn_at is not None or delegation.ends_on < clock.today():
            raise Refused("delegation-over", reason=_("这项委托已经结束"))
        delegation.withdrawn_at = clock.now()
        delegation.save(update_fields=("withdrawn_at",))
        record(
            acts.WITHDRAW_DELEGATION,
            by=by,
            of=delegation,
            named=_("{deputy}代{holder}").format(
                deputy=delegation.deputy.name, holder=delegation.holding.user.name
            ),
            before=told(ends_on=delegation.ends_on),
            after=told(withdrawn_at=clock.today()),
        )


def hand_over(
    *, by: Actor, holding: Holding, successor: User, on: date, note: str = ""
) -> HandOver:
    """From a day on somebody else holds the post; what is open then is written down for both."""
    check_own(by, holding, successor)
    check_give(by, role=holding.post.role)
    check_not_self(by, user_key=holding.user_id)
    check_not_self(by, user_key=successor.pk)
    check_not_administrator(successor.administrator)
    check_day(on)
    with transaction.atomic():
        lock(by)
        holding.refresh_from_db()
        _check_heir(holding, successor=successor, on=on)
        until = holding.ends_on
        end_holding_row(holding, on=on)
        taken = new_holding(
            user=successor, post=holding.post, kind=HoldingKind.APPOINTED, on=on, ends_on=until
        )
        made: HandOver = HandOver.objects.create(
            organisation_id=home(by),
            holding=holding,
            successor=taken,
            on=on,
            note=note.strip(),
            owed=[item.as_json() for item in owed_by(holding, on=on)],
            made_at=clock.now(),
        )
        record(
            acts.HAND_OVER,
            by=by,
            of=made,
            named=_("{post}由{leaver}交{heir}，自{day}起").format(
                post=holding.post.name,
                leaver=holding.user.name,
                heir=successor.name,
                day=shown(on),
            ),
            before=told(person=holding.user.username, ends_on=until),
            after=told(person=successor.username, on=on) | {"owed": len(made.owed)},
        )
    return made


def _check_heir(holding: Holding, *, successor: User, on: date) -> None:
    if successor.pk == holding.user_id or not successor.is_active:
        raise Refused(
            "no-heir",
            reason=_("接任人不能是本人，账户也须可用"),
            remedy=_("请另选一人"),
            field="successor",
        )
    if holding.ends_on is not None and holding.ends_on < on:
        raise Refused(
            "already-left",
            reason=_("{name}在 {day} 已不任此岗").format(name=holding.user.name, day=on),
            remedy=_("请直接任用接任的人"),
            field="on",
        )
