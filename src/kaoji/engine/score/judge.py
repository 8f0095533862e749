"""The one entry point of judging: from scored subjects to grades, ranks, honours, proposals.

Order: vetoes are found, grades given (before vetoes, then after), everyone ranked, honours given
among the final grades, and consequences read last of all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from types import MappingProxyType

from kaoji.engine.plinth.speech import speak
from kaoji.engine.score.answers import Answer, any_of
from kaoji.engine.score.bench import Bench
from kaoji.engine.score.consequences import Known, bars_in, names_for, propose
from kaoji.engine.score.effects import (
    Finding,
    bars_unit,
    check_effects,
    duties_of,
    findings_on,
    flags_of,
)
from kaoji.engine.score.grades import Grades, grade_all
from kaoji.engine.score.honours import Honoured, honour_all
from kaoji.engine.score.inquiry import Inquiry
from kaoji.engine.score.ranks import Placings, rank_all, rankings_of
from kaoji.engine.score.verdict import Flag, FlagKind, Judgement, Verdict

__all__ = ["Bench", "Judgement", "judge"]


def judge(bench: Bench) -> Judgement:
    """Judge every subject on the bench."""
    inquiry = Inquiry(bench)
    findings = {one: findings_on(inquiry, subject=one) for one in bench.subjects}
    grades = grade_all(inquiry, findings=findings)
    check_effects(inquiry, ladder=grades.ladder)
    no_honours = {one: bars_unit(found) for one, found in findings.items()}
    barred = {one: _is_barred(inquiry, one, no_honours[one]) for one in bench.subjects}
    placings = {
        ranking.name: rank_all(inquiry, ranking=ranking, barred=barred)
        for ranking in rankings_of(inquiry)
    }
    names = {
        one: names_for(
            inquiry, subject=one, known=Known(grades.of[one], findings[one], placings, {})
        )
        for one in (bench.subjects if bench.scheme.honours else ())
    }
    honours = tuple(
        honour_all(inquiry, honour=honour, grades=grades, barred=no_honours, names=names)
        for honour in bench.scheme.honours
    )
    court = _Court(inquiry, findings, grades, placings, honours)
    verdicts = {one: court.verdict(one) for one in bench.subjects}
    decisions = grades.decisions + tuple(one for given in court.honours for one in given.decisions)
    return Judgement(MappingProxyType(verdicts), decisions, inquiry.problems)


def grade_of(bench: Bench, *, subject: str) -> str | None:
    """The grade of one subject alone, given among everybody; nothing while it is open."""
    inquiry = Inquiry(bench)
    findings = {one: findings_on(inquiry, subject=one) for one in bench.subjects}
    return grade_all(inquiry, findings=findings).of[subject].grade


def _is_barred(inquiry: Inquiry, subject: str, by_veto: Answer) -> Answer:
    """Whether a subject is one of 被取消者: by a veto, or by any bar of a grade or honour."""
    bars = bars_in(inquiry.bench.scheme)
    return any_of((by_veto, *(inquiry.is_barred(subject, bar=bar) for bar in bars)))


@dataclass(frozen=True, slots=True)
class _Court:
    """Everything concluded of all subjects, from which each verdict is put together."""

    inquiry: Inquiry
    findings: Mapping[str, tuple[Finding, ...]]
    grades: Grades
    placings: Mapping[str, Placings]
    honours: tuple[Honoured, ...]

    def verdict(self, subject: str) -> Verdict:
        graded, findings = self.grades.of[subject], self.findings[subject]
        known = Known(
            graded,
            findings,
            self.placings,
            {given.honour.name: given.outcome[subject] for given in self.honours},
        )
        names = names_for(self.inquiry, subject=subject, known=known)
        duties = graded.trail.duties
        verdict = Verdict(
            subject,
            graded.grade,
            graded.before,
            graded.possible,
            flags=flags_of(findings, duties=duties) + self._bars(subject),
            honours=tuple(
                given.standings[subject] for given in self.honours if subject in given.standings
            ),
            consequences=duties_of(duties) + propose(self.inquiry, subject=subject, names=names),
            moves=graded.moves,
        )
        return self._ranked(verdict)

    def _bars(self, subject: str) -> tuple[Flag, ...]:
        held: dict[str, Flag] = {}
        for bar in bars_in(self.inquiry.bench.scheme):
            if self.inquiry.is_barred(subject, bar=bar):
                text = speak("取消评先情形「{bar}」成立", bar=bar.name)
                flag = Flag(FlagKind.BAR, bar.name, text, bar.clause, bar.authority)
                held.setdefault(bar.name, flag)
        return tuple(held.values())

    def _ranked(self, verdict: Verdict) -> Verdict:
        ranks: dict[str, Fraction | None] = {}
        for name, placings in self.placings.items():
            placing = placings.get(verdict.subject)
            ranks[name] = placing.rank if placing else None
        verdict = replace(verdict, ranks=MappingProxyType(ranks))
        first = next(iter(self.placings.values())).get(verdict.subject)
        if first is None:
            return verdict
        reach = None if first.is_settled else (first.top.least, first.top.most)
        return replace(verdict, rank=first.rank, rank_range=reach)
