"""A Word regulation as a reading copy: its paragraphs in their order, each with its clause.

Words stay exactly as they are. The clause of an indicator is proposed by name and points, and
chosen by people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kaoji.engine.facts.clean import clean
from kaoji.engine.facts.readers.archive import open_archive
from kaoji.engine.facts.readers.xml import BROKEN, Event, events
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak

HEADING, PARAGRAPH, ROW = "heading", "paragraph", "row"
_CLAUSE = re.compile(r"^\s*(第[一二三四五六七八九十百零〇\d]+条)")
_CHAPTER = re.compile(
    r"^\s*第[一二三四五六七八九十百零〇\d]+[编章节]|^\s*[一二三四五六七八九十]+、"
)
_BODY = "word/document.xml"


class Passage(NamedTuple):
    """A paragraph, a heading or a row of a table, and the clause that it stands under."""

    kind: str
    clause: str
    text: str


def read_regulation(content: bytes) -> tuple[Passage, ...] | Problem:
    """The passages of a DOCX; what cannot be read is a problem."""
    archive = open_archive(content)
    if isinstance(archive, Problem):
        return archive
    if _BODY not in archive:
        return _no_text()
    try:
        with archive.opened(_BODY) as stream:
            found = tuple(_clauses(_texts(events(stream))))
    except BROKEN:
        return Problem("damaged-file", speak("文件不完整或已损坏，打不开"), speak("重新另存后再传"))
    return found or _no_text()


def _no_text() -> Problem:
    return Problem(
        "no-regulation",
        speak("文件里没有文字"),
        speak("核对选的是不是办法的 .docx；扫描件读不出来"),
    )


def _texts(stream: Iterable[Event]) -> Iterator[tuple[str, str]]:
    """Paragraphs outside tables, and the rows of tables with their cells."""
    reader = _Body()
    for name, attributes, text in stream:
        yield from reader.take(name, attributes, text)


class _Body:
    """Goes through the body; knows whether it is inside a table or struck-out text."""

    def __init__(self) -> None:
        self._paragraph: list[str] = []
        self._cell: list[str] = []
        self._row: list[str] = []
        self._style = ""
        self._depth = 0
        self._is_deleted = False

    def take(
        self, name: str, attributes: dict[str, str] | None, text: str
    ) -> Iterator[tuple[str, str]]:
        """One event; gives a text where one ends."""
        is_start = attributes is not None
        match name, is_start:
            case "tbl", _:
                self._depth += 1 if is_start else -1
            case "del", _:
                self._is_deleted = is_start
            case "pStyle", True:
                self._style = (attributes or {}).get("val", "")
            case "t", False if not self._is_deleted:
                self._paragraph.append(text)
            case (("tab" | "br" | "cr"), False):
                self._paragraph.append(" ")
            case "p", False:
                yield from self._end_paragraph()
            case "tc", False:
                self._row.append(" ".join(filter(None, self._cell)))
                self._cell = []
            case "tr", False if self._depth == 1:
                yield ROW, " | ".join(self._row)
                self._row = []

    def _end_paragraph(self) -> Iterator[tuple[str, str]]:
        text, style = "".join(self._paragraph).strip(), self._style
        self._paragraph, self._style = [], ""
        if self._depth:
            self._cell.append(text)
        elif text:
            yield _kind(text, style=style), text


def _kind(text: str, *, style: str) -> str:
    is_styled = style.lower().startswith(("heading", "title")) or style in {"1", "2", "3"}
    is_chapter = _CHAPTER.match(text) is not None and len(text) <= 40
    return HEADING if is_styled or is_chapter else PARAGRAPH


def _clauses(texts: Iterable[tuple[str, str]]) -> Iterator[Passage]:
    """Each passage with the clause that it begins or goes on with; a chapter ends the clause."""
    clause = ""
    for kind, text in texts:
        begun = _CLAUSE.match(text)
        if begun is not None:
            clause = begun[1]
        elif kind == HEADING:
            clause = ""
        yield Passage(kind, clause, text)


def clauses_of(passages: Iterable[Passage]) -> tuple[str, ...]:
    """The clauses in their order, each once."""
    return tuple(dict.fromkeys(one.clause for one in passages if one.clause))


def propose_clause(name: str, *, points: str, passages: Iterable[Passage]) -> str:
    """The first clause that has the name and the points; else the first that has the name."""
    named = [one for one in passages if one.clause and name in clean(one.text)]
    number = re.compile(rf"(?<![\d.]){re.escape(points)}\s*分") if points else None
    both = [one for one in named if number is not None and number.search(clean(one.text))]
    return next((one.clause for one in (*both, *named)), "")
