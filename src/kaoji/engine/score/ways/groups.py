"""Groups: children in points or weights, the best, worst or mean of them, or an expression."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from operator import attrgetter
from typing import TYPE_CHECKING, TypeAlias, cast

from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.feel.functions.model import known
from kaoji.engine.feel.functions.roots import weighted_geometric_mean
from kaoji.engine.plan.context import Spot
from kaoji.engine.plan.nodes import Join, Node
from kaoji.engine.plinth.exact import ONE, ZERO, total
from kaoji.engine.plinth.names import spoken_path
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import (
    NO_WAYS,
    NOT_APPLICABLE,
    UNDEFINED,
    Null,
    Span,
    Value,
    Ways,
    is_unknown,
    ways_of,
)
from kaoji.engine.scheme.model import Combine
from kaoji.engine.score import calc
from kaoji.engine.score.made import Made, over_cases
from kaoji.engine.score.outcome import Case, Outcome, State, Step, StepKind
from kaoji.engine.score.ways.single import taken

if TYPE_CHECKING:
    from kaoji.engine.score.plain import Run

_GAPS_OF = attrgetter("gaps")
Children: TypeAlias = Sequence[tuple[str, Outcome]]


def join(run: Run, *, node: Node, spot: Spot) -> Made:
    """A group of children."""
    way = cast("Join", node.way)
    made = Made(steps=run.notebook())
    if way.formula is not None:
        made.value = run.amount(way.formula, spot=spot)
        text = way.formula.formula.text
        made.note(
            StepKind.COMBINE, label=node.path, value=made.value, figures=taken(spot), text=text
        )
        for path in way.children:
            made.marks |= run.outcome(path, subject=spot.subject, period=spot.period).marks
    elif way.children:
        _of_children(run, node, way=way, spot=spot, made=made)
    else:
        made.value = ZERO
    return made


def _of_children(run: Run, node: Node, *, way: Join, spot: Spot, made: Made) -> None:
    stations = run.stations_of(way.children, period=spot.period)
    children = run.outcomes_at(stations, subject=spot.subject, period=spot.period)
    if made.steps is not None:
        for path, outcome in children:
            made.note(StepKind.CHILD, label=path, value=outcome.value, text=outcome.state.value)
    for _path, outcome in children:
        if outcome.marks:
            made.marks |= outcome.marks
    if spot.available_only:
        children = [(path, _here_only(node, each)) for path, each in children]
    if way.combine in (Combine.SUM, Combine.WEIGHTED):
        _add(run, node, way=way, children=children, spot=spot, made=made)
    else:
        _pick(run, node, way=way, children=children, spot=spot, made=made)
    if isinstance(made.value, Null) and _is_all_absent(children):
        made.value = _waiting(run, node, children=children, spot=spot)


def _here_only(node: Node, outcome: Outcome) -> Outcome:
    """以已到者计: a child that is not here leaves its share to its siblings."""
    if not is_unknown(outcome.value):
        return outcome
    step = Step(StepKind.ABSENCE, node.path, outcome.value)
    return Outcome(State.MISSING, UNDEFINED, {node.path: ONE}, outcome.marks, (step,))


def _is_all_absent(children: Children) -> bool:
    """Nothing is left, and something is only because it is not here yet."""
    return any(outcome.state is State.MISSING for _path, outcome in children)


def _waiting(run: Run, node: Node, *, children: Children, spot: Spot) -> Value:
    """With every child taken out for being late the group itself is what is missing."""
    facts: Ways = {
        fact: 0
        for _path, outcome in children
        for step in outcome.steps
        if step.kind is StepKind.ABSENCE
        for fact in (NO_WAYS if step.value is None else ways_of(step.value))
    }
    points = run.unknown_points(node.path, spot=spot)
    low, high = (points.low, points.high) if isinstance(points, Span) else (None, None)
    return Span(low, high, tight=False, ways=facts or ways_of(points))


# --- sums -----------------------------------------------------------------------------------------


def _add(run: Run, node: Node, *, way: Join, children: Children, spot: Spot, made: Made) -> None:
    """Points added, or weights times rates; what is out leaves a gap that an ancestor takes up."""
    known = run.shares(node, way=way, subject=spot.subject, period=spot.period)
    full, whole = known.full, known.whole
    if made.steps is not None:
        _note_removed(made, children=children, shares=known.shares)

    def evaluate(cases: Sequence[Case | Outcome]) -> Case:
        if is_unknown(whole) and any(case.gaps for case in cases):
            # How much is taken out is not known, so nothing bounds what an ancestor makes of it.
            return Case(calc.unbounded(whole, *(case.value for case in cases)))
        if known.is_plain and not any(map(_GAPS_OF, cases)):
            return Case(_plain_sum(cases))
        parts: list[Value] = []
        gaps: dict[str, Fraction] = {}
        lines = zip(cases, known.shares, known.fulls, known.as_is, strict=True)
        for case, share, own, is_as_is in lines:
            value = case.value
            if case.gaps:
                _add_gaps(gaps, case=case, share=share, whole=whole)
            if not isinstance(value, Null):
                parts.append(value if is_as_is else _scaled(value, share, own))
        value = calc.total(parts) if parts else UNDEFINED
        if way.combine is Combine.WEIGHTED:
            value = calc.multiply(value, full)
        elif whole != full:
            value = _scaled(value, full, whole)
        return _rescaled(node, value, gaps=gaps, made=made) if gaps else Case(value)

    over_cases(made, outcomes=[outcome for _path, outcome in children], evaluate=evaluate)


def _plain_sum(cases: Sequence[Case | Outcome]) -> Value:
    """The sum of children whose points are added as they are."""
    parts = [case.value for case in cases if not isinstance(case.value, Null)]
    return calc.total(parts) if parts else UNDEFINED


def _note_removed(made: Made, *, children: Children, shares: Sequence[Value]) -> None:
    for (path, outcome), share in zip(children, shares, strict=True):
        if isinstance(outcome.value, Null):
            made.note(
                StepKind.REMOVED,
                label=path,
                value=outcome.value,
                figures=(("份额", share),),
                text=outcome.state.value,
            )


def _scaled(value: Value, share: Value, own: Value) -> Value:
    return calc.divide(calc.multiply(value, share), own)


def _add_gaps(
    gaps: dict[str, Fraction], *, case: Case | Outcome, share: Value, whole: Value
) -> None:
    """Add a child's gaps, as shares of this node's scale."""
    if isinstance(share, Fraction) and isinstance(whole, Fraction) and whole:
        for path, gap in case.gaps.items():
            gaps[path] = gaps.get(path, ZERO) + gap * share / whole


def _rescaled(node: Node, value: Value, *, gaps: dict[str, Fraction], made: Made) -> Case:
    """Take up the gaps that are this node's to take up; pass the others on."""
    own = gaps.pop(node.path, None)
    if own is None:
        return Case(value, gaps)
    rest = ONE - total(gaps.values())
    left = rest - own
    if left <= 0:
        return Case(NOT_APPLICABLE, gaps)
    after = calc.divide(calc.multiply(value, rest), left)
    if own:  # what is out may have carried nothing
        figures = (("之前", value), ("留存", left))
        made.note(StepKind.RESCALED, label=node.path, value=after, figures=figures)
    return Case(after, gaps)


# --- one of the children, or their mean -----------------------------------------------------------


def _pick(run: Run, node: Node, *, way: Join, children: Children, spot: Spot, made: Made) -> None:
    """The best, the worst, the mean or the geometric mean of the children's rates."""
    subject, period = spot.subject, spot.period
    full = run.full(node.path, subject=subject, period=period)
    fulls = [run.full(path, subject=subject, period=period) for path in way.children]
    weights = [
        run.weight(path, subject=subject, period=period) if way.weights else ONE
        for path in way.children
    ]
    for path, outcome in children:
        if isinstance(outcome.value, Null):
            text = outcome.state.value
            made.note(StepKind.REMOVED, label=path, value=outcome.value, text=text)

    def evaluate(cases: Sequence[Case | Outcome]) -> Case:
        here = [at for at, case in enumerate(cases) if not isinstance(case.value, Null)]
        if not here:
            return Case(NOT_APPLICABLE)
        rates = [calc.divide(cases[at].value, fulls[at]) for at in here]
        kept = [weights[at] for at in here]
        return Case(_picked(node, way.combine, rates=rates, weights=kept, full=full))

    over_cases(made, outcomes=[outcome for _path, outcome in children], evaluate=evaluate)
    made.note(StepKind.COMBINE, label=node.path, value=made.value, text=way.combine.value)


def _picked(
    node: Node, combine: Combine, *, rates: list[Value], weights: list[Value], full: Value
) -> Value:
    match combine:
        case Combine.HIGHEST:
            return calc.multiply(calc.highest(rates), full)
        case Combine.LOWEST:
            return calc.multiply(calc.lowest(rates), full)
        case Combine.MEAN:
            return calc.multiply(calc.mean(rates), full)
        case _:
            return _geometric(
                node,
                values=[calc.multiply(rate, full) for rate in rates],
                weights=[known(weight, what=speak("几何平均的权重")) for weight in weights],
            )


def _geometric(node: Node, *, values: list[Value], weights: list[Fraction]) -> Value:
    """Irrational: rounded once, where it arises, as the node says."""
    rule = node.rounding
    if rule is None:
        message = speak("「{node}」取几何平均，没有写保留几位", node=spoken_path(node.path))
        raise FeelFailure("geometric-places", message, remedy=speak("写 取整: 2位"))
    return weighted_geometric_mean(values, weights=weights, places=rule.places, mode=rule.mode)
