"""Of scorings that feed: how far they are, what came after them, and whom that concerns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kaoji.apps.appraisals.enums import RunState
from kaoji.apps.appraisals.models import Cycle, Final, Publication, Run, Standing
from kaoji.apps.appraisals.publishing_enums import SETTLED, PublicationState
from kaoji.apps.appraisals.queries import HEAVY
from kaoji.apps.nesting.enums import FeedState, RunStanding
from kaoji.apps.nesting.models import Feed


def standings_of(runs: Sequence[Run]) -> dict[int, RunStanding]:
    """How far each scoring is, by its key; in two questions for all of them."""
    keys = [one.pk for one in runs]
    final = set(
        Final.objects.filter(run__in=keys, state__in=SETTLED).values_list("run_id", flat=True)
    )
    shown = (PublicationState.PUBLIC, PublicationState.RETRACTED)
    told = Publication.objects.filter(run__in=keys, state__in=shown).order_by("number")
    public = dict(told.values_list("run_id", "state"))
    return {one.pk: _standing(one, is_final=one.pk in final, public=public.get(one.pk))
            for one in runs}  # fmt: skip


def _standing(run: Run, *, is_final: bool, public: str | None) -> RunStanding:
    if run.cycle.is_trial:
        return RunStanding.TRIAL
    if is_final:
        return RunStanding.FINAL
    if public == PublicationState.PUBLIC:
        return RunStanding.PUBLIC
    return RunStanding.RETRACTED if public else RunStanding.SCORED


def newest_of(cycles: Iterable[int]) -> dict[int, Run]:
    """The last scoring of each cycle that came to something, by the key of the cycle."""
    done = Run.objects.filter(cycle__in=set(cycles), state=RunState.DONE)
    return {one.cycle_id: one for one in done.order_by("number").defer(*HEAVY)}


def changed_between(before: Run, *, after: Run) -> frozenset[str]:
    """The subjects whose points, grade or certainty differ between two scorings of a cycle."""
    told = {
        run.pk: {
            one.subject: (one.exact, one.grade, one.status)
            for one in Standing.objects.filter(run=run).only(
                "run_id", "subject", "exact", "grade", "status"
            )
        }
        for run in (before, after)
    }
    old, new = told[before.pk], told[after.pk]
    return frozenset(one for one in old.keys() | new.keys() if old.get(one) != new.get(one))


def fed_by(cycle: Cycle) -> frozenset[int]:
    """The cycles that feed a cycle, and those that feed them, by their keys."""
    found: set[int] = set()
    todo = {cycle.pk}
    while todo:
        children = Feed.objects.filter(cycle__in=todo, state=FeedState.NAMED)
        todo = set(children.values_list("run__cycle", flat=True)) - found
        found |= todo
    return frozenset(found)
