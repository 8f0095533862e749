"""Where the two parsers differ: what only one of them lets pass is refused whichever is at work.

Without this, a text could be sound on one machine and faulty on the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.source.nodes import Scalar

_HEADER = re.compile(r"[|>][-+1-9]{0,2}(?: +#.*| *)")
_TIGHT_COLON = re.compile(r" *:(?=[,?\[\]{}])")


def header_faults(scalar: Scalar, *, style: str, line: str) -> Iterator[Problem]:
    """A comment glued to the `|` of a text of several lines (`line`: where the text begins)."""
    start = (scalar.place.column or 1) - 1
    if style in ("|", ">") and not _HEADER.fullmatch(line[start:]):
        yield Problem(
            code="bad-block-text",
            message=speak("表示多行文字的 | 或 > 后面只能换行"),
            remedy=speak("文字从下一行写起；注释的 # 前面加一个空格"),
            place=scalar.place,
        )


def flow_faults(scalar: Scalar) -> Iterator[Problem]:
    """A question mark between brackets."""
    if not scalar.quoted and "?" in scalar.text:
        yield question_mark(scalar.place)


def question_mark(place: Place) -> Problem:
    """A question mark in a text between brackets, which one parser takes for an operator."""
    return Problem(
        code="needs-quotes",
        message=speak("括号里不加引号的文字不能有英文问号 ？"),
        remedy=speak("给整段文字加英文引号"),
        place=place,
    )


def tight_colon(key: Scalar, *, end: Place, line: str) -> Iterator[Problem]:
    """A bracket or comma right behind the colon of a key between brackets."""
    found = None if key.quoted else _TIGHT_COLON.match(line, (end.column or 1) - 1)
    if found is not None:
        yield missing_space(replace(end, column=found.end()))


def missing_space(place: Place) -> Problem:
    """A colon that something follows at once."""
    return Problem(
        code="missing-space-after-colon",
        message=speak("第 {line} 行的冒号后面没有空格", line=place.line),
        remedy=speak("在冒号后面加一个空格；若整句是文字，加英文引号"),
        place=place,
    )
