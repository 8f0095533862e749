"""The ways in which a node's value comes about: one function a way, each the definition of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from kaoji.engine.facts.book import Ballot, Line
from kaoji.engine.feel.functions import call_by_name
from kaoji.engine.plan.context import Spot
from kaoji.engine.plan.nodes import (
    Annex,
    Compute,
    Fold,
    Import,
    Join,
    Node,
    Poll,
    PollClass,
    Read,
)
from kaoji.engine.plinth.exact import HUNDRED, ONE, ZERO, total
from kaoji.engine.plinth.problem import Problem
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
from kaoji.engine.scheme.model import Combine
from kaoji.engine.score import calc
from kaoji.engine.score.outcome import Mark, Outcome, State, Step, StepKind, no_gaps

if TYPE_CHECKING:
    from kaoji.engine.score.plain import Run


@dataclass(slots=True)
class Made:
    """A value in the making, with its gaps, marks and steps."""

    value: Value = UNDEFINED
    gaps: Mapping[str, Fraction] = field(default_factory=no_gaps)
    marks: frozenset[Mark] = frozenset()
    steps: list[Step] | None = None

    @property
    def kept(self) -> tuple[Step, ...]:
        """The steps written down."""
        return tuple(self.steps) if self.steps else ()

    def keep(self, step: Step) -> None:
        """Add a step that is made already."""
        if self.steps is not None:
            self.steps.append(step)

    def note(
        self,
        kind: StepKind,
        label: str,
        value: Value,
        *figures: tuple[str, Value],
        text: str = "",
        source: object = None,
    ) -> None:
        """Add a step, where a trace is kept."""
        if self.steps is None:
            return
        self.steps.append(Step(kind, label, value, figures, text, source))


# --- expressions and facts ------------------------------------------------------------------------


def compute(run: Run, node: Node, spot: Spot) -> Made:
    """One expression over the node's own fields and other nodes."""
    assert isinstance(node.way, Compute)  # noqa: S101
    made = Made(run.amount(node.way.amount, spot=spot), steps=run.notebook())
    if spot.notes is not None:
        made.note(
            StepKind.FORMULA, node.path, made.value, *_taken(spot),
            text=node.way.amount.formula.text,
        )  # fmt: skip
    return made


def _taken(spot: Spot) -> tuple[tuple[str, Value], ...]:
    """The figures noted so far, each once; lists and records are told elsewhere."""
    figures: list[tuple[str, Value]] = []
    for note in spot.notes or ():
        if not isinstance(note[1], Mapping | tuple) and note not in figures:
            figures.append(note)
    if spot.notes:
        spot.notes.clear()
    return tuple(figures)


def read(run: Run, node: Node, spot: Spot) -> Made:
    """One declared fact."""
    value = run.fact(node.path, field="数值", subject=spot.subject, period=spot.period)
    made = Made(value, steps=run.notebook())
    made.note(StepKind.FACT, node.path, value)
    return made


# --- lists ------------------------------------------------------------------------------------------  # noqa: E501


def fold(run: Run, node: Node, spot: Spot) -> Made:
    """Rows → works → list: each row's value, times 件数, gathered; an open list may still grow."""
    way = node.way
    assert isinstance(way, Fold)  # noqa: S101
    lines = run.lines(node.path, subject=spot.subject, period=spot.period)
    made = Made(steps=run.notebook())
    rows = [each for line in lines if (each := _row(run, way, line, spot, made)) is not None]
    works = _per_work(rows, way=way, made=made)
    top = run.amount(way.top, spot=spot) if way.top is not None else None
    value = _gathered(works, way=way.gather, top=top)
    if node.path in run.open_paths:
        value = calc.add(value, Span(ZERO, None, tight=True, ways={_open(node, spot): 1}))
    made.note(StepKind.GATHER, node.path, value, text=way.gather)
    made.value = value if way.then is None else _then(run, way, value, spot=spot)
    return made


def _open(node: Node, spot: Spot) -> str:
    return f"{spot.subject}:{node.path}@{spot.period}(未截止)"


def _row(run: Run, way: Fold, line: Line, spot: Spot, made: Made) -> tuple[str, Value] | None:
    """The value of one row times its 件数, with the work it belongs to."""
    here = _row_spot(run, line, spot)
    if way.counted_if is not None:
        counts = run.amount(way.counted_if, spot=here)
        if counts is not True:
            figures = _taken(here)
            made.note(StepKind.ROW, line.work, ZERO, *figures, text="not_counted", source=line.row)
            return None
    one = run.amount(way.per_row, spot=here)
    value = one if line.count == ONE else calc.multiply(one, line.count)
    made.note(
        StepKind.ROW, line.work or "", value, ("每条", one), ("件数", line.count), *_taken(here),
        source=line.row,
    )  # fmt: skip
    return line.work, value


def _row_spot(run: Run, line: Line, spot: Spot) -> Spot:
    record = {**line.record, "件数": line.count}
    return Spot(
        run, spot.node, spot.subject, spot.period, record=record,
        notes=spot.notes, available_only=spot.available_only,
    )  # fmt: skip


def _per_work(rows: list[tuple[str, Value]], *, way: Fold, made: Made) -> list[Value]:
    """最高: of the rows of one 事项 only the highest counts; a row without 事项 is its own."""
    if way.per_work == "sum":
        return [value for _work, value in rows]
    works: dict[str, list[Value]] = {}
    for number, (work, value) in enumerate(rows):
        works.setdefault(work or f"#{number}", []).append(value)
    kept = []
    for work, values in works.items():
        best = calc.highest(values)
        if len(values) > 1:
            waived = calc.subtract(calc.total(values), best)
            made.note(StepKind.WORK, work, best, ("不再计", waived))
        kept.append(best)
    return kept


def _gathered(values: list[Value], *, way: str, top: Value | None) -> Value:
    match way:
        case "highest":
            return calc.highest(values) if values else ZERO
        case "lowest":
            return calc.lowest(values) if values else ZERO
        case "mean":
            return calc.mean(values)
        case "count":
            return Fraction(len(values))
        case "top":
            return _best(values, top)
        case _:
            return calc.total(values)


def _best(values: list[Value], top: Value | None) -> Value:
    """The sum of the n highest."""
    if not isinstance(top, Fraction) or not all(isinstance(v, Fraction) for v in values):
        return calc.total(values)
    exact = sorted((v for v in values if isinstance(v, Fraction)), reverse=True)
    return total(exact[: int(top)])


def _then(run: Run, way: Fold, value: Value, *, spot: Spot) -> Value:
    """计分 beside 条目: the list's total is 数值 of the rule."""
    assert way.then is not None  # noqa: S101
    here = Spot(run, spot.node, spot.subject, spot.period, notes=spot.notes, names={"数值": value})
    return run.amount(way.then, spot=here)


def annex(run: Run, node: Node, spot: Spot) -> Made:
    """Plan items: the sum of their points over the sum of their full points, on the node's scale."""  # noqa: E501
    way = node.way
    assert isinstance(way, Annex)  # noqa: S101
    lines = run.plan_lines(node.path, subject=spot.subject, period=spot.period)
    made = Made(steps=run.notebook())
    if not lines:
        made.value = run.unknown_points(node.path, spot=spot)
        return made
    _check_items(run, node, way, lines, spot=spot)
    earned, worth = [], []
    for line in lines:
        points = line.record.get("分值")
        full = points if isinstance(points, Fraction) else HUNDRED
        record = {**line.record, "分值": full, "满分": full, "件数": line.count}
        here = Spot(run, spot.node, spot.subject, spot.period, record=record, notes=spot.notes)
        if "数值" not in record:
            here.record = {**record, "数值": run.unknown_item(node.path, line, spot=spot)}
        value = (
            run.unknown_item_points(node.path, line, full=full, spot=spot)
            if _lacks_target(node, record)
            else run.amount(way.per_item, spot=here)
        )
        earned.append(value)
        worth.append(full)
        figures = [figure for figure in _taken(here) if figure[0] != "分值"]
        made.note(StepKind.PLAN_ITEM, line.work, value, ("分值", full), *figures, source=line.row)
    scale = run.full(node.path, subject=spot.subject, period=spot.period)
    made.value = calc.divide(calc.multiply(calc.total(earned), scale), total(worth))
    return made


def _lacks_target(node: Node, record: Mapping[str, Value]) -> bool:
    """The item's target is asked for and not set yet."""
    spec = None if node.spec is None else node.spec.fields.get("目标")
    return spec is not None and spec.required and "目标" not in record


def _check_items(run: Run, node: Node, way: Annex, lines: list[Line], *, spot: Spot) -> None:
    """The number of items and the sum of their points, as the scheme states them."""
    count = Fraction(len(lines))
    for limit, wrong, word in (
        (way.least, count.__lt__, "至少"),
        (way.most, count.__gt__, "至多"),
    ):
        edge = run.amount(limit, spot=spot) if limit is not None else None
        if isinstance(edge, Fraction) and wrong(edge):
            _plan_fault(run, node, spot, "plan-item-count", f"列了 {count} 项,{word} {edge} 项")
    wanted = run.amount(way.points_sum, spot=spot) if way.points_sum is not None else None
    points = [line.record.get("分值") for line in lines]
    known = [one for one in points if isinstance(one, Fraction)]
    if isinstance(wanted, Fraction) and len(known) == len(lines) and total(known) != wanted:
        _plan_fault(
            run, node, spot, "plan-points-sum", f"各项分值合计 {total(known)},应为 {wanted}"
        )


def _plan_fault(run: Run, node: Node, spot: Spot, code: str, message: str) -> None:
    run.fault(
        spot.subject,
        Problem(
            code, f"「{node.path}」{message}", "改正目标计划书", place=node.place, path=node.path,
            coordinate=f"{spot.subject}:{node.path}@{spot.period}",
        ),
    )  # fmt: skip


# --- panels -----------------------------------------------------------------------------------------  # noqa: E501


def poll(run: Run, node: Node, spot: Spot) -> Made:
    """Weighted means of rater classes, converted from the ballot scale to the node's own."""
    way = node.way
    assert isinstance(way, Poll)  # noqa: S101
    cast = run.book.ballots_of(node.path, subject=spot.subject, period=spot.period)
    best = run.amount(way.scale_full, spot=spot) if way.scale_full is not None else HUNDRED
    made = Made(steps=run.notebook())
    whole: Value = ZERO
    weights: list[Value] = []
    here: list[Value] = []
    for one in way.classes:
        ballots = [ballot for ballot in cast if ballot.rater_class == one.name]
        mean = _class_mean(run, node, way, one, ballots, best, spot=spot, made=made)
        weight = run.amount(one.weight, spot=spot)
        if spot.available_only and is_unknown(mean):
            continue
        weights.append(weight)
        here.append(calc.multiply(weight, mean))
    whole = calc.total(here)
    share = calc.total(weights)
    if share != ONE:
        whole = calc.divide(whole, share)
    full = run.full(node.path, subject=spot.subject, period=spot.period)
    made.value = calc.divide(calc.multiply(whole, full), best)
    made.note(StepKind.PANEL, node.path, made.value)
    return made


def _class_mean(  # noqa: PLR0917
    run: Run,
    node: Node,
    way: Poll,
    one: PollClass,
    ballots: list[Ballot],
    best: Value,
    *,
    spot: Spot,
    made: Made,
) -> Value:
    """The gathered mark of one class; too few valid ballots leave it open."""
    marks, aside = _marks(run, way, ballots, spot=spot)
    valid = total(count for _mark, count in marks)
    least = run.amount(one.minimum, spot=spot) if one.minimum is not None else ONE
    if isinstance(least, Fraction) and valid < least:
        short = bool(ballots) or one.minimum is not None
        if ballots and not marks and one.minimum is None:
            value: Value = Null(Reason.UNDEFINED, "没有有效票")
        else:
            value = Span(
                ZERO, best if isinstance(best, Fraction) else None, tight=True,
                ways={f"{spot.subject}:{node.path}({one.name})@{spot.period}": 1},
            )  # fmt: skip
        text = "too_few" if short else ""
        made.note(StepKind.BALLOTS, one.name, value, ("有效票", valid), ("最少", least), text=text)
        return value
    value = _gather_marks(run, way, marks, spot=spot)
    made.note(StepKind.BALLOTS, one.name, value, ("有效票", valid), ("不计入", aside))
    return value


def _marks(
    run: Run, way: Poll, ballots: list[Ballot], *, spot: Spot
) -> tuple[list[tuple[Fraction, Fraction]], Fraction]:
    """Marks with their counts; options outside the denominator are counted aside."""
    marks: list[tuple[Fraction, Fraction]] = []
    aside = ZERO
    for ballot in ballots:
        mark: Value = ballot.answer
        if isinstance(ballot.answer, str):
            amount = way.scale.get(ballot.answer) if way.scale is not None else None
            if amount is None:
                aside += ballot.count
                continue
            mark = run.amount(amount, spot=spot)
        if isinstance(mark, Fraction):
            marks.append((mark, ballot.count))
    return marks, aside


def _gather_marks(
    run: Run, way: Poll, marks: list[tuple[Fraction, Fraction]], *, spot: Spot
) -> Value:
    if way.gather == "mean":
        return total(m * n for m, n in marks) / total(n for _m, n in marks)
    flat = sorted(mark for mark, count in marks for _ in range(int(count)))
    if way.gather == "median":
        half = len(flat) // 2
        return flat[half] if len(flat) % 2 else (flat[half - 1] + flat[half]) / 2
    cut = run.amount(way.trim, spot=spot) if way.trim is not None else ONE
    trimmed = flat[int(cut) : len(flat) - int(cut)] if isinstance(cut, Fraction) else flat
    return total(trimmed) / len(trimmed) if trimmed else Null(Reason.UNDEFINED, "去掉后没有票")


# --- groups -----------------------------------------------------------------------------------------------  # noqa: E501


def join(run: Run, node: Node, spot: Spot) -> Made:
    """A group of children."""
    way = node.way
    assert isinstance(way, Join)  # noqa: S101
    made = Made(steps=run.notebook())
    if way.combine is Combine.FORMULA:
        assert way.formula is not None  # noqa: S101
        made.value = run.amount(way.formula, spot=spot)
        made.note(StepKind.COMBINE, node.path, made.value, text=way.formula.formula.text)
        return made
    if not way.children:
        made.value = ZERO
        return made
    children = [
        (path, run.outcome(path, subject=spot.subject, period=spot.period)) for path in way.children
    ]
    for path, outcome in children:
        made.marks |= outcome.marks
        made.note(StepKind.CHILD, path, outcome.value, text=outcome.state.value)
    if spot.available_only:
        children = [(path, _here_only(node, each)) for path, each in children]
    if Mark.WHOLE_ZERO in made.marks and node.parent is None:
        made.value = ZERO
        return made
    if way.combine in (Combine.SUM, Combine.WEIGHTED):
        return _added(run, node, way, children, spot=spot, made=made)
    return _picked(run, node, way, children, spot=spot, made=made)


def _here_only(node: Node, outcome: Outcome) -> Outcome:
    """以已到者计: a child that is not here leaves its share to its siblings."""
    if not is_unknown(outcome.value):
        return outcome
    return Outcome(State.MISSING, UNDEFINED, {node.path: ONE}, outcome.marks)


Children = list[tuple[str, Outcome]]


def _added(run: Run, node: Node, way: Join, children: Children, *, spot: Spot, made: Made) -> Made:
    """Points added, or weights times rates; what is out leaves a gap that an ancestor takes up."""
    subject, period = spot.subject, spot.period
    is_sum = way.combine is Combine.SUM
    shares = [
        run.points(path, subject=subject, period=period)
        if is_sum
        else run.weight(path, subject=subject, period=period)
        for path, _outcome in children
    ]
    whole = calc.total(shares)
    values: list[Value] = []
    for (path, outcome), share in zip(children, shares, strict=True):
        made.gaps = _gap(made.gaps, outcome, share=share, whole=whole)
        if isinstance(outcome.value, Null):
            made.note(StepKind.REMOVED, path, outcome.value, ("份额", share))
            continue
        own = run.full(path, subject=subject, period=period)
        if is_sum:
            rate = outcome.value if own == share else _scaled(outcome.value, share, own)
            values.append(rate)
        else:
            values.append(_scaled(outcome.value, share, own))
    full = run.full(node.path, subject=subject, period=period)
    value = calc.total(values) if values else UNDEFINED
    if not is_sum:
        value = calc.multiply(value, full)
    elif whole != full:
        value = _scaled(value, full, whole)
    made.value = value
    return _rescaled(node, made)


def _scaled(value: Value, share: Value, own: Value) -> Value:
    return calc.divide(calc.multiply(value, share), own)


def _gap(
    gaps: Mapping[str, Fraction], outcome: Outcome, *, share: Value, whole: Value
) -> Mapping[str, Fraction]:
    """Add a child's gaps, as shares of this node's scale."""
    if not outcome.gaps or not isinstance(share, Fraction) or not isinstance(whole, Fraction):
        return gaps
    merged = dict(gaps)
    for path, gap in outcome.gaps.items():
        merged[path] = merged.get(path, ZERO) + gap * share / whole
    return merged


def _rescaled(node: Node, made: Made) -> Made:
    """Take up the gaps that are this node's to take up; pass the others on."""
    own = made.gaps.get(node.path)
    if own is None:
        return made
    others = {path: gap for path, gap in made.gaps.items() if path != node.path}
    rest = ONE - total(others.values())
    left = rest - own
    made.gaps = others
    if left <= 0:
        made.value = NOT_APPLICABLE
        return made
    before = made.value
    made.value = calc.divide(calc.multiply(made.value, rest), left)
    made.note(StepKind.RESCALED, node.path, made.value, ("之前", before), ("留存", left))
    return made


def _picked(run: Run, node: Node, way: Join, children: Children, *, spot: Spot, made: Made) -> Made:
    """The best, the worst, the mean or the geometric mean of the children's rates."""
    subject, period = spot.subject, spot.period
    full = run.full(node.path, subject=subject, period=period)
    rates: list[Value] = []
    weights: list[Value] = []
    for number, (path, outcome) in enumerate(children):
        if isinstance(outcome.value, Null):
            made.note(StepKind.REMOVED, path, outcome.value)
            continue
        rates.append(calc.divide(outcome.value, run.full(path, subject=subject, period=period)))
        if way.weights:
            weights.append(run.amount(way.weights[number], spot=spot))
    if not rates:
        made.value = NOT_APPLICABLE
        return made
    rate = _pick(
        way.combine, rates, weights, places=node.rounding.places if node.rounding else None
    )
    made.value = calc.multiply(rate, full)
    made.note(StepKind.COMBINE, node.path, made.value, text=way.combine.value)
    return made


def _pick(
    combine: Combine,
    rates: list[Value],
    weights: list[Value],  # noqa: ARG001
    *,
    places: int | None,
) -> Value:
    match combine:
        case Combine.HIGHEST:
            return calc.highest(rates)
        case Combine.LOWEST:
            return calc.lowest(rates)
        case Combine.MEAN:
            return calc.mean(rates)
        case _:
            digits = Fraction(places + 6 if places is not None else 12)
            return call_by_name("几何均值", tuple(rates), digits)


def imported(run: Run, node: Node, spot: Spot) -> Made:
    """A result of another scheme."""
    assert isinstance(node.way, Import)  # noqa: S101
    made = Made(steps=run.notebook())
    made.value = run.feed(node.way.feed, spot=spot, made_for=node.path)
    made.note(StepKind.FEED, node.way.feed.scheme, made.value, text=node.way.feed.take)
    return made


Way = Callable[["Run", Node, Spot], Made]
WAYS: Mapping[type[Any], Way] = {
    Compute: compute,
    Read: read,
    Fold: fold,
    Poll: poll,
    Annex: annex,
    Join: join,
    Import: imported,
}

__all__ = ["WAYS", "Made", "OneOf"]
