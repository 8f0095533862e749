"""Units are shown where they lose points before anything is decided, and may explain."""

from __future__ import annotations

import json

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.appraisals import audit_types as acts
from kaoji.apps.appraisals.actions.common import (
    check_latest,
    check_not_settled,
    check_stage_open,
    last_day,
    locked_cycle,
    name_of,
    told,
)
from kaoji.apps.appraisals.enums import CycleState, StageKind
from kaoji.apps.appraisals.losses import losses_in
from kaoji.apps.appraisals.models import Explanation, Forewarning, Run, Shown
from kaoji.apps.appraisals.permissions import APPRAISED, EXPLAIN, PREPARE, check, check_own
from kaoji.apps.audit.actions import record
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused


def forewarn(*, by: Actor, run: Run, days: int) -> Forewarning:
    """Show every unit of a run its losses; from today on it may explain for some working days."""
    check(by, right=PREPARE)
    check_own(by, run)
    with transaction.atomic():
        cycle = locked_cycle(by, cycle=run.cycle)
        check_stage_open(cycle, kind=StageKind.FOREWARN)
        check_latest(run)
        check_not_settled(cycle)
        if cycle.is_trial:
            raise Refused("is-trial", reason=_("试运行的结果不给单位看"))
        if Forewarning.objects.filter(run=run).exists():
            raise Refused("forewarned-already", reason=_("这次计分已经预告过"))
        made: Forewarning = Forewarning.objects.create(
            organisation_id=run.organisation_id, run=run, days=days,
            due_on=last_day(by, days=days), by_name=name_of(by), at=clock.now(),
        )  # fmt: skip
        shown = [
            Shown(organisation_id=run.organisation_id, forewarning=made, standing=one)
            for one in run.standings.defer("account")
        ]
        Shown.objects.bulk_create(shown)
        record(
            acts.FOREWARN, by=by, of=made,
            after={"run": run.number, "units": len(shown), "due_on": made.due_on.isoformat()},
        )  # fmt: skip
    return made


def look(*, by: Actor, shown: Shown) -> Shown:
    """A unit's own people have looked at its losses; the first time is remembered."""
    _check_theirs(by, shown=shown)
    # An archive is read, not written to.
    is_over = shown.forewarning.run.cycle.state in (CycleState.ARCHIVING, CycleState.ARCHIVED)
    if is_over or shown.seen_at is not None:
        return shown
    with transaction.atomic():
        shown = Shown.objects.select_for_update().get(pk=shown.pk)
        if shown.seen_at is None:
            shown.seen_at, shown.seen_by = clock.now(), name_of(by)
            shown.save(update_fields=("seen_at", "seen_by"))
            record(acts.SEE_LOSSES, by=by, of=shown.standing)
    return shown


def explain_loss(*, by: Actor, shown: Shown, node: str, text: str) -> Explanation:
    """A unit says something to one of its losses, within the window."""
    check(by, right=EXPLAIN)
    _check_theirs(by, shown=shown)
    text = told(text, field="text", what=_("说明"))
    losses = {one.node: one for one in losses_in(json.loads(shown.standing.account))}
    if node not in losses:
        raise Refused("no-such-loss", reason=_("没有这一项失分"), field="node")
    with transaction.atomic():
        locked_cycle(by, cycle=shown.forewarning.run.cycle)
        if clock.today() > shown.forewarning.due_on:
            raise Refused(
                "too-late",
                reason=_("说明期已于 {day} 结束").format(day=shown.forewarning.due_on),
                remedy=_("公示以后仍可在公示期内提出异议"),
            )
        made: Explanation = Explanation.objects.create(
            organisation_id=shown.organisation_id, shown=shown, node=node,
            node_name=losses[node].name, text=text, by_name=name_of(by), at=clock.now(),
        )  # fmt: skip
        record(acts.EXPLAIN_LOSS, by=by, of=shown.standing, after={"node": node, "text": text})
    return made


def _check_theirs(by: Actor, *, shown: Shown) -> None:
    check_own(by, shown)
    if shown.standing.unit_id not in by.units_with(APPRAISED):
        raise Refused("not-allowed", reason=_("这不是您单位的失分"))
