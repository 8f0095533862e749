"""Panels (评分): ballots of weighted classes of raters on a scale of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING, cast

from kaoji.engine.facts.book import Ballot
from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.plan.context import Spot
from kaoji.engine.plan.nodes import Node, Poll, PollClass
from kaoji.engine.plinth.exact import HUNDRED, ONE, ZERO, exact_text, total
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import Null, Reason, Span, Value, is_unknown
from kaoji.engine.score import calc
from kaoji.engine.score.made import Made
from kaoji.engine.score.outcome import StepKind

if TYPE_CHECKING:
    from kaoji.engine.score.plain import Run


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark, and how many ballots give it."""

    points: Fraction
    count: Fraction


@dataclass(frozen=True, slots=True)
class Polling:
    """One panel being counted."""

    run: Run
    node: Node
    way: Poll
    spot: Spot
    best: Value  # what the best mark is worth


def poll(run: Run, *, node: Node, spot: Spot) -> Made:
    """Weighted means of rater classes, converted from the ballot scale to the node's own."""
    way = cast("Poll", node.way)
    cast_ballots = run.book.ballots_of(node.path, subject=spot.subject, period=spot.period)
    best = run.amount(way.scale_full, spot=spot) if way.scale_full is not None else HUNDRED
    polling = Polling(run, node, way, spot, best)
    made = Made(steps=run.notebook())
    weights: list[Value] = []
    earned: list[Value] = []
    for one in way.classes:
        ballots = [ballot for ballot in cast_ballots if ballot.rater_class == one.name]
        mean = _class_mean(polling, one=one, ballots=ballots, made=made)
        if spot.available_only and is_unknown(mean):
            continue
        weight = run.amount(one.weight, spot=spot)
        weights.append(weight)
        earned.append(calc.multiply(weight, mean))
    whole, share = calc.total(earned), calc.total(weights)
    if share != ONE:
        whole = calc.divide(whole, share)
    full = run.full(node.path, subject=spot.subject, period=spot.period)
    made.value = calc.divide(calc.multiply(whole, full), best)
    made.note(StepKind.PANEL, label=node.path, value=made.value)
    return made


def _class_mean(
    polling: Polling, *, one: PollClass, ballots: Sequence[Ballot], made: Made
) -> Value:
    """The gathered mark of one class; too few valid ballots leave it open."""
    marks, aside = _marks(polling, ballots)
    valid = total(mark.count for mark in marks)
    minimum = polling.run.amount(one.minimum, spot=polling.spot) if one.minimum else ONE
    least = minimum if isinstance(minimum, Fraction) else ONE
    if valid < max(least, ONE):
        is_void = not marks and _is_settled(polling, one=one, ballots=ballots, least=least)
        value = (
            Null(Reason.UNDEFINED, speak("没有有效票")) if is_void else _open(polling, one, marks)
        )
        text = "too_few" if ballots or one.minimum is not None else ""
        figures: tuple[tuple[str, Value], ...] = (("有效票", valid), ("最少", least))
        if aside:
            figures = (*figures, ("不计入", aside))
        made.note(StepKind.BALLOTS, label=one.name, value=value, figures=figures, text=text)
        return value
    value = _gathered(polling, marks)
    figures = (("有效票", valid), ("不计入", aside))
    made.note(StepKind.BALLOTS, label=one.name, value=value, figures=figures)
    return value


def _is_stated(node: Node) -> bool:
    return node.undefined is not None or node.undefined_value is not None


def _is_settled(
    polling: Polling, *, one: PollClass, ballots: Sequence[Ballot], least: Fraction
) -> bool:
    """Whether no valid ballot is 无定义 rather than too few: none is asked for, or ballots are
    here and the scheme says what it means that none of them is valid.
    """
    if one.minimum is not None and least <= 0:
        return True
    return bool(ballots) and (one.minimum is None or _is_stated(polling.node))


def _open(polling: Polling, one: PollClass, marks: Sequence[Mark]) -> Value:
    """Any mark of the scale. With ballots here already its ends are out of reach."""
    spot, (low, high) = polling.spot, _ends(polling)
    name = f"{spot.subject}:{polling.node.path}({one.name})@{spot.period}"
    return Span(low, high, tight=not marks, ways={name: 1})


def _ends(polling: Polling) -> tuple[Fraction | None, Fraction | None]:
    """The least and the greatest mark that a ballot may give."""
    run, node, spot, best = polling.run, polling.node, polling.spot, polling.best
    if polling.way.scale is not None:
        amounts = [amount for amount in polling.way.scale.values() if amount is not None]
        points = [run.amount(amount, spot=spot) for amount in amounts]
        known = [one for one in points if isinstance(one, Fraction)]
        if known and len(known) == len(points):
            return min(known), max(known)
        return None, None
    spec = None if node.spec is None else node.spec.value
    low, high = run.range_of(node, spec=spec, subject=spot.subject, period=spot.period)
    highest = best if high is None and isinstance(best, Fraction) else high
    return ZERO if low is None else low, highest


def _marks(polling: Polling, ballots: Sequence[Ballot]) -> tuple[list[Mark], Fraction]:
    """Marks with their counts; options outside the denominator are counted aside."""
    marks: list[Mark] = []
    aside = ZERO
    for ballot in ballots:
        points: Value = ballot.answer
        if isinstance(ballot.answer, str):
            scale = polling.way.scale or {}
            amount = scale.get(ballot.answer)
            if amount is None:
                aside += ballot.count
                continue
            points = polling.run.amount(amount, spot=polling.spot)
        if isinstance(points, Fraction) and ballot.count:
            _stay_on_scale(polling, ballot, points)
            marks.append(Mark(points, ballot.count))
    return marks, aside


def _stay_on_scale(polling: Polling, ballot: Ballot, points: Fraction) -> None:
    """A scale as long as the node's own full points is known only here."""
    spot, best = polling.spot, polling.best
    if polling.way.scale is not None or not isinstance(best, Fraction) or points <= best:
        return
    _low, high = _ends(polling)
    if high is None or points <= high:
        return
    polling.run.fault(
        spot.subject,
        problem=Problem(
            "beyond-scale",
            speak(
                "票上写 {points}，高于量表满分 {most}",
                points=exact_text(points),
                most=exact_text(high),
            ),
            speak("核对这一票；若量表本来更长，请改方案里的「量表满分」"),
            place=ballot.row.cell("value").place,
            path=polling.node.path,
            coordinate=f"{spot.subject}:{polling.node.path}@{spot.period}",
        ),
    )


def _gathered(polling: Polling, marks: Sequence[Mark]) -> Value:
    way = polling.way
    if way.gather == "mean":
        return _mean(marks)
    in_order = sorted(marks, key=lambda mark: mark.points)
    if way.gather == "median":
        count = total(mark.count for mark in marks)
        return (_at(in_order, (count - 1) // 2) + _at(in_order, count // 2)) / 2
    cut = polling.run.amount(way.trim, spot=polling.spot) if way.trim is not None else ONE
    if not isinstance(cut, Fraction) or cut.denominator != 1 or cut < 0:
        message = speak("去掉的票数「{shown}」不是非负整数", shown=calc.shown(cut))
        raise FeelFailure("bad-trim", message, remedy=speak("改正「去掉」"))
    kept = _without_first(_without_first(in_order, cut)[::-1], cut)
    return _mean(kept) if kept else Null(Reason.UNDEFINED, speak("去掉后没有票"))


def _mean(marks: Sequence[Mark]) -> Fraction:
    points = total(mark.points * mark.count for mark in marks)
    return points / total(mark.count for mark in marks)


def _at(marks: Sequence[Mark], place: int) -> Fraction:
    """The mark at a place of the ballots in order, counted from nought."""
    seen = accumulate(mark.count for mark in marks)
    return next(mark.points for mark, end in zip(marks, seen, strict=True) if place < end)


def _without_first(marks: Sequence[Mark], cut: Fraction) -> list[Mark]:
    """The ballots in order without the first so many."""
    kept = []
    for mark in marks:
        gone = min(cut, mark.count)
        cut -= gone
        if mark.count > gone:
            kept.append(Mark(mark.points, mark.count - gone))
    return kept
