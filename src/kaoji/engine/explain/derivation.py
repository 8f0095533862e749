"""The derivation tree of a node: what it is made of, down to the facts.

Built from a run that kept its traces: each step of the evaluator becomes a step in words, each
child, part or referenced value a branch of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TypeAlias

from kaoji.engine.explain.afar import Afar, is_list
from kaoji.engine.explain.formula_words import in_words
from kaoji.engine.explain.nodes import sentences
from kaoji.engine.explain.origins import Origins, feed_of, settled
from kaoji.engine.explain.readings import Readings
from kaoji.engine.explain.records import (
    NO_TOTAL,
    Derivation,
    Evidence,
    FigureNote,
    Member,
    RuleNote,
    Share,
    StepNote,
    evidence_of,
)
from kaoji.engine.explain.refusals import concerning, reason
from kaoji.engine.explain.steps import VOTES, sentence
from kaoji.engine.explain.wording import rule_of
from kaoji.engine.feel.ast import Conditional
from kaoji.engine.plan.columnar import amounts_of
from kaoji.engine.plan.nodes import Import, Join, Node, Poll
from kaoji.engine.plan.text import WAYS
from kaoji.engine.plinth.exact import fixed_text, total
from kaoji.engine.plinth.periods import Period, parse_period
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import NOT_APPLICABLE, UNDEFINED, Null, Value
from kaoji.engine.scheme.model import Carry, Combine, Feed, Role
from kaoji.engine.score import calc
from kaoji.engine.score.elsewhere import fed_period
from kaoji.engine.score.outcome import Outcome, State, Step, StepKind
from kaoji.engine.score.plain import Run

_EXTRAS = {StepKind.BONUS: "bonus", StepKind.DEDUCTION: "deduction"}


def derive(run: Run, *, path: str, subject: str, period: Period) -> Derivation:
    """The whole derivation of a node for a subject."""
    return Deriver(run, subject).whole(path, period=period)


#: A node in its run: which run, whose, which node, when.
Spotted: TypeAlias = tuple[int, str, str, Period]


@dataclass(slots=True)
class Deriver:
    """Walks down from one node; what is reached again is told in full only once."""

    run: Run
    subject: str
    told: set[Spotted] = field(default_factory=set)
    expected: set[Spotted] = field(default_factory=set)
    scheme: str | None = None
    version: str | None = None

    def whole(self, path: str, *, period: Period, share: Share | None = None) -> Derivation:
        """A node with everything below it; what its own sums reach is told there."""
        self.expect(path, period=period)
        return self.node(path, period=period, share=share or Share())

    def expect(self, path: str, *, period: Period) -> None:
        """Know what the sums of a node will tell, so that references before can point there."""
        self.expected.update(self._sums(path, period=period))

    def _key(self, path: str, period: Period) -> Spotted:
        return (id(self.run), self.subject, path, period)

    def _sums(self, path: str, *, period: Period) -> Iterator[Spotted]:
        """The node, and whatever its parts, children and extras lead to."""
        yield self._key(path, period)
        node = self.run.plan.nodes[path]
        outcome = self.run.outcome(path, subject=self.subject, period=period)
        if outcome.state is State.GIVEN:
            return
        parts = _parts_of(outcome)
        for part, _step in parts:
            yield from self._sums(path, period=part)
        below = node.way.children if isinstance(node.way, Join) and not parts else ()
        extras = (step.label for step in outcome.steps if step.kind in _EXTRAS)
        for child in (*below, *extras):
            yield from self._sums(child, period=period)

    def node(self, path: str, *, period: Period, share: Share) -> Derivation:
        """One node and what is below it, unless it is told elsewhere."""
        pinned = self._pinned(path, period=period, share=share)
        if pinned is not None:
            return pinned
        key = self._key(path, period)
        see = "above" if key in self.told else ""
        if not see and share.relation == "reads" and key in self.expected:
            see = "below"
        if not see:
            self.told.add(key)
        made = self._told(path, period=period, share=share, see=see)
        if path == self.run.plan.root and not self.run.plan.scheme.has_total:
            return _without_total(made)
        return replace(made, sentences=tuple(sentences(made)))

    def _pinned(self, path: str, *, period: Period, share: Share) -> Derivation | None:
        """The node as the version has it that its period is scored by, where that is another."""
        pins = self.run.pinned
        then = None if pins is None else pins.run_of(period)
        there = pins.path_then(path, then=then) if pins and then else None
        if then is None or there is None:
            return None
        made = Deriver(then, self.subject).node(there, period=period, share=share)
        version = speak("按 {version} 版计分。", version=then.plan.scheme.version)
        told = replace(made, sentences=(*made.sentences[:1], version, *made.sentences[1:]))
        return _with_faults(told, run=then)

    def _told(self, path: str, *, period: Period, share: Share, see: str) -> Derivation:
        run = self.run
        node = run.plan.nodes[path]
        outcome = run.outcome(path, subject=self.subject, period=period)
        here = Origins(run, node, self.subject, period)
        role = self._role(node)
        full = self._full(path, period=period) if node.is_scored else None
        amounts = () if see else tuple(amounts_of(node))
        turns, branch = ((), "") if see else _turns(node, here=here)
        return Derivation(
            path=path,
            name=node.name or path,
            subject=self.subject,
            period=period,
            way=WAYS[type(node.way)],
            state=outcome.state,
            value=outcome.value,
            published=self._published(outcome),
            unit=node.unit,
            role=role.value,
            full=full,
            share=share,
            rule=None if see else self._rule(node, outcome),
            clause=node.clause,
            reading=node.reading,
            tables=tuple(dict.fromkeys(t for amount in amounts for t in here.tables(amount))),
            steps=() if see else tuple(self._steps(outcome, here=here, node=node)),
            children=() if see else tuple(self._below(node, outcome, period=period)),
            is_scored=node.is_scored,
            scheme=self.scheme,
            version=self.version,
            limit=self._limit(node, role=role, period=period),
            see=see,
            combine=node.way.combine.value if isinstance(node.way, Join) else "",
            turns=turns,
            branch=branch,
            out=total(outcome.gaps.values()),
            is_out_unknown=bool(outcome.cases),
        )

    def _role(self, node: Node) -> Role:
        """What stands below a bonus is a bonus too, what below a deduction a deduction."""
        while node.role is Role.SCORED and node.parent is not None:
            node = self.run.plan.nodes[node.parent]
        return node.role

    def _limit(self, node: Node, *, role: Role, period: Period) -> Value | None:
        """The most that a node may come to where the scheme says so; of what is scored only a
        cap is one, since what goes beyond the full points is told by itself.
        """
        most = node.cap if role is Role.SCORED else node.cap or node.full or node.points
        if most is None:
            return None
        spot = self.run.spot(node.path, subject=self.subject, period=period)
        return settled(lambda: self.run.amount(most, spot=spot))

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
            if step.kind is StepKind.FACT and is_list(node):
                yield from self._entries(here)
                continue
            if step.kind is StepKind.FEED or (
                step.kind is StepKind.FACT and here.fed_by(node.path) is not None
            ):
                yield self._fed_step(step, here=here)
                continue
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
            yield replace(note, sentence=sentence(note, node=node))

    def _entries(self, here: Origins) -> Iterator[StepNote]:
        """The rows of a list that formulas read."""
        lines = self.run.lines(here.node.path, subject=self.subject, period=here.period)
        fields = here.node.spec.fields if here.node.spec is not None else {}
        for line in lines:
            figures = tuple(
                here.row_figure(name, value=line.record[name])
                for name in fields
                if not isinstance(line.record.get(name, UNDEFINED), Null)
            )
            note = StepNote("entry", line.work, line.count, "", figures, "", evidence_of(line.row))
            yield replace(note, sentence=sentence(note, node=here.node))
        if not lines:
            outcome = self.run.value(here.node.path, subject=self.subject, period=here.period)
            doubts = self.run.book.doubtful(
                here.node.path, subject=self.subject, period=here.period
            )
            told = speak("登记的有误，没有采用。") if doubts else speak("没有登记。")
            yield StepNote("fact", here.node.path, outcome, told)

    def _fed_step(self, step: Step, *, here: Origins) -> StepNote:
        feed = feed_of(here.node)
        who = () if feed is None else self._feeding(feed)
        figures = (FigureNote("结果数", Fraction(len(who)), "row"),)
        how = "" if feed is None else feed.gather
        words = "" if feed is None else here.feed_words(feed)
        note = StepNote("feed", words, step.value, "", figures, how)
        return replace(note, sentence=sentence(note, node=here.node))

    def _figures(self, step: Step, *, here: Origins, node: Node) -> Iterator[FigureNote]:
        reads_names = step.kind in (StepKind.FORMULA, StepKind.COMBINE)
        for label, value in step.figures:
            if reads_names:
                yield here.figure(label, value=value)
            elif step.kind is StepKind.ROW:
                yield here.row_figure(label, value=value)
            else:
                yield FigureNote(label, value, "row")
        if reads_names:
            for amount in amounts_of(node):
                if amount.formula.text == step.text:
                    yield from Afar(here).figures(amount)
        if step.kind is StepKind.BALLOTS and isinstance(node.way, Poll):
            yield from self._class_weight(node.way, step.label, here=here)
            yield from self._votes(node.way, step.label, here=here)
            yield self._cast(step.label, here=here)
        limit = {StepKind.CAP: node.cap, StepKind.FLOOR: node.floor}.get(step.kind)
        if limit is not None:
            yield from Afar(here).looked_up(limit.formula.expression)
        if step.kind is StepKind.FACT:
            yield here.figure("数值", value=step.value if step.value is not None else ())

    def _cast(self, name: str, *, here: Origins) -> FigureNote:
        """The ballots of one class of raters, each with its row; a secret one has no rater."""
        path, period = here.node.path, here.period
        cast_ballots = self.run.book.ballots_of(path, subject=self.subject, period=period)
        members = tuple(
            Member(one.rater, one.answer, here.at(path), evidence_of(one.row))
            for one in cast_ballots
            if one.rater_class == name
        )
        return FigureNote("票", Fraction(len(members)), "row", "条", members=members)

    def _votes(self, way: Poll, name: str, *, here: Origins) -> Iterator[FigureNote]:
        """How many ballots of a class say each word of the scale that somebody has said."""
        path, period = here.node.path, here.period
        cast_ballots = self.run.book.ballots_of(path, subject=self.subject, period=period)
        members = []
        for word in way.scale or ():
            counts = [
                one.count
                for one in cast_ballots
                if one.rater_class == name and one.answer == word and one.count
            ]
            if counts:
                members.append(Member(word, total(counts), here.at(path)))
        if members:
            yield FigureNote(VOTES, Fraction(len(members)), "row", members=tuple(members))

    def _class_weight(self, way: Poll, name: str, *, here: Origins) -> Iterator[FigureNote]:
        spot = self.run.spot(here.node.path, subject=self.subject, period=here.period)
        for one in way.classes:
            if one.name == name:
                yield FigureNote("权重", self.run.amount(one.weight, spot=spot), "row")

    # -- branches ----------------------------------------------------------------------------------

    def _below(self, node: Node, outcome: Outcome, *, period: Period) -> Iterator[Derivation]:
        if outcome.state is State.GIVEN:
            return
        parts = _parts_of(outcome)
        if parts:
            yield from self._parts(node, parts)
        elif isinstance(node.way, Join):
            yield from self._children(node, node.way, period=period)
        else:
            yield from self._references(node, outcome, period=period)
        for step in outcome.steps:
            if step.kind in _EXTRAS:
                share = Share(_EXTRAS[step.kind], brings=step.value)
                yield self.node(step.label, period=period, share=share)
        here = Origins(self.run, node, self.subject, period)
        feed = feed_of(node) if isinstance(node.way, Import) else here.fed_by(node.path)
        if feed is not None and (isinstance(node.way, Import) or not parts):
            yield from self._fed(node, feed, period=period)

    def _parts(self, node: Node, parts: list[tuple[Period, Step]]) -> Iterator[Derivation]:
        for period, step in parts:
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
                weight=share if way.combine is Combine.WEIGHTED or way.weights else None,
                brings=brings if way.combine in (Combine.SUM, Combine.WEIGHTED) else None,
                evidence=self._share_set_by(path, is_sum=is_sum, period=period),
            )
            yield self.node(path, period=period, share=known)

    def _share_set_by(self, path: str, *, is_sum: bool, period: Period) -> Evidence | None:
        """The facts row that sets the points or the weight of a child for this subject."""
        if path not in self.run.book.set_by_facts:
            return None
        here = Origins(self.run, self.run.plan.nodes[path], self.subject, period)
        return here.evidence(path, field="分值" if is_sum else "权重")

    def _full(self, path: str, *, period: Period) -> Value | None:
        return settled(lambda: self.run.full(path, subject=self.subject, period=period))

    def _share(self, path: str, *, is_sum: bool, period: Period) -> Value | None:
        asked = self.run.points if is_sum else self.run.weight
        return settled(lambda: asked(path, subject=self.subject, period=period))

    def _references(self, node: Node, outcome: Outcome, *, period: Period) -> Iterator[Derivation]:
        """Values that the node's formula has read."""
        here = Origins(self.run, node, self.subject, period)
        for target, when in Readings(here, self.run.plan, outcome).targets():
            yield self.node(target, period=when, share=Share("reads"))
        for amount in amounts_of(node):
            for who, target in Afar(here).belows(amount):
                below = replace(self, subject=who)
                yield below.whole(target, period=period, share=Share("below"))
            for past in Afar(here).pasts(amount):
                version = None if past.run is self.run else past.run.plan.scheme.version
                earlier = replace(self, run=past.run, version=version or self.version)
                made = earlier.whole(past.path, period=past.period, share=Share("past"))
                yield _with_faults(made, run=past.run) if version else made

    def _feeding(self, feed: Feed) -> tuple[str, ...]:
        """The subjects of the feeding scheme that the relation names."""
        if feed.relation is None:
            return (self.subject,)
        return self.run.related(self.subject, relation=feed.relation, period=self.run.period)

    def _fed(self, node: Node, feed: Feed, *, period: Period) -> Iterator[Derivation]:
        """The nodes of the feeding scheme, down to its own facts."""
        if node.spec is not None and node.spec.carry is Carry.CARRY:
            period = self.run.period if self.run.period.contains(period) else period
        feeder = self.run.feeders.get(feed.scheme)
        if feeder is None:
            return
        plan = feeder.run.plan
        found = plan.index.find(feed.take)
        path = found[0].path if len(found) == 1 else plan.root
        for subject in self._feeding(feed):
            inner = replace(self, run=feeder.run, subject=subject, scheme=plan.scheme.title)
            yield inner.whole(path, period=fed_period(feed, period=period), share=Share("feed"))


def _with_faults(made: Derivation, *, run: Run) -> Derivation:
    """What went wrong while another version worked a node out: else it would only be 无定义."""
    problems = run.problems_of(made.subject) if isinstance(made.value, Null) else ()
    faults = tuple(
        speak(
            "按 {version} 版计算时有误：{why}。", version=run.plan.scheme.version, why=reason(one)
        )
        for one in concerning(made, problems=problems, plan=run.plan)
    )
    return replace(made, sentences=(*made.sentences, *faults))


def _turns(node: Node, *, here: Origins) -> tuple[tuple[tuple[str, bool], ...], str]:
    """Where conditions choose how a group is put together: each that was asked, and the choice."""
    formula = node.way.formula if isinstance(node.way, Join) else None
    chosen = None if formula is None else formula.formula.expression
    turns: list[tuple[str, bool]] = []
    while isinstance(chosen, Conditional):
        holds = Afar(here).computed(chosen.condition, subject=here.subject)
        if holds is not True and not isinstance(holds, bool | Null):
            break
        turns.append((in_words(chosen.condition), holds is True))
        chosen = chosen.then if holds is True else chosen.otherwise
    return tuple(turns), in_words(chosen) if turns and chosen is not None else ""


def _without_total(made: Derivation) -> Derivation:
    """A scheme with 总分: 无 adds its parts up for nobody: they stand side by side."""
    children = tuple(replace(one, share=replace(one.share, brings=None)) for one in made.children)
    return replace(
        made, way=NO_TOTAL, value=NOT_APPLICABLE, state=State.NOT_APPLICABLE, published=None,
        full=None, steps=(), rule=None, combine="", children=children,
        sentences=(speak("本方案不计总分。"),),
    )  # fmt: skip


def _parts_of(outcome: Outcome) -> list[tuple[Period, Step]]:
    """The parts that a value is put together from, each with its period."""
    return [
        (period, step)
        for step in outcome.steps
        if step.kind is StepKind.PART
        and (period := parse_period(step.label.rpartition("@")[2])) is not None
    ]


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
