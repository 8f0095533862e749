"""A paper as DOCX, from the red head to the foot."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import assert_never

import docx
from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm
from docx.text.paragraph import Paragraph as Drawn

from kaoji.engine.paper import measures
from kaoji.engine.paper.docx.foot import add_foot
from kaoji.engine.paper.docx.ooxml import Shape, Type, set_rule, set_shape, set_type
from kaoji.engine.paper.docx.packing import without_times
from kaoji.engine.paper.docx.page import set_defaults, set_page
from kaoji.engine.paper.docx.tables import add_boxes, add_table
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

_BODY = Type()
_STATE = Type(measures.LEVEL_FONTS[1])
_TITLE = Type(measures.TITLE_FONT, measures.TITLE_SIZE, pitch=0)
_TEXT = Shape(first=200)
_FLUSH, _CENTRE = Shape("left"), Shape("center")
#: The least time that a document can tell of its making: the paper's own day stands in it.
_NO_TIME = datetime(1980, 1, 1, tzinfo=UTC)


def docx_bytes(paper: Paper) -> bytes:
    """The paper as a DOCX file; the same paper gives the same bytes."""
    document = docx.Document()
    set_defaults(document)
    set_page(document, running=paper.running, is_wide=paper.is_wide)
    _Writer(document, width=_width(paper)).write(paper)
    _forget_who(document, title=paper.title)
    target = BytesIO()
    document.save(target)
    return without_times(target.getvalue())


def _width(paper: Paper) -> int:
    """How wide the text is, in millimetres."""
    page = measures.WIDE_WIDTH if paper.is_wide else measures.PAGE_WIDTH
    return page - measures.LEFT - measures.RIGHT


def _forget_who(document: Document, *, title: str) -> None:
    """Properties of the file tell the title and nothing of a machine or a person."""
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "", ""
    properties.created = properties.modified = _NO_TIME


class _Writer:
    """Writes blocks one below the other."""

    def __init__(self, document: Document, *, width: int) -> None:
        self.document, self.width = document, width

    def write(self, paper: Paper) -> None:
        """Everything, in the order of the standard."""
        if paper.state:
            self.line(paper.state, shape=_FLUSH, type_=_STATE)
        if paper.head is not None:
            self.head(paper.head)
        self.title(paper)
        for block in paper.blocks:
            self.block(block)
        self.attachments(paper.attachments)
        self.signature(paper)
        if paper.remark:
            self.line("（" + paper.remark + "）", shape=Shape("left", left=200))
        self.foot(paper.foot)

    def line(self, text: str, *, shape: Shape, type_: Type = _BODY) -> Drawn:
        """A paragraph of one type."""
        paragraph = self.document.add_paragraph()
        set_shape(paragraph, shape=shape)
        if text:
            set_type(paragraph.add_run(text), type_=type_)
        return paragraph

    def blank(self, count: int = 1, *, keep: bool = False) -> None:
        """Empty lines."""
        for _ in range(count):
            self.line("", shape=Shape("left", keep=keep))

    def head(self, head: Head) -> None:
        """The red mark, the number, the red line (clause 7.2)."""
        if head.urgency:
            self.line(head.urgency, shape=_FLUSH, type_=_STATE)
        size = measures.mark_size(head.issuer)
        above = (
            measures.hundredths(measures.ABOVE_MARK)
            - size // 8
            - (measures.LINE_PITCH if head.urgency else 0)
        )
        mark = Type(measures.TITLE_FONT, size, measures.RED, pitch=0)
        self.line(
            head.issuer,
            shape=Shape("center", line=size * 5 // 4, before=above, on_grid=False),
            type_=mark,
        )
        self.blank(2)
        number = str(head.number) if head.number else ""
        signers = "签发人：" + " ".join(head.signers) if head.signers else ""
        ruled = self.line(number or signers, shape=_CENTRE)
        if number and signers:
            self._on_both_sides(ruled, signers)
        set_rule(ruled, side="bottom", colour=measures.RED, weight=16, space=5)
        self.blank(2)

    def _on_both_sides(self, paragraph: Drawn, right: str) -> None:
        """Number left, who signs right, as papers to a higher body have it (clause 7.2.6)."""
        paragraph.paragraph_format.alignment = None
        paragraph.paragraph_format.tab_stops.add_tab_stop(
            Mm(measures.TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT
        )
        set_type(paragraph.add_run("\t" + right), type_=_BODY)

    def title(self, paper: Paper) -> None:
        """The title, a free line, who it goes to."""
        for line in lines_of_title(paper.title):
            self.line(line, shape=Shape("center", keep=True, on_grid=False), type_=_TITLE)
        self.blank()
        if paper.addressee:
            self.line(paper.addressee + "：", shape=_FLUSH)

    def block(self, block: Block) -> None:
        """A block of the text."""
        match block:
            case Heading(text, level):
                shape = Shape(first=200, keep=True)
                self.line(text, shape=shape, type_=Type(measures.LEVEL_FONTS[level]))
            case Paragraph():
                self.paragraph(block)
            case Table():
                add_table(block, writer=self)
            case Boxes():
                add_boxes(block, writer=self)
            case PageBreak():
                self.line("", shape=_FLUSH).paragraph_format.page_break_before = True
            case never:
                assert_never(never)

    def paragraph(self, block: Paragraph) -> None:
        """A paragraph, what it opens with in the type of its level."""
        paragraph = self.document.add_paragraph()
        set_shape(paragraph, shape=_TEXT)
        if block.lead:
            set_type(paragraph.add_run(block.lead), type_=Type(measures.LEVEL_FONTS[block.level]))
        set_type(paragraph.add_run(block.text), type_=_BODY)

    def attachments(self, names: tuple[str, ...]) -> None:
        """附件：1. …; further ones stand below the first (clause 7.3.4)."""
        if not names:
            return
        self.blank(keep=True)
        if len(names) == 1:
            self.line("附件：" + names[0], shape=Shape("left", left=500, first=-300, keep=True))
            return
        for number, name in enumerate(names, start=1):
            opening = "附件：" if number == 1 else "　　　"
            self.line(
                f"{opening}{number}.{name}", shape=Shape("left", left=650, first=-450, keep=True)
            )

    def signature(self, paper: Paper) -> None:
        """Who signs, centred over the day; the day four characters from the edge."""
        if paper.signed_on is None and not paper.signed_by:
            return
        day = day_text(paper.signed_on) if paper.signed_on else ""
        right = measures.right_of_signature(paper.signed_by, day=day)
        spare = measures.wider_by(paper.signed_by, than=day) if day else 0
        self.blank(2, keep=True)
        if paper.signed_by:
            self.line(
                paper.signed_by, shape=Shape("right", right=right + max(0, -spare), keep=True)
            )
        if day:
            self.line(day, shape=Shape("right", right=right + max(0, spare)))

    def foot(self, foot: Foot) -> None:
        """The foot at the lower edge of the last page, between lines (clause 7.4)."""
        if foot.is_filled:
            add_foot(foot, writer=self)
