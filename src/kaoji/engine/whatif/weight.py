"""What a scheme's nodes do to the order: full marks for everyone, and each panel by itself.

A panel alone: every member of a group gets, in place of the panel's result, the mean share of full
points that the panel gave in the group; everybody is then scored and ranked again. Who has no
exact result of the panel keeps what he has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from kaoji.engine.facts.book import Figure
from kaoji.engine.facts.table import FactRow
from kaoji.engine.plan.nodes import Join, Node, Poll
from kaoji.engine.plinth.exact import total
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.problem import NOWHERE
from kaoji.engine.plinth.speech import speaking
from kaoji.engine.plinth.values import is_unknown
from kaoji.engine.scheme.model import Role
from kaoji.engine.score.conclude import conclude
from kaoji.engine.score.outcome import State
from kaoji.engine.score.plain import Run
from kaoji.engine.score.result import Result
from kaoji.engine.score.session import Scored
from kaoji.engine.score.verdict import count_as_json

#: What is not applicable or undefined has points by a rule for that, not by merit.
_WORKED_OUT = (State.COMPUTED, State.GIVEN)
#: Given results of one node, as the book keeps them.
Given = dict[tuple[str, Period | None], Figure]


@dataclass(frozen=True, slots=True)
class FullMarks:
    """A leaf at which everyone has full marks: it tells nobody apart."""

    path: str
    name: str
    period: Period
    is_whole: bool  # of the scored period itself
    count: int

    @property
    def key(self) -> str:
        """As results list it."""
        return self.path if self.is_whole else f"{self.path}@{self.period}"

    def as_json(self) -> dict[str, object]:
        return {"node": self.key, "name": self.name, "subjects": self.count}


def full_marks(scored: Scored) -> tuple[FullMarks, ...]:
    """The leaves at which all to whom they apply, two at least, have full marks."""
    run = scored.run
    periods = _periods_of(run)
    found = {
        one.key: one
        for path, node in run.plan.nodes.items()
        if node.is_scored and not isinstance(node.way, Join) and _adds(run, node)
        for period in periods.get(path, ())
        if (one := _all_full(run, node, period=period)) is not None
    }
    return tuple(found.values())


def _adds(run: Run, node: Node) -> bool:
    """A part of the sum: of a bonus or a deduction nobody has full marks."""
    above: Node | None = node
    while above is not None:
        if above.role is not Role.SCORED:
            return False
        above = None if above.parent is None else run.plan.nodes[above.parent]
    return True


def _periods_of(run: Run) -> Mapping[str, tuple[Period, ...]]:
    """By node the scored period, else the parts of it in which the node is worked out."""
    found: dict[str, list[Period]] = {}
    for path, period in run.stations:
        if run.period.contains(period):
            found.setdefault(path, []).append(period)
    whole = run.period
    return {path: (whole,) if whole in here else tuple(here) for path, here in found.items()}


def _all_full(run: Run, node: Node, *, period: Period) -> FullMarks | None:
    known = run.station(node.path, period=period).known
    count = 0
    for subject in run.roster.scored:
        outcome = known.get(subject)
        if outcome is None or run.is_refused(subject):
            continue
        state, value = outcome.state, outcome.value
        if is_unknown(value):
            return None  # who is not here yet may have less
        if state in _WORKED_OUT:
            if not value or value != run.full(node.path, subject=subject, period=period):
                return None
            count += 1
    if count < 2:  # alone there is nobody to tell apart
        return None
    return FullMarks(node.path, node.name or node.path, period, period == run.period, count)


# --- panels ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Shift:
    """The rank of a subject, and the one it has where the panel tells nobody apart."""

    subject: str
    name: str
    group: str
    rank: Fraction
    without: Fraction

    @property
    def places(self) -> Fraction:
        """How many places the panel lifts the subject (below zero: lowers it)."""
        return self.without - self.rank

    def as_json(self) -> dict[str, object]:
        return {
            "subject": self.subject,
            "rank": count_as_json(self.rank),
            "without": count_as_json(self.without),
            "places": count_as_json(self.places),
        }


@dataclass(frozen=True, slots=True)
class PanelWeight:
    """How far one panel alone moves ranks: those whom it moves, the farthest first."""

    path: str
    name: str
    ranked: int
    shifts: tuple[Shift, ...]

    def as_json(self) -> dict[str, object]:
        return {
            "node": self.path,
            "name": self.name,
            "ranked": self.ranked,
            "shifts": [one.as_json() for one in self.shifts],
        }


def panel_weights(scored: Scored) -> tuple[PanelWeight, ...]:
    """Every panel that has rated, by itself."""
    run = scored.run
    with speaking(run.plan.scheme.language):
        return tuple(
            _weight(scored, node)
            for path, node in run.plan.nodes.items()
            if isinstance(node.way, Poll) and any(one == path for one, _ in run.stations)
        )


def _weight(scored: Scored, node: Node) -> PanelWeight:
    run = scored.run
    given = dict(_levelled(run, node))
    before = {one.subject: one for one in scored.result.subjects}
    shifts: list[Shift] = []
    ranked = 0
    for one in _again(run, path=node.path, given=given).subjects:
        rank, without = before[one.subject].verdict.rank, one.verdict.rank
        if rank is not None and without is not None:
            ranked += 1
            shifts.append(Shift(one.subject, one.name, one.group, rank, without))
    moved = sorted((one for one in shifts if one.places), key=lambda one: -abs(one.places))
    return PanelWeight(node.path, node.name or node.path, ranked, tuple(moved))


def _again(run: Run, *, path: str, given: Given) -> Result:
    """Everything scored and judged anew with other results of a node."""
    book = run.book
    own = {**book.given.get(path, {}), **given}
    again = replace(
        run, book=replace(book, given={**book.given, path: own}), stations={}, problems={},
        open_in_verdict={}, caches={}, tracing=False,
    )  # fmt: skip
    return conclude(again, table_problems=())


def _levelled(run: Run, node: Node) -> Iterator[tuple[tuple[str, Period | None], Figure]]:
    """The results of the panel with the mean share of the group in the place of each."""
    for (path, period), station in tuple(run.stations.items()):
        if path != node.path or station.parts or not run.period.contains(period):
            continue
        shares: dict[str, dict[str, tuple[Fraction, Fraction]]] = {}
        for subject in run.roster.scored:
            state, value, *_ = run.outcome(path, subject=subject, period=period)
            full = run.full(path, subject=subject, period=period)
            if state not in _WORKED_OUT or not isinstance(value, Fraction):
                continue
            if isinstance(full, Fraction) and full:
                group = run.roster.members[subject].group
                shares.setdefault(group, {})[subject] = (value, full)
        for members in shares.values():
            mean = total(value / full for value, full in members.values()) / len(members)
            for subject, (_, full) in members.items():
                row = FactRow(NOWHERE, {}, {})
                yield (subject, period), Figure(mean * full, row, subject)
