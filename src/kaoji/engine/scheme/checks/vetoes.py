"""Vetoes, bars, honours and consequences name their authority; dated rules say until when."""

from __future__ import annotations

from collections.abc import Iterator

from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.scheme.model import Act, Scheme, Veto

#: What the law no longer allows as a veto; a scheme that still states it has to end it.
ENDED_VETOES = ("计划生育", "人口和计划生育", "人口计生")


def check(scheme: Scheme) -> Iterator[Problem]:
    """Check everything that weighs on people."""
    grades = {grade.name for grade in scheme.grading.grades} if scheme.grading else set()
    for veto in scheme.vetoes:
        if veto.authority is None:
            yield _no_authority(f"否决「{veto.name}」", veto.place, veto.name)
        yield from _steps(veto, grades=grades)
        if veto.name in ENDED_VETOES and veto.valid_to is None:
            yield Problem(
                "veto-without-basis",
                f"否决「{veto.name}」今天没有有效依据",
                "写明 至(停用日期),或改用有依据的事项",
                place=veto.place,
                path=veto.name,
            )
    for honour in scheme.honours:
        if honour.clause is None and honour.quota.body is None:
            yield _no_authority(f"荣誉「{honour.name}」", honour.place, honour.name)
    for one in scheme.consequences:
        if one.authority is None:
            yield _no_authority(f"结果运用「{one.code}」", one.place, one.code)


def _steps(veto: Veto, *, grades: set[str]) -> Iterator[Problem]:
    for step in veto.effects:
        if step.act in (Act.CAP, Act.FLOOR, Act.SET) and step.grade not in grades:
            yield Problem(
                "unknown-grade",
                f"否决「{veto.name}」的效果写了「{step.grade}」,等次里没有",
                f"可写:{'、'.join(sorted(grades))}",
                place=step.place,
                path=veto.name,
            )


def _no_authority(what: str, place: Place, path: str) -> Problem:
    return Problem(
        "no-authority",
        f"{what}没有写由哪个机关认定或决定",
        "写 机关;不同机关的牌子、称号不是一回事",
        "warning",
        place=place,
        path=path,
    )
