"""Groups of like units, posts and the 三定 duties of a unit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.audit.actions import record
from kaoji.apps.organisation import audit_types as acts
from kaoji.apps.organisation.actions.common import (
    ONE_DAY,
    check_day,
    check_spell,
    home,
    lock,
    needed,
    overlapping,
    reaching,
    shown,
    take_version,
    told,
)
from kaoji.apps.organisation.actions.contents import end_post
from kaoji.apps.organisation.actions.tree import last_state
from kaoji.apps.organisation.models import Duty, Post, Unit, UnitGroup
from kaoji.apps.organisation.permissions import (
    EDIT_UNITS,
    check,
    check_give,
    check_own,
)
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused
from kaoji.web.roles import ADMINISTRATORS, Role


def add_group(*, by: Actor, name: str, order: int = 0) -> UnitGroup:
    """Set up a group of units that are compared with each other."""
    check(by, right=EDIT_UNITS)
    name = needed(name, field="name", what=_("组名"))
    with transaction.atomic():
        lock(by)
        _check_group_name(by, name=name, but=None)
        group: UnitGroup = UnitGroup.objects.create(
            organisation_id=home(by), name=name, order=order
        )
        record(acts.ADD_GROUP, by=by, of=group, after={"name": name, "order": order})
    return group


def change_group(
    *, by: Actor, group: UnitGroup, name: str, order: int, version: int | None = None
) -> UnitGroup:
    """Give a group another name or place in the order."""
    check(by, right=EDIT_UNITS)
    check_own(by, group)
    name = needed(name, field="name", what=_("组名"))
    with transaction.atomic():
        lock(by)
        take_version(group, version=version)
        _check_group_name(by, name=name, but=group)
        before = {"name": group.name, "order": group.order}
        group.name, group.order = name, order
        group.save(update_fields=("name", "order"))
        record(
            acts.CHANGE_GROUP, by=by, of=group, before=before, after={"name": name, "order": order}
        )
    return group


def _check_group_name(by: Actor, *, name: str, but: UnitGroup | None) -> None:
    others = UnitGroup.objects.of(by).filter(name=name)
    if others.exclude(pk=but.pk if but else 0).exists():
        raise Refused(
            "group-name-taken",
            reason=_("已有“{name}”").format(name=name),
            remedy=_("请另取组名"),
            field="name",
        )


def add_post(
    *, by: Actor, unit: Unit, name: str, role: Role | str, on: date, ends_on: date | None = None
) -> Post:
    """Set up a post in a unit; whoever holds it has its role."""
    check_own(by, unit)
    check_give(by, role=str(Role(role).value))
    with transaction.atomic():
        lock(by)
        post = new_post(by=by, unit=unit, name=name, role=role, on=on, ends_on=ends_on)
        record(
            acts.ADD_POST,
            by=by,
            of=post,
            named=_("{unit} {post}，自{day}起").format(
                unit=last_state(unit).name, post=post.name, day=shown(on)
            ),
            after=told(unit=unit.code, name=post.name, role=post.role, begins_on=on),
        )
    return post


def new_post(
    *, by: Actor, unit: Unit, name: str, role: Role | str, on: date, ends_on: date | None = None
) -> Post:
    """The row of a new post; the act that asks for it checks the right and writes the log."""
    name = needed(name, field="name", what=_("岗位名称"))
    check_spell(on, ends_on=ends_on)
    if Role(role) in ADMINISTRATORS:
        raise Refused(
            "administrator-without-post",
            reason=_("三类管理员不设业务岗位"),
            remedy=_("请选业务角色"),
            field="role",
        )
    check_stands(unit, on=on)
    if Post.objects.filter(unit=unit, name=name).filter(overlapping(on, ends_on=ends_on)).exists():
        raise Refused(
            "post-taken",
            reason=_("这一机构已有岗位“{name}”").format(name=name),
            remedy=_("一个岗位可以有多人任职；确要另设，请换一个名称"),
            field="name",
        )
    post: Post = Post.objects.create(
        organisation_id=home(by),
        unit=unit,
        name=name,
        role=Role(role).value,
        begins_on=on,
        ends_on=ends_on,
    )
    return post


def check_stands(unit: Unit, *, on: date) -> None:
    """Refuse what would begin before its unit; a unit that is to close takes nothing new."""
    first = unit.states.order_by("begins_on")[:1].get()
    if on < first.begins_on:
        raise Refused(
            "unit-not-begun",
            reason=_("“{name}”自 {day} 起才设立").format(name=first.name, day=first.begins_on),
            remedy=_("请填 {day} 或以后的日期").format(day=first.begins_on),
            field="on",
        )
    latest = unit.states.order_by("-begins_on")[:1].get()
    if latest.ends_on is not None:
        raise Refused(
            "unit-closed",
            reason=_("“{name}”自 {day} 起已撤销").format(
                name=latest.name, day=latest.ends_on + ONE_DAY
            ),
            remedy=_("请另选机构"),
            field="unit",
        )


def close_post(*, by: Actor, post: Post, on: date, version: int | None = None) -> Post:
    """From a day on there is no such post; who holds it leaves it then."""
    check_own(by, post)
    check_give(by, role=post.role)
    check_day(on)
    with transaction.atomic():
        lock(by)
        take_version(post, version=version)
        post.refresh_from_db()
        if post.ends_on is not None and post.ends_on < on:
            raise Refused(
                "post-closed",
                reason=_("岗位“{name}”自 {day} 起已撤销").format(
                    name=post.name, day=post.ends_on + ONE_DAY
                ),
                field="on",
            )
        before = told(begins_on=post.begins_on, ends_on=post.ends_on)
        holders = end_post(post, by=by, on=on)
        record(
            acts.CLOSE_POST,
            by=by,
            of=post,
            named=_("{post}，自{day}起").format(post=post.name, day=shown(on)),
            before=before,
            after=told(closed_on=on) | {"holders": holders},
        )
    return post


def set_duties(
    *,
    by: Actor,
    unit: Unit,
    texts: Sequence[str],
    on: date,
    basis: str = "",
    version: int | None = None,
) -> tuple[Duty, ...]:
    """From a day on these are the duties of a unit; those before end on the eve."""
    check(by, right=EDIT_UNITS)
    check_own(by, unit)
    check_day(on)
    lines = tuple(text.strip() for text in texts if text.strip())
    with transaction.atomic():
        lock(by)
        take_version(unit, version=version)
        check_stands(unit, on=on)
        before = _end_duties(unit, on=on)
        made = tuple(
            Duty.objects.create(
                organisation_id=home(by),
                unit=unit,
                number=number,
                text=text,
                basis=basis.strip(),
                begins_on=on,
            )
            for number, text in enumerate(lines, start=1)
        )
        record(
            acts.SET_DUTIES,
            by=by,
            of=unit,
            named=_("{unit}，{n} 项，自{day}起").format(
                unit=last_state(unit).name, n=len(made), day=shown(on)
            ),
            before={"duties": before},
            after=told(on=on) | {"duties": list(lines), "basis": basis.strip()},
        )
    return made


def _end_duties(unit: Unit, *, on: date) -> list[str]:
    standing = tuple(Duty.objects.filter(unit=unit).filter(reaching(on)))
    if any(duty.begins_on > on for duty in standing):
        raise Refused(
            "later-change-stands",
            reason=_("此后已登记过新的职责，不能改写此前的情况"),
            remedy=_("请填更晚的日期"),
            field="on",
        )
    for duty in standing:
        if duty.begins_on == on:
            duty.delete()
        else:
            duty.ends_on = on - ONE_DAY
            duty.save(update_fields=("ends_on",))
    return [duty.text for duty in standing]
