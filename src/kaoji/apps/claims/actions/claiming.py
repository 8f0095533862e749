"""A unit claims; the office accepts or refuses, with its reason. Nothing counts twice unseen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.actions.common import check_stage_open, locked_cycle, name_of, told
from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.appraisals.permissions import APPRAISED, check, check_own
from kaoji.apps.audit.actions import record
from kaoji.apps.audit.acts import Act
from kaoji.apps.claims import audit_types as acts
from kaoji.apps.claims.lists import claimed_in, told_in
from kaoji.apps.claims.models import Claim, ClaimState
from kaoji.apps.claims.permissions import CLAIM, DECIDE
from kaoji.apps.claims.queries import doubles_of
from kaoji.apps.facts.row_reading import read_row
from kaoji.apps.facts.shapes import PAPER, ListAsked
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused


@dataclass(frozen=True, slots=True)
class ClaimShape:
    """What a unit claims: for which list, what stands in its columns, what proves it."""

    unit_key: int
    key: str
    cells: Mapping[str, str]
    proof: str


def claim(*, by: Actor, cycle: Cycle, shape: ClaimShape) -> Claim:
    """Claim for one's own unit, as long as the stage is open."""
    check(by, right=CLAIM)
    check_own(by, cycle)
    proof = told(shape.proof, field="proof", what=_("佐证"))
    asked = _asked(cycle, key=shape.key)
    typed = _typed(shape.cells, asked=asked)
    with transaction.atomic():
        cycle = locked_cycle(by, cycle=cycle)
        check_stage_open(cycle, kind=StageKind.EXTRAS)
        place = cycle.units.filter(unit=shape.unit_key).first()
        if place is None or shape.unit_key not in by.units_with(APPRAISED):
            raise Refused(
                "not-allowed", reason=_("这次考核没有您的单位，或不由您申报"), field="unit"
            )
        last = cycle.claims.aggregate(last=Max("number"))["last"] or 0
        made: Claim = Claim.objects.create(
            organisation_id=cycle.organisation_id, cycle=cycle, number=last + 1,
            unit_id=shape.unit_key, unit_name=place.name, key=asked.key, cells=typed,
            paper=typed.get(PAPER, ""), proof=proof, by_name=name_of(by), at=clock.now(),
        )  # fmt: skip
        record(acts.CLAIM, by=by, of=made, after={"cells": typed, "proof": proof})
    return made


def _asked(cycle: Cycle, *, key: str) -> ListAsked:
    found = next((one for one in claimed_in(cycle) if one.key == key), None)
    if found is None:
        raise Refused("key-unknown", reason=_("方案里没有可申报的“{key}”").format(key=key))
    return found


def _typed(cells: Mapping[str, str], *, asked: ListAsked) -> dict[str, str]:
    """The cells as they may stand in the facts; the first fault is told at its column."""
    read = read_row(cells, columns=told_in(asked))
    for name, fault in read.faults.items():
        raise Refused("row-wrong", reason=fault.reason, remedy=fault.remedy, field=name)
    return dict(read.typed)


def withdraw(*, by: Actor, claim: Claim) -> Claim:
    """The unit takes its claim back, as long as nobody has decided on it."""
    check(by, right=CLAIM)
    with transaction.atomic():
        found = _locked(by, claim=claim)
        if found.unit_id not in by.units_with(APPRAISED):
            raise Refused("not-allowed", reason=_("这不是您单位的申报"))
        return _decided(by, claim=found, state=ClaimState.WITHDRAWN, act=acts.WITHDRAW_CLAIM)


def accept(*, by: Actor, claim: Claim, decision: str) -> Claim:
    """The office finds it proved; where somebody else claims the same, it says why both stand."""
    check(by, right=DECIDE)
    with transaction.atomic():
        found = _locked(by, claim=claim)
        _check_apart(by, claim=found)
        others = doubles_of(found)
        if others and not decision.strip():
            raise Refused(
                "claimed-twice",
                reason=_("同一文号还有：{others}").format(
                    others="、".join(str(one) for one in others[:3])
                ),
                remedy=_("请核对；确应各自认定的，写明理由"),
                field="decision",
            )
        return _decided(
            by, claim=found, state=ClaimState.ACCEPTED, act=acts.ACCEPT_CLAIM, decision=decision
        )


def refuse(*, by: Actor, claim: Claim, decision: str) -> Claim:
    """The office does not accept it, and says why."""
    check(by, right=DECIDE)
    decision = told(decision, field="decision", what=_("不予认定的理由"))
    with transaction.atomic():
        found = _locked(by, claim=claim)
        _check_apart(by, claim=found)
        return _decided(
            by, claim=found, state=ClaimState.REFUSED, act=acts.RETURN_CLAIM, decision=decision
        )


def _locked(by: Actor, *, claim: Claim) -> Claim:
    check_own(by, claim)
    locked_cycle(by, cycle=claim.cycle)
    found: Claim = Claim.objects.select_for_update().get(pk=claim.pk)
    if found.state != ClaimState.SENT:
        raise Refused(
            "decided-already",
            reason=_("这件申报已经是“{state}”").format(state=found.get_state_display()),
            remedy=_("可能有人已经办过，请看它现在的情况"),
        )
    return found


def _check_apart(by: Actor, *, claim: Claim) -> None:
    """Nobody decides on what his own unit claims."""
    if claim.unit_id in by.unit_keys:
        raise Refused(
            "own-unit",
            reason=_("您在这个单位任职，应当回避"),
            remedy=_("请由其他人认定"),
        )


def _decided(by: Actor, *, claim: Claim, state: ClaimState, act: Act, decision: str = "") -> Claim:
    claim.state, claim.decision = state, decision.strip()
    claim.decided_name, claim.decided_at = name_of(by), clock.now()
    claim.save(update_fields=("state", "decision", "decided_name", "decided_at"))
    record(act, by=by, of=claim, after={"state": state.value}, reason=claim.decision)
    return claim
