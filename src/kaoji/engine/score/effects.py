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
from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.model import Act, EffectStep, Grade, Veto
from kaoji.engine.scheme.words.spoken import spoken_value
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
        speak(
            "否决「{veto}」的效果引用了本方案没有的等次「{grade}」，该效果未执行",
            veto=veto.name,
            grade=step.grade,
        ),
        speak("请改用「等次」中已有的名称"),
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
    effect = _effect(veto, step, is_at_lowest=_is_at_lowest(step, rung, ladder))
    return Move(
        Cause(step.act.value),
        veto.name,
        speak("否决事项「{veto}」：{effect}", veto=veto.name, effect=effect),
        _name(ladder, rung),
        _name(ladder, after),
        veto.clause,
        veto.authority,
        effect,
    )


def _effect(veto: Veto, step: EffectStep, *, is_at_lowest: bool) -> str:
    """What one effect does, in words."""
    match step.act:
        case Act.CAP:
            return speak("等次最高为「{grade}」", grade=step.grade)
        case Act.FLOOR:
            return speak("等次最低为「{grade}」", grade=step.grade)
        case Act.SET:
            return speak("定为「{grade}」", grade=step.grade)
        case Act.BAR:
            whom = speak("、").join(_spoken_whom(one) for one in step.whom or (UNIT,))
            return speak("取消{whom}评先资格", whom=whom)
        case Act.DOWN if is_at_lowest and veto.at_lowest:
            return speak("已是最低等次，列为{duty}", duty=veto.at_lowest)
        case Act.DOWN if is_at_lowest:
            return speak("已是最低等次，不再降等")
        case _:
            return speak("降 {steps} 等", steps=step.steps)


def _spoken_whom(whom: str) -> str:
    return spoken_value(whom, kind="whom")


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
        text = speak("已是最低等次，因「{veto}」列为{duty}", veto=veto.name, duty=duty)
        flags.append(Flag(FlagKind.AT_LOWEST, duty, text, veto.clause, veto.authority))
    return tuple(flags)


def _flags_of_one(finding: Finding) -> list[Flag]:
    veto = finding.veto
    cited = (veto.clause, veto.authority)
    if not finding.in_force:
        text = speak("否决事项「{veto}」已停用，仅作记录，不产生效果", veto=veto.name)
        return [Flag(FlagKind.DISABLED, veto.name, text, *cited)]
    note = speak("（{note}）", note=veto.note) if veto.note else ""
    text = speak("否决事项「{veto}」成立{note}", veto=veto.name, note=note)
    barred = dict.fromkeys(
        whom for step in veto.effects if step.act is Act.BAR for whom in step.whom or (UNIT,)
    )
    return [
        Flag(FlagKind.VETO, veto.name, text, *cited),
        *(
            Flag(
                FlagKind.NO_HONOURS,
                speak("{veto}:取消评先:{whom}", veto=veto.name, whom=_spoken_whom(whom)),
                speak("因「{veto}」取消{whom}评先资格", veto=veto.name, whom=_spoken_whom(whom)),
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
            speak("因「{veto}」列为{duty}", veto=veto.name, duty=veto.at_lowest),
            clause=veto.clause,
            authority=veto.authority,
        )
        for veto in duties
    )
