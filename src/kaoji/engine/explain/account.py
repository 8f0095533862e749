"""One subject's account: result and derivation, grade moves, decisions, and what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from kaoji.engine.explain.derivation import Deriver
from kaoji.engine.explain.distance import Distance, distance_of
from kaoji.engine.explain.grounds import Ground, Grounds
from kaoji.engine.explain.prose import told
from kaoji.engine.explain.records import Derivation, exact_of
from kaoji.engine.explain.refusals import refused, refused_paths
from kaoji.engine.explain.spoken import bracketed, joined, name_word, quoted
from kaoji.engine.explain.stakes import staked
from kaoji.engine.explain.telling import names_in, verdict_lines
from kaoji.engine.explain.ties import ties_of
from kaoji.engine.plinth.coordinate import resolve_tail
from kaoji.engine.plinth.names import spoken_coordinate, spoken_path
from kaoji.engine.plinth.periods import Period, parse_period
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import Span, ways_of
from kaoji.engine.scheme.bodies import told_body
from kaoji.engine.scheme.model import ROOT
from kaoji.engine.score.court import bench_of
from kaoji.engine.score.inquiry import Inquiry
from kaoji.engine.score.plain import Run
from kaoji.engine.score.result import Result, Status, SubjectResult
from kaoji.engine.score.session import Scored
from kaoji.engine.score.verdict import Decision, Verdict

_BLOCKING = re.compile(
    r"(?:(?P<subject>[^:]*):)?(?P<path>[^@(\[]+?)(?:\.(?P<field>[^./@(\[]+))?"
    r"(?P<part>[(\[][^@]*[)\]])?@(?P<period>[^@(]+)(?P<open>\((?:未截止|open)\))?"
)


@dataclass(frozen=True, slots=True)
class Missing:
    """One blocking fact: its coordinate, its range, who owes it."""

    coordinate: str
    low: Fraction | None = None
    high: Fraction | None = None
    unit: str | None = None
    supplier: str | None = None
    clause: str | None = None
    name: str = ""  # of the indicator, as it is printed, with its item and field
    subject: str = ""
    period: str = ""
    path: str = ""

    def as_json(self) -> dict[str, object]:
        return {
            "coordinate": self.coordinate,
            "name": self.name or None,
            "range": {"low": exact_of(self.low), "high": exact_of(self.high)},
            "unit": self.unit,
            "supplier": self.supplier,
            "clause": self.clause,
        }

    @property
    def sentence(self) -> str:
        """The fact in words, by its coordinate."""
        return joined((spoken_coordinate(self.coordinate), self._bounds, self._owner))

    def named(self, *, subject: str, period: str) -> str:
        """The fact by the name of its indicator and who owes it, on the page of a subject."""
        if not self.name:
            return self.sentence
        whose = "" if self.subject == subject else self.subject
        when = "" if self.period == period else self.period
        name = f"{quoted(self.name)}{bracketed(joined((whose, when)))}"
        owner = self._owner or speak("方案没有写责任单位")
        return joined((name, owner, self._bounds))

    @property
    def _bounds(self) -> str:
        known = self.low is not None or self.high is not None
        return told(Span(self.low, self.high), unit=self.unit) if known else ""

    @property
    def _owner(self) -> str:
        return speak("由{supplier}填报", supplier=self.supplier) if self.supplier else ""


@dataclass(frozen=True, slots=True)
class Account:
    """Everything there is to say of one subject, or of one node of it."""

    result: Result
    subject: SubjectResult
    node: str
    period: Period
    derivation: Derivation
    decisions: tuple[Decision, ...]
    missing: tuple[Missing, ...]
    grounds: tuple[Ground, ...] = ()
    distance: Distance | None = None
    ties: tuple[str, ...] = ()  # what decided between this subject and those it is level with

    @property
    def is_whole(self) -> bool:
        """The account of the total, verdict included."""
        return self.node == ROOT and self.period == self.result.period

    def as_json(self) -> dict[str, object]:
        """The account as JSON."""
        own = self.subject.as_json()
        del own["nodes"]
        return {
            "scheme": self.result.scheme,
            "title": self.result.title,
            "version": self.result.version,
            "period": str(self.result.period),
            **own,
            "node": self.node,
            "node_period": str(self.period),
            "derivation": self.derivation.as_json(),
            "moves": [move.as_json() for move in self.subject.verdict.moves],
            "decisions": [decision.as_json() for decision in self.decisions],
            "missing": [one.as_json() for one in self.missing],
            "grounds": [one.as_json() for one in self.grounds],
            "distance": None if self.distance is None else self.distance.as_json(),
            "verdict": [text for _depth, text in verdict_lines(self)],
        }


def account_of(scored: Scored, *, subject: SubjectResult, node: str, period: Period) -> Account:
    """The account of a subject; the run must have kept its traces."""
    run = scored.run
    deriver = Deriver(run, subject.subject)
    is_whole = node == run.plan.root and period == run.period
    decisions = tuple(_decisions(scored, subject=subject.subject))
    grounds: tuple[Ground, ...] = ()
    distance = None
    ties: tuple[str, ...] = ()
    if is_whole and subject.status in (Status.FINAL, Status.INCOMPLETE):
        deriver.expect(node, period=period)
        grounds = tuple(Grounds(deriver, run.plan.scheme).every(grade=subject.verdict.grade))
        ties = ties_of(scored, subject=subject.subject, inquiry=_inquiry_of(run))
        distance = _distance(scored, verdict=subject.verdict, decisions=decisions)
    derivation = deriver.whole(node, period=period)
    blocking = set(ways_of(derivation.value))
    if is_whole:
        blocking.update(subject.blocking)
        derivation = staked(derivation)
    missing = tuple(missing_fact(run, coordinate=text) for text in sorted(blocking))
    if subject.status is Status.REFUSED:
        paths = refused_paths(subject.problems, plan=run.plan)
        missing = tuple(one for one in missing if one.path not in paths)
        derivation = refused(derivation, problems=subject.problems, plan=run.plan)
    return Account(
        result=scored.result,
        subject=subject,
        node=node,
        period=period,
        derivation=derivation,
        decisions=decisions,
        missing=missing,
        grounds=grounds,
        distance=distance,
        ties=ties,
    )


def _inquiry_of(run: Run) -> Inquiry:
    """What judging asks of the run, kept for the accounts of all its subjects."""
    known: Inquiry | None = run.caches.get("inquiry of accounts")
    if known is None:
        known = run.caches["inquiry of accounts"] = Inquiry(bench_of(run))
    return known


def _distance(
    scored: Scored, *, verdict: Verdict, decisions: tuple[Decision, ...]
) -> Distance | None:
    run, names = scored.run, names_in(scored.result)
    return distance_of(
        run, verdict=verdict, decisions=decisions, names=names, inquiry=_inquiry_of(run)
    )


def _decisions(scored: Scored, *, subject: str) -> Iterator[Decision]:
    """The quotas that the subject competes in: of its own group, or over all."""
    member = scored.run.roster.members.get(subject)
    columns = set(member.columns.values()) if member is not None else set()
    for one in scored.result.decisions:
        named = subject in (*one.proposed, *one.tied)
        if named or one.group is None or one.group in columns:
            yield one


def missing_fact(run: Run, *, coordinate: str) -> Missing:
    """What is known of a blocking fact by its coordinate."""
    found = _BLOCKING.fullmatch(coordinate)
    if found is None:
        return Missing(coordinate)
    for feeder in run.feeders.values():
        if found["subject"] in feeder.run.roster.scored:
            run = feeder.run  # owed by the scheme that feeds this one
    node = run.plan.nodes.get(found["path"])
    if node is None or node.spec is None:
        return Missing(coordinate)
    spec, part = node.spec, found["part"]
    dotted = f"·{name_word(found['field'])}" if found["field"] else ""
    name = f"{spoken_path(node.name or node.path)}{dotted}{part or ''}"
    declared = spec.fields.get(found["field"]) if found["field"] else spec.value
    period = parse_period(found["period"]) or run.period
    low, high = None, None
    if found["open"] is None and found["part"] is None:
        low, high = run.range_of(node, spec=declared, subject=found["subject"] or "", period=period)
    return Missing(
        coordinate,
        low,
        high,
        None if declared is None else declared.unit,
        told_body(spec.supplier, on=period.last_day),
        spec.clause or node.clause,
        name=name,
        subject=found["subject"] or "",
        period=str(period),
        path=node.path,
    )


@dataclass(frozen=True, slots=True)
class NotFound:
    """A name that fits nothing, or too much; `near` are those it may have meant."""

    name: str
    fitting: tuple[str, ...] = ()


def node_named(run: Run, *, text: str) -> tuple[str, Period] | NotFound:
    """The node and period that `PATH` or `PATH@PERIOD` names by any unambiguous tail."""
    tail, _, period_text = text.partition("@")
    period = parse_period(period_text) if period_text else run.period
    if period is None:
        return NotFound(text)
    found = [entry.path for entry in run.plan.index.find(tail) if entry.path in run.plan.nodes]
    if len(found) == 1:
        return found[0], period
    named = resolve_tail(tail, paths=run.plan.nodes, aliases={})
    return NotFound(text, tuple(found) or named)
