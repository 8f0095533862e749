"""Panels (评分): ballots of weighted classes of raters on a scale of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from math import ceil
from typing import TYPE_CHECKING, NamedTuple, cast

from kaoji.engine.facts.book import Ballot
from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.plan.context import Spot
from kaoji.engine.plan.nodes import Node, Poll, PollClass
from kaoji.engine.plinth.exact import HUNDRED, ONE, ZERO, exact_text, total
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import Null, OneOf, Reason, Span, Value, is_unknown
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
class Owed:
    """A word on so many ballots of which it is not known yet what it is worth."""

    points: Value
    count: Fraction


@dataclass(frozen=True, slots=True)
class Polling:
    """One panel being counted."""

    run: Run
    node: Node
    way: Poll
    spot: Spot
    best: Value  # what the best mark is worth


class Heard(NamedTuple):
    """What one class of raters gives."""

    value: Value  # its gathered mark; any mark of the scale while it is open
    may_be_void: bool = False  # no valid ballot may come of it yet


@dataclass(frozen=True, slots=True)
class Tally:
    """The ballots of one class, counted."""

    ballots: Sequence[Ballot]
    marks: Sequence[Mark]
    aside: Fraction  # outside the denominator
    owed: Sequence[Owed]
    least: Fraction | Span  # valid ballots that are asked for

    @property
    def valid(self) -> Fraction:
        """How many ballots are valid."""
        counts = [*(one.count for one in self.marks), *(one.count for one in self.owed)]
        return total(counts)

    @property
    def is_short(self) -> bool:
        """Fewer valid ballots are here than may be asked for."""
        most = self.least.high if isinstance(self.least, Span) else self.least
        return most is None or self.valid < max(most, ONE)

    @property
    def fewest(self) -> Fraction:
        """The least number of valid ballots with which the class may be whole."""
        least = self.least.low if isinstance(self.least, Span) else self.least
        return max(self.valid, ONE, Fraction(ceil(ONE if least is None else least)))


def poll(run: Run, *, node: Node, spot: Spot) -> Made:
    """Weighted means of rater classes, converted from the ballot scale to the node's own."""
    way = cast("Poll", node.way)
    cast_ballots = run.book.ballots_of(node.path, subject=spot.subject, period=spot.period)
    best = run.amount(way.scale_full, spot=spot) if way.scale_full is not None else HUNDRED
    polling = Polling(run, node, way, spot, best)
    made = Made(steps=run.notebook())
    heard: list[tuple[PollClass, Heard]] = []
    for one in way.classes:
        ballots = [ballot for ballot in cast_ballots if ballot.rater_class == one.name]
        heard.append((one, _heard(polling, one=one, ballots=ballots, made=made)))
    if spot.available_only:
        # With none of the classes here, the panel itself is what is missing.
        heard = [(one, each) for one, each in heard if not is_unknown(each.value)] or heard
    weights = [run.amount(one.weight, spot=spot) for one, _each in heard]
    earned = [
        calc.multiply(weight, each.value)
        for weight, (_one, each) in zip(weights, heard, strict=True)
    ]
    whole, share = calc.total(earned), calc.total(weights)
    if share != ONE:
        whole = calc.divide(whole, share)
    full = run.full(node.path, subject=spot.subject, period=spot.period)
    value = calc.divide(calc.multiply(whole, full), best)
    made.value = _or_void(value, open_to_it=[each for _one, each in heard if each.may_be_void])
    made.note(StepKind.PANEL, label=node.path, value=made.value)
    return made


def _or_void(value: Value, *, open_to_it: Sequence[Heard]) -> Value:
    """One class without a valid ballot leaves the whole panel without a value."""
    if not open_to_it or isinstance(value, Null):
        return value
    ways = calc.unsure(value, *(each.value for each in open_to_it))
    if isinstance(value, Span):
        return OneOf((value, _no_valid_ballot()), ways, tight=value.tight)
    return calc.hull((value, _no_valid_ballot()), cause=OneOf((True, False), ways, tight=False))


def _no_valid_ballot() -> Null:
    return Null(Reason.UNDEFINED, speak("没有有效票"))


# --- one class ------------------------------------------------------------------------------------


def _heard(polling: Polling, *, one: PollClass, ballots: Sequence[Ballot], made: Made) -> Heard:
    """The gathered mark of one class; too few valid ballots leave it open."""
    tally = _tally(polling, one=one, ballots=ballots)
    figures: tuple[tuple[str, Value], ...] = (("有效票", tally.valid), ("不计入", tally.aside))
    if not tally.is_short and not tally.owed:
        value = _gathered(polling, tally.marks)
        made.note(StepKind.BALLOTS, label=one.name, value=value, figures=figures)
        return Heard(value)
    if _is_void(polling, one=one, tally=tally):
        heard = Heard(_no_valid_ballot())
    else:
        may_be_void = _may_be_void(polling, one=one, tally=tally)
        heard = Heard(_open(polling, one=one, tally=tally), may_be_void)
    text = "too_few" if ballots or one.minimum is not None else ""
    if not tally.is_short:
        text = "worth_open"
    figures = (("有效票", tally.valid), ("最少", tally.least), *figures[1:])
    kept = figures if tally.aside else figures[:2]
    made.note(StepKind.BALLOTS, label=one.name, value=heard.value, figures=kept, text=text)
    return heard


def _tally(polling: Polling, *, one: PollClass, ballots: Sequence[Ballot]) -> Tally:
    """The ballots of one class, valid and not, and how many valid ones are asked for."""
    minimum = polling.run.amount(one.minimum, spot=polling.spot) if one.minimum else ONE
    if isinstance(minimum, OneOf):
        minimum = calc.span_of(minimum)
    least = minimum if isinstance(minimum, Span | Fraction) else ONE
    marks, owed, aside = _marks(polling, ballots)
    return Tally(ballots, marks, aside, owed, least)


def _is_void(polling: Polling, *, one: PollClass, tally: Tally) -> bool:
    """Whether no valid ballot is 无定义 rather than too few: none is asked for, or ballots are
    here and the scheme says what it means that none of them is valid.
    """
    if tally.valid:
        return False
    if one.minimum is not None and isinstance(tally.least, Fraction) and tally.least <= 0:
        return True
    return bool(tally.ballots) and _comes_to_nothing(polling.node, one)


def _may_be_void(polling: Polling, *, one: PollClass, tally: Tally) -> bool:
    """Whether an open class may still come to 无定义: no ballot of it need be valid, and those
    that are may all be cut off.
    """
    if polling.way.gather == "trimmed":
        cut = _cut(polling)
        if isinstance(cut, Fraction) and tally.fewest <= 2 * cut:
            return True
    if tally.valid:
        return False
    if isinstance(tally.least, Span) and (tally.least.low is None or tally.least.low <= 0):
        return True
    return not tally.ballots and _comes_to_nothing(polling.node, one)


def _comes_to_nothing(node: Node, one: PollClass) -> bool:
    """Ballots of which none is valid are 无定义 where it is stated what that means, whatever least
    number is asked for; else they are too few of that number.
    """
    is_stated = node.undefined is not None or node.undefined_value is not None
    return is_stated or one.minimum is None


def _open(polling: Polling, *, one: PollClass, tally: Tally) -> Value:
    """Any mark of the scale. With ballots here already its ends are out of reach."""
    spot, (low, high) = polling.spot, _ends(polling)
    name = f"{spot.subject}:{polling.node.path}({one.name})@{spot.period}"
    others = calc.unsure(tally.least, *(mark.points for mark in tally.owed))
    ways = {**others, name: 1} if tally.is_short else others
    is_free = not tally.valid and not others and low is not None and high is not None
    return Span(low, high, tight=is_free, ways=ways)


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


def _marks(polling: Polling, ballots: Sequence[Ballot]) -> tuple[list[Mark], list[Owed], Fraction]:
    """Marks with their counts, known and not; options outside the denominator counted aside."""
    marks: list[Mark] = []
    owed: list[Owed] = []
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
        elif is_unknown(points) and ballot.count:
            owed.append(Owed(points, ballot.count))
    return marks, owed, aside


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
    cut = _cut(polling)
    if not isinstance(cut, Fraction) or cut.denominator != 1 or cut < 0:
        message = speak("去掉的票数「{shown}」不是非负整数", shown=calc.shown(cut))
        raise FeelFailure("bad-trim", message, remedy=speak("改正「去掉」"))
    kept = _without_first(_without_first(in_order, cut)[::-1], cut)
    return _mean(kept) if kept else Null(Reason.UNDEFINED, speak("去掉后没有票"))


def _cut(polling: Polling) -> Value:
    """How many of the highest ballots, and of the lowest, do not count."""
    trim = polling.way.trim
    return ONE if trim is None else polling.run.amount(trim, spot=polling.spot)


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
