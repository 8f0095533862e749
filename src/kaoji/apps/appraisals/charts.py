"""Pictures of a run, each beside its table: who loses where, who moved, how it went over the years.

Only units of one group stand in one picture. Rates are exact; where something lies on the paper is
rounded to the tenth of a pixel, and no figure comes from there.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from kaoji.apps.appraisals.figures import hundredths, shown
from kaoji.apps.appraisals.models import Cycle, Run, Standing
from kaoji.apps.appraisals.tallies import Tally, gathered, level_of, tallies_of
from kaoji.engine.plinth.exact import fixed_text

#: A heat map has no more columns, a star no more rays, a trend no more periods.
MOST_COLUMNS, MOST_RAYS, MOST_PERIODS = 24, 10, 8
#: The darkest a cell gets, so that its figure stays readable.
DARKEST = Fraction(45, 100)


def percent(rate: Fraction | None) -> str:
    """A rate for the eye, one decimal, half up."""
    return "—" if rate is None else f"{shown(fixed_text(rate * 100, places=1))}%"


def _tenth(value: Fraction) -> str:
    return fixed_text(value, places=1)


# --- heat: units × indicators ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cell:
    """How much of an indicator a unit earned, and how dark the cell is: more is lost, darker."""

    head: str
    rate: Fraction | None
    text: str
    dark: str


@dataclass(frozen=True, slots=True)
class Line:
    """A unit's cells."""

    standing: Standing
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Heat:
    """Rates of a group: heads, a line for each unit, the mean of each column."""

    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    means: tuple[str, ...]


def heat_of(run: Run, *, standings: Sequence[Standing]) -> Heat:
    """The rates of a group, units in the order of their standing."""
    found = _rows(run, standings=standings, most=MOST_COLUMNS)
    columns = _columns(found.values())
    deepest = max((1 - one.rate for row in found.values() for one in row.values()
                   if one.rate is not None), default=Fraction(0))  # fmt: skip
    return Heat(
        heads=tuple(columns.values()),
        lines=tuple(
            Line(one, tuple(_cell(row.get(path), head=name, deepest=deepest)
                            for path, name in columns.items()))
            for one, row in found.items()
        ),
        means=tuple(percent(_mean(row.get(path) for row in found.values())) for path in columns),
    )  # fmt: skip


def _rows(
    run: Run, *, standings: Sequence[Standing], most: int
) -> dict[Standing, dict[str, Tally]]:
    """The tallies of each, all on the level on which there are not too many."""
    known = tallies_of(run)
    own = {one: known.get(one.subject, {}) for one in standings}
    depth = level_of((path for row in own.values() for path in row), most=most)
    return {one: gathered(row, depth=depth) for one, row in own.items()}


def _columns(rows: Iterable[Mapping[str, Tally]]) -> dict[str, str]:
    """Every indicator that some unit has, by path."""
    return {path: one.name for row in rows for path, one in row.items()}


def _cell(tally: Tally | None, *, head: str, deepest: Fraction) -> Cell:
    rate = None if tally is None else tally.rate
    if tally is None:
        return Cell(head, None, _("不适用"), "0")
    lost = Fraction(0) if rate is None else max(1 - rate, Fraction(0))
    dark = DARKEST * lost / deepest if deepest > 0 else Fraction(0)
    return Cell(head, rate, percent(rate) if rate is not None else _("未齐"), hundredths(dark))


def _mean(tallies: Iterable[Tally | None]) -> Fraction | None:
    rates = [one.rate for one in tallies if one is not None and one.rate is not None]
    return sum(rates, Fraction(0)) / len(rates) if rates else None


# --- star: one unit beside the mean of its group --------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ray:
    """An indicator of the star: its rate, the group's, and where its end and its word lie."""

    name: str
    own: str
    mean: str
    x: str
    y: str
    word_x: str
    word_y: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Star:
    """A unit's rates as a star, the mean of its group behind it."""

    standing: Standing
    rays: tuple[Ray, ...]
    own: str
    mean: str


_MIDDLE, _RADIUS, _WORD = (220, 150), 110, 124


def star_of(run: Run, *, standing: Standing, standings: Sequence[Standing]) -> Star | None:
    """The star of a unit; nothing where it has fewer than three rays."""
    rows = _rows(run, standings=standings, most=MOST_RAYS)
    own = rows[standing]
    if len(own) < 3:
        return None
    means = {path: _mean(row.get(path) for row in rows.values()) for path in own}
    rays = tuple(
        _ray(one, mean=means[path], turn=Fraction(at, len(own)))
        for at, (path, one) in enumerate(own.items())
    )
    return Star(
        standing,
        rays,
        own=_outline([one.rate for one in own.values()]),
        mean=_outline(list(means.values())),
    )


def _ray(tally: Tally, *, mean: Fraction | None, turn: Fraction) -> Ray:
    end, word = _at(turn, far=_RADIUS), _at(turn, far=_WORD)
    side = word[0] - _MIDDLE[0]
    anchor = "middle" if abs(side) < 8 else "start" if side > 0 else "end"
    (x, y), (word_x, word_y) = map(_told, (end, word))
    return Ray(
        tally.name, own=percent(tally.rate), mean=percent(mean),
        x=x, y=y, word_x=word_x, word_y=word_y, anchor=anchor,
    )  # fmt: skip


def _told(point: tuple[Fraction, Fraction]) -> tuple[str, str]:
    return _tenth(point[0]), _tenth(point[1])


def _outline(rates: Sequence[Fraction | None]) -> str:
    """The points of the outline; what is open lies in the middle."""
    none, whole = Fraction(0), Fraction(1)
    ends = (
        _at(Fraction(at, len(rates)), far=_RADIUS * min(max(rate or none, none), whole))
        for at, rate in enumerate(rates)
    )
    return " ".join(f"{_tenth(x)},{_tenth(y)}" for x, y in ends)


def _at(turn: Fraction, *, far: int | Fraction) -> tuple[Fraction, Fraction]:
    """A point so far from the middle, a part of a turn from above on."""
    angle = 2 * math.pi * turn.numerator / turn.denominator
    right, up = (Fraction(round(1000 * one), 1000) for one in (math.sin(angle), math.cos(angle)))
    return _MIDDLE[0] + right * far, _MIDDLE[1] - up * far


# --- moves: ranks before and now ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Move:
    """A unit's rank before and now, and the heights of both ends."""

    standing: Standing
    before: int
    now: int
    from_y: int
    to_y: int
    kind: str

    @property
    def word(self) -> str:
        """Up, down, or the same."""
        if self.before == self.now:
            return _("不变")
        word = _("升 {n}") if self.before > self.now else _("降 {n}")
        return word.format(n=abs(self.before - self.now))


_STEP = 22


def moves_of(standings: Iterable[Standing]) -> tuple[Move, ...]:
    """Those whose rank is known before and now, by their present rank."""
    both = [one for one in standings if one.rank is not None and one.last_rank is not None]
    return tuple(_move(one) for one in sorted(both, key=lambda one: (one.rank or 0, one.order)))


def _move(one: Standing) -> Move:
    before, now = one.last_rank or 0, one.rank or 0
    kind = "same" if before == now else "up" if before > now else "down"
    return Move(one, before, now, before * _STEP, now * _STEP, kind)


def height_of(moves: Sequence[Move]) -> int:
    """How high the picture is."""
    return _STEP * (max((max(one.before, one.now) for one in moves), default=0) + 1)


# --- trend: one group over its cycles -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Course:
    """A unit's points over the cycles: a text for each period, and what is certain as numbers."""

    name: str
    told: tuple[tuple[str, str], ...]
    values: tuple[Fraction, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """The points alone."""
        return tuple(text for _period, text in self.told)

    @property
    def says(self) -> str:
        """The line in words."""
        return "，".join((self.name, *(f"{period} {text}" for period, text in self.told)))


@dataclass(frozen=True, slots=True)
class Trend:
    """Periods of a group's cycles, the oldest first, and how each unit went."""

    periods: tuple[str, ...]
    courses: tuple[Course, ...]


def trend_of(runs: Mapping[Cycle, Run], *, standings: Iterable[Standing], names: set[str]) -> Trend:
    """The points in each cycle's run, of those of the last of them that are named."""
    rows = list(standings)
    last = list(runs.values())[-1]
    told = {(one.run_id, one.unit_id or one.name): one for one in rows}
    here = [one for one in rows if one.run_id == last.pk and one.name in names]
    courses = (
        [told.get((run.pk, one.unit_id or one.name)) for run in runs.values()] for one in here
    )
    periods = tuple(cycle.period for cycle in runs)
    return Trend(
        periods,
        tuple(
            _course(one.name, periods=periods, row=row)
            for one, row in zip(here, courses, strict=True)
        ),
    )


def _course(name: str, *, periods: tuple[str, ...], row: Sequence[Standing | None]) -> Course:
    certain = [one for one in row if one is not None and one.exact]
    texts = ("—" if one is None else shown(one.shown) or _("未定") for one in row)
    return Course(
        name,
        told=tuple(zip(periods, texts, strict=True)),
        values=tuple(Fraction(one.exact) for one in certain),
    )
