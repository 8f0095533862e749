"""A unit objects to one of its numbers while it is public; the office answers."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from kaoji.apps.appraisals import audit_types as acts
from kaoji.apps.appraisals.actions.common import (
    check_not_settled,
    last_day,
    locked_cycle,
    name_of,
    told,
)
from kaoji.apps.appraisals.actions.runs import ask_for_run
from kaoji.apps.appraisals.enums import RunState
from kaoji.apps.appraisals.inputs import inputs_of
from kaoji.apps.appraisals.losses import nodes_in
from kaoji.apps.appraisals.models import Cycle, Objection, Publication, Run, Standing
from kaoji.apps.appraisals.permissions import APPRAISED, OBJECT, PREPARE, check, check_own
from kaoji.apps.appraisals.publishing_enums import ObjectionState, PublicationState
from kaoji.apps.audit.actions import record
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused


@dataclass(frozen=True, slots=True)
class Complaint:
    """What a unit objects to: a node of its account, why, and what proves it."""

    node: str
    reason: str
    evidence: str = ""


def object_to(*, by: Actor, standing: Standing, complaint: Complaint) -> Objection:
    """Object to a number of one's own unit, as long as it is public."""
    check(by, right=OBJECT)
    check_own(by, standing)
    if standing.unit_id not in by.units_with(APPRAISED):
        raise Refused("not-allowed", reason=_("这不是您单位的结果"))
    reason = told(complaint.reason, field="reason", what=_("理由"))
    names = {one.node: one.name for one in nodes_in(json.loads(standing.account))}
    if complaint.node not in names:
        raise Refused("no-such-node", reason=_("得分由来里没有这一项"), field="node")
    with transaction.atomic():
        cycle = locked_cycle(by, cycle=standing.run.cycle)
        publication = _open_publication(standing)
        open_already = publication.objections.filter(
            standing=standing, node=complaint.node, state=ObjectionState.OPEN
        )
        if open_already.exists():
            raise Refused(
                "objected-already",
                reason=_("本单位对这一项的异议还没有答复"),
                remedy=_("请等答复，或对另一项提出"),
                field="node",
            )
        check_not_settled(cycle)
        last = publication.objections.aggregate(last=Max("number"))["last"] or 0
        made: Objection = Objection.objects.create(
            organisation_id=standing.organisation_id, publication=publication, standing=standing,
            number=last + 1, node=complaint.node, node_name=names[complaint.node], reason=reason,
            evidence=complaint.evidence.strip(), by_name=name_of(by), at=clock.now(),
            answer_due_on=last_day(by, days=publication.answer_days),
        )  # fmt: skip
        record(acts.OBJECT_TO, by=by, of=made, after={"node": made.node, "reason": reason})
    return made


def _open_publication(standing: Standing) -> Publication:
    found: Publication | None = (
        Publication.objects.select_for_update()
        .filter(run=standing.run, state=PublicationState.PUBLIC)
        .first()
    )
    if found is None or found.due_on is None:
        raise Refused(
            "not-public",
            reason=_("这个结果现在没有在公示"),
            remedy=_("请看最近一次公示的结果"),
        )
    if clock.today() > found.due_on:
        raise Refused(
            "too-late",
            reason=_("异议期已于 {day} 结束").format(day=found.due_on),
            remedy=_("请书面向绩效办申诉：{contact}").format(contact=found.contact),
        )
    return found


def reject_objection(*, by: Actor, objection: Objection, answer: str) -> Objection:
    """The office finds that the number is right, and says why."""
    with transaction.atomic():
        _cycle, objection = _locked(by, objection=objection)
        objection.state = ObjectionState.REJECTED
        return _answered(by, objection=objection, answer=answer)


def uphold_objection(*, by: Actor, objection: Objection, answer: str, correction: str) -> Objection:
    """The office has put the facts right: a new scoring is asked for, or the one that has them."""
    correction = told(correction, field="correction", what=_("更正了哪些数据"))
    with transaction.atomic():
        cycle, objection = _locked(by, objection=objection)
        check_not_settled(cycle)
        reason = _("{unit}异议 {number} 号成立：{correction}").format(
            unit=objection.standing.name, number=objection.number, correction=correction
        )
        objection.rerun = _corrected_run(by, cycle=cycle, objection=objection, reason=reason[:300])
        objection.state, objection.correction = ObjectionState.UPHELD, correction
        return _answered(by, objection=objection, answer=answer)


def _corrected_run(by: Actor, *, cycle: Cycle, objection: Objection, reason: str) -> Run:
    """A run over other inputs than those that were objected to."""
    texts, _count = inputs_of(by, cycle=cycle)
    now = (texts.facts, texts.subjects, texts.given)
    old = objection.standing.run
    if now == (old.facts, old.subjects, old.given):
        raise Refused(
            "facts-not-corrected",
            reason=_("数据和参数与公示的那次计分完全相同"),
            remedy=_("异议成立的，请先更正数据并重新锁定，再答复"),
            field="correction",
        )
    last = cycle.runs.exclude(state=RunState.FAILED).order_by("-number").first()
    if last is not None and now == (last.facts, last.subjects, last.given):
        return last
    return ask_for_run(by=by, cycle=cycle, reason=reason)


def _locked(by: Actor, *, objection: Objection) -> tuple[Cycle, Objection]:
    check(by, right=PREPARE)
    check_own(by, objection)
    cycle = locked_cycle(by, cycle=objection.publication.cycle)
    found: Objection = (
        Objection.objects.select_for_update(of=("self",))
        .select_related("standing__run", "publication")
        .get(pk=objection.pk)
    )
    if found.state != ObjectionState.OPEN:
        raise Refused(
            "answered-already",
            reason=_("这件异议已经答复：{state}").format(state=found.get_state_display()),
        )
    if found.standing.unit_id in by.unit_keys:
        raise Refused(
            "own-unit",
            reason=_("您在这个单位任职，应当回避"),
            remedy=_("请由其他人答复"),
        )
    return cycle, found


def _answered(by: Actor, *, objection: Objection, answer: str) -> Objection:
    objection.answer = told(answer, field="answer", what=_("答复"))
    objection.answered_name, objection.answered_at = name_of(by), clock.now()
    objection.save(
        update_fields=("state", "answer", "correction", "answered_name", "answered_at", "rerun")
    )
    record(
        acts.ANSWER_OBJECTION, by=by, of=objection, reason=objection.answer,
        after={"state": objection.state, "correction": objection.correction},
    )  # fmt: skip
    return objection
