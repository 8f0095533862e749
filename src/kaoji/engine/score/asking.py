"""For which periods a scheme can be scored: those of its own grain, and the parts of a year."""

from __future__ import annotations

from kaoji.engine.plan.index import walk
from kaoji.engine.plinth.periods import MONTHS_IN, PER_YEAR, Grain, Period, part_of
from kaoji.engine.scheme.model import Scheme


def is_scored_in(scheme: Scheme, *, period: Period) -> bool:
    """Whether a run of the scheme may be of this period.

    A longer one would ask for figures that nobody reports, a span or a day for none at all.
    """
    if period.grain is scheme.grain:
        return True
    return period in _parts(scheme, year=period.own_year)


def periods_known(scheme: Scheme, *, period: Period) -> tuple[str, ...]:
    """What may be written instead, in the year that was asked for."""
    year = period.own_year
    return (*_own(scheme.grain, year=year), *map(str, _parts(scheme, year=year)))


def _own(grain: Grain, *, year: Period) -> tuple[str, ...]:
    """The periods of the scheme's own grain; of months the first and the last."""
    if grain not in MONTHS_IN or grain is Grain.YEAR:
        return (str(year),)
    pieces = tuple(map(str, year.pieces(grain)))
    return pieces if len(pieces) <= PER_YEAR[Grain.QUARTER] else (pieces[0], "…", pieces[-1])


def _parts(scheme: Scheme, *, year: Period) -> tuple[Period, ...]:
    """The parts into which the scheme cuts a year, by name or by calendar, each once."""
    found: dict[Period, None] = {}
    for item in walk(scheme.root):
        if item.parts is None:
            continue
        found |= dict.fromkeys(part_of(year, name) for name in item.parts.names)
        if item.parts.grain is not None:
            found |= dict.fromkeys(year.pieces(item.parts.grain))
    return tuple(found)
