"""Why a veto, a bar or a condition of a grade holds or not: its words, figures, rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

from kaoji.engine.explain.derivation import Deriver
from kaoji.engine.explain.formula_words import written
from kaoji.engine.explain.origins import Origins, settled
from kaoji.engine.explain.prose import told, with_figures
from kaoji.engine.explain.records import Derivation, FigureNote, Share
from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.feel.frame import Frame
from kaoji.engine.plan.orders import names_value, sought
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.plinth.values import Value, is_unknown
from kaoji.engine.scheme.model import ROOT, Bar, Formula, Grade, Scheme, Veto
from kaoji.engine.score.consequences import bars_in
from kaoji.engine.score.court import case_of, verdict_spot
from kaoji.engine.score.ways.single import taken

_CASES = MappingProxyType(
    {
        True: marked("「{name}」成立{why}。"),
        False: marked("「{name}」不成立{why}。"),
        None: marked("「{name}」尚不能确定{why}。"),
    }
)
_CONDITIONS = MappingProxyType(
    {
        True: marked("「{name}」的情形成立{why}。"),
        False: marked("「{name}」的情形不成立{why}。"),
        None: marked("「{name}」的情形尚不能确定{why}。"),
    }
)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a verdict was decided on: the case by name, its condition, and what was found."""

    kind: str  # veto | bar | condition | grade | value
    name: str
    holds: bool | None  # None: facts are missing
    condition: str | None = None
    figures: tuple[FigureNote, ...] = ()
    derivations: tuple[Derivation, ...] = ()
    note: str | None = None
    words: str = ""  # the condition as it is told

    @property
    def reason(self) -> str:
        """The condition with its figures, in words; nothing where rows speak for themselves."""
        return speak("情形 {condition}", condition=self._found) if self.condition else ""

    @property
    def _found(self) -> str:
        return f"{self.words or self.condition or ''}{with_figures(self.figures)}"

    @property
    def sentence(self) -> str:
        """The whole in one sentence."""
        if self.kind == "value":
            (made,) = self.derivations
            value = told(made.value, unit=made.unit)
            return speak("等次按「{name}」定：{value}。", name=made.name, value=value)
        is_grade = self.kind in ("grade", "condition")
        found = self._found if is_grade else self.reason
        why = speak("：{why}", why=found) if found else ""
        return speak((_CONDITIONS if is_grade else _CASES)[self.holds], name=self.name, why=why)

    def as_json(self) -> dict[str, object]:
        return {
            "kind": self.kind,
            "name": self.name,
            "holds": self.holds,
            "condition": self.condition,
            "figures": [figure.as_json() for figure in self.figures],
            "derivations": [one.as_json() for one in self.derivations],
            "note": self.note,
            "sentence": self.sentence,
        }


@dataclass(frozen=True, slots=True)
class Grounds:
    """Finds the grounds of one subject; what its total is made of is told there."""

    deriver: Deriver
    scheme: Scheme

    def every(self, *, grade: str | None) -> Iterator[Ground]:
        """Of vetoes and bars those that hold or may hold; of grades down to its own all."""
        yield from self._graded()
        for veto in self.scheme.vetoes:
            ground = self._case("veto", veto)
            if ground.holds is not False:
                yield ground
        for bar in _once(bars_in(self.scheme)):
            ground = self._case("bar", bar)
            if ground.holds is not False:
                yield ground
        for one in self._grades_down_to(grade):
            if one.condition is not None:
                yield self._condition("grade", one.name, one.condition)
            for asked in one.conditions:
                ground = self._condition("condition", asked.text, asked.condition)
                if ground.holds is not True:
                    yield ground

    def _graded(self) -> Iterator[Ground]:
        """The value that grades, where it is neither the total nor another field of a node."""
        grading, run = self.scheme.grading, self.deriver.run
        if grading is None or not grading.grades or grading.value == ROOT:
            return
        found = sought(grading.value, index=run.plan.index)
        if found.entry is not None and names_value(found):
            made = self.deriver.node(found.entry.path, period=run.period, share=Share("reads"))
            yield Ground("value", made.name, holds=True, derivations=(made,))

    def _grades_down_to(self, grade: str | None) -> Iterator[Grade]:
        for one in self.scheme.grading.grades if self.scheme.grading is not None else ():
            yield one
            if one.name == grade:
                return

    def _case(self, kind: str, case: Veto | Bar) -> Ground:
        note = case.note if isinstance(case, Veto) else None
        if case.condition is not None:
            return self._condition(kind, case.name, case.condition, note=note)
        return self._rows(kind, case.name, note=note)

    def _rows(self, kind: str, name: str, *, note: str | None) -> Ground:
        """A case by its name: its rows, or the truth of a fact, derived value or parameter."""
        run = self.deriver.run
        if name not in run.plan.nodes:
            return self._parameter(kind, name, note=note)
        value = case_of(run, subject=self.deriver.subject, name=name)
        if _truth(value) is False:
            return Ground(kind, name, holds=False)
        made = self.deriver.node(name, period=run.period, share=Share("reads"))
        return Ground(kind, name, _truth(value), None, (), (made,), note)

    def _parameter(self, kind: str, name: str, *, note: str | None) -> Ground:
        run, subject = self.deriver.run, self.deriver.subject
        if name not in run.plan.index.entries:
            return Ground(kind, name, holds=False)
        value = settled(lambda: run.parameter(name, subject=subject, period=run.period))
        here = Origins(run, run.plan.nodes[run.plan.root], subject, run.period)
        figures = () if value is None else (here.figure(name, value=value),)
        return Ground(kind, name, None if value is None else _truth(value), None, figures, (), note)

    def _condition(
        self, kind: str, name: str, formula: Formula, *, note: str | None = None
    ) -> Ground:
        run, subject = self.deriver.run, self.deriver.subject
        spot = verdict_spot(run, subject=subject, notes=[])
        try:
            value: Value | None = run.compiled(formula).program(Frame(spot))
        except FeelFailure:
            value = None
        here = Origins(run, run.plan.nodes[run.plan.root], subject, run.period)
        figures = tuple(here.figure(label, value=one) for label, one in taken(spot))
        holds = _truth(value)
        is_told = kind in ("grade", "condition") or holds is not False
        below = tuple(self._below(figures)) if is_told else ()
        told_as = written(formula)
        return Ground(kind, name, holds, formula.text, figures, below, note, told_as)

    def _below(self, figures: tuple[FigureNote, ...]) -> Iterator[Derivation]:
        """The nodes behind the figures, down to their facts."""
        plan, period = self.deriver.run.plan, self.deriver.run.period
        for figure in figures:
            found = plan.index.find(figure.name)
            if len(found) == 1 and found[0].path in plan.nodes:
                yield self.deriver.node(found[0].path, period=period, share=Share("reads"))


def _once(bars: tuple[Bar, ...]) -> Iterator[Bar]:
    known: dict[str, Bar] = {}
    for bar in bars:
        known.setdefault(bar.name, bar)
    yield from known.values()


def _truth(value: Value | None) -> bool | None:
    """Whether a case holds: what has no truth does not, as in judging."""
    if isinstance(value, bool):
        return value
    return None if value is None or is_unknown(value) else False
