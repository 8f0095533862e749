"""The derivation of a refused unit: what was refused, why and where; nothing is worked out of it.

A refused figure is neither missing nor taken as it stands, and nor is whatever would rest on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath

from kaoji.engine.explain.records import Derivation
from kaoji.engine.explain.spoken import bracketed, joined, listed, quoted
from kaoji.engine.plan.nodes import Plan
from kaoji.engine.plinth.coordinate import GROUP
from kaoji.engine.plinth.names import spoken_path
from kaoji.engine.plinth.periods import Period, parse_period
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import UNDEFINED


def reason(problem: Problem) -> str:
    """Why something was refused, where it stands, and what to do."""
    place = problem.place
    where = ""
    if place.row is not None or place.line is not None:
        file, row = PurePath(place.file or "").name, place.row or place.line
        where = speak("{file} 第 {row} 行", file=file, row=row).strip()
        if place.sheet:
            where = speak("{file}「{sheet}」表 第 {row} 行", file=file, sheet=place.sheet, row=row)
    return f"{problem.told}{bracketed(joined((where, problem.remedy), by='；'))}"


def refused(top: Derivation, *, problems: tuple[Problem, ...], plan: Plan) -> Derivation:
    """The derivation without the values that rest on what was refused."""
    by_path: dict[str, list[Problem]] = {}
    for one in problems:
        if one.severity == "error":
            by_path.setdefault(_path_of(one, plan=plan), []).append(one)
    known = {one.path for one in _every(top)}
    for path in [path for path in by_path if path not in known]:
        by_path.setdefault(top.path, []).extend(by_path.pop(path))
    return _without(top, faults=by_path, is_top=True)


def refused_paths(problems: tuple[Problem, ...], *, plan: Plan) -> frozenset[str]:
    """The nodes whose own facts were refused."""
    return frozenset(_path_of(one, plan=plan) for one in problems if one.severity == "error")


def concerning(
    top: Derivation, *, problems: tuple[Problem, ...], plan: Plan
) -> tuple[Problem, ...]:
    """The errors of a node or of what is below it, in its own period."""
    periods: dict[str, set[Period]] = {}
    for one in _every(top):
        periods.setdefault(one.path, set()).add(one.period)

    def is_here(problem: Problem) -> bool:
        at = parse_period((problem.coordinate or "").rpartition("@")[2])
        known = periods.get(_path_of(problem, plan=plan), ())
        return at in known if at is not None else bool(known)

    return tuple(one for one in problems if one.severity == "error" and is_here(one))


def _path_of(problem: Problem, *, plan: Plan) -> str:
    """The node that a problem is about, as its coordinate or path names it."""
    coordinate = (problem.coordinate or "").removeprefix(GROUP)
    tail = coordinate.partition(":")[2].partition("@")[0] or problem.path or ""
    for name in (tail, tail.rpartition(".")[0]):
        found = plan.index.find(name) if name else ()
        if len(found) == 1:
            return found[0].path
    return plan.root


def _every(node: Derivation) -> tuple[Derivation, ...]:
    return (node, *(one for child in node.children for one in _every(child)))


def _without(
    node: Derivation, *, faults: Mapping[str, list[Problem]], is_top: bool = False
) -> Derivation:
    children = tuple(_without(child, faults=faults) for child in node.children)
    own = tuple(faults.get(node.path, ()))
    below = [child for child in children if child.refused]
    if not own and not below and not is_top:
        return node
    return replace(
        node,
        children=children,
        value=UNDEFINED,
        published=None,
        steps=(),
        stake=None,
        out=node.out * 0,
        share=replace(node.share, brings=None),
        refused=tuple(map(reason, own)) or (_resting(below),),
        sentences=(_told(node, own=own, below=below),),
    )


def _resting(below: list[Derivation]) -> str:
    names = dict.fromkeys(quoted(spoken_path(one.name)) for one in below)
    return speak("其中{names}有误", names=listed(names)) if names else speak("数据有误")


def _told(node: Derivation, *, own: tuple[Problem, ...], below: list[Derivation]) -> str:
    name, why = quoted(spoken_path(node.name)), joined(map(reason, own), by="；") or _resting(below)
    if any(one.place.row is not None for one in own):  # a cell, not the way it was worked out
        return speak("{name}的数据有误，没有采用：{why}。", name=name, why=why)
    return speak("{name}没有计分：{why}。", name=name, why=why)
