"""What pages of this room read. Insiders see all items; a verifier sees those given to him."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.http import Http404

from kaoji.apps.accounts.models import User
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.appraisals.permissions import APPRAISED
from kaoji.apps.appraisals.queries import cycles_visible_to, is_insider
from kaoji.apps.facts.enums import TaskState
from kaoji.apps.facts.models import CollectionTask, Evidence
from kaoji.apps.organisation.models import Holding
from kaoji.apps.organisation.queries.found import found, standing
from kaoji.apps.verification.enums import CheckState, VisitState
from kaoji.apps.verification.models import Check, Verdict, Visit
from kaoji.apps.verification.permissions import VERIFIERS
from kaoji.web import clock
from kaoji.web.actor import Actor

#: What has been decided and still stands.
DECIDED = (CheckState.TRUE, CheckState.WRONG)
#: What waits for its verifier.
WAITING = (CheckState.OPEN, CheckState.CHANGED)


def cycle_numbered(actor: Actor, *, number: int) -> Cycle:
    """A cycle: for insiders, for its units, and for whoever has something to verify in it."""
    cycles = Cycle.objects.of(actor).select_related("scheme").filter(number=number)
    seen = Q(pk__in=cycles_visible_to(actor).values("pk"))
    if actor.roles & VERIFIERS:
        mine = Check.objects.of(actor).filter(verifier=actor.person_key or 0)
        teams = Visit.objects.of(actor).filter(members__person=actor.person_key or 0)
        seen |= Q(pk__in=mine.values("cycle")) | Q(pk__in=teams.values("cycle"))
    one: Cycle | None = cycles.filter(seen).first()
    if one is None:
        raise Http404
    return one


# --- items ----------------------------------------------------------------------------------------


def with_state(checks: QuerySet[Check]) -> Any:  # noqa: ANN401 - annotated
    """Items with `now`: where they stand, knowing whether what was reported has changed since."""
    has_changed = ~Q(state=CheckState.OPEN) & Q(revision__gt=F("seen"))
    return checks.annotate(
        revision=Coalesce(F("figure__revision"), F("row__revision")),
    ).annotate(
        now=Case(
            When(has_changed, then=Value(CheckState.CHANGED)),
            default=F("state"),
            output_field=CharField(),
        )
    )


def checks_of(actor: Actor, *, cycle: Cycle) -> Any:  # noqa: ANN401 - annotated
    """The items of a cycle that somebody sees."""
    rows: QuerySet[Check] = Check.objects.of(actor).filter(cycle=cycle)
    if not is_insider(actor):
        rows = rows.filter(verifier=actor.person_key or 0)
    return with_state(rows)


def listed(checks: Any) -> Any:  # noqa: ANN401 - annotated
    """Items with what the list shows beside them."""
    last = Verdict.objects.filter(check_of=OuterRef("pk")).order_by("-number")
    files = (
        Evidence.objects.filter(Q(figure=OuterRef("figure")) | Q(row=OuterRef("row")))
        .order_by()
        .annotate(one=Value(1))
        .values("one")
        .annotate(n=Count("pk"))
    )
    return checks.select_related("figure", "row__asked").annotate(
        file_count=Coalesce(Subquery(files.values("n"), output_field=IntegerField()), Value(0)),
        reason=Subquery(last.values("reason")[:1]),
        decided_at=Subquery(last.values("at")[:1]),
    )


def check_keyed(actor: Actor, *, key: int) -> Check:
    """One item, or the same nothing for what is not there and what is not theirs."""
    rows = Check.objects.of(actor).select_related(
        "cycle__scheme", "figure__task__scheme", "row__asked__task__scheme", "visit"
    )
    if not is_insider(actor):
        rows = rows.filter(verifier=actor.person_key or 0)
    one: Check = found(with_state(rows), key=key)
    return one


def evidence_keyed(actor: Actor, *, key: int) -> Evidence:
    """A file that proves something which somebody verifies."""
    mine = Check.objects.of(actor)
    if not is_insider(actor):
        mine = mine.filter(verifier=actor.person_key or 0)
    rows = Evidence.objects.of(actor).filter(
        Q(figure__in=mine.exclude(figure=None).values("figure"))
        | Q(row__in=mine.exclude(row=None).values("row"))
    )
    one: Evidence = found(rows, key=key)
    return one


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The items beside one: the one before, the one after, the next that is not done; how many
    there are in all, and how many of them are done.
    """

    before: int | None
    after: int | None
    undone: int | None
    all: int
    done: int


def neighbours_of(actor: Actor, *, check: Check) -> Neighbours:
    """Where one goes from an item: among one's own where it is one's own."""
    rows = checks_of(actor, cycle=check.cycle)
    is_own = check.verifier_id is not None and check.verifier_id == actor.person_key
    if is_own:
        rows = rows.filter(verifier=actor.person_key)
    places = list(rows.order_by("number").values_list("pk", "now"))
    keys = [key for key, _now in places]
    at = keys.index(check.pk)
    onward = [*places[at + 1 :], *places[:at]]
    return Neighbours(
        before=keys[at - 1] if at else None,
        after=keys[at + 1] if at + 1 < len(keys) else None,
        undone=next((key for key, now in onward if now in WAITING), None),
        all=len(places),
        done=sum(now in DECIDED for _key, now in places),
    )


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the verification of a cycle is."""

    all: int
    done: int
    unassigned: int
    onsite: int
    wrong: int

    @property
    def left(self) -> int:
        """What somebody has still to look at."""
        return self.all - self.done


def progress_of(checks: Any) -> Progress:  # noqa: ANN401 - annotated
    """One question, whatever the number of items."""
    told = checks.order_by().aggregate(
        all=Count("pk"),
        done=Count("pk", filter=Q(now__in=DECIDED)),
        unassigned=Count("pk", filter=Q(verifier=None)),
        onsite=Count("pk", filter=Q(now=CheckState.ONSITE)),
        wrong=Count("pk", filter=Q(now=CheckState.WRONG)),
    )
    return Progress(**told)


# --- who verifies ---------------------------------------------------------------------------------


def verifiers_of(actor: Actor) -> list[tuple[User, str]]:
    """Who may be asked to verify today, each with the post."""
    day = clock.today()
    rows = (
        Holding.objects.of(actor)
        .filter(standing(day), standing(day, prefix="post__"))
        .filter(post__role__in=VERIFIERS, user__is_active=True)
        .select_related("user", "post")
        .order_by("user__name", "pk")
    )
    people = {one.user_id: (one.user, one.post.name) for one in reversed(list(rows))}
    return sorted(people.values(), key=lambda pair: (pair[0].name, pair[0].pk))


def units_of(cycle: Cycle) -> list[tuple[int, str]]:
    """The units of a cycle, for choices."""
    return list(cycle.units.values_list("unit", "name"))


# --- what was found wrong -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SheetWrong:
    """A sheet in which something was found wrong and is not mended yet."""

    task: CollectionTask
    checks: tuple[Check, ...]

    @property
    def is_with_supplier(self) -> bool:
        """Whether it is back with whoever supplied it."""
        return self.task.state in (TaskState.COLLECTING, TaskState.TO_SIGN)


def sheets_wrong(cycle: Cycle) -> tuple[SheetWrong, ...]:
    """The sheets with their items that are found wrong, each with its last verdict in `told`."""
    rows = with_state(cycle.checks.all()).filter(now=CheckState.WRONG)
    rows = rows.select_related("figure__task", "row__asked__task").order_by("number")
    checks: list[Any] = list(rows)
    told = last_verdicts(checks)
    by_task: dict[int, tuple[CollectionTask, list[Any]]] = {}
    for one in checks:
        one.told = told.get(one.pk)
        by_task.setdefault(one.held.task.pk, (one.held.task, []))[1].append(one)
    return tuple(SheetWrong(task, tuple(checks)) for task, checks in by_task.values())


def last_verdicts(checks: Iterable[Check]) -> dict[int, Verdict]:
    """The last that was found of each item."""
    rows = Verdict.objects.filter(check_of__in=[one.pk for one in checks]).order_by("number")
    return {one.check_of_id: one for one in rows}


# --- on site --------------------------------------------------------------------------------------


def visits_of(actor: Actor, *, cycle: Cycle | None = None) -> QuerySet[Visit]:
    """On-site checks: all for insiders, those of one's team, those of one's unit once told."""
    rows: QuerySet[Visit] = Visit.objects.of(actor).select_related("cycle")
    if cycle is not None:
        rows = rows.filter(cycle=cycle)
    if is_insider(actor):
        return rows
    seen = Q()
    if actor.roles & VERIFIERS:
        mine = Visit.objects.filter(members__person=actor.person_key or 0)
        seen |= Q(pk__in=mine.values("pk"))
    if own := actor.units_with(APPRAISED):
        seen |= Q(unit__in=own) & ~Q(state=VisitState.PLANNED) & Q(steps__isnull=False)
    return rows.filter(seen).distinct() if seen else rows.none()


def visit_keyed(actor: Actor, *, key: int) -> Visit:
    """One on-site check, or the same nothing."""
    one: Visit = found(
        visits_of(actor).select_related("cycle__scheme").prefetch_related("members", "steps"),
        key=key,
    )
    return one


def visits_listed(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """On-site checks with how many items each is for."""
    counted = Check.objects.filter(visit=OuterRef("pk")).order_by().values("visit")
    number = counted.annotate(n=Count("pk")).values("n")
    return visits.prefetch_related("members").annotate(
        check_count=Coalesce(Subquery(number, output_field=IntegerField()), Value(0))
    )


def waiting_for_visit(cycle: Cycle) -> dict[int, int]:
    """How many items of each unit wait for an on-site check that nobody has arranged."""
    rows = with_state(cycle.checks.filter(visit=None)).filter(now=CheckState.ONSITE)
    told = rows.order_by().values("unit").annotate(n=Count("pk"))
    return {one["unit"]: one["n"] for one in told}
