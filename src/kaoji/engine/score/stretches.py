"""Stretches of the number line: where two meet, and what is left of one without another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TypeAlias

from kaoji.engine.plan.nodes import Stretch

#: An end with the side of a number on which it lies: -1 just below, 0 at it, 1 just above;
#: before all numbers and after all of them.
Cut: TypeAlias = tuple[int, Fraction, int]
_FIRST: Cut = (-1, Fraction(0), 0)
_LAST: Cut = (1, Fraction(0), 0)


def _start(stretch: Stretch) -> Cut:
    """The first point that belongs to the stretch."""
    return _FIRST if stretch.low is None else (0, stretch.low, 0 if stretch.low_closed else 1)


def _end(stretch: Stretch) -> Cut:
    """The last point that belongs to the stretch."""
    return _LAST if stretch.high is None else (0, stretch.high, 0 if stretch.high_closed else -1)


def _between(start: Cut, end: Cut) -> Stretch | None:
    if start > end:
        return None
    low = None if start[0] else start[1]
    high = None if end[0] else end[1]
    return Stretch(low, high, low_closed=start[2] <= 0, high_closed=end[2] >= 0)


def _before(cut: Cut) -> Cut:
    """The last point before one that begins a stretch."""
    return (cut[0], cut[1], cut[2] - 1)


def _after(cut: Cut) -> Cut:
    return (cut[0], cut[1], cut[2] + 1)


def meeting(parts: Iterable[Stretch], *, stretch: Stretch) -> Iterator[Stretch]:
    """What the parts have in common with a stretch."""
    for part in parts:
        both = _between(max(_start(part), _start(stretch)), min(_end(part), _end(stretch)))
        if both is not None:
            yield both


def without(parts: Iterable[Stretch], *, stretch: Stretch) -> list[Stretch]:
    """What is left of the parts outside a stretch."""
    left: list[Stretch] = []
    for part in parts:
        if not list(meeting([part], stretch=stretch)):
            left.append(part)
            continue
        sides = (
            _between(_start(part), _before(_start(stretch))),
            _between(_after(_end(stretch)), _end(part)),
        )
        left += [side for side in sides if side is not None]
    return left
