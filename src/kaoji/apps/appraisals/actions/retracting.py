"""What is public is taken back: one proposes, another confirms; until then it stays public."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.appraisals import audit_types as acts
from kaoji.apps.appraisals.actions.common import check_not_settled, check_second, name_of, told
from kaoji.apps.appraisals.actions.publishing import check_state, locked_publication
from kaoji.apps.appraisals.models import Publication
from kaoji.apps.appraisals.permissions import CONFIRM, PREPARE, check
from kaoji.apps.appraisals.publishing_enums import PublicationState
from kaoji.apps.audit.actions import record
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused

_PROPOSAL = ("end_reason", "retraction_by", "retraction_name", "retraction_at")


def propose_retraction(*, by: Actor, publication: Publication, reason: str) -> Publication:
    """Propose to take back what is public."""
    check(by, right=PREPARE)
    reason = told(reason, field="reason", what=_("撤回理由"))
    with transaction.atomic():
        cycle, publication = locked_publication(by, publication=publication)
        check_state(publication, state=PublicationState.PUBLIC)
        check_not_settled(cycle)
        check_not_being_retracted(publication)
        publication.end_reason = reason
        publication.retraction_by, publication.retraction_name = by.person_key or 0, name_of(by)
        publication.retraction_at = clock.now()
        publication.save(update_fields=_PROPOSAL)
        record(acts.PROPOSE_RETRACTION, by=by, of=publication, reason=reason)
    return publication


def drop_retraction(*, by: Actor, publication: Publication) -> Publication:
    """What is public stays so after all; what was proposed stays in the log."""
    check(by, right=PREPARE)
    with transaction.atomic():
        _cycle, publication = locked_publication(by, publication=publication)
        _check_being_retracted(publication)
        before = {"by": publication.retraction_name, "reason": publication.end_reason}
        publication.end_reason = publication.retraction_name = ""
        publication.retraction_by = publication.retraction_at = None
        publication.save(update_fields=_PROPOSAL)
        record(acts.DROP_RETRACTION, by=by, of=publication, before=before)
    return publication


def confirm_retraction(*, by: Actor, publication: Publication) -> Publication:
    """The second person takes it back; what stood there stays readable, with the reason."""
    check(by, right=CONFIRM)
    with transaction.atomic():
        cycle, publication = locked_publication(by, publication=publication)
        _check_being_retracted(publication)
        publication.retracted_by = check_second(by, first=publication.retraction_by)
        check_not_settled(cycle)
        publication.state = PublicationState.RETRACTED
        publication.ended_at, publication.ended_name = clock.now(), name_of(by)
        publication.save(update_fields=("state", "ended_at", "ended_name", "retracted_by"))
        record(acts.RETRACT, by=by, of=publication, reason=publication.end_reason)
    return publication


def check_not_being_retracted(publication: Publication) -> None:
    """Nothing is built on a publication that may be gone tomorrow."""
    if publication.is_being_retracted:
        raise Refused(
            "retraction-under-way",
            reason=_("{by} 已提请撤回这份公示").format(by=publication.retraction_name),
            remedy=_("请先由另一人确认撤回，或作废撤回的提请"),
        )


def _check_being_retracted(publication: Publication) -> None:
    check_state(publication, state=PublicationState.PUBLIC)
    if not publication.is_being_retracted:
        raise Refused(
            "no-retraction",
            reason=_("没有人提请撤回这份公示"),
            remedy=_("可能有人已经办过，请看它现在的情况"),
        )
