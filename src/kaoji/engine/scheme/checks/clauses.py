"""Every rule cites its clause (its own or that of a node above); the scheme is dated."""

from __future__ import annotations

from collections.abc import Iterator

from kaoji.engine.plinth.names import spoken_path
from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.model import Item, Scheme


def check(scheme: Scheme) -> Iterator[Problem]:
    """Check dates and clauses."""
    yield from _dates(scheme)
    if scheme.basis is not None:
        yield from _clauses(scheme)


def _dates(scheme: Scheme) -> Iterator[Problem]:
    if scheme.effective is None:
        yield Problem(
            "undated",
            speak("方案没有写施行日期"),
            speak("写 施行: 2016-01-01；同一编号的各版本靠它区分"),
            "warning",
            place=scheme.root.place,
        )
    for veto in scheme.vetoes:
        if veto.valid_from and veto.valid_to and veto.valid_to < veto.valid_from:
            yield Problem(
                "dates-reversed",
                speak(
                    "否决「{name}」自 {first} 起，却到 {last} 为止",
                    name=veto.name,
                    first=veto.valid_from,
                    last=veto.valid_to,
                ),
                speak("核对 自 和 至"),
                place=veto.place,
                path=veto.name,
            )


def _clauses(scheme: Scheme) -> Iterator[Problem]:
    for child in scheme.root.children:
        yield from _uncited(child)
    for grade in scheme.grading.grades if scheme.grading is not None else ():
        if grade.clause is None and not grade.otherwise:
            yield _problem(speak("等次「{name}」", name=grade.name), grade.place, grade.name)
    for honour in scheme.honours:
        if honour.clause is None:
            yield _problem(speak("荣誉「{name}」", name=honour.name), honour.place, honour.name)
    for veto in scheme.vetoes:
        if veto.clause is None:
            yield _problem(speak("否决「{name}」", name=veto.name), veto.place, veto.name)
    for one in scheme.consequences:
        if one.clause is None:
            yield _problem(speak("结果运用「{code}」", code=one.code), one.place, one.code)


def _uncited(item: Item) -> Iterator[Problem]:
    """The topmost nodes without a clause; one citation covers all below it."""
    if item.clause is not None:
        return
    if not item.children:
        yield _problem(speak("「{path}」", path=spoken_path(item.path)), item.place, item.path)
    for child in item.children:
        yield from _uncited(child)


def _problem(what: str, place: Place, path: str) -> Problem:
    return Problem(
        "no-clause",
        speak("{what}没有写依据条款", what=what),
        speak("写 依据: 条款号"),
        "warning",
        place=place,
        path=path,
    )
