"""The way of a paper: sent to be approved, approved by somebody who did not write it, sent back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.audit.actions import record
from kaoji.apps.documents import audit_types as acts
from kaoji.apps.documents.actions.common import add_step, check_state, lock, move, needed
from kaoji.apps.documents.checking import findings_of
from kaoji.apps.documents.enums import PaperState, StepKind
from kaoji.apps.documents.models import Paper
from kaoji.apps.documents.permissions import APPROVE, DRAFT
from kaoji.apps.organisation.permissions import check
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused


def send(*, by: Actor, paper: Paper, version: int) -> None:
    """Give a paper to be approved; one with faults is not taken."""
    check(by, right=DRAFT)
    with transaction.atomic():
        paper = lock(by, paper=paper, version=version)
        check_state(paper, states=(PaperState.DRAFT,), verb=_("送签"))
        check_sound(paper)
        move(paper, state=PaperState.TO_APPROVE)
        add_step(paper, kind=StepKind.SEND, by=by)
        record(acts.SEND_PAPER, by=by, of=paper, after={"version": paper.version})


def approve(*, by: Actor, paper: Paper, version: int) -> None:
    """Approve a paper: never somebody who wrote in it."""
    check(by, right=APPROVE)
    with transaction.atomic():
        paper = lock(by, paper=paper, version=version)
        check_state(paper, states=(PaperState.TO_APPROVE,), verb=_("签发"))
        check_not_writer(by, paper=paper)
        check_sound(paper)
        move(paper, state=PaperState.APPROVED, approved_by_id=by.person_key)
        add_step(paper, kind=StepKind.APPROVE, by=by)
        record(acts.APPROVE_PAPER, by=by, of=paper, after={"version": paper.version})


def return_paper(*, by: Actor, paper: Paper, version: int, reason: str) -> None:
    """Send a paper back to be changed; who approved it has not."""
    check(by, right=APPROVE)
    reason = needed(reason, field="reason", what=_("退回理由"))
    with transaction.atomic():
        paper = lock(by, paper=paper, version=version)
        states = (PaperState.TO_APPROVE, PaperState.APPROVED)
        check_state(paper, states=states, verb=_("退回"))
        move(paper, state=PaperState.DRAFT, approved_by_id=None)
        add_step(paper, kind=StepKind.RETURN, by=by, reason=reason)
        record(acts.RETURN_PAPER, by=by, of=paper, reason=reason)


def writers_of(paper: Paper) -> set[int]:
    """Everybody who wrote in a paper."""
    written = paper.revisions.order_by().values_list("by_id", flat=True)
    return {paper.drafted_by_id, *written}


def check_not_writer(by: Actor, *, paper: Paper) -> None:
    """Two persons: who wrote in a paper does not approve it."""
    if by.person_key in writers_of(paper):
        raise Refused(
            "own-paper",
            reason=_("您起草或修改过这份公文，不能自己签发"),
            remedy=_("请由绩效办另一人签发"),
        )


def check_sound(paper: Paper) -> None:
    """Refuse a paper with faults; all of them are told."""
    faults = [one for one in findings_of(paper) if one.blocks]
    if faults:
        raise Refused(
            "paper-not-sound",
            reason=_("还有 {n} 处要改：").format(n=len(faults))
            + "；".join(f"{one.place}{one.says}" for one in faults[:5]),
            remedy=_("请按本页“检查”一栏逐处改好"),
        )
