"""Units that become others: merged into one, or split into several. Who succeeded whom is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.audit.actions import record
from kaoji.apps.organisation import audit_types as acts
from kaoji.apps.organisation.actions.common import (
    check_day,
    home,
    lock,
    reaching,
    shown,
    take_version,
    told,
)
from kaoji.apps.organisation.actions.contents import end_contents, end_post
from kaoji.apps.organisation.actions.tree import check_tree, open_state
from kaoji.apps.organisation.actions.units import (
    Shape,
    end_unit,
    new_unit,
    replace_state,
    shape_of,
)
from kaoji.apps.organisation.enums import SuccessionKind
from kaoji.apps.organisation.models import Holding, Post, Succession, Unit, UnitState
from kaoji.apps.organisation.permissions import EDIT_UNITS, check, check_own
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused


@dataclass(frozen=True, slots=True)
class Part:
    """A unit that comes out of another: its shape, and a code if it must have a certain one."""

    shape: Shape
    code: str = ""


def merge_units(
    *,
    by: Actor,
    formers: Sequence[Unit],
    into: Unit,
    on: date,
    basis: str = "",
    takes_people: bool = False,
    version: int | None = None,
) -> tuple[Succession, ...]:
    """From a day on some units are part of another, and what stood under them stands under it.

    `takes_people`: their posts go on in the successor, with the same people in them.
    """
    check(by, right=EDIT_UNITS)
    check_own(by, into, *formers)
    check_day(on)
    _check_formers(formers, into=into)
    with transaction.atomic():
        lock(by)
        take_version(into, version=version)
        target = open_state(into, on=on)
        moved, ended = _move_below(formers, into=into, on=on, basis=basis), {}
        names = []
        for former in formers:
            take_version(former, version=None)
            if takes_people:
                _carry_posts(former, into=into, on=on)
            ended[former.code] = end_contents(former, by=by, on=on)
            names.append(end_unit(former, on=on).name)
        check_tree(home(by), first=on)
        found = tuple(
            _succeed(former, successor=into, kind=SuccessionKind.MERGED, on=on, basis=basis)
            for former in formers
        )
        record(
            acts.MERGE_UNITS,
            by=by,
            of=into,
            named=_("{formers}并入{into}，自{day}起").format(
                formers="、".join(names), into=target.name, day=shown(on)
            ),
            before={"formers": names},
            after=told(on=on) | {"basis": basis, "moved": moved, "ended": ended},
        )
    return found


def _check_formers(formers: Sequence[Unit], *, into: Unit) -> None:
    keys = [former.pk for former in formers]
    if not keys or len(set(keys)) != len(keys):
        raise Refused(
            "formers-missing",
            reason=_("没有选出要并入的机构，或同一机构选了两次"),
            field="formers",
        )
    if into.pk in keys:
        raise Refused(
            "merged-into-itself",
            reason=_("机构不能并入自己"),
            remedy=_("请从被并机构中去掉接收的机构"),
            field="formers",
        )


def _move_below(formers: Sequence[Unit], *, into: Unit, on: date, basis: str) -> list[str]:
    """Units under the formers come under the successor; the formers themselves stay and end."""
    keys = {former.pk for former in formers}
    below = UnitState.objects.filter(parent__in=keys).filter(reaching(on)).exclude(unit__in=keys)
    moved = []
    for key in sorted({state.unit_id for state in below}):
        unit = Unit.objects.get(pk=key)
        if unit.pk == into.pk:
            raise Refused(
                "successor-below",
                reason=_("接收的机构在被并机构之下"),
                remedy=_("请先把接收的机构调整到其他上级"),
                field="into",
            )
        state = open_state(unit, on=on)
        take_version(unit, version=None)
        replace_state(state, shape=replace(shape_of(state), parent=into), on=on, basis=basis)
        moved.append(state.name)
    return moved


def _carry_posts(former: Unit, *, into: Unit, on: date) -> None:
    """Each post goes on in the successor, with its holders: no role changes by it."""
    for post in Post.objects.filter(unit=former).filter(reaching(on)):
        holdings = tuple(Holding.objects.filter(post=post).filter(reaching(on)))
        until, ends = post.ends_on, {holding.pk: holding.ends_on for holding in holdings}
        end_post(post, by=None, on=on)
        carried = _same_post(post, into=into, on=on, until=until)
        for holding in holdings:
            same = Holding.objects.filter(post=carried, user_id=holding.user_id)
            if not same.filter(reaching(on)).exists():
                Holding.objects.create(
                    organisation_id=post.organisation_id,
                    post=carried,
                    user_id=holding.user_id,
                    kind=holding.kind,
                    begins_on=on,
                    ends_on=ends[holding.pk],
                )


def _same_post(post: Post, *, into: Unit, on: date, until: date | None) -> Post:
    same = Post.objects.filter(unit=into, name=post.name, role=post.role, ends_on=until)
    found: Post = same.filter(begins_on__lte=on).first() or Post.objects.create(
        organisation_id=post.organisation_id,
        unit=into,
        name=post.name,
        role=post.role,
        begins_on=on,
        ends_on=until,
    )
    return found


def split_unit(
    *,
    by: Actor,
    unit: Unit,
    parts: Sequence[Part],
    on: date,
    closes: bool = False,
    basis: str = "",
    version: int | None = None,
) -> tuple[Unit, ...]:
    """From a day on there are new units out of another, which stays or closes with it."""
    check(by, right=EDIT_UNITS)
    check_own(by, unit)
    check_day(on)
    if not parts:
        raise Refused("parts-missing", reason=_("没有填写分出的机构"), field="names")
    with transaction.atomic():
        lock(by)
        take_version(unit, version=version)
        state = open_state(unit, on=on)
        made = tuple(
            new_unit(by=by, shape=part.shape, on=on, code=part.code, basis=basis) for part in parts
        )
        for one in made:
            _succeed(unit, successor=one, kind=SuccessionKind.SPLIT, on=on, basis=basis)
        ended: dict[str, Any] = {}
        if closes:
            ended = end_contents(unit, by=by, on=on)
            end_unit(unit, on=on)
        check_tree(home(by), first=on)
        names = [part.shape.name for part in parts]
        record(
            acts.SPLIT_UNIT,
            by=by,
            of=unit,
            named=_("{name}分出{parts}，自{day}起").format(
                name=state.name, parts="、".join(names), day=shown(on)
            ),
            before={"name": state.name},
            after=told(on=on) | {"parts": names, "closes": closes, "ended": ended, "basis": basis},
        )
    return made


def _succeed(
    former: Unit, *, successor: Unit, kind: SuccessionKind, on: date, basis: str
) -> Succession:
    made: Succession = Succession.objects.create(
        organisation_id=former.organisation_id,
        former=former,
        successor=successor,
        kind=kind.value,
        on=on,
        basis=basis.strip(),
    )
    return made
