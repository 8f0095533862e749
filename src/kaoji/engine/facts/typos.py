"""Headers that are one slip away from a known one: errors, not further columns.

An English name of three letters or more is mistyped by any single edit. Chinese names are two
characters long, where one edit makes another honest word (件数, 人数), so there only swapped
characters and those that an input method confuses count, and a character too many or too few
only where the known column is missing. A number behind a name (备注2) is always on purpose.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from kaoji.engine.facts.columns import Column, Columns, plain_name

#: Characters that are written for each other: same sound or nearly the same shape.
_CONFUSED = (
    "象像相向项", "对队兑", "周週洲州", "期其欺朝", "指只旨值", "标票表彪", "数树敷", "值植直殖",
    "目木日曰自", "件建健伴", "事是式亊", "项顶向", "层曾居", "级极及吸", "文纹闻", "号好呺",
    "状壮撞", "态太志", "编偏篇遍", "更便梗", "正证政整", "来莱耒", "源原元园", "佐左做",
    "备各倍", "注住柱主往", "方芳万", "案按安", "名明各", "称秤", "组祖租阻", "别列刑",
    "上土", "日月",
)  # fmt: skip
_ALIKE = frozenset(
    frozenset((one, other)) for group in _CONFUSED for one in group for other in group
)
_ORDINALS = frozenset("0123456789一二三四五六七八九十甲乙丙丁")


class Edit(NamedTuple):
    """One edit that turns the first word into the second; `gone` and `come` are its characters."""

    kind: str
    gone: str
    come: str


def one_edit(word: str, *, other: str) -> Edit | None:
    """The single edit (Damerau and Levenshtein) from `word` to `other`; `None`: none or more."""
    start = 0
    while start < min(len(word), len(other)) and word[start] == other[start]:
        start += 1
    gone, come = word[start:], other[start:]
    end = 0
    while end < min(len(gone), len(come)) and gone[-1 - end] == come[-1 - end]:
        end += 1
    gone, come = gone[: len(gone) - end], come[: len(come) - end]
    kinds = {(1, 1): "change", (1, 0): "more", (0, 1): "less"}
    kind = kinds.get((len(gone), len(come)))
    if kind is None and len(gone) == 2 and gone == come[::-1]:
        kind = "swap"
    return Edit(kind, gone, come) if kind else None


def meant_column(header: str, *, columns: Columns, present: Collection[str]) -> Column | None:
    """The known column that the unknown header was meant to name, if it looks like a slip.

    `present` are the keys of the known columns that the same header row has.
    """
    name = plain_name(header)
    for spelling, column in columns.by_length.get(len(name), ()):
        if _is_slip(name, spelling=spelling, is_present=column.key in present):
            return column
    return None


def _is_slip(name: str, *, spelling: str, is_present: bool) -> bool:
    edit = one_edit(name, other=spelling)
    if edit is None or edit.gone in _ORDINALS:
        return False
    if spelling.isascii():
        return len(spelling) > 2 and name.isascii()
    return _is_chinese_slip(edit, length=len(spelling), is_present=is_present)


def _is_chinese_slip(edit: Edit, *, length: int, is_present: bool) -> bool:
    if length < 2:
        return False
    match edit.kind:
        case "swap":
            return True
        case "change":
            return length > 2 or frozenset((edit.gone, edit.come)) in _ALIKE
        case "more":
            return not is_present and not edit.gone.isascii()
        case _:
            return not is_present
