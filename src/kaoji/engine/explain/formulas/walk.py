"""From a subject's total down: one line for each node, each with the formula of its figure.

Every formula is worked out in fractions while it is built and held against what the engine says:
one that comes to anything else is no formula of ours, and the line holds its exact text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from kaoji.engine.explain.formulas.deciding import rounded
from kaoji.engine.explain.formulas.ledger import Entry, Ledger, held
from kaoji.engine.explain.formulas.lines import FIGURE, Line, Lines
from kaoji.engine.explain.formulas.spot import Standing, fraction_of
from kaoji.engine.explain.formulas.terms import (
    NoFormulaError,
    Term,
    Why,
    added,
    agreeing,
    greatest,
    least,
    literal,
    minus,
    over,
    times,
)
from kaoji.engine.explain.formulas.translate import translated
from kaoji.engine.explain.formulas.ways import WAYS, Asked
from kaoji.engine.explain.origins import Origins, settled
from kaoji.engine.explain.prose import told
from kaoji.engine.explain.records import Evidence, evidence_of
from kaoji.engine.explain.wording import rule_of
from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.plan.context import Spot
from kaoji.engine.plan.nodes import Join, Node
from kaoji.engine.plan.text import way_text
from kaoji.engine.plinth.exact import ONE, exact_text, fixed_text
from kaoji.engine.plinth.names import spoken_coordinate, spoken_path
from kaoji.engine.plinth.periods import Period, parse_period
from kaoji.engine.plinth.values import Choice, Null, Value, is_unknown
from kaoji.engine.scheme.model import Role
from kaoji.engine.score.outcome import Outcome, State, Step, StepKind
from kaoji.engine.score.plain import Run

#: A node in its run, which may be of another version, and when.
Key: TypeAlias = tuple[int, str, Period]

#: Absences that settle a node's value, with nothing on top of it.
_GOES_ON = frozenset({"undefined_value", "missing_available"})


@dataclass(slots=True)
class Walk:
    """One subject's lines."""

    run: Run
    subject: str
    ledger: Ledger
    lines: Lines
    known: dict[Key, Line] = field(default_factory=dict)

    def line(
        self, path: str, *, period: Period, run: Run | None = None, depth: int = 0,
        share: Fraction | None = None,
    ) -> Line:  # fmt: skip
        """The line of a node, made the first time it is asked for."""
        run, path = self._answering(run or self.run, path, period)
        key = (id(run), path, period)
        if key not in self.known:
            self.known[key] = self._made(key, run=run, depth=depth, share=share)
        return self.known[key]

    def _answering(self, run: Run, path: str, period: Period) -> tuple[Run, str]:
        """The version that scores the period, where that is another."""
        pins = run.pinned
        then = None if pins is None else pins.run_of(period)
        there = pins.path_then(path, then=then) if pins and then else None
        return (then, there) if then is not None and there is not None else (run, path)

    def _made(self, key: Key, *, run: Run, depth: int, share: Fraction | None) -> Line:
        _run, path, period = key
        node = run.plan.nodes[path]
        name = spoken_path(node.name or path.rpartition("/")[2])
        line = self.lines.reserve(depth=depth, subject=self.subject, name=name)
        self.known[key] = line  # what reads itself would come here again
        line.period, line.clause, line.share = str(period), node.clause or "", share
        rule = rule_of(run.plan, node=node)
        line.how = way_text(node) if rule is None else rule.wording
        at = self._standing(run, node, period, line=line)
        full = settled(lambda: run.full(path, subject=self.subject, period=period))
        if node.is_scored and isinstance(full, Fraction):
            line.full = full
        outcome = run.outcome(path, subject=self.subject, period=period)
        self.fill(line, value=outcome.value, make=lambda: self._term(at, line, outcome))
        _publish(line, run=run, value=outcome.value)
        return line

    def _standing(self, run: Run, node: Node, period: Period, *, line: Line) -> Standing:
        def line_of(path: str, when: Period) -> Term:
            return self.line(path, period=when, run=run, depth=line.depth + 1).figure

        return Standing(
            run, node, self.subject, period, self.ledger, line_of, full=lambda: line.full_cell,
            depth=line.depth,
        )  # fmt: skip

    def line_at(self, at: Standing, *, path: str, share: Value | None = None) -> Line:
        """The line of a node that stands below another."""
        known = share if isinstance(share, Fraction) else None
        line = self.line(path, period=at.period, run=at.run, depth=at.depth + 1, share=known)
        line.share = known if line.share is None else line.share
        return line

    def spot(self, at: Standing, *, record: Mapping[str, Value] | None = None) -> Spot:
        """The place for the engine's own programs."""
        return Spot(at.run, at.node.path, at.subject, at.period, record=record, notes=[])

    # -- a line's cells ----------------------------------------------------------------------------

    def fill(self, line: Line, *, value: Value | None, make: Callable[[], Term]) -> None:
        """The formula of a value, held against it; else its exact text."""
        line.exact = line.text = _text_of(value)
        is_known = isinstance(value, Fraction | bool | str | Choice)
        if value is None or not (is_known or is_unknown(value)):
            return  # it is out: nothing below it counts
        try:
            made = make()  # also of what is not known yet, for the lines below it
            line.term = agreeing(made, value=held(value)) if is_known else None
        except (NoFormulaError, FeelFailure) as none:
            if is_known:
                line.term = Term("", held(value))
                line.why = none.why if isinstance(none, NoFormulaError) else Why.WAY

    def entered(self, at: Standing, *, value: Value, evidence: Evidence | None = None) -> Term:
        """A figure that came in as it is."""
        origins = Origins(at.run, at.node, at.subject, at.period)
        proof = evidence or origins.evidence(at.node.path, field="数值")
        where = origins.at(at.node.path)
        name = spoken_path(at.node.name or at.node.path)
        entry = Entry(
            at.subject, name, held(value), unit=at.node.unit or "",
            coordinate=spoken_coordinate(where), evidence=proof,
        )  # fmt: skip
        return self.ledger.figure(entry, key=("entered", id(at.run), where))

    # -- the frame around every way ----------------------------------------------------------------

    def _term(self, at: Standing, line: Line, outcome: Outcome) -> Term:
        if outcome.state is State.GIVEN:
            source = next(step.source for step in outcome.steps if step.kind is StepKind.GIVEN)
            return self.entered(at, value=outcome.value, evidence=evidence_of(source))
        absence, stated = _absence(outcome), at.node.undefined_value
        if absence is not None and absence.text not in _GOES_ON:
            return literal(fraction_of(outcome.value))
        if absence is not None and absence.text == "undefined_value" and stated is not None:
            made = translated(stated.formula.expression, at=at)
        else:
            self._show_below(at, outcome)
            made = self._own(at, line, outcome)
        return self._topped(made, at=at, outcome=outcome)

    def _show_below(self, at: Standing, outcome: Outcome) -> None:
        """The lines of parts or children and of extras, whatever becomes of the formula."""
        parts = _parts_of(outcome)
        for period, step in parts:
            self._part(at, period=period, step=step)
        way = at.node.way
        for path in (*(way.children if isinstance(way, Join) and not parts else ()),
                     *at.node.extras):  # fmt: skip
            self.line_at(at, path=path)

    def _own(self, at: Standing, line: Line, outcome: Outcome) -> Term:
        parts = _parts_of(outcome)
        if not parts:
            return WAYS[type(at.node.way)](Asked(self, at, line, outcome))
        lines = [
            self._part(at, period=period, step=step)
            for period, step in parts
            if not isinstance(step.value, Null)
        ]
        whole = added([times(one.figure, right=one.share_cell) for one in lines])
        used = added([one.share_cell for one in lines])
        return whole if used.number == ONE else over(whole, right=used)

    def _part(self, at: Standing, *, period: Period, step: Step) -> Line:
        weight = dict(step.figures).get("权重")
        share = weight if isinstance(weight, Fraction) else None
        return self.line(at.node.path, period=period, run=at.run, depth=at.depth + 1, share=share)

    def _topped(self, made: Term, *, at: Standing, outcome: Outcome) -> Term:
        """Bonus and deduction, cap and floor, rounding, in this order."""
        node = at.node
        counted = {step.label for step in outcome.steps if step.kind in _EXTRAS}
        for path in node.extras:
            extra = self.line_at(at, path=path)
            if path not in counted:
                continue
            is_bonus = at.run.plan.nodes[path].role is Role.BONUS
            figure = extra.figure
            made = added([made, figure]) if is_bonus else minus(made, right=figure)
        if node.cap is not None:
            made = least([made, translated(node.cap.formula.expression, at=at)])
        if node.floor is not None:
            made = greatest([made, translated(node.floor.formula.expression, at=at)])
        if node.rounding is not None:
            rule = node.rounding
            made = rounded(made, places=rule.places, mode=rule.mode)
        return made


_EXTRAS = frozenset({StepKind.BONUS, StepKind.DEDUCTION})


def _parts_of(outcome: Outcome) -> list[tuple[Period, Step]]:
    """The parts that a value is put together from, each with its period."""
    return [
        (period, step)
        for step in outcome.steps
        if step.kind is StepKind.PART
        and (period := parse_period(step.label.rpartition("@")[2])) is not None
    ]


def _absence(outcome: Outcome) -> Step | None:
    return next((step for step in outcome.steps if step.kind is StepKind.ABSENCE), None)


def _publish(line: Line, *, run: Run, value: Value) -> None:
    """The published figure: the figure rounded, or its text where a tie is near."""
    scheme = run.plan.scheme
    if not isinstance(value, Fraction):
        return
    line.published_text = fixed_text(value, places=scheme.places, mode=scheme.places_mode)
    if line.why is not None or line.term is None:
        line.why_published = line.why or Why.WAY
        return
    figure = Term(f"{FIGURE}{line.row}", line.term.value, line.term.error)
    try:
        line.published = rounded(figure, places=scheme.places, mode=scheme.places_mode)
    except NoFormulaError as none:
        line.why_published = none.why


def _text_of(value: Value | None) -> str:
    if isinstance(value, Fraction):
        return exact_text(value)
    return "" if value is None else told(value)
