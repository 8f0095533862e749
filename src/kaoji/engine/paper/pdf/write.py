"""A paper as PDF. The layout stands in `paper.typ`, what the paper says goes in as data."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, assert_never

import typst

from kaoji.engine.paper import measures
from kaoji.engine.paper.elements import (
    Block,
    Boxes,
    Foot,
    Head,
    Heading,
    PageBreak,
    Paper,
    Paragraph,
    Table,
    day_text,
)
from kaoji.engine.paper.titles import lines_of_title
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak

_LAYOUT = Path(__file__).with_name("paper.typ")
#: What stands in for the type of the standard: the Song and Hei of free collections.
_SONG = ("Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "SimSun", "STSong")
_HEI = ("Noto Sans CJK SC", "Source Han Sans SC", "SimHei", "STHeiti")
_REST = (*_SONG, *_HEI)
_FANGSONG = ("仿宋_GB2312", "FangSong_GB2312", "FangSong", "STFangsong", "FandolFang R", *_REST)
_FONTS = {
    "body": _FANGSONG,
    "title": ("方正小标宋简体", "FZXiaoBiaoSong-B05S", *_REST),
    "level1": (*_HEI, *_SONG),
    "level2": ("楷体_GB2312", "KaiTi_GB2312", "KaiTi", "STKaiti", "FandolKai", *_REST),
    "level3": _FANGSONG,
    "level4": _FANGSONG,
    "numeral": _REST,
}


#: A row of no more lines than this is not cut by the end of a page.
_WHOLE_LINES = 15


class NoFontError(Exception):
    """This machine has no Chinese type to print with; the problem says what to install."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def pdf_bytes(paper: Paper, *, fonts: Iterable[Path] = ()) -> bytes:
    """The paper as a PDF file; the same paper with the same type gives the same bytes.

    `fonts`: folders with type besides the machine's own. Raises NoFontError.
    """
    folders = tuple(str(folder) for folder in fonts)
    known = _families(folders)
    if not known & set(_FANGSONG):
        raise NoFontError(_no_font())
    told = json.dumps(_told(paper, known=known), ensure_ascii=False)
    return typst.compile(
        str(_LAYOUT),
        format="pdf",
        font_paths=[*folders],
        sys_inputs={"paper": told},
        timestamp=0,
    )


@cache
def _families(folders: tuple[str, ...]) -> frozenset[str]:
    """The type that is there; looked for once, for it does not come and go."""
    return frozenset(typst.Fonts(font_paths=list(folders)).families())


def _no_font() -> Problem:
    return Problem(
        "no-chinese-font",
        speak("本机没有中文字体，不能印成 PDF"),
        speak("请安装 fonts-noto-cjk，或把仿宋、黑体、楷体字体放进字体文件夹；也可以先用 DOCX"),
    )


def _told(paper: Paper, *, known: frozenset[str]) -> dict[str, Any]:
    """The paper as the layout reads it."""
    return {
        "title": paper.title,
        "title_lines": lines_of_title(paper.title),
        "state": paper.state,
        "running": paper.running,
        "is_wide": paper.is_wide,
        "head": _head(paper.head) if paper.head else None,
        "addressee": paper.addressee,
        "blocks": [_block(block, is_wide=paper.is_wide) for block in paper.blocks],
        "attachments": _attachments(paper.attachments),
        "signed_by": paper.signed_by,
        "signed_on": day_text(paper.signed_on) if paper.signed_on else "",
        "right_of_day": measures.right_of_signature(
            paper.signed_by, day=day_text(paper.signed_on) if paper.signed_on else ""
        ),
        "remark": paper.remark,
        "foot": _foot(paper.foot),
        "measures": {"fonts": _present(known)},
    }


def _present(known: frozenset[str]) -> dict[str, list[str]]:
    """For each use the type that is there, best first; what it lacks comes from Song and Hei."""
    return {use: [name for name in names if name in known] for use, names in _FONTS.items()}


def _head(head: Head) -> dict[str, Any]:
    return {
        "issuer": head.issuer,
        "size": measures.mark_size(head.issuer),
        "number": str(head.number) if head.number else "",
        "signers": "签发人：" + " ".join(head.signers) if head.signers else "",
        "urgency": head.urgency,
    }


def _block(block: Block, *, is_wide: bool) -> dict[str, Any]:
    match block:
        case Heading(text, level):
            return {"kind": "heading", "text": text, "level": level}
        case Paragraph(text, lead, level):
            return {"kind": "paragraph", "text": text, "lead": lead, "level": level}
        case Table():
            return _table(block, is_wide=is_wide)
        case Boxes(titles):
            return {"kind": "boxes", "titles": titles}
        case PageBreak():
            return {"kind": "break"}
        case never:
            assert_never(never)


def _table(table: Table, *, is_wide: bool) -> dict[str, Any]:
    columns = [
        {"head": one.head, "share": one.share, "is_number": one.is_number} for one in table.columns
    ]
    room = _room(table, is_wide=is_wide)
    rows = [
        {
            "cells": row,
            "is_whole": all(_is_short(cell, one) for cell, one in zip(row, room, strict=True)),
        }
        for row in table.rows
    ]
    return {"kind": "table", "title": table.title, "columns": columns, "rows": rows}


def _room(table: Table, *, is_wide: bool) -> list[int]:
    """For each column the quarters of a character that a line of it holds."""
    page = measures.WIDE_WIDTH if is_wide else measures.PAGE_WIDTH
    width = measures.hundredths(page - measures.LEFT - measures.RIGHT)
    whole = sum(one.share for one in table.columns)
    return [width * one.share * 4 // whole // measures.TABLE_SIZE for one in table.columns]


def _is_short(cell: str, room: int) -> bool:
    """Whether the row may be kept whole: a cell higher than a page must go on on the next."""
    return measures.width_of(cell) <= max(room, 1) * _WHOLE_LINES


def _attachments(names: tuple[str, ...]) -> list[str]:
    if len(names) == 1:
        return list(names)
    return [f"{number}.{name}" for number, name in enumerate(names, start=1)]


def _foot(foot: Foot) -> dict[str, Any] | None:
    if not foot.is_filled:
        return None
    return {
        "copies": "抄送：" + "，".join(foot.copies_to) + "。" if foot.copies_to else "",
        "printed_by": foot.printed_by,
        "printed_on": day_text(foot.printed_on) + "印发" if foot.printed_on else "",
    }
