"""Points and weights: siblings speak one language, and their sum is what the parent says."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kaoji.engine.plinth.exact import HUNDRED, ONE, exact_text, total
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.scheme.checks.amounts import (
    EVERYONE,
    Constants,
    classes_of,
    constants_of,
    items_of,
    percent_text,
)
from kaoji.engine.scheme.model import ROOT, Combine, Formula, Item, Role, Scheme

ADDED = (None, Combine.SUM, Combine.WEIGHTED)


def check(scheme: Scheme) -> Iterator[Problem]:
    """Check every group and every division into periods."""
    constants = constants_of(scheme)
    for item in items_of(scheme):
        scored = [child for child in item.children if child.role is Role.SCORED]
        if scored and item.combine in ADDED and item.combine_formula is None:
            yield from _group(item, scored, scheme=scheme, constants=constants)
        yield from _periods(item, constants=constants)


def _group(
    item: Item, scored: list[Item], *, scheme: Scheme, constants: Constants
) -> Iterator[Problem]:
    weighted = [child for child in scored if child.weight is not None]
    pointed = [child for child in scored if child.points is not None]
    if weighted and pointed:
        yield _problem(
            "mixed-shares",
            f"「{item.path}」下面有的写分值({pointed[0].key}),有的写权重({weighted[0].key})",
            "同一级只用一种:要么都写分值,要么都写权重",
            weighted[0] if item.children.index(weighted[0]) else pointed[0],
        )
        return
    bare = [child for child in scored if child.weight is None and child.points is None]
    if bare and (weighted or pointed or len(scored) > 1):
        word = "权重" if weighted else "分值"
        for child in bare:
            yield _problem(
                "share-missing", f"「{child.path}」没有写{word}", f"写上它的{word}", child
            )
        return
    own = [child.weight or child.points for child in scored]
    if not bare:
        yield from _sums(item, own, weighted=bool(weighted), scheme=scheme, constants=constants)


def _sums(
    item: Item,
    shares: list[Formula | None],
    *,
    weighted: bool,
    scheme: Scheme,
    constants: Constants,
) -> Iterator[Problem]:
    """The sum for everyone; for single classes only where they differ."""
    wrong: dict[Fraction, list[str]] = {}
    for kind in classes_of(scheme):
        values = [constants.value(share, kind=kind) for share in shares]
        known = [value for value in values if value is not None]
        wanted = ONE if weighted else _wanted(item, constants, kind)
        if len(known) == len(values) and wanted is not None and total(known) != wanted:
            wrong.setdefault(total(known), []).append(kind)
    for found, kinds in wrong.items():
        who = "" if EVERYONE in kinds else f"(对象类:{'、'.join(kinds)})"
        if weighted:
            yield _problem(
                "weights-sum",
                f"「{item.path}」下各项权重合计 {percent_text(found)},不是 100%{who}",
                "改权重,使合计为 100%",
                item,
            )
        else:
            wanted = _wanted(item, constants, kinds[0]) or HUNDRED
            yield _problem(
                "points-sum",
                f"「{item.path}」下各项分值合计 {exact_text(found)},应为 {exact_text(wanted)}{who}",
                "改分值;或写明这一级的满分",
                item,
            )


def _wanted(item: Item, constants: Constants, kind: str) -> Fraction | None:
    """What the children have to add up to: 满分, else the node's own 分值; 100 for the whole."""
    stated = item.full or item.points
    if stated is not None:
        return constants.value(stated, kind=kind)
    return HUNDRED if item.path == ROOT else None


def _periods(item: Item, *, constants: Constants) -> Iterator[Problem]:
    """Weights of parts: 100 % in all, or points that make up the node's own scale."""
    parts = item.parts
    if parts is None or not parts.weights:
        return
    values = [constants.value(weight) for weight in parts.weights]
    known = [value for value in values if value is not None]
    if len(known) != len(values):
        return
    count = len(parts.names) or _PIECES.get(str(parts.grain), 1)
    whole = total(known) if len(known) == count or len(known) > 1 else known[0] * count
    stated = constants.value(item.points or item.full) if item.points or item.full else HUNDRED
    if whole not in (ONE, stated):
        yield Problem(
            "period-weights-sum",
            f"「{item.path}」各期权重合计 {percent_text(whole)},不是 100%",
            "改各期权重,使合计为 100%(或等于本指标的分值)",
            place=parts.place,
            path=item.path,
        )


_PIECES = {"half": 2, "quarter": 4, "month": 12}


def _problem(code: str, message: str, remedy: str, item: Item) -> Problem:
    return Problem(code, message, remedy, place=item.place, path=item.path)
