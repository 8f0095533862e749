"""Lists of targets, and one target with everything that was said of it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kaoji.apps.appraisals.queries import is_insider
from kaoji.apps.targets import queries
from kaoji.apps.targets.actuals import actuals_of
from kaoji.apps.targets.enums import OPEN_CHANGES, ChangeState, Round, Said
from kaoji.apps.targets.listings import OWN_TARGETS, TARGETS
from kaoji.apps.targets.permissions import ANSWER, APPRAISED, CONFIRM, PROPOSE, SEE, SEE_ALL
from kaoji.apps.targets.tables import rows_of
from kaoji.web import lists
from kaoji.web.access import actor_behind, allows, holds


@allows(get=SEE_ALL)
def targets(request: HttpRequest) -> HttpResponse:
    """All targets of all units."""
    return lists.answer(request, listing=TARGETS, rows=queries.lines_of(actor_behind(request)))


@allows(get=ANSWER)
def own(request: HttpRequest) -> HttpResponse:
    """The targets of one's own unit."""
    rows = queries.lines_of(actor_behind(request))
    return lists.answer(request, listing=OWN_TARGETS, rows=rows)


@allows(get=SEE)
def line(request: HttpRequest, key: int) -> HttpResponse:
    """A target: its figures, its history, requests to change it."""
    actor = actor_behind(request)
    found = queries.line_keyed(actor, key=key)
    insider, own_units = is_insider(actor), actor.units_with(APPRAISED)
    revisions = found.revisions.all()
    if not insider:
        revisions = revisions.exclude(said=Said.PROPOSED)
    assignment = found.indicator.assignment
    actuals = actuals_of(
        actor, assignment=assignment, indicators=[found.indicator], unit_key=found.unit_id
    )
    changes = list(found.changes.all())
    is_adopted = assignment.round == Round.ADOPTED
    is_busy = any(one.state in OPEN_CHANGES for one in changes)
    shown = {
        "line": found,
        "cycle": assignment.cycle,
        "row": rows_of([found], actuals=actuals, is_insider=insider, own=own_units)[0],
        "revisions": revisions,
        "changes": changes,
        "may_ask": is_adopted and not is_busy and found.unit_id in own_units,
        "may_decide": holds(request, PROPOSE),
        "may_confirm": holds(request, CONFIRM),
        "person": actor.person_key,
        "asked": ChangeState.ASKED,
        "decided": ChangeState.DECIDED,
    }
    return render(request, "targets/line.html", shown)
