"""A run becomes the result of its cycle, by two persons; and only two take it back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.appraisals import audit_types as acts
from kaoji.apps.appraisals.actions.common import (
    check_latest,
    check_second,
    check_stage_open,
    locked_cycle,
    name_of,
    told,
)
from kaoji.apps.appraisals.actions.retracting import check_not_being_retracted
from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.models import Cycle, Final, Objection, Publication, Run
from kaoji.apps.appraisals.permissions import CONFIRM, PREPARE, check, check_own
from kaoji.apps.appraisals.publishing_enums import (
    SETTLED,
    FinalState,
    ObjectionState,
    PublicationState,
)
from kaoji.apps.appraisals.verdicts import open_ties
from kaoji.apps.audit.actions import record
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused

_UNDER_WAY = (FinalState.PROPOSED, *SETTLED)


def propose_final(*, by: Actor, run: Run, basis: str) -> Final:
    """Propose that a run is the result."""
    check(by, right=PREPARE)
    check_own(by, run)
    basis = told(basis, field="basis", what=_("定稿依据"))
    with transaction.atomic():
        cycle = locked_cycle(by, cycle=run.cycle)
        if cycle.finals.filter(state__in=_UNDER_WAY).exists():
            raise Refused("final-under-way", reason=_("已有定稿，或定稿正待确认"))
        check_may_be_final(cycle, run=run)
        made: Final = Final.objects.create(
            organisation_id=cycle.organisation_id, cycle=cycle, run=run, basis=basis,
            proposed_by=by.person_key or 0, proposed_name=name_of(by), proposed_at=clock.now(),
        )  # fmt: skip
        record(acts.PROPOSE_FINAL, by=by, of=made, after={"run": run.number, "basis": basis})
    return made


def check_may_be_final(cycle: Cycle, *, run: Run) -> None:
    """The last run, public for the whole of its time, nothing objected to or left open."""
    if cycle.is_trial:
        raise Refused("is-trial", reason=_("试运行的结果不定稿"))
    check_stage_open(cycle, kind=StageKind.FINAL)
    check_latest(run)
    _check_nothing_open(cycle, run=run)
    if cycle.stages.filter(kind=StageKind.PUBLIC).exists():
        check_was_public(cycle, run=run)


def _check_nothing_open(cycle: Cycle, *, run: Run) -> None:
    waiting = Objection.objects.filter(publication__cycle=cycle, state=ObjectionState.OPEN)
    if (count := waiting.count()) > 0:
        raise Refused(
            "objections-open",
            reason=_("还有 {count} 件异议没有答复").format(count=count),
            remedy=_("请先答复异议"),
        )
    if tied := open_ties(run):
        raise Refused(
            "ties-undecided",
            reason=_("还有并列没有议定：{names}").format(
                names="、".join(one.standing.name for one in tied[:5])
            ),
            remedy=_("请先登记会议议定"),
        )


def check_was_public(cycle: Cycle, *, run: Run | None = None) -> Publication:
    """What is public now (of this run) has been so for the whole of its time."""
    found: Publication | None = cycle.publications.filter(state=PublicationState.PUBLIC).first()
    if found is None or (run is not None and found.run_id != run.pk):
        raise Refused(
            "not-published",
            reason=_("这次计分的结果没有公示"),
            remedy=_("请先由两人办理公示"),
        )
    if found.due_on is None or clock.today() <= found.due_on:
        raise Refused(
            "still-public",
            reason=_("公示到 {day} 为止，还没有期满").format(day=found.due_on),
            remedy=_("公示期不可缩短，请期满后办理"),
        )
    check_not_being_retracted(found)
    return found


def confirm_final(*, by: Actor, final: Final) -> Final:
    """The second person makes it the result; everything is looked at once more."""
    check(by, right=CONFIRM)
    with transaction.atomic():
        cycle, final = _locked(by, final=final, state=FinalState.PROPOSED)
        second = check_second(by, first=final.proposed_by)
        check_may_be_final(cycle, run=final.run)
        final.state, final.confirmed_by = FinalState.FINAL, second
        final.confirmed_name, final.confirmed_at = name_of(by), clock.now()
        final.save(update_fields=("state", "confirmed_by", "confirmed_name", "confirmed_at"))
        record(acts.MAKE_FINAL, by=by, of=final, after={"digest": final.run.digest})
    return final


def drop_final(*, by: Actor, final: Final) -> Final:
    """What was proposed does not become final."""
    check(by, right=PREPARE)
    with transaction.atomic():
        _cycle, final = _locked(by, final=final, state=FinalState.PROPOSED)
        final.state = FinalState.DROPPED
        final.save(update_fields=("state",))
        record(acts.DROP_FINAL, by=by, of=final)
    return final


def propose_withdrawal(*, by: Actor, final: Final, reason: str) -> Final:
    """Propose to take back what is final."""
    check(by, right=PREPARE)
    reason = told(reason, field="reason", what=_("撤回理由"))
    with transaction.atomic():
        _cycle, final = _locked(by, final=final, state=FinalState.FINAL)
        final.state, final.reason = FinalState.WITHDRAWING, reason
        final.withdrawal_by, final.withdrawal_name = by.person_key or 0, name_of(by)
        final.withdrawal_at = clock.now()
        final.save(
            update_fields=("state", "reason", "withdrawal_by", "withdrawal_name", "withdrawal_at")
        )
        record(acts.PROPOSE_WITHDRAWAL, by=by, of=final, reason=reason)
    return final


def confirm_withdrawal(*, by: Actor, final: Final) -> Final:
    """The second person takes it back: one may score and publish again."""
    check(by, right=CONFIRM)
    with transaction.atomic():
        _cycle, final = _locked(by, final=final, state=FinalState.WITHDRAWING)
        final.withdrawn_by = check_second(by, first=final.withdrawal_by)
        final.state = FinalState.WITHDRAWN
        final.withdrawn_name, final.withdrawn_at = name_of(by), clock.now()
        final.save(update_fields=("state", "withdrawn_by", "withdrawn_name", "withdrawn_at"))
        record(acts.WITHDRAW_FINAL, by=by, of=final, reason=final.reason)
    return final


def _locked(by: Actor, *, final: Final, state: FinalState) -> tuple[Cycle, Final]:
    check_own(by, final)
    cycle = locked_cycle(by, cycle=final.cycle)
    found: Final = (
        Final.objects.select_for_update(of=("self",))
        .select_related("run__cycle__scheme")
        .get(pk=final.pk)
    )
    if found.state != state:
        raise Refused(
            "final-not-in-this-state",
            reason=_("定稿现在是“{state}”").format(state=found.get_state_display()),
            remedy=_("可能有人已经办过，请看它现在的情况"),
        )
    return cycle, found
