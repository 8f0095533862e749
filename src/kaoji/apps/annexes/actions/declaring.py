"""The office declares an annex: for which key and period, within which limits, who approves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.annexes import audit_types as acts
from kaoji.apps.annexes.asking import Offered, offered_in
from kaoji.apps.annexes.enums import APPROVERS, TableState
from kaoji.apps.annexes.models import MOST_ITEMS, Annex, Table
from kaoji.apps.annexes.permissions import DECLARE
from kaoji.apps.annexes.queries import posts_that_may_approve
from kaoji.apps.appraisals.actions.common import check_not_archived, locked_cycle, name_of
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.appraisals.permissions import check, check_own
from kaoji.apps.audit.actions import record
from kaoji.engine.facts.clean import clean
from kaoji.engine.plinth.exact import exact_text, parse_exact
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.forms import changed_meanwhile
from kaoji.web.refusals import Refused
from kaoji.web.roles import Role

#: What a column is in a table: left out, open, owed.
LEFT_OUT, OPEN, OWED = "", "open", "owed"


@dataclass(frozen=True, slots=True)
class AnnexShape:
    """The limits as they are typed. `columns`: what each column of the key is in the table.

    `approver`: a role, or `post:` and the key of a post.
    """

    key: str
    period: str
    least: int
    most: int
    due_on: date
    approver: str
    total: str = ""
    is_at_most: bool = False
    least_weight: str = ""
    most_weight: str = ""
    columns: Mapping[str, str] | None = None


def declare(*, by: Actor, cycle: Cycle, shape: AnnexShape) -> Annex:
    """Lay out a table for every unit of the cycle."""
    check(by, right=DECLARE)
    with transaction.atomic():
        cycle = locked_cycle(by, cycle=cycle)
        if cycle.is_trial:
            raise Refused(
                "trial-has-no-annexes",
                reason=_("试运行的考核不设个性指标表"),
                remedy=_("请在正式的考核里设立"),
            )
        offered = _offered(cycle, shape=shape)
        _check_free(cycle, shape=shape)
        made: Annex = Annex.objects.create(
            organisation_id=cycle.organisation_id,
            cycle=cycle,
            key=offered.key,
            period=offered.period,
            clause=offered.clause[:300],
            at=clock.now(),
            **_fields(by, cycle=cycle, offered=offered, shape=shape),
        )
        Table.objects.bulk_create(
            Table(
                organisation_id=made.organisation_id, annex=made, order=one.order,
                unit_id=one.unit_id, unit_name=one.name,
            )
            for one in cycle.units.all()
        )  # fmt: skip
        record(acts.DECLARE, by=by, of=made, after=_told(made))
    return made


def change_limits(*, by: Actor, annex: Annex, shape: AnnexShape, version: int) -> Annex:
    """Other limits, as long as no unit has sent its table; what units have drafted stays."""
    check(by, right=DECLARE)
    check_own(by, annex)
    with transaction.atomic():
        found = (
            Annex.objects.select_for_update(of=("self",))
            .select_related("cycle__scheme")
            .get(pk=annex.pk)
        )
        check_not_archived(found.cycle)
        if found.version != version:
            raise changed_meanwhile()
        sent = found.tables.exclude(state__in=(TableState.WAITING, TableState.DRAFTED)).first()
        if sent is not None:
            raise Refused(
                "tables-sent",
                reason=_("{unit}的个性指标表已是“{state}”，限制不能再改").format(
                    unit=sent.unit_name, state=sent.get_state_display()
                ),
                remedy=_("请先退回或由单位撤回；已批准的不再改限制"),
            )
        shape = replace(shape, key=found.key, period=found.period)
        offered = _offered(found.cycle, shape=shape)
        before = _told(found)
        fields = _fields(by, cycle=found.cycle, offered=offered, shape=shape)
        for name, value in fields.items():
            setattr(found, name, value)
        found.version += 1
        found.save(update_fields=(*fields, "version"))
        record(acts.CHANGE_LIMITS, by=by, of=found, before=before, after=_told(found))
    return found


def _offered(cycle: Cycle, *, shape: AnnexShape) -> Offered:
    for one in offered_in(cycle):
        if (one.key, one.period) == (shape.key, shape.period):
            return one
    raise Refused(
        "key-unknown",
        reason=_("方案里没有由各单位自列事项的“{key}”{period}").format(
            key=shape.key, period=shape.period
        ),
        remedy=_("请从列出的指标里选"),
    )


def _check_free(cycle: Cycle, *, shape: AnnexShape) -> None:
    """A unit lists the items of a key and a period once, whichever cycles it is in."""
    own = Annex.objects.filter(
        organisation=cycle.organisation_id,
        key=shape.key,
        period=shape.period,
        cycle__scheme__scheme_key=cycle.scheme.scheme_key,
    )
    held = own.filter(tables__unit__in=cycle.units.values("unit")).select_related("cycle").first()
    if held is not None:
        raise Refused(
            "annex-stands",
            reason=_("“{annex}”的个性指标表已在“{cycle}”里设立").format(
                annex=held, cycle=held.cycle
            ),
            remedy=_("同一单位同一指标同一周期只列一次，请在那里办理"),
        )


def _fields(by: Actor, *, cycle: Cycle, offered: Offered, shape: AnnexShape) -> dict[str, Any]:
    """The limits, each held against the scheme."""
    _check_count(offered, shape=shape)
    total = _points(shape.total, field="total", what=_("分值合计"))
    low = _points(shape.least_weight, field="least_weight", what=_("每项分值下限"))
    high = _points(shape.most_weight, field="most_weight", what=_("每项分值上限"))
    _check_total(offered, shape=shape, total=total)
    _check_reachable(shape, total=total, low=low, high=high)
    if shape.due_on < clock.today():
        raise Refused(
            "day-is-over",
            reason=_("报送截止 {day} 已经过了").format(day=shape.due_on),
            remedy=_("请写今天或以后的一天"),
            field="due_on",
        )
    return {
        "scheme": cycle.scheme,
        "least": shape.least,
        "most": shape.most,
        "total": "" if total is None else exact_text(total),
        "is_at_most": shape.is_at_most and total is not None,
        "least_weight": "" if low is None else exact_text(low),
        "most_weight": "" if high is None else exact_text(high),
        "due_on": shape.due_on,
        "by_name": name_of(by),
        **_columns(offered, chosen=shape.columns or {}),
        **_approver(by, shape=shape),
    }


def _points(text: str, *, field: str, what: str) -> Fraction | None:
    if not clean(text):
        return None
    found = parse_exact(clean(text))
    if found is None or found <= 0:
        raise Refused(
            "figure-wrong",
            reason=_("{what}“{text}”不是大于零的数").format(what=what, text=clean(text)[:60]),
            remedy=_("可写 100 或 12.5；不限的留空"),
            field=field,
        )
    if len(exact_text(found)) > 60:
        raise Refused("figure-wrong", reason=_("{what}太长").format(what=what), field=field)
    return found


def _check_count(offered: Offered, *, shape: AnnexShape) -> None:
    if not 1 <= shape.least <= shape.most <= MOST_ITEMS:
        raise Refused(
            "counts-out-of-order",
            reason=_("项数 {least} 到 {most} 不成范围").format(least=shape.least, most=shape.most),
            remedy=_("至少 1 项、至多 {most} 项，下限不大于上限").format(most=MOST_ITEMS),
            field="most",
        )
    if offered.least is not None and shape.least < offered.least:
        raise Refused(
            "below-scheme",
            reason=_("方案写明至少 {count} 项").format(count=offered.least),
            remedy=_("可以比方案严，不能比方案宽"),
            field="least",
        )
    if offered.most is not None and shape.most > offered.most:
        raise Refused(
            "above-scheme",
            reason=_("方案写明至多 {count} 项").format(count=offered.most),
            remedy=_("可以比方案严，不能比方案宽"),
            field="most",
        )


def _check_total(offered: Offered, *, shape: AnnexShape, total: Fraction | None) -> None:
    """What the scheme itself says of the sum is the sum: else each unit would be refused later."""
    if offered.total is None:
        return
    if total != offered.total or shape.is_at_most:
        raise Refused(
            "other-total",
            reason=_("方案写明分值合计 {total}").format(total=exact_text(offered.total)),
            remedy=_("请填 {total}，选“正好”").format(total=exact_text(offered.total)),
            field="total",
        )


def _check_reachable(
    shape: AnnexShape, *, total: Fraction | None, low: Fraction | None, high: Fraction | None
) -> None:
    """Limits that no table can meet are a slip of the keyboard."""
    if low is not None and high is not None and low > high:
        raise Refused(
            "weights-out-of-order",
            reason=_("每项分值的下限大于上限"),
            remedy=_("请把两个数调过来"),
            field="most_weight",
        )
    if total is None:
        return
    if low is not None and low * shape.least > total:
        raise Refused(
            "total-out-of-reach",
            reason=_("至少 {count} 项、每项至少 {low}，合计一定超过 {total}").format(
                count=shape.least, low=exact_text(low), total=exact_text(total)
            ),
            remedy=_("请放宽其中一个限制"),
            field="least_weight",
        )
    if not shape.is_at_most and high is not None and high * shape.most < total:
        raise Refused(
            "total-out-of-reach",
            reason=_("至多 {count} 项、每项至多 {high}，合计到不了 {total}").format(
                count=shape.most, high=exact_text(high), total=exact_text(total)
            ),
            remedy=_("请放宽其中一个限制"),
            field="most_weight",
        )


def _columns(offered: Offered, *, chosen: Mapping[str, str]) -> dict[str, Any]:
    known = {one.name: one for one in (*offered.columns, *offered.notes)}
    strange = [name for name in chosen if name not in known]
    if strange or set(chosen.values()) - {LEFT_OUT, OPEN, OWED}:
        raise Refused("no-such-column", reason=_("这个指标没有列“{name}”").format(
            name="、".join(strange)
        ))  # fmt: skip
    taken = [
        replace(one, is_required=chosen[name] == OWED).as_json()
        for name, one in known.items()
        if chosen.get(name, LEFT_OUT) != LEFT_OUT
    ]
    notes = {one.name for one in offered.notes}
    return {"columns": taken, "notes": [one["name"] for one in taken if one["name"] in notes]}


def _approver(by: Actor, *, shape: AnnexShape) -> dict[str, Any]:
    role = next((one for one in APPROVERS if one.value == shape.approver), None)
    if role is not None:
        told = _("本单位负责人") if role == Role.UNIT_HEAD else str(role.label)
        return {"approver": role.value, "approver_post": None, "approver_name": told}
    for key, name in posts_that_may_approve(by):
        if shape.approver == f"post:{key}":
            return {"approver": "", "approver_post_id": key, "approver_name": name}
    raise Refused(
        "approver-unknown",
        reason=_("没有选审批人，或这个岗位今天不在"),
        remedy=_("请从列出的角色和岗位里选"),
        field="approver",
    )


def _told(annex: Annex) -> dict[str, Any]:
    names = (
        "key", "period", "least", "most", "total", "is_at_most", "least_weight", "most_weight",
        "approver_name",
    )  # fmt: skip
    told = {name: getattr(annex, name) for name in names}
    columns = {one.name: one.is_required for one in annex.shapes}
    return told | {"due_on": annex.due_on.isoformat(), "columns": columns}
