"""What a scheme expects of the facts table, in a form that the facts room understands.

The plan fills these records; binding reads rows against them and knows nothing else of schemes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from kaoji.engine.plinth.periods import Period
from kaoji.engine.scheme.model import FieldSpec, InputSpec, Parameter


@dataclass(frozen=True, slots=True)
class Bounds:
    """The proved range of a field; `None`: no such end."""

    low: Fraction | None = None
    high: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """One key that a facts row may name.

    `spec` is absent for an inner node: a row then gives the node itself. `asked` are the periods
    in which this run reads the key: the parts, where it has parts. `reads_value` tells whether a
    row of a list uses 数值, so that a bare number on a list's key is either a row or a given
    result, never a guess.
    """

    path: str
    spec: InputSpec | None
    asked: frozenset[Period]
    is_node: bool
    given_at: frozenset[Period] = frozenset()  # periods at which a given result may stand
    reads_value: bool = True
    is_judged: bool = False  # its 数值 are its points
    full: Fraction | None = None  # its full points, where they are the same for all
    rater_classes: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    bounds: Mapping[str, Bounds] = field(default_factory=dict)
    scale_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unit: str | None = None
    given: FieldSpec | None = None  # what a given result is, where it is no number

    def field_spec(self, name: str) -> FieldSpec | None:
        """The declared field of that name."""
        if self.spec is None:
            return None
        if name in ("数值", "value"):
            return self.spec.value
        return self.spec.fields.get(name)


@dataclass(frozen=True, slots=True)
class OtherVersion:
    """Another version of the scheme, in whose time a row may lie."""

    name: str
    find: Callable[[str], tuple[str, ...]]  # a key as written → the full paths it means there
    same_as: Callable[[str], tuple[str, ...]]  # a full path of ours → where it stands there

    def knows(self, key: str) -> bool:
        """Tell whether the key, or what stands before its field, is known there."""
        return bool(self.find(key) or self.find(key.rpartition(".")[0]))


@dataclass(frozen=True, slots=True)
class Expectations:
    """Everything that one scheme reads from the table in one run."""

    scheme_id: str
    find: Callable[[str], tuple[str, ...]]  # a key as written → the full paths it may mean
    keys: Mapping[str, Expected]
    parameters: Mapping[str, Parameter]
    period: Period
    noun: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: tuple[str, ...] = ()  # what a key may be called, for hints
    part_dates: Mapping[str, tuple[str, str]] = field(default_factory=dict)
