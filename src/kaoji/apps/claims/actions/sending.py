"""Competent bodies are asked, one sheet each: only what they answer and sign makes a veto fact."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.actions.common import check_stage_open, locked_cycle, name_of
from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.appraisals.permissions import check, check_own
from kaoji.apps.audit.actions import record
from kaoji.apps.claims import audit_types as acts
from kaoji.apps.claims.lists import asked_in
from kaoji.apps.claims.models import Letter
from kaoji.apps.claims.permissions import SEND
from kaoji.apps.facts import actions as facts
from kaoji.apps.organisation.models import Unit
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused


@dataclass(frozen=True, slots=True)
class LetterShape:
    """About what, whom, within how many working days, by which number of the annual plan."""

    key: str
    body: Unit
    body_name: str
    window_days: int
    plan_paper: str
    plan_item: str


def send_letter(*, by: Actor, cycle: Cycle, shape: LetterShape) -> Letter:
    """Ask a body about all units of the cycle; it answers 无 or with what happened, by its head."""
    check(by, right=SEND)
    check_own(by, cycle, shape.body)
    with transaction.atomic():
        cycle = locked_cycle(by, cycle=cycle)
        check_stage_open(cycle, kind=StageKind.VETOES)
        if shape.key not in {one.key for one in asked_in(cycle)}:
            raise Refused(
                "key-unknown",
                reason=_("方案里没有要会签的“{key}”").format(key=shape.key),
                field="key",
            )
        if cycle.letters.filter(key=shape.key).exists():
            raise Refused(
                "sent-already",
                reason=_("“{key}”已经发过会签函").format(key=shape.key),
                remedy=_("没有答复的请催报"),
                field="key",
            )
        task = facts.draft_task(by=by, plan=_plan(by, cycle=cycle, shape=shape))
        facts.open_task(by=by, task=task, version=task.version)
        made: Letter = Letter.objects.create(
            organisation_id=cycle.organisation_id, cycle=cycle, key=shape.key, body=shape.body,
            body_name=shape.body_name, task=task, by_name=name_of(by), at=clock.now(),
        )  # fmt: skip
        record(acts.SEND_LETTER, by=by, of=made, after={"body": made.body_name})
    return made


def _plan(by: Actor, *, cycle: Cycle, shape: LetterShape) -> facts.TaskPlan:
    units = Unit.objects.of(by).filter(pk__in=cycle.units.values("unit"))
    return facts.TaskPlan(
        title=_("会签：{key}").format(key=shape.key),
        plan_paper=shape.plan_paper,
        plan_item=shape.plan_item,
        scheme=cycle.scheme,
        supplier=shape.body,
        period=cycle.period,
        opens_on=clock.today(),
        window_days=shape.window_days,
        columns=(),
        lists=(shape.key,),
        units=tuple(units),
    )
