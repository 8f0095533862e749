"""What is checked before YAML sees the text: size, invisible characters, tabs, directives.

These are found line by line, all at once; a parser would stop at the first with a riddle.
"""

from __future__ import annotations

import re

from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.source.findings import Findings

#: A scheme, annexes left out, is a few hundred lines; beyond these sizes it is something else.
LARGEST_FILE = 2_000_000
MOST_LINES = 20_000

#: Characters that do not show, or that turn the order of what shows, plus what YAML forbids.
_UNFIT = re.compile(
    "[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    "|[\xad\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]"
)
_STAND_IN = "\ufffd"


def too_large(size: int, *, file: str) -> Problem | None:
    """Refuse a text of more bytes than a scheme can have."""
    if size <= LARGEST_FILE:
        return None
    return Problem(
        code="file-too-large",
        message=speak("文件有 {size} 字节，超过上限 {most} 字节", size=size, most=LARGEST_FILE),
        remedy=speak("方案文本不会这么大：请确认选对了文件；数据放进数据表，附表放进计划表"),
        place=Place(file=file),
    )


def clean_text(text: str, *, file: str, findings: Findings) -> str | None:
    """The text as the parser may see it; `None` when parsing it would lead nowhere."""
    large = too_large(_size(text), file=file)
    if large is not None:
        findings.add(large)
        return None
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    if not _is_short_enough(len(lines), file=file, findings=findings):
        return None
    if "\0" in text:
        findings.add(_binary(lines, file=file))
        return None
    _note_unfit(lines, file=file, findings=findings)
    blocked = _note_tabs(lines, file=file, findings=findings)
    blocked |= _note_directives(lines, file=file, findings=findings)
    if blocked:
        return None
    return _UNFIT.sub(_STAND_IN, text.replace("\t", " ")).rstrip("\n") + "\n"


def _size(text: str) -> int:
    return len(text.encode("utf-8", errors="surrogatepass"))


def _is_short_enough(count: int, *, file: str, findings: Findings) -> bool:
    if count <= MOST_LINES:
        return True
    findings.add(
        Problem(
            code="file-too-large",
            message=speak("文件有 {count} 行，超过上限 {most} 行", count=count, most=MOST_LINES),
            remedy=speak("方案文本不会这么长：请确认选对了文件；数据放进数据表，附表放进计划表"),
            place=Place(file=file),
        )
    )
    return False


def _note_unfit(lines: list[str], *, file: str, findings: Findings) -> None:
    for number, line in enumerate(lines, start=1):
        found = _UNFIT.search(line)
        if found is None:
            continue
        more = len(_UNFIT.findall(line)) - 1
        findings.add(
            Problem(
                code="control-character",
                message=speak(
                    "第 {line} 行有不可见或不允许的字符 U+{code:04X}",
                    line=number,
                    code=ord(found[0]),
                )
                + (speak("，后面还有 {more} 个", more=more) if more else ""),
                remedy=speak("删去这个字符（多半是从网页、聊天软件里粘贴来的）"),
                place=Place(file=file, line=number, column=found.start() + 1),
            )
        )


def _binary(lines: list[str], *, file: str) -> Problem:
    number, line = next(pair for pair in enumerate(lines, start=1) if "\0" in pair[1])
    return Problem(
        code="control-character",
        message=speak(
            "第 {line} 行有空字符 U+0000：这不是文本文件，或不是 UTF-8 编码", line=number
        ),
        remedy=speak("确认选对了文件；若是文本，用编辑器打开，另存为 UTF-8 编码"),
        place=Place(file=file, line=number, column=line.index("\0") + 1),
    )


def _note_tabs(lines: list[str], *, file: str, findings: Findings) -> bool:
    """Note each line with a tab; tell whether one of them stands in the indentation."""
    in_indentation = False
    for number, line in enumerate(lines, start=1):
        column = line.find("\t")
        if column < 0 or line.lstrip(" ").startswith("#"):
            continue
        indents = not line[:column].strip(" ") and bool(line.strip(" \t"))
        in_indentation |= indents
        findings.add(_tab(number, column=column + 1, indents=indents, file=file))
    return in_indentation


def _tab(number: int, *, column: int, indents: bool, file: str) -> Problem:
    return Problem(
        code="tab",
        message=speak("第 {line} 行用了制表符（Tab）缩进：它有多宽各软件看法不一", line=number)
        if indents
        else speak("第 {line} 行用了制表符（Tab）：它有多宽各软件看法不一", line=number),
        remedy=speak("改用空格；可以在编辑器里设为“以空格代替制表符”"),
        place=Place(file=file, line=number, column=column),
    )


def _note_directives(lines: list[str], *, file: str, findings: Findings) -> bool:
    """Note the lines that begin with `%` before anything else stands in the file."""
    found = False
    for number, line in enumerate(lines, start=1):
        if line.startswith("%"):
            found = True
            findings.add(_directive(number, file=file))
        elif line.strip() and not line.lstrip().startswith("#"):
            break
    return found


def _directive(number: int, *, file: str) -> Problem:
    return Problem(
        code="yaml-directive",
        message=speak("第 {line} 行以 % 开头，会被当成 YAML 指令", line=number),
        remedy=speak("删去这一行；若是文字，请加英文引号"),
        place=Place(file=file, line=number, column=1),
    )
