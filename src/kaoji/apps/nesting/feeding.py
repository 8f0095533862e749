"""What a run takes from other cycles' scorings: facts with their origin, each to the digit."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.beside import Beside
from kaoji.apps.appraisals.fed import Behind, Fed, Feeding, Origin, feed_runs
from kaoji.apps.appraisals.models import Cycle, PublicLine, Run, Standing
from kaoji.apps.appraisals.publishing_enums import PublicationState
from kaoji.apps.appraisals.queries import HEAVY, is_insider, standings_visible_to
from kaoji.apps.facts.brought import Brought
from kaoji.apps.facts.shapes import VALUE
from kaoji.apps.nesting.declared import GRADE, Declared, declared_in, shown_in
from kaoji.apps.nesting.enums import FeedState, Mapping
from kaoji.apps.nesting.mapping import Sources, parents_on, sources_of
from kaoji.apps.nesting.models import Feed, Taken
from kaoji.apps.nesting.standings import changed_between, newest_of
from kaoji.apps.organisation.queries.units import units_at
from kaoji.engine.scheme.model import ROOT
from kaoji.web.actor import THE_SYSTEM, Actor

#: A list that has nothing, in the words of the facts table.
_NIL = "无"
#: Of how much of a seal is shown beside a number; the whole stands in the source.
SHOWN = 16


def tell() -> None:
    """Called once, when the application is ready."""
    feed_runs(Feeding(fed=fed, taken=take, on_cycle=lines_on, behind=behind, origins=origins_of))


def named_in(cycle: Cycle) -> QuerySet[Feed]:
    """The scorings that feed a cycle now."""
    found: QuerySet[Feed] = cycle.feeds.filter(state=FeedState.NAMED)
    return found.select_related("run__cycle__scheme", "cycle__scheme").defer(
        *(f"run__{name}" for name in HEAVY)
    )


# --- into a run --------------------------------------------------------------------------------


def fed(actor: Actor, cycle: Cycle) -> Fed:
    """What the scorings that were named add to the tables of a run.

    What the scheme no longer declares (after a re-issue) feeds nothing.
    """
    declared = {one.key: one for one in declared_in(cycle)}
    rows: list[Brought] = []
    above: dict[int, str] = {}
    others: dict[str, str] = {}
    for feed in named_in(cycle):
        wanted = declared.get(feed.key)
        if wanted is None or wanted.scheme_key != feed.scheme_key:
            continue
        sources = sources_of(actor, feed=feed)
        rows += _rows(feed, wanted=wanted, sources=sources)
        if feed.mapping == Mapping.ABOVE:
            above |= _above(actor, cycle=cycle)
        if feed.mapping != Mapping.SAME and feed.run.cycle.subject_kind != cycle.subject_kind:
            kind = feed.run.cycle.subject_kind
            names = [*feed.run.cycle.units.values_list("name", flat=True), *above.values()]
            others |= dict.fromkeys(names, kind)
    return Fed(tuple(rows), above, tuple(others.items()))


def _above(actor: Actor, *, cycle: Cycle) -> dict[int, str]:
    """What stands over the units of a cycle, by its name then."""
    parents = parents_on(actor, on=cycle.begins_on)
    names = {one.key: one.name for one in units_at(actor, on=cycle.begins_on)}
    units = cycle.units.values_list("unit_id", flat=True)
    return {one: names[parents[one]] for one in units if parents.get(one) in names}


def _rows(feed: Feed, *, wanted: Declared, sources: Sources) -> Iterator[Brought]:
    if feed.mapping == Mapping.ORGANISATION:
        yield from _relations(feed, wanted=wanted, sources=sources)
    source = source_of(feed)
    standings = list(feed.run.standings.defer("account").order_by("order"))
    if feed.take == ROOT:
        for one in standings:
            if one.exact and one.status == "final":
                yield Brought(
                    one.unit_id or 0, one.subject, ROOT, wanted.period, VALUE, one.exact, source,
                    scheme=feed.scheme_key,
                )  # fmt: skip
        return
    grades = grades_of(feed.run, standings=standings)
    for unit in feed.cycle.units.all():
        found = [grades[name] for name in sources.get(unit.unit_id, ()) if grades.get(name)]
        if len(found) == 1:
            yield Brought(
                unit.unit_id, unit.name, feed.key, feed.cycle.period, VALUE, found[0], source
            )


def _relations(feed: Feed, *, wanted: Declared, sources: Sources) -> Iterator[Brought]:
    """The relation as the organisation has it; a unit that has nobody says so."""
    source = _("组织机构的隶属关系（{day}）").format(day=feed.run.cycle.begins_on.isoformat())
    for unit in feed.cycle.units.all():
        for name in sources.get(unit.unit_id) or (_NIL,):
            yield Brought(
                unit.unit_id, unit.name, wanted.relation, feed.cycle.period, VALUE, name, source
            )


def grades_of(run: Run, *, standings: list[Standing]) -> dict[str, str]:
    """The grades of a scoring: as they were made public, for a meeting may have decided; else as
    the scheme gave them. Who is not certain has none.
    """
    lines = PublicLine.objects.filter(
        publication__run=run, publication__state=PublicationState.PUBLIC
    )
    public = dict(lines.values_list("standing__subject", "grade"))
    return {one.subject: public.get(one.subject, one.grade) for one in standings
            if one.status == "final"}  # fmt: skip


def source_of(feed: Feed) -> str:
    """The origin of what is brought: cycle, scoring, seal."""
    return _("{cycle} 第 {number} 次计分，封存校验 {digest}").format(
        cycle=feed.run.cycle, number=feed.run.number, digest=feed.run.digest
    )


def take(run: Run) -> None:
    """Remember what a run that was just asked for took, and of whom."""
    actor = Actor(THE_SYSTEM.username, THE_SYSTEM.name, run.organisation_id)
    for feed in named_in(run.cycle):
        told = {str(unit): list(names) for unit, names in sources_of(actor, feed=feed).items()}
        Taken.objects.create(organisation_id=run.organisation_id, run=run, feed=feed, sources=told)


# --- from a result back ------------------------------------------------------------------------


def taken_by(run: Run) -> list[Taken]:
    """What a run took, with the scorings that it took it from."""
    found = run.taken.select_related("feed__run__cycle").order_by("feed__number")
    return list(found.defer(*(f"feed__run__{name}" for name in HEAVY)))


def behind(run: Run) -> Iterator[Behind]:
    """下级结果已变: which units would change if what was taken were taken anew."""
    taken = taken_by(run)
    href = reverse("nesting:cycle", args=(run.cycle.number,))
    given = {one.feed.key for one in taken}
    for wanted in shown_in(run.scored_by, period=run.cycle.period):
        if wanted.key not in given:
            told = _("“{key}”由“{title}”供给，这次计分没有采用哪一次结果").format(
                key=wanted.key, title=wanted.title
            )
            yield Behind(told, (), href, is_open=True)
    newest = newest_of(one.feed.run.cycle_id for one in taken)
    units = {str(key): name for key, name in run.cycle.units.values_list("unit_id", "name")}
    for one in taken:
        last = newest.get(one.feed.run.cycle_id)
        if last is None or last.number <= one.feed.run.number:
            continue
        changed = changed_between(one.feed.run, after=last)
        told = _("“{key}”采用的是{run}，{cycle}已有第 {number} 次计分").format(
            key=one.feed.key, run=one.feed.run, cycle=last.cycle, number=last.number
        )
        names = tuple(
            name for unit, name in units.items() if changed & set(one.sources.get(unit, ()))
        )
        yield Behind(told, names, href)


def origins_of(actor: Actor, standing: Standing) -> Iterator[Origin]:
    """The results behind a unit's inputs, each with the way to its own derivation."""
    taken = taken_by(standing.run)
    wanted = {
        (one.feed.run_id, name): one.feed
        for one in taken for name in one.sources.get(str(standing.unit_id), ())
    }  # fmt: skip
    if not wanted:
        return
    found = standings_visible_to(actor).filter(run__in={run for run, _name in wanted})
    seen = {(one.run_id, one.subject): one for one in found.defer("account", *_HEAVY_RUN)}
    for place, feed in wanted.items():
        theirs = seen.get(place)
        if theirs is not None:
            yield Origin(feed.key, _origin(theirs, feed=feed))


_HEAVY_RUN = tuple(f"run__{name}" for name in HEAVY)


def _origin(standing: Standing, *, feed: Feed) -> Beside:
    got = standing.grade if feed.take == GRADE else standing.shown
    told = _("{got} · {run} · 封存 {digest}").format(
        got=got or _("待定"), run=feed.run, digest=feed.run.digest[:SHOWN]
    )
    return Beside(standing.name, told, reverse("appraisals:standing", args=(standing.pk,)))


def lines_on(actor: Actor, cycle: Cycle) -> Iterator[Beside]:
    """Of each input that is fed: by what; a line of the page of the cycle."""
    if not is_insider(actor):
        return
    declared = shown_in(cycle.scheme, period=cycle.period)
    if not declared:
        return
    named = {one.key: one for one in named_in(cycle)}
    for one in declared:
        feed = named.get(one.key)
        told = _("没有指定") if feed is None else str(feed.run)
        yield Beside(one.key, told, reverse("nesting:cycle", args=(cycle.number,)))
