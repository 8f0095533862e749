"""The fact book: facts bound to a scheme, looked up by key, subject and period.

A fact not found for the subject is sought for its group, then for all; the figure says which.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from kaoji.engine.facts.report import Report
from kaoji.engine.facts.table import FactRow
from kaoji.engine.plinth.periods import Grain, Period
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.values import Value
from kaoji.engine.scheme.model import ROOT

EVERYONE = "*"
GROUP = "组:"
#: In doubt as a whole, whatever its rows say.
WHOLLY = "*"


class Figure(NamedTuple):
    """One bound value and the row it stands in; `scope` says for whom the row was written."""

    value: Value
    row: FactRow
    scope: str


@dataclass(frozen=True, slots=True)
class Line:
    """One bound row of an event list or plan."""

    record: Mapping[str, Value]
    count: Fraction
    work: str
    period: Period | None
    day: date | None
    row: FactRow


@dataclass(frozen=True, slots=True)
class Ballot:
    """One ballot, or a tally of `count` equal ones; `answer` is an option or a number."""

    rater_class: str
    rater: str
    answer: str | Fraction
    count: Fraction
    work: str
    row: FactRow


#: Figures of one field of one key: period (None: timeless) → figure.
Figures = dict[Period | None, Figure]
#: A key and the name of one of its fields.
Named = tuple[str, str]
#: Whatever is reported for just one subject and period.
Here = dict[Named, Figure]
NOTHING_HERE: Mapping[Named, Figure] = MappingProxyType({})
_NEVER: Mapping[Period | None, Here] = MappingProxyType({})


@dataclass(slots=True)
class FactBook:
    """Everything bound. Filled by `bind`, read by the evaluators."""

    #: By subject or scope first, then by period, so that what one unit needs at a time lies
    #: together in memory.
    figures: dict[str, dict[Period | None, Here]] = field(default_factory=dict)
    fields: set[Named] = field(default_factory=set)
    lines: dict[str, dict[str, list[Line]]] = field(default_factory=dict)
    ballots: dict[str, dict[tuple[str, Period | None], list[Ballot]]] = field(default_factory=dict)
    given: dict[str, dict[tuple[str, Period | None], Figure]] = field(default_factory=dict)
    set_by_facts: set[str] = field(default_factory=set)
    given_below: set[tuple[str, str, Period | None]] = field(default_factory=set)
    parameters: dict[str, dict[str, Figures]] = field(default_factory=dict)
    nil_returns: dict[str, dict[tuple[str, Period], FactRow]] = field(default_factory=dict)
    subjects: dict[str, None] = field(default_factory=dict)
    report: Report = field(default_factory=Report)
    refused: dict[str, list[Problem]] = field(default_factory=dict)
    #: Key ("" where none is known) and subject → the fields of which a row was refused, and the
    #: period that it named (None: any).
    doubts: dict[tuple[str, str], set[tuple[str, Period | None]]] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the facts: the first thousand problems, the rest counted."""
        return self.report.problems()

    def scopes(self, subject: str) -> tuple[str, ...]:
        """Where a fact of the subject is sought, nearest first."""
        return (subject, *self.groups.get(subject, ()), EVERYONE)

    def figure(
        self, path: str, *, field: str, subject: str, period: Period | None
    ) -> Figure | None:
        """The nearest figure for exactly this period (or a timeless one)."""
        named = (path, field)
        if named not in self.fields:
            return None
        for scope in self.scopes(subject):
            found = self.here(scope, period=period).get(named)
            if found is not None:
                return found
        return None

    def here(self, scope: str, *, period: Period | None) -> Mapping[Named, Figure]:
        """What the rows of just this subject, group or 全体 say of exactly this period."""
        return self.figures.get(scope, _NEVER).get(period, NOTHING_HERE)

    def own(self, path: str, *, field: str, scope: str) -> Figures:
        """What the rows of just this subject, group or 全体 say of a field of a key."""
        named = (path, field)
        known = self.figures.get(scope, _NEVER).items() if named in self.fields else ()
        return {period: here[named] for period, here in known if named in here}

    def of_each(self, path: str, *, field: str) -> Iterator[tuple[str, Figures]]:
        """The same for each subject, group and 全体 of whom rows speak."""
        for scope in self.figures if (path, field) in self.fields else ():
            own = self.own(path, field=field, scope=scope)
            if own:
                yield scope, own

    def put(self, named: Named, *, period: Period | None, figure: Figure) -> Figure:
        """The figure that stands for a field of a key: this one, or the one that came first."""
        self.fields.add(named)
        return (
            self.figures.setdefault(figure.scope, {})
            .setdefault(period, {})
            .setdefault(named, figure)
        )

    def each_figure(self) -> Iterator[tuple[str, Period | None, Named, Figure]]:
        """Every figure: of whom, when, of which field of which key."""
        for scope, known in self.figures.items():
            for period, here in known.items():
                yield from ((scope, period, named, figure) for named, figure in here.items())

    def periods_of(self, path: str, *, field: str, subject: str) -> Iterator[Period]:
        """Every period for which the field is reported, for the subject, its group or all."""
        for scope in self.scopes(subject):
            known = self.own(path, field=field, scope=scope)
            yield from (period for period in known if period is not None)

    def finer(self, path: str, *, field: str, subject: str, period: Period) -> list[Figure]:
        """The subject's own figures of periods inside this one, in order of time."""
        own = self.own(path, field=field, scope=subject)
        inside = [each for each in own if each is not None and period.contains(each)]
        inside.sort(key=lambda each: (each.first_day, str(each)))
        return [own[each] for each in inside if each != period]

    def given_node(self, path: str, *, subject: str, period: Period) -> Figure | None:
        """The fact that stands for the computation of a node."""
        known = self.given.get(path)
        if not known:
            return None
        for scope in self.scopes(subject):
            found = known.get((scope, period)) or known.get((scope, None))
            if found is not None:
                return found
        return None

    def know_given(self, path: str, *, subject: str, period: Period | None) -> None:
        """Remember for every step above the node, the root too, that something below is given."""
        for step in (ROOT, *steps_above(path)) if path != ROOT else ():
            self.given_below.add((step, subject, period))

    def has_given_below(self, path: str, *, subject: str, period: Period) -> bool:
        """Whether a node below is given at exactly this period."""
        return bool(self.given_below) and any(
            (path, scope, period) in self.given_below for scope in self.scopes(subject)
        )

    def lines_of(self, path: str, *, subject: str) -> list[Line]:
        """Every bound row of a list for the subject, its groups and everyone."""
        known = self.lines.get(path)
        if not known:
            return []
        return [line for scope in self.scopes(subject) for line in known.get(scope, ())]

    def ballots_of(self, path: str, *, subject: str, period: Period) -> list[Ballot]:
        """The ballots cast on a node of a subject in a period."""
        known = self.ballots.get(path)
        if not known:
            return []
        return [*known.get((subject, period), ()), *known.get((subject, None), ())]

    def parameter(self, name: str, *, subject: str, period: Period) -> Figure | None:
        """A parameter as a row sets it for the subject, its group or all; a row with a period
        serves that period and what lies in it.
        """
        known = self.parameters.get(name, {})
        for scope in self.scopes(subject) if known else ():
            own = known.get(scope, {})
            fitting = [each for each in own if each is not None and each.contains(period)]
            nearest = min(fitting, key=lambda each: each.last_day - each.first_day, default=None)
            if nearest in own:
                return own[nearest]
        return None

    def has_nil_return(self, path: str, *, subject: str, period: Period) -> bool:
        """The subject has said that it has nothing to report for the period."""
        return any(
            who == subject and each.contains(period) for who, each in self.nil_returns.get(path, ())
        )

    def reported_periods(self) -> Mapping[tuple[str, str], frozenset[Period]]:
        """For each node and subject (or group, or all) the periods in which anything is reported
        of the node or below it; whatever is reported at all is below the root.
        """
        found: dict[tuple[str, str], set[Period]] = {}
        for path, subject, period in self._reports():
            if period is not None:
                for step in {ROOT, path, *steps_above(path)}:
                    found.setdefault((step, subject), set()).add(period)
        return {key: frozenset(periods) for key, periods in found.items()}

    def _reports(self) -> Iterator[tuple[str, str, Period | None]]:
        """Path, subject and period of everything that is bound."""
        yield from ((path, one, period) for one, period, (path, _), _ in self.each_figure())
        for path, lists in self.lines.items():
            yield from ((path, one, when(line)) for one, lines in lists.items() for line in lines)
        for path, known in self.given.items():
            yield from ((path, *key) for key in known)
        for path, cast in self.ballots.items():
            yield from ((path, *key) for key in cast)

    def has_field(self, path: str, *, field: str) -> bool:
        """Tell whether any row sets this field of this key (saves asking per subject)."""
        return (path, field) in self.fields

    def doubt(self, path: str, *, field: str, subject: str, period: Period | None) -> bool:
        """Remember a refused row, for those who read the subject in its period (`None`: in any):
        it is not as if it were none. Tell whether that is new.
        """
        known = self.doubts.setdefault((path, subject), set())
        is_new = (field, period) not in known
        known.add((field, period))
        return is_new

    def share_doubts(self, other: FactBook) -> None:
        """Take over the doubts of rows whose key the other could not tell: they may be ours."""
        for (path, subject), fields in other.doubts.items():
            for name, period in fields if not path else ():
                if not name:
                    self.doubt(path, field=name, subject=subject, period=period)

    def doubtful(self, path: str, *, subject: str, period: Period) -> frozenset[str]:
        """The fields of a key of which a row of the period was refused; "" where the row named no
        known key.
        """
        if not self.doubts:
            return frozenset()
        return frozenset(
            name
            for scope in self.scopes(subject)
            for key in (path, "")
            for name, then in self.doubts.get((key, scope), ())
            if then is None or then.overlaps(period)
        )

    def is_trusted(self, path: str) -> bool:
        """Whether nobody's rows of the key are in doubt as a whole."""
        return all(
            key != path and (key or all(name != WHOLLY for name, _period in fields))
            for (key, _who), fields in self.doubts.items()
        )

    def is_untold(self, path: str, *, subject: str, period: Period) -> bool:
        """Whether a row of the key was refused: what is left, or a wider row, may be wrong."""
        return bool(self.doubtful(path, subject=subject, period=period) - {""})

    def refuse(self, subject: str, *, problem: Problem) -> None:
        """Record an error of a subject's facts: the subject is refused, the others go on.

        Beyond the thousandth problem each subject still keeps the first reason of its own.
        """
        is_listed = not self.report.is_full
        self.report.add(problem)
        if problem.severity == "error":
            known = self.refused.setdefault(subject, [])
            if is_listed or not known:
                known.append(problem)


def steps_above(path: str) -> tuple[str, ...]:
    """The paths above a path, the root's left out."""
    steps = path.split("/")
    return tuple("/".join(steps[:length]) for length in range(1, len(steps)))


def when(line: Line) -> Period | None:
    """The period of a row, else the year of its day."""
    if line.period is not None or line.day is None:
        return line.period
    return Period(Grain.YEAR, line.day.year)
