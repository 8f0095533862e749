"""Vetoes (否决): which hold, what they do to a grade in the order written, and whom they bar.

Scores are never touched here. A veto acts once however many cases stand behind it, and outside
its period of validity it is shown and does nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from kaoji.engine.plinth.problem import Problem
from kaoji.engine.scheme.model import Act, EffectStep, Grade, Veto
from kaoji.engine.score.answers import Answer, any_of
from kaoji.engine.score.inquiry import UNIT, Inquiry
from kaoji.engine.score.verdict import Cause, Flag, FlagKind, Move, Proposal

#: For every rung the rung where a subject stands after the vetoes.
Image: TypeAlias = tuple[int, ...]


class Ladder:
    """The grades of a scheme, best first, found by name or alias."""

    def __init__(self, grades: tuple[Grade, ...]) -> None:
        self.grades = grades
        self.names = tuple(grade.name for grade in grades)
        self._rungs: dict[str, int] = {}
        for index, grade in enumerate(grades):
            for word in (grade.name, *grade.aliases):
                self._rungs.setdefault(word, index)

    @property
    def last(self) -> int:
        return len(self.grades) - 1

    def index_of(self, word: str | None) -> int | None:
        """The place of a grade, 0 the best; `None` when the scheme has no such grade."""
        return None if word is None else self._rungs.get(word)

    def named(self, rungs: Iterable[int]) -> tuple[str, ...]:
        """The names of some rungs, best first; what lies below the ladder has none."""
        return tuple(self.names[rung] for rung in sorted(rungs) if rung <= self.last)


@dataclass(frozen=True, slots=True)
class Finding:
    """A veto that holds, or may hold, for a subject."""

    veto: Veto
    holds: Answer  # never no
    in_force: bool  # within its period of validity

    @property
    def acts(self) -> Answer:
        """Whether the effects apply."""
        return self.holds if self.in_force else False


def findings_on(inquiry: Inquiry, *, subject: str) -> tuple[Finding, ...]:
    """The vetoes that hold or may hold, in the order written; the unknown ones too."""
    found = []
    for veto in inquiry.bench.scheme.vetoes:
        holds = inquiry.is_case(subject, name=veto.name, condition=veto.condition)
        if holds is not False:
            in_force = _is_valid(veto, inquiry.bench.period_last_day)
            found.append(Finding(veto, holds, in_force))
    return tuple(found)


def _is_valid(veto: Veto, day: date) -> bool:
    begun = veto.valid_from is None or veto.valid_from <= day
    return begun and (veto.valid_to is None or day <= veto.valid_to)


def check_effects(inquiry: Inquiry, *, ladder: Ladder) -> None:
    """Report the effects that name a grade which the scheme does not have."""
    for veto in inquiry.bench.scheme.vetoes:
        for step in veto.effects:
            if step.grade is not None and ladder.index_of(step.grade) is None:
                inquiry.report(_no_such_grade(veto, step))


def _no_such_grade(veto: Veto, step: EffectStep) -> Problem:
    return Problem(
        "unknown-grade",
        f"否决「{veto.name}」的效果引用了本方案没有的等次「{step.grade}」,该效果未执行",
        "请改用「等次」中已有的名称",
        place=step.place,
    )


def after_step(rung: int, *, step: EffectStep, ladder: Ladder) -> int:
    """The rung after one effect (a greater rung is a lower grade)."""
    if step.act is Act.DOWN:
        return max(rung, min(rung + step.steps, ladder.last))
    stated = ladder.index_of(step.grade)
    if stated is None:
        return rung
    if step.act is Act.CAP:
        return max(rung, stated)
    if step.act is Act.FLOOR:
        return min(rung, stated)
    return stated if step.act is Act.SET else rung


def images_of(findings: tuple[Finding, ...], *, ladder: Ladder) -> tuple[Image, ...]:
    """What the vetoes may do, rung by rung: one image for each way the unknown ones turn out."""
    images: set[Image] = {tuple(range(len(ladder.grades)))}
    for finding in findings:
        moved = images
        for step in finding.veto.effects if finding.acts is not False else ():
            moved = {
                tuple(after_step(rung, step=step, ladder=ladder) for rung in image)
                for image in moved
            }
        images = moved if finding.acts else images | moved
    return tuple(sorted(images))


@dataclass(frozen=True, slots=True)
class Trail:
    """The effects of the vetoes that certainly act: their moves, and the duties that follow."""

    moves: tuple[Move, ...] = ()
    duties: tuple[Veto, ...] = ()  # demoted from the lowest grade: the stated duty instead


def trail_of(findings: tuple[Finding, ...], *, rung: int | None, ladder: Ladder) -> Trail:
    """Apply the effects one by one; without a known rung before and after are left open."""
    moves: list[Move] = []
    duties: list[Veto] = []
    for finding in findings:
        for step in finding.veto.effects if finding.acts else ():
            after = None if rung is None else after_step(rung, step=step, ladder=ladder)
            moves.append(_move(finding.veto, step, ladder, rung, after))
            if _is_at_lowest(step, rung, ladder) and finding.veto.at_lowest:
                duties.append(finding.veto)
            rung = after
    return Trail(tuple(moves), tuple(dict.fromkeys(duties)))


def _is_at_lowest(step: EffectStep, rung: int | None, ladder: Ladder) -> bool:
    return step.act is Act.DOWN and rung is not None and rung == ladder.last


def _move(
    veto: Veto, step: EffectStep, ladder: Ladder, rung: int | None, after: int | None
) -> Move:
    match step.act:
        case Act.CAP:
            effect = f"等次最高为「{step.grade}」"
        case Act.FLOOR:
            effect = f"等次最低为「{step.grade}」"
        case Act.SET:
            effect = f"定为「{step.grade}」"
        case Act.BAR:
            effect = f"取消{'、'.join(step.whom) or UNIT}评先资格"
        case Act.DOWN if _is_at_lowest(step, rung, ladder):
            effect = "已是最低等次" + (f",列为{veto.at_lowest}" if veto.at_lowest else ",不再降等")
        case _:
            effect = f"降 {step.steps} 等"
    return Move(
        Cause(step.act.value),
        veto.name,
        f"否决事项「{veto.name}」:{effect}",
        _name(ladder, rung),
        _name(ladder, after),
        veto.clause,
        veto.authority,
    )


def _name(ladder: Ladder, rung: int | None) -> str | None:
    return None if rung is None or not ladder.names else ladder.names[rung]


def bars_unit(findings: tuple[Finding, ...]) -> Answer:
    """Whether a veto cancels the unit's own honours."""
    return any_of(
        finding.acts
        for finding in findings
        for step in finding.veto.effects
        if step.act is Act.BAR and (UNIT in step.whom or not step.whom)
    )


def flags_of(findings: tuple[Finding, ...], *, duties: tuple[Veto, ...]) -> tuple[Flag, ...]:
    """The flags of the vetoes that certainly hold."""
    flags: list[Flag] = []
    for finding in findings:
        if finding.holds:
            flags += _flags_of_one(finding)
    for veto in duties:
        duty = veto.at_lowest or ""
        text = f"已是最低等次,因「{veto.name}」列为{duty}"
        flags.append(Flag(FlagKind.AT_LOWEST, duty, text, veto.clause, veto.authority))
    return tuple(flags)


def _flags_of_one(finding: Finding) -> list[Flag]:
    veto = finding.veto
    cited = (veto.clause, veto.authority)
    if not finding.in_force:
        text = f"否决事项「{veto.name}」已停用,仅作记录,不产生效果"
        return [Flag(FlagKind.DISABLED, veto.name, text, *cited)]
    note = f"({veto.note})" if veto.note else ""
    text = f"否决事项「{veto.name}」成立{note}"
    barred = dict.fromkeys(
        whom for step in veto.effects if step.act is Act.BAR for whom in step.whom or (UNIT,)
    )
    return [
        Flag(FlagKind.VETO, veto.name, text, *cited),
        *(
            Flag(
                FlagKind.NO_HONOURS,
                f"{veto.name}:取消评先:{whom}",
                f"因「{veto.name}」取消{whom}评先资格",
                *cited,
            )
            for whom in barred
        ),
    ]


def duties_of(duties: tuple[Veto, ...]) -> tuple[Proposal, ...]:
    """The stated duties that replace a demotion from the lowest grade, as proposals."""
    return tuple(
        Proposal(
            veto.at_lowest or "",
            f"因「{veto.name}」列为{veto.at_lowest}",
            clause=veto.clause,
            authority=veto.authority,
        )
        for veto in duties
    )
