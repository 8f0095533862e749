"""An office's own DOCX as a template: plain names in double braces are filled in, nothing more.

`{{标题}}` stands for a text, `{{行.单位}}` for a cell of a repeated row. A name may be split over
runs, as Word likes to do. Nothing is evaluated: what is no known name is told with its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from kaoji.engine.paper.docx.packing import without_times
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.plinth.speech import speak

#: Names of a repeated row begin with this.
ROW = "行."

_NAME = re.compile(r"\{\{([^{}]{0,200})\}\}")
_PLAIN = re.compile(r"[\w.（）()·、-]{1,40}")
_LEFT_OPEN = re.compile(r"\{\{|\}\}")
_PARAGRAPH, _TEXT, _ROW = qn("w:p"), qn("w:t"), qn("w:tr")
#: Fields that only count pages; every other one reaches for something.
_COUNTS_PAGES = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES)\b[^\"]*", re.IGNORECASE)
_LIVE = (
    qn("w:object"),
    qn("w:altChunk"),
    qn("w:control"),
    qn("w:subDoc"),
    qn("w:attachedTemplate"),
)
_SHOWN = 30

Say = Callable[[re.Match[str]], str]


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A name in a template, and the words around it."""

    name: str
    place: str
    is_in_row: bool

    @property
    def is_of_row(self) -> bool:
        """Whether it stands for a cell of a repeated row."""
        return self.name.startswith(ROW)


def placeholders_of(content: bytes) -> tuple[Placeholder, ...]:
    """The names that stand in a template, in order. Raises ValueError where it is no DOCX."""
    return tuple(
        Placeholder(found[1].strip(), _place(text), _row_of(paragraph) is not None)
        for paragraph in _paragraphs(_opened(content))
        for text in (_text_of(paragraph),)
        for found in _NAME.finditer(text)
    )


def template_problems(
    content: bytes, *, names: Iterable[str], columns: Iterable[str] | None
) -> tuple[Problem, ...]:
    """What is wrong with a template, all at once. `names`: texts that there are; `columns`: those
    of a row, None where any may be asked for.
    """
    try:
        document = _opened(content)
    except ValueError:
        return (_not_a_docx(),)
    known = set(names)
    rows = None if columns is None else {ROW + one for one in columns}
    return (
        *_live_problems(document),
        *_left_open(document),
        *(
            problem
            for one in placeholders_of(content)
            if (problem := _name_problem(one, known=known, rows=rows)) is not None
        ),
    )


def filled(
    content: bytes, *, values: Mapping[str, str], rows: Sequence[Mapping[str, str]] = ()
) -> bytes:
    """The template with its names filled in; the same values give the same bytes.

    A row with names of a row is repeated for each of `rows`; without any it stays once, empty.
    """
    document = _opened(content)
    done: list[BaseOxmlElement] = []
    for row in _repeated(document):
        done += _repeat(row, values=values, rows=rows)
    ready = {id(one) for one in done}
    for paragraph in list(_paragraphs(document)):
        if id(paragraph) not in ready:
            _fill(paragraph, values=values)
    target = BytesIO()
    document.save(target)
    return without_times(target.getvalue())


# --- reading --------------------------------------------------------------------------------------


def _opened(content: bytes) -> Document:
    try:
        return docx.Document(BytesIO(content))
    except (
        BadZipFile,
        OpcError,
        KeyError,
        ValueError,
        SyntaxError,
        OSError,
        AttributeError,
    ) as fault:
        raise ValueError("not a DOCX") from fault


def _roots(document: Document) -> Iterator[BaseOxmlElement]:
    """The text, then heads and feet of pages, notes: whatever holds paragraphs."""
    for part in sorted(document.part.package.iter_parts(), key=lambda one: str(one.partname)):
        if isinstance(part, XmlPart) and str(part.partname).startswith("/word/"):
            yield part.element


def _paragraphs(document: Document) -> Iterator[BaseOxmlElement]:
    for root in _roots(document):
        yield from root.iter(_PARAGRAPH)


def _pieces(paragraph: BaseOxmlElement) -> list[BaseOxmlElement]:
    """The pieces of text of a paragraph, without those of boxes that hang in it."""
    return [one for one in paragraph.iter(_TEXT) if _above(one, tag=_PARAGRAPH) is paragraph]


def _text_of(paragraph: BaseOxmlElement) -> str:
    return "".join(one.text or "" for one in _pieces(paragraph))


def _above(element: BaseOxmlElement, *, tag: str) -> BaseOxmlElement | None:
    return next(element.iterancestors(tag), None)


def _row_of(paragraph: BaseOxmlElement) -> BaseOxmlElement | None:
    return _above(paragraph, tag=_ROW)


def _repeated(document: Document) -> list[BaseOxmlElement]:
    """The innermost rows in which a name of a row stands."""
    found: list[BaseOxmlElement] = []
    for paragraph in _paragraphs(document):
        names = [one[1].strip() for one in _NAME.finditer(_text_of(paragraph))]
        row = _row_of(paragraph)
        if row is not None and any(name.startswith(ROW) for name in names):
            found += [row] if not any(row is one for one in found) else []
    return found


# --- filling --------------------------------------------------------------------------------------


def _repeat(
    row: BaseOxmlElement, *, values: Mapping[str, str], rows: Sequence[Mapping[str, str]]
) -> list[BaseOxmlElement]:
    """Put a filled copy in front of the row for each set of values; gives their paragraphs."""
    names = {one[1].strip() for p in row.iter(_PARAGRAPH) for one in _NAME.finditer(_text_of(p))}
    empty = {name: "" for name in names if name.startswith(ROW)}
    done = []
    for told in rows or ({},):
        copy = deepcopy(row)
        row.addprevious(copy)
        of_row = {ROW + name: text for name, text in told.items()}
        for paragraph in list(copy.iter(_PARAGRAPH)):
            done += _fill(paragraph, values={**values, **empty, **of_row})
    row.getparent().remove(row)
    return done


def _fill(paragraph: BaseOxmlElement, *, values: Mapping[str, str]) -> list[BaseOxmlElement]:
    """Fill the names of a paragraph. One that is but a name of several lines becomes as many
    paragraphs of its kind. Names that nobody knows stay as they stand.
    """
    alone = _NAME.fullmatch(_text_of(paragraph).strip())
    lines = values.get(alone[1].strip(), "").split("\n") if alone else []
    if len(lines) < 2:
        _replace(paragraph, say=lambda found: values.get(found[1].strip(), found[0]))
        return [paragraph]
    copies = [deepcopy(paragraph) for _line in lines]
    for copy, line in zip(copies, lines, strict=True):
        paragraph.addprevious(copy)
        _replace(copy, say=lambda _found, said=line: said)  # type: ignore[misc]
    paragraph.getparent().remove(paragraph)
    return copies


def _replace(paragraph: BaseOxmlElement, *, say: Say) -> None:
    """Put texts in the place of names, each into the piece in which its name begins."""
    pieces = _pieces(paragraph)
    for found in reversed(list(_NAME.finditer(_text_of(paragraph)))):
        _put(pieces, first=found.start(), last=found.end(), text=say(found))


def _put(pieces: Sequence[BaseOxmlElement], *, first: int, last: int, text: str) -> None:
    at = 0
    for piece in pieces:
        held = piece.text or ""
        begin, end = max(first - at, 0), min(last - at, len(held))
        if begin < end or (at <= first < at + len(held)):
            opening = text if at <= first < at + len(held) else ""
            _write(piece, held[:begin] + opening + held[end:])
        at += len(held)


def _write(piece: BaseOxmlElement, text: str) -> None:
    """Write a text that keeps its blanks; a line break stays one."""
    lines = text.split("\n")
    piece.text = lines[0]
    piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    after = piece
    for line in lines[1:]:
        line_break = piece.makeelement(qn("w:br"))
        after.addnext(line_break)
        after = piece.makeelement(_TEXT)
        after.text = line
        line_break.addnext(after)


# --- what is wrong --------------------------------------------------------------------------------


def _place(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "……"


def _not_a_docx() -> Problem:
    return Problem(
        "template-unreadable",
        speak("这个文件不是完好的 DOCX，打不开"),
        speak("请用 WPS 或 Word 另存为 .docx 后再传"),
    )


def _name_problem(one: Placeholder, *, known: set[str], rows: set[str] | None) -> Problem | None:
    if one.is_of_row and not one.is_in_row:
        return Problem(
            "template-row-outside",
            speak("“{{{{{name}}}}}”不在表格的行里（{place}）", name=one.name, place=one.place),
            speak("请放进表格里要逐行重复的那一行"),
        )
    is_known = (rows is None or one.name in rows) if one.is_of_row else one.name in known
    if is_known and _PLAIN.fullmatch(one.name):
        return None
    names = sorted(known | (rows or set()))
    return Problem(
        "template-name-unknown",
        speak("不认识“{{{{{name}}}}}”（{place}）", name=one.name, place=one.place),
        speak("可用的名称：{names}", names="、".join(names)),
    )


def _left_open(document: Document) -> Iterator[Problem]:
    for paragraph in _paragraphs(document):
        text = _text_of(paragraph)
        if _LEFT_OPEN.search(_NAME.sub("", text)):
            yield Problem(
                "template-braces-open",
                speak("花括号没有成对（{place}）", place=_place(text)),
                speak("名称写成“{{标题}}”，左右各两个，中间不分段"),
            )


def _live_problems(document: Document) -> Iterator[Problem]:
    """What a template may not hold: links to elsewhere, objects, fields that reach out."""
    for part in document.part.package.iter_parts():
        for relation in part.rels.values():
            if relation.is_external:
                yield _live(speak("外部链接（{target}）", target=str(relation.target_ref)[:80]))
    for root in _roots(document):
        if any(next(root.iter(tag), None) is not None for tag in _LIVE):
            yield _live(speak("嵌入对象或外部模板"))
        for code in _field_codes(root):
            if not _COUNTS_PAGES.fullmatch(code):
                yield _live(speak("域代码（{code}）", code=code.strip()[:40]))


def _field_codes(root: BaseOxmlElement) -> Iterator[str]:
    """The codes of fields; those in pieces are put together, paragraph by paragraph."""
    for simple in root.iter(qn("w:fldSimple")):
        yield simple.get(qn("w:instr")) or ""
    for paragraph in root.iter(_PARAGRAPH):
        said = ""
        for one in paragraph.iter(qn("w:instrText"), qn("w:fldChar")):
            if one.tag == qn("w:instrText"):
                said += one.text or ""
            elif said:
                yield said
                said = ""
        if said:
            yield said


def _live(what: str) -> Problem:
    return Problem(
        "template-live",
        speak("模板里有{what}", what=what),
        speak("请在 WPS 或 Word 里去掉后另存，再传"),
    )
