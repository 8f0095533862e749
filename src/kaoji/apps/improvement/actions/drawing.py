"""The list is drawn up from the final run: each unit's dearest losses; who has none says so."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.actions.common import (
    check_stage_open,
    last_day,
    locked_cycle,
    name_of,
)
from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.losses import Loss, losses_in
from kaoji.apps.appraisals.models import Cycle, Run, Standing
from kaoji.apps.appraisals.permissions import APPRAISED, check, check_own
from kaoji.apps.appraisals.publishing_enums import FinalState
from kaoji.apps.audit.actions import record
from kaoji.apps.improvement import audit_types as acts
from kaoji.apps.improvement.models import ImprovementList, Item, Part
from kaoji.apps.improvement.permissions import DRAW_UP, WORK
from kaoji.engine.plinth.exact import parse_exact
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused

#: More items than this of one unit are no list of weak points.
MOST_ITEMS = 50


@dataclass(frozen=True, slots=True)
class ListShape:
    """At most how many items a unit, of at least how many points, and the days for measures."""

    most: int | None
    least: str
    days: int


def draw_up(*, by: Actor, cycle: Cycle, shape: ListShape) -> ImprovementList:
    """Draw up the list of a cycle from its final run."""
    check(by, right=DRAW_UP)
    check_own(by, cycle)
    least = _least(shape)
    with transaction.atomic():
        cycle = locked_cycle(by, cycle=cycle)
        check_stage_open(cycle, kind=StageKind.IMPROVE)
        run = _final_run(cycle)
        made: ImprovementList = ImprovementList.objects.create(
            organisation_id=cycle.organisation_id, cycle=cycle, run=run, most=shape.most,
            least=shape.least.strip(), plan_due_on=last_day(by, days=shape.days),
            by_name=name_of(by), at=clock.now(),
        )  # fmt: skip
        count = _drawn(made, least=least)
        record(
            acts.DRAW_UP,
            by=by,
            of=made,
            after={"run": run.number, "most": shape.most, "least": made.least, "items": count},
        )
    return made


def _least(shape: ListShape) -> Fraction:
    """From how many points on; a list without any measure is refused."""
    text = shape.least.strip()
    if shape.most is None and not text:
        raise Refused(
            "no-measure",
            reason=_("没有写每个单位最多几项，也没有写失分不少于几分"),
            remedy=_("两个至少填一个"),
            field="most",
        )
    if shape.most is not None and not 1 <= shape.most <= MOST_ITEMS:
        raise Refused(
            "count-out-of-range",
            reason=_("每个单位的项数应在 1 到 {most} 之间").format(most=MOST_ITEMS),
            field="most",
        )
    found = parse_exact(text) if text else Fraction(0)
    if found is None or found < 0:
        raise Refused(
            "points-unreadable",
            reason=_("“{text}”不是分数").format(text=text),
            remedy=_("请写不小于零的数，如 0.5"),
            field="least",
        )
    return found


def _final_run(cycle: Cycle) -> Run:
    final = cycle.finals.filter(state=FinalState.FINAL).select_related("run").first()
    if final is None:
        raise Refused(
            "not-final",
            reason=_("还没有定稿，没有可用的失分"),
            remedy=_("请先由两人定稿，再起草改进清单"),
        )
    if ImprovementList.objects.filter(run=final.run).exists():
        raise Refused(
            "drawn-already",
            reason=_("这次定稿的改进清单已经起草"),
            remedy=_("请在清单里逐项办理"),
        )
    found: Run = final.run
    return found


def _drawn(made: ImprovementList, *, least: Fraction) -> int:
    """Parts and items; how many items."""
    standings = {one.unit_id: one for one in made.run.standings.all()}
    number = 0
    for order, unit in enumerate(made.cycle.units.all(), start=1):
        standing: Standing | None = standings.get(unit.unit_id)
        losses = losses_in(json.loads(standing.account)) if standing else ()
        part = Part.objects.create(
            organisation_id=made.organisation_id, improvement_list=made, order=order,
            unit_id=unit.unit_id, unit_name=unit.name, standing=standing, loss_count=len(losses),
        )  # fmt: skip
        chosen = [one for one in losses if one.lost >= least][: made.most]
        _write_items(part, losses=chosen, after=number)
        number += len(chosen)
    return number


def _write_items(part: Part, *, losses: Iterable[Loss], after: int) -> None:
    Item.objects.bulk_create(
        Item(
            organisation_id=part.organisation_id, part=part, number=number, unit_id=part.unit_id,
            unit_name=part.unit_name, node=one.node, name=one.name, clause=one.clause[:200],
            lost=one.shown, points=one.points[:120], full=one.full[:60], why=one.why,
        )
        for number, one in enumerate(losses, start=after + 1)
    )  # fmt: skip


def say_nil(*, by: Actor, part: Part) -> Part:
    """A unit of which nothing was drawn up says that it has nothing to improve."""
    check(by, right=WORK)
    check_own(by, part)
    with transaction.atomic():
        found: Part = Part.objects.select_for_update(of=("self",)).get(pk=part.pk)
        if found.unit_id not in by.units_with(APPRAISED):
            raise Refused("not-allowed", reason=_("这不是您单位的清单"))
        if found.items.exists():
            raise Refused(
                "has-items",
                reason=_("您单位的清单里有事项，不能报“无”"),
                remedy=_("请逐项报措施"),
            )
        if found.nil_at is not None:
            raise Refused("said-already", reason=_("您单位已经报过“无”"))
        found.nil_at, found.nil_name = clock.now(), name_of(by)
        found.save(update_fields=("nil_at", "nil_name"))
        record(acts.SAY_NIL, by=by, of=found)
    return found
