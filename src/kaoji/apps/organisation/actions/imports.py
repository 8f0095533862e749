"""The organisation from workbooks: what was looked at and confirmed, as one act with one entry.

An import may be taken back: then changes come turned round. A unit that an import has set up is
taken away again as long as nothing hangs on it; a change is reverted by ending its state. Either
way nothing before the day of the change is touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from kaoji.apps.accounts.models import User
from kaoji.apps.audit.actions import record
from kaoji.apps.audit.queries import last_touch
from kaoji.apps.organisation import audit_types as acts
from kaoji.apps.organisation.actions.common import home, lock, take_version
from kaoji.apps.organisation.actions.people import new_holding
from kaoji.apps.organisation.actions.posts import new_post
from kaoji.apps.organisation.actions.tree import check_tree, last_state, open_state
from kaoji.apps.organisation.actions.units import Shape, new_unit, replace_state, shape_of
from kaoji.apps.organisation.enums import HoldingKind, UnitKind
from kaoji.apps.organisation.models import Holding, Post, Unit, UnitGroup, UnitState
from kaoji.apps.organisation.permissions import (
    EDIT_POSTS,
    EDIT_UNITS,
    check,
    check_give,
    check_not_administrator,
    check_not_self,
)
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused
from kaoji.web.roles import Role
from kaoji.web.workbooks import Change
from kaoji.web.workbooks.declare import Values, as_text

KINDS = {str(kind.label): kind for kind in UnitKind}
ROLES = {str(role.label): role for role in Role}


def import_units(by: Actor, *, changes: Sequence[Change]) -> None:
    """Set up, change or take back units as a workbook says."""
    check(by, right=EDIT_UNITS)
    with transaction.atomic():
        lock(by)
        tree = _Tree(by)
        gone = [one for one in changes if one.after is None]
        waiting = [one for one in changes if one.after is not None]
        while waiting:
            ready = [one for one in waiting if tree.knows_parent_of(one)]
            if not ready:
                raise _no_parent(waiting[0])
            for one in ready:
                tree.put(one)
            waiting = [one for one in waiting if one not in ready]
        for one in reversed(gone):
            tree.take_away(one)
        if tree.first is not None:
            check_tree(home(by), first=tree.first)
        left = tuple(tree.groups[name] for name in _said(changes, "group") if name in tree.groups)
        _log(by, changes=changes, what=_("机构"), gone=_without_use(left))


@dataclass(slots=True)
class _Tree:
    """Units and groups by what a workbook calls them, while it is taken in."""

    by: Actor
    units: dict[str, Unit]
    groups: dict[str, UnitGroup]
    first: date | None = None

    def __init__(self, by: Actor) -> None:
        self.by = by
        self.units = {unit.code: unit for unit in Unit.objects.of(by)}
        self.groups = {group.name: group for group in UnitGroup.objects.of(by)}
        self.first = None

    def knows_parent_of(self, change: Change) -> bool:
        parent = as_text((change.after or {}).get("parent"))
        return not parent or parent in self.units

    def put(self, change: Change) -> None:
        values = change.after or {}
        on = cast("date", values["on"])
        shape, basis = self._shape(values), as_text(values.get("basis"))
        code = as_text(values["code"])
        self.first = on if self.first is None else min(self.first, on)
        known = self.units.get(code)
        if known is None:
            self.units[code] = new_unit(by=self.by, shape=shape, on=on, code=code, basis=basis)
            return
        take_version(known, version=None)
        if not _revert(known, shape=shape, on=on):
            replace_state(open_state(known, on=on), shape=shape, on=on, basis=basis)

    def _shape(self, values: Values) -> Shape:
        group = as_text(values.get("group"))
        if group and group not in self.groups:
            self.groups[group] = UnitGroup.objects.create(
                organisation_id=home(self.by), name=group, order=len(self.groups) + 1
            )
        order = values.get("order")
        return Shape(
            name=as_text(values["name"]),
            kind=KINDS[as_text(values["kind"])],
            parent=self.units.get(as_text(values.get("parent"))),
            group=self.groups.get(group),
            order=0 if order is None else int(as_text(order)),
        )

    def take_away(self, change: Change) -> None:
        unit = self.units[as_text((change.before or {}).get("code"))]
        try:
            unit.states.all().delete()
            unit.delete()
        except ProtectedError as fault:
            raise Refused(
                "unit-in-use",
                reason=_("机构“{code}”导入以后已有岗位、下级或其他记录").format(code=unit.code),
                remedy=_("请改用“撤销机构”"),
            ) from fault


def _revert(unit: Unit, *, shape: Shape, on: date) -> bool:
    """End the latest change, where what is asked for is exactly what was before it."""
    latest = last_state(unit)
    if on >= latest.begins_on:
        return False
    earlier = UnitState.objects.filter(unit=unit, begins_on__lt=latest.begins_on)
    before = earlier.order_by("-begins_on").first()
    if before is None or before.begins_on != on or shape_of(before) != shape:
        return False
    latest.delete()
    before.ends_on = None
    before.save(update_fields=("ends_on",))
    return True


def _no_parent(change: Change) -> Refused:
    values = change.after or {}
    return Refused(
        "parent-unknown",
        reason=_("“{name}”的上级代码“{parent}”既不在表里，也不在系统里").format(
            name=as_text(values.get("name")), parent=as_text(values.get("parent"))
        ),
        remedy=_("什么也没有写入。请核对上级代码；两个机构也不能互为上级"),
    )


def import_people(by: Actor, *, changes: Sequence[Change]) -> None:
    """Open posts and appoint people as a workbook says; turned round, take appointments back."""
    check(by, right=EDIT_POSTS)
    with transaction.atomic():
        lock(by)
        units = {unit.code: unit for unit in Unit.objects.of(by)}
        users = {user.username: user for user in User.objects.filter(organisation_id=home(by))}
        for one in changes:
            if one.before is not None:
                _leave(by, values=one.before)
            if one.after is not None:
                _enter(by, values=one.after, unit=units, user=users)
        taken_back = [one for one in changes if one.after is None]
        left = Post.objects.of(by).filter(
            unit__code__in=_said(taken_back, "unit"), name__in=_said(taken_back, "post")
        )
        _log(by, changes=changes, what=_("人员"), gone=_without_use(left))


def _enter(
    by: Actor, *, values: Values, unit: Mapping[str, Unit], user: Mapping[str, User]
) -> None:
    who, where = as_text(values["username"]), as_text(values["unit"])
    if who not in user or where not in unit:
        raise Refused(
            "person-or-unit-unknown",
            reason=_("没有登录名“{who}”或机构代码“{where}”").format(who=who, where=where),
            remedy=_("什么也没有写入。账户请先由系统管理员添加，机构请先导入"),
        )
    role, on = ROLES[as_text(values["role"])], cast("date", values["on"])
    ends_on = cast("date | None", values.get("ends_on"))
    check_give(by, role=role.value)
    check_not_self(by, user_key=user[who].pk)
    check_not_administrator(user[who].administrator)
    post = _post(by, unit=unit[where], name=as_text(values["post"]), role=role, on=on)
    new_holding(user=user[who], post=post, kind=HoldingKind.APPOINTED, on=on, ends_on=ends_on)


def _post(by: Actor, *, unit: Unit, name: str, role: Role, on: date) -> Post:
    found: Post | None = Post.objects.of(by).filter(unit=unit, name=name, ends_on=None).first()
    if found is None:
        return new_post(by=by, unit=unit, name=name, role=role, on=on)
    if found.role != role.value:
        raise Refused(
            "post-has-other-role",
            reason=_("岗位“{name}”的角色是“{role}”").format(
                name=name, role=found.get_role_display()
            ),
            remedy=_("什么也没有写入。岗位设立后角色不变，请另取岗位名称"),
        )
    return found


def _leave(by: Actor, *, values: Values) -> None:
    """The appointment that an import had made, or is to replace, is taken away."""
    held = Holding.objects.of(by).filter(
        user__username=as_text(values["username"]),
        post__unit__code=as_text(values["unit"]),
        post__name=as_text(values["post"]),
        begins_on=cast("date", values["on"]),
    )
    for holding in held:
        check_give(by, role=holding.post.role)
        check_not_self(by, user_key=holding.user_id)
        try:
            holding.delete()
        except ProtectedError as fault:
            raise Refused(
                "holding-in-use",
                reason=_("{name}的任用已有委托或交接").format(name=holding.user.name),
                remedy=_("请改用“离任”"),
            ) from fault


def _said(changes: Sequence[Change], column: str) -> set[str]:
    """What stood in a column before."""
    return {as_text((one.before or {}).get(column)) for one in changes} - {""}


def _without_use(rows: Iterable[UnitGroup | Post]) -> list[str]:
    """Take away what an import had set up on the way and nobody uses any more; what it was called.

    What somebody has set up or changed by hand has an entry of its own in the log, and stays.
    """
    gone = []
    for row in rows:
        if last_touch(row) is not None:
            continue
        try:
            with transaction.atomic():
                row.delete()
        except ProtectedError:
            continue
        gone.append(row.name)
    return gone


def _log(by: Actor, *, changes: Sequence[Change], what: str, gone: Sequence[str]) -> None:
    def kept(side: str) -> dict[str, Any]:
        return {
            change.key.replace("\x1f", " "): {
                key: as_text(value) for key, value in (getattr(change, side) or {}).items()
            }
            for change in changes
        }

    record(
        acts.IMPORT_ORGANISATION,
        by=by,
        named=_("{what} {n} 行").format(what=what, n=len(changes)),
        before=kept("before"),
        after=kept("after") | ({"随同撤去": list(gone)} if gone else {}),
    )
