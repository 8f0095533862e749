"""What pages of this room read. A unit sees the cycles that it is in, and its own result only."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import Http404

from kaoji.apps.appraisals.derivation import Node
from kaoji.apps.appraisals.enums import RunState
from kaoji.apps.appraisals.models import Cycle, CycleUnit, Final, Publication, Run, Stage, Standing
from kaoji.apps.appraisals.permissions import APPRAISED, INSIDERS
from kaoji.apps.appraisals.publishing_enums import EVER_PUBLIC, SETTLED, PublicationState
from kaoji.apps.facts.models import Figure, PinnedScheme
from kaoji.apps.organisation.queries.fates import Fate, fates_of
from kaoji.web import clock
from kaoji.web.actor import Actor


def is_insider(actor: Actor) -> bool:
    """Whether somebody sees the marks of all before they are published."""
    return bool(actor.roles & INSIDERS)


def cycles_visible_to(actor: Actor) -> QuerySet[Cycle]:
    """Cycles: all for insiders, those that it is in for a unit."""
    found: QuerySet[Cycle] = Cycle.objects.of(actor).select_related("scheme")
    if is_insider(actor):
        return found
    own = CycleUnit.objects.of(actor).filter(unit__in=actor.units_with(APPRAISED))
    return found.filter(pk__in=own.values("cycle"))


def counted(cycles: QuerySet[Cycle]) -> QuerySet[Cycle]:
    """Cycles with how many units are in each."""
    return cycles.annotate(unit_count=Count("units"))


def cycle_numbered(actor: Actor, *, number: int) -> Cycle:
    """One cycle, or the same nothing for what is not there and what is not theirs."""
    found = cycles_visible_to(actor).filter(number=number).first()
    if found is None:
        raise Http404
    return found


def stage_of(actor: Actor, *, number: int, order: int) -> Stage:
    """One stage of a cycle."""
    cycle = cycle_numbered(actor, number=number)
    found: Stage | None = cycle.stages.select_related("cycle").filter(order=order).first()
    if found is None:
        raise Http404
    return found


def units_with_fates(cycle: Cycle) -> list[tuple[CycleUnit, Fate | None]]:
    """The units of a cycle, each with what has become of it since: merged, abolished, or nothing.

    Who is in a cycle is settled when it is set up; a unit that is merged stays in it.
    """
    units = list(cycle.units.all())
    fates = fates_of((one.unit_id for one in units), on=clock.today())
    return [(one, fates.get(one.unit_id)) for one in units]


def versions_for(actor: Actor, *, cycle: Cycle) -> list[PinnedScheme]:
    """Other chosen versions of a cycle's scheme that are in force."""
    own = cycle.scheme
    found = PinnedScheme.objects.of(actor).filter(scheme_key=own.scheme_key).exclude(pk=own.pk)
    return list(found.exclude(ends_on__lt=clock.today()))


def runs_of(cycle: Cycle) -> list[Run]:
    """The runs of a cycle, the latest first, without the texts that they are made of."""
    return list(cycle.runs.defer(*HEAVY))


#: What a list of runs does not need.
HEAVY = ("facts", "subjects", "given", "result", "seal")


def run_numbered(actor: Actor, *, number: int, run: int) -> Run:
    """One run of a cycle, of whichever state; only insiders see runs."""
    found: Run | None = (
        Run.objects.of(actor)
        .filter(cycle__number=number, number=run)
        .select_related("scheme", "cycle__scheme")
        .defer("facts", "subjects", "given", "seal")
        .first()
    )
    if found is None or not is_insider(actor):
        raise Http404
    return found


def done_run(actor: Actor, *, number: int, run: int) -> Run:
    """A run that came to something."""
    found = run_numbered(actor, number=number, run=run)
    if found.state != RunState.DONE:
        raise Http404
    return found


def other_runs(run: Run) -> list[Run]:
    """The other runs of the cycle that came to something."""
    done = run.cycle.runs.filter(state=RunState.DONE).exclude(pk=run.pk)
    return list(done.defer(*HEAVY))


def standings_of(run: Run) -> list[Standing]:
    """What everybody got in a run, without the derivations."""
    return list(run.standings.defer("account"))


def standings_in(runs: Iterable[Run]) -> list[Standing]:
    """What everybody got in some runs, without the derivations."""
    return list(Standing.objects.filter(run__in=[one.pk for one in runs]).defer("account"))


def runs_over_time(actor: Actor, *, run: Run, most: int) -> dict[Cycle, Run]:
    """Cycles of the same scheme and group up to this one, the oldest first, each with the run that
    counts: the final one, else the last; trials count only beside trials.
    """
    own = run.cycle
    cycles = cycles_visible_to(actor).filter(
        scheme__scheme_key=own.scheme.scheme_key, group=own.group_id, is_trial=own.is_trial
    )
    done = (
        Run.objects.of(actor)
        .filter(cycle__in=cycles, state=RunState.DONE)
        .select_related("cycle")
        .annotate(is_final=Exists(Final.objects.filter(run=OuterRef("pk"), state__in=SETTLED)))
        .order_by("cycle__period", "cycle__number", "is_final", "number")
        .defer(*HEAVY)
    )
    found = {one.cycle: one for one in done if _is_before(one.cycle, own=own)}
    found.pop(own, None)
    return dict([*list(found.items())[-(most - 1) :], (own, run)])


def _is_before(cycle: Cycle, *, own: Cycle) -> bool:
    return (cycle.period, cycle.number) < (own.period, own.number)


def standings_visible_to(actor: Actor) -> QuerySet[Standing]:
    """Results: all for insiders; for a unit its own of runs that are, or were, public."""
    found: QuerySet[Standing] = Standing.objects.of(actor).select_related(
        "run__scheme", "run__cycle__scheme"
    )
    if is_insider(actor):
        return found
    public = Publication.objects.of(actor).filter(state__in=EVER_PUBLIC)
    return found.filter(run__in=public.values("run"), unit__in=actor.units_with(APPRAISED))


def standing_keyed(actor: Actor, *, key: int) -> Standing:
    """One result, or the same nothing for what is not there and what is not theirs."""
    found = (
        standings_visible_to(actor)
        .filter(pk=key)
        .defer("run__facts", "run__subjects", "run__given", "run__seal")
        .first()
    )
    if found is None:
        raise Http404
    return found


def own_standings(actor: Actor, *, cycle: Cycle) -> list[Standing]:
    """What a unit's own people see of a cycle: what is public now."""
    public = cycle.publications.filter(state=PublicationState.PUBLIC)
    found = standings_visible_to(actor).filter(run__in=public.values("run"))
    return list(found.defer("account", *(f"run__{name}" for name in HEAVY)))


def figure_keys(actor: Actor, *, standing: Standing, node: Node) -> dict[str, int]:
    """The office's own figures behind a node, by their fields."""
    found = Figure.objects.of(actor).filter(
        unit=standing.unit_id,
        key=node.told["path"],
        period=node.told["period"],
        scheme_key=standing.run.scored_by.scheme_key,
    )
    return dict(found.values_list("field", "pk"))
