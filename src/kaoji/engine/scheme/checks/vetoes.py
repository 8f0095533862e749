"""Vetoes, bars, honours and consequences: whose they are, what they do, that they can be met."""

from __future__ import annotations

from collections.abc import Iterator

from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.checks.amounts import bars_in, items_of
from kaoji.engine.scheme.model import (
    Act,
    Bar,
    Events,
    InputSpec,
    RowKind,
    Scheme,
    ValueType,
    Veto,
)

#: What the law no longer allows as a veto; a scheme that still states it has to end it.
ENDED_VETOES = ("计划生育", "人口和计划生育", "人口计生")


def check(scheme: Scheme) -> Iterator[Problem]:
    """Check everything that weighs on people."""
    yield from _cases(scheme)
    yield from _authorities(scheme)
    grades = scheme.grading.grades if scheme.grading is not None else ()
    known = {word for grade in grades for word in (grade.name, *grade.aliases)}
    for veto in scheme.vetoes:
        yield from _steps(veto, grades=known)
        if veto.name in ENDED_VETOES and veto.valid_to is None:
            yield Problem(
                "veto-without-basis",
                speak("否决「{name}」今天没有有效依据", name=veto.name),
                speak("写明 至（停用日期），或改用有依据的事项"),
                place=veto.place,
                path=veto.name,
            )


# --- whose they are -------------------------------------------------------------------------------


def _authorities(scheme: Scheme) -> Iterator[Problem]:
    for veto in scheme.vetoes:
        if veto.authority is None:
            yield _no_authority(speak("否决「{name}」", name=veto.name), veto.place, veto.name)
        if veto.domain is None:
            yield Problem(
                "no-domain",
                speak("否决「{name}」没有写属于哪个领域", name=veto.name),
                speak("写 领域: 安全生产 之类；别的领域的牌子不是它"),
                "warning",
                place=veto.place,
                path=veto.name,
            )
    stated = {veto.name for veto in scheme.vetoes}
    for bar in bars_in(scheme):
        if bar.authority is None and bar.name not in stated:
            yield _no_authority(speak("取消情形「{name}」", name=bar.name), bar.place, bar.name)
    for honour in scheme.honours:
        if honour.authority is None and honour.clause is None and honour.quota.body is None:
            yield _no_authority(
                speak("荣誉「{name}」", name=honour.name), honour.place, honour.name
            )
    for one in scheme.consequences:
        if one.authority is None:
            yield _no_authority(speak("结果运用「{code}」", code=one.code), one.place, one.code)


def _no_authority(what: str, place: Place, path: str) -> Problem:
    return Problem(
        "no-authority",
        speak("{what}没有写由哪个机关认定或决定", what=what),
        speak("写 机关；不同机关的牌子、称号不是一回事"),
        "warning",
        place=place,
        path=path,
    )


# --- what they do ---------------------------------------------------------------------------------


def _steps(veto: Veto, *, grades: set[str]) -> Iterator[Problem]:
    if not veto.effects:
        yield Problem(
            "veto-without-effect",
            speak("否决「{name}」没有写效果，成立了也什么都不变", name=veto.name),
            speak("写 效果: [{封顶: 某等次}] 之类；原文没有写的，写本单位确定的读法"),
            "warning",
            place=veto.place,
            path=veto.name,
        )
    for step in veto.effects:
        if step.act in (Act.CAP, Act.FLOOR, Act.SET) and step.grade not in grades:
            yield Problem(
                "unknown-grade",
                speak(
                    "否决「{name}」的效果写了「{grade}」，等次里没有",
                    name=veto.name,
                    grade=step.grade,
                ),
                speak("可写：{words}", words=speak("、").join(sorted(grades))),
                place=step.place,
                path=veto.name,
            )
        if step.act is Act.DOWN and len(grades) < 2:
            yield Problem(
                "unknown-grade",
                speak("否决「{name}」要降等，方案没有等次可降", name=veto.name),
                speak("先写「等次」"),
                place=step.place,
                path=veto.name,
            )


# --- that they can be met -------------------------------------------------------------------------


def _cases(scheme: Scheme) -> Iterator[Problem]:
    """A bar or veto without a 情形 is met by a list, a truth, of its name."""
    truths = _truths(scheme)
    cases: tuple[Bar | Veto, ...] = (*bars_in(scheme), *scheme.vetoes)
    for one in cases:
        if one.condition is None and one.name not in truths:
            yield Problem(
                "case-not-truth",
                speak(
                    "「{name}」是指标，或不是按条登记的清单，也不是是否，说不清何时成立",
                    name=one.name,
                ),
                speak("写 情形: 算式；或在「事实」里写一个同名的清单（条目）"),
                place=one.place,
                path=one.name,
            )
    for consequence in scheme.consequences:
        if consequence.ruling is not None and consequence.ruling not in truths:
            yield Problem(
                "case-not-truth",
                speak(
                    "结果运用「{code}」的须解释「{ruling}」不是是否",
                    code=consequence.code,
                    ruling=consequence.ruling,
                ),
                speak("在「参数」里写一个同名的参数，类型: 是否"),
                place=consequence.place,
                path=consequence.code,
            )


def _truths(scheme: Scheme) -> frozenset[str]:
    """Everything that is a truth by its name: lists, and what is declared as 是否."""
    lists = (item.path for item in items_of(scheme) if isinstance(item.source, Events))
    facts = (spec.path for spec in scheme.facts if _is_truth(spec))
    derived = (one.key for one in scheme.derived if one.type is ValueType.TRUTH)
    parameters = (one.name for one in scheme.parameters if one.type is ValueType.TRUTH)
    return frozenset((*lists, *facts, *derived, *parameters))


def _is_truth(spec: InputSpec) -> bool:
    return spec.row_kind is RowKind.EVENT or spec.value.type is ValueType.TRUTH
