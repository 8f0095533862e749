"""The head rows over the columns of a sheet, and how many columns go on one page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kaoji.engine.explain.pages.columns import Column

#: So many columns of points fit an A3 page beside rank, name, total and grade, in small type.
MOST_COLUMNS = 38


@dataclass(frozen=True, slots=True)
class Head:
    """A cell of a head row over several columns, or down several rows."""

    text: str
    across: int = 1
    down: int = 1


def heads_of(columns: Sequence[Column]) -> tuple[tuple[Head, ...], ...]:
    """The three head rows; an empty head lets the one above it reach down."""
    tops: list[Head] = []
    middles: list[Head] = []
    names: list[Head] = []
    for group in _runs(columns, key=lambda one: one.top):
        if len(group) == 1 and not group[0].name and not group[0].middle:
            tops.append(Head(group[0].top, down=3))
            continue
        tops.append(Head(group[0].top, across=len(group)))
        for part in _runs(group, key=lambda one: one.middle):
            if part[0].middle:
                is_bare = len(part) == 1 and not part[0].name
                middles.append(Head(part[0].middle, across=len(part), down=2 if is_bare else 1))
                names += [] if is_bare else [Head(one.name) for one in part]
            else:
                middles += [Head(one.name, down=2) for one in part]
    return tuple(tops), tuple(middles), tuple(names)


def parted(
    columns: Sequence[Column], *, most: int = MOST_COLUMNS
) -> tuple[tuple[Column, ...], ...]:
    """The columns page by page, the pages about alike; a group is cut only where it is wider than
    a page.
    """
    count = -(-len(columns) // most)
    if count <= 1:
        return (tuple(columns),)
    for limit in range(-(-len(columns) // count), most):
        pages = _filled(columns, most=limit)
        if len(pages) == count:
            return pages
    return _filled(columns, most=most)


def _filled(columns: Sequence[Column], *, most: int) -> tuple[tuple[Column, ...], ...]:
    """As many columns on each page as go."""
    pages: list[list[Column]] = [[]]
    for block in _runs(columns, key=lambda one: f"{one.top}\n{one.middle}"):
        for at in range(0, len(block), most):
            piece = block[at : at + most]
            if len(pages[-1]) + len(piece) > most:
                pages.append([])
            pages[-1] += piece
    return tuple(map(tuple, pages))


def _runs(columns: Sequence[Column], *, key: Callable[[Column], str]) -> Iterator[list[Column]]:
    """Neighbours that have a head in common."""
    for _, group in groupby(columns, key=key):
        yield list(group)
