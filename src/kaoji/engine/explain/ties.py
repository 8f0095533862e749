"""Ties of the first ranking that a further key of its order has broken, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice

from kaoji.engine.explain.prose import briefly
from kaoji.engine.plinth.names import spoken_path
from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.model import SortKey
from kaoji.engine.score.inquiry import Inquiry
from kaoji.engine.score.ranks import rankings_of
from kaoji.engine.score.result import Result
from kaoji.engine.score.session import Scored

#: So many others are named; a long tie is in the table of results.
MOST_OTHERS = 5

#: The figures of a subject by each key of the order, as far as they are known numbers.
Figures = tuple[Fraction, ...]
#: A pool, by its number, and figures that one or more of its subjects have.
Alike = tuple[int, Figures]


def ties_of(scored: Scored, *, subject: str, inquiry: Inquiry) -> tuple[str, ...]:
    """With whom a ranked subject is level by the first key, and what has decided between them."""
    ties = _ties_in(scored, inquiry)
    alike = ties.alike.get(subject)
    if alike is None:
        return ()
    own = alike[1]
    return tuple(_between(own, other, ties) for other in ties.decided(alike))


@dataclass(frozen=True, slots=True)
class _Ties:
    """The subjects with a rank, laid out once for a result: none is held against every other."""

    result: Result
    order: tuple[SortKey, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    alike: Mapping[str, Alike] = field(default_factory=dict)
    #: By pool and first figure, in the order of the pool: of those that are alike a few are enough.
    level: Mapping[Alike, Sequence[str]] = field(default_factory=dict)
    known: dict[Alike, tuple[str, ...]] = field(default_factory=dict)

    def decided(self, alike: Alike) -> tuple[str, ...]:
        """The first of those between whom and all that are alike a further key decides."""
        if alike not in self.known:
            pool, own = alike
            others = self.level[pool, own[:1]]
            apart = (one for one in others if _first_apart(own, self.alike[one][1]) is not None)
            self.known[alike] = tuple(islice(apart, MOST_OTHERS))
        return self.known[alike]


def _ties_in(scored: Scored, inquiry: Inquiry) -> _Ties:
    """The layout of a result, kept with its run."""
    run, result = scored.run, scored.result
    known: _Ties | None = run.caches.get("ties")
    if known is None or known.result is not result:
        known = run.caches["ties"] = _laid_out(result, inquiry)
    return known


def _laid_out(result: Result, inquiry: Inquiry) -> _Ties:
    ranking = rankings_of(inquiry)[0]
    if len(ranking.order) < 2:
        return _Ties(result)
    names = {one.subject: one.name for one in result.subjects if one.verdict.rank is not None}
    alike: dict[str, Alike] = {}
    level: dict[Alike, list[str]] = {}
    count: dict[Alike, int] = {}
    for number, pool in enumerate(inquiry.pools(ranking.pool)):
        for subject in filter(names.__contains__, pool.members):
            own = number, tuple(_figures(inquiry, subject, ranking.order))
            alike[subject] = own
            count[own] = count.get(own, 0) + 1
            if count[own] <= MOST_OTHERS:
                level.setdefault((number, own[1][:1]), []).append(subject)
    return _Ties(result, ranking.order, names, alike, level)


def _figures(inquiry: Inquiry, subject: str, order: tuple[SortKey, ...]) -> Iterator[Fraction]:
    for key in order:
        figure = inquiry.figure(subject, path=key.path)
        if not isinstance(figure, Fraction):
            return
        yield figure


def _first_apart(own: Figures, theirs: Figures) -> int | None:
    """The first key by which two differ, as far as both have figures."""
    pairs = enumerate(zip(own, theirs, strict=False))
    return next((at for at, (one, other) in pairs if one != other), None)


def _between(own: Figures, other: str, ties: _Ties) -> str:
    """What decided between two that are level by the first key."""
    theirs = ties.alike[other][1]
    at = _first_apart(own, theirs) or 0
    first, key = ties.order[0], ties.order[at]
    is_ahead = (own[at] > theirs[at]) is key.descending
    return speak(
        "排名：与{other}的「{first}」同为 {level}，比「{key}」：{own} 对 {theirs}，{placed}。",
        other=ties.names[other],
        first=spoken_path(first.path),
        level=briefly(own[0]),
        key=spoken_path(key.path),
        own=briefly(own[at]),
        theirs=briefly(theirs[at]),
        placed=speak("排在前") if is_ahead else speak("排在后"),
    )
