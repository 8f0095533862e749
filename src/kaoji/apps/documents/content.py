"""The text of a paper: records of the engine, stored as JSON, edited as plain lines.

A line is a paragraph. `一、`, `（一）`, `1.`, `（1）` at its beginning make it a heading, or, where
a sentence ends in it, a paragraph that opens with one. Lines between bars are a table, the first
its head (a table pasted from a spreadsheet will do); `表：` before it is its title.
`【签字：甲|乙】` are boxes to sign in, `【分页】` begins a new page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kaoji.engine.paper.elements import (
    Block,
    Boxes,
    Column,
    Heading,
    PageBreak,
    Paragraph,
    Table,
)

_LEVELS = (
    re.compile(r"[一二三四五六七八九十]{1,3}、"),
    re.compile(r"（[一二三四五六七八九十]{1,3}）"),
    re.compile(r"\d{1,2}[.．]\s*(?=\D)"),
    re.compile(r"（\d{1,2}）"),
)
_BOXES = re.compile(r"【签字：(.+)】")
_BREAK, _TITLE = "【分页】", "表："
_CELL = re.compile(r"((?:\\.|[^|\\])*)\|")
_NUMBER = re.compile(r"[-+]?[\d,.]+%?|—|")
_ESCAPES = {"\\\\": "\\", "\\|": "|", "\\n": "\n"}

# --- as JSON --------------------------------------------------------------------------------------


def told(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """Blocks as JSON: each under the word for what it is."""
    return [_told(block) for block in blocks]


def _told(block: Block) -> dict[str, Any]:
    match block:
        case Heading(text, level):
            return {"heading": {"text": text, "level": level}}
        case Paragraph(text, lead, level):
            return {"paragraph": {"text": text, "lead": lead, "level": level}}
        case Table(columns, rows, title):
            heads = [
                {"head": one.head, "share": one.share, "number": one.is_number} for one in columns
            ]
            return {
                "table": {"title": title, "columns": heads, "rows": [list(row) for row in rows]}
            }
        case Boxes(titles):
            return {"boxes": {"titles": list(titles)}}
        case PageBreak():
            return {"break": {}}


def read_back(stored: Iterable[Mapping[str, Any]]) -> tuple[Block, ...]:
    """Blocks from JSON."""
    return tuple(_read(name, more) for one in stored for name, more in one.items())


def _read(name: str, more: Mapping[str, Any]) -> Block:
    match name:
        case "heading":
            return Heading(more["text"], more["level"])
        case "paragraph":
            return Paragraph(more["text"], more["lead"], more["level"])
        case "table":
            columns = (Column(one["head"], one["share"], one["number"]) for one in more["columns"])
            rows = (tuple(row) for row in more["rows"])
            return Table(tuple(columns), tuple(rows), more["title"])
        case "boxes":
            return Boxes(tuple(more["titles"]))
        case "break":
            return PageBreak()
    raise ValueError(name)


# --- as lines -------------------------------------------------------------------------------------


def as_lines(blocks: Iterable[Block]) -> str:
    """Blocks as somebody edits them."""
    return "\n".join(line for block in blocks for line in _lines(block))


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, _level):
            yield text
        case Paragraph(text, lead, _level):
            yield lead + text
        case Table(columns, rows, title):
            if title:
                yield _TITLE + title
            yield _barred(one.head for one in columns)
            yield from (_barred(row) for row in rows)
            yield ""
        case Boxes(titles):
            yield f"【签字：{'|'.join(titles)}】"
        case PageBreak():
            yield _BREAK


def _barred(cells: Iterable[str]) -> str:
    return "|" + "".join(_escaped(cell) + "|" for cell in cells)


def _escaped(cell: str) -> str:
    return cell.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n")


def from_lines(text: str, *, before: Iterable[Block] = ()) -> tuple[Block, ...]:
    """What somebody has edited. Where nothing was changed it is what it was, to the last width; a
    table with the heads that it had keeps its widths.
    """
    before = tuple(before)
    plain = "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n")).strip("\n")
    if before and plain == as_lines(before).strip("\n"):
        return before
    known = {tuple(c.head for c in one.columns): one for one in before if isinstance(one, Table)}
    return tuple(_parsed(plain.split("\n"), known=known))


def _parsed(lines: list[str], *, known: Mapping[tuple[str, ...], Table]) -> Iterator[Block]:
    rows: list[list[str]] = []
    title: str | None = None
    for line in [*lines, ""]:
        cells = _cells(line)
        if cells is not None:
            rows.append(cells)
            continue
        # The word of a title without one is a line like any other.
        if title is not None and not (rows and title):
            yield Paragraph(_TITLE + title)
        if rows:
            yield _table(rows, title=title or "", known=known)
        rows, title = [], None
        if line.startswith(_TITLE):
            title = line.removeprefix(_TITLE)
        elif line.strip():
            yield _block(line.strip())


def _cells(line: str) -> list[str] | None:
    """The cells of a line of a table; nothing where it is none."""
    if line.startswith("|"):
        rest = _CELL.sub("", line[1:])  # the last cell, where no bar closes it
        found = _CELL.findall(line[1:])
        return [_plain(one) for one in (*found, *([rest] if rest.strip() else []))]
    return line.split("\t") if "\t" in line.strip("\n") else None


def _plain(cell: str) -> str:
    return re.sub(r"\\[\\|n]", lambda found: _ESCAPES[found[0]], cell.strip())


def _table(rows: list[list[str]], *, title: str, known: Mapping[tuple[str, ...], Table]) -> Table:
    width = max(map(len, rows))
    whole = [tuple(row) + ("",) * (width - len(row)) for row in rows]
    head, body = whole[0], tuple(whole[1:])
    if head in known:
        return Table(known[head].columns, body, title)
    columns = (
        Column(name, _share([row[at] for row in whole]), _is_number(row[at] for row in body))
        for at, name in enumerate(head)
    )
    return Table(tuple(columns), body, title)


def _share(cells: list[str]) -> int:
    """A width by the longest text, so that short columns stay narrow."""
    return min(max(2, *map(len, cells)), 16)


def _is_number(cells: Iterable[str]) -> bool:
    told = list(cells)
    return any(told) and all(_NUMBER.fullmatch(cell) for cell in told)


def _block(line: str) -> Block:
    if line == _BREAK:
        return PageBreak()
    boxes = _BOXES.fullmatch(line)
    if boxes:
        return Boxes(tuple(boxes[1].split("|")))
    for level, opening in enumerate(_LEVELS, start=1):
        if opening.match(line):
            lead, dot, text = line.partition("。")
            if not dot:
                return Heading(line, level)
            return Paragraph(text, lead + dot, level) if text else Paragraph(line)
    return Paragraph(line)
