"""What pages of this room read: a unit sees its own claims and what was accepted of all."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404

from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.appraisals.permissions import APPRAISED
from kaoji.apps.appraisals.queries import cycles_visible_to, is_insider
from kaoji.apps.claims.lists import asked_in, authority_of
from kaoji.apps.claims.models import ALIVE, Claim, ClaimState, Letter
from kaoji.apps.facts.enums import Mark, TaskState
from kaoji.apps.facts.models import ListRow
from kaoji.web.actor import Actor


def claims_visible_to(actor: Actor) -> QuerySet[Claim]:
    """All for the office; for a unit its own, and what was accepted in its cycles."""
    found: QuerySet[Claim] = Claim.objects.of(actor).select_related("cycle")
    if is_insider(actor):
        return found
    own = Q(unit__in=actor.units_with(APPRAISED))
    shown = Q(state=ClaimState.ACCEPTED, cycle__in=cycles_visible_to(actor).values("pk"))
    return found.filter(own | shown)


def claim_keyed(actor: Actor, *, key: int) -> Claim:
    """One claim, or the same nothing for what is not there and what is not theirs."""
    found = claims_visible_to(actor).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def claims_in(actor: Actor, *, cycle: Cycle) -> QuerySet[Claim]:
    """The claims of a cycle that somebody sees."""
    return claims_visible_to(actor).filter(cycle=cycle)


def own_units(actor: Actor, *, cycle: Cycle) -> list[tuple[int, str]]:
    """The units of a cycle for which somebody claims."""
    own = cycle.units.filter(unit__in=actor.units_with(APPRAISED))
    return list(own.values_list("unit", "name"))


def doubles_of(claim: Claim) -> list[Claim]:
    """Other claims of the organisation that count and name the same paper for the same list."""
    if not claim.paper:
        return []
    others = Claim.objects.filter(
        organisation=claim.organisation_id, key=claim.key, paper=claim.paper, state__in=ALIVE
    )
    return list(others.exclude(pk=claim.pk).order_by("number"))


def uncollected(cycle: Cycle) -> list[str]:
    """Lists of which something was accepted that is in no sheet yet."""
    waiting = cycle.claims.filter(state=ClaimState.ACCEPTED, row=None)
    return list(waiting.order_by("key").values_list("key", flat=True).distinct())


@dataclass(frozen=True, slots=True)
class Asked:
    """A matter on which a body is asked: the letter if it was sent, and what came of it."""

    key: str
    clause: str
    authority: str
    letter: Letter | None
    nil: int = 0
    held: int = 0

    @property
    def state(self) -> str:
        """Where the answer stands: unsent, waiting, answered."""
        if self.letter is None:
            return "unsent"
        return "answered" if self.letter.task.state == TaskState.LOCKED else "waiting"


def asked_of(cycle: Cycle) -> tuple[Asked, ...]:
    """Every matter of the scheme on which a competent body must answer; three queries."""
    letters = {one.key: one for one in cycle.letters.select_related("task")}
    tasks = [one.task_id for one in letters.values()]
    rows = ListRow.objects.filter(asked__task__in=tasks, is_withdrawn=False)
    told = Counter(rows.values_list("asked__key", "mark"))
    return tuple(
        Asked(
            one.key,
            one.clause,
            authority_of(cycle, key=one.key),
            letters.get(one.key),
            nil=told[one.key, Mark.NIL],
            held=told[one.key, Mark.VALUE],
        )
        for one in asked_in(cycle)
    )
