"""What the acts of this room have in common."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from kaoji.apps.accounts.models import User
from kaoji.apps.appraisals.actions.common import check_stage_open, locked_cycle
from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.verification.enums import Outcome
from kaoji.apps.verification.models import LONGEST_REASON, Check, Verdict, Visit
from kaoji.apps.verification.permissions import check_own
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.forms import changed_meanwhile
from kaoji.web.refusals import Refused


def lock(by: Actor, *, cycle: Cycle) -> Cycle:
    """The cycle, its stage under way; one act at a time changes it."""
    found = locked_cycle(by, cycle=cycle)
    check_stage_open(found, kind=StageKind.VERIFY)
    return found


def person_of(by: Actor) -> User:
    """The account of whoever acts."""
    found = User.objects.filter(pk=by.person_key or 0).first()
    if found is None:
        raise Http404
    return found


def locked_check(by: Actor, *, check: Check) -> Check:
    """An item as it is now."""
    check_own(by, check)
    found: Check = (
        Check.objects.select_for_update(of=("self",))
        .select_related("figure__task", "row__asked__task", "visit")
        .get(pk=check.pk)
    )
    return found


def locked_visit(by: Actor, *, visit: Visit, version: int) -> Visit:
    """An on-site check as it is now, and as it was when the page was opened."""
    check_own(by, visit)
    found: Visit = Visit.objects.select_for_update().get(pk=visit.pk)
    if found.version != version:
        raise changed_meanwhile()
    return found


def short(text: str, *, field: str, what: str, most: int = LONGEST_REASON) -> str:
    """A text that may be missing and may not be endless."""
    if len(text.strip()) > most:
        raise Refused(
            "text-too-long",
            reason=_("{what}超过 {most} 个字").format(what=what, most=most),
            field=field,
        )
    return text.strip()


def found_of(
    check: Check,
    *,
    outcome: Outcome,
    by_name: str,
    revision: int,
    reason: str = "",
    proposed: str = "",
    visit: Visit | None = None,
) -> Verdict:
    """Write a verdict beside those that stand, and where the item stands by it."""
    last = check.verdicts.order_by("-number").values_list("number", flat=True).first() or 0
    made: Verdict = Verdict.objects.create(
        organisation_id=check.organisation_id, check_of=check, number=last + 1, revision=revision,
        outcome=outcome, reason=reason, proposed=proposed, visit=visit, at=clock.now(),
        by_name=by_name,
    )  # fmt: skip
    check.state, check.seen, check.version = outcome, revision, check.version + 1
    check.save(update_fields=("state", "seen", "version"))
    return made
