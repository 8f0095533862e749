"""What judging concludes, as frozen records: verdicts of subjects, decisions on quotas.

Nothing here computes. The `as_json` methods give the shapes of the outer contract, so that every
command prints the same words for the same thing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from kaoji.engine.plinth.exact import exact_text
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.scheme.model import Standing


def count_as_json(value: Fraction | None) -> int | str | None:
    """A rank or a number of persons: an integer where it is whole, else its exact text."""
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else exact_text(value)


class Cause(StrEnum):
    """What moved a grade; the last five are the acts of a veto."""

    CONDITION = "condition"  # 条件未满足
    BARRED = "barred"  # 取消评先情形 or a veto keeps the unit out of a grade
    NO_SEAT = "no_seat"  # 名额已满
    TIE = "tie"  # 并列提请
    NOT_RANKED = "not_ranked"  # 不参加排名
    CAP = "cap"
    FLOOR = "floor"
    DOWN = "down"
    SET = "set"
    BAR = "bar"


@dataclass(frozen=True, slots=True)
class Move:
    """One step of the trail from the grade by score to the final grade, in order.

    `None` before or after: not determined (a tie awaits its decision, facts are missing).
    """

    cause: Cause
    name: str  # the condition, bar, grade or veto that acts
    text: str
    before: str | None
    after: str | None
    clause: str | None = None
    authority: str | None = None
    effect: str = ""  # what a veto does, without its name

    def as_json(self) -> dict[str, object]:
        return {
            "cause": self.cause.value,
            "name": self.name,
            "text": self.text,
            "before": self.before,
            "after": self.after,
            "clause": self.clause,
            "authority": self.authority,
        }


class FlagKind(StrEnum):
    """What a flag reports (not part of the JSON shape)."""

    VETO = "veto"
    DISABLED = "disabled"  # 已停用
    NO_HONOURS = "no_honours"  # 取消单位、主要负责人、人员评先资格
    AT_LOWEST = "at_lowest"
    BAR = "bar"


@dataclass(frozen=True, slots=True)
class Flag:
    """A case that holds for a subject: veto, bar, or the duty that replaced a demotion."""

    kind: FlagKind
    code: str
    text: str
    clause: str | None = None
    authority: str | None = None

    def as_json(self) -> dict[str, object]:
        return {
            "code": self.code,
            "text": self.text,
            "clause": self.clause,
            "authority": self.authority,
        }


class HonourState(StrEnum):
    """How a subject stands to an honour."""

    PROPOSED = "proposed"
    TIED = "tied"
    BARRED = "barred"


@dataclass(frozen=True, slots=True)
class HonourStanding:
    """One honour that a subject is proposed for, tied for, or barred from."""

    code: str
    text: str
    state: HonourState
    clause: str | None = None
    authority: str | None = None

    def as_json(self) -> dict[str, object]:
        return {
            "code": self.code,
            "text": self.text,
            "clause": self.clause,
            "authority": self.authority,
            "state": self.state.value,
        }


@dataclass(frozen=True, slots=True)
class Proposal:
    """A consequence that the text attaches: proposed and shown, never executed."""

    code: str
    text: str
    state: Standing = Standing.PROPOSED
    clause: str | None = None
    authority: str | None = None
    amount: Fraction | None = None
    unit: str | None = None
    persons: Fraction | None = None

    def as_json(self) -> dict[str, object]:
        amount = self.amount
        return {
            "code": self.code,
            "text": self.text,
            "clause": self.clause,
            "authority": self.authority,
            "state": self.state.value,
            "amount": None if amount is None else {"exact": exact_text(amount), "unit": self.unit},
            "persons": count_as_json(self.persons),
        }


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one subject gets.

    `grade_before` is the grade before veto effects; while a tie or missing facts of others leave
    that open, it is the grade that the subject's own figure reaches.
    """

    subject: str
    grade: str | None = None
    grade_before: str | None = None
    grades_possible: tuple[str, ...] = ()
    rank: Fraction | None = None
    rank_range: tuple[Fraction, Fraction] | None = None
    ranks: Mapping[str, Fraction | None] = field(default_factory=lambda: MappingProxyType({}))
    flags: tuple[Flag, ...] = ()
    honours: tuple[HonourStanding, ...] = ()
    consequences: tuple[Proposal, ...] = ()
    moves: tuple[Move, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The subject's keys that judging fills; the evaluator adds the others."""
        reach = self.rank_range
        return {
            "grade": self.grade,
            "grade_before": self.grade_before,
            "grades_possible": list(self.grades_possible),
            "rank": count_as_json(self.rank),
            "rank_range": None if reach is None else [count_as_json(end) for end in reach],
            "ranks": {name: count_as_json(rank) for name, rank in self.ranks.items()},
            "flags": [flag.as_json() for flag in self.flags],
            "honours": [honour.as_json() for honour in self.honours],
            "consequences": [proposal.as_json() for proposal in self.consequences],
        }


class DecisionKind(StrEnum):
    """What a quota rations."""

    GRADE = "grade"
    HONOUR = "honour"


class Vacancy(StrEnum):
    """Why a seat stays empty though nothing is open any more (not part of the JSON shape)."""

    TIED_OUT = "tied_out"  # 同出: those level at the last seat all go without
    KEPT = "kept"  # 空缺: whoever holds the place may not take the seat
    TOO_FEW = "too_few"  # no more are fit for it


@dataclass(frozen=True, slots=True)
class Decision:
    """One quota in one group: the seats, who is proposed, who is tied for what is left."""

    what: str
    kind: DecisionKind
    group: str | None
    body: str | None
    base: int | None  # how many the share was taken of; None: not known yet
    share: Fraction | None
    raw: Fraction | None  # share of the base before rounding
    seats: int | None  # None: not known yet
    derivation: str  # 7 × 25% = 1.75,四舍五入为 2
    proposed: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    vacancy: Vacancy | None = None
    vacated_by: tuple[str, ...] = ()  # who is level and goes out, or keeps the place
    kept: int = 0  # seats that stay empty beside a tie, held by those who may not take them

    @property
    def seats_open(self) -> int | None:
        """Seats still to be given, or empty (never negative: 同进 may exceed the seats)."""
        return None if self.seats is None else max(0, self.seats - len(self.proposed) - self.kept)

    @property
    def needs_decision(self) -> bool:
        return bool(self.tied)

    def as_json(self) -> dict[str, object]:
        share: dict[str, object] | None = None
        if self.share is not None:
            raw = None if self.raw is None else exact_text(self.raw)
            share = {"exact": exact_text(self.share), "raw": raw}
        return {
            "what": self.what,
            "kind": self.kind.value,
            "group": self.group,
            "body": self.body,
            "share": share,
            "seats": self.seats,
            "proposed": list(self.proposed),
            "tied": list(self.tied),
            "seats_open": self.seats_open,
            "needs_decision": self.needs_decision,
            "warnings": list(self.warnings),
        }


@dataclass(frozen=True, slots=True)
class Judgement:
    """Everything that judging concludes about one run."""

    verdicts: Mapping[str, Verdict]
    decisions: tuple[Decision, ...] = ()
    problems: tuple[Problem, ...] = ()
