"""Panels: every class of raters has its weight and its least number, the scale its full mark."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kaoji.engine.plinth.exact import HUNDRED, ONE, exact_text, total
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
from kaoji.engine.scheme.model import Panel, Scheme


def check(scheme: Scheme) -> Iterator[Problem]:
    """Check every panel."""
    constants = constants_of(scheme)
    kinds = classes_of(scheme)
    for item in items_of(scheme):
        panel = item.source
        if isinstance(panel, Panel):
            yield from _minimums(panel, path=item.path, constants=constants)
            yield from _weights(panel, path=item.path, constants=constants, kinds=kinds)
            yield from _scale(panel, path=item.path, constants=constants)


def _minimums(panel: Panel, *, path: str, constants: Constants) -> Iterator[Problem]:
    trim = constants.value(panel.trim)
    for one in panel.classes:
        least = constants.value(one.minimum)
        if one.minimum is None:
            yield Problem(
                "rater-minimum-open",
                speak(
                    "「{path}」的评分人「{name}」没有写最少有效票数",
                    path=spoken_path(path),
                    name=one.name,
                ),
                speak("写 最少: 一个数；不足时这一部分不能锁定"),
                "warning",
                place=one.place,
                path=path,
            )
        elif trim is not None and least is not None and least <= 2 * trim:
            yield Problem(
                "trim-takes-all",
                speak(
                    "「{path}」两头各去掉 {trim} 个，而「{name}」有 {least} 票就可以算："
                    "去掉后没有票",
                    path=spoken_path(path),
                    trim=exact_text(trim),
                    name=one.name,
                    least=exact_text(least),
                ),
                speak("把最少写成大于 {both} 的数，或少去掉几个", both=exact_text(2 * trim)),
                place=one.place,
                path=path,
            )


def _weights(
    panel: Panel, *, path: str, constants: Constants, kinds: tuple[str, ...]
) -> Iterator[Problem]:
    """The sum for everyone; for single classes of subjects only where they differ."""
    wrong: dict[Fraction, list[str]] = {}
    for kind in kinds:
        weights = [constants.value(one.weight, kind=kind) for one in panel.classes]
        known = [weight for weight in weights if weight is not None]
        if len(known) == len(weights) and total(known) != ONE:
            wrong.setdefault(total(known), []).append(kind)
    for found, who in wrong.items():
        yield Problem(
            "panel-weights-sum",
            speak(
                "「{path}」各类评分人的权重合计 {found}，不是 100%{whom}",
                path=spoken_path(path),
                found=percent_text(found),
                whom=only_for(who),
            ),
            speak("改权重，使合计为 100%"),
            place=panel.place,
            path=path,
        )


def _scale(panel: Panel, *, path: str, constants: Constants) -> Iterator[Problem]:
    """The best option is worth the full mark; less, and nobody can reach it; more, and all may."""
    marks = [constants.value(points) for points in (panel.scale or {}).values() if points]
    known = [mark for mark in marks if mark is not None]
    full = HUNDRED if panel.scale_full is None else constants.value(panel.scale_full)
    if known and len(known) == len(marks) and full is not None and max(known) != full:
        yield Problem(
            "scale-top-differs",
            speak(
                "「{path}」的量表最好的一档记 {best} 分，量表满分却是 {full}",
                path=spoken_path(path),
                best=exact_text(max(known)),
                full=exact_text(full),
            ),
            speak("写 量表满分: 最好一档的分"),
            "warning",
            place=panel.place,
            path=path,
        )
