"""Indicators settled one by one: points, way of scoring, caps, vetoes; what is unclear is asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from kaoji.engine.drafting.asking import NUMBER, TEXT, Answer, Choice, Desk, Question, about
from kaoji.engine.drafting.outline import Kind, Leaf, amount_in, amount_of
from kaoji.engine.drafting.sentences import Told, Way, understood
from kaoji.engine.plinth.exact import exact_text
from kaoji.engine.plinth.speech import speak


@dataclass(frozen=True, slots=True)
class Item:
    """An indicator as it will be written; `remarks`: what a comment beside it says."""

    leaf: Leaf
    name: str
    kind: Kind
    points: Fraction | None
    told: Told
    cap: str = ""
    stepping: str = ""
    direction: str = ""
    authority: str = ""
    effect: str = ""
    is_open: bool = False


JUDGED = Told(Way.JUDGED)


def settled(leaves: Iterable[Leaf], *, desk: Desk, is_share: bool) -> tuple[Item, ...]:
    """All indicators that go into the scheme."""
    found = []
    for leaf in _named_apart(tuple(leaves), desk=desk):
        item = _item(leaf, desk=desk, is_share=is_share)
        if item is not None:
            found.append(item)
    return tuple(found)


def _item(leaf: Leaf, *, desk: Desk, is_share: bool) -> Item | None:
    match leaf.kind:
        case Kind.VETO:
            return _veto(leaf, desk=desk)
        case Kind.BONUS | Kind.DEDUCTION:
            return _beside(leaf, desk=desk)
    points, is_left_out, is_open = _points(leaf, desk=desk, is_share=is_share)
    if is_left_out:
        return None
    told, is_unclear = _told(leaf, desk=desk)
    item = Item(leaf, leaf.name, leaf.kind, points, told, is_open=is_open or is_unclear)
    return _details(item, desk=desk)


# Points ---------------------------------------------------------------------------------------


def _points(leaf: Leaf, *, desk: Desk, is_share: bool) -> tuple[Fraction | None, bool, bool]:
    """The points; whether the row is left out; whether it is still open."""
    cell = leaf.points
    amount = amount_of(cell.text, is_share=is_share) if cell is not None else None
    if amount is None and cell is None:
        amount = amount_in(leaf.cell.text)
    if amount is not None and amount > 0 and not leaf.is_shared:
        return amount, False, False
    answer = desk.ask(_points_question(leaf))
    if answer is None:
        return None, False, False
    typed = Fraction(answer.typed.strip()) if answer.choice == "points" else None
    return typed, answer.choice == "out", answer.is_open


def _points_question(leaf: Leaf) -> Question:
    key, address, quote = about(leaf.cell, kind="points")
    if leaf.is_shared and leaf.points is not None:
        text = speak(
            "「{name}」和相邻几行合用一个分值「{points}」（合并单元格），它自己是几分？",
            name=leaf.name, points=leaf.points.text,
        )  # fmt: skip
    elif leaf.points is not None:
        text = speak(
            "「{name}」的分值写着「{points}」（{cell}），看不出是几分",
            name=leaf.name, points=leaf.points.text, cell=leaf.points.address,
        )  # fmt: skip
    else:
        text = speak("「{name}」没有写分值", name=leaf.name)
    choices = (
        Choice("points", speak("它的分值是"), NUMBER),
        Choice("out", speak("这一行不是指标，列入未用到的内容")),
    )
    return Question(key, address, quote, text, choices)


# Ways -----------------------------------------------------------------------------------------


def _told(leaf: Leaf, *, desk: Desk) -> tuple[Told, bool]:
    """What the sentence says; one that is not understood is scored by judgement, if so answered."""
    text = leaf.rule_text
    found = understood(text) if text else None
    if found is not None and found.way is not Way.BONUS:
        return found, False
    cell = leaf.rules[0] if leaf.rules else leaf.cell
    key, address, _quote = about(cell, kind="rule")
    told = (
        speak("「{name}」的计分办法没有一条规则能照写", name=leaf.name)
        if text
        else speak("「{name}」没有写计分办法", name=leaf.name)
    )
    choices = (
        Choice("judged", speak("由考核组评定分（0 分到满分）")),
        Choice("yes_no", speak("完成得满分，没有完成不得分")),
        Choice("proportion", speak("按完成比例折算")),
        Choice("each", speak("登记一件扣若干分，扣完为止；每件扣"), NUMBER),
    )
    answer = desk.ask(Question(key, address, text, told, choices, proposed="judged"))
    return _chosen(answer), answer is not None and answer.is_open


def _chosen(answer: Answer | None) -> Told:
    match answer.choice if answer is not None else "":
        case "yes_no":
            return Told(Way.YES_NO)
        case "proportion":
            return Told(Way.PROPORTION)
        case "each" if answer is not None:
            return Told(Way.FINDINGS, findings=(("", answer.typed.strip()),))
        case _:
            return JUDGED


def _details(item: Item, *, desk: Desk) -> Item:
    """What a sentence of its shape leaves open."""
    match item.told.way:
        case Way.PROPORTION if not item.told.cap:
            return _with_cap(item, desk=desk)
        case Way.REACH:
            return _with_stepping(item, desk=desk)
        case Way.RANK:
            return _with_direction(item, desk=desk)
    return replace(item, cap=item.told.cap)


def _ask(item: Item, *, kind: str, text: str, choices: tuple[Choice, ...], desk: Desk,
         proposed: str = "") -> Answer | None:  # fmt: skip
    cell = item.leaf.rules[0] if item.leaf.rules else item.leaf.cell
    key, address, quote = about(cell, kind=kind)
    return desk.ask(Question(key, address, quote, text, choices, proposed=proposed))


def _with_cap(item: Item, *, desk: Desk) -> Item:
    answer = _ask(
        item, kind="cap", desk=desk, proposed="full",
        text=speak("「{name}」按完成率得分，没有写超额时最高算多少", name=item.name),
        choices=(
            Choice("full", speak("最高按 100%，不超过满分")),
            Choice("percent", speak("最高按百分之"), NUMBER),
        ),
    )  # fmt: skip
    if answer is None:
        return item
    cap = "100%" if answer.choice == "full" else f"{answer.typed.strip()}%"
    return replace(item, cap=cap, is_open=item.is_open or answer.is_open)


def _with_stepping(item: Item, *, desk: Desk) -> Item:
    answer = _ask(
        item, kind="step", desk=desk,
        text=speak(
            "「{name}」每低 {every} 扣 {amount} 分，没有写不足一步的怎么算",
            name=item.name, every=item.told.every, amount=item.told.amount,
        ),
        choices=(
            Choice("whole", speak("满一步才扣，不足一步不扣")),
            Choice("share", speak("不足一步的按比例扣")),
        ),
    )  # fmt: skip
    if answer is None:
        return item
    is_open = item.is_open or answer.is_open
    return replace(item, stepping=answer.choice, is_open=is_open)


def _with_direction(item: Item, *, desk: Desk) -> Item:
    answer = _ask(
        item, kind="rank", desk=desk,
        text=speak("「{name}」按排名得分，没有写怎样算排在前", name=item.name),
        choices=(
            Choice("higher", speak("数值高的排在前")),
            Choice("lower", speak("数值低的排在前")),
        ),
    )  # fmt: skip
    if answer is None:
        return item
    is_open = item.is_open or answer.is_open
    return replace(item, direction=answer.choice, is_open=is_open)


# Beside the sum -------------------------------------------------------------------------------

_LIMIT = re.compile(
    r"(?:最高|最多|累计|不超过|以内|≤|上限)\D{0,6}(\d+(?:\.\d+)?)|(\d+(?:\.\d+)?)分?以内"
)


def limit_in(text: str) -> str:
    """The cap that a cell names: 最高5分, ≤5."""
    found = _LIMIT.search(text)
    return "" if found is None else found[1] or found[2]


def _beside(leaf: Leaf, *, desk: Desk) -> Item | None:
    """加分, 减分: an amount for each event, and a cap that is stated or asked for."""
    told = understood(leaf.rule_text) if leaf.rule_text else None
    wanted = Way.BONUS if leaf.kind is Kind.BONUS else Way.FINDINGS
    is_open = False
    if told is None or told.way is not wanted:
        told, is_open = _each(leaf, desk=desk)
    if told is None:
        return None
    stated = told.most or _cell_cap(leaf)
    item = Item(leaf, leaf.name, leaf.kind, None, told, cap=stated, is_open=is_open)
    return item if stated else _asked_cap(item, desk=desk)


def _cell_cap(leaf: Leaf) -> str:
    """The cell of points of a bonus is the most that it gives."""
    if leaf.points is None or leaf.is_shared:
        return ""
    amount = amount_of(leaf.points.text.lstrip("+-"))
    return exact_text(amount) if amount else limit_in(leaf.points.text)


def _each(leaf: Leaf, *, desk: Desk) -> tuple[Told | None, bool]:
    cell = leaf.rules[0] if leaf.rules else leaf.cell
    key, address, _quote = about(cell, kind="each")
    choices = (
        Choice("each", speak("登记一件计若干分；每件"), NUMBER),
        Choice("judged", speak("由考核组评定分")),
        Choice("out", speak("不写进方案，列入未用到的内容")),
    )
    told = speak("「{name}」在合计之外，看不出一件是几分", name=leaf.name)
    answer = desk.ask(Question(key, address, leaf.rule_text, told, choices, proposed="judged"))
    if answer is None:
        return JUDGED, False
    if answer.choice == "each":
        way = Way.BONUS if leaf.kind is Kind.BONUS else Way.FINDINGS
        return Told(way, findings=(("", answer.typed.strip()),)), answer.is_open
    return (None if answer.choice == "out" else JUDGED), answer.is_open


def _asked_cap(item: Item, *, desk: Desk) -> Item:
    is_judged = item.told.way is Way.JUDGED
    choices: tuple[Choice, ...] = (Choice("cap", speak("最高（分）"), NUMBER),)
    if not is_judged:
        choices = (*choices, Choice("none", speak("不设上限")))
    answer = _ask(
        item, kind="most", desk=desk, choices=choices,
        text=speak("「{name}」没有写最高几分", name=item.name),
    )  # fmt: skip
    if answer is None:
        return item
    cap = answer.typed.strip() if answer.choice == "cap" else ""
    return replace(item, cap=cap, is_open=item.is_open or answer.is_open)


# Vetoes ---------------------------------------------------------------------------------------

EFFECTS = ("unit", "unit_head")


def _veto(leaf: Leaf, *, desk: Desk) -> Item | None:
    """一票否决: the effect and the body that decides are never guessed."""
    key, address, quote = about(leaf.cell, kind="veto")
    body = leaf.sources[0].text if leaf.sources else ""
    choices = (
        Choice("unit", speak("取消单位评先资格；由谁认定"), TEXT),
        Choice("unit_head", speak("取消单位和主要负责人评先资格；由谁认定"), TEXT),
        Choice("out", speak("不写进方案，列入未用到的内容")),
    )
    text = speak("「{name}」是一票否决：否决什么、由哪个机关认定？分数不因它变动", name=leaf.name)
    answer = desk.ask(Question(key, address, leaf.rule_text or quote, text, choices, typed=body))
    if answer is None:
        return Item(leaf, leaf.name, leaf.kind, None, JUDGED)
    if answer.choice == "out":
        return None
    return Item(
        leaf, leaf.name, leaf.kind, None, JUDGED, authority=answer.typed.strip(),
        effect=answer.choice, is_open=answer.is_open,
    )  # fmt: skip


# Names -----------------------------------------------------------------------


def _named_apart(leaves: tuple[Leaf, ...], *, desk: Desk) -> Iterator[Leaf]:
    """Names that stand twice in a group get a number, or the later one is left out: as answered."""
    count = Counter((leaf.path, leaf.name) for leaf in leaves)
    seen: Counter[tuple[tuple[str, ...], str]] = Counter()
    for leaf in leaves:
        seen[leaf.path, leaf.name] += 1
        number = seen[leaf.path, leaf.name]
        if number == 1:
            yield leaf
            continue
        answer = desk.ask(_twice(leaf, count=count[leaf.path, leaf.name]))
        if answer is None or answer.choice == "apart":
            yield replace(leaf, name=f"{leaf.name}之{number}")


def _twice(leaf: Leaf, *, count: int) -> Question:
    cell = leaf.points if leaf.cell.is_filled and leaf.points else leaf.cell
    key, address, quote = about(cell, kind="twice")
    return Question(
        key, address, quote,
        speak("「{name}」在同一组里有 {count} 个", name=leaf.name, count=count),
        (
            Choice("apart", speak("是两个指标，后一个名称加序号")),
            Choice("out", speak("这一行重复了，列入未用到的内容")),
        ),
    )  # fmt: skip
