"""The bench that judging sits on: values, truths and cases, answered by a plain run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kaoji.engine.facts.book import EVERYONE
from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.feel.frame import Frame
from kaoji.engine.plan.context import Spot
from kaoji.engine.plan.orders import Sought, sought
from kaoji.engine.plinth.exact import round_to
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import UNDEFINED, Choice, Null, OneOf, Span, Value
from kaoji.engine.scheme.model import Formula, RowKind, Scheme
from kaoji.engine.score.authorities import is_ours, issuers_of, not_ours
from kaoji.engine.score.outcome import Mark
from kaoji.engine.score.plain import Run


@dataclass(frozen=True, slots=True)
class RunBench:
    """A run as the bench of `judge`.

    Whoever is refused for faulty facts is still a member of the group: anything may come of it
    once its facts are put right, so the seats and places of the others stay open for it.
    """

    run: Run
    subjects: tuple[str, ...]
    refused: frozenset[str] = frozenset()

    @property
    def scheme(self) -> Scheme:
        """The scheme that is judged."""
        return self.run.plan.scheme

    @property
    def period_last_day(self) -> date:
        """The last day of the scored period."""
        return self.run.period.last_day

    def value(self, subject: str, *, path: str) -> Fraction | Span | Null | None:
        """The value of a node, or of a field of one, by path or unambiguous tail."""
        if path == self.run.plan.root and not self.scheme.has_total:
            return None
        if subject in self.refused:
            return Span(None, None, tight=False, ways=_of_refused(subject))
        found = sought(path, index=self.run.plan.index)
        if found.entry is None:
            return None
        if found.field:
            return _figure(self._answer(subject, self._formula(path, found), {}))
        value = self.run.value(found.entry.path, subject=subject, period=self.run.period)
        return _figure(value)

    def _formula(self, path: str, found: Sought) -> Formula:
        """A field that is compared, as an expression; made once for the run."""
        key = ("compared", path)
        formula: Formula | None = self.run.caches.get(key)
        if formula is None:
            formula = self.run.caches[key] = Formula(path, found.name)
        return formula

    def published(self, subject: str, *, path: str) -> Fraction | None:
        """The figure at the scheme's published places."""
        value = self.value(subject, path=path)
        if not isinstance(value, Fraction):
            return None
        return round_to(value, places=self.scheme.places, mode=self.scheme.places_mode)

    def truth(
        self, subject: str, *, formula: Formula, names: Mapping[str, Value]
    ) -> bool | OneOf | Null:
        """A condition of a grade, honour, veto or consequence."""
        if subject in self.refused:
            return _either(subject)
        value = self._answer(subject, formula, names)
        self._note_open(subject, value)
        return value if isinstance(value, bool | OneOf | Null) else UNDEFINED

    def number(
        self, subject: str | None, *, formula: Formula, names: Mapping[str, Value]
    ) -> Fraction | Span | Null:
        """A number of a grade, quota or consequence; a number of the scheme has no subject."""
        if subject is not None and subject in self.refused:
            return Span(None, None, tight=False, ways=_of_refused(subject))
        value = self._answer(subject or "*", formula, names)
        return value if isinstance(value, Span | Fraction | Null) else UNDEFINED

    def _answer(self, subject: str, formula: Formula, names: Mapping[str, Value]) -> Value:
        run = self.run
        amount = run.compiled(formula)
        if amount.constant is not None:
            return amount.constant
        try:
            return amount.program(Frame(verdict_spot(run, subject=subject, names=names)))
        except FeelFailure as failure:
            problem = Problem(
                failure.code, failure.message, failure.remedy or "", place=formula.place
            )
            # What a verdict needs and nobody filled is said once; it does not refuse the scores.
            open_to_all = failure.code == "open-parameter"
            run.fault(EVERYONE if open_to_all else subject, problem=problem)
            return UNDEFINED

    def case(self, subject: str, *, name: str) -> bool | OneOf:
        """At least one confirmed row, or a fact, derived value or parameter that is true."""
        run = self.run
        if subject in self.refused:
            return _either(subject)
        node = run.plan.nodes.get(name)
        if node is None:
            return self._parameter_case(subject, name)
        if node.spec is not None and node.spec.row_kind is RowKind.EVENT:
            found = self._has_own_rows(subject, name)
        else:
            found = case_of(run, subject=subject, name=name)
        self._note_open(subject, found)
        return found if isinstance(found, bool | OneOf) else False

    def _has_own_rows(self, subject: str, name: str) -> Value:
        """The same of a list; rows that the bar or veto does not count are told."""
        run, issuers = self.run, issuers_of(self.scheme, name=name)
        for line in run.lines(name, subject=subject, period=run.period):
            if not is_ours(line, issuers=issuers):
                problem = not_ours(line, subject=subject, name=name, issuers=issuers)
                run.fault(subject, problem=problem)
        return case_of(run, subject=subject, name=name)

    def _note_open(self, subject: str, value: Value) -> None:
        """Remember the missing facts that a verdict waits for."""
        if isinstance(value, OneOf | Span):
            self.run.open_in_verdict.setdefault(subject, set()).update(value.ways)

    def _parameter_case(self, subject: str, name: str) -> bool | OneOf:
        known = {one.name for one in self.scheme.parameters}
        if name not in known:
            return False
        try:
            value = self.run.parameter(name, subject=subject, period=self.run.period)
        except FeelFailure:
            return OneOf((True, False), ways={speak("参数:{name}", name=name): 0})
        return value if isinstance(value, bool | OneOf) else False

    def column(self, subject: str, *, column: str) -> str:
        """A column of the subjects table."""
        return self.run.roster.column(subject, name=column)

    def may_rank(self, subject: str) -> bool:
        """False when a settled absence takes the subject out of ranking."""
        root = self.run.outcome(self.run.plan.root, subject=subject, period=self.run.period)
        return Mark.NO_RANK not in root.marks


def case_of(run: Run, *, subject: str, name: str) -> Value:
    """The truth of a case that is a node: of a list, whether it has a row that is counted, by its
    issuer.
    """
    node = run.plan.nodes[name]
    if node.spec is None or node.spec.row_kind is not RowKind.EVENT:
        return run.value(name, subject=subject, period=run.period)
    issuers = issuers_of(run.plan.scheme, name=name)
    lines = run.lines(name, subject=subject, period=run.period)
    if any(is_ours(one, issuers=issuers) for one in lines) or not lines:
        return run.has_rows(name, subject=subject, period=run.period)
    growing = run.growing(name, subject=subject, period=run.period)
    return False if growing is None else OneOf((True, False), ways={growing: 0})


def bench_of(run: Run) -> RunBench:
    """Everyone who is scored, those who are refused among them."""
    scored = run.roster.scored
    return RunBench(run, scored, frozenset(one for one in scored if run.is_refused(one)))


def verdict_spot(
    run: Run,
    *,
    subject: str,
    names: Mapping[str, Value] | None = None,
    notes: list[tuple[str, Value]] | None = None,
) -> Spot:
    """Where the conditions and numbers of grades, honours, vetoes and consequences stand."""
    return Spot(run, "", subject, run.period, notes=notes, names=names, may_lack_columns=True)


def _of_refused(subject: str) -> dict[str, int]:
    return {speak("{subject}（数据有误）", subject=subject): 0}


def _either(subject: str) -> OneOf:
    return OneOf((True, False), ways=_of_refused(subject), tight=False)


def _figure(value: Value) -> Fraction | Span | Null | None:
    """A value as what can be ordered: a step of a scale is as high as its place on it."""
    match value:
        case Fraction() | Span() | Null():
            return value
        case Choice(rank=rank):
            return Fraction(rank)
        case OneOf(options=options, ways=ways):
            ranks = [Fraction(one.rank) for one in options if isinstance(one, Choice)]
            if ranks and len(ranks) == len(options):
                return Span(min(ranks), max(ranks), tight=value.tight, ways=ways)
            return Span(None, None, tight=False, ways=ways)
        case _:
            return None
