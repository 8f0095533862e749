"""What pages of this room read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404

from kaoji.apps.appraisals.enums import RunState
from kaoji.apps.appraisals.models import Cycle, Run
from kaoji.apps.appraisals.publishing_enums import SETTLED
from kaoji.apps.appraisals.queries import HEAVY
from kaoji.apps.nesting.declared import Declared, declared_in
from kaoji.apps.nesting.enums import FeedState, RunStanding
from kaoji.apps.nesting.feeding import named_in
from kaoji.apps.nesting.mapping import sources_of
from kaoji.apps.nesting.models import Feed
from kaoji.apps.nesting.standings import changed_between, newest_of, standings_of
from kaoji.apps.schemes.models import OwnScheme
from kaoji.web.actor import Actor


@dataclass(frozen=True, slots=True)
class Line:
    """An input that is fed: what the scheme wants, what was named, how far that is."""

    declared: Declared
    feed: Feed | None = None
    standing: RunStanding | None = None
    newest: Run | None = None
    units: tuple[str, ...] = ()

    @property
    def is_behind(self) -> bool:
        """Whether the other cycle was scored anew since."""
        return self.newest is not None


def lines_of(actor: Actor, *, cycle: Cycle) -> list[Line]:
    """All inputs of a cycle that its scheme wants to be fed."""
    named = {one.key: one for one in named_in(cycle)}
    far = standings_of([one.run for one in named.values()])
    newest = newest_of(one.run.cycle_id for one in named.values())
    return [
        _line(actor, declared=one, feed=named.get(one.key), far=far, newest=newest)
        for one in declared_in(cycle)
    ]


def _line(
    actor: Actor, *, declared: Declared, feed: Feed | None, far: dict[int, RunStanding],
    newest: dict[int, Run],
) -> Line:  # fmt: skip
    if feed is None:
        return Line(declared)
    last = newest.get(feed.run.cycle_id)
    if last is None or last.number <= feed.run.number:
        return Line(declared, feed, far[feed.run_id])
    changed = changed_between(feed.run, after=last)
    sources = sources_of(actor, feed=feed)
    units = feed.cycle.units.values_list("unit_id", "name")
    names = tuple(name for key, name in units if changed & set(sources.get(key, ())))
    return Line(declared, feed, far[feed.run_id], last, names)


def is_settled(cycle: Cycle) -> bool:
    """Whether the result is final: what feeds it stays."""
    return bool(cycle.finals.filter(state__in=SETTLED).exists())


def past_of(cycle: Cycle) -> QuerySet[Feed]:
    """What was named once and is no more, the last first."""
    found: QuerySet[Feed] = cycle.feeds.exclude(state=FeedState.NAMED)
    return (
        found.select_related("run__cycle", "cycle")
        .order_by("-number")
        .defer(*(f"run__{name}" for name in HEAVY))
    )


def feed_numbered(actor: Actor, *, number: int, feed: int) -> Feed:
    """One feed of a cycle, or the same nothing for what is not there and what is not theirs."""
    found: Feed | None = (
        Feed.objects.of(actor)
        .filter(cycle__number=number, number=feed)
        .select_related("cycle", "run__cycle")
        .first()
    )
    if found is None:
        raise Http404
    return found


def runs_for(actor: Actor, *, cycle: Cycle, wanted: Declared) -> list[tuple[Run, RunStanding]]:
    """Scorings that may be named for an input, of its scheme and period, the last first."""
    keys = {wanted.scheme_key, *_based_on(actor, key=wanted.scheme_key)}
    found = (
        Run.objects.of(actor)
        .filter(state=RunState.DONE, cycle__period=wanted.period)
        .filter(Q(scheme__scheme_key__in=keys) | Q(scheme=None, cycle__scheme__scheme_key__in=keys))
        .exclude(cycle=cycle)
        .select_related("cycle", "scheme")
        .order_by("-cycle__number", "-number")
        .defer(*HEAVY)
    )
    runs = list(found if cycle.is_trial else found.filter(cycle__is_trial=False))
    far = standings_of(runs)
    return [(one, far[one.pk]) for one in runs]


def is_of_scheme(actor: Actor, *, run: Run, key: str) -> bool:
    """Whether a scoring went by a scheme, or by one that the office wrote on its ground."""
    own = run.scored_by.scheme_key
    return own == key or own in _based_on(actor, key=key)


def _based_on(actor: Actor, *, key: str) -> Iterable[str]:
    """The office's own schemes whose ground is a scheme."""
    found = OwnScheme.objects.of(actor).filter(Q(base=key) | Q(base__startswith=f"{key}@"))
    return set(found.values_list("key", flat=True))
