"""The derivation tree of a node: what it is made of, down to the facts.

Built from a run that kept its traces: each step of the evaluator becomes a step in words, each
child, part or referenced value a branch of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

from kaoji.engine.explain import prose
from kaoji.engine.explain.origins import Origins, settled
from kaoji.engine.explain.records import (
    Derivation,
    FigureNote,
    RuleNote,
    Share,
    StepNote,
    evidence_of,
)
from kaoji.engine.explain.wording import rule_of
from kaoji.engine.plan.columnar import amounts_of
from kaoji.engine.plan.nodes import Import, Join, Node, Poll
from kaoji.engine.plan.text import WAYS
from kaoji.engine.plinth.exact import fixed_text
from kaoji.engine.plinth.periods import Period, parse_period
from kaoji.engine.plinth.values import Value
from kaoji.engine.scheme.model import Combine
from kaoji.engine.score import calc
from kaoji.engine.score.outcome import Outcome, State, Step, StepKind
from kaoji.engine.score.plain import Run

_EXTRAS = {StepKind.BONUS: "bonus", StepKind.DEDUCTION: "deduction"}


def derive(run: Run, *, path: str, subject: str, period: Period) -> Derivation:
    """The whole derivation of a node for a subject."""
    return Deriver(run, subject).node(path, period=period, share=Share())


@dataclass(slots=True)
class Deriver:
    """Walks down from one node; what is referenced twice is told in full only once."""

    run: Run
    subject: str
    told: set[tuple[str, Period]] = field(default_factory=set)

    def node(self, path: str, *, period: Period, share: Share, shallow: bool = False) -> Derivation:
        """One node and what is below it."""
        run = self.run
        then = None if run.pinned is None else run.pinned.run_of(period)
        there = run.pinned.path_then(path, then=then) if run.pinned and then else None
        if then is not None and there is not None:
            made = Deriver(then, self.subject).node(there, period=period, share=share)
            version = f"按 {then.plan.scheme.version} 版计分。"
            return replace(made, sentences=(*made.sentences[:1], version, *made.sentences[1:]))
        node = run.plan.nodes[path]
        outcome = run.outcome(path, subject=self.subject, period=period)
        here = Origins(run, node, self.subject, period)
        is_new = (path, period) not in self.told and not shallow
        self.told.add((path, period))
        full = self._full(path, period=period) if node.is_scored else None
        amounts = tuple(amounts_of(node))
        made = Derivation(
            path=path,
            name=node.name or path,
            subject=self.subject,
            period=period,
            way=WAYS[type(node.way)],
            state=outcome.state,
            value=outcome.value,
            published=self._published(outcome),
            unit=node.unit,
            role=node.role.value,
            full=full,
            share=share,
            rule=self._rule(node, outcome),
            clause=node.clause,
            reading=node.reading,
            tables=tuple(dict.fromkeys(t for amount in amounts for t in here.tables(amount))),
            steps=tuple(self._steps(outcome, here=here, node=node)),
            children=tuple(self._below(node, outcome, period=period)) if is_new else (),
            is_scored=node.is_scored,
        )
        return replace(made, sentences=tuple(prose.sentences(made)))

    def _published(self, outcome: Outcome) -> str | None:
        scheme = self.run.plan.scheme
        if not isinstance(outcome.value, Fraction):
            return None
        return fixed_text(outcome.value, places=scheme.places, mode=scheme.places_mode)

    def _rule(self, node: Node, outcome: Outcome) -> RuleNote | None:
        kinds = {step.kind for step in outcome.steps}
        if outcome.state is State.GIVEN or StepKind.PART in kinds:
            return None
        return rule_of(self.run.plan, node=node)

    # -- steps -------------------------------------------------------------------------------------

    def _steps(self, outcome: Outcome, *, here: Origins, node: Node) -> Iterator[StepNote]:
        for step in outcome.steps:
            figures = tuple(self._figures(step, here=here, node=node))
            note = StepNote(
                kind=step.kind.value,
                label=step.label,
                value=step.value,
                sentence="",
                figures=figures,
                text=step.text,
                evidence=evidence_of(step.source),
            )
            yield replace(note, sentence=prose.sentence(note, node=node))

    def _figures(self, step: Step, *, here: Origins, node: Node) -> Iterator[FigureNote]:
        reads_names = step.kind in (StepKind.FORMULA, StepKind.COMBINE)
        for label, value in step.figures:
            if reads_names:
                yield here.figure(label, value=value)
            else:
                yield FigureNote(label, value, "row")
        if reads_names:
            for amount in amounts_of(node):
                if amount.formula.text == step.text:
                    yield from here.forms(amount)
        if step.kind is StepKind.BALLOTS and isinstance(node.way, Poll):
            yield from self._class_weight(node.way, step.label, here=here)
        if step.kind is StepKind.FACT:
            yield here.figure("数值", value=step.value if step.value is not None else ())

    def _class_weight(self, way: Poll, name: str, *, here: Origins) -> Iterator[FigureNote]:
        spot = self.run.spot(here.node.path, subject=self.subject, period=here.period)
        for one in way.classes:
            if one.name == name:
                yield FigureNote("权重", self.run.amount(one.weight, spot=spot), "row")

    # -- branches ----------------------------------------------------------------------------------

    def _below(self, node: Node, outcome: Outcome, *, period: Period) -> Iterator[Derivation]:
        if outcome.state is State.GIVEN:
            return
        parts = [step for step in outcome.steps if step.kind is StepKind.PART]
        if parts:
            yield from self._parts(node, parts)
        elif isinstance(node.way, Join):
            yield from self._children(node, node.way, period=period)
        else:
            yield from self._references(node, period=period)
        for step in outcome.steps:
            if step.kind in _EXTRAS:
                share = Share(_EXTRAS[step.kind], brings=step.value)
                yield self.node(step.label, period=period, share=share)
        if isinstance(node.way, Import):
            yield from self._fed(node.way, period=period)

    def _parts(self, node: Node, parts: list[Step]) -> Iterator[Derivation]:
        dated = [
            (period, step)
            for step in parts
            if (period := parse_period(step.label.rpartition("@")[2])) is not None
        ]
        for period, step in dated:
            weight = dict(step.figures).get("权重")
            share = Share("part", weight=weight, brings=_times(weight, step.value))
            yield self.node(node.path, period=period, share=share)

    def _children(self, node: Node, way: Join, *, period: Period) -> Iterator[Derivation]:
        run, subject = self.run, self.subject
        is_sum = way.combine is Combine.SUM
        shares = [self._share(path, is_sum=is_sum, period=period) for path in way.children]
        whole = calc.total(share for share in shares if share is not None) if is_sum else None
        full = self._full(node.path, period=period)
        for path, share in zip(way.children, shares, strict=True):
            value = run.value(path, subject=subject, period=period)
            own = self._full(path, period=period)
            brings = _brings(value, share=share, own=own, whole=whole, full=full)
            known = Share(
                "child",
                points=share if is_sum else None,
                weight=share if way.combine is Combine.WEIGHTED else None,
                brings=brings if way.combine in (Combine.SUM, Combine.WEIGHTED) else None,
            )
            yield self.node(path, period=period, share=known)

    def _full(self, path: str, *, period: Period) -> Value | None:
        return settled(lambda: self.run.full(path, subject=self.subject, period=period))

    def _share(self, path: str, *, is_sum: bool, period: Period) -> Value | None:
        asked = self.run.points if is_sum else self.run.weight
        return settled(lambda: asked(path, subject=self.subject, period=period))

    def _references(self, node: Node, *, period: Period) -> Iterator[Derivation]:
        """Values that the node's formula names: derived ones in full, other nodes in short."""
        plan = self.run.plan
        targets = dict.fromkeys(
            edge.target for edge in plan.edges
            if edge.source == node.path and edge.reach == "here" and edge.target in plan.nodes
        )  # fmt: skip
        for target in targets:
            scored = plan.nodes[target].is_scored
            yield self.node(target, period=period, share=Share("reads"), shallow=scored)

    def _fed(self, way: Import, *, period: Period) -> Iterator[Derivation]:
        """The nodes of the feeding scheme, each of a subject that the relation names."""
        feed = way.feed
        feeder = self.run.feeders.get(feed.scheme)
        if feeder is None:
            return
        found = feeder.run.plan.index.find(feed.take)
        path = found[0].path if len(found) == 1 else feeder.run.plan.root
        who: tuple[str, ...] = (self.subject,)
        if feed.relation is not None:
            who = self.run.related(self.subject, relation=feed.relation, period=self.run.period)
        for subject in who:
            inner = Deriver(feeder.run, subject)
            made = inner.node(path, period=period, share=Share("feed"), shallow=True)
            made = replace(made, scheme=feed.scheme)
            yield replace(made, sentences=tuple(prose.sentences(made)))


def _times(weight: Value | None, value: Value | None) -> Value | None:
    if isinstance(weight, Fraction) and isinstance(value, Fraction):
        return weight * value
    return None


def _brings(
    value: Value, *, share: Value | None, own: Value | None, whole: Value | None, full: Value | None
) -> Fraction | None:
    """What a child brings to its group: its rate times its share of the group's scale."""
    if not isinstance(value, Fraction) or not isinstance(share, Fraction):
        return None
    if not isinstance(own, Fraction) or not isinstance(full, Fraction) or not own:
        return None
    scale = whole if isinstance(whole, Fraction) else Fraction(1)
    return value * share * full / (own * scale) if scale else None
