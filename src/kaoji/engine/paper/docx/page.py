"""The page itself: its size, its margins, its grid of lines, its number."""

from __future__ import annotations

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.section import _Footer, _Header
from docx.shared import Mm

from kaoji.engine.paper import measures
from kaoji.engine.paper.docx.ooxml import (
    Shape,
    Type,
    add_page_number,
    element,
    points,
    set_shape,
    set_type,
)

_NUMBER = Type(measures.NUMERAL_FONT, measures.SMALL_SIZE, pitch=0)
_RUNNING = Type(size=measures.RUNNING_SIZE, pitch=0)
#: The page number stands 7 mm below the text (clause 7.5); its line is 5 mm high.
_BELOW_TEXT, _NUMBER_LINE = 7, 5


def set_page(document: Document, *, running: str = "", is_wide: bool = False) -> None:
    """Lay out the pages of the document, and number them outside on both sides."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(measures.PAGE_WIDTH), Mm(measures.PAGE_HEIGHT)
    if is_wide:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(measures.WIDE_WIDTH), Mm(measures.WIDE_HEIGHT)
    section.top_margin, section.bottom_margin = Mm(measures.TOP), Mm(measures.BOTTOM)
    section.left_margin, section.right_margin = Mm(measures.LEFT), Mm(measures.RIGHT)
    section.footer_distance = Mm(measures.BOTTOM - _BELOW_TEXT - _NUMBER_LINE)
    properties = section._sectPr
    for grid in properties.findall(qn("w:docGrid")):
        properties.remove(grid)
    properties.append(element("w:docGrid", type="lines", linePitch=points(measures.LINE_PITCH)))
    document.settings.odd_and_even_pages_header_footer = True
    _number(section.footer, Shape("right", right=100, line=measures.SMALL_SIZE))
    _number(section.even_page_footer, Shape("left", left=100, line=measures.SMALL_SIZE))
    if running:
        section.header_distance = Mm(measures.TOP - measures.ABOVE_TEXT - _NUMBER_LINE)
        _run_along(section.header, running)
        _run_along(section.even_page_header, running)


def _run_along(header: _Header, text: str) -> None:
    header.is_linked_to_previous = False
    paragraph = header.paragraphs[0]
    set_shape(paragraph, shape=Shape("left", line=measures.SMALL_SIZE, on_grid=False))
    set_type(paragraph.add_run(text), type_=_RUNNING)


def _number(footer: _Footer, shape: Shape) -> None:
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    set_shape(paragraph, shape=shape)
    add_page_number(paragraph, type_=_NUMBER)


def set_defaults(document: Document) -> None:
    """What nothing else says: the type of the text, no space between paragraphs."""
    style = document.styles["Normal"]
    set_type(style, type_=Type(pitch=0))
    style.paragraph_format.space_before = style.paragraph_format.space_after = 0
    # The template's own type would widen the lines.
    for defaults in document.styles.element.findall(qn("w:docDefaults")):
        document.styles.element.remove(defaults)
