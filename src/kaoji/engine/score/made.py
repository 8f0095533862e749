"""A value in the making: with its gaps, marks and steps, and with the cases it may come out in.

What is not known to apply is either in or out, and which of the two changes what its siblings are
worth. So such a node has cases, and its parents are worked out for each combination of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from math import prod

from kaoji.engine.plinth.values import UNDEFINED, Null, OneOf, Span, Value, ways_of
from kaoji.engine.score import calc
from kaoji.engine.score.outcome import Case, Mark, Outcome, Step, StepKind, no_gaps

#: With more combinations than this nothing is claimed of the result.
MOST_CASES = 1024


@dataclass(slots=True)
class Made:
    """A value in the making."""

    value: Value = UNDEFINED
    gaps: Mapping[str, Fraction] = field(default_factory=no_gaps)
    marks: frozenset[Mark] = frozenset()
    steps: list[Step] | None = None
    cases: tuple[Case, ...] = ()
    is_absent: bool = False  # out because nothing is here, by a rule on 缺

    @property
    def kept(self) -> tuple[Step, ...]:
        """The steps written down."""
        return tuple(self.steps) if self.steps else ()

    def keep(self, step: Step) -> None:
        """Add a step that is made already."""
        if self.steps is not None:
            self.steps.append(step)

    def note(
        self,
        kind: StepKind,
        *,
        label: str,
        value: Value,
        figures: tuple[tuple[str, Value], ...] = (),
        text: str = "",
        source: object = None,
    ) -> None:
        """Add a step, where a trace is kept."""
        if self.steps is not None:
            self.steps.append(Step(kind, label, value, figures, text, source))

    def come_to(self, cases: Iterable[Case], *, cause: Value) -> None:
        """Take the cases; those that leave the same gaps are one."""
        groups: dict[object, list[Case]] = {}
        for case in cases:
            key = (isinstance(case.value, Null), frozenset(case.gaps.items()))
            groups.setdefault(key, []).append(case)
        merged = tuple(
            Case(calc.hull([case.value for case in group], cause=cause), group[0].gaps)
            for group in groups.values()
        )
        self.value = calc.hull([case.value for case in merged], cause=cause)
        self.gaps = merged[0].gaps if len(merged) == 1 else no_gaps()
        self.cases = merged if len(merged) > 1 else ()

    def change(self, function: Callable[[Value], Value]) -> None:
        """Apply what comes on top of a value, in every case in which there is one."""
        if not self.cases:
            self.value = function(self.value)
            return
        changed = [
            case if isinstance(case.value, Null) else Case(function(case.value), case.gaps)
            for case in self.cases
        ]
        self.come_to(changed, cause=undecided([self.value]))


def undecided(values: Iterable[Value]) -> Value:
    """The unknown that decides between cases, when all that is known of it is what it hangs on."""
    facts = {fact: 0 for value in values for fact in ways_of(value)}
    return OneOf((), facts, tight=False)


def over_cases(
    made: Made,
    *,
    outcomes: Sequence[Outcome],
    evaluate: Callable[[Sequence[Case | Outcome]], Case],
) -> None:
    """Work a value out of outcomes, in every combination of their cases."""
    is_open = [one for one in outcomes if one.cases]
    if not is_open:
        only = evaluate(outcomes)
        made.value, made.gaps = only.value, only.gaps
        return
    choices: list[tuple[Case | Outcome, ...]] = [one.cases or (one,) for one in outcomes]
    cause = undecided(one.value for one in is_open)
    if prod(map(len, choices)) > MOST_CASES:
        made.value = Span(None, None, tight=False, ways=ways_of(cause))
        return
    made.come_to((evaluate(combination) for combination in product(*choices)), cause=cause)
