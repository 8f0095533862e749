"""What rooms above this one give to the archive of a cycle, and what they still have open in it.

They say so when they are ready; who makes the archive asks here and knows none of them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.documents.models import Paper
from kaoji.web.lists.export import harmless


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of the archive: its name there, its title, what is in it; permanent, or 30 years."""

    name: str
    title: str
    content: bytes
    is_permanent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a room gives. `missing`: what stands in the way of archiving, a sentence each;
    `carried`: what goes on afterwards, a sentence each; `papers`: papers made from the cycle.
    """

    pieces: Callable[[Cycle], Iterable[Piece]] | None = None
    missing: Callable[[Cycle], Iterable[str]] | None = None
    carried: Callable[[Cycle], Iterable[str]] | None = None
    papers: Callable[[Cycle], Iterable[Paper]] | None = None


_KEPT: dict[str, Kept] = {}


def keep_in_archive(room: str, *, kept: Kept) -> None:
    """Said once by a room, when it is ready."""
    _KEPT[room] = kept


def pieces_of(cycle: Cycle) -> tuple[Piece, ...]:
    """The files of all rooms, room by room."""
    return tuple(one for kept in _all() if kept.pieces for one in kept.pieces(cycle))


def missing_in(cycle: Cycle) -> tuple[str, ...]:
    """What rooms still have to do."""
    return tuple(one for kept in _all() if kept.missing for one in kept.missing(cycle))


def carried_from(cycle: Cycle) -> tuple[str, ...]:
    """What goes on after the cycle is archived."""
    return tuple(one for kept in _all() if kept.carried for one in kept.carried(cycle))


def papers_of(cycle: Cycle) -> tuple[Paper, ...]:
    """The papers that rooms have made from the cycle."""
    return tuple(one for kept in _all() if kept.papers for one in kept.papers(cycle))


def _all() -> tuple[Kept, ...]:
    return tuple(_KEPT[room] for room in sorted(_KEPT))


def table(heads: Sequence[str], *, rows: Iterable[Sequence[object]]) -> bytes:
    """A table as a file that any office program opens; no cell is a formula."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(heads)
    writer.writerows(["" if one is None else harmless(str(one)) for one in row] for row in rows)
    return ("\ufeff" + target.getvalue()).encode()
