"""The plain evaluator: one node at one coordinate, on demand, each once. It is the definition.

`Run` answers for any node, subject and period; it remembers what it worked out. The frame that
stands around every way (given, periods, applicability, absences, extras, limits, rounding) is
here; the ways themselves are in `ways.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.feel.frame import Frame
from kaoji.engine.plan.context import Spot
from kaoji.engine.plan.expect import parts_of
from kaoji.engine.plan.nodes import Amount, Join, Node, Stage
from kaoji.engine.plinth.exact import HUNDRED, ONE, ZERO, round_to
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.problem import Problem, has_errors
from kaoji.engine.plinth.values import (
    NOT_APPLICABLE,
    UNDEFINED,
    Null,
    OneOf,
    Reason,
    Span,
    Value,
    is_unknown,
)
from kaoji.engine.scheme.model import (
    Combine,
    Formula,
    MissingPolicy,
    NotApplicablePolicy,
    Role,
    RoundingRule,
)
from kaoji.engine.score import calc
from kaoji.engine.score.outcome import NO_GAPS, Mark, Outcome, State, Step, StepKind
from kaoji.engine.score.reading import Reading
from kaoji.engine.score.ways import WAYS, Made

Key = tuple[str, str, Period]


@dataclass(slots=True)
class Run(Reading):
    """One scoring run: plan, facts, roster, period; values on demand."""

    memo: dict[Key, Outcome] = field(default_factory=dict)
    problems: dict[str, list[Problem]] = field(default_factory=dict)
    open_in_verdict: dict[str, set[str]] = field(default_factory=dict)

    # -- values ----------------------------------------------------------------------------------

    def outcome(self, path: str, *, subject: str, period: Period) -> Outcome:
        """The outcome of a node; worked out the first time it is asked for."""
        key = (path, subject, period)
        known = self.memo.get(key)
        if known is None:
            known = self._evaluate(self.plan.nodes[path], subject=subject, period=period)
            self.memo[key] = known
        return known

    def value(self, path: str, *, subject: str, period: Period) -> Value:
        """The value alone."""
        return self.outcome(path, subject=subject, period=period).value

    def spot(self, node: str, *, subject: str, period: Period) -> Spot:
        """A place for expressions to stand."""
        return Spot(self, node, subject, period, notes=[] if self.tracing else None)

    def amount(self, amount: Amount, *, spot: Spot) -> Value:
        """The value of a number place."""
        if amount.constant is not None:
            return amount.constant
        return amount.program(Frame(spot))

    def compiled_at(self, formula: Formula, *, node: str, in_row: bool = False) -> Amount:
        """A requirement's formula, compiled once with the node's own fields in sight."""
        key = ("formula", id(formula), node, in_row)
        known = self.caches.get(key)
        if known is None:
            assert self.plan.compile_at is not None  # noqa: S101
            known = self.plan.compile_at(formula, node, in_row)
            self.caches[key] = known
        return known  # type: ignore[return-value]

    def periods_of(self, node: Node) -> tuple[Period, ...]:
        """The periods in which a node's own way works."""
        stage = node.stage
        parts = parts_of(stage, period=self.period) if stage is not None else ()
        return parts or (self.period,)

    def notebook(self) -> list[Step] | None:
        """Where steps are written down; nowhere when no trace is kept."""
        return [] if self.tracing else None

    def fault(self, subject: str, problem: Problem) -> None:
        """Record a problem of a subject once."""
        known = self.problems.setdefault(subject, [])
        if problem not in known:
            known.append(problem)

    def parts(self, stage: Stage, *, period: Period) -> tuple[Period, ...]:
        """The parts of a period under a stage, worked out once."""
        key = (id(stage), period)
        known = self.caches.get(key)
        if known is None:
            known = self.caches[key] = parts_of(stage, period=period)
        return known  # type: ignore[return-value]

    def _is_a_part(self, node: Node, period: Period) -> bool:
        """Extras, limits and rounding belong to the whole of a staged node, not to its parts; to
        the parts of what stands below it, not to their whole.
        """
        if node.stage is not None:
            return not self.parts(node.stage, period=period)
        return node.inherited is not None and bool(self.parts(node.inherited, period=period))

    # -- one node ----------------------------------------------------------------------------------

    def _evaluate(self, node: Node, *, subject: str, period: Period) -> Outcome:
        given = self.book.given_node(node.path, subject=subject, period=period)
        if given is not None:
            step = Step(StepKind.GIVEN, node.path, given.value, source=given.row)
            return Outcome(State.GIVEN, given.value, steps=(step,))
        spot = self.spot(node.path, subject=subject, period=period)
        try:
            return self._frame(node, spot=spot)
        except FeelFailure as failure:
            return self._failed(node, spot=spot, failure=failure)

    def _failed(self, node: Node, *, spot: Spot, failure: FeelFailure) -> Outcome:
        coordinate = f"{spot.subject}:{node.path}@{spot.period}"
        self.fault(
            spot.subject,
            Problem(
                failure.code, failure.message, failure.remedy or "", place=node.place,
                path=node.path, coordinate=coordinate,
            ),
        )  # fmt: skip
        return Outcome(State.UNDEFINED, UNDEFINED)

    def _frame(self, node: Node, *, spot: Spot) -> Outcome:
        stage = node.stage or node.inherited
        parts = self.parts(stage, period=spot.period) if stage is not None else ()
        if stage is not None and parts and not self._is_given_whole(node, spot):
            return self._finish(node, self._over_periods(node, stage, parts, spot), spot=spot)
        applies = self._applies(node, spot=spot)
        if applies is False:
            return self._not_applicable(node, spot=spot)
        made = WAYS[type(node.way)](self, node, spot)
        if isinstance(applies, OneOf):
            made = self._perhaps(node, made, applies, spot=spot)
        return self._finish(node, made, spot=spot)

    def _is_given_whole(self, node: Node, spot: Spot) -> bool:
        """A node below is given for the whole period: then this one is put together at the
        whole, its other children each over their own parts.
        """
        return self.book.has_given_below(node.path, subject=spot.subject, period=spot.period)

    def _finish(self, node: Node, made: Made, *, spot: Spot) -> Outcome:
        """Null policies, extras, limits, rounding, missing policies, in this order."""
        if isinstance(made.value, OneOf) and node.is_scored:
            made.value = self._without_nulls(node, made.value, spot=spot)
        if isinstance(made.value, Null):
            settled = self._null(node, made, spot=spot)
            if isinstance(settled, Outcome):
                return settled
            made = settled
        if not self._is_a_part(node, spot.period):
            made = self._limited(node, self._with_extras(node, made, spot=spot), spot=spot)
        if node.missing is not None and is_unknown(made.value):
            return self._settled_absence(node, made, spot=spot)
        state = State.MISSING if is_unknown(made.value) else State.COMPUTED
        return Outcome(state, made.value, made.gaps, made.marks, made.kept)

    # -- periods -------------------------------------------------------------------------------------  # noqa: E501

    def _over_periods(
        self, node: Node, stage: Stage, parts: tuple[Period, ...], spot: Spot
    ) -> Made:
        outcomes = [self.outcome(node.path, subject=spot.subject, period=part) for part in parts]
        weights = self._part_weights(stage, len(parts), spot=spot)
        made = Made(steps=self.notebook())
        total, used = ZERO_VALUE, ZERO_VALUE
        out = 0
        for part, outcome, weight in zip(parts, outcomes, weights, strict=True):
            made.marks |= outcome.marks
            made.note(StepKind.PART, f"{node.path}@{part}", outcome.value, ("权重", weight))
            if _is_out(outcome):
                out += 1
                continue
            used = calc.add(used, weight)
            total = calc.add(total, calc.multiply(weight, outcome.value))
            made.gaps = _merged_gaps(made.gaps, outcome.gaps, share=weight)
        if out == len(parts):
            made.value = outcomes[0].value if isinstance(outcomes[0].value, Null) else UNDEFINED
            return made
        made.value = total if used == ONE else calc.divide(total, used)
        made.note(StepKind.PERIODS, node.path, made.value)
        return made

    def _part_weights(self, stage: Stage, count: int, *, spot: Spot) -> list[Value]:
        """Weights normalised to a sum of one; none stated: a plain mean."""
        if not stage.weights:
            return [Fraction(1, count)] * count
        amounts = stage.weights if len(stage.weights) == count else stage.weights[:1] * count
        weights = [self.amount(amount, spot=spot) for amount in amounts]
        whole = calc.total(weights)
        return weights if whole == ONE else [calc.divide(weight, whole) for weight in weights]

    # -- applicability and absences ----------------------------------------------------------------------  # noqa: E501

    def applies(self, path: str, *, subject: str, period: Period) -> Value:
        """Whether a node applies to the subject."""
        spot = self.spot(path, subject=subject, period=period)
        return self._applies(self.plan.nodes[path], spot=spot)

    def _applies(self, node: Node, *, spot: Spot) -> Value:
        """K.适用 as a fact, else the scheme's condition; unstated means that it applies."""
        if node.path in self.book.set_by_facts and self.book.has_field(node.path, field="适用"):
            figure = self.book.figure(
                node.path, field="适用", subject=spot.subject, period=spot.period
            ) or self.book.figure(node.path, field="适用", subject=spot.subject, period=self.period)
            if figure is not None:
                return figure.value
        if node.applies is None:
            return True
        found = self.amount(node.applies, spot=spot)
        return found if isinstance(found, bool | OneOf) else False

    def _not_applicable(self, node: Node, *, spot: Spot, note: str = "") -> Outcome:  # noqa: ARG002
        rule = node.not_applicable
        if rule is None or rule.policy is None:
            return self._unstated(node, spot=spot, reason=Reason.NOT_APPLICABLE)
        return self._taken_out(
            node, rule.policy, node.takes_up, spot=spot, state=State.NOT_APPLICABLE
        )

    def _taken_out(
        self,
        node: Node,
        policy: NotApplicablePolicy,
        takes_up: str | None,
        *,
        spot: Spot,
        state: State,
    ) -> Outcome:
        """Full points, zero, or out with its share for an ancestor to rescale."""
        step = Step(StepKind.ABSENCE, node.path, text=policy.value)
        if policy is NotApplicablePolicy.FULL:
            full = self.full(node.path, subject=spot.subject, period=spot.period)
            return Outcome(state, full, steps=(step,))
        if policy is NotApplicablePolicy.ZERO:
            return Outcome(state, ZERO, steps=(step,))
        null = NOT_APPLICABLE if state is State.NOT_APPLICABLE else UNDEFINED
        return Outcome(state, null, {takes_up or "": ONE}, steps=(step,))

    def _null(self, node: Node, made: Made, *, spot: Spot) -> Outcome | Made:
        """A null result: the node says what 不适用 or 无定义 means here."""
        null = made.value
        assert isinstance(null, Null)  # noqa: S101
        if null.reason is Reason.NOT_APPLICABLE:
            if node.is_scored and node.not_applicable is not None:
                return self._not_applicable(node, spot=spot)
            if not node.is_scored or made.gaps:
                return Outcome(State.NOT_APPLICABLE, null, made.gaps, steps=made.kept)
            return self._unstated(node, spot=spot, reason=null.reason)
        rule = node.undefined
        if node.undefined_value is not None:
            made.value = self.amount(node.undefined_value, spot=spot)
            made.note(StepKind.ABSENCE, node.path, made.value, text="undefined_value")
            return made
        if rule is not None and rule.policy is not None:
            return self._taken_out(
                node, rule.policy, node.undefined_takes_up, spot=spot, state=State.UNDEFINED
            )
        if not node.is_scored:
            return Outcome(State.UNDEFINED, null, steps=made.kept)
        return self._unstated(node, spot=spot, reason=null.reason, note=null.note)

    def _without_nulls(self, node: Node, value: OneOf, *, spot: Spot) -> Value:
        """What may be null becomes what the node says of it; a null that would be refused is no
        completion and drops out.
        """
        kept: list[Value] = []
        for option in value.options:
            if not isinstance(option, Null):
                kept.append(option)
            elif option.reason is Reason.UNDEFINED and node.undefined_value is not None:
                kept.append(self.amount(node.undefined_value, spot=spot))
            elif _is_provided_for(node, option):
                kept += [ZERO, self.full(node.path, subject=spot.subject, period=spot.period)]
        if not kept or len(kept) == len(value.options):
            return value
        return kept[0] if len(kept) == 1 else calc.hull(kept, cause=value)

    def _unstated(self, node: Node, *, spot: Spot, reason: Reason, note: str = "") -> Outcome:
        """An absence that the scheme does not provide for refuses the subject, by name."""
        word, key = (
            ("不适用", "不适用") if reason is Reason.NOT_APPLICABLE else ("无定义", "无定义")
        )
        why = f"({note})" if note else ""
        state = State.NOT_APPLICABLE if reason is Reason.NOT_APPLICABLE else State.UNDEFINED
        if has_errors(self.problems.get(spot.subject, ())):
            return Outcome(state, Null(reason, note))  # a consequence of what is named already
        self.fault(
            spot.subject,
            Problem(
                f"{reason.value.replace('_', '-')}-unstated",
                f"「{node.path}」{word}{why},而方案没有写明怎么办",
                f"在方案的这个指标下写「{key}」:重摊、移出并折合、计满分或计零",
                place=node.place,
                path=node.path,
                coordinate=f"{spot.subject}:{node.path}@{spot.period}",
            ),
        )
        return Outcome(state, Null(reason, note))

    def _perhaps(self, node: Node, made: Made, applies: OneOf, *, spot: Spot) -> Made:
        """Applicability not known yet: the hull of both cases."""
        out = self._not_applicable(node, spot=spot)
        both = calc.hull((made.value, out.value), cause=applies)
        made.value = both if not isinstance(both, Null) else OneOf((both,), applies.ways)
        return made

    def _settled_absence(self, node: Node, made: Made, *, spot: Spot) -> Outcome:
        """缺: what the scheme says a settled absence means; an open list is not settled."""
        if node.path in self.open_paths:
            return Outcome(State.MISSING, made.value, made.gaps, made.marks, made.kept)
        policy = node.missing
        step = Step(StepKind.ABSENCE, node.path, made.value, text=f"missing_{policy}")
        match policy:
            case MissingPolicy.FULL:
                value: Value = self.full(node.path, subject=spot.subject, period=spot.period)
                return Outcome(State.MISSING, value, steps=(step,))
            case MissingPolicy.REMOVE:
                return Outcome(State.MISSING, UNDEFINED, {node.parent or "": ONE}, steps=(step,))
            case MissingPolicy.WHOLE_ZERO:
                marks = frozenset({Mark.WHOLE_ZERO})
                return Outcome(State.MISSING, ZERO, marks=marks, steps=(step,))
            case MissingPolicy.NO_RANK:
                marks = made.marks | {Mark.NO_RANK}
                return Outcome(State.MISSING, made.value, made.gaps, marks, made.kept)
            case MissingPolicy.AVAILABLE:
                return self._available(node, made, spot=spot, step=step)
            case _:
                return Outcome(State.MISSING, ZERO, steps=(step,))

    def _available(self, node: Node, made: Made, *, spot: Spot, step: Step) -> Outcome:
        """以已到者计: once more, over what is here only."""
        if spot.available_only:
            return Outcome(State.MISSING, made.value, made.gaps, made.marks, made.kept)
        spot.available_only = True
        stage = node.stage
        if stage is not None and (parts := parts_of(stage, period=spot.period)):
            here = [
                part
                for part in parts
                if not is_unknown(self.value(node.path, subject=spot.subject, period=part))
            ]
            redone = self._over_periods(node, replace(stage, weights=()), tuple(here), spot) \
                if here else Made(value=UNDEFINED, steps=self.notebook())  # fmt: skip
        else:
            redone = WAYS[type(node.way)](self, node, spot)
        redone.keep(step)
        if isinstance(redone.value, Null):
            settled = self._null(node, redone, spot=spot)
            if isinstance(settled, Outcome):
                return settled
            redone = settled
        if not self._is_a_part(node, spot.period):
            redone = self._limited(node, self._with_extras(node, redone, spot=spot), spot=spot)
        state = State.MISSING if is_unknown(redone.value) else State.COMPUTED
        return Outcome(state, redone.value, redone.gaps, redone.marks, redone.kept)

    # -- extras, limits, rounding ----------------------------------------------------------------------------  # noqa: E501

    def _with_extras(self, node: Node, made: Made, *, spot: Spot) -> Made:
        """Bonus added, deduction subtracted, outside the sum of the children."""
        value = made.value
        for path in node.extras:
            outcome = self.outcome(path, subject=spot.subject, period=spot.period)
            made.marks |= outcome.marks
            if isinstance(outcome.value, Null):
                continue
            is_bonus = self.plan.nodes[path].role is Role.BONUS
            value = (calc.add if is_bonus else calc.subtract)(value, outcome.value)
            kind = StepKind.BONUS if is_bonus else StepKind.DEDUCTION
            made.note(kind, path, outcome.value)
        made.value = value
        return made

    def _limited(self, node: Node, made: Made, *, spot: Spot) -> Made:
        """Cap, floor, then rounding; each step is noted when it moves the value."""
        value = made.value
        if isinstance(value, Null | OneOf) or not isinstance(value, Fraction | Span):
            return made
        for limit, pick, kind in (
            (node.cap, calc.lowest, StepKind.CAP),
            (node.floor, calc.highest, StepKind.FLOOR),
        ):
            if limit is None:
                continue
            edge = self.amount(limit, spot=spot)
            after = pick((value, edge))
            if after != value:
                made.note(kind, node.path, after, ("之前", value), ("限", edge))
            value = after
        if node.rounding is not None:
            after = rounded(value, rule=node.rounding)
            made.note(StepKind.ROUND, node.path, after, ("之前", value))
            value = after
        made.value = value
        return made

    # -- scales --------------------------------------------------------------------------------------------------  # noqa: E501

    def full(self, path: str, *, subject: str, period: Period) -> Value:
        """The node's full points: `K.分值` or `K.满分` as a fact, else as the scheme says."""
        node = self.plan.nodes[path]
        if path in self.book.set_by_facts:
            for name in ("满分", "分值"):
                figure = self._set_field(path, name, subject=subject, period=period)
                if figure is not None:
                    return figure
        amount = node.full or node.points
        if amount is not None:
            if amount.constant is not None:
                return amount.constant
            return self.amount(amount, spot=self.spot(path, subject=subject, period=period))
        return self._full_of_children(node, subject=subject, period=period)

    def _full_of_children(self, node: Node, *, subject: str, period: Period) -> Value:
        way = node.way
        if isinstance(way, Join) and way.combine is Combine.SUM and way.children:
            parts = (self.points(path, subject=subject, period=period) for path in way.children)
            return calc.total(parts)
        return HUNDRED

    def points(self, path: str, *, subject: str, period: Period) -> Value:
        """What the node is worth in its parent's sum."""
        node = self.plan.nodes[path]
        if path in self.book.set_by_facts:
            figure = self._set_field(path, "分值", subject=subject, period=period)
            if figure is not None:
                return figure
        if node.points is not None:
            if node.points.constant is not None:
                return node.points.constant
            return self.amount(node.points, spot=self.spot(path, subject=subject, period=period))
        return self.full(path, subject=subject, period=period)

    def weight(self, path: str, *, subject: str, period: Period) -> Value:
        """The node's weight among its siblings: `K.权重` as a fact, else as the scheme says."""
        if path in self.book.set_by_facts:
            figure = self._set_field(path, "权重", subject=subject, period=period)
            if figure is not None:
                return figure
        parent = self.plan.nodes[path].parent
        way = self.plan.nodes[parent].way if parent is not None else None
        if isinstance(way, Join) and way.weights:
            amount = way.weights[way.children.index(path)]
            return self.amount(amount, spot=self.spot(path, subject=subject, period=period))
        return UNDEFINED

    def _set_field(self, path: str, name: str, *, subject: str, period: Period) -> Value | None:
        for each in (period, period.own_year, self.period, None):
            figure = self.book.figure(path, field=name, subject=subject, period=each)
            if figure is not None:
                return figure.value
        return None


ZERO_VALUE: Value = ZERO


def rounded(value: Value, *, rule: RoundingRule) -> Value:
    """Round a value, known or not, at the scheme's places and mode."""

    def step(number: Fraction) -> Fraction:
        return round_to(number, places=rule.places, mode=rule.mode)

    return calc.monotone(value, step) if isinstance(value, Fraction | Span) else value


def _counts_anyway(node: Node, null: Null) -> bool:
    """Whether a null of this reason is taken out and rescaled: the parent's hull covers it."""
    rule = node.undefined if null.reason is Reason.UNDEFINED else node.not_applicable
    return rule is not None and rule.policy is not None


def _is_provided_for(node: Node, null: Null) -> bool:
    """Whether a policy takes this null: the node's whole scale covers what comes of it."""
    rule = node.undefined if null.reason is Reason.UNDEFINED else node.not_applicable
    return rule is not None and rule.policy is not None


def _is_out(outcome: Outcome) -> bool:
    return isinstance(outcome.value, Null)


def _merged_gaps(
    gaps: Mapping[str, Fraction], more: Mapping[str, Fraction], *, share: Value
) -> Mapping[str, Fraction]:
    if not more or not isinstance(share, Fraction):
        return gaps
    merged = dict(gaps)
    for path, gap in more.items():
        merged[path] = merged.get(path, ZERO) + share * gap
    return merged or NO_GAPS
