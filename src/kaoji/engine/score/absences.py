"""The three absences of a node: 不适用 and 无定义 by the node's rules, 缺 by its settled one.

None of them is zero by itself. What is out leaves a gap that an ancestor takes up; what the scheme
does not provide for refuses the subject, by name.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from kaoji.engine.plan.context import Spot
from kaoji.engine.plan.nodes import Node
from kaoji.engine.plinth.exact import ONE, ZERO
from kaoji.engine.plinth.names import spoken_path
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.problem import Problem, has_errors
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.plinth.values import (
    NO_WAYS,
    NOT_APPLICABLE,
    UNDEFINED,
    Null,
    OneOf,
    Reason,
    Span,
    Value,
    is_unknown,
    ways_of,
)
from kaoji.engine.scheme.model import MissingPolicy, NotApplicablePolicy
from kaoji.engine.score import calc
from kaoji.engine.score.doubts import is_any_refused
from kaoji.engine.score.joining import joining
from kaoji.engine.score.made import Made, undecided
from kaoji.engine.score.outcome import Case, Mark, Outcome, State, Step, StepKind
from kaoji.engine.score.reading import OPEN_LIST
from kaoji.engine.score.scales import Scales
from kaoji.engine.score.stations import Station


@dataclass(slots=True)
class Absences(Scales):
    """The part of a run that knows what an absence means."""

    problems: dict[str, list[Problem]] = field(default_factory=dict)

    @abstractmethod
    def available(self, node: Node, *, spot: Spot) -> Made:
        """The node once more, over what is here only."""

    @abstractmethod
    def station(self, path: str, *, period: Period) -> Station:
        """A node in a period."""

    @abstractmethod
    def finished(self, station: Station, *, made: Made, spot: Spot) -> Outcome:
        """What comes on top of a value: extras, limits, rounding."""

    def fault(self, subject: str, *, problem: Problem) -> None:
        """Record a problem of a subject once."""
        known = self.problems.setdefault(subject, [])
        if problem not in known:
            known.append(problem)

    def is_refused(self, subject: str) -> bool:
        """Whether an error in the subject's facts, or in all facts, refuses it."""
        is_faulty = any(scope in self.book.refused for scope in self.book.scopes(subject))
        return is_faulty or has_errors(self.problems.get(subject, ()))

    def problems_of(self, subject: str) -> tuple[Problem, ...]:
        """What is wrong with a subject, in working it out and in its facts."""
        refused = self.book.refused
        faulty = (one for scope in self.book.scopes(subject) for one in refused.get(scope, ()))
        return tuple(dict.fromkeys((*self.problems.get(subject, ()), *faulty)))

    # -- sure nulls --------------------------------------------------------------------------------

    def _not_applicable(self, node: Node, *, spot: Spot) -> Outcome:
        rule = node.not_applicable
        if rule is None or rule.policy is None:
            return self._unstated(node, spot=spot, reason=Reason.NOT_APPLICABLE)
        return self._taken_out(node, rule.policy, spot=spot, null=NOT_APPLICABLE)

    def _taken_out(
        self,
        node: Node,
        policy: NotApplicablePolicy,
        *,
        spot: Spot,
        null: Null,
        before: tuple[Step, ...] = (),
    ) -> Outcome:
        """Full points, zero, or out with its share for an ancestor to rescale; the steps before
        tell how the null came about.
        """
        reason = null.reason
        is_undefined = reason is Reason.UNDEFINED
        state = State.UNDEFINED if is_undefined else State.NOT_APPLICABLE
        steps = (*before, Step(StepKind.ABSENCE, node.path, null, text=policy.value))
        if policy is NotApplicablePolicy.FULL:
            full = self.full(node.path, subject=spot.subject, period=spot.period)
            return Outcome(state, full, steps=steps)
        if policy is NotApplicablePolicy.ZERO:
            return Outcome(state, ZERO, steps=steps)
        case = _out(node, reason=reason)
        return Outcome(state, case.value, case.gaps, steps=steps)

    def _null(self, node: Node, made: Made, *, spot: Spot) -> Outcome | None:
        """A null result: the node says what 不适用 or 无定义 means here; a stated value goes on."""
        null = made.value if isinstance(made.value, Null) else UNDEFINED
        is_undefined = null.reason is Reason.UNDEFINED
        if is_undefined and node.undefined_value is not None:
            made.value = self.amount(node.undefined_value, spot=spot)
            made.note(StepKind.ABSENCE, label=node.path, value=made.value, text="undefined_value")
            return None
        state = State.UNDEFINED if is_undefined else State.NOT_APPLICABLE
        if made.is_absent:
            return Outcome(State.MISSING, null, made.gaps, made.marks, made.kept)
        rule = node.undefined if is_undefined else node.not_applicable
        if rule is not None and rule.policy is not None:
            return self._taken_out(node, rule.policy, spot=spot, null=null, before=made.kept)
        if made.gaps or not node.is_scored:
            return Outcome(state, null, made.gaps, made.marks, made.kept)
        return self._unstated(node, spot=spot, reason=null.reason, note=null.note)

    def _unstated(self, node: Node, *, spot: Spot, reason: Reason, note: str = "") -> Outcome:
        """An absence that the scheme does not provide for refuses the subject, by name."""
        is_undefined = reason is Reason.UNDEFINED
        state = State.UNDEFINED if is_undefined else State.NOT_APPLICABLE
        if has_errors(self.problems.get(spot.subject, ())):
            return Outcome(state, Null(reason, note))  # a consequence of what is named already
        problem = Problem(
            f"{reason.value.replace('_', '-')}-unstated",
            _said_of_unstated(node, is_undefined=is_undefined, note=note),
            speak(_UNDEFINED_REMEDY if is_undefined else _NOT_APPLICABLE_REMEDY),
            place=node.place,
            path=node.path,
            coordinate=f"{spot.subject}:{node.path}@{spot.period}",
        )
        self.fault(spot.subject, problem=problem)
        return Outcome(state, Null(reason, note))

    # -- possible nulls ----------------------------------------------------------------------------

    def settle_options(self, node: Node, *, made: Made, spot: Spot) -> None:
        """What may be null becomes what the node says of it: a number, or a case in which the node
        is out.
        """
        if made.cases:
            # Nulls without gaps are one case, so some other case is always kept.
            settled = (self._settled_case(node, case, spot=spot) for case in made.cases)
            kept = [case for case in settled if case is not None]
            made.come_to(kept, cause=OneOf((), ways_of(made.value), tight=False))
            return
        if not isinstance(made.value, OneOf):
            return
        value = self._without_nulls(node, made.value, spot=spot)
        options = value.options if isinstance(value, OneOf) else ()
        nulls = [option for option in options if isinstance(option, Null)]
        rest = [option for option in options if not isinstance(option, Null)]
        made.value = value
        if nulls and rest:
            here = Case(rest[0] if len(rest) == 1 else OneOf(tuple(rest)), made.gaps)
            cases = (here, *(_out(node, reason=null.reason) for null in nulls))
            made.come_to(cases, cause=value)

    def _without_nulls(self, node: Node, value: OneOf, *, spot: Spot) -> Value:
        """The options, each null as the node provides for it; one that would be refused is no
        completion and drops out.
        """
        found = [
            self._provided(node, option, spot=spot) if isinstance(option, Null) else option
            for option in value.options
        ]
        kept = [option for option in found if option is not None]
        if not kept or tuple(kept) == value.options:
            return value
        if len(kept) == 1 and isinstance(kept[0], Span):
            return kept[0]
        return _as_sure(calc.hull(kept, cause=value), options=kept, of=value)

    def with_stated(self, node: Node, *, value: OneOf, spot: Spot) -> Value:
        """The options of a value without points, 无定义 as the value that is stated for it."""
        stated = node.undefined_value
        if stated is None or not any(map(_is_undefined, value.options)):
            return value
        kept = [option for option in value.options if not _is_undefined(option)]
        options = (*kept, self.amount(stated, spot=spot))
        return _as_sure(calc.hull(options, cause=value), options=options, of=value)

    def _provided(self, node: Node, null: Null, *, spot: Spot) -> Value | None:
        """What a null counts as: a number, or the null itself when it takes the node out."""
        is_undefined = null.reason is Reason.UNDEFINED
        if is_undefined and node.undefined_value is not None:
            return self.amount(node.undefined_value, spot=spot)
        rule = node.undefined if is_undefined else node.not_applicable
        if rule is None or rule.policy is None:
            return None
        return self._taken_out(node, rule.policy, spot=spot, null=null).value

    def _settled_case(self, node: Node, case: Case, *, spot: Spot) -> Case | None:
        if not isinstance(case.value, Null):
            return case
        value = self._provided(node, case.value, spot=spot)
        if value is None:
            return case if case.gaps else None
        return _out(node, reason=value.reason) if isinstance(value, Null) else Case(value)

    def perhaps(self, node: Node, *, made: Made, applies: OneOf, spot: Spot) -> None:
        """Applicability not known yet: both cases, in and out."""
        rule = node.not_applicable
        here = made.cases or (Case(made.value, made.gaps),)
        if rule is None or rule.policy is None:
            # Being out would be refused, so it is no completion; the question stays open.
            made.come_to(here, cause=applies)
            return
        out = self._taken_out(node, rule.policy, spot=spot, null=NOT_APPLICABLE)
        in_case = [case for case in here if case.gaps or not isinstance(case.value, Null)]
        made.come_to((*in_case, Case(out.value, out.gaps)), cause=applies)

    # -- 缺 ----------------------------------------------------------------------------------------

    def settled_absence(self, node: Node, *, made: Made, spot: Spot) -> Outcome:
        """缺: what the scheme says a settled absence means; an open list is not settled."""
        waiting = Outcome(State.MISSING, made.value, made.gaps, made.marks, made.kept, made.cases)
        facts = ways_of(made.value)
        if node.path in self.open_paths or (facts and all(map(is_open_list, facts))):
            return waiting
        settled = self._settled_absence(node, waiting=waiting, spot=spot)
        is_refused = is_any_refused(facts, book=self.book)
        return _perhaps(settled, waiting) if is_refused else settled

    def _settled_absence(self, node: Node, *, waiting: Outcome, spot: Spot) -> Outcome:
        steps = (Step(StepKind.ABSENCE, node.path, waiting.value, text=f"missing_{node.missing}"),)
        match node.missing:
            case MissingPolicy.FULL:
                full = self.full(node.path, subject=spot.subject, period=spot.period)
                return Outcome(State.MISSING, full, steps=steps)
            case MissingPolicy.REMOVE:
                return Outcome(State.MISSING, UNDEFINED, {node.parent or "": ONE}, steps=steps)
            case MissingPolicy.WHOLE_ZERO:
                marks = frozenset({Mark.WHOLE_ZERO})
                return Outcome(State.MISSING, ZERO, marks=marks, steps=steps)
            case MissingPolicy.NO_RANK:
                return waiting._replace(marks=waiting.marks | {Mark.NO_RANK})
            case MissingPolicy.AVAILABLE:
                return self._available(node, waiting=waiting, spot=spot, steps=steps)
            case _:
                return Outcome(State.MISSING, ZERO, steps=steps)

    def _available(
        self, node: Node, *, waiting: Outcome, spot: Spot, steps: tuple[Step, ...]
    ) -> Outcome:
        """以已到者计: once more, over what is here only.

        What is still open then waits for a figure of the unit itself. When that comes it may join
        those that are compared, and others with it: all, some, or none but those of now.
        """
        spot.available_only = True
        found = self._over_who_is_here(node, spot=spot, steps=steps)
        if not is_unknown(found.value) or found.value == waiting.value:
            return found
        spot.may_join = joining(node)
        if spot.may_join is None:
            return _either(found, waiting)
        return _either(found, waiting, self._over_who_is_here(node, spot=spot))

    def _over_who_is_here(self, node: Node, *, spot: Spot, steps: tuple[Step, ...] = ()) -> Outcome:
        made = self.available(node, spot=spot)
        for step in steps:
            made.keep(step)
        return self.finished(self.station(node.path, period=spot.period), made=made, spot=spot)


_UNDEFINED_REMEDY = marked("在方案的这个指标下写「无定义」：重摊、移出并折合、计满分或计零")
_NOT_APPLICABLE_REMEDY = marked("在方案的这个指标下写「不适用」：重摊、移出并折合、计满分或计零")


def _said_of_unstated(node: Node, *, is_undefined: bool, note: str) -> str:
    why = speak("（{note}）", note=note) if note else ""
    path = spoken_path(node.path)
    if is_undefined:
        return speak("「{node}」无定义{why}，而方案没有写明怎么办", node=path, why=why)
    return speak("「{node}」不适用{why}，而方案没有写明怎么办", node=path, why=why)


def _either(found: Outcome, *others: Outcome) -> Outcome:
    """The result over what is here, or over more: it is not known which, so no end is sure. It
    waits for what the former waits for: the figures of others are not owed.
    """
    both = Made()
    own = found.cases or (Case(found.value, found.gaps),)
    beside = (
        Case(_of_itself(case.value), case.gaps)
        for other in others
        for case in other.cases or (Case(other.value, other.gaps),)
    )
    both.come_to((*own, *beside), cause=undecided((found.value,)))
    return found._replace(value=both.value, gaps=both.gaps, cases=both.cases)


def _perhaps(settled: Outcome, waiting: Outcome) -> Outcome:
    """A row was refused: it may be set right, or go, and then the absence is the settled one."""
    if Mark.WHOLE_ZERO in settled.marks:  # the total hangs on it, whatever this node is worth
        return waiting._replace(value=Span(None, None, tight=False, ways=ways_of(waiting.value)))
    both = Made()
    own = settled.cases or (Case(settled.value, settled.gaps),)
    full = waiting.cases or (Case(waiting.value, waiting.gaps),)
    both.come_to((*own, *full), cause=undecided((waiting.value,)))
    return settled._replace(value=both.value, gaps=both.gaps, cases=both.cases)


def _of_itself(value: Value) -> Value:
    return replace(value, ways=NO_WAYS) if isinstance(value, Span) else value


def _as_sure(found: Value, *, options: Sequence[Value], of: OneOf) -> Value:
    """What a value may be when every null of it is a known number: where each of its options was
    reached, the ends around them are.
    """
    if not isinstance(found, Span) or not of.tight:
        return found
    own = [one for one in options if not isinstance(one, Fraction)]
    is_sure = all(isinstance(one, Span) and one.tight and one in of.options for one in own)
    return replace(found, tight=True) if is_sure else found


def _is_undefined(value: Value) -> bool:
    return isinstance(value, Null) and value.reason is Reason.UNDEFINED


def _out(node: Node, *, reason: Reason) -> Case:
    """The node is out: its whole share is left for an ancestor to take up."""
    if reason is Reason.UNDEFINED:
        return Case(UNDEFINED, {node.undefined_takes_up or "": ONE})
    return Case(NOT_APPLICABLE, {node.takes_up or "": ONE})


def is_open_list(fact: str) -> bool:
    """The name of a fact stands for further rows of a list that is still open."""
    return fact.endswith((OPEN_LIST, speak(OPEN_LIST)))


__all__ = ["Absences", "is_open_list", "is_unknown"]
