"""A title on several lines: whole words, lines of like length (GB/T 9704-2012, clause 7.3.1)."""

from __future__ import annotations

from kaoji.engine.paper.measures import TITLE_CHARACTERS, width_of

#: A line does not begin with these, nor end with those.
_NOT_FIRST = "的了之和与及、，。；：！？）》〉」』】〕”’%"
_NOT_LAST = "（《〈「『【〔“‘关"
_NUMERALS = "〇零一二三四五六七八九十"
_PAIRS_KEPT = (
    "关于", "通知", "通报", "报告", "请示", "批复", "意见", "考核", "绩效", "结果", "情况",
    "办法", "年度", "季度", "乡镇", "部门", "单位",
)  # fmt: skip


def lines_of_title(title: str, *, widest: int = TITLE_CHARACTERS) -> tuple[str, ...]:
    """The title in as few lines as hold it, the lines as equal as whole words allow."""
    count = -(-width_of(title) // (widest * 4))
    lines = []
    while count > 1:
        cut = _cut(title, near=width_of(title) // count)
        lines.append(title[:cut])
        title, count = title[cut:], count - 1
    return (*lines, title)


def _cut(text: str, *, near: int) -> int:
    """The index at which the text is best cut: nearest to a width, where a line may end."""
    places = range(1, len(text))
    return min(places, key=lambda place: (not _may_cut(text, place), _off(text, place, near)))


def _off(text: str, place: int, near: int) -> int:
    return abs(width_of(text[:place]) - near)


def _may_cut(text: str, place: int) -> bool:
    """Whether a line may end before this sign."""
    before, after = text[place - 1], text[place]
    if after in _NOT_FIRST or before in _NOT_LAST:
        return False
    if before.isascii() and after.isascii():
        return False
    if before in _NUMERALS and after in _NUMERALS + "年月日季次":
        return False
    return not any(before == pair[0] and after == pair[1] for pair in _PAIRS_KEPT)
