"""Reading a table over a stretch of places: those who share places share what these give."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from kaoji.engine.feel.failure import domain_failure, type_failure
from kaoji.engine.feel.unknowns import null_of
from kaoji.engine.plan.context import Spot
from kaoji.engine.plan.nodes import Lookup
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import OneOf, Span, Value
from kaoji.engine.score import calc
from kaoji.engine.score.lookup import look_up_in

#: More places than any group has are a mistake of the formula.
MOST_PLACES = 10_000


def mean_look_up_in(table: Lookup, *, first: Value, last: Value, spot: Spot) -> Value:
    """The mean of the values from the first to the last whole number.

    While an end is unknown, the hull of all that the table gives at the places there may be: a
    mean lies between the least and the greatest of what it is a mean of.
    """
    null = null_of(first, last)
    if null is not None:
        return null
    ends = [_span(end) for end in (first, last)]
    low, high = ends[0].low, ends[1].high
    if low is None or high is None:
        return look_up_in(table, keys=(Span(low, high, tight=False, ways=_ways(ends)),), spot=spot)
    values = [look_up_in(table, keys=(Fraction(place),), spot=spot) for place in _places(low, high)]
    if isinstance(first, Fraction) and isinstance(last, Fraction):
        return calc.mean(values)
    return calc.hull(values, cause=(first, last))


def _span(end: Value) -> Span:
    if isinstance(end, Span | Fraction):
        return calc.span_of(end)
    if isinstance(end, OneOf):
        return Span(None, None, tight=False, ways=end.ways)
    message = speak("查表均值的首、末应当是数，不是「{shown}」", shown=calc.shown(end))
    raise type_failure(message)


def _ways(ends: list[Span]) -> dict[str, int]:
    return {fact: 0 for end in ends for fact in end.ways}


def _places(low: Fraction, high: Fraction) -> range:
    places = range(ceil(low), floor(high) + 1)
    if not places or len(places) > MOST_PLACES:
        raise domain_failure(
            speak(
                "查表均值的首、末之间要有 1 至 {most} 个整数，这里是 {low} 到 {high}",
                most=MOST_PLACES,
                low=calc.shown(low),
                high=calc.shown(high),
            )
        )
    return places
