"""Grades, quotas, honours and rankings: reachable, stated to the end, at most all seats."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kaoji.engine.plinth.exact import ONE, ZERO, exact_text, total
from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.scheme.checks.amounts import Constants, constants_of, percent_text
from kaoji.engine.scheme.model import Grade, Honour, Quota, Scheme, TieRule


def check(scheme: Scheme) -> Iterator[Problem]:
    """Check grades, then every quota."""
    constants = constants_of(scheme)
    grades = scheme.grading.grades if scheme.grading is not None else ()
    yield from _order(grades, constants=constants)
    yield from _bottom(grades, constants=constants)
    yield from _share_of_all(grades, constants=constants)
    for grade in grades:
        if grade.quota is not None:
            yield from _quota(grade.quota, name=grade.name, has_bars=bool(grade.bars))
    for honour in scheme.honours:
        yield from _honour(honour, grades=grades)


def _order(grades: tuple[Grade, ...], *, constants: Constants) -> Iterator[Problem]:
    """Each grade's floor lies below the floors before it; nothing stands behind 其余."""
    lowest: Fraction | None = None
    closed = False
    for grade in grades:
        floor = constants.value(grade.floor or grade.above)
        if closed or (floor is not None and lowest is not None and floor >= lowest):
            yield Problem(
                "unreachable-grade",
                f"等次「{grade.name}」永远评不到:前面的等次已经占满",
                "等次从高到低写,「其余」放在最后",
                place=grade.place,
                path=grade.name,
            )
        if floor is not None and grade.quota is None and grade.condition is None:
            lowest = floor if lowest is None else min(lowest, floor)
        closed = closed or grade.otherwise


def _bottom(grades: tuple[Grade, ...], *, constants: Constants) -> Iterator[Problem]:
    """Every score has a grade: the last one is 其余, or its floor is nothing."""
    if not grades or grades[-1].otherwise:
        return
    last = grades[-1]
    floor = constants.value(last.floor)
    if floor is None or floor > ZERO:
        edge = "" if floor is None else f"低于 {exact_text(floor)} 的"
        yield Problem(
            "grades-gap",
            f"{edge}得分没有等次",
            "最后一个等次写「其余」",
            place=last.place,
            path=last.name,
        )


def _share_of_all(grades: tuple[Grade, ...], *, constants: Constants) -> Iterator[Problem]:
    shares = [
        (grade, constants.value(grade.quota.share))
        for grade in grades
        if grade.quota is not None and grade.quota.share is not None
    ]
    known = [share for _grade, share in shares if share is not None]
    if known and total(known) > ONE:
        grade = shares[-1][0]
        yield Problem(
            "quota-over",
            f"各等次名额合计 {percent_text(total(known))},超过 100%",
            "改名额比例",
            place=grade.quota.place if grade.quota is not None else grade.place,
            path=grade.name,
        )


def _quota(quota: Quota, *, name: str, has_bars: bool) -> Iterator[Problem]:
    """What the text leaves open about seats has to be said."""
    if quota.share is not None and quota.rounding is None:
        yield _open(
            "seat-rounding-open",
            f"「{name}」的名额按比例算,没有写怎样取整",
            "写 名额取整: 四舍五入、去尾 或 进一",
            quota.place,
            name,
        )
    if quota.ties is TieRule.DECIDE and quota.body is None:
        yield _open(
            "tie-open",
            f"「{name}」末位并列时由谁决定没有写",
            "写 并列: 提请 某机构,或 同进、同出",
            quota.place,
            name,
        )
    if has_bars and quota.passes_on is None:
        yield _open(
            "seat-open",
            f"「{name}」有取消情形,被取消者空出的名额怎么办没有写",
            "写 递补: 顺延 或 空缺",
            quota.place,
            name,
        )


def _honour(honour: Honour, *, grades: tuple[Grade, ...]) -> Iterator[Problem]:
    yield from _quota(honour.quota, name=honour.name, has_bars=bool(honour.bars))
    known = {word for grade in grades for word in (grade.name, *grade.aliases)}
    for name in honour.grades:
        if name not in known:
            yield Problem(
                "unknown-grade",
                f"荣誉「{honour.name}」的范围写了「{name}」,等次里没有",
                f"可写:{'、'.join(sorted(known))}",
                place=honour.place,
                path=honour.name,
            )


def _open(code: str, message: str, remedy: str, place: Place, path: str) -> Problem:
    return Problem(code, message, remedy, place=place, path=path)
