"""What evaluating one node at one coordinate gives: state, value, what is left out, and how.

There is one of these for every value of every unit, so they are named tuples: as unchangeable as
frozen records, and made in a third of the time.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from kaoji.engine.plinth.values import Value

NO_GAPS: Mapping[str, Fraction] = MappingProxyType({})


def no_gaps() -> Mapping[str, Fraction]:
    """Nothing is left out."""
    return NO_GAPS


class State(StrEnum):
    """How a node came by its value."""

    COMPUTED = "computed"
    GIVEN = "given"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    UNDEFINED = "undefined"


class Mark(StrEnum):
    """What a settled absence does beyond its node."""

    WHOLE_ZERO = "whole_zero"
    NO_RANK = "no_rank"


class StepKind(StrEnum):
    """One step of a derivation; `explain/prose.py` has a sentence for each."""

    GIVEN = "given"
    FACT = "fact"
    FORMULA = "formula"
    ROW = "row"
    WORK = "work"
    GATHER = "gather"
    BALLOTS = "ballots"
    PANEL = "panel"
    PLAN_ITEM = "plan_item"
    CHILD = "child"
    PEER = "peer"
    COMBINE = "combine"
    PART = "part"
    PERIODS = "periods"
    FEED = "feed"
    REMOVED = "removed"
    RESCALED = "rescaled"
    BONUS = "bonus"
    DEDUCTION = "deduction"
    CAP = "cap"
    FLOOR = "floor"
    ROUND = "round"
    ABSENCE = "absence"


class Step(NamedTuple):
    """One step: what it is, of what, its result, and the figures that led there."""

    kind: StepKind
    label: str = ""
    value: Value | None = None
    figures: tuple[tuple[str, Value], ...] = ()
    text: str = ""
    source: object = None  # the facts row, where one is behind the step


class Case(NamedTuple):
    """One of the ways in which a node may come out: a value, or out with the gaps it leaves."""

    value: Value
    gaps: Mapping[str, Fraction] = NO_GAPS


class Outcome(NamedTuple):
    """The result of one node at one coordinate.

    `value` is exact when the state is computed or given, an unknown (its sound bounds) when facts
    are missing. `gaps` are the shares of the node's own scale that were taken out and that an
    ancestor (by path) still has to rescale. While it is not known whether the node, or something
    below it, counts at all, `cases` are the possibilities and `value` is around all of them.
    """

    state: State
    value: Value
    gaps: Mapping[str, Fraction] = NO_GAPS
    marks: frozenset[Mark] = frozenset()
    steps: tuple[Step, ...] = ()
    cases: tuple[Case, ...] = ()


_COMPUTED, _NO_MARKS = State.COMPUTED, frozenset[Mark]()
_made = tuple.__new__


def computed(value: Value) -> Outcome:
    """A plain result, made in half the time that filling in the defaults takes."""
    return _made(Outcome, (_COMPUTED, value, NO_GAPS, _NO_MARKS, (), ()))
