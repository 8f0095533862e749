"""A verifier decides on one item, or stands back from a unit. Figures are never changed here."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.actions.common import name_of, told
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.audit.actions import record
from kaoji.apps.facts.models import LONGEST_TEXT
from kaoji.apps.verification import audit_types as acts
from kaoji.apps.verification.actions.common import (
    found_of,
    lock,
    locked_check,
    person_of,
    short,
)
from kaoji.apps.verification.actions.drawing import unassigned_from
from kaoji.apps.verification.enums import ENDED, CheckState, Outcome, VisitState
from kaoji.apps.verification.models import Check, Recusal, Verdict, Visit
from kaoji.apps.verification.permissions import VERIFY, check, check_own
from kaoji.apps.verification.recusal import bars_of, check_stands
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.forms import changed_meanwhile
from kaoji.web.refusals import Refused

#: On-site checks that still take up what has to be looked at there.
BEFORE_THE_RECORD = (
    VisitState.PLANNED, VisitState.NOTIFY, VisitState.ARRIVE, VisitState.READ,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decision:
    """What a verifier finds; `revision` and `version` are those that the page showed."""

    outcome: Outcome
    revision: int
    version: int
    reason: str = ""
    proposed: str = ""


def decide(*, by: Actor, of: Check, decision: Decision) -> Verdict:
    """Find something true, wrong, or to be looked at on site."""
    check(by, right=VERIFY)
    check_own(by, of)
    reason = short(decision.reason, field="reason", what=_("理由"))
    proposed = short(decision.proposed, field="proposed", what=_("应为"), most=LONGEST_TEXT)
    with transaction.atomic():
        cycle = lock(by, cycle=of.cycle)
        found = locked_check(by, check=of)
        _check_mine(by, found=found, cycle=cycle)
        _check_as_shown(found, decision=decision)
        if decision.outcome != Outcome.TRUE or found.state != CheckState.OPEN:
            reason = told(reason, field="reason", what=_("理由"))
        made = found_of(
            found, outcome=decision.outcome, by_name=name_of(by), reason=reason,
            revision=decision.revision,
            proposed=proposed if decision.outcome == Outcome.WRONG else "",
        )  # fmt: skip
        if decision.outcome == Outcome.ONSITE:
            _join_visit(found, cycle=cycle)
        after = {"outcome": made.outcome, "revision": made.revision, "proposed": made.proposed}
        record(acts.DECIDE, by=by, of=made, reason=reason, after=after)
    return made


def _check_mine(by: Actor, *, found: Check, cycle: Cycle) -> None:
    if found.verifier_id is None or found.verifier_id != by.person_key:
        raise Refused(
            "not-yours",
            reason=_("这一项分派给{name}").format(name=found.verifier_name or _("（还没有分派）")),
            remedy=_("请由核验人办理，或由绩效办改派"),
        )
    check_stands(bars_of(person_of(by), cycle=cycle, on=clock.today()).of_check(found))
    if found.visit is not None and found.visit.state not in ENDED:
        raise Refused(
            "on-site-now",
            reason=_("这一项正在{visit}里核").format(visit=found.visit),
            remedy=_("现场核查确认后自动有结论"),
        )


def _check_as_shown(found: Check, *, decision: Decision) -> None:
    if found.version != decision.version:
        raise changed_meanwhile()
    if found.held.revision != decision.revision:
        raise Refused(
            "figure-changed",
            reason=_("您打开之后，这个数已由责任单位改动"),
            remedy=_("请看新的数和佐证再定"),
        )


def _join_visit(found: Check, *, cycle: Cycle) -> None:
    """Whoever goes there next looks at this as well."""
    visits = Visit.objects.filter(cycle=cycle, unit=found.unit_id, state__in=BEFORE_THE_RECORD)
    found.visit = visits.order_by("on", "number").first()
    found.save(update_fields=("visit",))


def recuse(*, by: Actor, cycle: Cycle, unit_key: int, reason: str) -> Recusal:
    """Stand back from a unit, with the reason; what was not decided waits for somebody else, and a
    team that the person is in goes no further before the office has replaced him.
    """
    check(by, right=VERIFY)
    check_own(by, cycle)
    why = short(
        told(reason, field="reason", what=_("回避理由")), field="reason", what=_("回避理由")
    )
    with transaction.atomic():
        cycle = lock(by, cycle=cycle)
        unit, person = cycle.units.filter(unit=unit_key).first(), person_of(by)
        if unit is None:
            raise Http404
        if cycle.recusals.filter(person=person, unit=unit_key).exists():
            raise Refused("recused-already", reason=_("您已经申报过回避这个单位"), field="unit")
        made: Recusal = Recusal.objects.create(
            organisation_id=cycle.organisation_id, cycle=cycle, person=person,
            person_name=person.name, unit_id=unit_key, unit_name=unit.name, reason=why,
            at=clock.now(),
        )  # fmt: skip
        taken = unassigned_from(cycle, person=person, unit_key=unit_key)
        record(acts.RECUSE, by=by, of=made, reason=why, after={"taken": taken})
    return made
