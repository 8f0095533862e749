"""Grades, quotas, honours and rankings: reachable, stated to the end, at most all seats."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TypeAlias

from kaoji.engine.plinth.exact import ONE, ZERO, exact_text, total
from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.checks.amounts import Constants, classes_of, constants_of, percent_text
from kaoji.engine.scheme.load.rations import amounts_of, named_parameter
from kaoji.engine.scheme.model import (
    ROOT,
    Act,
    Grade,
    Grading,
    Honour,
    Quota,
    Scheme,
    TieRule,
    Veto,
)

#: An edge on the line of scores: 高于 90 begins just above 90.
Edge: TypeAlias = tuple[Fraction, bool]


def check(scheme: Scheme) -> Iterator[Problem]:
    """Check grades, then every quota."""
    constants = constants_of(scheme)
    grading = scheme.grading or Grading()
    yield from _order(grading.grades, vetoes=scheme.vetoes, constants=constants)
    yield from _bottom(grading.grades, constants=constants)
    yield from _value(grading, scheme=scheme)
    for kind in classes_of(scheme):
        over = _share_of_all(grading.grades, constants=constants, kind=kind)
        if over is not None:
            yield over
            break
    for grade in grading.grades:
        if grade.quota is not None:
            yield from _given(grade.quota, name=grade.name, constants=constants)
            yield from _quota(grade.quota, name=grade.name, has_bars=bool(grade.bars))
    bars_all = any(step.act is Act.BAR for veto in scheme.vetoes for step in veto.effects)
    for honour in scheme.honours:
        yield from _honour(honour, grades=grading.grades, is_barred=bars_all, constants=constants)


# --- the ladder -----------------------------------------------------------------------------------


def _order(
    grades: tuple[Grade, ...], *, vetoes: tuple[Veto, ...], constants: Constants
) -> Iterator[Problem]:
    """Each grade's edge lies below the edges before it; nothing stands behind 其余.

    A grade that lets its own be passed over (quota, condition, bar), and one that a veto leads to,
    leaves room below its edge.
    """
    lowest: Edge | None = None
    closed = False
    led_to = _led_to(grades, vetoes=vetoes)
    for grade in grades:
        edge = _edge(grade, constants=constants)
        is_low = edge is not None and lowest is not None and edge >= lowest
        if (closed or is_low) and grade.name not in led_to:
            yield Problem(
                "unreachable-grade",
                speak("等次「{name}」永远评不到：前面的等次已经占满", name=grade.name),
                speak("等次从高到低写，「其余」放在最后"),
                place=grade.place,
                path=grade.name,
            )
        if edge is not None and not _lets_pass(grade):
            lowest = edge if lowest is None else min(lowest, edge)
        closed = closed or grade.otherwise


def _edge(grade: Grade, *, constants: Constants) -> Edge | None:
    floor, above = constants.value(grade.floor), constants.value(grade.above)
    edges = [(floor, False)] if floor is not None else []
    edges += [(above, True)] if above is not None else []
    return max(edges, default=None)


def _lets_pass(grade: Grade) -> bool:
    """Who reaches the edge may still be passed on to the next grade."""
    return bool(grade.quota or grade.condition or grade.conditions or grade.bars)


def _led_to(grades: tuple[Grade, ...], *, vetoes: tuple[Veto, ...]) -> frozenset[str]:
    """The grades that a veto leads to by name, or by going down."""
    steps = [step for veto in vetoes for step in veto.effects]
    if any(step.act is Act.DOWN for step in steps):
        return frozenset(grade.name for grade in grades[1:])
    named = {step.grade for step in steps if step.grade is not None}
    return frozenset(grade.name for grade in grades if named & {grade.name, *grade.aliases})


def _bottom(grades: tuple[Grade, ...], *, constants: Constants) -> Iterator[Problem]:
    """Every score has a grade: one is 其余, or asks for nothing, or begins at nothing."""
    if not grades or any(_takes_all(grade, constants=constants) for grade in grades):
        return
    last = grades[-1]
    edge = _edge(last, constants=constants)
    yield Problem(
        "grades-gap",
        speak("不合情形的得分没有等次")
        if edge is None
        else speak("低于 {edge} 的得分没有等次", edge=exact_text(edge[0])),
        speak("最后一个等次写「其余」"),
        place=last.place,
        path=last.name,
    )


def _takes_all(grade: Grade, *, constants: Constants) -> bool:
    if grade.otherwise:
        return True
    edge = _edge(grade, constants=constants)
    has_edge = grade.floor is not None or grade.above is not None
    return grade.condition is None and (
        not has_edge or (edge is not None and edge <= (ZERO, False))
    )


def _value(grading: Grading, *, scheme: Scheme) -> Iterator[Problem]:
    """Grades by score need a score."""
    first = next((one for one in grading.grades if one.floor or one.above), None)
    if first is not None and not scheme.has_total and grading.value == ROOT:
        yield Problem(
            "graded-without-total",
            speak("方案没有总分，等次「{name}」却按分数定", name=first.name),
            speak("写 定等: {值: 某个指标}，或用「情形」定等次"),
            place=first.place,
            path=first.name,
        )


# --- quotas ---------------------------------------------------------------------------------------


def _share_of_all(grades: tuple[Grade, ...], *, constants: Constants, kind: str) -> Problem | None:
    shares = [(grade, _share(grade.quota, constants=constants, kind=kind)) for grade in grades]
    known = [(grade, share) for grade, share in shares if share is not None]
    whole = total(share for _grade, share in known)
    if whole <= ONE:
        return None
    grade = known[-1][0]
    return _over(
        speak("各等次名额合计 {whole}，超过 100%", whole=percent_text(whole)),
        grade.quota,
        path=grade.name,
    )


def _share(quota: Quota | None, *, constants: Constants, kind: str) -> Fraction | None:
    return None if quota is None else constants.value(quota.share, kind=kind)


def _over(message: str, quota: Quota | None, *, path: str) -> Problem:
    place = quota.place if quota is not None else Place()
    return Problem(
        "quota-over",
        message,
        speak("改名额比例"),
        place=place,
        path=path,
    )


def _given(quota: Quota, *, name: str, constants: Constants) -> Iterator[Problem]:
    """Seats that a parameter gives: a share or a count, and for which class."""
    count = named_parameter(quota.count, known=constants.parameters)
    if count is not None and count.unit is None and not any(amounts_of(count)):
        yield Problem(
            "quota-unclear",
            speak(
                "「{name}」的名额由参数「{parameter}」给出，看不出是个数还是比例，按个数算",
                name=name,
                parameter=count.name,
            ),
            speak('给参数写 单位: 个；是比例的写 单位: "%"，或把「名额」改写成「比例」'),
            "warning",
            place=quota.place,
            path=name,
        )
    either = count or named_parameter(quota.share, known=constants.parameters)
    if either is not None and either.by_class and either.default is None and quota.pool is None:
        yield _open(
            "quota-pool",
            speak(
                "「{name}」的名额各类不同（{classes}），没有写按哪一列分组",
                name=name,
                classes=speak("、").join(either.by_class),
            ),
            speak("写 分组: 类（或对象表里别的一列）"),
            quota.place,
            name,
        )


def _quota(quota: Quota, *, name: str, has_bars: bool) -> Iterator[Problem]:
    """What the text leaves open about seats has to be said."""
    rations = quota.share is not None or quota.count is not None
    if quota.share is not None and quota.rounding is None:
        yield _open(
            "seat-rounding-open",
            speak("「{name}」的名额按比例算，没有写怎样取整", name=name),
            speak("写 名额取整: 四舍五入、去尾 或 进一"),
            quota.place,
            name,
        )
    if rations and quota.ties is TieRule.DECIDE and quota.body is None:
        yield _open(
            "tie-open",
            speak("「{name}」末位并列时由谁决定没有写", name=name),
            speak("写 并列: 提请 某机构，或 同进、同出"),
            quota.place,
            name,
        )
    if rations and has_bars and quota.passes_on is None:
        yield _open(
            "seat-open",
            speak("「{name}」有取消情形，被取消者空出的名额怎么办没有写", name=name),
            speak("写 递补: 顺延 或 空缺"),
            quota.place,
            name,
        )


def _honour(
    honour: Honour, *, grades: tuple[Grade, ...], is_barred: bool, constants: Constants
) -> Iterator[Problem]:
    quota = honour.quota
    yield from _given(quota, name=honour.name, constants=constants)
    yield from _quota(quota, name=honour.name, has_bars=bool(honour.bars) or is_barred)
    share = constants.value(quota.share)
    if share is not None and share > ONE:
        yield _over(
            speak(
                "荣誉「{name}」的名额是 {share}，超过 100%",
                name=honour.name,
                share=percent_text(share),
            ),
            quota,
            path=honour.name,
        )
    known = {word for grade in grades for word in (grade.name, *grade.aliases)}
    for name in honour.grades:
        if name not in known:
            yield Problem(
                "unknown-grade",
                speak(
                    "荣誉「{name}」的范围写了「{grade}」，等次里没有", name=honour.name, grade=name
                ),
                speak("可写：{words}", words=speak("、").join(sorted(known))),
                place=honour.place,
                path=honour.name,
            )


def _open(code: str, message: str, remedy: str, place: Place, path: str) -> Problem:
    return Problem(code, message, remedy, place=place, path=path)
