"""Beginning: which indicators of the scheme carry a target, for the units of the cycle."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.actions.common import (
    check_stage_open,
    last_day,
    locked_cycle,
    name_of,
)
from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.audit.actions import record
from kaoji.apps.targets import audit_types as acts
from kaoji.apps.targets.asking import Carrier, carriers_of
from kaoji.apps.targets.models import Assignment, Indicator, Line
from kaoji.apps.targets.permissions import PROPOSE, check
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused


@dataclass(frozen=True, slots=True)
class Beginning:
    """Which targets are set: pairs of key and period; how long the units have to answer."""

    chosen: tuple[tuple[str, str], ...]
    window_days: int


def begin(*, by: Actor, cycle: Cycle, shape: Beginning) -> Assignment:
    """Lay out a line for every unit and chosen indicator."""
    check(by, right=PROPOSE)
    last_day(by, days=shape.window_days, field="window_days")
    with transaction.atomic():
        cycle = locked_cycle(by, cycle=cycle)
        _check_may_begin(cycle)
        chosen = _chosen(by, cycle=cycle, shape=shape)
        made: Assignment = Assignment.objects.create(
            organisation_id=cycle.organisation_id,
            cycle=cycle,
            window_days=shape.window_days,
            by_name=name_of(by),
        )
        _lay_out(made, chosen=chosen)
        told = {"indicators": len(chosen), "window_days": shape.window_days}
        record(acts.BEGIN, by=by, of=made, after=told)
    return made


def _check_may_begin(cycle: Cycle) -> None:
    if cycle.is_trial:
        raise Refused(
            "trial-has-no-targets",
            reason=_("试运行的考核不下达目标"),
            remedy=_("请在正式的考核里下达"),
        )
    check_stage_open(cycle, kind=StageKind.TARGETS)
    if Assignment.objects.filter(cycle=cycle).exists():
        raise Refused("already-begun", reason=_("这次考核的目标下达已经开始了"))


def _chosen(by: Actor, *, cycle: Cycle, shape: Beginning) -> tuple[Carrier, ...]:
    """The carriers that were chosen, in the order of the scheme."""
    known = carriers_of(by, cycle=cycle)
    if not shape.chosen:
        raise Refused("no-columns", reason=_("没有选指标"), field="chosen")
    strange = set(shape.chosen) - {(one.key, one.period) for one in known}
    if strange:
        raise Refused(
            "key-unknown",
            reason=_("方案里没有这个目标：{key}").format(key=" ".join(min(strange))),
            field="chosen",
        )
    chosen = tuple(one for one in known if (one.key, one.period) in shape.chosen)
    held = next((one for one in chosen if one.held_by), None)
    if held is not None:
        raise Refused(
            "held-elsewhere",
            reason=_("“{key}”的目标已由{task}采集").format(key=held.title, task=held.held_by),
            remedy=_("同一个目标不收两次：请不选这一项"),
            field="chosen",
        )
    return chosen


def _lay_out(assignment: Assignment, *, chosen: tuple[Carrier, ...]) -> None:
    home = assignment.organisation_id
    units = list(assignment.cycle.units.all())
    Indicator.objects.bulk_create(
        Indicator(
            organisation_id=home, assignment=assignment, order=order, key=one.key,
            period=one.period, kind=one.kind, measure=one.measure, low=one.low, high=one.high,
            options=list(one.options), clause=one.clause,
        )
        for order, one in enumerate(chosen, start=1)
    )  # fmt: skip
    Line.objects.bulk_create(
        Line(
            organisation_id=home, indicator=indicator, unit_id=one.unit_id, order=one.order,
            name=one.name,
        )
        for indicator in assignment.indicators.all()
        for one in units
    )  # fmt: skip
