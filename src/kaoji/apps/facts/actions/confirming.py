"""数据确认: a unit looks at its figures, confirms or disputes them before anything is scored."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from kaoji.apps.audit.actions import record
from kaoji.apps.facts import audit_types as acts
from kaoji.apps.facts.actions.common import check_state, home, lock, needed, shown
from kaoji.apps.facts.enums import ConfirmationState, DisputeOutcome, ListKind, TaskState
from kaoji.apps.facts.models import CollectionTask, Confirmation, Dispute, Figure, ListRow
from kaoji.apps.facts.permissions import (
    CONFIRM,
    CONFIRMERS,
    REVIEW,
    check,
    check_own,
    holds_in,
)
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused


def look(*, by: Actor, task: CollectionTask, unit_key: int) -> Confirmation:
    """Remember that a unit has opened its figures; what it has said is answered."""
    with transaction.atomic():
        confirmation = _mine(by, task=task, unit_key=unit_key)
        if confirmation.state == ConfirmationState.UNSEEN:
            _say(confirmation, state=ConfirmationState.SEEN, by=by)
            record(acts.LOOK_AT_FIGURES, by=by, of=confirmation)
    return confirmation


def confirm(*, by: Actor, task: CollectionTask, unit_key: int) -> None:
    """A unit accepts its figures."""
    with transaction.atomic():
        confirmation = _mine(by, task=task, unit_key=unit_key)
        _check_window(confirmation.task)
        if confirmation.disputes.filter(outcome=DisputeOutcome.OPEN).exists():
            raise Refused(
                "dispute-open",
                reason=_("还有争议没有处理"),
                remedy=_("请等绩效办答复后再确认"),
            )
        _say(confirmation, state=ConfirmationState.CONFIRMED, by=by)
        record(acts.CONFIRM_FIGURES, by=by, of=confirmation)


@dataclass(frozen=True, slots=True)
class Objection:
    """A figure, or a row of a list, that a unit does not accept: why, and what it should be."""

    figure_key: int
    reason: str
    proposed: str = ""
    row_key: int = 0


def dispute(*, by: Actor, task: CollectionTask, unit_key: int, objection: Objection) -> Dispute:
    """A unit disputes what is held about it; that stays out of the score until it is settled."""
    why = needed(objection.reason, field="reason", what=_("理由"))
    with transaction.atomic():
        confirmation = _mine(by, task=task, unit_key=unit_key)
        _check_window(confirmation.task)
        held = _disputable(by, task=task, unit_key=unit_key, objection=objection)
        if held.disputes.filter(outcome=DisputeOutcome.OPEN).exists():
            raise Refused("disputed-already", reason=_("这个数已经提出争议，正在处理"))
        made: Dispute = Dispute.objects.create(
            organisation_id=home(by),
            confirmation=confirmation,
            figure=held if isinstance(held, Figure) else None,
            row=held if isinstance(held, ListRow) else None,
            reason=why,
            proposed=objection.proposed.strip(),
            at=clock.now(),
            by_name=shown(by),
        )
        _say(confirmation, state=ConfirmationState.DISPUTED, by=by)
        record(
            acts.DISPUTE_FIGURES,
            by=by,
            of=made,
            reason=why,
            after={"stands": held.typed, "proposed": made.proposed},
        )
    return made


def _disputable(
    by: Actor, *, task: CollectionTask, unit_key: int, objection: Objection
) -> Figure | ListRow:
    """A figure of the unit, or a row that it may see and that stands."""
    mine = {"unit_id": unit_key}
    found: Figure | ListRow | None
    if objection.row_key:
        rows = ListRow.objects.of(by).filter(asked__task=task, is_withdrawn=False, **mine)
        open_to_it = rows.exclude(asked__kind=ListKind.BALLOT).select_related("asked")
        found = open_to_it.filter(pk=objection.row_key).first()
    else:
        found = Figure.objects.of(by).filter(pk=objection.figure_key, task=task, **mine).first()
    if found is None:
        raise Http404
    return found


def uphold(*, by: Actor, objection: Dispute, answer: str) -> None:
    """The office finds that a figure is right; it counts again."""
    check(by, right=REVIEW)
    check_own(by, objection)
    why = needed(answer, field="answer", what=_("答复"))
    with transaction.atomic():
        objection = Dispute.objects.select_for_update().get(pk=objection.pk)
        if objection.outcome != DisputeOutcome.OPEN:
            raise Refused("settled-already", reason=_("这项争议已经处理"))
        objection.outcome, objection.answer = DisputeOutcome.UPHELD, why
        objection.save(update_fields=("outcome", "answer"))
        confirmation = objection.confirmation
        if not confirmation.disputes.filter(outcome=DisputeOutcome.OPEN).exists():
            _say(confirmation, state=ConfirmationState.CONFIRMED, by=by)
        record(acts.UPHOLD_FIGURE, by=by, of=objection, reason=why)


def _mine(by: Actor, *, task: CollectionTask, unit_key: int) -> Confirmation:
    check(by, right=CONFIRM)
    task = lock(by, task=task)
    if not holds_in(by, roles=CONFIRMERS, unit_key=unit_key):
        raise Http404
    found = task.confirmations.filter(unit_id=unit_key).first()
    if found is None:
        raise Http404
    found.task = task
    return found


def _check_window(task: CollectionTask) -> None:
    check_state(task, states=(TaskState.TO_REVIEW,), verb=_("确认或提出争议"))
    if task.confirm_due_on is not None and clock.today() > task.confirm_due_on:
        raise Refused(
            "window-over",
            reason=_("确认期至 {day} 已满，按已确认计").format(day=task.confirm_due_on),
            remedy=_("仍有异议的，请书面向绩效办提出"),
        )


def _say(confirmation: Confirmation, *, state: str, by: Actor) -> None:
    confirmation.state, confirmation.at, confirmation.by_name = state, clock.now(), shown(by)
    confirmation.save(update_fields=("state", "at", "by_name"))
