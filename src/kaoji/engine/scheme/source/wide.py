"""Full-width punctuation where YAML wants the half-width one: the commonest slip of all.

A Chinese keyboard writes the full-width colon, comma, quotes and brackets by default, and they
look almost alike. The parser then stumbles somewhere else, often a line later.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.scheme.source.fault import Fault, Spot

COLON = "\uff1a"
COMMAS = ("\uff0c", "\u3001")
CURLY_BRACKETS = "\uff5b\uff5d"
SQUARE_BRACKETS = "\uff3b\uff3d\u3010\u3011"
QUOTES = "\u201c\u201d\u2018\u2019"

#: `- 财政收入：12`: a key as far as the eye can see.
_KEY_LINE = re.compile(rf"\s*(?:- +)*[\w\uff08\uff09·./-]+{COLON}")
_HALF_COLON = re.compile(r":(?:\s|$)")

_IN_FLOW = {
    COLON: ("fullwidth-colon", marked("全角冒号"), marked("改成英文冒号加一个空格")),
    "\uff0c": ("fullwidth-comma", marked("全角逗号"), marked("改成英文逗号加一个空格")),
    **dict.fromkeys(QUOTES, ("fullwidth-quote", marked("全角引号"), marked('改成英文引号 " "'))),
    **dict.fromkeys(
        CURLY_BRACKETS, ("fullwidth-bracket", marked("全角括号"), marked("改成英文括号 { }"))
    ),
    **dict.fromkeys(
        SQUARE_BRACKETS, ("fullwidth-bracket", marked("全角括号"), marked("改成英文括号 [ ]"))
    ),
}


def wide_key_column(line: str) -> int | None:
    """The column of the full-width colon behind what looks like a key; `None`: no such slip."""
    found = _KEY_LINE.match(line)
    if found is None or _HALF_COLON.search(line[: found.end()]):
        return None
    return found.end()


def wide_colons(fault: Fault, *, suspects: Iterable[int]) -> Iterator[Problem]:
    """The full-width colons of the whole text, if one of the suspected lines has one."""
    if not any(wide_key_column(fault.bare(number)) for number in suspects):
        return
    for number in range(1, len(fault.lines) + 1):
        column = wide_key_column(fault.bare(number))
        if column is not None:
            yield fault.problem(
                "fullwidth-colon",
                at=Spot(number, column),
                message=speak("第 {line} 行用了全角冒号", line=number),
                remedy=speak("改成英文冒号加一个空格；若整句是文字，加英文引号"),
            )


def wide_in_flow(fault: Fault) -> Problem | None:
    """The first full-width mark between an opening bracket and where the parser stopped."""
    for number in range(fault.opened.line, fault.at.line + 1):
        line = fault.bare(number)
        first = fault.opened.column if number == fault.opened.line else 1
        for column in range(first, len(line) + 1):
            mark = line[column - 1]
            if mark in _IN_FLOW:
                return _in_flow(fault, at=Spot(number, column), mark=mark)
    return None


def _in_flow(fault: Fault, *, at: Spot, mark: str) -> Problem:
    code, name, remedy = _IN_FLOW[mark]
    return fault.problem(
        code,
        at=at,
        message=speak(
            "第 {line} 行的括号里用了{name} {mark}", line=at.line, name=speak(name), mark=mark
        ),
        remedy=speak("{remedy}；若是文字的一部分，给整段文字加英文引号", remedy=speak(remedy)),
    )


def wide_end_quote(line: str) -> bool:
    """Tell whether a line that opens a half-width quote goes on with a full-width one."""
    return any(quote in line for quote in QUOTES)
