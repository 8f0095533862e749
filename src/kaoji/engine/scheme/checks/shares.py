"""Points and weights: siblings speak one language, and their sum is what the parent says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from kaoji.engine.plinth.exact import HUNDRED, ONE, ZERO, exact_text, total
from kaoji.engine.plinth.names import spoken_path
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.checks.amounts import (
    Constants,
    classes_of,
    constants_of,
    items_of,
    only_for,
    percent_text,
)
from kaoji.engine.scheme.model import ROOT, Combine, Item, Role, Scheme
from kaoji.engine.scheme.words.spoken import spoken_key

ADDED = (None, Combine.SUM, Combine.WEIGHTED)
#: Ways that ask for no shares: the best, the worst, the plain mean.
UNWEIGHTED = (Combine.HIGHEST, Combine.LOWEST, Combine.MEAN)


def check(scheme: Scheme) -> Iterator[Problem]:
    """Check every group."""
    constants = constants_of(scheme)
    extras = _beside_the_sum(scheme)
    yield from _nothing_scored(scheme)
    for item in items_of(scheme):
        yield from _signs(item, constants=constants)
        scored = [child for child in item.children if child.role is Role.SCORED]
        yield from _idle_weights(item, scored)
        is_shown = scheme.has_total or item.path != ROOT
        if item.combine is Combine.GEOMETRIC and item.rounding is None:
            yield _problem(
                "geometric-places",
                speak(
                    "「{path}」取几何平均，多半开不尽，没有写保留几位", path=spoken_path(item.path)
                ),
                speak("写 取整: 2位 之类，从精确的根一次取到这一位"),
                item,
            )
        is_free = item.path in extras and not any(one.points or one.weight for one in scored)
        if scored and is_shown and not is_free and _speaks_of_shares(item, scored):
            yield from _group(item, scored, scheme=scheme, constants=constants)


def _nothing_scored(scheme: Scheme) -> Iterator[Problem]:
    """A total that nothing goes into would be an empty figure for everybody."""
    root = scheme.root
    is_made = root.source is not None or root.combine_formula is not None
    if scheme.has_total and not root.children and not is_made:
        yield _problem(
            "no-indicators",
            speak("方案没有一个指标，却要算总分"),
            speak("写 指标: …；只登记、不计分的方案写 总分: 无"),
            root,
        )


def _beside_the_sum(scheme: Scheme) -> frozenset[str]:
    """Bonuses, deductions and what is below them: their parts may simply be added up."""
    found: set[str] = set()
    for item in items_of(scheme):  # parents first
        if item.role is not Role.SCORED or item.path in found:
            found.update((item.path, *(child.path for child in item.children)))
    return frozenset(found)


def _speaks_of_shares(item: Item, scored: list[Item]) -> bool:
    """Whether the shares of the children count: added up, or as weights of a geometric mean."""
    if item.combine is Combine.GEOMETRIC:
        return any(child.weight is not None for child in scored)
    return item.combine in ADDED and item.combine_formula is None


def _idle_weights(item: Item, scored: list[Item]) -> Iterator[Problem]:
    first = next((child for child in scored if child.weight is not None), None)
    if first is None or first.weight is None or item.combine not in UNWEIGHTED:
        return
    yield Problem(
        "idle-weight",
        speak(
            "「{path}」取最高、最低或平均，下面写的权重（{key}）不起作用",
            path=spoken_path(item.path),
            key=first.key,
        ),
        speak("要按权重合成，写 合成: 加权；否则删去权重"),
        "warning",
        place=first.weight.place,
        path=item.path,
    )


def _signs(item: Item, *, constants: Constants) -> Iterator[Problem]:
    """A share below nothing, or a scale without length."""
    for key, share in (("points", item.points), ("weight", item.weight), ("full", item.full)):
        value = constants.value(share)
        if share is not None and value is not None and _is_unfit(value, is_full=key == "full"):
            yield Problem(
                "share-not-positive",
                speak(
                    "「{path}」的{key}是 {value}",
                    path=spoken_path(item.path),
                    key=spoken_key(key, kind="node"),
                    value=exact_text(value),
                ),
                speak(
                    "{key}写成大于零的数；倒扣的项目写 作用: 减分",
                    key=spoken_key(key, kind="node"),
                ),
                place=share.place,
                path=item.path,
            )


def _is_unfit(value: Fraction, *, is_full: bool) -> bool:
    return value < ZERO or (is_full and value == ZERO)


def _group(
    item: Item, scored: list[Item], *, scheme: Scheme, constants: Constants
) -> Iterator[Problem]:
    weighted = [child for child in scored if child.weight is not None]
    pointed = [child for child in scored if child.points is not None]
    if weighted and pointed:
        yield _mixed(item, scored, weighted=weighted[0], pointed=pointed[0])
        return
    bare = [child for child in scored if not _has_share(child, weighted=bool(weighted))]
    if bare and (weighted or pointed or len(scored) > 1):
        key = spoken_key("weight" if weighted else "points", kind="node")
        for child in bare:
            yield _problem(
                "share-missing",
                speak("「{path}」没有写{key}", path=spoken_path(child.path), key=key),
                speak("写上它的{key}", key=key),
                child,
            )
        return
    if not bare:
        yield from _sums(item, scored, weighted=bool(weighted), scheme=scheme, constants=constants)


def _has_share(item: Item, *, weighted: bool) -> bool:
    """A weight or points of its own; a group among points may be worth what its children are."""
    if item.weight is not None or item.points is not None:
        return True
    return not weighted and bool(_pieces(item))


def _pieces(item: Item) -> tuple[Item, ...]:
    """The children whose points make up a group that states none; none where they do not."""
    scored = tuple(child for child in item.children if child.role is Role.SCORED)
    adds = item.full is None and item.combine is Combine.SUM and item.combine_formula is None
    return scored if adds and all(_has_share(child, weighted=False) for child in scored) else ()


def _mixed(item: Item, scored: list[Item], *, weighted: Item, pointed: Item) -> Problem:
    """At whichever of the two comes second: there the language changes."""
    return _problem(
        "mixed-shares",
        speak(
            "「{path}」下面有的写分值（{pointed}），有的写权重（{weighted}）",
            path=spoken_path(item.path),
            pointed=pointed.key,
            weighted=weighted.key,
        ),
        speak("同一级只用一种：要么都写分值，要么都写权重"),
        max(weighted, pointed, key=scored.index),
    )


def _sums(
    item: Item,
    scored: list[Item],
    *,
    weighted: bool,
    scheme: Scheme,
    constants: Constants,
) -> Iterator[Problem]:
    """The sum for everyone; for single classes only where they differ."""
    wrong: dict[tuple[Fraction, Fraction], list[str]] = {}
    for kind in classes_of(scheme):
        wanted = ONE if weighted else _wanted(item, constants, kind)
        found = _sum(scored, constants=constants, kind=kind)
        if found is not None and wanted is not None and found != wanted:
            wrong.setdefault((found, wanted), []).append(kind)
    for (found, wanted), kinds in wrong.items():
        who = only_for(kinds)
        if weighted:
            yield _problem(
                "weights-sum",
                speak(
                    "「{path}」下各项权重合计 {found}，不是 100%{who}",
                    path=spoken_path(item.path),
                    found=percent_text(found),
                    who=who,
                ),
                speak("改权重，使合计为 100%"),
                item,
            )
        else:
            yield _problem(
                "points-sum",
                speak(
                    "「{path}」下各项分值合计 {found}，应为 {wanted}{who}",
                    path=spoken_path(item.path),
                    found=exact_text(found),
                    wanted=exact_text(wanted),
                    who=who,
                ),
                speak("改分值；或写明这一级的满分"),
                item,
            )


def _sum(scored: Sequence[Item], *, constants: Constants, kind: str) -> Fraction | None:
    """The sum of all shares for a class, as soon as all of them are fixed."""
    values = [_share(child, constants=constants, kind=kind) for child in scored]
    known = [value for value in values if value is not None]
    return total(known) if len(known) == len(values) else None


def _share(item: Item, *, constants: Constants, kind: str) -> Fraction | None:
    """A node's own share, or what its pieces add up to."""
    pieces = _pieces(item) if item.weight is None and item.points is None else ()
    if pieces:
        return _sum(pieces, constants=constants, kind=kind)
    return constants.value(item.weight or item.points, kind=kind)


def _wanted(item: Item, constants: Constants, kind: str) -> Fraction | None:
    """What the children have to add up to: 满分, else the node's own 分值; 100 for the whole."""
    stated = item.full or item.points
    if stated is not None:
        return constants.value(stated, kind=kind)
    return HUNDRED if item.path == ROOT else None


def _problem(code: str, message: str, remedy: str, item: Item) -> Problem:
    place = item.items_place or item.place
    return Problem(code, message, remedy, place=place, path=item.path)
