"""The scheme as a whole, its subjects and its worked cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from kaoji.engine.plinth.exact import Rounding
from kaoji.engine.plinth.periods import Grain
from kaoji.engine.plinth.problem import NOWHERE, Place
from kaoji.engine.scheme.model.amounts import Formula
from kaoji.engine.scheme.model.inputs import InputSpec
from kaoji.engine.scheme.model.nodes import Derived, Item, Parameter, Requirement
from kaoji.engine.scheme.model.sources import Table
from kaoji.engine.scheme.model.standing import Consequence, Grading, Honour, Ranking, Veto


@dataclass(frozen=True, slots=True)
class Subjects:
    """对象: which subjects this scheme scores."""

    kinds: tuple[str, ...] = ()
    condition: Formula | None = None
    noun: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """算例: facts in, expectations out, kept as the positioned tree until they are run."""

    id: str
    given: tuple[Mapping[str, str], ...]
    expected: Mapping[str, object]
    parameters: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    subjects: tuple[Mapping[str, str], ...] = ()
    period: str | None = None
    open: tuple[str, ...] = ()
    as_of: str | None = None
    why: str = ""
    place: Place = field(default=NOWHERE, compare=False)
    given_places: tuple[Place, ...] = field(default=(), compare=False)
    subject_places: tuple[Place, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Pin:
    """各期版本: a part of the period that is scored under another version."""

    part: str
    version: str
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Scheme:
    """One class of subjects under one version of one regulation."""

    title: str
    id: str
    version: str
    effective: date | None
    basis: str | None
    subjects: Subjects
    grain: Grain
    root: Item  # path "总分"; its children carry the first-level parts
    repealed: date | None = None
    language: str = "zh"
    places: int = 2  # decimals of published figures
    places_mode: Rounding = Rounding.HALF_UP
    has_total: bool = True  # 总分: 无 — grades without a total
    facts: tuple[InputSpec, ...] = ()  # 事实
    derived: tuple[Derived, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    tables: tuple[Table, ...] = ()
    scales: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    grading: Grading | None = None
    rankings: tuple[Ranking, ...] = ()
    honours: tuple[Honour, ...] = ()
    vetoes: tuple[Veto, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    examples: tuple[Example, ...] = ()
    version_day: str | None = None  # 定版日: first, or MM-DD; None: the period's last day
    pins: tuple[Pin, ...] = ()  # 各期版本
    file: str | None = None
    text: str = ""  # the expanded text, as sealed


ROOT = "总分"
