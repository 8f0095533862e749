"""One subject's account: result and derivation, grade moves, decisions, and what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kaoji.engine.explain.derivation import derive
from kaoji.engine.explain.prose import lies, told
from kaoji.engine.explain.records import Derivation, exact_of
from kaoji.engine.plinth.coordinate import resolve_tail
from kaoji.engine.plinth.periods import Period, parse_period
from kaoji.engine.plinth.values import Span, ways_of
from kaoji.engine.scheme.model import ROOT
from kaoji.engine.score.plain import Run
from kaoji.engine.score.result import Result, Status, SubjectResult
from kaoji.engine.score.session import Scored
from kaoji.engine.score.verdict import Decision, Flag, Proposal

_BLOCKING = re.compile(
    r"(?:(?P<subject>[^:]*):)?(?P<path>[^@(\[]+?)(?:\.(?P<field>[^./@(\[]+))?"
    r"(?P<part>[(\[][^@]*[)\]])?@(?P<period>[^@(]+)(?P<open>\(未截止\))?"
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

    def as_json(self) -> dict[str, object]:
        return {
            "coordinate": self.coordinate,
            "range": {"low": exact_of(self.low), "high": exact_of(self.high)},
            "unit": self.unit,
            "supplier": self.supplier,
            "clause": self.clause,
        }

    @property
    def sentence(self) -> str:
        """The fact in words."""
        known = self.low is not None or self.high is not None
        bounds = f",{told(Span(self.low, self.high), unit=self.unit)}" if known else ""
        owner = f",由{self.supplier}填报" if self.supplier else ""
        return f"{self.coordinate}{bounds}{owner}"


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
        }


def account_of(scored: Scored, *, subject: SubjectResult, node: str, period: Period) -> Account:
    """The account of a subject; the run must have kept its traces."""
    run = scored.run
    derivation = derive(run, path=node, subject=subject.subject, period=period)
    blocking = set(ways_of(derivation.value))
    if node == run.plan.root and period == run.period:
        blocking.update(subject.blocking)
    return Account(
        result=scored.result,
        subject=subject,
        node=node,
        period=period,
        derivation=derivation,
        decisions=tuple(_decisions(scored, subject=subject.subject)),
        missing=tuple(missing_fact(run, coordinate=text) for text in sorted(blocking)),
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
    spec = node.spec
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
        spec.supplier,
        spec.clause or node.clause,
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


# --- sentences ------------------------------------------------------------------------------------


def headline(account: Account) -> Iterator[str]:
    """Who, when, by which regulation, and what came out."""
    result, subject = account.result, account.subject
    yield f"{result.title} {result.version} · {result.period} · {subject.name}"
    verdict = subject.verdict
    words = []
    if subject.status is Status.REFUSED:
        words.append("数据有错误,没有计分")
    elif subject.total is not None:
        words.append(f"得分 {subject.shown or subject.published}")
    elif subject.interval is not None and subject.interval.is_bounded:
        words.append(f"得分{lies(subject.interval)}")
    words += _grade_words(account)
    if verdict.rank is not None:
        words.append(f"名次 {told(verdict.rank)}")
    elif verdict.rank_range is not None:
        least, most = verdict.rank_range
        is_one = least == most
        words.append(
            f"名次暂为第 {told(least)}"
            if is_one
            else f"名次在第 {told(least)} 至第 {told(most)} 之间"
        )
    yield ",".join(words) + "。" if words else ""


def _grade_words(account: Account) -> Iterator[str]:
    verdict = account.subject.verdict
    if verdict.grade is not None:
        before = verdict.grade_before
        changed = f"(原为{before})" if before and before != verdict.grade else ""
        yield f"等次 {verdict.grade}{changed}"
    elif verdict.grades_possible:
        only = len(verdict.grades_possible) == 1
        yield f"等次未定,{'只' if only else ''}可能是{'或'.join(verdict.grades_possible)}"


def verdict_lines(account: Account) -> Iterator[str]:
    """Grade moves, flags, honours, consequences and decisions, one line each."""
    verdict = account.subject.verdict
    for move in verdict.moves:
        before, after = (grade or "未定" for grade in (move.before, move.after))
        way = f"等次 {before} → {after}" if before != after else f"等次仍为 {after}"
        yield f"{way}:{move.text}{_cited(move.clause, move.authority)}。"
    yield from (f"标记:{flag_line(flag)}" for flag in verdict.flags)
    for honour in verdict.honours:
        states = {"proposed": "拟列", "tied": "并列待定", "barred": "已取消资格"}
        state = states[honour.state.value]
        yield f"荣誉「{honour.code}」:{state}{_cited(honour.clause, honour.authority)}。"
    for one in verdict.consequences:
        yield consequence_line(one)
    names = names_in(account.result)
    for decision in account.decisions:
        yield decision_line(decision, names=names)


def names_in(result: Result) -> Mapping[str, str]:
    """How each subject is printed."""
    return {one.subject: one.name for one in result.subjects}


_STATES = {
    "proposed": "建议", "not_executable": "不可执行", "awaiting_ruling": "待解释",
    "awaiting_basis": "须批准文号",
}  # fmt: skip


def flag_line(flag: Flag) -> str:
    """What is on record against a subject, and by whom."""
    return f"{flag.text}{_cited(flag.clause, flag.authority)}。"


def consequence_line(one: Proposal) -> str:
    """A consequence: proposed, never executed."""
    state = _STATES[one.state.value]
    return f"结果运用({state}):{one.text}{_money(one)}{_cited(one.clause, one.authority)}。"


def _money(one: Proposal) -> str:
    """The amount; one of nothing asks for a look at the facts, since lists may be unfilled."""
    if one.amount is None:
        return ""
    amount = told(one.amount, unit=one.unit) + (f"({told(one.persons)} 人)" if one.persons else "")
    return (
        f",金额 {amount}"
        if one.amount
        else f",金额按现有数据为 {amount},请核对所依据的数据是否已填"
    )


def decision_line(one: Decision, *, names: Mapping[str, str]) -> str:
    """A quota: how many seats, who is proposed, what a body has to decide."""

    def named(subjects: tuple[str, ...]) -> str:
        return "、".join(names.get(subject, subject) for subject in subjects)

    group = f"({one.group})" if one.group else ""
    # A warning that retells the derivation with more to it stands for it.
    longer = [text for text in one.warnings if text.startswith(one.derivation)]
    parts = [f"「{one.what}」名额{group}:{longer[0] if longer else one.derivation}"]
    if one.proposed:
        parts.append(f"拟列 {named(one.proposed)}")
    if one.tied:
        body = one.body or "有权机关"
        seats = "" if one.seats_open is None else f",余 {one.seats_open} 个名额"
        parts.append(f"{named(one.tied)} 并列{seats},提请{body}研究决定")
    parts += [text for text in one.warnings if text not in longer]
    return ";".join(parts) + "。"


def _cited(clause: str | None, authority: str | None) -> str:
    parts = [f"依据 {clause}" if clause else "", f"机关 {authority}" if authority else ""]
    text = ",".join(part for part in parts if part)
    return f"({text})" if text else ""


def derivation_lines(derivation: Derivation, *, depth: int = 0) -> Iterator[tuple[int, str]]:
    """The tree as sentences with their depth."""
    for number, text in enumerate(derivation.sentences):
        yield depth + (number > 0), text
    for child in derivation.children:
        yield from derivation_lines(child, depth=depth + 1)
