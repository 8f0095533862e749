"""What a public seal may tell of ratings: of which panels the aggregate, of whom only the total.

An aggregate of fewer than FEWEST ballots tells what single persons thought, and so does anything
from which it can be had by subtraction: then nothing below the total is told of that subject, and
not the total either where there is nothing but such ratings in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from kaoji.engine.facts.book import Ballot
from kaoji.engine.facts.table import FactRow
from kaoji.engine.plan.nodes import Join, Node, Poll
from kaoji.engine.plinth.periods import Period
from kaoji.engine.score.plain import Run

#: So many counted ballots make an aggregate that may be told.
FEWEST = 5


@dataclass(frozen=True, slots=True)
class Rating:
    """The ratings of a subject on a node in a period, in one run."""

    run: Run
    path: str
    subject: str
    period: Period
    count: Fraction

    @property
    def is_aggregate(self) -> bool:
        """Enough ballots stand behind it."""
        return self.count >= FEWEST

    @property
    def value(self) -> Fraction | None:
        """What the node came to, where it came to a number."""
        found = self.run.value(self.path, subject=self.subject, period=self.period)
        return found if isinstance(found, Fraction) else None


def runs_of(run: Run) -> Iterator[Run]:
    """The run, those that feed it, and those of other versions that it has asked."""
    yield run
    pinned = () if run.pinned is None else run.pinned.made.values()
    feeding = (feeder.run for feeder in run.feeders.values())
    for one in (*feeding, *run.elder_runs.values(), *pinned):
        if one is not None:
            yield from runs_of(one)


def ratings_of(run: Run) -> Iterator[Rating]:
    """Every rating of a scored subject: panels, and points that a named rater has given."""
    scored = frozenset(run.roster.scored)
    counts: dict[tuple[str, str, Period], Fraction] = {}
    for path, cast in run.book.ballots.items():
        for (subject, period), ballots in cast.items():
            key = (path, subject, period or run.period)
            counts[key] = counts.get(key, Fraction(0)) + _counted(run, path, ballots)
    for path, subject, period in _signed(run):
        counts.setdefault((path, subject, period or run.period), Fraction(1))
    for (path, subject, period), count in counts.items():
        if subject in scored:
            yield Rating(run, path, subject, period, count)


def _counted(run: Run, path: str, ballots: list[Ballot]) -> Fraction:
    """The ballots inside the denominator."""
    node = run.plan.nodes.get(path)
    scale = node.way.scale if node is not None and isinstance(node.way, Poll) else None
    counted = (
        one.count
        for one in ballots
        if scale is None or isinstance(one.answer, Fraction) or scale.get(one.answer) is not None
    )
    return sum(counted, Fraction(0))


def _signed(run: Run) -> Iterator[tuple[str, str, Period | None]]:
    for subject, at, (path, _field), one in run.book.each_figure():
        if is_signed(one.row):
            yield path, subject, at


def is_signed(row: FactRow) -> bool:
    """The row names who has rated, or of which class of raters."""
    return bool(row.text("rater") or row.text("rater_class"))


def may_tell_total(run: Run, *, ratings: list[Rating]) -> bool:
    """Whether a total of which these ratings are a part may be told."""
    is_mixed = any(_is_other_leaf(node) for node in run.plan.nodes.values())
    return is_mixed or sum(one.count for one in ratings) >= FEWEST


def _is_other_leaf(node: Node) -> bool:
    return node.is_scored and not isinstance(node.way, Join | Poll)
