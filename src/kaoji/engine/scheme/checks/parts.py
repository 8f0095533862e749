"""周期: the parts of a period, their weights and dates, and that facts can name them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from kaoji.engine.plinth.exact import HUNDRED, ONE, total
from kaoji.engine.plinth.names import spoken_path
from kaoji.engine.plinth.periods import PER_YEAR, Grain, Period, parse_period, part_of
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.spelling import nearest
from kaoji.engine.scheme.checks.amounts import Constants, constants_of, percent_text
from kaoji.engine.scheme.model import Item, Parts, Scheme

SAMPLE = Period(Grain.YEAR, 2024)  # a leap year: 02-29 is a day


def check(scheme: Scheme) -> Iterator[Problem]:
    """Check every division into parts."""
    constants = constants_of(scheme)
    dated: dict[str, tuple[str, str]] = {}
    for item, whole in _staged(scheme.root, whole=scheme.grain):
        if item.parts is not None:
            yield from _weights(item, item.parts, constants=constants, whole=whole)
            yield from _names(item, item.parts)
            yield from _dates(item, item.parts, dated=dated)


def _staged(item: Item, *, whole: Grain | None) -> Iterator[tuple[Item, Grain | None]]:
    """Every node with the grain of the periods that it is evaluated in; `None`: named parts."""
    yield item, whole
    parts = item.parts
    if parts is not None:
        grains = {part_of(SAMPLE, name).grain for name in parts.names}
        inside = parts.grain or (grains.pop() if len(grains) == 1 else Grain.PART)
        whole = None if inside is Grain.PART else inside
    for child in item.children:
        yield from _staged(child, whole=whole)


def _weights(
    item: Item, parts: Parts, *, constants: Constants, whole: Grain | None
) -> Iterator[Problem]:
    """100 % in all, or points that make up the node's own scale."""
    if not parts.weights or not _cuts(parts, whole=whole):
        return
    values = [constants.value(weight) for weight in parts.weights]
    known = [value for value in values if value is not None]
    if len(known) != len(values):
        return
    found = _sum(known, parts=parts, whole=whole)
    own = item.points or item.full
    stated = HUNDRED if own is None else constants.value(own)
    if found not in (ONE, stated):
        yield _problem(
            item,
            "period-weights-sum",
            speak(
                "「{path}」各期权重合计 {found}，不是 100%",
                path=spoken_path(item.path),
                found=percent_text(found),
            ),
            speak("改各期权重，使合计为 100%（或等于本指标的分值）"),
        )


def _cuts(parts: Parts, *, whole: Grain | None) -> bool:
    """Tell whether the number of pieces is known; what cuts nothing is told by `score/reach`."""
    if parts.grain is None:
        return True
    return whole is not None and PER_YEAR[parts.grain] > PER_YEAR.get(whole, 1)


def _sum(weights: list[Fraction], *, parts: Parts, whole: Grain | None) -> Fraction:
    """The sum of the weights; one weight for every piece of a grain counts so many times."""
    if parts.grain is None or whole is None:
        return total(weights)
    return weights[0] * PER_YEAR.get(parts.grain, 1) / PER_YEAR.get(whole, 1)


def _names(item: Item, parts: Parts) -> Iterator[Problem]:
    """Two names of one part; a name that facts cannot write, for it reads as another period."""
    seen: dict[Period, str] = {}
    for name in parts.names:
        period = part_of(SAMPLE, name)
        if period in seen:
            yield _problem(
                item,
                "duplicate-part",
                speak(
                    "「{path}」的周期里「{first}」和「{name}」是同一期",
                    path=spoken_path(item.path),
                    first=seen[period],
                    name=name,
                ),
                speak("只留一个"),
            )
        seen.setdefault(period, name)
        written = parse_period(f"{SAMPLE}{name}")
        if written != period:
            yield _problem(
                item,
                "unfit-part-name",
                _misread(name, path=item.path, written=written),
                speak("日历上的各期写 上半年、一季度、1月；其余用不含数字的名字，如 中期评估"),
            )


def _misread(name: str, *, path: str, written: Period | None) -> str:
    if written is None:
        return speak(
            "「{path}」的「{name}」不能作一期的名字：数据表里写「{sample}{name}」读不出来",
            path=spoken_path(path),
            name=name,
            sample=SAMPLE,
        )
    return speak(
        "「{path}」的「{name}」不能作一期的名字：数据表里写「{sample}{name}」会读成 {written}",
        path=spoken_path(path),
        name=name,
        sample=SAMPLE,
        written=written,
    )


def _dates(item: Item, parts: Parts, *, dated: dict[str, tuple[str, str]]) -> Iterator[Problem]:
    """Dates of parts: of parts that there are, real days in order, and the same everywhere."""
    for name, ends in parts.dates.items():
        if name not in parts.names:
            near = nearest(name, known=parts.names)
            yield _problem(
                item,
                "unknown-part",
                speak(
                    "「{path}」的期段写了「{name}」，它的周期里没有这一期",
                    path=spoken_path(item.path),
                    name=name,
                ),
                speak("是不是「{near}」？", near=near[0])
                if near
                else speak("可写：{words}", words=speak("、").join(parts.names)),
            )
            continue
        first, last = (_day(text) for text in ends)
        if first is None or last is None or first > last:
            yield _problem(
                item,
                "bad-date",
                speak(
                    "「{path}」的期段「{name}」从 {first} 到 {last}，不是先后两天",
                    path=spoken_path(item.path),
                    name=name,
                    first=ends[0],
                    last=ends[1],
                ),
                speak("写成 [01-01, 06-30] 的样子，跨年的分成两期"),
            )
        elif dated.setdefault(name, ends) != ends:
            yield _problem(
                item,
                "part-dates-differ",
                speak(
                    "「{name}」在这里是 {first} 到 {last}，在别处是 {begin} 到 {end}",
                    name=name,
                    first=ends[0],
                    last=ends[1],
                    begin=dated[name][0],
                    end=dated[name][1],
                ),
                speak("同名的一期只能有一个起止；不同的取不同的名字"),
            )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{SAMPLE}-{text}")
    except ValueError:
        return None


def _problem(item: Item, code: str, message: str, remedy: str) -> Problem:
    place = item.parts.place if item.parts is not None else item.place
    return Problem(code, message, remedy, place=place, path=item.path)
