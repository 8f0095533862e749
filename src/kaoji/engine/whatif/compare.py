"""Two results beside each other: who gains and who loses, seats, consequences and their sums.

Nothing is worked out here but differences and sums of what the engine has scored twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from kaoji.engine.plinth.exact import exact_text, total
from kaoji.engine.scheme.model import Scheme, Standing
from kaoji.engine.score.result import NodeResult, Result, Status, SubjectResult
from kaoji.engine.score.verdict import Decision, HonourState, Proposal, Verdict

_Side = TypeVar("_Side", SubjectResult, Decision, Proposal)


class Fate(StrEnum):
    """What a variant is to one subject."""

    GAINS = "gains"
    LOSES = "loses"
    FIGURES = "figures"  # only points or amounts have changed
    SAME = "same"
    OPEN = "open"  # it cannot be said: incomplete, tied, or on one side only


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else exact_text(value)


def _difference(before: Fraction | None, after: Fraction | None) -> Fraction | None:
    return None if before is None or after is None else after - before


def _either(after: _Side | None, before: _Side | None) -> _Side:
    """What stands on one side at least."""
    found = after or before
    if found is None:  # pragma: no cover - a change is made where one side has something
        raise ValueError
    return found


@dataclass(frozen=True, slots=True)
class NodeChange:
    """A node whose value is another one."""

    key: str
    before: NodeResult | None
    after: NodeResult | None

    def as_json(self) -> dict[str, object]:
        before, after = (_value(one) for one in (self.before, self.after))
        return {
            "node": self.key,
            "before": _exact(before),
            "after": _exact(after),
            "difference": _exact(_difference(before, after)),
        }


def _value(node: NodeResult | None) -> Fraction | None:
    value = None if node is None else node.outcome.value
    return value if isinstance(value, Fraction) else None


@dataclass(frozen=True, slots=True)
class SubjectChange:
    """One subject before and after."""

    before: SubjectResult | None
    after: SubjectResult | None
    fate: Fate
    nodes: tuple[NodeChange, ...] = ()

    @property
    def one(self) -> SubjectResult:
        """Either side, for its name and group."""
        return _either(self.after, self.before)

    @property
    def difference(self) -> Fraction | None:
        """By how much the total has changed."""
        return _difference(_total(self.before), _total(self.after))

    def as_json(self) -> dict[str, object]:
        one = self.one
        return {
            "subject": one.subject,
            "name": one.name,
            "group": one.group or None,
            "fate": self.fate.value,
            "difference": _exact(self.difference),
            "before": _standing(self.before),
            "after": _standing(self.after),
            "nodes": [node.as_json() for node in self.nodes],
        }


def _total(one: SubjectResult | None) -> Fraction | None:
    return None if one is None or one.status in _OUT else one.total


_OUT = (Status.REFUSED, Status.EXCLUDED)


def _standing(one: SubjectResult | None) -> dict[str, object] | None:
    if one is None:
        return None
    shape = replace(one, nodes={}).as_json()
    left_out = ("subject", "name", "group", "nodes", "problems", "blocking")
    return {key: value for key, value in shape.items() if key not in left_out}


@dataclass(frozen=True, slots=True)
class SeatChange:
    """One quota before and after; who comes in and who goes out."""

    before: Decision | None
    after: Decision | None

    @property
    def one(self) -> Decision:
        """Either side, for what is rationed."""
        return _either(self.after, self.before)

    @property
    def entering(self) -> tuple[str, ...]:
        """Proposed now and not before."""
        return _without(_proposed(self.after), _proposed(self.before))

    @property
    def leaving(self) -> tuple[str, ...]:
        """Proposed before and not now."""
        return _without(_proposed(self.before), _proposed(self.after))

    @property
    def is_same(self) -> bool:
        """Nothing of it has changed."""
        before, after = self.before, self.after
        return before is not None and after is not None and before.as_json() == after.as_json()

    def as_json(self) -> dict[str, object]:
        return {
            "what": self.one.what,
            "kind": self.one.kind.value,
            "group": self.one.group,
            "before": None if self.before is None else self.before.as_json(),
            "after": None if self.after is None else self.after.as_json(),
            "entering": list(self.entering),
            "leaving": list(self.leaving),
        }


def _proposed(decision: Decision | None) -> tuple[str, ...]:
    return () if decision is None else decision.proposed


def _without(names: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    known = set(others)
    return tuple(name for name in names if name not in known)


@dataclass(frozen=True, slots=True)
class ConsequenceChange:
    """A consequence that one side has, or that both have otherwise."""

    subject: str
    name: str
    before: Proposal | None
    after: Proposal | None

    @property
    def one(self) -> Proposal:
        """Either side, for its words."""
        return _either(self.after, self.before)

    def as_json(self) -> dict[str, object]:
        return {
            "subject": self.subject,
            "code": self.one.code,
            "before": None if self.before is None else self.before.as_json(),
            "after": None if self.after is None else self.after.as_json(),
        }


@dataclass(frozen=True, slots=True)
class Sum:
    """What a consequence comes to for all, where it is proposed and its amounts are known."""

    code: str
    text: str
    unit: str | None
    before: Fraction
    after: Fraction

    def as_json(self) -> dict[str, object]:
        return {
            "code": self.code,
            "text": self.text,
            "unit": self.unit,
            "before": exact_text(self.before),
            "after": exact_text(self.after),
            "difference": exact_text(self.after - self.before),
        }


@dataclass(frozen=True, slots=True)
class Differences:
    """Everything that differs between two results."""

    subjects: tuple[SubjectChange, ...]
    decisions: tuple[SeatChange, ...]
    consequences: tuple[ConsequenceChange, ...]
    sums: tuple[Sum, ...]

    def of(self, *fates: Fate) -> tuple[SubjectChange, ...]:
        """The subjects of some fates."""
        return tuple(one for one in self.subjects if one.fate in fates)


def differences(before: Result, *, after: Result, grades: tuple[str, ...]) -> Differences:
    """Hold two results of the same subjects against each other; `grades` from high to low."""
    pairs = _pairs(before, after)
    consequences = tuple(_consequences(pairs))
    return Differences(
        tuple(_subject(*pair, grades=grades) for pair in pairs),
        tuple(_seats(before.decisions, after.decisions)),
        tuple(one for one in consequences if _proposal(one.before) != _proposal(one.after)),
        tuple(_sums(consequences)),
    )


def _proposal(one: Proposal | None) -> dict[str, object] | None:
    return None if one is None else one.as_json()


Pair = tuple[SubjectResult | None, SubjectResult | None]


def _pairs(before: Result, after: Result) -> tuple[Pair, ...]:
    """The subjects in the order of the first result, new ones behind."""
    old = {one.subject: one for one in before.subjects}
    new = {one.subject: one for one in after.subjects}
    return tuple((old.get(name), new.get(name)) for name in (old | new))


def _subject(
    before: SubjectResult | None, after: SubjectResult | None, *, grades: tuple[str, ...]
) -> SubjectChange:
    nodes = tuple(_nodes(before, after))
    return SubjectChange(before, after, _fate(before, after, grades=grades), nodes)


def _nodes(before: SubjectResult | None, after: SubjectResult | None) -> Iterator[NodeChange]:
    old: Mapping[str, NodeResult] = {} if before is None else before.nodes
    new: Mapping[str, NodeResult] = {} if after is None else after.nodes
    # What was taken over as it was is the very same; nearly all of it is.
    unlike = [key for key, one in old.items() if new.get(key) is not one]
    for key in (*unlike, *(key for key in new if key not in old)):
        one, other = old.get(key), new.get(key)
        if one is None or other is None or one.as_json() != other.as_json():
            yield NodeChange(key, one, other)


# --- who gains ------------------------------------------------------------------------------------


def _fate(
    before: SubjectResult | None, after: SubjectResult | None, *, grades: tuple[str, ...]
) -> Fate:
    """By grade, then by honours, then by rank."""
    if before is None or after is None:
        return Fate.OPEN
    if _standing(before) == _standing(after):
        return Fate.SAME
    if before.status in _OUT or after.status in _OUT:
        return Fate.OPEN
    found = _by_grade(before, after, grades)
    if found is None and {before.status, after.status} != {Status.FINAL}:
        found = Fate.OPEN
    ways = (way(before, after) for way in (_by_honours, _by_rank))
    return found or next((one for one in ways if one is not None), Fate.FIGURES)


def _by_grade(before: SubjectResult, after: SubjectResult, grades: tuple[str, ...]) -> Fate | None:
    """Better or worse where every grade that is possible now is so against every one before. A
    seat instead of a tie is a gain, no seat a loss.
    """
    old, new = before.verdict.grades_possible, after.verdict.grades_possible
    if old == new:
        return None
    if not (old and new) or not {*old, *new} <= set(grades):
        return Fate.OPEN
    is_tie = before.status is after.status is Status.FINAL
    was, now = ([grades.index(one) for one in side] for side in (old, new))
    if max(now) < min(was) or (max(now) == min(was) and is_tie):
        return Fate.GAINS
    return Fate.LOSES if min(now) > max(was) or (min(now) == max(was) and is_tie) else Fate.OPEN


def _by_honours(before: SubjectResult, after: SubjectResult) -> Fate | None:
    old, new = (
        {one.code for one in each.verdict.honours if one.state is HonourState.PROPOSED}
        for each in (before, after)
    )
    if old == new:
        return None
    if old < new:
        return Fate.GAINS
    return Fate.LOSES if new < old else Fate.OPEN


def _by_rank(before: SubjectResult, after: SubjectResult) -> Fate | None:
    """Nearer to the top or farther from it; while others are incomplete, by the proved range."""
    old, new = _reach(before.verdict), _reach(after.verdict)
    if old == new:
        return None
    if old is None or new is None:
        return Fate.OPEN
    if new[1] < old[0]:
        return Fate.GAINS
    return Fate.LOSES if new[0] > old[1] else Fate.OPEN


def _reach(verdict: Verdict) -> tuple[Fraction, Fraction] | None:
    return verdict.rank_range if verdict.rank is None else (verdict.rank, verdict.rank)


def grades_of(before: Scheme, *, after: Scheme) -> tuple[str, ...]:
    """The grades that both schemes have, from high to low; none where the orders differ."""
    old, new = (
        [one.name for one in each.grading.grades] if each.grading is not None else []
        for each in (before, after)
    )
    both = tuple(name for name in old if name in new)
    return both if both == tuple(name for name in new if name in old) else ()


# --- seats and consequences -----------------------------------------------------------------------


def _seats(before: Iterable[Decision], after: Iterable[Decision]) -> Iterator[SeatChange]:
    old = {(one.kind, one.what, one.group): one for one in before}
    new = {(one.kind, one.what, one.group): one for one in after}
    yield from (SeatChange(old.get(key), new.get(key)) for key in {**old, **new})


def _consequences(pairs: Iterable[Pair]) -> Iterator[ConsequenceChange]:
    for before, after in pairs:
        one = _either(after, before)
        old, new = _proposals(before), _proposals(after)
        for key in {**old, **new}:
            yield ConsequenceChange(one.subject, one.name, old.get(key), new.get(key))


def _proposals(one: SubjectResult | None) -> dict[tuple[str, int], Proposal]:
    """By code; the same one may be proposed for several reasons."""
    found: dict[tuple[str, int], Proposal] = {}
    for proposal in one.verdict.consequences if one is not None else ():
        count = sum(code == proposal.code for code, _ in found)
        found[proposal.code, count] = proposal
    return found


def _sums(changes: tuple[ConsequenceChange, ...]) -> Iterator[Sum]:
    texts = {change.one.code: change.one.text for change in changes}
    old = _paid(change.before for change in changes)
    new = _paid(change.after for change in changes)
    for key in {**old, **new}:
        code, unit = key
        yield Sum(code, texts[code], unit, total(old.get(key, ())), total(new.get(key, ())))


def _paid(proposals: Iterable[Proposal | None]) -> dict[tuple[str, str | None], list[Fraction]]:
    """The amounts that are proposed, by consequence and unit; what is kept as history only is no
    money.
    """
    found: dict[tuple[str, str | None], list[Fraction]] = {}
    for one in proposals:
        if one is not None and one.amount is not None and one.state is Standing.PROPOSED:
            found.setdefault((one.code, one.unit), []).append(one.amount)
    return found
