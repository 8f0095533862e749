"""Sums: what the table says that it adds up to, held exactly against what its indicators do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from kaoji.engine.drafting.asking import Choice, Desk, Question, about
from kaoji.engine.drafting.outline import Kind, Outline, Path, Stated
from kaoji.engine.drafting.settle import Item
from kaoji.engine.plinth.exact import HUNDRED, exact_text, total
from kaoji.engine.plinth.speech import speak

CHILDREN, STATED = "children", "stated"


@dataclass(frozen=True, slots=True)
class Sums:
    """The full marks of the scheme, and what groups are written with where that is not the sum."""

    full: Fraction
    groups: dict[Path, Fraction]


def sums_of(items: tuple[Item, ...], *, outline: Outline, desk: Desk) -> Sums:
    """Hold every stated sum against its indicators; each that differs is a question."""
    groups: dict[Path, Fraction] = {}
    by_amount = {(one.path, one.amount): one for one in reversed(outline.stated) if one.path}
    for stated in reversed(by_amount.values()):
        amount = _checked(stated, items=items, desk=desk)
        if amount is not None:
            groups[stated.path] = amount
    return Sums(_full(items, outline=outline, desk=desk), groups)


def unchecked(outline: Outline, *, items: tuple[Item, ...]) -> Iterator[Stated]:
    """Sums that nothing was held against: of groups beside the sum, and all totals but the last."""
    totals = [one for one in outline.stated if not one.path]
    yield from totals[:-1]
    for one in outline.stated:
        if one.path and not _base(items, path=one.path):
            yield one


def _base(items: Iterable[Item], *, path: Path) -> tuple[Item, ...]:
    return tuple(
        one for one in items if one.kind is Kind.BASE and one.leaf.path[: len(path)] == path
    )


def _sum(items: Iterable[Item]) -> Fraction:
    return total(one.points for one in items if one.points is not None)


def _checked(stated: Stated, *, items: tuple[Item, ...], desk: Desk) -> Fraction | None:
    """The group's points where they are not the sum of what is in it."""
    below = _base(items, path=stated.path)
    added = _sum(below)
    if not below or added == stated.amount:
        return None
    name = stated.path[-1]
    answer = desk.ask(_differs(stated, name=name, added=added, missing=_missing(below)))
    return stated.amount if answer is not None and answer.choice == STATED else None


def _missing(items: Iterable[Item]) -> str:
    """What could not be added yet."""
    without = [one.leaf.cell.address for one in items if one.points is None]
    return speak("（{cells} 还没有分值，没有加进去）", cells="、".join(without)) if without else ""


def _differs(stated: Stated, *, name: str, added: Fraction, missing: str) -> Question:
    key, address, quote = about(stated.cell, kind="sum")
    text = speak(
        "「{name}」写的是 {stated} 分，下面各项相加是 {added} 分，相差 {gap} 分{missing}",
        name=name, stated=exact_text(stated.amount), added=exact_text(added),
        gap=exact_text(abs(stated.amount - added)), missing=missing,
    )  # fmt: skip
    choices = (
        Choice(CHILDREN, speak("以各项相加的 {added} 分为准", added=exact_text(added))),
        Choice(
            STATED,
            speak(
                "以写的 {stated} 分为准，各项的分值起草后再改（改好前检查栏会报错）",
                stated=exact_text(stated.amount),
            ),
        ),
    )
    return Question(key, address, quote, text, choices)


def _full(items: tuple[Item, ...], *, outline: Outline, desk: Desk) -> Fraction:
    """The full marks: 100 unless the table says otherwise and is believed."""
    added = _sum(_base(items, path=()))
    totals = [one for one in outline.stated if not one.path]
    stated = totals[-1] if totals else None
    aim = stated.amount if stated is not None else HUNDRED
    if added == aim == HUNDRED or not items:
        return HUNDRED
    missing = _missing(_base(items, path=()))
    if stated is not None and added != aim:
        answer = desk.ask(_differs(stated, name=speak("合计"), added=added, missing=missing))
        return aim if answer is not None and answer.choice == STATED else added
    answer = desk.ask(_not_hundred(items, stated=stated, added=added, missing=missing))
    return HUNDRED if answer is not None and answer.choice == STATED else added


def _not_hundred(
    items: tuple[Item, ...], *, stated: Stated | None, added: Fraction, missing: str
) -> Question:
    cell = stated.cell if stated is not None else (items[-1].leaf.points or items[-1].leaf.cell)
    key, address, quote = about(cell, kind="total")
    text = speak(
        "各项分值相加是 {added} 分，不是 100 分，相差 {gap} 分{missing}",
        added=exact_text(added), gap=exact_text(abs(HUNDRED - added)), missing=missing,
    )  # fmt: skip
    choices = (
        Choice(CHILDREN, speak("满分就是 {added} 分", added=exact_text(added))),
        Choice(STATED, speak("满分是 100 分，各项的分值起草后再改（改好前检查栏会报错）")),
    )
    return Question(key, address, quote, text, choices)
