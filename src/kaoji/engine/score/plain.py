"""The plain evaluator: one node at one coordinate, on demand, each once. It is the definition.

`Run` answers for any node, subject and period; it remembers what it worked out. The frame that
stands around every way (given, periods, applicability, absences, extras, limits, rounding) is
here; the ways themselves are in `ways/`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import cast

from kaoji.engine.facts.book import NOTHING_HERE
from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.feel.frame import Frame
from kaoji.engine.plan.context import BareSpot, Spot
from kaoji.engine.plan.expect import parts_of
from kaoji.engine.plan.nodes import Amount, Node, Stage
from kaoji.engine.plinth.exact import ONE, ZERO, round_to
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.values import UNDEFINED, Null, OneOf, Span, Value, is_unknown
from kaoji.engine.scheme.model import Role, RoundingRule
from kaoji.engine.score import calc
from kaoji.engine.score.absences import Absences
from kaoji.engine.score.doubts import is_in_doubt
from kaoji.engine.score.made import Made, over_cases, undecided
from kaoji.engine.score.outcome import Case, Mark, Outcome, State, Step, StepKind, computed
from kaoji.engine.score.pins import Pinned
from kaoji.engine.score.stations import Station, Stations, station_of


@dataclass(slots=True)
class Run(Absences):
    """One scoring run: plan, facts, roster, period; values on demand."""

    stations: dict[tuple[str, Period], Station] = field(default_factory=dict)
    open_in_verdict: dict[str, set[str]] = field(default_factory=dict)
    #: How many had passed each station when all were worked out; others are asked for by verdicts.
    passed: dict[tuple[str, Period], int] = field(default_factory=dict)
    pinned: Pinned | None = None  # parts that another version scores
    elder_runs: Mapping[tuple[str, Period], Run] = field(
        default_factory=dict
    )  # of earlier versions, so far

    @property
    def versions_used(self) -> frozenset[str]:
        """The other versions that anything has been scored under."""
        pinned = () if self.pinned is None else self.pinned.made.values()
        parts = {run.plan.scheme.version for run in pinned if run is not None}
        return frozenset({version for version, _period in self.elder_runs} | parts)

    # -- values ------------------------------------------------------------------------------------

    def forget(self) -> None:
        """Forget every value, not what was found wrong: the facts are trusted less than before."""
        self.stations.clear()
        self.caches.clear()
        self.open_in_verdict.clear()

    def outcome(self, path: str, *, subject: str, period: Period) -> Outcome:
        """The outcome of a node; worked out the first time it is asked for."""
        return self.outcome_at(self.station(path, period=period), subject=subject)

    def outcome_at(self, station: Station, *, subject: str) -> Outcome:
        """The outcome of a subject at a station."""
        known = station.known.get(subject)
        if known is None:
            known = self._bare(station, self._bare_spot(subject, period=station.period))
            station.known[subject] = known
        return known

    def outcomes_at(
        self, stations: Stations, *, subject: str, period: Period
    ) -> list[tuple[str, Outcome]]:
        """The same at several stations of a period, with their paths: one spot goes round them."""
        spot, found = self._bare_spot(subject, period=period), []
        for path, station in stations:
            known = station.known.get(subject)
            if known is None:
                known = station.known[subject] = self._bare(station, spot)
            found.append((path, known))
        return found

    def station(self, path: str, *, period: Period) -> Station:
        """A node in a period, prepared the first time it is asked for; its parts come first."""
        key = (path, period)
        known = self.stations.get(key)
        if known is None:
            is_plain = not self.tracing and self.pinned is None
            is_plain = is_plain and self.book.is_trusted(path)
            node = self.plan.nodes[path]
            made = station_of(node, period=period, book=self.book, is_plain=is_plain)
            for part in made.parts:
                self.station(path, period=part)
            if made.bare is not None:
                self.know_full(path, period=period)
            known = self.stations[key] = made
        return known

    def stations_of(self, paths: tuple[str, ...], *, period: Period) -> Stations:
        """The stations of several nodes, looked up once for all subjects."""
        key = ("stations", paths, period)
        known: Stations | None = self.caches.get(key)
        if known is None:
            made = tuple((path, self.station(path, period=period)) for path in paths)
            known = self.caches[key] = made
        return known

    def value(self, path: str, *, subject: str, period: Period) -> Value:
        """The value alone."""
        return self.outcome(path, subject=subject, period=period).value

    def spot(self, node: str, *, subject: str, period: Period) -> Spot:
        """A place for expressions to stand."""
        return Spot(self, node, subject, period)

    def amount(self, amount: Amount, *, spot: Spot) -> Value:
        """The value of a number place."""
        if amount.constant is not None:
            return amount.constant
        return amount.program(Frame(spot))

    def periods_of(self, node: Node) -> tuple[Period, ...]:
        """The periods in which a node's own way works."""
        stage = node.stage or node.inherited
        parts = parts_of(stage, period=self.period) if stage is not None else ()
        return parts or (self.period,)

    def notebook(self) -> list[Step] | None:
        """Where steps are written down; nowhere when no trace is kept."""
        return [] if self.tracing else None

    # -- one node ----------------------------------------------------------------------------------

    def _evaluate(self, station: Station, *, subject: str) -> Outcome:
        node = station.node
        if self.pinned is not None:
            then = self.pinned.outcome(node, subject=subject, period=station.period)
            if then is not None:
                return then
        notes: list[tuple[str, Value]] | None = [] if self.tracing else None
        spot = Spot(self, node.path, subject, station.period, None, notes)
        if self.book.doubts and is_in_doubt(node, spot=spot, book=self.book):
            return Outcome(State.MISSING, self.unknown_points(node.path, spot=spot))
        if station.may_be_given:
            given = self.book.given_node(node.path, subject=subject, period=station.period)
            if given is not None:
                step = Step(StepKind.GIVEN, node.path, given.value, source=given.row)
                return Outcome(State.GIVEN, given.value, steps=(step,))
        try:
            return self._framed(station, spot=spot)
        except FeelFailure as failure:
            return self._failed(node, spot=spot, failure=failure)

    def _bare(self, station: Station, spot: BareSpot) -> Outcome:
        """The number of an expression around which nothing stands; else, and where it is none, the
        whole way says what comes of it and why.
        """
        if station.bare is not None:
            spot.node = station.node.path
            try:
                value = station.bare(Frame(spot))
            except FeelFailure:
                value = UNDEFINED
            if type(value) is Fraction:
                return computed(value)
        return self._evaluate(station, subject=spot.subject)

    def _bare_spot(self, subject: str, *, period: Period) -> BareSpot:
        book = self.book
        here = NOTHING_HERE if book.doubts else book.here(subject, period=period)
        return BareSpot(self, subject=subject, period=period, here=here, fulls=self.fulls)

    def _failed(self, node: Node, *, spot: Spot, failure: FeelFailure) -> Outcome:
        problem = Problem(
            failure.code,
            failure.message,
            failure.remedy or "",
            place=node.place,
            path=node.path,
            coordinate=f"{spot.subject}:{node.path}@{spot.period}",
        )
        self.fault(spot.subject, problem=problem)
        return Outcome(State.UNDEFINED, UNDEFINED)

    def _framed(self, station: Station, *, spot: Spot) -> Outcome:
        node, stage = station.node, station.stage
        if stage is not None and station.parts and not self._has_given_below(node, spot):
            made = self._over_periods(node, stage=stage, parts=station.parts, spot=spot)
            return self.finished(station, made=made, spot=spot)
        applies: Value = True
        if station.may_not_apply:
            applies = self.applies(node.path, subject=spot.subject, period=spot.period)
            if applies is False:
                return self._not_applicable(node, spot=spot)
        made = station.way(self, node=node, spot=spot)
        if isinstance(applies, OneOf):
            self.settle_options(node, made=made, spot=spot)
            self.perhaps(node, made=made, applies=applies, spot=spot)
        return self.finished(station, made=made, spot=spot)

    def _has_given_below(self, node: Node, spot: Spot) -> bool:
        """A node below is given for the whole period: then this one is put together at the
        whole, its other children each over their own parts.
        """
        return self.book.has_given_below(node.path, subject=spot.subject, period=spot.period)

    def finished(self, station: Station, *, made: Made, spot: Spot) -> Outcome:
        """Null policies, extras, limits, rounding, missing policies, in this order."""
        node = station.node
        if type(made.value) is not Fraction or made.cases:
            settled = self._settled(node, made, spot=spot)
            if settled is not None:
                return settled
        if station.has_top:
            self._top(node, made, spot=spot)
        if made.marks and node.parent is None and Mark.WHOLE_ZERO in made.marks:
            steps = (*made.kept, Step(StepKind.ABSENCE, node.path, ZERO, text="whole_zero"))
            return Outcome(State.COMPUTED, ZERO, marks=made.marks, steps=steps)
        value = made.value
        if type(value) is not Fraction and is_unknown(value):
            if node.missing is not None and not spot.available_only:
                return self.settled_absence(node, made=made, spot=spot)
            return Outcome(State.MISSING, value, made.gaps, made.marks, made.kept, made.cases)
        steps = tuple(made.steps) if made.steps else ()
        return Outcome(State.COMPUTED, value, made.gaps, made.marks, steps, made.cases)

    def _settled(self, node: Node, made: Made, *, spot: Spot) -> Outcome | None:
        """What may be null, or is: as the node provides; an outcome where that settles it."""
        if isinstance(made.value, OneOf) and not node.is_scored:
            made.value = self.with_stated(node, value=made.value, spot=spot)
        elif made.cases or isinstance(made.value, OneOf):
            self.settle_options(node, made=made, spot=spot)
        return self._null(node, made, spot=spot) if isinstance(made.value, Null) else None

    # -- periods -----------------------------------------------------------------------------------

    def _over_periods(
        self, node: Node, *, stage: Stage, parts: tuple[Period, ...], spot: Spot
    ) -> Made:
        """The weighted mean of the parts that are not out (以已到者计: that are here)."""
        outcomes = [self.outcome(node.path, subject=spot.subject, period=part) for part in parts]
        weights = self._part_weights(stage, len(parts), spot=spot)
        if spot.available_only:
            here = [at for at, one in enumerate(outcomes) if not is_unknown(one.value)]
            parts = tuple(parts[at] for at in here)
            outcomes, weights = [outcomes[at] for at in here], [weights[at] for at in here]
        made = Made(steps=self.notebook())
        for part, outcome, weight in zip(parts, outcomes, weights, strict=True):
            made.marks |= outcome.marks
            label = f"{node.path}@{part}"
            figures = (("权重", weight),)
            made.note(StepKind.PART, label=label, value=outcome.value, figures=figures)
        over_cases(
            made, outcomes=outcomes, evaluate=lambda cases: _weighted(cases, weights=weights)
        )
        made.is_absent = any(one.state is State.MISSING for one in outcomes)
        if not isinstance(made.value, Null):
            made.note(StepKind.PERIODS, label=node.path, value=made.value)
        return made

    def _part_weights(self, stage: Stage, count: int, *, spot: Spot) -> list[Value]:
        """Weights normalised to a sum of one; none stated: a plain mean."""
        if not stage.weights:
            return [Fraction(1, count)] * count
        amounts = stage.weights if len(stage.weights) == count else stage.weights[:1] * count
        weights = [self.amount(amount, spot=spot) for amount in amounts]
        whole = calc.total(weights)
        return weights if whole == ONE else [calc.divide(weight, whole) for weight in weights]

    def available(self, node: Node, *, spot: Spot) -> Made:
        """The node once more, over what is here only."""
        station = self.station(node.path, period=spot.period)
        if node.stage is not None and station.parts:
            return self._over_periods(node, stage=node.stage, parts=station.parts, spot=spot)
        return cast("Made", station.way(self, node=node, spot=spot))

    # -- extras, limits, rounding ------------------------------------------------------------------

    def _top(self, node: Node, made: Made, *, spot: Spot) -> None:
        """Bonus added, deduction subtracted, outside the sum of the children; then cap, floor and
        rounding, each noted when it moves the value.
        """
        extras = self._extras(node, made, spot=spot)
        limits = [
            (pick, self.amount(limit, spot=spot), kind)
            for limit, pick, kind in (
                (node.cap, calc.lowest, StepKind.CAP),
                (node.floor, calc.highest, StepKind.FLOOR),
            )
            if limit is not None
        ]
        if not extras and not limits and node.rounding is None:
            return

        def topped(value: Value) -> Value:
            for is_bonus, extra in extras:
                value = calc.add(value, extra) if is_bonus else calc.subtract(value, extra)
            for pick, edge, kind in limits:
                after = pick((value, edge))
                if after != value:
                    figures = (("之前", value), ("限", edge))
                    made.note(kind, label=node.path, value=after, figures=figures)
                value = after
            if node.rounding is not None:
                value = _told_rounding(made, path=node.path, rule=node.rounding, value=value)
            return value

        made.change(topped)

    def _extras(self, node: Node, made: Made, *, spot: Spot) -> list[tuple[bool, Value]]:
        found: list[tuple[bool, Value]] = []
        for path in node.extras:
            outcome = self.outcome(path, subject=spot.subject, period=spot.period)
            made.marks |= outcome.marks
            value = outcome.value
            if outcome.cases:
                cases = [ZERO if isinstance(c.value, Null) else c.value for c in outcome.cases]
                value = calc.hull(cases, cause=undecided([value]))
            if isinstance(value, Null):
                continue
            is_bonus = self.plan.nodes[path].role is Role.BONUS
            kind = StepKind.BONUS if is_bonus else StepKind.DEDUCTION
            made.note(kind, label=path, value=value)
            found.append((is_bonus, value))
        return found


def _weighted(cases: Sequence[Case | Outcome], *, weights: Sequence[Value]) -> Case:
    """The weighted mean of the parts that are not out."""
    is_cut = any(case.gaps for case in cases if not isinstance(case.value, Null))
    if is_cut and any(map(is_unknown, weights)):
        # How much is taken out is not known, so nothing bounds what an ancestor makes of it.
        return Case(calc.unbounded(*weights, *(case.value for case in cases)))
    values: list[Value] = []
    shares: list[Value] = []
    gaps: dict[str, Fraction] = {}
    for case, weight in zip(cases, weights, strict=True):
        if isinstance(case.value, Null):
            continue
        values.append(calc.multiply(weight, case.value))
        shares.append(weight)
        if isinstance(weight, Fraction):
            for path, gap in case.gaps.items():
                gaps[path] = gaps.get(path, ZERO) + weight * gap
    if not values:
        return Case(cases[0].value, cases[0].gaps) if cases else Case(UNDEFINED)
    used = calc.total(shares)
    if used == ONE:
        return Case(calc.total(values), gaps)
    if isinstance(used, Fraction) and used:
        gaps = {path: gap / used for path, gap in gaps.items()}
    return Case(calc.divide(calc.total(values), used), gaps)


def _told_rounding(made: Made, *, path: str, rule: RoundingRule, value: Value) -> Value:
    after = rounded(value, rule=rule)
    figures = (("之前", value), ("位数", Fraction(rule.places)))
    made.note(StepKind.ROUND, label=path, value=after, figures=figures, text=rule.mode)
    return after


def rounded(value: Value, *, rule: RoundingRule) -> Value:
    """Round a value, known or not, at the scheme's places and mode."""

    def step(number: Fraction) -> Fraction:
        return round_to(number, places=rule.places, mode=rule.mode)

    return calc.monotone(value, step) if isinstance(value, Span | Fraction | OneOf) else value
