"""What pages of this room read. A unit sees its own sheets; the office sees what was submitted:
what a unit is still writing is nobody's but its own.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.appraisals.permissions import APPRAISED
from kaoji.apps.appraisals.queries import is_insider
from kaoji.apps.facts.enums import Mark, TaskState
from kaoji.apps.facts.models import Figure
from kaoji.apps.organisation.queries.found import found as one_of
from kaoji.apps.selfscore.enums import OWING, SheetState
from kaoji.apps.selfscore.models import Line, Proof, Round, Sheet
from kaoji.web.actor import Actor

_CYCLE = "sheet__round__cycle"


def sheets_visible_to(actor: Actor) -> QuerySet[Sheet]:
    """All for those who see all; for a unit its own."""
    found: QuerySet[Sheet] = Sheet.objects.of(actor).select_related("round__cycle")
    return found if is_insider(actor) else found.filter(unit__in=actor.units_with(APPRAISED))


def sheets_listed(actor: Actor) -> QuerySet[Sheet]:
    """The same with how many indicators each has, and of how many the score is less than full."""
    return sheets_visible_to(actor).annotate(
        count=Count("lines"), open=Count("lines", filter=Q(lines__points=""))
    )


def sheet_keyed(actor: Actor, *, key: int) -> Sheet:
    """One sheet, or the same nothing for what is not there and what is not theirs."""
    rows = sheets_visible_to(actor).select_related("round__cycle__scheme")
    found: Sheet = one_of(rows, key=key)
    return found


def own_sheet(actor: Actor, *, key: int) -> Sheet:
    """A sheet of one's own unit."""
    found = sheet_keyed(actor, key=key)
    if found.unit_id not in actor.units_with(APPRAISED):
        raise Http404
    return found


def round_keyed(actor: Actor, *, key: int) -> Round:
    """A round, for the office."""
    found: Round = one_of(Round.objects.of(actor).select_related("cycle__scheme"), key=key)
    return found


def shows_all(actor: Actor, *, sheet: Sheet) -> bool:
    """Whether somebody sees what the unit wrote: the unit itself, and others once it is signed."""
    is_own = sheet.unit_id in actor.units_with(APPRAISED)
    return is_own or sheet.state == SheetState.SUBMITTED


def lines_of(sheet: Sheet) -> list[Line]:
    """The lines of a sheet with what proves them; two queries."""
    return list(sheet.lines.prefetch_related("proofs"))


def lines_visible_to(actor: Actor) -> QuerySet[Line]:
    """Lines of sheets that were submitted, for insiders."""
    found: QuerySet[Line] = Line.objects.of(actor).filter(sheet__state=SheetState.SUBMITTED)
    if not is_insider(actor):
        found = found.none()
    return found.select_related(_CYCLE).annotate(proof_count=Count("proofs"))


def proof_keyed(actor: Actor, *, key: int) -> Proof:
    """A file of a sheet whose contents somebody sees."""
    rows = Proof.objects.of(actor).select_related("line__sheet")
    found: Proof = one_of(rows, key=key)
    sheet = sheet_keyed(actor, key=found.line.sheet_id)
    if not shows_all(actor, sheet=sheet):
        raise Http404
    return found


def figures_of(actor: Actor, *, sheet: Sheet) -> dict[str, list[Figure]]:
    """The signed figures of the unit in the period, by indicator, with what proves them."""
    rows = (
        Figure.objects.of(actor)
        .filter(
            unit=sheet.unit_id,
            period=sheet.round.period,
            scheme_key=sheet.round.cycle.scheme.scheme_key,
            task__state__in=(TaskState.TO_REVIEW, TaskState.LOCKED),
        )
        .exclude(mark=Mark.MISSING, typed="")
        .annotate(proof_count=Count("evidence"))
        .order_by("key", "field")
    )
    found: dict[str, list[Figure]] = {}
    for one in rows:
        found.setdefault(one.key, []).append(one)
    return found


def late_in(cycle: Cycle) -> QuerySet[Sheet]:
    """Sheets of a cycle that the office does not have."""
    found: QuerySet[Sheet] = (
        Sheet.objects.filter(round__cycle=cycle, state__in=OWING)
        .select_related("round")
        .order_by("round", "order")
    )
    return found


def self_scored(*, cycle: Cycle, unit_key: int, key: str, period: str) -> Line | None:
    """What a unit gave itself on an indicator, once it has been submitted."""
    found: Line | None = Line.objects.filter(
        key=key, sheet__unit=unit_key, sheet__round__cycle=cycle, sheet__round__period=period,
        sheet__state=SheetState.SUBMITTED,
    ).first()  # fmt: skip
    return found


def filled(lines: Iterable[Line]) -> int:
    """How many have a self-score."""
    return sum(bool(one.points) for one in lines)
