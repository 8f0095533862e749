"""Who stands before whom: sort keys with bounds, and counts that hold for every completion.

Keys compare lexicographically, and that order grows with every single key. So the least (greatest)
key of a subject is made of the least (greatest) value of each, and two sorted lists answer how
many certainly and how many possibly stand ahead.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from kaoji.engine.plinth.exact import ZERO
from kaoji.engine.plinth.values import Null, Span
from kaoji.engine.score.answers import Answer

#: One end of one key; the whole number separates what lies beyond all figures.
End: TypeAlias = tuple[int, Fraction]

#: A key inside one field, where every end is told by its place among those that occur.
Places: TypeAlias = tuple[int, ...]

_WITHOUT_VALUE: End = (-2, ZERO)
_NO_LOWER_BOUND: End = (-1, ZERO)
_NO_UPPER_BOUND: End = (1, ZERO)


@dataclass(frozen=True, slots=True)
class Position:
    """The worst and the best key that a subject can have; the greater key stands ahead."""

    low: tuple[End, ...]
    high: tuple[End, ...]
    is_open: bool = False  # a fact is missing


def position_of(figures: Iterable[tuple[Fraction | Span | Null | None, bool]]) -> Position:
    """The position by a chain of figures, each with `True` when the greater is better.

    A figure that does not exist stands after all that do, whichever way the key is sorted.
    """
    lows: list[End] = []
    highs: list[End] = []
    is_open = False
    for figure, descending in figures:
        low, high = _ends(figure)
        is_open = is_open or isinstance(figure, Span)
        if not descending and low != _WITHOUT_VALUE:
            low, high = (-high[0], -high[1]), (-low[0], -low[1])
        lows.append(low)
        highs.append(high)
    return Position(tuple(lows), tuple(highs), is_open)


def _ends(figure: Fraction | Span | Null | None) -> tuple[End, End]:
    if isinstance(figure, Span):
        low = _NO_LOWER_BOUND if figure.low is None else (0, figure.low)
        high = _NO_UPPER_BOUND if figure.high is None else (0, figure.high)
        return low, high
    if isinstance(figure, Fraction):
        return (0, figure), (0, figure)
    return _WITHOUT_VALUE, _WITHOUT_VALUE


@dataclass(frozen=True, slots=True)
class Contender:
    """A subject in an order; `present` is unknown while it may yet leave."""

    subject: str
    position: Position
    present: Answer = True


@dataclass(frozen=True, slots=True)
class Counts:
    """How many others stand ahead, and how many ahead or level: at least and at most."""

    ahead_least: int
    ahead_most: int
    level_least: int
    level_most: int
    places_ahead: int  # how many different known places lie certainly ahead


@dataclass(frozen=True, slots=True)
class _Stand:
    low: Places
    high: Places
    present: Answer


def field_of(contenders: Iterable[Contender]) -> Field:
    """The field of those who may be present."""
    inside = [one for one in contenders if one.present is not False]
    places = _places([one.position for one in inside])
    stands = {
        one.subject: _Stand(
            _placed(one.position.low, places), _placed(one.position.high, places), one.present
        )
        for one in inside
    }
    return Field(stands, is_settled=all(one.present and not one.position.is_open for one in inside))


def _places(positions: list[Position]) -> tuple[dict[End, int], ...]:
    """For each key of the chain: the place of every end that occurs."""
    columns = zip(*(key for one in positions for key in (one.low, one.high)), strict=True)
    return tuple({end: place for place, end in enumerate(sorted(set(one)))} for one in columns)


def _placed(key: tuple[End, ...], places: tuple[dict[End, int], ...]) -> Places:
    return tuple(known[end] for end, known in zip(key, places, strict=True))


class Field:
    """The contenders of one pool, sorted once."""

    def __init__(self, stands: dict[str, _Stand], *, is_settled: bool) -> None:
        self._stands = stands
        self.is_settled = is_settled  # everyone's place and presence are known
        certain = [one for one in stands.values() if one.present]
        self._certain = sorted(one.low for one in certain)
        self._possible = sorted(one.high for one in stands.values())
        self._places = sorted({one.low for one in certain if one.low == one.high})

    @property
    def subjects(self) -> tuple[str, ...]:
        return tuple(self._stands)

    @property
    def bounds(self) -> tuple[int, int]:
        """How many are present, at least and at most."""
        return len(self._certain), len(self._possible)

    def from_the_end(self) -> Field:
        """The same field, counted from its last."""
        turned = {
            name: _Stand(_turned(one.high), _turned(one.low), one.present)
            for name, one in self._stands.items()
        }
        return Field(turned, is_settled=self.is_settled)

    def counts(self, subject: str) -> Counts:
        """Count the others around one of the contenders."""
        own = self._stands[subject]
        # It meets itself in the lists: at its own point among the certain, and always among the
        # possible, where its best end lies ahead of its worst unless both are one point.
        is_point = own.low == own.high
        return Counts(
            ahead_least=_beyond(self._certain, own.high),
            ahead_most=_beyond(self._possible, own.low) - (not is_point),
            level_least=_from(self._certain, own.high) - bool(own.present and is_point),
            level_most=_from(self._possible, own.low) - 1,
            places_ahead=_beyond(self._places, own.high),
        )


def _turned(key: Places) -> Places:
    return tuple(-place for place in key)


def _beyond(keys: list[Places], key: Places) -> int:
    return len(keys) - bisect_right(keys, key)


def _from(keys: list[Places], key: Places) -> int:
    return len(keys) - bisect_left(keys, key)
