"""Every problem code with its severity, meaning and remedy, in both languages.

The manual's page is printed from here; a test holds the table against the code base. The tables
are texts: a line with the code and its severities, one in Chinese, one in English.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kaoji.engine.scheme.checks.codes import (
    calendars,
    checking,
    expressions,
    facts,
    loading,
    scoring,
    tables,
    writing,
)

__all__ = ["CODES", "SECTIONS", "Code", "Section", "problems_page"]


@dataclass(frozen=True, slots=True)
class Code:
    """One code: what it means and what to do."""

    code: str
    severities: tuple[str, ...]
    meaning_zh: str
    remedy_zh: str
    meaning_en: str
    remedy_en: str


@dataclass(frozen=True, slots=True)
class Section:
    """The codes of one stage, in the order of their table."""

    title_zh: str
    title_en: str
    codes: tuple[Code, ...]


def read_table(text: str) -> Iterator[Code]:
    """Read a table: three lines for each code, blank lines between."""
    for entry in text.strip().split("\n\n"):
        head, chinese, english = (line.strip() for line in entry.strip().splitlines())
        code, *severities = head.split()
        (meaning_zh, remedy_zh), (meaning_en, remedy_en) = (
            [part.strip() for part in line.split(" | ")] for line in (chinese, english)
        )
        yield Code(code, tuple(severities), meaning_zh, remedy_zh, meaning_en, remedy_en)


SECTIONS: tuple[Section, ...] = tuple(
    Section(module.TITLES[0], module.TITLES[1], tuple(read_table(module.TABLE)))
    for module in (
        writing,
        loading,
        expressions,
        checking,
        tables,
        facts,
        scoring,
        calendars,
    )
)

CODES: Mapping[str, Code] = MappingProxyType(
    {code.code: code for section in SECTIONS for code in section.codes}
)

_WORDS = {"error": "错误 error", "warning": "警告 warning", "note": "提示 note"}
_INTRO = """\
# 问题代码 · Problem codes

每个问题都有一个不变的代码。错误要改正才能计分;警告是有定义而留有余地的读法;提示只作说明。
Every problem has a code that never changes. Errors must be mended before anything is scored;
warnings are readings that are defined but open; notes only explain.
"""


def problems_page() -> str:
    """The page of the manual, printed from the table."""
    return "\n".join([_INTRO, *(_printed(section) for section in SECTIONS)])


def _printed(section: Section) -> str:
    lines = [
        f"## {section.title_zh} · {section.title_en}",
        "",
        "| 代码 code | 程度 severity | 意思 meaning | 怎么办 remedy |",
        "| --- | --- | --- | --- |",
    ]
    for one in sorted(section.codes, key=lambda code: code.code):
        cells = (
            f"`{one.code}`",
            "、".join(_WORDS[severity] for severity in one.severities),
            f"{one.meaning_zh}<br>{one.meaning_en}",
            f"{one.remedy_zh}<br>{one.remedy_en}",
        )
        lines.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    return "\n".join((*lines, ""))
