"""What a bound name may ask of a run: the only door from compiled expressions to the facts.

The plan binds names to programs once; at run time each program receives a frame whose context is
a `Spot`: where it stands, and the run behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar, Protocol

from kaoji.engine.facts.book import NOTHING_HERE, Figure, Named
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.values import Value


class Asked(Protocol):
    """One scoring run, as far as expressions may see it."""

    def value(self, path: str, *, subject: str, period: Period) -> Value:
        """The value of a node, derived value or fact."""
        ...

    def fact(self, path: str, *, field: str, subject: str, period: Period) -> Value:
        """A raw field of a key: 数值, 目标 or a declared one."""
        ...

    def fact_at(self, named: tuple[str, str], *, spot: Spot) -> Value:
        """A raw field of a key, where the spot stands: what expressions read most."""
        ...

    def fact_so_far(self, path: str, *, field: str, subject: str, period: Period) -> Value:
        """The same; gathered from finer periods, over those that are here."""
        ...

    def full(self, path: str, *, subject: str, period: Period) -> Value:
        """The full points of a node."""
        ...

    def weight(self, path: str, *, subject: str, period: Period) -> Value:
        """The weight of a node among its siblings."""
        ...

    def applies(self, path: str, *, subject: str, period: Period) -> Value:
        """Whether a node applies to the subject."""
        ...

    def parameter(self, name: str, *, subject: str, period: Period) -> Value:
        """A parameter of the scheme."""
        ...

    def look_up(self, table: str, *, keys: tuple[Value, ...], spot: Spot) -> Value:
        """A cell of a table."""
        ...

    def mean_look_up(self, table: str, *, first: Value, last: Value, spot: Spot) -> Value:
        """The mean of a table's values from one whole number to another."""
        ...

    def rows(self, path: str, *, subject: str, period: Period) -> Value:
        """The counted rows of an event list as records; any list while it may still grow."""
        ...

    def row_count(self, path: str, *, subject: str, period: Period) -> Value:
        """The sum of 件数 of the counted rows."""
        ...

    def rates(self, paths: tuple[str, ...], *, subject: str, period: Period) -> Value:
        """Value over full points of each of the nodes that apply."""
        ...

    def everyone(self) -> tuple[str, ...]:
        """All scored subjects."""
        ...

    def peers(self, subject: str, *, column: str | None) -> tuple[str, ...]:
        """The scored subjects of the same class (`None`: of the default group)."""
        ...

    def below(
        self, subject: str, *, relation: str | None, period: Period
    ) -> tuple[str, ...] | None:
        """Subjects under this one; `None` while the relation is not known."""
        ...

    def over(
        self,
        who: tuple[str, ...] | None,
        *,
        read: Callable[[Spot], Value],
        spot: Spot,
        relation: str | None = None,
    ) -> Value:
        """A value of each of several subjects, those it does not apply to left out."""
        ...

    def attribute(self, column: str, *, spot: Spot) -> Value:
        """A column of the subjects table, of the subject of whom the spot speaks."""
        ...

    def history(
        self, path: str, *, field: str, form: str, spot: Spot, steps: Value | None
    ) -> Value:
        """A value of earlier periods: given, sealed, recomputed, or the stated first one."""
        ...


@dataclass(slots=True)
class Spot:
    """Where an expression stands. `record` is the row in per-row expressions, `names` are words
    that only this place knows (a table's keys, a verdict's grade); of the `quiet` ones no figure
    is noted, for they only repeat what was noted before. A verdict may ask whether the subjects
    table has a column; anywhere else one that it lacks is a slip.
    """

    run: Asked
    node: str
    subject: str
    period: Period
    record: Mapping[str, Value] | None = None
    notes: list[tuple[str, Value]] | None = None
    available_only: bool = False
    may_join: Callable[[Sequence[Value]], bool] | None = None  # others may come beside who is here
    names: Mapping[str, Value] | None = None
    quiet: frozenset[str] = frozenset()
    may_lack_columns: bool = False
    here: ClassVar[Mapping[Named, Figure]] = NOTHING_HERE
    fulls: ClassVar[Mapping[str, Value]] = MappingProxyType({})


class BareSpot:
    """A spot that is nothing but its place, with what is reported for just there and the full
    points that are the same for all: it goes round the plain leaves of every unit.
    """

    __slots__ = ("fulls", "here", "node", "period", "run", "subject")

    record = None
    notes = None
    available_only = False
    may_join = None
    names = None
    quiet: frozenset[str] = frozenset()
    may_lack_columns = False

    def __init__(
        self,
        run: Asked,
        *,
        subject: str,
        period: Period,
        here: Mapping[Named, Figure],
        fulls: Mapping[str, Value],
    ) -> None:
        self.run, self.node, self.subject, self.period = run, "", subject, period
        self.here, self.fulls = here, fulls
