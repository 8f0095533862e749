"""The way down the grades: every subject starts at the best grade and ends where it holds.

At each grade a subject must reach it, pass its side conditions, be free of its bars and, where
seats are rationed, win a seat; else it goes on to the next grade that its figure reaches. What is
not known splits the way: a subject's possible ends are all that any completion could give.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kaoji.engine.scheme.model import Quota
from kaoji.engine.score.answers import Answer, agreed, all_of, any_of, opposite
from kaoji.engine.score.quota import Allotment, Entrant, allot
from kaoji.engine.score.rungs import Rungs

NOBODY: Mapping[str, Answer] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Route:
    """One way in which a subject may come: from the top, or put by a veto on a certain grade."""

    entry: int = 0
    is_put: bool = False  # the figure is not asked at the entry
    barred: tuple[bool, ...] = ()  # per grade: a veto would not let the subject stay there
    ghost: tuple[Answer, ...] = ()  # per grade above the entry: holds a place there, takes no seat

    def bars(self, rung: int) -> bool:
        """Whether a veto keeps the subject out of a grade."""
        return rung < self.entry or (bool(self.barred) and self.barred[rung])


@dataclass(frozen=True, slots=True)
class Descent:
    """Where everyone may end, and how the rationed grades went.

    The rung below the last one stands for 'no grade fits'.
    """

    ends: Mapping[str, frozenset[int]]
    seated: tuple[Mapping[str, Answer], ...]  # per grade; empty where seats are not rationed
    competed: tuple[Mapping[str, Answer], ...]
    allotments: tuple[tuple[int, Allotment], ...]


@dataclass(slots=True)
class _Walk:
    """One route under way: whether the subject comes as far as the next grade."""

    route: Route
    arrives: Answer = True


def descend(rungs: Rungs, *, routes: Mapping[str, tuple[Route, ...]]) -> Descent:
    """Lead every subject down its routes, all together, since seats are shared."""
    return _Party(rungs, routes).descended()


class _Party:
    """All subjects on their way down, grade by grade."""

    def __init__(self, rungs: Rungs, routes: Mapping[str, tuple[Route, ...]]) -> None:
        self.rungs = rungs
        self.bench = rungs.inquiry.bench
        self.walks = {one: [_Walk(route) for route in ways] for one, ways in routes.items()}
        self.ends: dict[str, set[int]] = {subject: set() for subject in routes}
        self.allotments: list[tuple[int, Allotment]] = []

    def descended(self) -> Descent:
        seated = []
        competed = []
        for rung, grade in enumerate(self.rungs.ladder.grades):
            entrants = self._entrants(rung, grade.quota) if grade.quota else {}
            seats = self._ration(rung, grade.quota, entrants) if grade.quota else NOBODY
            self._advance(rung, seats if grade.quota else None)
            seated.append(seats)
            competed.append({one: entrant.competes for one, entrant in entrants.items()})
        for subject, walks in self.walks.items():
            if any(walk.arrives is not False for walk in walks):
                self.ends[subject].add(len(self.rungs.ladder.grades))
        ends = {subject: frozenset(found) for subject, found in self.ends.items()}
        return Descent(ends, tuple(seated), tuple(competed), tuple(self.allotments))

    def _advance(self, rung: int, seats: Mapping[str, Answer] | None) -> None:
        for subject, walks in self.walks.items():
            seat = True if seats is None else seats.get(subject, False)
            for walk in walks:
                if walk.route.entry <= rung and walk.arrives is not False:
                    self._step(subject, walk, rung, seat)

    def _ration(
        self, rung: int, quota: Quota, entrants: Mapping[str, Entrant]
    ) -> Mapping[str, Answer]:
        seated: dict[str, Answer] = {}
        for pool in self.rungs.inquiry.pools(quota.pool):
            inside = tuple(entrants[one] for one in pool.members if one in entrants)
            allotment = allot(self.rungs.inquiry, quota=quota, pool=pool, entrants=inside)
            self.allotments.append((rung, allotment))
            seated |= allotment.seated
        return seated

    def _entrants(self, rung: int, quota: Quota) -> dict[str, Entrant]:
        asks_all = quota.base == "ranked"
        return {
            subject: self._entrant(subject, rung, asks_all=asks_all)
            if self.bench.may_rank(subject)
            else Entrant(subject, competes=False, may_win=False, barred=True)
            for subject in self.walks
        }

    def _entrant(self, subject: str, rung: int, *, asks_all: bool) -> Entrant:
        walks = self.walks[subject]
        competes = [self._competes(subject, walk, rung) for walk in walks]
        if not asks_all and set(competes) == {False}:
            return Entrant(subject, competes=False, may_win=False, barred=False)
        own = self.rungs.at(subject, rung=rung).barred
        barred = [any_of((own, walk.route.bars(rung))) for walk in walks]
        wins = [all_of((in_, opposite(out))) for in_, out in zip(competes, barred, strict=True)]
        return Entrant(subject, agreed(competes), agreed(wins), agreed(barred))

    def _competes(self, subject: str, walk: _Walk, rung: int) -> Answer:
        """Whether the subject stands at the grade, bars and seats apart."""
        if rung < walk.route.entry:
            return walk.route.ghost[rung] if walk.route.ghost else False
        if walk.arrives is False:
            return False
        return all_of((walk.arrives, self._fits(subject, walk, rung)))

    def _fits(self, subject: str, walk: _Walk, rung: int) -> Answer:
        """Whether one who arrives reaches the grade and passes its side conditions."""
        is_put = walk.route.is_put and rung == walk.route.entry
        reaches = is_put or self.rungs.reaches(subject, rung=rung)
        if reaches is False:
            return False
        return all_of((reaches, self.rungs.at(subject, rung=rung).passes))

    def _step(self, subject: str, walk: _Walk, rung: int, seat: Answer) -> None:
        fits = self._fits(subject, walk, rung)
        if fits is False:
            return
        barred = any_of((self.rungs.at(subject, rung=rung).barred, walk.route.bars(rung)))
        stays = all_of((fits, opposite(barred), seat))
        if stays is not False:
            self.ends[subject].add(rung)
        # Who may have stayed further up goes on only as one who did not.
        walk.arrives = all_of((walk.arrives, opposite(stays)))
