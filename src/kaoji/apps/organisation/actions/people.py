"""Who holds which post: appointed, borrowed, transferred, left; and who is away.

Each act checks who gives the role (`permissions.check_give`) and that nobody changes one's own.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.accounts.models import User
from kaoji.apps.audit.actions import record
from kaoji.apps.audit.acts import Act
from kaoji.apps.organisation import audit_types as acts
from kaoji.apps.organisation.actions.common import (
    ONE_DAY,
    check_day,
    check_spell,
    home,
    lock,
    overlapping,
    reaching,
    shown,
    told,
)
from kaoji.apps.organisation.actions.contents import end_holding_row
from kaoji.apps.organisation.actions.tree import last_state
from kaoji.apps.organisation.enums import AbsenceKind, HoldingKind
from kaoji.apps.organisation.models import Absence, Holding, Post
from kaoji.apps.organisation.permissions import (
    EDIT_POSTS,
    NOTE_ABSENCE,
    check,
    check_give,
    check_not_administrator,
    check_not_self,
    check_own,
)
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused


def appoint(
    *,
    by: Actor,
    user: User,
    post: Post,
    on: date,
    ends_on: date | None = None,
    is_acting: bool = False,
) -> Holding:
    """A person holds a post from a day on; `is_acting`: for the time being (代理)."""
    kind = HoldingKind.ACTING if is_acting else HoldingKind.APPOINTED
    _check_gift(by, user=user, post=post)
    with transaction.atomic():
        lock(by)
        holding = new_holding(user=user, post=post, kind=kind, on=on, ends_on=ends_on)
        _log(acts.APPOINT, by=by, holding=holding)
    return holding


def borrow(*, by: Actor, user: User, post: Post, on: date, ends_on: date) -> Holding:
    """A person works in another unit for a time (借用) and keeps the post at home."""
    _check_gift(by, user=user, post=post)
    with transaction.atomic():
        lock(by)
        home = (
            Holding.objects.filter(user=user)
            .filter(overlapping(on, ends_on=on))
            .exclude(kind=HoldingKind.BORROWED)
            .exclude(post__unit_id=post.unit_id)
        )
        if not home.exists():
            raise Refused(
                "borrowed-from-nowhere",
                reason=_("{name}在 {day} 没有其他机构的岗位，谈不上借用").format(
                    name=user.name, day=on
                ),
                remedy=_("请改用“任用”，或核对日期"),
                field="user",
            )
        holding = new_holding(
            user=user, post=post, kind=HoldingKind.BORROWED, on=on, ends_on=ends_on
        )
        _log(acts.BORROW, by=by, holding=holding)
    return holding


def transfer(*, by: Actor, holding: Holding, post: Post, on: date) -> Holding:
    """A person leaves a post for another one, on the same day."""
    check_own(by, holding, post)
    user = holding.user
    _check_gift(by, user=user, post=post)
    check_give(by, role=holding.post.role)
    check_day(on)
    with transaction.atomic():
        lock(by)
        _check_open(holding, on=on)
        end_holding_row(holding, on=on)
        made = new_holding(user=user, post=post, kind=HoldingKind.APPOINTED, on=on, ends_on=None)
        _log(acts.TRANSFER, by=by, holding=made, before=_told(holding))
    return made


def end_holding(*, by: Actor, holding: Holding, on: date) -> None:
    """From a day on the person holds the post no more. What had not begun yet is taken back."""
    check_own(by, holding)
    check_give(by, role=holding.post.role)
    check_not_self(by, user_key=holding.user_id)
    check_day(on)
    with transaction.atomic():
        lock(by)
        _check_open(holding, on=on)
        before = _told(holding)
        named = _("{who}，自{day}起").format(who=_who(holding), day=shown(on))
        taken_back = holding.begins_on == on and on > clock.today()
        record(
            acts.END_HOLDING,
            by=by,
            of=holding,
            named=named,
            before=before,
            after=told(left_on=on) | {"taken_back": taken_back},
        )
        if taken_back:
            holding.delegations.all().delete()
            holding.delete()
        else:
            end_holding_row(holding, on=on)


def _check_gift(by: Actor, *, user: User, post: Post) -> None:
    check_own(by, user, post)
    check_give(by, role=post.role)
    check_not_self(by, user_key=user.pk)
    check_not_administrator(user.administrator)
    if not user.is_active:
        raise Refused(
            "account-closed",
            reason=_("{name}的账户已停用").format(name=user.name),
            remedy=_("请系统管理员恢复账户，或另选一人"),
            field="user",
        )


def _check_open(holding: Holding, *, on: date) -> None:
    holding.refresh_from_db()
    if holding.ends_on is not None and holding.ends_on < on:
        raise Refused(
            "already-left",
            reason=_("{name}自 {day} 起已离任").format(
                name=holding.user.name, day=holding.ends_on + ONE_DAY
            ),
            field="on",
        )


def new_holding(
    *, user: User, post: Post, kind: HoldingKind, on: date, ends_on: date | None
) -> Holding:
    """The row of a new holding; the act that asks for it checks the right and writes the log."""
    check_spell(on, ends_on=ends_on)
    post.refresh_from_db()
    if on < post.begins_on:
        raise Refused(
            "post-not-begun",
            reason=_("岗位“{name}”自 {day} 起才设立").format(name=post.name, day=post.begins_on),
            remedy=_("请填 {day} 或以后的日期").format(day=post.begins_on),
            field="on",
        )
    if post.ends_on is not None and (ends_on is None or ends_on > post.ends_on):
        raise Refused(
            "post-ends",
            reason=_("岗位“{name}”只到 {day}").format(name=post.name, day=post.ends_on),
            remedy=_("止日请填 {day} 或更早").format(day=post.ends_on),
            field="ends_on",
        )
    held = Holding.objects.filter(user=user, post=post).filter(overlapping(on, ends_on=ends_on))
    if held.exists():
        raise Refused(
            "holds-already",
            reason=_("{name}在这段日子已任此岗").format(name=user.name),
            remedy=_("请核对日期"),
            field="on",
        )
    holding: Holding = Holding.objects.create(
        organisation_id=post.organisation_id,
        post=post,
        user=user,
        kind=kind.value,
        begins_on=on,
        ends_on=ends_on,
    )
    return holding


def note_absence(
    *,
    by: Actor,
    user: User,
    kind: AbsenceKind | str,
    begins_on: date,
    ends_on: date | None = None,
    note: str = "",
) -> Absence:
    """Note that a person is away. A head notes it for the people of the own unit."""
    check(by, right=NOTE_ABSENCE)
    check_own(by, user)
    check_spell(begins_on, ends_on=ends_on)
    _check_near(by, user=user, on=begins_on)
    with transaction.atomic():
        lock(by)
        others = Absence.objects.filter(user=user)
        if others.filter(overlapping(begins_on, ends_on=ends_on)).exists():
            raise Refused(
                "away-already",
                reason=_("{name}在这段日子已登记离岗").format(name=user.name),
                remedy=_("请核对日期，或先登记返岗"),
                field="begins_on",
            )
        absence: Absence = Absence.objects.create(
            organisation_id=home(by),
            user=user,
            kind=AbsenceKind(kind).value,
            note=note.strip(),
            begins_on=begins_on,
            ends_on=ends_on,
        )
        record(
            acts.NOTE_ABSENCE,
            by=by,
            of=absence,
            named=f"{user.name} {AbsenceKind(kind).label}",
            after=told(begins_on=begins_on, ends_on=ends_on, kind=str(kind)),
        )
    return absence


def note_return(*, by: Actor, absence: Absence, on: date) -> None:
    """The person is back from a day on; an absence that never began is taken back."""
    check(by, right=NOTE_ABSENCE)
    check_own(by, absence)
    check_day(on)
    _check_near(by, user=absence.user, on=max(on, absence.begins_on))
    with transaction.atomic():
        lock(by)
        absence.refresh_from_db()
        if on < absence.begins_on or (absence.ends_on is not None and absence.ends_on < on):
            raise Refused(
                "not-away",
                reason=_("{day} 不在这次离岗之内").format(day=on),
                remedy=_("请填离岗起日到止日之间的一天"),
                field="on",
            )
        record(
            acts.NOTE_RETURN,
            by=by,
            of=absence,
            named=_("{name}，自{day}起").format(name=absence.user.name, day=shown(on)),
            before=told(begins_on=absence.begins_on, ends_on=absence.ends_on),
            after=told(back_on=on),
        )
        if on == absence.begins_on:
            absence.delete()
        else:
            absence.ends_on = on - ONE_DAY
            absence.save(update_fields=("ends_on",))


def _check_near(by: Actor, *, user: User, on: date) -> None:
    """Beyond the office, a head looks after the people of the own units and of nobody else's."""
    if by.roles & EDIT_POSTS.held_by:
        return
    near = Holding.objects.filter(user=user, post__unit__in=by.units_with(NOTE_ABSENCE.held_by))
    if not near.filter(reaching(on)).exists():
        raise Refused(
            "not-your-people",
            reason=_("{name}不在您的单位任职").format(name=user.name),
            remedy=_("请由其所在单位负责人或绩效办登记"),
            field="user",
        )


def _who(holding: Holding) -> str:
    unit = last_state(holding.post.unit).name
    return f"{holding.user.name} · {unit} {holding.post.name}"


def _told(holding: Holding) -> dict[str, Any]:
    return told(
        person=holding.user.username,
        unit=holding.post.unit.code,
        post=holding.post.name,
        role=holding.post.role,
        kind=holding.kind,
        begins_on=holding.begins_on,
        ends_on=holding.ends_on,
    )


def _log(act: Act, *, by: Actor, holding: Holding, before: dict[str, Any] | None = None) -> None:
    named = _("{who}，自{day}起").format(who=_who(holding), day=shown(holding.begins_on))
    record(act, by=by, of=holding, named=named, before=before, after=_told(holding))
