"""Single changes tried out: the engine scores the subject again with one value replaced.

Only schemes in which no subject reads another are tried: there one subject can be scored alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import NamedTuple

from kaoji.engine.explain.prose import told
from kaoji.engine.explain.records import exact_of
from kaoji.engine.facts.book import FactBook, Figure
from kaoji.engine.facts.table import FactRow
from kaoji.engine.plan.nodes import Compute, Join, Node
from kaoji.engine.plan.order import readers_of
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.problem import NOWHERE
from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.model import Role
from kaoji.engine.score.court import RunBench, bench_of
from kaoji.engine.score.judge import grade_of
from kaoji.engine.score.outcome import State
from kaoji.engine.score.plain import Run
from kaoji.engine.score.stations import Station

#: With more places to turn a screw than this only the distance is told.
MOST_LEAVES = 60
_FAR = frozenset({"peers", "below"})


@dataclass(frozen=True, slots=True)
class Raised:
    """The fact of a leaf, before and after."""

    before: Fraction
    after: Fraction
    unit: str | None


@dataclass(frozen=True, slots=True)
class Lever:
    """One leaf whose points alone, raised so far, bring the figure onto the line."""

    path: str
    name: str
    period: Period
    is_whole: bool  # of the scored period itself
    before: Fraction
    after: Fraction
    fact: Raised | None = None

    @property
    def rise(self) -> Fraction:
        """By how many points."""
        return self.after - self.before

    @property
    def words(self) -> str:
        """The change in words."""
        points = speak(
            "「{name}」{when}由 {before}提高到 {after}",
            name=self.name,
            when="" if self.is_whole else speak("{period} ", period=self.period),
            before=told(self.before, unit="分"),
            after=told(self.after, unit="分"),
        )
        if self.fact is None:
            return points
        before, after = (
            told(one, unit=self.fact.unit) for one in (self.fact.before, self.fact.after)
        )
        return speak(
            "{points}（数值由 {before} 改为 {after}）", points=points, before=before, after=after
        )

    def as_json(self) -> dict[str, object]:
        return {
            "path": self.path,
            "period": str(self.period),
            "before": exact_of(self.before),
            "after": exact_of(self.after),
            "fact": None
            if self.fact is None
            else {"before": exact_of(self.fact.before), "after": exact_of(self.fact.after)},
        }


class _Leaf(NamedTuple):
    """A leaf with points to gain, in the period where it is worked out."""

    node: Node
    period: Period
    value: Fraction
    full: Fraction


@dataclass(frozen=True, slots=True)
class Trials:
    """Scores one subject again with one leaf or fact replaced."""

    run: Run
    subject: str
    #: For each changed node, what the subject came to elsewhere.
    kept: dict[str, dict[tuple[str, Period], Station]] = field(default_factory=dict)

    def levers(self, *, line: Fraction, figure: Fraction) -> Iterator[Lever]:
        """Every leaf that can bring the total from the figure onto the line by itself."""
        if self._reads_others():
            return
        leaves = list(self._leaves())
        for leaf in leaves if len(leaves) <= MOST_LEAVES else ():
            after = self._enough(leaf, line=line, figure=figure)
            if after is None:
                continue
            node, period, value, _ = leaf
            fact = self._fact(node, period, value, after)
            if fact is None or self._is_in_range(node, period, fact):
                yield Lever(
                    node.path, node.name or node.path, period, period == self.run.period, value,
                    after, fact,
                )  # fmt: skip

    def _reads_others(self) -> bool:
        return any(edge.reach in _FAR for edge in self.run.plan.edges)

    def _leaves(self) -> Iterator[_Leaf]:
        """The leaves that have points to gain, where they are worked out."""
        for (path, period), station in tuple(self.run.stations.items()):
            node, outcome = station.node, station.known.get(self.subject)
            if outcome is None:
                continue
            is_leaf = node.is_scored and not isinstance(node.way, Join)
            is_own = not any(step.kind.value == "part" for step in outcome.steps)
            is_here = outcome.state is State.COMPUTED and self.run.period.contains(period)
            if is_leaf and is_own and is_here and self._is_plus(node):
                full = self.run.full(path, subject=self.subject, period=period)
                value = outcome.value
                if isinstance(value, Fraction) and isinstance(full, Fraction) and value < full:
                    yield _Leaf(node, period, value, full)

    def _is_plus(self, node: Node) -> bool:
        """A part of the sum: no bonus, which nobody is owed, and no deduction."""
        above: Node | None = node
        while above is not None:
            if above.role is not Role.SCORED:
                return False
            above = None if above.parent is None else self.run.plan.nodes[above.parent]
        return True

    def _enough(self, leaf: _Leaf, *, line: Fraction, figure: Fraction) -> Fraction | None:
        """The points at which the total is the line exactly, half-way still below it."""
        node, period, value, full = leaf
        best = self._total_with(node.path, period, full)
        if best is None or best < line or best <= figure:
            return None
        after = value + (line - figure) * (full - value) / (best - figure)
        if self._total_with(node.path, period, after) != line:
            return None
        halfway = self._total_with(node.path, period, (value + after) / 2)
        return after if halfway is not None and halfway < line else None

    def _total_with(self, path: str, period: Period, points: Fraction) -> Fraction | None:
        """The total if the leaf had so many points."""
        again = self._with_points(path, period, points)
        value = again.value(self.run.plan.root, subject=self.subject, period=self.run.period)
        return value if isinstance(value, Fraction) else None

    def _with_points(self, path: str, period: Period, points: Fraction) -> Run:
        book = self.run.book
        tried = Figure(points, FactRow(NOWHERE, {}, {}), self.subject)
        given = {**book.given, path: {**book.given.get(path, {}), (self.subject, period): tried}}
        return self._again(replace(book, given=given), changed=path)

    def grade_with(self, lever: Lever) -> str | None:
        """The grade of the subject once everybody is judged anew with the change made."""
        again = self._with_points(lever.path, lever.period, lever.after)
        self._know_others(again)
        refused = bench_of(self.run).refused
        bench = RunBench(again, again.roster.scored, refused)
        return grade_of(bench, subject=self.subject)

    def _again(self, book: FactBook, *, changed: str) -> Run:
        """The run with other facts of the subject; what does not read the changed node stands."""
        kept = self.kept.get(changed)
        if kept is None:
            kept = self.kept[changed] = dict(self._elsewhere(changed))
        return replace(
            self.run, book=book, stations=dict(kept), problems={}, open_in_verdict={}, caches={},
            tracing=False,
        )  # fmt: skip

    def _elsewhere(self, changed: str) -> Iterator[tuple[tuple[str, Period], Station]]:
        """The stations at which the subject comes to the same whatever the node comes to."""
        touched = readers_of(self.run.plan, sources=(changed,))
        for key, station in self.run.stations.items():
            outcome = station.known.get(self.subject)
            if key[0] not in touched and outcome is not None:
                yield key, replace(station, known={self.subject: outcome})

    def _know_others(self, again: Run) -> None:
        """What the others came to stands as it is: nobody reads the subject."""
        for (path, period), station in self.run.stations.items():
            known = again.station(path, period=period).known
            known.update(
                (one, outcome) for one, outcome in station.known.items() if one != self.subject
            )

    # -- the fact behind the points ----------------------------------------------------------------

    def _fact(self, node: Node, period: Period, value: Fraction, after: Fraction) -> Raised | None:
        """The figure at which the leaf has those points exactly, where it has a single one."""
        if not isinstance(node.way, Compute) or node.is_judged or node.spec is None:
            return None
        found = self.run.figure(node.path, field="数值", subject=self.subject, period=period)
        if found is None or not isinstance(found.value, Fraction):
            return None
        before = found.value
        step = before / 100 or Fraction(1)
        beyond = self._points_with(node.path, period, found, before + step)
        if beyond is None or beyond == value:
            return None
        raised = before + (after - value) * step / (beyond - value)
        if self._points_with(node.path, period, found, raised) != after:
            return None
        return Raised(before, raised, node.spec.value.unit)

    def _is_in_range(self, node: Node, period: Period, fact: Raised) -> bool:
        """Whether the figure may be reported at all."""
        declared = None if node.spec is None else node.spec.value
        low, high = self.run.range_of(node, spec=declared, subject=self.subject, period=period)
        return (low is None or low <= fact.after) and (high is None or fact.after <= high)

    def _points_with(
        self, path: str, period: Period, found: Figure, figure: Fraction
    ) -> Fraction | None:
        """The points of the leaf if its fact were the figure."""
        book = self.run.book
        own, who = book.own(path, field="数值", scope=found.scope), found.scope
        when = next(each for each, one in own.items() if one is found)
        here = {**book.figures[who][when], (path, "数值"): found._replace(value=figure)}
        figures = {**book.figures, who: {**book.figures[who], when: here}}
        again = self._again(replace(book, figures=figures), changed=path)
        value = again.value(path, subject=self.subject, period=period)
        return value if isinstance(value, Fraction) else None
