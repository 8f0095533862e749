"""Ranks (名次), from the top and from the bottom: exact, or bounded while facts are missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from kaoji.engine.plinth.exact import ONE
from kaoji.engine.plinth.names import spoken_path
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import Null
from kaoji.engine.scheme.model import ROOT, Ranking, RankMethod, SortKey
from kaoji.engine.score.answers import Answer, opposite
from kaoji.engine.score.inquiry import Inquiry, Pool
from kaoji.engine.score.order import Contender, Field, field_of

GROUP = "组别"
HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Reach:
    """The least and the greatest rank that a subject can have."""

    least: Fraction
    most: Fraction


@dataclass(frozen=True, slots=True)
class Placing:
    """One subject in one ranking; provisional while facts of anyone in its pool are missing."""

    top: Reach
    bottom: Reach  # 倒数名次
    field_size: Reach  # 总数
    is_settled: bool

    @property
    def rank(self) -> Fraction | None:
        return self.top.least if self.is_settled else None


Placings = Mapping[str, Placing]


def rankings_of(inquiry: Inquiry) -> tuple[Ranking, ...]:
    """The stated rankings; by default by total, in groups where the subjects have groups."""
    bench = inquiry.bench
    if bench.scheme.rankings:
        return bench.scheme.rankings
    has_groups = any(bench.column(subject, column=GROUP) for subject in bench.subjects)
    return (Ranking(ROOT, (SortKey(ROOT),), GROUP if has_groups else None),)


def rank_all(inquiry: Inquiry, *, ranking: Ranking, barred: Mapping[str, Answer]) -> Placings:
    """Rank everyone whom the ranking covers; the others are not in the result."""
    placings: dict[str, Placing] = {}
    for pool in inquiry.pools(ranking.pool):
        top = field_of(_contenders(inquiry, ranking, pool, barred))
        bottom = top.from_the_end()
        size = Reach(*(Fraction(count) for count in top.bounds))
        for subject in top.subjects:
            placings[subject] = Placing(
                _reach(top, subject, ranking.method),
                _reach(bottom, subject, ranking.method),
                size,
                top.is_settled,
            )
    return placings


def _contenders(
    inquiry: Inquiry, ranking: Ranking, pool: Pool, barred: Mapping[str, Answer]
) -> list[Contender]:
    found = []
    for subject in pool.members:
        present = True if ranking.with_barred else opposite(barred[subject])
        if present is False or not inquiry.bench.may_rank(subject):
            continue
        figure = inquiry.figure(subject, path=ranking.order[0].path)
        if isinstance(figure, Null):
            inquiry.report(_without_value(subject, ranking))
        elif figure is not None:
            position = inquiry.position(subject, order=ranking.order)
            found.append(Contender(subject, position, present))
    return found


def _reach(field: Field, subject: str, method: RankMethod) -> Reach:
    counts = field.counts(subject)
    if method is RankMethod.COMPETITION:
        return Reach(ONE + counts.ahead_least, ONE + counts.ahead_most)
    if method is RankMethod.AVERAGE:
        # Whoever is ahead counts one, whoever is level a half: the mean of two counts.
        least = (counts.ahead_least + counts.level_least) * HALF
        return Reach(ONE + least, ONE + (counts.ahead_most + counts.level_most) * HALF)
    places = counts.places_ahead
    if field.is_settled:
        return Reach(ONE + places, ONE + places)
    return Reach(ONE + max(places, min(counts.ahead_least, 1)), ONE + counts.ahead_most)


def _without_value(subject: str, ranking: Ranking) -> Problem:
    key = ranking.order[0]
    return Problem(
        "rank-without-value",
        speak(
            "{subject}没有「{path}」的数值（不适用或无定义），未参加「{ranking}」排名",
            subject=subject,
            path=spoken_path(key.path),
            ranking=spoken_path(ranking.name),
        ),
        speak("请为该指标规定不适用、无定义时的处理，或写明其不参加排名"),
        "warning",
        ranking.place,
        key.path,
        subject,
    )
