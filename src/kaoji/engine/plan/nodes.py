"""The closed set of plan nodes. Every rule kind lowers to these; the evaluators know nothing else.

A node has one *way* in which its value comes about and, around it, the same frame for all:
periods, applicability, absences, cap, floor, rounding. Ways hold compiled programs; what they
mean is defined by `score/plain.py`, one function a way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, TypeAlias

from kaoji.engine.feel.steps import Steps
from kaoji.engine.plan.index import Index
from kaoji.engine.plinth.periods import Grain
from kaoji.engine.plinth.problem import NOWHERE, Place
from kaoji.engine.plinth.values import Value
from kaoji.engine.scheme.model import (
    AbsenceRule,
    Combine,
    Feed,
    Formula,
    InputSpec,
    MissingPolicy,
    Role,
    RoundingRule,
    Scheme,
)

#: A compiled expression: takes the evaluator's frame, gives the value.
Program: TypeAlias = Callable[[Any], Value]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number place of the scheme: the formula, its program, and its value when constant."""

    formula: Formula
    program: Program
    constant: Value | None = None


# --- ways ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Compute:
    """The value of one expression: rule kinds, free formulas, derived values."""

    amount: Amount


@dataclass(frozen=True, slots=True)
class Read:
    """The value of one declared fact."""

    spec: InputSpec


@dataclass(frozen=True, slots=True)
class Fold:
    """Rows → works → list (条目, 计划): each row's value, times 件数, gathered."""

    per_row: Amount
    per_work: str
    gather: str
    counted_if: Amount | None = None
    top: Amount | None = None
    then: Amount | None = None


@dataclass(frozen=True, slots=True)
class Poll:
    """Ballots of weighted rater classes on a scale."""

    classes: tuple[PollClass, ...]
    scale: Mapping[str, Amount | None] | None
    scale_full: Amount | None
    gather: str
    trim: Amount | None
    own_unit_may_rate: bool


@dataclass(frozen=True, slots=True)
class PollClass:
    """One class of raters: weight in the panel, least valid ballots."""

    name: str
    weight: Amount
    minimum: Amount | None


@dataclass(frozen=True, slots=True)
class Annex:
    """Plan items: own points and figures per row, read on the node's scale."""

    per_item: Amount
    least: Amount | None
    most: Amount | None
    points_sum: Amount | None
    is_judged: bool = False  # an item's 数值 is its points


@dataclass(frozen=True, slots=True)
class Join:
    """A group: children in points or weights, or the best, worst, mean … of them."""

    combine: Combine
    children: tuple[str, ...]
    weights: tuple[Amount, ...] = ()
    formula: Amount | None = None


@dataclass(frozen=True, slots=True)
class Import:
    """A result of another scheme through a relation."""

    feed: Feed


Way: TypeAlias = Compute | Read | Fold | Poll | Annex | Join | Import


# --- the frame around every way -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stage:
    """Parts of a period and their weights (empty weights: a plain mean)."""

    names: tuple[str, ...]
    grain: Grain | None
    weights: tuple[Amount, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """One lowered node."""

    path: str
    way: Way
    name: str = ""
    role: Role = Role.SCORED
    parent: str | None = None
    full: Amount | None = None
    points: Amount | None = None
    extras: tuple[str, ...] = ()  # bonus and deduction children, outside the sum
    stage: Stage | None = None
    inherited: Stage | None = None  # of the nearest staged ancestor
    applies: Amount | None = None
    missing: MissingPolicy | None = None
    not_applicable: AbsenceRule | None = None
    undefined: AbsenceRule | None = None
    undefined_value: Amount | None = None
    takes_up: str | None = None  # ancestor that rescales when this node is out
    undefined_takes_up: str | None = None
    cap: Amount | None = None
    floor: Amount | None = None
    rounding: RoundingRule | None = None
    spec: InputSpec | None = None
    unit: str | None = None
    clause: str | None = None
    reading: str | None = None
    first: Amount | None = None  # 首期
    is_scored: bool = True
    is_judged: bool = False  # points entered directly: their range is 0 to full
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class BandTest:
    """One line of a band table: what it asks of each key, the stretch it covers, its value."""

    programs: tuple[Program, ...]  # one truth per key
    stretch: Stretch | None  # of the only key, where it is a plain stretch of numbers
    value: Amount | str
    text: str = ""  # the tests in words


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the number line; `None`: open end."""

    low: Fraction | None
    high: Fraction | None
    low_closed: bool = True
    high_closed: bool = True


@dataclass(frozen=True, slots=True)
class Lookup:
    """A compiled table: keyed cells, or bands (first match), and what is left over."""

    name: str
    keys: tuple[str, ...]
    cells: Mapping[tuple[str, ...], Amount | str]
    bands: tuple[BandTest, ...]
    otherwise: Amount | str | None
    steps: Steps | None = None  # of the scale whose words the table gives


@dataclass(frozen=True, slots=True)
class Edge:
    """One reference between nodes: `reach` says over which scope."""

    source: str
    target: str
    reach: str  # here | child | peers | below | earlier | rows | part | field
    place: Place = field(default=NOWHERE, compare=False)
    part: str = ""  # the named part that a reach of `part` reads
    field: str = ""  # the field that is read, where it is not the value


@dataclass(frozen=True, slots=True)
class Plan:
    """The compiled scheme."""

    scheme: Scheme
    nodes: Mapping[str, Node]
    root: str
    index: Index
    compile: Callable[[Formula], Amount]  # formulas of verdicts
    compile_at: Callable[[Formula, str, bool], Amount]  # with a node's own fields, or its rows'
    edges: tuple[Edge, ...] = ()
    tables: Mapping[str, Lookup] = field(default_factory=dict)
    part_dates: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    #: Whatever some expression names, beside the node that the expression is of; of a table: "".
    reads: frozenset[tuple[str, str]] = frozenset()
    forms: frozenset[str] = frozenset()  # the forms that some expression calls, such as 同组

    @property
    def used(self) -> frozenset[str]:
        """The paths of everything that some expression names."""
        return frozenset(path for _node, path in self.reads)
